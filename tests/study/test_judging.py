"""What the figures are judged to mean, held to tables whose bounds are worked by hand."""

from datetime import date, timedelta

import pytest

from studyapp.domain.text import Text
from studyapp.i18n import use
from studyapp.store.outlook import Outlook, Recall
from studyapp.store.statistics import Calibration, Foretold, Group, Tally, UsualSlip
from studyapp.study import judging
from studyapp.study.leeches import Leech

TODAY = date(2026, 11, 21)


def reviews(remembered: int, count: int) -> Tally:
    return Tally(attempts=count, reviews=count, remembered=remembered, right=remembered)


# Two standard errors of 90 % are 6 points at 100 reviews; at 10,000 they are 0.6, so 2 points rule.
@pytest.mark.parametrize(
    ("remembered", "count", "said"),
    [
        (97, 100, "the intervals could be longer"),
        (95, 100, "the intervals fit you"),
        (85, 100, "the intervals fit you"),
        (83, 100, "cards come back late for you"),
        (9150, 10_000, "the intervals fit you"),
        (9250, 10_000, "the intervals could be longer"),
        (8750, 10_000, "cards come back late for you"),
        (29, 29, "29 reviews so far, which are too few to judge by"),
        (1, 1, "100 % of one review so far"),
    ],
)
def test_retention_is_judged_by_what_chance_allows(remembered: int, count: int, said: str) -> None:
    tally = reviews(remembered, count)
    assert said in judging.of_retention(tally, tally, 0.9)


def test_retention_is_judged_by_the_last_days_where_they_hold_enough() -> None:
    ever, lately = reviews(700, 1000), reviews(90, 100)
    assert judging.of_retention(ever, lately, 0.9) == (
        "You asked for 90 %; you recall 90 %: the intervals fit you."
    )
    assert "you recall 70 %" in judging.of_retention(ever, reviews(9, 10), 0.9)
    assert "yet" in judging.of_retention(Tally(), Tally(), 0.9)


def foretold(expected: float, remembered: int, count: int, *bins: Foretold) -> Calibration:
    whole = Foretold(reviews=count, expected=expected, remembered=remembered)
    return Calibration(total=whole, bins=bins or (whole,))


@pytest.mark.parametrize(
    ("calibration", "said"),
    [
        (foretold(0, 0, 0), "Nothing was foretold yet"),
        (foretold(18, 18, 20), "20 reviews are too few"),
        (foretold(90, 91, 100), "the forecast can be trusted"),
        (foretold(80, 90, 100), "you know more than is foretold"),
        (foretold(95, 80, 100), "you know less than is foretold"),
        # Half foretold 80 %, all recalled; half 100 %, 80 % recalled: each 20 points off, the mean right.
        (
            foretold(
                360, 360, 400,
                Foretold(reviews=200, expected=160, remembered=200),
                Foretold(reviews=200, expected=200, remembered=160),
            ),
            "single steps are off",
        ),
    ],
)  # fmt: skip
def test_forecasts_are_trusted_or_not(calibration: Calibration, said: str) -> None:
    assert said in judging.of_calibration(calibration)


def ahead(*counts: int, overdue: int = 0, **stages: int) -> Outlook:
    days = {TODAY + timedelta(at): count for at, count in enumerate(counts)}
    return Outlook(by_day=days, overdue=overdue, recall=Recall(), **stages)


def test_what_comes_back_is_held_against_what_a_day_takes() -> None:
    say = date.isoformat
    assert judging.of_forecast(ahead(0, 0, 0), 200, say).startswith("Nothing comes back within 3 days")
    assert judging.of_forecast(ahead(4, 8, 3, overdue=3), 200, say) == (
        "About 6 cards a day come back; the fullest day is 2026-11-22, with 8."
    )
    assert "today is the fullest day, with 9" in judging.of_forecast(ahead(4, 8, overdue=5), 200, say)
    assert judging.of_forecast(ahead(4, 8, 9), 7, say).startswith("On 2 of the next 3 days more comes back")
    assert judging.of_forecast(ahead(4, 8, 3), 7, say).startswith("On one of the next 3 days")


