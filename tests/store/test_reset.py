"""A card that begins anew: its memory goes, its history and every other card's memory stay."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import ANSWERS, Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.scheduling.days import Days
from studyapp.store.store import Store

Make = Callable[..., Attempt]


def test_a_reset_card_is_new_and_no_other_card_is_touched(store: Store, attempt: Make) -> None:
    for card in ("p/one", "p/two"):
        store.append(attempt(card, Rating.EASY, days=-30)).result()
        store.append(attempt(card, Rating.GOOD, days=-10)).result()
    other = store.memory("p/two")
    store.append(attempt("p/one", Rating.AGAIN, mode=Mode.RESET)).result()
    assert store.memory("p/one") is None
    assert store.memory("p/two") == other
    assert len(list(store.attempts(card="p/one", modes=ANSWERS))) == 2


def test_what_follows_a_reset_is_learnt_as_if_for_the_first_time(store: Store, attempt: Make) -> None:
    store.append(attempt("p/one", Rating.EASY, days=-30)).result()
    store.append(attempt("p/one", Rating.AGAIN, days=-1, mode=Mode.RESET)).result()
    store.append(attempt("p/one", Rating.GOOD, days=0)).result()
    again = store.memory("p/one")
    store.append(attempt("p/fresh", Rating.GOOD, days=0)).result()
    assert again == store.memory("p/fresh")
    assert again is not None
    assert (again.repetitions, again.first_day) == (1, again.last_day)


def test_a_reset_that_is_taken_back_brings_the_memory_back(store: Store, attempt: Make) -> None:
    store.append(attempt("p/one", Rating.EASY, days=-30)).result()
    before = store.memory("p/one")
    reset = attempt("p/one", Rating.AGAIN, mode=Mode.RESET)
    store.append(reset).result()
    store.undo(reset.id).result()
    assert store.memory("p/one") == before


def test_an_answer_from_before_that_arrives_after_the_reset_changes_nothing(
    store: Store, attempt: Make
) -> None:
    store.append(attempt("p/one", Rating.AGAIN, mode=Mode.RESET)).result()
    store.append(attempt("p/one", Rating.EASY, days=-3)).result()
    assert store.memory("p/one") is None


def test_undo_in_a_session_passes_over_resets(store: Store, attempt: Make) -> None:
    store.append(attempt("p/one")).result()
    store.append(attempt("p/one", Rating.AGAIN, mode=Mode.RESET)).result()
    last = store.last_attempt(ANSWERS)
    assert last is not None
    assert last.mode is Mode.STUDY


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from([*Rating, None]), st.booleans()), min_size=1, max_size=8
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_resets_answers_and_undos_give_one_memory_in_whatever_order_they_arrive(
    tmp_path_factory, rows, chance
) -> None:
    made = []
    for nth, (day, rating, undone) in enumerate(rows):
        at = datetime.fromisoformat("2026-03-02T12:00:00Z") + timedelta(days=day, seconds=nth)
        attempt = Attempt(
            id=f"id-{nth}", device="d", at=at, card="p/one", seconds=1.0,
            rating=rating or Rating.AGAIN, mode=Mode.STUDY if rating else Mode.RESET,
        )  # fmt: skip
        made.append((attempt, undone))
    memories = []
    for order in (made, sorted(made, key=lambda _: chance.random())):
        folder = tmp_path_factory.mktemp("order")
        with Store.open(folder / "study.sqlite3", "d", study_days=Days(4)) as store:
            for attempt, undone in order:
                store.append(attempt).result()
                if undone:
                    store.undo(attempt.id).result()
            memories.append(store.memory("p/one"))
            store.rebuild().result()
            memories.append(store.memory("p/one"))
    assert memories[0] == memories[1] == memories[2] == memories[3]
