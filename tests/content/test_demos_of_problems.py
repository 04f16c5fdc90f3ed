"""What a demonstration shows before the answer: an example whose answers are not those that are asked."""

from pathlib import Path

import pytest

from studyapp.engine.demos import find_demo, name_and_preset
from studyapp.packs.loader import read
from studyapp.study.example import example_givens

CARDS = read(Path(__file__).parents[2] / "content" / "deep-learning-basics").pack().cards
SHOWN = [card for card in CARDS.values() if card.kind == "problem" and card.demo]


def test_there_are_such_problems():
    assert len(SHOWN) > 50


@pytest.mark.parametrize("problem", SHOWN, ids=lambda problem: problem.id)
def test_the_example_has_another_answer_and_can_be_shown(problem):
    kind = find_demo(name_and_preset(problem.demo)[0])
    for level in problem.levels:
        for seed in range(3):
            question = problem.ask(level, seed)
            givens = example_givens(problem, question)
            assert givens == example_givens(problem, question)
            assert givens
            assert givens != question.variant.givens
            kind.from_givens(givens)