def studied(*ago: int, answers: int = 20, seconds: float = 600) -> dict[date, Tally]:
    return {TODAY - timedelta(days): Tally(attempts=answers, seconds=seconds) for days in sorted(ago)[::-1]}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), "No answer in the last 30 days"),
        ((40,), "No answer in the last 30 days"),
        (range(30), "You studied on 30 of 30 days, about 20 answers each: steady"),
        (range(0, 60, 2), "You studied on 15 of 30 days, about 20 answers each: a few minutes"),
        ((0, 29), "You studied on 2 of 30 days, about 20 answers each: a little each day"),
        # Who began three days ago is not told of the days before.
        ((0, 1, 2), "You studied on 3 of 3 days"),
    ],
)
def test_load_is_judged_by_how_steady_it_is(days, said: str) -> None:
    assert said in judging.of_load(studied(*days), TODAY, 30)


def test_time_is_told_for_a_day_and_for_an_answer() -> None:
    assert judging.of_time(studied(0, 3), TODAY, 30) == (
        "20 min in the last 30 days: a day of study takes you about 10 min, an answer 30 s."
    )
    assert "nothing was spent" in judging.of_time(studied(31), TODAY, 30)


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ({}, "You have not met a card yet"),
        ({"learning": 6, "young": 4}, "first steps"),
        ({"learning": 1, "young": 6, "mature": 3}, "on its way"),
        ({"young": 4, "mature": 5}, "well known by now"),
    ],
)
def test_stages_are_judged_by_where_most_cards_are(stages: dict[str, int], said: str) -> None:
    assert said in judging.of_stages(ahead(**stages))


def concept(name: str, cards: int, seen: int, recall: float | None, *, right: int, total: int) -> Group:
    tally = Tally(attempts=total, right=right)
    return Group(
        id=f"p/{name}", name=Text(name, f"{name}zh"), cards=cards, seen=seen, tally=tally, recall=recall
    )


def test_the_weakest_is_a_concept_that_was_begun_though_less_of_another_is_known() -> None:
    concepts = [
        concept("a", 4, 1, 0.9, right=8, total=8),  # a quarter of its cards at 90 %, all answers right
        concept("b", 4, 2, 0.8, right=2, total=8),  # half of its cards at 80 % is 40 %
        concept("c", 4, 0, None, right=0, total=0),
    ]
    assert judging.of_mastery(concepts) == (
        "Of 3 concepts you have begun 2. The weakest is b: 2 of 8 right, 40 % known."
    )
    use("zh")
    assert "bzh" in judging.of_mastery(concepts)
    use("en")
    assert judging.of_mastery(concepts[2:]) == "You have not begun a concept yet."


def test_one_slip_is_named_where_it_explains_a_fifth_of_what_goes_wrong() -> None:
    slips = (UsualSlip(card="p/c", mistake="a:b", count=4), UsualSlip(card="p/d", mistake="a:c", count=1))
    assert "behind 20 % of your wrong answers" in judging.of_slips(slips, 20)
    assert "No single slip" in judging.of_slips(slips, 21)
    assert "No mistake" in judging.of_slips((), 7)
    assert "behind 100 %" in judging.of_slips(slips, 0)  # wrong tries of answers that were right in the end


def test_leeches_are_counted() -> None:
    one = Leech(card="p/c", lapses=8)
    assert judging.of_leeches([]) == "No card takes more effort than it should."
    assert judging.of_leeches([one]).startswith("One card")
    assert judging.of_leeches([one, one]).startswith("2 cards")


def test_every_sentence_is_one_sentence_for_each_figure_that_can_be_judged(workspace) -> None:
    told = workspace.statistics()
    wanted = judging.Wanted(retention=0.9, reviews_per_day=200)
    said = judging.judgements(told, wanted, TODAY, (), date.isoformat)
    assert {"retention", "calibration", "forecast", "load", "mastery", "slips", "leeches"} < said.keys()
    assert all(sentence.endswith(".") for sentence in said.values())
