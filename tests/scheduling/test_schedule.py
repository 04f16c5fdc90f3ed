"""States, steps and due times against py-fsrs' scheduler; the laws of the fuzz."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import fsrs as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.grade import Rating
from studyapp.scheduling.fsrs import Memory
from studyapp.scheduling.schedule import Policy, Standing, State, answer, fuzz_range, fuzzed, preview

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
    return replace(standing, **changes)


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


DAYS = st.integers(1, 36500)


@given(DAYS, DAYS, st.text(min_size=1), st.integers(1, 10**6))
@settings(max_examples=200)
def test_the_fuzz_stays_in_its_range_and_says_the_same_again(
    days: int, previous: int, card: str, repetitions: int
) -> None:
    low, high = fuzz_range(days, previous, 36500)
    assert low <= days <= high <= 36500
    spread = fuzzed(days, card, repetitions, previous, 36500)
    assert low <= spread <= high
    assert spread == fuzzed(days, card, repetitions, previous, 36500)


@given(DAYS, DAYS, st.integers(1, 1000))
def test_an_interval_that_grew_is_never_taken_backward(days: int, previous: int, repetitions: int) -> None:
    if days > previous:
        assert fuzzed(days, "card", repetitions, previous, 36500) > previous


@given(st.lists(DAYS, min_size=2, max_size=4), DAYS, st.integers(1, 1000))
def test_a_longer_interval_is_never_spread_before_a_shorter_one(
    intervals: list[int], previous: int, repetitions: int
) -> None:
    spread = [fuzzed(days, "card", repetitions, previous, 36500) for days in sorted(intervals)]
    assert spread == sorted(spread)


# Worked by hand: 50 days spread by 1 + 0.15·4.5 + 0.1·13 + 0.05·30 = 4.475 to either side.
@pytest.mark.parametrize(("days", "expected"), [(2, (2, 2)), (3, (2, 4)), (7, (5, 9)), (50, (46, 54))])
def test_the_range_of_the_fuzz(days: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(days, 0, 36500) == expected


def test_the_fuzz_uses_its_whole_range() -> None:
    seen = {fuzzed(50, f"card-{n}", 1, 0, 36500) for n in range(300)}
    assert seen == set(range(46, 55))
