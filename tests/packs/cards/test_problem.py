"""Problem cards: from YAML to numbers that are drawn, read, graded and worked."""

from fractions import Fraction

import pytest

from studyapp.domain.grade import Status
from studyapp.engine.problems.problem import Choices, Range
from studyapp.errors import DrawError, ResponseError, UnknownNameError
from studyapp.packs.loader import load

CARDS = "convolution/cards.yaml"


@pytest.fixture
def cards(tiny):
    return load(tiny).cards


def test_the_formulas_of_an_author_are_worked_exactly(cards):
    # 9000 iterations of 0.4 s are 3600 s, an hour; at 2 $ an hour that is 2 $.
    problem = cards["tiny/gpu-hours"].problem
    solver = problem.solver(iterations=9000, seconds=Fraction(2, 5), price=2)
    assert solver.value("hours") == 1
    assert solver.value("cost") == 2


def test_decimals_vary_exactly_as_written(cards):
    level = cards["tiny/gpu-hours"].problem.levels[1]
    assert level.vary["seconds"] == Choices((Fraction(1, 5), Fraction(1, 4), Fraction(2, 5)))
    assert level.vary["iterations"] == Range(1000, 9000, 500)


def test_a_level_keeps_what_it_does_not_say(cards):
    problem = cards["tiny/conv-output-size"].problem
    assert problem.levels[2].vary.keys() == {"size", "kernel_size", "stride", "padding", "dilation"}
    assert problem.levels[2].aim == ("no_floor",)
    assert problem.levels[2].where != problem.levels[1].where
    assert cards["tiny/conv-output-size"].levels == (1, 2)


def test_a_question_holds_its_numbers_in_both_languages(cards):
    question = cards["tiny/conv-output-size"].ask(level=2, seed=5)
    givens = question.variant.givens
    assert f"stride {givens['stride']}, padding {givens['padding']}" in question.prompt.en
    assert f"膨胀率 {givens['dilation']}" in question.prompt.zh
    assert cards["tiny/conv-output-size"].ask(level=2, seed=5) == question


def test_a_declared_mistake_is_named_and_the_working_marked(cards):
    card = cards["tiny/gpu-hours"]
    question = card.ask(seed=1)
    wrong = question.variant.mistakes["cost"]["hours.minutes"]
    grade = card.grade(question, {"cost": f"{float(wrong):.6g}"})
    assert grade.parts["cost"].mistakes == ("hours.minutes",)
    assert "minutes instead of hours" in grade.parts["cost"].feedback.en
    working = card.reveal(question, grade).working
    assert [step.name for step in working if step.leaves_here] == ["hours"]
    assert card.hints_for(question)


def test_reading_shows_the_value_or_refuses(cards):
    card = cards["tiny/conv-output-size"]
    question = card.ask()
    assert card.read(question, "output", " 1/2 ")
    with pytest.raises(ResponseError):
        card.read(question, "output", "three-ish")
    with pytest.raises(UnknownNameError, match="output"):
        card.read(question, "outptu", "3")
    assert card.grade(question, {}).parts["output"].status is Status.BLANK


def test_a_level_that_is_not_there_is_refused(cards):
    with pytest.raises(DrawError, match="level 3"):
        cards["tiny/conv-output-size"].ask(level=3)


def test_lists_are_drawn_element_by_element_and_one_value_can_be_asked(write_pack):
    text = """
    - id: one
      kind: problem
      concept: kernel
      vary: {w: {from: 1, to: 9, shape: [2, 3], distinct: true}, k: {of: [2, 4], shape: 2}}
      let: {top: 'w[0]'}
      steps: {doubled: {formula: w*2, symbol: d}, second: 'k[1]'}
      prompt: 'Double {w}, whose first row is {top}; and $k = @{k}$'
      ask: {'doubled[1][2]': {digits: 3}, second: {unit: px, prompt: 'Second'}}
    """
    card = load(write_pack({CARDS: text})).cards["demo/one"]
    question = card.ask(seed=4)
    drawn = question.variant.givens["w"]
    assert sorted(len(row) for row in drawn) == [3, 3]
    assert len({*drawn[0], *drawn[1]}) == 6
    assert question.variant.givens["top"] == drawn[0]
    assert question.variant.answers["doubled[1][2]"] == 2 * drawn[1][2]
    assert [field.units for field in question.fields] == [(), ("px",)]


def test_records_are_taken_as_mappings(write_pack):
    text = """
    - id: one
      kind: problem
      concept: kernel
      solver: receptive_field
      vary: {layers: [[{kernel_size: 3}, {kernel_size: 3, stride: 2}], [{kernel_size: 5}]]}
      prompt: 'Layers {layers}'
      ask: size
    """
    pack = load(write_pack({CARDS: text}))
    assert [str(fault) for fault in pack.faults] == []
    # two 3×3 see 5, one 5×5 sees 5: r grows by (k - 1) times the jump so far
    assert pack.cards["demo/one"].ask().variant.answers == {"size": 5}


NEVER = """
- id: reached
  kind: problem
  concept: kernel
  vary: {n: [3, 5]}
  steps: {stop: n if n < 5 else None}
  prompt: 'At which step, up to {n}?'
  ask: stop
"""


def test_never_can_be_typed_whether_it_is_the_answer_or_not(write_pack):
    card = load(write_pack({CARDS: NEVER})).cards["demo/reached"]
    asked = [card.ask(seed=seed) for seed in range(20)]
    answers = {question.variant.answers["stop"] for question in asked}
    assert answers == {3, None}
    for question in asked:
        assert question.fields[0].nullable
        earned = card.grade(question, {"stop": "never"}).parts["stop"].status
        never = question.variant.answers["stop"] is None
        assert earned is (Status.CORRECT if never else Status.INCORRECT)
