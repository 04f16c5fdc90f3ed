"""What the card's sheet tells: held to the `fsrs` package, to hand-worked values, and to the memory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import fsrs as oracle
import pytest

from studyapp import __version__, i18n
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import Mark
from studyapp.scheduling.days import Days
from studyapp.scheduling.schedule import Policy
from studyapp.store.ids import new_id
from studyapp.store.store import Store
from studyapp.study.card_info import CardInfo, card_info
from studyapp.study.card_report import card_report
from studyapp.study.workspace import Workspace

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

# Each a little later in the day than the one before: the package counts whole spans of 24 hours.
ANSWERS = (
    (timedelta(0), Rating.GOOD),
    (timedelta(minutes=10), Rating.GOOD),
    (timedelta(days=3, hours=1), Rating.HARD),
    (timedelta(days=12, hours=2), Rating.AGAIN),
    (timedelta(days=12, hours=2, minutes=10), Rating.GOOD),
    (timedelta(days=16, hours=3), Rating.EASY),
)
TODAY = NOON + timedelta(days=30, hours=4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(
        tmp_path / "study.sqlite3", "laptop", policy=Policy(fuzz=False), study_days=Days(4, UTC)
    ) as opened:
        yield opened


def answered(at: datetime, rating: Rating, **more: object) -> Attempt:
    fields = {"id": new_id(at), "device": "laptop", "mode": Mode.STUDY, "card": "p/a", "seconds": 5.0}
    return Attempt(**fields | {"at": at, "rating": rating} | more)


@pytest.fixture
def info(store: Store) -> CardInfo:
    for after, rating in ANSWERS:
        store.append(answered(NOON + after, rating)).result()
    return card_info(store, "p/a", TODAY)


def test_every_answer_did_what_the_fsrs_package_says(info: CardInfo) -> None:
    scheduler = oracle.Scheduler(enable_fuzzing=False)
    card = oracle.Card(card_id=1)
    for (after, rating), past in zip(ANSWERS, info.history, strict=True):
        at = NOON + after
        if card.last_review is not None:
            assert past.chance == pytest.approx(scheduler.get_card_retrievability(card, at), abs=1e-9)
        else:
            assert past.chance is None
        card, _log = scheduler.review_card(card, oracle.Rating(rating), at)
        assert past.after is not None
        assert past.after.memory.stability == pytest.approx(card.stability, abs=1e-9)
        assert past.after.memory.difficulty == pytest.approx(card.difficulty, abs=1e-9)
        assert past.interval == card.due - at
    assert info.chance == pytest.approx(scheduler.get_card_retrievability(card, TODAY), abs=1e-9)
    assert info.elapsed == 14


def test_the_last_answer_left_the_card_as_the_memory_has_it(info: CardInfo) -> None:
    assert info.history[-1].after == info.standing


def test_the_curve_begins_at_certainty_and_passes_nine_tenths_when_the_stability_has_passed(
    store: Store,
) -> None:
    store.append(answered(NOON, Rating.EASY)).result()  # first stability 8.2956 days: the weight w3
    info = card_info(store, "p/a", NOON + timedelta(days=4))
    assert info.standing is not None
    assert info.standing.memory.stability == 8.2956
    days, chances = info.curve()
    assert (days[0], chances[0]) == (0.0, 1.0)
    assert days[-1] == 1.25 * 8  # a little further than its interval of eight days
    assert all(later < sooner for sooner, later in pairwise(chances))
    # By hand: (1 + (0.9^(-1/0.1542) - 1) · t/S)^-0.1542 at t = 4 and S = 8.2956
    assert info.chance == pytest.approx(0.94206, abs=5e-6)
    at_four = min(range(len(days)), key=lambda at: abs(days[at] - 4))
    assert chances[at_four] == pytest.approx(0.94206, abs=1e-3)
    beyond = replace(info, today=date(2026, 5, 1))
    assert beyond.curve()[0][-1] == 1.25 * 60


@pytest.mark.parametrize(("rating", "said"), [(Rating.EASY, "easy for you"), (Rating.AGAIN, "middling")])
def test_how_hard_it_is_is_told_in_words(store: Store, rating: Rating, said: str) -> None:
    store.append(answered(NOON, rating)).result()  # difficulties 1 and 6.4
    assert card_info(store, "p/a", NOON).difficulty_said == said


def test_a_card_that_is_forgotten_again_and_again_is_hard(store: Store) -> None:
    for day in range(6):
        store.append(answered(NOON + timedelta(days=day), Rating.AGAIN)).result()
    assert card_info(store, "p/a", NOON).difficulty_said == "hard for you"


def test_a_new_card_has_no_curve_and_no_past(store: Store) -> None:
    info = card_info(store, "p/a", NOON)
    assert (info.standing, info.chance, info.history, info.curve()) == (None, None, (), ((), ()))
    assert (info.elapsed, info.difficulty_said) == (0, "")


def test_practice_is_in_the_history_and_did_nothing_a_reset_begins_anew_and_what_was_undone_is_gone(
    store: Store,
) -> None:
    store.append(answered(NOON, Rating.EASY)).result()
    store.append(answered(NOON + timedelta(days=1), Rating.AGAIN, mode=Mode.DRILL)).result()
    store.append(answered(NOON + timedelta(days=2), Rating.AGAIN, mode=Mode.RESET)).result()
    undone = answered(NOON + timedelta(days=3), Rating.AGAIN)
    store.append(undone).result()
    store.undo(undone.id).result()
    store.append(answered(NOON + timedelta(days=4), Rating.GOOD)).result()
    info = card_info(store, "p/a", NOON + timedelta(days=4))
    told = [(past.attempt.mode, past.chance, past.interval) for past in info.history]
    assert told == [
        (Mode.STUDY, None, timedelta(days=8)),
        (Mode.DRILL, None, None),
        (Mode.RESET, None, None),
        (Mode.STUDY, None, timedelta(minutes=10)),
    ]
    assert info.history[-1].after == info.standing


def test_a_renamed_card_shows_the_answers_under_both_names_and_its_marks(store: Store) -> None:
    store.append(answered(NOON, Rating.EASY, card="p/was")).result()
    store.append(answered(NOON + timedelta(days=8), Rating.GOOD)).result()
    store.mark("p/was", Mark.NOTE, "mind the padding", NOON).result()
    store.follow({"p/was": "p/a"}).result()
    info = card_info(store, "p/a", NOON + timedelta(days=9))
    assert [past.attempt.rating for past in info.history] == [Rating.EASY, Rating.GOOD]
    assert info.history[-1].after == info.standing
    assert info.marks.note == "mind the padding"


def test_each_answer_is_worked_under_the_settings_of_its_time(store: Store) -> None:
    store.append(answered(NOON, Rating.EASY)).result()
    store.policy = Policy(fuzz=False, retention=0.8)
    store.append(answered(NOON + timedelta(days=8), Rating.EASY)).result()
    info = card_info(store, "p/a", NOON + timedelta(days=9))
    assert info.history[0].interval == timedelta(days=8)
    assert info.history[-1].after == info.standing
    assert info.retention == 0.8


# What a report needs


def lines(text: str) -> Sequence[str]:
    return text.splitlines()


def test_a_report_names_pack_card_numbers_and_versions(workspace: Workspace) -> None:
    i18n.use("zh")
    pack = workspace.library.packs["tiny"]
    question = workspace.library.card("tiny/gpu-hours").ask(1, 7)  # type: ignore[attr-defined]
    givens = question.variant.givens
    assert lines(card_report(pack.heads["tiny/gpu-hours"], pack, question)) == [
        f"studyapp: {__version__}",
        "pack: tiny 1.0",
        "card: tiny/gpu-hours",
        "kind: problem",
        "language: zh",
        "level: 1",
        "seed: 7",
        "givens: " + ", ".join(f"{name} = {givens[name]}" for name in ("iterations", "seconds", "price")),
    ]


def test_a_report_of_a_card_that_was_never_asked_has_no_numbers(workspace: Workspace) -> None:
    pack = workspace.library.packs["tiny"]
    told = lines(card_report(pack.heads["tiny/epoch-cloze"], pack, None))
    assert told[-1] == "language: en"


def test_a_report_from_the_log_names_the_same_numbers(workspace: Workspace) -> None:
    pack = workspace.library.packs["tiny"]
    head = pack.heads["tiny/gpu-hours"]
    question = workspace.library.card(head.id).ask(1, 7)  # type: ignore[attr-defined]
    attempt = answered(NOON, Rating.GOOD, card=head.id, level=1, seed=7, givens=question.variant.givens)
    assert card_report(head, pack, attempt) == card_report(head, pack, question)
