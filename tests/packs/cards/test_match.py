"""Match cards: both sides shuffled, each pair graded by itself."""

import pytest

from studyapp.domain.grade import Status
from studyapp.packs.loader import load

CARDS = """
- id: ranges
  kind: match
  concept: kernel
  question: {en: Which range?, zh: 值域是什么？}
  pairs:
    - {left: sigmoid, right: "(0, 1)"}
    - {left: tanh, right: "(-1, 1)"}
    - {left: relu, right: "from 0 on", why: {en: It is not bounded above., zh: 它没有上界。}}
    - {left: softplus, right: "from 0 on"}
  extra: ["[0, 1]"]
"""


@pytest.fixture
def card(write_pack):
    (found,) = load(write_pack({"convolution/cards.yaml": CARDS})).cards.values()
    return found


def right(card):
    return {pair.left.id: pair.right for pair in card.pairs}


def test_every_left_one_may_take_any_right_one_and_what_belongs_to_two_stands_there_once(card):
    question = card.ask(seed=2)
    assert sorted(field.prompt.en for field in question.fields) == ["relu", "sigmoid", "softplus", "tanh"]
    for field in question.fields:
        assert sorted(option.text.en for option in field.options) == [
            "(-1, 1)",
            "(0, 1)",
            "[0, 1]",
            "from 0 on",
        ]


def test_both_sides_are_shuffled_by_the_seed(card):
    lefts = {tuple(field.name for field in card.ask(seed=seed).fields) for seed in range(20)}
    rights = {card.ask(seed=seed).fields[0].options for seed in range(20)}
    assert len(lefts) > 5
    assert len(rights) > 5
    assert card.ask(seed=7) == card.ask(seed=7)


def test_all_right_is_right(card):
    grade = card.grade(card.ask(), right(card))
    assert grade.correct
    assert grade.score == 1


def test_each_pair_is_graded_by_itself_and_a_wrong_one_says_why(card):
    ids = right(card)
    relu = next(pair.left.id for pair in card.pairs if pair.left.text.en == "relu")
    sigmoid = next(pair.left.id for pair in card.pairs if pair.left.text.en == "sigmoid")
    grade = card.grade(card.ask(), {**ids, relu: ids[sigmoid]})
    assert grade.score == 0.75
    assert grade.parts[relu].status is Status.INCORRECT
    assert grade.parts[relu].feedback.en == "It is not bounded above."


def test_what_has_no_letter_is_blank_and_a_stray_one_unreadable(card):
    one, other, *_ = right(card)
    grade = card.grade(card.ask(), {one: "", other: "z"})
    assert grade.parts[one].status is Status.BLANK
    assert grade.parts[other].status is Status.UNREADABLE


def test_the_answer_tells_every_pair(card):
    assert card.reveal(card.ask()).answer.en.splitlines() == [
        "- sigmoid → (0, 1)", "- tanh → (-1, 1)", "- relu → from 0 on", "- softplus → from 0 on",
    ]  # fmt: skip
