"""The queue's laws: nothing lost, siblings apart, what a concept needs first, the day's limit kept."""

from collections import Counter
from itertools import pairwise
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.scheduling.queue import along_the_graph, arrange, by_concept, problems_soon, spread

CONCEPTS = "abcdef"
CARDS = st.lists(st.sampled_from(CONCEPTS), max_size=40).map(
    lambda concepts: {f"{concept}{n}": concept for n, concept in enumerate(concepts)}
)
# Each concept needs only concepts before it in the alphabet, so there is no circle.
GRAPHS = st.fixed_dictionaries(
    {c: st.sets(st.sampled_from(CONCEPTS[:n])) if n else st.just(set()) for n, c in enumerate(CONCEPTS)}
)
ANY_GRAPHS = st.dictionaries(st.sampled_from(CONCEPTS), st.sets(st.sampled_from(CONCEPTS)))


def needed(concept: str, graph: dict[str, set[str]]) -> set[str]:
    found = set(graph.get(concept, ()))
    for need in graph.get(concept, ()):
        found |= needed(need, graph)
    return found


@given(CARDS)
def test_spreading_loses_and_doubles_nothing(cards: dict[str, str]) -> None:
    assert sorted(spread(list(cards), cards)) == sorted(cards)


@given(CARDS)
def test_siblings_are_apart_whenever_that_is_possible(cards: dict[str, str]) -> None:
    order = [cards[card] for card in spread(list(cards), cards)]
    if cards and max(Counter(order).values()) <= ceil(len(order) / 2):
        assert all(one != other for one, other in pairwise(order))


@given(st.lists(st.sampled_from(CONCEPTS), unique=True))
def test_cards_without_siblings_keep_their_order(concepts: list[str]) -> None:
    assert spread(concepts, {concept: concept for concept in concepts}) == concepts


def test_cards_of_one_concept_keep_their_order() -> None:
    cards = {"a1": "a", "a2": "a", "b1": "b", "a3": "a"}
    assert spread(list(cards), cards) == ["a1", "b1", "a2", "a3"]


@given(CARDS, GRAPHS)
@settings(max_examples=200)
def test_every_card_comes_after_all_that_its_concept_needs(
    cards: dict[str, str], graph: dict[str, set[str]]
) -> None:
    order = list(along_the_graph(by_concept(cards, cards), graph))
    assert sorted(order) == sorted(cards)
    for at, card in enumerate(order):
        assert not needed(cards[card], graph) & {cards[later] for later in order[at:]}


@given(CARDS, ANY_GRAPHS)
def test_a_graph_with_circles_loses_no_card(cards: dict[str, str], graph: dict[str, set[str]]) -> None:
    assert sorted(along_the_graph(by_concept(cards, cards), graph)) == sorted(cards)


def test_new_concepts_take_turns() -> None:
    cards = {f"{concept}{n}": concept for concept in "abcd" for n in (1, 2)}
    assert list(along_the_graph(by_concept(cards, cards), {})) == [
        "a1",
        "b1",
        "c1",
        "a2",
        "b2",
        "c2",
        "d1",
        "d2",
    ]


def test_a_need_reaches_through_concepts_that_have_no_new_cards() -> None:
    cards = {"late": "c", "early": "a"}
    assert list(along_the_graph(by_concept(cards, cards), {"c": {"b"}, "b": {"a"}})) == ["early", "late"]


@given(CARDS, CARDS, st.integers(-5, 20))
def test_due_cards_come_first_and_no_more_new_ones_than_are_left(
    due: dict[str, str], new: dict[str, str], left: int
) -> None:
    fresh = {f"new-{card}": concept for card, concept in new.items()}
    order = arrange(
        list(due),
        by_concept(fresh, fresh),
        concept_of=due,
        needs={},
        new_left=left,
    )
    assert set(order[: len(due)]) == set(due)
    assert len(order) - len(due) == min(len(fresh), max(left, 0))


def test_the_most_forgotten_come_first() -> None:
    cards = {"weak": "a", "middle": "b", "strong": "a"}
    assert arrange(list(cards), {}, concept_of=cards, needs={}, new_left=10) == [
        "weak",
        "middle",
        "strong",
    ]


def test_a_problem_comes_after_every_two_other_cards_of_its_concept() -> None:
    cards = ["a", "b", "c", "d", "e", "P", "Q", "R", "S"]
    assert list(problems_soon(cards, {"P", "Q", "R", "S"})) == ["a", "b", "P", "c", "d", "Q", "e", "R", "S"]
    assert list(problems_soon(["P", "Q"], {"P", "Q"})) == ["P", "Q"]


@given(CARDS, GRAPHS, st.sets(st.integers(0, 40)))
def test_new_problems_come_soon_lose_no_card_and_keep_to_the_graph(
    cards: dict[str, str], graph: dict[str, set[str]], places: set[int]
) -> None:
    problems = {card for at, card in enumerate(cards) if at in places}
    order = list(along_the_graph(by_concept(cards, cards), graph, problems))
    assert sorted(order) == sorted(cards)
    for at, card in enumerate(order):
        assert not needed(cards[card], graph) & {cards[later] for later in order[at:]}
    for concept in CONCEPTS:
        its = [card in problems for card in order if cards[card] == concept]
        if True in its:
            assert its.index(True) <= 2
