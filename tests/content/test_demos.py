"""The demonstrations that cards of the built-in pack name: they open with a problem's own numbers."""

from pathlib import Path

import pytest

from studyapp.engine.demo import Demo
from studyapp.engine.demos import all_demos, find_demo
from studyapp.engine.problems.drawing import draw
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.loader import read

FOLDER = Path(__file__).parents[2] / "content" / "deep-learning-basics"
CARDS = {name.partition("/")[2]: card for name, card in read(FOLDER).pack().cards.items()}
SHOWN = {name: card for name, card in CARDS.items() if card.demo}
PROBLEMS = [
    (name, level)
    for name, card in SHOWN.items()
    if isinstance(card, ProblemCard)
    for level in card.problem.levels
]
SEEDS = range(4)


@pytest.mark.parametrize(("name", "level"), PROBLEMS)
def test_a_problem_opens_its_demo_at_every_level(name: str, level: int) -> None:
    problem = SHOWN[name].problem
    for seed in SEEDS:
        demo = find_demo(SHOWN[name].demo).from_givens(draw(problem, level, seed).givens)
        assert isinstance(demo, Demo)
        assert next(iter(demo.frames())).figures


def test_every_demo_of_a_chapter_that_has_cards_is_opened_from_one() -> None:
    with_cards = {card.chapter for card in CARDS.values()}
    wanted = {name for name, demo in all_demos().items() if demo.chapter in with_cards}
    assert wanted <= {card.demo for card in SHOWN.values()}
