"""Figures of the learning, each counted by hand on a short history."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.index import NO_CARDS, CardIndex
from studyapp.store.statistics import UsualSlip, statistics, streak
from studyapp.store.store import Store

Make = Callable[..., Attempt]


@pytest.fixture
def studied(store: Store, attempt: Make) -> Store:
    """Three days in a row of answers to three cards, one taken back, one practised."""
    slip = ("output:no_floor",)
    for one in (
        attempt("p/epoch-1", Rating.GOOD, -2),
        attempt("p/kernel-1", Rating.AGAIN, -2, score=0.0, mistakes=slip, seconds=20.0),
        attempt("p/kernel-1", Rating.GOOD, -1.99, score=1.0),
        attempt("p/epoch-1", Rating.AGAIN, -1),  # came back on the next day, forgotten …
        attempt("p/epoch-1", Rating.GOOD, -0.99),  # … and the second answer of a day is no review
        attempt("p/kernel-1", Rating.GOOD, 0, score=1.0),  # came back, remembered
        attempt("p/kernel-1", Rating.GOOD, 0.01, score=0.5, mode=Mode.DRILL, mistakes=slip),
        attempt("gone/card", Rating.HARD, 0, score=0.5, mistakes=("output:other", "output:no_floor")),
    ):
        store.append(one)
    taken_back = attempt("p/epoch-1", Rating.AGAIN, 0)
    store.append(taken_back)
    store.undo(taken_back.id).result()
    return store


def test_the_totals_count_answers_and_leave_out_practice(
    studied: Store, index: CardIndex, noon: datetime
) -> None:
    figures = statistics(studied, index, noon)
    assert figures.total.attempts == 7
    assert figures.practised == 1
    # right: GOOD without a grade ×2, and the two with score 1
    assert figures.total.right == 4
    assert figures.total.seconds == 6 * 5 + 20
    assert (figures.today.attempts, figures.today.right) == (2, 1)
    assert (figures.days_studied, figures.streak) == (3, 3)


def test_true_retention_is_the_share_remembered_when_a_card_came_back(
    studied: Store, index: CardIndex, noon: datetime
) -> None:
    figures = statistics(studied, index, noon)
    assert (figures.total.reviews, figures.total.remembered, figures.total.retention) == (2, 1, 0.5)


def test_chapters_and_concepts_have_their_own_figures(
    studied: Store, index: CardIndex, noon: datetime
) -> None:
    figures = statistics(studied, index, noon)
    by_chapter = {group.id: (group.cards, group.seen, group.tally.attempts) for group in figures.by_chapter}
    assert by_chapter == {"p/sgd": (4, 1, 3), "p/conv": (2, 1, 3)}
    by_concept = {group.id: (group.seen, group.tally.retention) for group in figures.by_concept}
    assert by_concept == {"p/epoch": (1, 0.0), "p/batch": (0, None), "p/kernel": (1, 1.0)}


def test_usual_slips_are_counted_the_most_frequent_first(store: Store, attempt: Make, noon: datetime) -> None:
    for mistakes in (("a:x",), ("a:y", "a:x"), ()):
        store.append(attempt(mistakes=mistakes)).result()
    assert statistics(store, NO_CARDS, noon).slips == (
        UsualSlip(card="p/card", mistake="a:x", count=2),
        UsualSlip(card="p/card", mistake="a:y", count=1),
    )


def test_a_renamed_card_is_one_card(store: Store, index: CardIndex, attempt: Make, noon: datetime) -> None:
    store.append(attempt("p/epoch-0", days=-1)).result()
    store.append(attempt("p/epoch-1", days=0)).result()
    store.follow(index.aliases).result()
    group = statistics(store, index, noon).by_concept[0]
    assert (group.seen, group.tally.attempts, group.tally.reviews) == (1, 2, 1)


def test_nothing_answered_gives_zeros_and_no_retention(store: Store, noon: datetime) -> None:
    figures = statistics(store, NO_CARDS, noon)
    assert (figures.total.attempts, figures.total.retention, figures.streak, figures.slips) == (
        0,
        None,
        0,
        (),
    )


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [([], 0), ([0], 1), ([0, 1, 2], 3), ([1, 2], 2), ([0, 2, 3], 1), ([2, 3], 0), ([0, 1, 1, 3], 2)],
)
def test_a_streak_counts_days_up_to_today_or_yesterday(days_ago: list[int], expected: int) -> None:
    assert streak([TODAY - timedelta(days=days) for days in days_ago], TODAY) == expected
