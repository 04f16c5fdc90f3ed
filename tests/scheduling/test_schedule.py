"""States, steps and due times against py-fsrs' scheduler; the laws of the fuzz."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import fsrs as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.grade import Rating
from studyapp.scheduling.fsrs import Memory
from studyapp.scheduling.schedule import (
    Policy,
    Standing,
    State,
    answer,
    answers_left,
    days_to_choose,
    draw,
    fuzz_range,
    preview,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAIN = Policy(fuzz=False)


def answered(standing: Standing | None, rating: Rating, at: datetime, policy: Policy = PLAIN) -> Standing:
    return answer(standing, rating, card="p/card", at=at, day=at.date(), policy=policy)


def in_review(**changes: object) -> Standing:
    """A card that was answered at NOON and comes back after ten days."""
    standing = Standing(
        memory=Memory(10, 5), state=State.REVIEW, step=None, due_at=None, due_day=date(2026, 3, 12),
        interval=10, last_at=NOON, last_day=NOON.date(), first_day=NOON.date(), repetitions=3, lapses=0,
    )  # fmt: skip
    return standing._replace(**changes)


@pytest.mark.parametrize(
    ("learning", "relearning"),
    [((60, 600), (600,)), ((60,), ()), ((), (60, 600)), ((60, 600, 3600), (60, 600))],
)
def test_states_steps_and_due_times_are_those_of_py_fsrs(
    learning: tuple[int, ...], relearning: tuple[int, ...]
) -> None:
    policy = Policy(learning_seconds=learning, relearning_seconds=relearning, fuzz=False)
    scheduler = oracle.Scheduler(
        learning_steps=[timedelta(seconds=s) for s in learning],
        relearning_steps=[timedelta(seconds=s) for s in relearning],
        enable_fuzzing=False,
    )
    chance = random.Random(7)
    for _ in range(100):
        card, standing, now = oracle.Card(card_id=1), None, NOON
        for _ in range(12):
            rating = chance.choice(list(Rating))
            card, _log = scheduler.review_card(card, oracle.Rating(rating), now)
            standing = answered(standing, rating, now, policy)
            assert (standing.state, standing.step) == (card.state, card.step)
            if standing.due_at is not None:
                assert standing.due_at == card.due
            else:
                assert standing.due_day == card.due.date()
            # whole days later, so that study days and 24-hour periods are the same
            now += timedelta(days=chance.choice([0, 1, standing.interval, 2 * standing.interval]))


def test_a_card_that_began_with_more_steps_than_there_are_now_goes_into_review() -> None:
    waiting = in_review(state=State.LEARNING, step=2, due_day=None, due_at=NOON, interval=0)
    assert answered(waiting, Rating.HARD, NOON).state is State.REVIEW


def test_a_new_card_waits_one_minute_after_again_and_ten_after_good() -> None:
    assert answered(None, Rating.AGAIN, NOON).due_at == NOON + timedelta(minutes=1)
    assert answered(None, Rating.GOOD, NOON).due_at == NOON + timedelta(minutes=10)


def test_forgetting_in_review_is_a_lapse_and_forgetting_while_learning_is_none() -> None:
    assert answered(in_review(), Rating.AGAIN, NOON).lapses == 1
    assert answered(answered(None, Rating.AGAIN, NOON), Rating.AGAIN, NOON).lapses == 0


def test_elapsed_time_counts_study_days_and_not_hours() -> None:
    # Answered at 23:00 and again at 09:00: ten hours, but a night between.
    evening = answer(None, Rating.EASY, card="c", at=NOON, day=date(2026, 3, 2), policy=PLAIN)
    morning = answer(
        evening, Rating.GOOD, card="c", at=NOON + timedelta(hours=10), day=date(2026, 3, 3), policy=PLAIN
    )
    same_day = answer(evening, Rating.GOOD, card="c", at=NOON, day=date(2026, 3, 2), policy=PLAIN)
    assert morning.memory.stability > same_day.memory.stability


def test_an_answer_before_the_last_one_counts_as_the_same_day() -> None:
    back = answer(in_review(), Rating.GOOD, card="c", at=NOON, day=date(2026, 2, 1), policy=PLAIN)
    now = answer(in_review(), Rating.GOOD, card="c", at=NOON, day=NOON.date(), policy=PLAIN)
    assert back.memory == now.memory


def test_due_is_by_day_in_review_and_by_the_minute_while_learning() -> None:
    review, learning = in_review(), answered(None, Rating.AGAIN, NOON)
    assert review.is_due(NOON, date(2026, 3, 12))
    assert not review.is_due(NOON, date(2026, 3, 11))
    assert learning.is_due(NOON + timedelta(seconds=60), NOON.date())
    assert not learning.is_due(NOON + timedelta(seconds=59), NOON.date())


def test_the_preview_says_what_each_rating_will_do() -> None:
    after = preview(in_review(), card="p/card", at=NOON, day=date(2026, 3, 12), policy=Policy())
    for rating, standing in after.items():
        assert standing == answer(
            in_review(), rating, card="p/card", at=NOON, day=date(2026, 3, 12), policy=Policy()
        )


def spread_days(days: int, card: str, repetitions: int, previous: int, easy: tuple[int, ...] = ()) -> int:
    choice = days_to_choose(days, previous, 36500, NOON.date(), easy)
    return choice[draw(card, repetitions, len(choice))]


DAYS = st.integers(1, 36500)
EASY = st.lists(st.integers(0, 6), unique=True).map(tuple)


@given(DAYS, DAYS, st.text(min_size=1), st.integers(1, 10**6))
@settings(max_examples=200)
def test_the_fuzz_stays_in_its_range_and_says_the_same_again(
    days: int, previous: int, card: str, repetitions: int
) -> None:
    low, high = fuzz_range(days, previous, 36500)
    assert low <= days <= high <= 36500
    spread = spread_days(days, card, repetitions, previous)
    assert low <= spread <= high
    assert spread == spread_days(days, card, repetitions, previous)


@given(DAYS, DAYS, st.integers(1, 1000))
def test_an_interval_that_grew_is_never_taken_backward(days: int, previous: int, repetitions: int) -> None:
    if days > previous:
        assert spread_days(days, "card", repetitions, previous) > previous


@given(st.lists(st.integers(1, 60), min_size=2, max_size=4), st.integers(0, 60), st.integers(1, 1000), EASY)
@settings(max_examples=300)
def test_a_longer_interval_is_never_spread_before_a_shorter_one(
    intervals: list[int], previous: int, repetitions: int, easy: tuple[int, ...]
) -> None:
    spread = [spread_days(days, "card", repetitions, previous, easy) for days in sorted(intervals)]
    assert spread == sorted(spread)


@given(DAYS, DAYS, st.integers(1, 1000), EASY)
def test_an_easy_weekday_is_met_only_where_no_other_day_is_in_range(
    days: int, previous: int, repetitions: int, easy: tuple[int, ...]
) -> None:
    low, high = fuzz_range(days, previous, 36500)
    spread = spread_days(days, "card", repetitions, previous, easy)
    assert low <= spread <= high
    weekdays = {
        (NOON.date() + timedelta(days=count)).weekday() for count in range(low, min(high, low + 6) + 1)
    }
    if weekdays - {*easy}:
        assert (NOON.date() + timedelta(days=spread)).weekday() not in easy


def test_cards_learnt_together_are_spread_evenly_over_their_range() -> None:
    # 9,000 cards over the nine days from 46 to 54: 1,000 a day; the chance of a day outside 900 to 1,100 is
    # 0.0008 each (a deviation of 29.8).
    days = Counter(spread_days(50, f"p/card-{n}", 4, 20) for n in range(9000))
    assert set(days) == set(range(46, 55))
    assert all(900 <= count <= 1100 for count in days.values())
    # Two neighbours in the pack do not keep each other's company from one repetition to the next.
    together = sum(
        spread_days(50, f"p/card-{n}", 4, 20) == spread_days(50, f"p/card-{n + 1}", 4, 20)
        for n in range(9000)
    )
    assert 900 <= together <= 1100


def test_a_pack_may_have_a_retention_of_its_own() -> None:
    policy = PLAIN._replace(retention=0.9, retentions=(("p", 0.8), ("other", 0.95)))
    known = in_review(last_day=NOON.date())
    days = {
        card: answer(known, Rating.GOOD, card=card, at=NOON, day=date(2026, 3, 12), policy=policy).interval
        for card in ("p/card", "q/card", "other/card")
    }
    plain = {
        retention: answer(
            known,
            Rating.GOOD,
            card="q/c",
            at=NOON,
            day=date(2026, 3, 12),
            policy=PLAIN._replace(retention=retention),
        ).interval
        for retention in (0.8, 0.9, 0.95)
    }
    assert days == {"p/card": plain[0.8], "q/card": plain[0.9], "other/card": plain[0.95]}
    assert days["p/card"] > days["q/card"] > days["other/card"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [((60, 600), 2), ((60,), 1), ((), 1), ((60, 600, 900), 3), ((60, 86400), 1), ((60, 600, 86400, 60), 2)],
)
def test_a_new_card_takes_an_answer_for_each_step_that_comes_soon(
    steps: tuple[int, ...], expected: int
) -> None:
    # the first Good leaves the first step behind; a step of a day is another day's
    assert answers_left(None, Policy(learning_seconds=steps), timedelta(minutes=20)) == expected


def test_a_card_in_review_takes_one_answer_and_one_in_its_last_step_one() -> None:
    assert answers_left(in_review(), Policy(), timedelta(minutes=20)) == 1
    assert answers_left(answered(None, Rating.GOOD, NOON), Policy(), timedelta(minutes=20)) == 1
    assert answers_left(answered(None, Rating.AGAIN, NOON), Policy(), timedelta(minutes=20)) == 2
    assert answers_left(answered(in_review(), Rating.AGAIN, NOON), Policy(), timedelta(minutes=20)) == 1


# Worked by hand: 50 days spread by 1 + 0.15·4.5 + 0.1·13 + 0.05·30 = 4.475 to either side.
@pytest.mark.parametrize(("days", "expected"), [(2, (2, 2)), (3, (2, 4)), (7, (5, 9)), (50, (46, 54))])
def test_the_range_of_the_fuzz(days: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(days, 0, 36500) == expected


def test_the_fuzz_uses_its_whole_range() -> None:
    seen = {spread_days(50, f"card-{n}", 1, 0) for n in range(300)}
    assert seen == set(range(46, 55))
