"""`studyapp quiz` and `studyapp drill` from a pipe."""

import json
from pathlib import Path

import pytest

from studyapp.domain.attempt import Mode
from studyapp.home import Home
from studyapp.store.store import Store


def kept() -> list[tuple[str, Mode, int]]:
    with Store.open(Home.find().database, read_only=True) as store:
        return [(attempt.card, attempt.mode, attempt.level) for attempt in store.attempts()]


def test_a_result_is_written_to_a_new_file_and_never_over_another(call, tmp_path: Path):
    file = tmp_path / "monday.md"
    status, said, complaints = call("quiz", "--count", "1", "--save", str(file), typed="i\n")
    assert (status, complaints) == (0, f"Saved as {file}\n")
    assert "0 of 1 right" in said
    written = file.read_text("utf-8")
    assert written.startswith("# Quiz of ")
    status, said, complaints = call("quiz", "--save", str(file), typed="i\n")
    assert (status, said) == (2, "")
    assert complaints == f"studyapp: {file} is there already; nothing is written over it\n"
    assert file.read_text("utf-8") == written


def test_the_level_and_the_time_are_taken(call):
    status, said, _ = call(
        "quiz", "--level", "2", "--minutes", "5", "--chapter", "convolution", typed="i\ni\n"
    )
    assert status == 0
    assert "Question 1 of 2 · 5 min left" in said
    assert ("tiny/conv-output-size", Mode.QUIZ, 2) in kept()


@pytest.mark.parametrize(
    "wrong", [("--level", "0"), ("--minutes", "0"), ("--minutes", "nan"), ("--level", "x")]
)
def test_a_level_or_time_that_is_none_is_refused(call, wrong: tuple[str, str]):
    status, said, complaints = call("quiz", *wrong)
    assert (status, said) == (2, "")
    assert wrong[0] in complaints


def test_the_result_as_json_is_all_that_stands_on_standard_output(call):
    status, said, asked = call("quiz", "--json", "--chapter", "convolution", typed="i\n")
    assert status == 0
    assert "Question 1 of 2" in asked
    told = json.loads(said)
    assert (told["right"], told["total"], told["score"], told["timed_out"]) == (0, 2, 0.0, False)
    assert {one["concept"]: (one["right"], one["total"]) for one in told["by_concept"]} == {
        "kernel": (0, 1),
        "output-size": (0, 1),
    }
    first, second = told["questions"]
    assert (first["right"], first["response"], first["score"]) == (False, {}, 0.0)
    assert set(second) == {"card", "level", "seed", "right"}
    assert {first["card"], second["card"]} == {"tiny/conv-output-size", "tiny/kernel-weights"}


def test_a_drill_of_a_problem_or_a_concept(call):
    for name in ("gpu-hours", "epoch", "tiny/epoch"):
        status, said, complaints = call("drill", name, typed="i\nq\n")
        assert (status, complaints) == (0, "")
        assert "1 answer, 0 right" in said
    assert kept() == [("tiny/gpu-hours", Mode.DRILL, 1)] * 3


def test_without_a_name_the_suggested_problem_is_drilled(call):
    status, _said, _complaints = call("drill", "--plain", typed="i\nq\n")
    assert (status, [card for card, _mode, _level in kept()]) == (0, ["tiny/gpu-hours"])


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("gpu-ours", "there is no chapter, concept, card or pack gpu-ours; did you mean gpu-hours?"),
        ("kernel", "there is no problem to practise here"),
    ],
)
def test_a_drill_of_nothing_is_one_sentence(call, name: str, complaint: str):
    assert call("drill", name) == (2, "", f"studyapp: {complaint}\n")
