"""What can be done beside answering, in lines: marks, the sheet, a pause, a demonstration, help."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp.domain.grade import Rating
from studyapp.plain.pages import demonstration
from studyapp.plain.session import run_quiz, run_session
from studyapp.study.quiz_plan import Feedback
from studyapp.study.workspace import Workspace
from tests.plain.typing_lines import answer_of, attempts, spoken, study


def test_f_flags_the_card_and_says_so_with_its_question(workspace: Workspace):
    said = study(workspace, "f", "q")
    assert "The card is flagged." in said
    assert workspace.marking.of("tiny/conv-output-size").flag
    said = study(workspace, "f", "f", "q")
    assert re.search(r"Question 1 of \d+ \(flagged\)", said)
    assert said.index("The flag is gone.") < said.index("The card is flagged.")
    assert attempts(workspace) == []


@pytest.mark.parametrize(("key", "told"), [("x", "is suspended"), ("-", "is left until tomorrow")])
def test_a_card_is_laid_aside_unanswered_and_u_takes_it_up_again(workspace: Workspace, key: str, told: str):
    said = study(workspace, key, "q")
    assert f"The card {told}" in said
    assert said.count("Question 1 of") == 2
    assert "tiny/conv-output-size" not in workspace.plan()
    assert attempts(workspace) == []
    other = workspace.plan()[0].removeprefix("tiny/")
    study(workspace, key, "u", "i", "", "q", first=other)
    assert attempts(workspace) == [(other, Rating.AGAIN, "study")]


def test_c_tells_about_the_card_and_not_its_answer(workspace: Workspace, clock):
    study(workspace, "i", "", "q")
    clock.forward(minutes=2)
    said = study(workspace, "c", "q")
    sheet = said[said.index("tiny/conv-output-size · problem") :]
    assert "Answered: 1 time" in sheet
    assert "2026-11-21: study, Again, 0 s, back after 1 min" in sheet
    assert "card: tiny/conv-output-size\nkind: problem\nlanguage: en\nlevel: 1\nseed: " in sheet
    assert "Answer:" not in sheet


def test_a_note_is_told_with_the_answer(workspace: Workspace):
    workspace.marking.note("tiny/conv-output-size", "Round down last.").result()
    said = study(workspace, "i", "", "q")
    assert said.index("Answer:") < said.index("Your note: Round down last.")
    assert said.count("Your note") == 1


def test_a_quiz_goes_on_with_a_card_that_was_suspended_in_it(workspace: Workspace):
    quiz = workspace.quiz(2, chance=1)
    card = quiz.question.card.id
    said = spoken(lambda console: run_quiz(quiz, console), ("x", "-", "i", "q"))
    assert "The card is suspended." in said
    assert "That is not possible here." in said
    assert workspace.marking.of(card).suspended
    assert [one for one, _rating, _mode in attempts(workspace)] == [card.removeprefix("tiny/")]


def paused_in_lines(workspace: Workspace, *typed: str) -> str:
    session = workspace.go_on("study") or workspace.session()
    return spoken(lambda console: run_session(session, console, workspace.put_by), typed)


def test_a_session_is_paused_and_goes_on_at_the_same_question(workspace: Workspace):
    said = paused_in_lines(workspace, "i", "p")
    assert "Paused: 2 of " in said
    assert "1 answer, 0 right" not in said  # it is not over
    asked = said[said.index("2 of ") :].partition("Paused")[0].splitlines()[2]
    again = paused_in_lines(workspace, "q")
    assert workspace.paused() == ()
    assert len(asked) > 10
    assert asked in again
    assert "1 answer, 0 right" in again


def test_a_revealed_card_is_shown_again_after_a_pause(workspace: Workspace):
    session = workspace.session()
    while session.question.fields:
        session.give_up()
        session.rate()
        session.advance()
    said = spoken(lambda console: run_session(session, console, workspace.put_by), ("", "p"))
    assert "noisy" in said
    again = paused_in_lines(workspace, "3", "q")
    assert "noisy" in again
    assert workspace.store.last_attempt().rating is Rating.GOOD


def test_what_was_typed_in_the_app_is_told_in_lines(workspace: Workspace):
    session = workspace.session()
    session.pause()
    session.advance()
    workspace.put_by(session, {field.name: "epo" for field in session.question.fields})
    assert "You had typed: epo" in paused_in_lines(workspace, "q")


def test_without_a_place_to_keep_it_a_session_cannot_be_paused(workspace: Workspace):
    assert "That is not possible here." in spoken(
        lambda console: run_session(workspace.session(), console), ("p", "q")
    )


@pytest.fixture
def shown(tiny_home: Path, learner: Callable[..., Workspace]) -> Workspace:
    """The tiny pack, its problem with a demonstration."""
    (path,) = (
        path for path in tiny_home.rglob("*.yaml") if "id: conv-output-size" in path.read_text("utf-8")
    )
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("id: conv-output-size\n", "id: conv-output-size\n  demo: convolution\n"), "utf-8"
    )
    workspace = learner()
    workspace.load_packs()
    return workspace


def test_before_the_answer_the_demonstration_is_told_with_other_numbers_than_the_problems(shown: Workspace):
    given = shown.library.card("tiny/conv-output-size").ask(1, 0).variant.givens
    said = study(shown, "d", answer_of(shown), "d", "")
    before, after = said.split("Answer:")
    assert "These are other numbers than yours; yours are shown once you have answered." in before
    assert "Convolution, cell by cell" in before
    assert f"The problem's image of side {given['size']}" not in before
    assert "other numbers" not in after
    assert f"The problem's image of side {given['size']}" in after
    said = before
    # One moment is told for the scene, the last one.
    assert len(re.findall(r"^Output row ", said, re.MULTILINE)) == 1
    assert all(len(line) <= 80 for line in demonstration("convolution/same", {}))
    assert attempts(shown) == [("conv-output-size", Rating.HARD, "study")]  # it was seen before the answer


def test_of_a_working_every_line_is_told_and_of_a_long_one_the_ends():
    told = "\n".join(
        demonstration("optimizer-steps", {"param": 5, "grads": (2, 3), "lr": 0.1, "momentum": 0.9})
    )
    # v = 0.9·2 + 3, w = 4.8 − 0.1·4.8
    assert "0.9·2 + 3 = 4.8" in told
    assert "4.8 − 0.1·4.8 = 4.32" in told
    assert "2·TP/(2·TP + FP + FN)" in "\n".join(demonstration("confusion-matrix", {}))
    long = [line for line in demonstration("optimizer-steps", {}) if line.startswith("Step ")]
    assert long == ["Step 8 of 8: w"]


def test_a_quiz_shows_none_before_the_answer(shown: Workspace):
    quiz = shown.quiz(1, chapters=["convolution"], feedback=Feedback.EACH, chance=1)
    said = spoken(lambda console: run_quiz(quiz, console), ("d", "i", ""))
    assert "That is not possible here." in said
    assert "Convolution, cell by cell" not in said


def test_a_card_without_a_demonstration_says_so(workspace: Workspace):
    plain = next(card for card in workspace.plan() if not workspace.library.card(card).demo)
    said = study(workspace, "d", "q", first=plain.partition("/")[2])
    assert "That is not possible here." in said


@pytest.mark.parametrize("key", ["?", "？"])
def test_a_question_mark_tells_what_can_be_typed_and_answers_nothing(workspace: Workspace, key: str):
    said = study(workspace, key, "q")
    helped = said[said.index("  h  ") : said.index("  ?  what can be typed here")]
    for line in (
        "  i  I don't know",
        "  f  flags",
        "  x  suspends",
        "  -  leaves",
        "  c  about",
        "  q  ends",
    ):
        assert line in helped
    for line in ("  n  ", "  u  ", "  p  "):  # nothing answered yet, and nothing to keep a pause in
        assert line not in helped
    assert 'typed in quotes: "n"' in said
    assert attempts(workspace) == []


def test_once_answered_it_tells_other_things(workspace: Workspace):
    said = study(workspace, answer_of(workspace), "?", "q")
    helped = said[said.index("Answer:") :]
    assert "  n  the same problem with new numbers" in helped
    assert "  i  " not in helped
    assert "  h  " not in helped


def test_letters_of_options_are_no_commands_and_are_not_told_as_such(workspace: Workspace):
    said = study(workspace, "?", "q", first="kernel-weights")
    assert "  c) " in said
    assert "  c  about" not in said
    assert "  f  flags" in said


def test_a_quiz_tells_of_no_hints(workspace: Workspace):
    said = spoken(lambda console: run_quiz(workspace.quiz(2, chance=1), console), ("?", "q"))
    assert "  i  I don't know" in said
    assert "  h  " not in said
