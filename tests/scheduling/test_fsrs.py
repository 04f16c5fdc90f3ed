"""Our FSRS-6 step against the `fsrs` package, and the laws of the model."""

import fsrs as oracle
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.grade import Rating
from studyapp.scheduling import fsrs
from studyapp.scheduling.fsrs import BOUNDS, DEFAULT_WEIGHTS, Memory, interval, retrievability, review
from tests.scheduling.conformance import DisagreementError, compare

MEMORIES = st.builds(Memory, st.floats(0.001, 36500), st.floats(1, 10))


def test_the_default_weights_are_those_of_the_package() -> None:
    assert tuple(oracle.Scheduler().parameters) == DEFAULT_WEIGHTS


def test_the_bounds_of_the_weights_are_those_of_the_package() -> None:
    assert tuple(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)) == BOUNDS


@pytest.mark.parametrize("seed", [1, 2])
def test_reviews_agree_with_the_package_within_a_billionth(seed: int) -> None:
    agreement = compare(3000, seed)  # `python -m tests.scheduling.conformance 200000` for more of them
    assert agreement.reviews == 3000
    assert agreement.largest <= 1e-9


def test_a_disagreement_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = fsrs.review
    monkeypatch.setattr(
        fsrs, "review", lambda *given: (was := ours(*given))._replace(stability=was.stability * (1 + 2e-9))
    )
    with pytest.raises(DisagreementError, match=r"apart by [23]"):
        compare(100)


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
