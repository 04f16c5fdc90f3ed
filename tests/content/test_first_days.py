"""What a learner's first days ask of her: calculations among them from the first ten cards on."""

from studyapp.scheduling.queue import arrange, by_concept
from studyapp.store.index import index_of
from tests.built_in import READING

INDEX = index_of([READING.pack()], "fingerprint")


def test_the_first_ten_new_cards_hold_a_problem_and_so_do_the_next_ones() -> None:
    cards = INDEX.cards
    order = arrange(
        [],
        by_concept(cards, {card.id: card.concept for card in cards.values()}),
        concept_of={},
        needs={concept.id: concept.needs for concept in INDEX.concepts.values()},
        new_left=50,
        problems={card.id for card in cards.values() if card.kind == "problem"},
    )
    days = [order[at : at + 10] for at in range(0, 50, 10)]
    assert all(any(cards[card].kind == "problem" for card in day) for day in days)
