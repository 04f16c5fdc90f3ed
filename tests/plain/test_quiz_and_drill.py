"""Drills in lines, and what quizzes in lines tell."""

from io import StringIO

from studyapp.domain.attempt import Mode
from studyapp.plain.console import Console
from studyapp.plain.session import run_drill, run_quiz
from studyapp.study.drill import Drill
from studyapp.study.quiz_plan import Feedback
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show


class Answering(StringIO):
    """Types the right answer as long as `right` lasts, then the other lines."""

    def __init__(self, drill: Drill, right: int, *lines: str) -> None:
        super().__init__()
        self._drill, self._right, self._lines = drill, right, list(lines)

    def readline(self, *_size: int) -> str:
        if self._drill.question and self._drill.phase.name == "ASKING" and self._right:
            self._right -= 1
            (answer,) = self._drill.question.variant.answers.values()
            return show(answer, 12) + "\n"
        return self._lines.pop(0) + "\n" if self._lines else ""


def drilled(workspace: Workspace, right: int, *lines: str) -> str:
    drill, output = workspace.drill(["tiny/conv-output-size"]), StringIO()
    run_drill(drill, Console(Answering(drill, right, *lines), output))
    return output.getvalue()


def test_the_level_is_told_with_each_question_and_the_end_is_mastery(workspace: Workspace):
    said = drilled(workspace, 5)
    assert said.count("· Level 1 of 2") == 2
    assert said.count("· Level 2 of 2") == 3
    assert "Mastered for today: 3 right in a row on the highest level." in said
    assert "5 answers, 5 right" in said
    assert "- Level 2: 3/3" in said
    assert {attempt.mode for attempt in workspace.store.attempts()} == {Mode.DRILL}


def test_one_can_go_on_after_that(workspace: Workspace):
    assert "7 answers, 6 right" in drilled(workspace, 6, "g", "i", "q")


def test_a_drill_ends_with_the_input_and_with_q(workspace: Workspace):
    assert "0 answers, 0 right" in drilled(workspace, 0)
    said = drilled(workspace, 1, "q")
    assert "Everything is saved." in said
    assert "1 answer, 1 right" in said


def test_a_slip_is_aimed_at_and_counted(workspace: Workspace):
    variant = workspace.library.card("tiny/conv-output-size").ask(1, 0).variant
    said = drilled(workspace, 0, show(variant.mistakes["output"]["no_floor"], 12), "q")
    assert "Question 2 · Level 1 of 2 · aims at: " in said
    assert "(before 0×, now 1×)" in said


def test_a_quiz_tells_how_much_time_is_left(workspace: Workspace, clock):
    quiz, output = workspace.quiz(minutes=5), StringIO()

    class Slow(StringIO):
        def readline(self, *_size: int) -> str:
            clock.forward(minutes=6)
            return "i\n"

    run_quiz(quiz, Console(Slow(), output))
    said = output.getvalue()
    assert "Question 1 of 4 · 5 min left" in said
    assert "Question 2 of 4" not in said
    assert "0 of 4 right" in said


def test_a_quiz_that_tells_at_the_end_tells_each_question_then(workspace: Workspace):
    quiz, output = workspace.quiz(chapters=["convolution"], feedback=Feedback.END, chance=1), StringIO()
    while quiz.question.variant is None:
        quiz = workspace.quiz(1, chapters=["convolution"], feedback=Feedback.END)
    right = show(quiz.question.variant.answers["output"], 12)
    run_quiz(quiz, Console(StringIO("999\ni\n"), output))
    asked, told = output.getvalue().split(" right, score ")
    assert "Right answer" not in asked
    assert "1. An input of " in told
    assert "Your answer: 999 (wrong)" in told
    assert f"Right answer: {right}" in told


def test_a_drill_is_paused_and_goes_on_at_the_same_question(workspace: Workspace):
    drill = workspace.drill(["tiny/conv-output-size"])
    output = StringIO()
    run_drill(drill, Console(StringIO("i\np\n"), output), workspace.put_by)
    assert "Paused at question 2." in output.getvalue()
    assert "1 question answered" not in output.getvalue()
    again = workspace.go_on("drill")
    assert again.question == drill.question
