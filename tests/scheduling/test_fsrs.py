"""Our FSRS-6 step against the `fsrs` package, and the laws of the model."""

import random
from datetime import UTC, datetime, timedelta
from math import isclose

import fsrs as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.grade import Rating
from studyapp.scheduling.fsrs import DEFAULT_WEIGHTS, Memory, interval, retrievability, review

MEMORIES = st.builds(Memory, st.floats(0.001, 36500), st.floats(1, 10))
START = datetime(2026, 1, 1, tzinfo=UTC)


def random_weights(chance: random.Random) -> tuple[float, ...]:
    """Weights anywhere between the bounds that the package allows."""
    from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(chance.uniform(low, high) for low, high in bounds)


def test_the_default_weights_are_those_of_the_package() -> None:
    assert tuple(oracle.Scheduler().parameters) == DEFAULT_WEIGHTS


@pytest.mark.parametrize("kind", ["default weights", "random weights"])
def test_five_thousand_reviews_agree_with_the_package_within_a_billionth(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(250):
        weights = DEFAULT_WEIGHTS if kind == "default weights" else random_weights(chance)
        scheduler = oracle.Scheduler(parameters=weights, enable_fuzzing=False)
        card = oracle.Card(card_id=1)
        memory, now = None, START
        for _ in range(20):
            rating = chance.choice(list(Rating))
            # a third of the reviews on the same day, the others up to three years later
            elapsed = chance.choice([0, chance.randint(1, 30), chance.randint(1, 1000)]) if memory else 0
            now += timedelta(days=elapsed, seconds=60)
            if card.last_review is not None:
                assert (now - card.last_review).days == elapsed
                recall = retrievability(memory, elapsed, weights)
                assert isclose(recall, scheduler.get_card_retrievability(card, now), rel_tol=1e-9)
            memory = review(memory, rating, elapsed, weights)
            card, _log = scheduler.review_card(card, oracle.Rating(rating), now)
            assert isclose(memory.stability, card.stability, rel_tol=1e-9)
            assert isclose(memory.difficulty, card.difficulty, rel_tol=1e-9)


def test_the_first_good_rating_gives_the_third_weight_as_stability() -> None:
    memory = review(None, Rating.GOOD, 0)
    assert memory.stability == 2.3065
    # D0(3) = w4 - exp(w5 · 2) + 1 = 6.4133 - 5.29521 + 1
    assert memory.difficulty == pytest.approx(2.118104, abs=1e-6)


@given(MEMORIES)
def test_recall_is_certain_at_once_and_nine_in_ten_after_the_stability(memory: Memory) -> None:
    assert retrievability(memory, 0) == 1
    assert retrievability(memory, memory.stability) == pytest.approx(0.9, abs=1e-12)


@given(MEMORIES, st.integers(0, 5000), st.integers(1, 5000))
def test_recall_falls_with_time(memory: Memory, days: int, more: int) -> None:
    assert retrievability(memory, days + more) <= retrievability(memory, days)


@given(MEMORIES, st.integers(-5000, -1))
def test_a_clock_set_back_counts_as_no_time(memory: Memory, days: int) -> None:
    assert retrievability(memory, days) == 1
    assert review(memory, Rating.GOOD, days) == review(memory, Rating.GOOD, 0)


@given(MEMORIES, st.sampled_from(Rating), st.integers(0, 40000))
@settings(max_examples=200)
def test_a_memory_stays_within_its_bounds(memory: Memory, rating: Rating, elapsed: int) -> None:
    after = review(memory, rating, elapsed)
    assert after.stability >= 0.001
    assert 1 <= after.difficulty <= 10


@given(MEMORIES, st.integers(0, 5000))
def test_a_better_rating_never_remembers_shorter(memory: Memory, elapsed: int) -> None:
    stabilities = [review(memory, rating, elapsed).stability for rating in Rating]
    assert stabilities == sorted(stabilities)


@given(st.floats(0.001, 1e9), st.floats(0.7, 0.99))
def test_the_interval_is_where_recall_has_fallen_to_the_retention(stability: float, retention: float) -> None:
    memory = Memory(stability, 5)
    days = interval(memory, retention)
    assert 1 <= days <= 36500
    if 1 < days < 36500:
        assert retrievability(memory, days + 0.5) <= retention <= retrievability(memory, days - 0.5)


def test_the_interval_for_ninety_percent_is_the_stability() -> None:
    assert interval(Memory(37.4, 5), 0.9) == 37
