"""`studyapp study` and `studyapp quiz` from a pipe."""

import io
import sys
from pathlib import Path

import pytest

from studyapp.cli.screen import on_terminal
from studyapp.home import Home
from studyapp.store.store import Store

TINY = str(Path(__file__).parents[1] / "data" / "packs" / "tiny")


def test_study_from_a_pipe_goes_line_by_line_and_keeps_the_answers(call, tiny_home: Path):
    status, said, complaints = call("study", typed="i\n")
    assert (status, complaints) == (0, "")
    assert "Question 1 of 10" in said
    assert "Everything is saved." in said
    with Store.open(Home.find().database, read_only=True) as store:
        assert len(list(store.attempts())) <= 1


def test_a_session_can_be_kept_short(call):
    assert "Question 1 of 4" in call("study", "--plain", "--cards", "2")[1]
    status, _, complaints = call("study", "--minutes", "0")
    assert status == 2
    assert "--minutes" in complaints


def test_a_paused_session_goes_on_unless_another_one_is_asked_for(call, tiny_home: Path):
    assert "Paused: 2 of " in call("study", typed="i\np\n")[1]
    assert "Question 1 of 2" in call("study", "--cards", "1", typed="q\n")[1]
    assert "Question 2 of" in call("study", typed="q\n")[1]
    assert "Question 1 of" in call("study", typed="q\n")[1]  # what was quit waits no more


def test_only_the_pack_that_is_named_is_studied(call, tiny_home: Path):
    (tiny_home / "packs" / "tiny").rename(tiny_home.parent / "course")
    assert "Nothing is due now." in call("study")[1]
    assert "Question 1 of 10" in call("study", "--pack", str(tiny_home.parent / "course"))[1]


def test_a_quiz_from_a_pipe_ends_with_its_result(call):
    status, said, _ = call("quiz", "--count", "2", "--chapter", "convolution", typed="i\ni\n")
    assert status == 0
    assert "0 of 2 right, score 0 %" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["quiz", "--chapter", "convolutoin"], "there is no chapter convolutoin"),
        (["study", "--pack", "/nowhere"], "there is no folder /nowhere"),
        (["study", "--pack", str(Path(__file__).parent)], "there is no pack.yaml in"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(call, arguments, sentence):
    status, said, complaints = call(*arguments)
    assert (status, said) == (2, "")
    assert sentence in complaints
    assert complaints.count("\n") == 1


@pytest.mark.parametrize(("minutes", "said"), [("nan", "nan is no time"), ("1e300", "not in the range")])
def test_a_time_that_is_none_is_refused(call, minutes, said):
    status, printed, complaints = call("study", "--minutes", minutes)
    assert (status, printed) == (2, "")
    assert said in complaints


def test_a_pack_with_faults_is_told_and_its_sound_cards_are_studied(call, tiny_home: Path):
    cards = tiny_home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    cards.write_text(cards.read_text().replace("kind: basic", "kind: basik"))
    status, said, complaints = call("study")
    assert status == 0
    assert "Question 1 of 8" in said
    assert "The pack tiny has 1 fault; see: studyapp pack check" in complaints


def test_where_no_card_can_be_asked_the_reason_is_told(call, tiny_home: Path):
    cards = tiny_home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    for file in cards.parent.parent.rglob("*/*.yaml"):
        file.write_text("[]")
    cards.write_text(
        "- {id: none, kind: problem, concept: epoch, vary: {n: [1, 2]}, where: n > 5, steps: {twice: 2*n},"
        " ask: twice, prompt: 'Twice {n}?'}"
    )
    status, said, _complaints = call("study")
    assert status == 0
    assert "Nothing is due now." in said
    assert "tiny/none, level 1: none of" in said


def test_the_example_in_the_help_of_both_is_there(call):
    assert "studyapp study --minutes 10" in call("study", "--help")[1]
    assert "studyapp quiz --count 5" in call("quiz", "--help")[1]


@pytest.mark.parametrize(
    ("stdin", "term", "drawn"), [(True, "xterm", True), (True, "dumb", False), (False, "xterm", False)]
)
def test_what_can_be_drawn_on(monkeypatch: pytest.MonkeyPatch, stdin, term, drawn):
    class Stream(io.StringIO):
        def __init__(self, terminal: bool) -> None:
            super().__init__()
            self._terminal = terminal

        def isatty(self) -> bool:
            return self._terminal

    monkeypatch.setattr(sys, "stdin", Stream(stdin))
    monkeypatch.setattr(sys, "stdout", Stream(True))
    monkeypatch.setenv("TERM", term)
    assert on_terminal() is drawn
