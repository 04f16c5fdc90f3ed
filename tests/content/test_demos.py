"""The demonstrations that cards of the built-in pack name: they open with a problem's own numbers."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

import pytest

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo
from studyapp.engine.demos import all_demos, find_demo, name_and_preset, named_demo
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import Values, plan_of
from studyapp.engine.solving.solver import plain
from studyapp.errors import StudyError
from studyapp.packs.cards.problem import ProblemCard
from tests.built_in import READING

CARDS = {name.partition("/")[2]: card for name, card in READING.pack().cards.items()}
SHOWN = {name: card for name, card in CARDS.items() if card.demo}
ASKING = {name: card.problem for name, card in SHOWN.items() if isinstance(card, ProblemCard)}
PROBLEMS = [(name, level) for name, problem in ASKING.items() for level in problem.levels]
SEEDS = range(12)

NOT_SHOWN: Mapping[tuple[str, str], str] = {
    ("gamma-from-factor", "g"): "γ is what is asked: it is turned until the share is the problem's",
    ("softmax-which-temperature", "r"): "the temperature is turned until the classes are so far apart",
    ("how-many-means", "side"): "every channel is drawn with 2×2 cells, of which its means do not depend",
    ("he-standard-deviation", "negative_slope"): "its ReLU lets nothing through below 0",
}
"""What a problem draws and its demonstration does not take over, each with the reason."""


@pytest.mark.parametrize(("name", "level"), PROBLEMS)
def test_a_problem_opens_its_demo_at_every_level(name: str, level: int) -> None:
    problem = ASKING[name]
    for seed in SEEDS[:4]:
        demo = demo_of(name).from_givens(draw(problem, level, seed).givens)
        assert isinstance(demo, Demo)
        assert all(frame.figures for frame in islice(demo.frames(), 3))


@pytest.mark.parametrize(("name", "level"), PROBLEMS)
def test_knobs_turn_whatever_a_problem_brought(name: str, level: int) -> None:
    demo = demo_of(name).from_givens(draw(ASKING[name], level, 0).givens)
    for knob in demo.knobs():
        for turns in (1, -60):
            turned = demo.turned(knob.name, turns)
            assert all(frame.figures for frame in islice(turned.frames(), 2))


@pytest.mark.parametrize(("name", "level"), PROBLEMS)
def test_all_that_a_problem_draws_reaches_its_demo(name: str, level: int) -> None:
    asked = asked_with(name, level)
    told = {given for problem, given in NOT_SHOWN if problem == name}
    assert asked - reaching(name, level) == asked & told


def test_what_is_told_not_to_reach_a_demo_is_asked_with() -> None:
    told = {name for name, _ in NOT_SHOWN}
    drawn = {(name, given) for name, level in PROBLEMS if name in told for given in asked_with(name, level)}
    assert set(NOT_SHOWN) <= drawn


def demo_of(name: str) -> type[Demo]:
    """The demonstration that a card names."""
    return find_demo(name_and_preset(SHOWN[name].demo or "")[0])


def reaching(name: str, level: int) -> set[str]:
    """The drawn numbers of a problem that change its demonstration when they alone are others."""
    kind = demo_of(name)
    return {
        given
        for given, first, changed in exchanged(name, level)
        if kind.from_givens(changed) != kind.from_givens(first)
    }


def asked_with(name: str, level: int) -> set[str]:
    """The drawn numbers that a problem's text depends on."""
    plan = plan_of(ASKING[name], level)

    def text(givens: Mapping[str, Value]) -> Text:
        return plan.prompt.fill(Values(givens, plan.solver_for(givens)))

    return {given for given, first, changed in exchanged(name, level) if text(changed) != text(first)}


@lru_cache(maxsize=1)
def exchanged(name: str, level: int) -> list[tuple[str, Mapping[str, Value], Mapping[str, Value]]]:
    """Variants with one drawn number exchanged for another variant's, and what follows worked anew."""
    return list(_exchanges(name, level))


def _exchanges(name: str, level: int) -> Iterator[tuple[str, Mapping[str, Value], Mapping[str, Value]]]:
    plan = plan_of(ASKING[name], level)
    variants = [draw(ASKING[name], level, seed).givens for seed in SEEDS]
    for given in plan.level.vary:
        for first in variants[:3]:
            for other in variants:
                changed = {**first, given: other[given]}
                try:
                    for let, expression in plan.let:
                        changed[let] = plain(expression(changed))
                    plan.solver_for(changed)
                except StudyError:  # these do not go together
                    continue
                yield given, first, changed


def test_every_demo_of_a_chapter_that_has_cards_is_opened_from_one() -> None:
    with_cards = {card.chapter for card in CARDS.values()}
    wanted = {name for name, demo in all_demos().items() if demo.chapter in with_cards}
    assert wanted <= {name_and_preset(card.demo or "")[0] for card in SHOWN.values()}


def test_every_card_opens_its_demo_with_its_preset() -> None:
    opened = {name: named_demo(card.demo or "") for name, card in SHOWN.items()}
    assert opened["dead-unit"].function == "relu"  # type: ignore[attr-defined]
    assert all(demo.name() in str(SHOWN[name].demo) for name, demo in opened.items())
