"""The example pack: ten cards of all kinds and three problems, whose figures are worked by hand here."""

import re
from pathlib import Path

import pytest

from studyapp.packs.cards import kinds
from studyapp.packs.check import check_pack
from studyapp.packs.check_texts import texts_of
from studyapp.packs.loader import read
from studyapp.packs.sources import MAIN_PACK, find_sources

FOLDER = Path(__file__).parents[2] / "content" / "compound-interest"
READING = read(FOLDER)
CARDS = {name.partition("/")[2]: card for name, card in READING.pack().cards.items()}
PROBLEMS = {name: card.problem for name, card in CARDS.items() if card.kind == "problem"}


def test_no_fault_and_no_warning():
    assert [str(fault) for fault in check_pack(FOLDER, seeds=200).faults] == []


def test_ten_cards_of_every_kind_and_three_problems():
    assert (len(CARDS) - len(PROBLEMS), len(PROBLEMS)) == (10, 3)
    assert {card.kind for card in CARDS.values()} == {*kinds()}
    asked = [card.concept for card in CARDS.values()]
    assert min(asked.count(concept) for concept in READING.pack().concepts) >= 2


def test_one_problem_is_asked_backwards_and_two_have_a_harder_level():
    backwards = {
        name
        for name, problem in PROBLEMS.items()
        if problem.levels[1].parts[0].step in problem.solver.spec.givens
    }
    assert backwards == {"deposit-needed"}
    assert sorted(len(problem.levels) for problem in PROBLEMS.values()) == [1, 2, 2]


@pytest.mark.parametrize(
    ("problem", "givens", "step", "value"),
    [
        ("balance-after-years", {"deposit": 100, "rate": 10, "years": 2, "times": 1}, "balance", 121),
        # 1.01 to the power of 12 is 1.126825…
        ("balance-after-years", {"deposit": 1, "rate": 12, "years": 1, "times": 12}, "balance", 1.126825),
        ("deposit-needed", {"deposit": 1000, "rate": 50, "years": 3}, "balance", 3375),
        # At 100 % money doubles each year, and is eightfold after three.
        ("time-to-grow", {"rate": 100, "fold": 8}, "years", 3),
        # ln 2 / ln 1.06 = 0.693147 / 0.0582689
        ("time-to-grow", {"rate": 6, "fold": 2}, "years", 11.895661),
    ],
)
def test_figures_worked_by_hand(problem, givens, step, value):
    assert float(PROBLEMS[problem].solver(**givens).value(step)) == pytest.approx(value, rel=1e-6)


def test_chinese_stands_apart_from_letters_and_digits():
    set_apart = re.compile(r"`[^`]*`|@?\{[^{}]*\}|\$[^$]+\$")
    touching = re.compile(r"[\u3400-\u9fff][A-Za-z0-9\uFFFC]|[A-Za-z0-9%\uFFFC][\u3400-\u9fff]")
    texts = [text for schema, spot in READING.stated for text, _ in texts_of(schema, spot)]
    assert len(texts) >= 90
    bare = [set_apart.sub("\N{OBJECT REPLACEMENT CHARACTER}", text.zh) for text in texts]
    assert [words for words in bare if touching.search(words)] == []


def test_it_comes_after_the_main_pack_and_waits_until_it_is_begun(home):
    from studyapp.study.workspace import open_workspace

    assert [source.path.name for source in find_sources() if source.builtin] == [MAIN_PACK, FOLDER.name]
    with open_workspace() as workspace:
        assert {card.partition("/")[0] for card in workspace.plan()} == {MAIN_PACK}
        assert {chapter.pack for chapter in workspace.overview().chapters} == {MAIN_PACK}
    with open_workspace([Path(FOLDER.name)]) as workspace:
        assert {card.partition("/")[0] for card in workspace.plan()} == {FOLDER.name}
