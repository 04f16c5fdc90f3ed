"""Order cards: shuffled but never solved, graded place by place."""

import pytest

from studyapp.domain.card import Option
from studyapp.domain.grade import Status
from studyapp.domain.text import Text
from studyapp.packs.cards.order import OrderCard

WORDS = ("draw", "run", "back", "step")
ITEMS = tuple(Option(letter, Text.same(word)) for letter, word in zip("abcd", WORDS, strict=True))
CARD = OrderCard(
    id="p/steps", kind="order", concept="k", chapter="c", question=Text.same("Order!"), items=ITEMS
)


def graded(typed, seed=1):
    grade = CARD.grade(CARD.ask(seed=seed), {"order": typed})
    return grade, grade.parts["order"]


@pytest.mark.parametrize("seed", range(40))
def test_the_items_are_never_shown_in_their_right_order(seed):
    (field,) = CARD.ask(seed=seed).fields
    assert sorted(field.options, key=lambda option: option.id) == list(ITEMS)
    assert field.options != ITEMS


def test_each_seed_has_its_own_order_for_ever():
    assert CARD.ask(seed=3) == CARD.ask(seed=3)
    assert len({CARD.ask(seed=seed).fields[0].options for seed in range(20)}) > 5


def test_the_right_order_is_right_however_it_is_spaced():
    grade, part = graded(" A, b，c ,d")
    assert grade.correct
    assert grade.score == 1
    assert part.marks == (True, True, True, True)


def test_a_wrong_order_is_marked_place_by_place_and_earns_what_follows_rightly():
    """Of a-b, b-c, c-d only c-d follows in b, a, c, d: half of a third."""
    grade, part = graded("b,a,c,d")
    assert part.marks == (False, False, True, True)
    assert grade.score == pytest.approx(0.5 / 3)


def test_swapped_neighbours_and_a_reversed_order_are_named():
    _, part = graded("a,c,b,d")
    assert part.mistakes == ("neighbours",)
    assert part.feedback.en == "Only two neighbours are swapped: “run” comes before “back”."
    assert graded("d,c,b,a")[1].mistakes == ("reversed",)
    assert graded("b,d,a,c")[1].mistakes == ()


@pytest.mark.parametrize("typed", ["a,b,c", "a,b,c,c", "a,b,c,d,d", "a,b,c,x"])
def test_each_item_must_stand_there_once(typed):
    assert graded(typed)[1].status is Status.UNREADABLE


def test_nothing_is_blank():
    assert graded(" ")[1].status is Status.BLANK


def test_the_answer_is_numbered():
    assert CARD.reveal(CARD.ask()).answer.en == "1. draw\n2. run\n3. back\n4. step"
