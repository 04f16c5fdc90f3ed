"""Sessions and quizzes in lines: what goes in, what comes out, what is kept."""

import re
from io import StringIO

import pytest

from studyapp import i18n
from studyapp.domain.card import Field, Option
from studyapp.domain.grade import Rating
from studyapp.domain.text import Text
from studyapp.errors import ResponseError
from studyapp.plain.console import Console
from studyapp.plain.pages import letters, picked
from studyapp.plain.session import run_quiz, run_session
from studyapp.study.quiz_plan import Feedback
from studyapp.study.upcoming import Upcoming
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show
from tests.plain.typing_lines import answer_of, attempts, spoken, study


def test_a_right_answer_is_told_and_rated_by_enter(workspace: Workspace):
    said = study(workspace, answer_of(workspace), "")
    assert "Right." in said
    assert "Answer:\n" + answer_of(workspace) in said
    assert "1 Again (1 min) · 2 Hard (6 min) · 3 Good (10 min)" in said
    assert "Enter for Good" in said
    assert attempts(workspace) == [("conv-output-size", Rating.GOOD, "study")]


def test_a_digit_overrules_the_preset_rating(workspace: Workspace):
    study(workspace, answer_of(workspace), "what?", "4")
    assert attempts(workspace) == [("conv-output-size", Rating.EASY, "study")]


def test_a_mistake_is_named_and_the_working_shown(workspace: Workspace):
    variant = workspace.library.card("tiny/conv-output-size").ask(1, 0).variant
    said = study(workspace, show(variant.mistakes["output"]["no_floor"], 12), "")
    assert "Not right." in said
    assert "rounding" in said
    assert "⌊(W + 2P − K′)/S⌋ + 1" in said
    assert attempts(workspace) == [("conv-output-size", Rating.AGAIN, "study")]


def test_what_cannot_be_read_is_asked_again_and_costs_nothing(workspace: Workspace):
    said = study(workspace, "three", "12 x", "", answer_of(workspace), "")
    assert "`three` is not a number" in said
    assert "That is at character 4 of: 12 x" in said
    assert "Type an answer, or i if you don't know." in said
    assert attempts(workspace) == [("conv-output-size", Rating.GOOD, "study")]


def test_what_was_read_is_said_where_it_differs_from_what_was_typed(workspace: Workspace):
    said = study(workspace, f"{answer_of(workspace)} + 0", "")
    assert f"Read as {answer_of(workspace)}." in said


@pytest.mark.parametrize("key", ["i", "I", "ｉ"])
def test_i_says_that_she_does_not_know(workspace: Workspace, key):
    said = study(workspace, key, "q")
    assert "Working:" in said
    assert attempts(workspace) == [("conv-output-size", Rating.AGAIN, "study")]


def test_where_there_is_no_hint_none_is_said_to_be_used_up(workspace: Workspace):
    said = study(workspace, "h", "q", first="why-batches")
    assert "There is no hint here." in said


def test_hints_come_one_by_one_and_cost_the_good(workspace: Workspace):
    said = study(workspace, "h", "h", "epoch", "", first="epoch-cloze")
    assert "It begins with an e." in said
    assert "There is no more hint." in said
    assert attempts(workspace) == [("epoch-cloze", Rating.HARD, "study")]


@pytest.mark.parametrize("quoted", ['"q"', "“q”", "'q'"])
def test_an_answer_that_is_the_letter_of_a_key_is_typed_in_quotes(workspace: Workspace, quoted):
    said = study(workspace, quoted, "", first="epoch-cloze")
    assert "It is “epoch”." in said
    (kept,) = workspace.store.attempts()
    assert kept.response == {"gap1": "q"}


def test_a_key_is_obeyed_where_text_is_asked(workspace: Workspace):
    said = study(workspace, "q", first="epoch-cloze")
    assert "Everything is saved." in said
    assert attempts(workspace) == []


def test_a_self_rated_card_is_turned_over_and_needs_a_rating(workspace: Workspace):
    said = study(workspace, "", "", "3", first="why-batches")
    assert said.index("Press Enter to see the answer") < said.index("It would be noisy")
    assert "Noise falls as 1/√B." in said
    assert "Type 1, 2, 3 or 4." in said
    assert attempts(workspace) == [("why-batches", Rating.GOOD, "study")]


def test_undo_returns_to_the_question(workspace: Workspace):
    said = study(workspace, "7", "", "u", answer_of(workspace), "", first="conv-output-size")
    assert "Taken back." in said
    assert "Your answer was: 7" in said
    assert attempts(workspace) == [("conv-output-size", Rating.GOOD, "study")]


def test_where_nothing_can_be_undone_that_is_said(workspace: Workspace):
    assert "there is no answer left to take back" in study(workspace, "u")


def test_new_numbers_practise_the_same_problem(workspace: Workspace):
    said = study(workspace, "7", "n", answer_of(workspace, seed=1), "n", "q")
    assert said.count("Practice with new numbers") == 2
    assert attempts(workspace) == [
        ("conv-output-size", Rating.AGAIN, "study"),
        ("conv-output-size", Rating.GOOD, "drill"),
    ]
    assert "1 practice variant." in said


