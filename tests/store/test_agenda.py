"""Today's agenda from store and index: the counts that the home screen and `due` show, and the queue."""

from collections.abc import Callable
from datetime import datetime, timedelta

from studyapp.domain.attempt import Attempt
from studyapp.domain.grade import Rating
from studyapp.scheduling.load import Limits
from studyapp.store.agenda import agenda
from studyapp.store.index import NO_CARDS, CardIndex
from studyapp.store.store import Store

Make = Callable[..., Attempt]


def test_a_fresh_home_has_nothing_to_do(store: Store, noon: datetime) -> None:
    today = agenda(store, NO_CARDS, noon, Limits(new_per_day=10))
    assert (today.due, today.learning, today.new, today.answered_today, today.next_due) == (0, 0, 0, 0, None)
    assert today.chapters == today.queue == ()


def test_new_cards_come_along_the_concept_graph_up_to_the_limit(
    store: Store, index: CardIndex, noon: datetime
) -> None:
    today = agenda(store, index, noon, Limits(new_per_day=4))
    assert today.queue == ("p/epoch-1", "p/kernel-1", "p/epoch-2", "p/kernel-2")
    assert [(chapter.chapter, chapter.new, chapter.total) for chapter in today.chapters] == [
        ("sgd", 2, 4),
        ("conv", 2, 2),
    ]


def test_cards_introduced_today_use_up_the_limit(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-1", Rating.EASY)).result()
    assert agenda(store, index, noon, Limits(new_per_day=2)).new == 1
    assert agenda(store, index, noon + timedelta(days=1), Limits(new_per_day=2)).new == 2


def test_due_and_learning_cards_are_counted_by_chapter(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-1", Rating.EASY, days=-20)).result()
    store.append(attempt("p/kernel-1", Rating.GOOD)).result()
    store.append(attempt("gone/card", Rating.EASY, days=-20)).result()
    today = agenda(store, index, noon, Limits(new_per_day=0))
    assert (today.due, today.learning, today.new, today.answered_today) == (1, 1, 0, 1)
    by_chapter = {c.chapter: (c.due, c.learning, c.seen) for c in today.chapters}
    assert by_chapter == {"sgd": (1, 0, 1), "conv": (0, 1, 1)}
    # The card in its learning step is counted for today, and joins the queue when its ten minutes are over.
    assert today.queue == ("p/epoch-1",)
    assert today.next_due == noon + timedelta(minutes=10)
    later = agenda(store, index, noon + timedelta(minutes=10), Limits(new_per_day=0))
    assert later.queue == ("p/kernel-1", "p/epoch-1")


def test_steps_left_unfinished_on_an_earlier_day_come_first_and_count_among_the_day_s_reviews(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-2", Rating.EASY, days=-40)).result()
    for card in ("p/kernel-1", "p/kernel-2"):
        store.append(attempt(card, Rating.AGAIN, days=-3)).result()
    store.append(attempt("p/epoch-1", Rating.AGAIN)).result()  # begun today: its steps are today's
    later = noon + timedelta(minutes=5)
    today = agenda(store, index, later, Limits(reviews_per_day=1))
    assert today.queue == ("p/kernel-1", "p/epoch-1")
    assert (today.due, today.learning, today.postponed, today.new) == (0, 2, 2, 0)
    everything = agenda(store, index, later, Limits(reviews_per_day=3))
    assert {*everything.queue[:4]} == {"p/kernel-1", "p/kernel-2", "p/epoch-1", "p/epoch-2"}
    assert (everything.due, everything.learning, everything.postponed) == (1, 3, 0)


def test_the_next_due_card_is_found_behind_many_of_packs_that_are_gone(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    for nth in range(60):
        store.append(attempt(f"gone/{nth}", Rating.GOOD, days=-0.01 + nth / 1e6)).result()
    assert agenda(store, index, noon).next_due is None
    store.append(attempt("p/epoch-1", Rating.GOOD)).result()
    assert agenda(store, index, noon).next_due == noon + timedelta(minutes=10)


def test_cards_of_packs_that_are_gone_take_no_place_of_the_day_s_limit(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    for nth in range(5):  # these are the most forgotten, and come never
        store.append(attempt(f"gone/{nth}", Rating.EASY, days=-90 + nth)).result()
    for nth, card in enumerate(("p/epoch-1", "p/epoch-2", "p/kernel-1")):
        store.append(attempt(card, Rating.EASY, days=-40 + 5 * nth)).result()
    today = agenda(store, index, noon, Limits(reviews_per_day=2))
    assert (today.queue, today.postponed) == (("p/epoch-1", "p/epoch-2"), 1)
    assert agenda(store, index, noon, Limits(reviews_per_day=3)).postponed == 0


def test_concepts_have_their_own_counts_and_coming_names_them_in_the_order_of_the_queue(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-1", Rating.EASY, days=-20)).result()
    store.append(attempt("p/kernel-1", Rating.GOOD)).result()
    today = agenda(store, index, noon, Limits(new_per_day=2))
    assert [(c.id, c.due, c.new, c.seen, c.total) for c in today.concepts] == [
        ("p/epoch", 1, 1, 1, 2),
        ("p/batch", 0, 0, 0, 2),
        ("p/kernel", 1, 0, 1, 2),
    ]
    assert [(c.chapter, c.needs) for c in today.concepts[1:]] == [("sgd", ("p/epoch",)), ("conv", ())]
    assert today.coming == ("p/epoch",)
