"""How it stands at a glance, each figure counted by hand on a short history."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.glance import glance, last_run
from studyapp.store.index import NO_CARDS, CardIndex
from studyapp.store.statistics import UsualSlip, statistics
from studyapp.store.store import Store

Make = Callable[..., Attempt]


def keep(store: Store, *attempts: Attempt) -> None:
    for attempt in attempts:
        store.append(attempt).result()


def test_before_the_first_answer_there_is_nothing_to_see(
    store: Store, index: CardIndex, noon: datetime
) -> None:
    seen = glance(store, index, noon)
    assert (seen.concepts, seen.by_day, seen.streak) == ({}, {}, 0)
    assert (seen.slip, seen.last) == (None, None)


def test_mastery_is_that_of_the_statistics(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    easy = Rating.EASY
    keep(store, attempt("p/epoch-1", easy, -3), attempt("p/kernel-1", easy, -3), attempt("p/kernel-2"))
    mastery = {group.id: group.mastery for group in statistics(store, index, noon).by_concept}
    concepts = glance(store, index, noon).concepts
    assert set(concepts) == {"p/epoch", "p/kernel"}  # of p/batch nothing was answered
    for id, known in concepts.items():
        assert known.mastery == pytest.approx(mastery[id])
    assert concepts["p/epoch"].mastery < 0.5 < concepts["p/kernel"].mastery  # one of two cards, both of two


def test_a_card_that_was_wrong_a_moment_ago_counts_by_half(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    keep(store, attempt("p/kernel-1", Rating.AGAIN), attempt("p/kernel-2", Rating.EASY))
    assert glance(store, index, noon).concepts["p/kernel"].mastery == pytest.approx((0.5 + 1) / 2)


def test_a_card_that_was_left_in_its_steps_takes_nothing_from_the_others(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    """By half is by half of its chance, however small that has become."""
    keep(store, attempt("p/kernel-1", Rating.AGAIN, -2000), attempt("p/kernel-2", Rating.EASY))
    left = store.memory("p/kernel-1")
    assert left is not None
    chance = left.retrievability(noon.date())
    assert 0 < chance < 0.5  # so that a half taken off would be more than it adds
    mastery = glance(store, index, noon).concepts["p/kernel"].mastery
    assert mastery == pytest.approx((chance / 2 + 1) / 2)


def test_the_days_of_a_year_are_counted_without_practice(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    keep(
        store,
        attempt("p/epoch-1", days=-400), attempt("p/epoch-1", days=-1), attempt("p/epoch-2", days=-1),
        attempt("p/epoch-1"), attempt("p/epoch-2", mode=Mode.DRILL),
    )  # fmt: skip
    seen = glance(store, index, noon)
    assert seen.by_day == {date(2026, 3, 1): 2, date(2026, 3, 2): 1}
    assert (seen.days_studied, seen.streak) == (3, 2)


def test_the_slip_is_the_most_frequent_one_at_a_card_that_is_there(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    wrong = {"score": 0.0, "rating": Rating.AGAIN}
    keep(
        store,
        *(attempt("gone/card", mistakes=("output:other",), days=-day, **wrong) for day in range(3)),
        *(attempt("p/epoch-1", mistakes=("output:no_floor",), days=-day, **wrong) for day in range(2)),
        attempt("p/epoch-2", mistakes=("output:slip.sign",), **wrong),
    )
    assert glance(store, index, noon).slip == UsualSlip(card="p/epoch-1", mistake="output:no_floor", count=2)


def test_the_last_run_ends_where_half_an_hour_passed_without_an_answer(
    store: Store, attempt: Make, noon: datetime
) -> None:
    minute = 1 / 1440
    keep(
        store,
        attempt("p/epoch-1", days=-31 * minute),
        attempt("p/epoch-2", days=0, seconds=40.0, score=0.0),
        attempt("p/kernel-1", days=29 * minute, seconds=20.0, score=1.0),
        attempt("p/kernel-2", days=30 * minute, seconds=10.0, mode=Mode.DRILL),
    )
    last = last_run(store)
    assert last is not None
    assert (last.answered, last.right, last.seconds) == (2, 1, 60.0)
    assert last.began == noon - timedelta(seconds=40)


def test_answers_merged_in_later_do_not_cut_the_last_run(store: Store, attempt: Make, noon: datetime) -> None:
    keep(
        store, attempt("p/epoch-1", days=0), attempt("p/epoch-2", days=-10), attempt("p/kernel-1", days=0.001)
    )
    last = last_run(store)
    assert last is not None
    assert last.answered == 2


def test_cards_of_no_pack_count_in_the_days_only(store: Store, attempt: Make, noon: datetime) -> None:
    keep(store, attempt("gone/card"))
    seen = glance(store, NO_CARDS, noon)
    assert seen.concepts == {}
    assert seen.by_day == {date(2026, 3, 2): 1}
