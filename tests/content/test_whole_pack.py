"""The built-in pack across its chapters: what the curriculum asks for is there, in one voice, on one screen."""

from collections import Counter
from pathlib import Path

import pytest

from studyapp import i18n
from studyapp.engine.demos import demo_names
from studyapp.packs.cards.choice import ChoiceCard
from studyapp.packs.coverage import coverage
from studyapp.packs.lints.crowded_screen import rows_of_card
from studyapp.packs.loader import read
from studyapp.packs.schema import DEPTHS
from studyapp.study.session import Session
from studyapp.study.workspace import open_workspace

FOLDER = Path(__file__).parents[2] / "content" / "deep-learning-basics"
READING = read(FOLDER)
PACK = READING.pack()
COVERED = {covered.concept.id: covered for covered in coverage(FOLDER).concepts}

# --- what there is ------------------------------------------------------------------------------------------


def test_every_concept_is_asked_by_several_cards_of_several_kinds():
    assert [name for name, covered in COVERED.items() if covered.is_thin] == []


def test_every_card_stands_in_both_languages():
    for name, covered in COVERED.items():
        counts = covered.counts
        assert counts.complete == {"en": counts.cards, "zh": counts.cards}, name


def test_most_concepts_have_problems_whose_mistakes_are_recognised():
    with_problems = [covered for covered in COVERED.values() if covered.problems]
    assert len(with_problems) >= 0.7 * len(COVERED)
    silent = [problem.id for covered in with_problems for problem in covered.problems if not problem.mistakes]
    assert silent == []


def test_every_demonstration_stands_beside_some_card():
    assert sorted(name for covered in COVERED.values() for name in covered.counts.demos) != []
    named = {name for covered in COVERED.values() for name in covered.counts.demos}
    assert {*demo_names()} - named == set()


# --- how it is asked ----------------------------------------------------------------------------------------


def test_the_right_option_stands_in_every_place_equally_often():
    places: Counter[int] = Counter()
    for card in PACK.cards.values():
        if isinstance(card, ChoiceCard):
            for seed in range(10):
                question = card.ask(seed=seed)
                options = [option.id for option in question.fields[0].options]
                (right, *others) = [option for option in options if card.grade(question, {"choice": option}).score == 1]
                if len(options) == 4 and not others:
                    places[options.index(right)] += 1
    asked = sum(places.values())
    assert asked > 800
    # 1 in 4, with four standard deviations to either side
    spread = 4 * (asked * 0.25 * 0.75) ** 0.5
    assert all(abs(places[place] - asked / 4) < spread for place in range(4)), places