def test_what_is_not_possible_is_said(workspace: Workspace):
    assert "That is not possible here." in study(workspace, "n", "q")


def test_a_rating_may_be_typed_in_full_width(workspace: Workspace):
    study(workspace, answer_of(workspace), "２")
    assert attempts(workspace) == [("conv-output-size", Rating.HARD, "study")]


def test_what_a_response_could_mean_is_said_in_decimals(workspace: Workspace):
    assert "It could mean 1.23 or 123." in study(workspace, "1,23")


def test_once_answered_there_is_nothing_not_to_know(workspace: Workspace):
    said = study(workspace, answer_of(workspace), "i", "")
    assert "That is not possible here." in said
    assert attempts(workspace) == [("conv-output-size", Rating.GOOD, "study")]


def test_where_nobody_reads_on_what_was_graded_is_saved(workspace: Workspace):
    class Gone(StringIO):
        def write(self, text: str) -> int:
            if "Not right" in text:
                raise BrokenPipeError
            return super().write(text)

    session = workspace.session()
    session._upcoming = Upcoming(["tiny/conv-output-size"])
    session._move_on()
    with pytest.raises(BrokenPipeError):
        run_session(session, Console(StringIO("7\n"), Gone()))
    assert attempts(workspace) == [("conv-output-size", Rating.AGAIN, "study")]


def test_the_end_of_the_input_saves_what_was_graded(workspace: Workspace):
    said = study(workspace, answer_of(workspace))
    assert "Everything is saved." in said
    assert "1 answer, 1 right" in said
    assert attempts(workspace) == [("conv-output-size", Rating.GOOD, "study")]


def test_an_interrupt_saves_what_was_graded(workspace: Workspace):
    class Interrupted(StringIO):
        def readline(self, *size: int) -> str:
            if self.tell():
                raise KeyboardInterrupt
            return super().readline(*size)

    session = workspace.session()
    session._upcoming = Upcoming(["tiny/conv-output-size"])
    session._move_on()
    with pytest.raises(KeyboardInterrupt):
        run_session(session, Console(Interrupted("7\n"), StringIO()))
    assert attempts(workspace) == [("conv-output-size", Rating.AGAIN, "study")]


def test_where_nothing_is_due_the_next_time_is_told(workspace: Workspace):
    workspace.change(new_per_day=1)
    study(workspace, answer_of(workspace), "4")
    said = spoken(lambda console: run_session(workspace.session(), console), ())
    assert "Nothing is due now." in said
    assert "The next card comes back in" in said


def test_no_line_holds_a_control_character(workspace: Workspace):
    said = study(workspace, "7", "n", "7", "", "q", "", "a", "", "i", "", "3")
    assert all(char.isprintable() or char == "\n" for char in said)


def test_in_chinese_all_that_is_taught_is_chinese(workspace: Workspace):
    i18n.use("zh")
    said = study(workspace, "7", "")
    assert "输出的边长是多少" in said
    assert "卷积核" in said
    assert not re.search("[一-鿿”）]:", said), "the colon after Chinese is a Chinese one"


def test_a_quiz_tells_the_result_by_concept(workspace: Workspace):
    quiz = workspace.quiz(chapters=["convolution"], chance=1)
    said = spoken(lambda console: run_quiz(quiz, console), ("i", "i"))
    assert "0 of 2 right, score 0 %" in said
    assert "- Output size: 0/1" in said
    assert "- Kernel: 0/1" in said


def test_a_quiz_that_tells_at_the_end_keeps_silent_before(workspace: Workspace):
    quiz = workspace.quiz(chapters=["convolution"], feedback=Feedback.END)
    said = spoken(lambda console: run_quiz(quiz, console), ("b", "1", "2", "i"))
    assert "Not right" not in said
    assert "Working" not in said
    assert "of 2 right" in said


OPTIONS = tuple(Option(id, Text.same(id)) for id in "cab")


@pytest.fixture
def one() -> Field:
    return Field(name="choice", expect="option", options=OPTIONS)


def test_options_are_lettered_as_they_are_shown(one: Field):
    assert letters(one) == {"a": "c", "b": "a", "c": "b"}
    assert picked(one, "B") == "a"
    assert picked(one, "ｂ") == "a"
    assert picked(one, "2") == picked(one, "２") == "a"


def test_only_one_option_can_be_picked_where_one_is_right(one: Field):
    with pytest.raises(ResponseError, match="only one option"):
        picked(one, "a, b")
    with pytest.raises(ResponseError, match="there is no option d; pick from a, b, c"):
        picked(one, "d")
    with pytest.raises(ResponseError, match="there is no option 4"):
        picked(one, "4")


@pytest.mark.parametrize("typed", ["a,c", "c a", "ac", "A，C", "1, 3", "31"])
def test_several_options_are_picked_in_any_spelling(typed):
    several = Field(name="choice", expect="options", options=OPTIONS)
    assert sorted(picked(several, typed).split(",")) == ["b", "c"]
