"""`studyapp mark` and `studyapp marks`: what they keep, what they tell, and that `due` follows."""

import json

import pytest

from studyapp.home import Home

CARD = "tiny/gpu-hours"
PLAIN = {"card": CARD, "flag": False, "suspended": False, "buried_until": None, "note": ""}


def marked(call, *options: str) -> dict:
    status, said, complaints = call("mark", "gpu-hours", *options, "--json")
    assert (status, complaints) == (0, "")
    return json.loads(said)


def test_marks_are_put_on_told_listed_and_taken_back(call) -> None:
    assert marked(call) == PLAIN
    assert marked(call, "--flag", "--note", "per GPU\n每块 GPU") == PLAIN | {
        "flag": True, "note": "per GPU\n每块 GPU"
    }  # fmt: skip
    assert marked(call, "--suspend")["suspended"] is True
    assert call("mark", CARD)[1] == f"{CARD}: flagged, suspended\n  per GPU\n  每块 GPU\n"
    assert call("marks")[1] == f"{CARD}: flagged, suspended\n  per GPU\n  每块 GPU\n"
    assert [one["card"] for one in json.loads(call("marks", "--json")[1])] == [CARD]
    assert marked(call, "--no-flag", "--resume", "--note", "") == PLAIN
    assert call("mark", CARD)[1] == f"{CARD}: no mark\n"
    assert call("marks")[1] == "No card has a mark. `studyapp mark CARD --flag` gives it one.\n"


def test_due_leaves_out_what_rests(call) -> None:
    call("pack", "list")
    call("cram", "gpu-hours", typed="q\n")  # the index is written when the packs are read
    before = json.loads(call("due", "--json")[1])["new"]
    marked(call, "--suspend")
    assert json.loads(call("due", "--json")[1])["new"] == before - 1
    marked(call, "--resume", "--bury")
    assert json.loads(call("due", "--json")[1])["new"] == before - 1
    marked(call, "--unbury")
    assert json.loads(call("due", "--json")[1])["new"] == before


@pytest.mark.parametrize(("name", "near"), [("gpu-hour", "gpu-hours"), ("tiny/gpu-hour", "tiny/gpu-hours")])
def test_a_card_that_is_none_is_told_with_the_nearest(call, name: str, near: str) -> None:
    status, said, complaints = call("mark", name, "--flag")
    assert (status, said) == (2, "")
    assert complaints == f"studyapp: there is no card {name}; did you mean {near}?\n"


def test_listing_marks_creates_nothing(call) -> None:
    assert call("marks", "--json")[1] == "[]\n"
    assert not Home.find().database.exists()


def test_what_would_steer_a_terminal_does_not_get_into_a_note(call) -> None:
    assert "\x1b" not in marked(call, "--note", "red \x1b[31m alert")["note"]


def test_marks_travel_with_an_export(call, tmp_path) -> None:
    call("study", "--plain", "--cards", "1", typed="i\nq\n")
    marked(call, "--flag")
    file = tmp_path / "history.jsonl"
    assert call("export", "jsonl", str(file))[0] == 0
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[-1])["mark"] == "flag"
    assert "0 answers taken in" in call("import", "jsonl", str(file))[2]
    Home.find().database.unlink()
    for suffix in ("-wal", "-shm"):
        Home.find().database.with_name(Home.find().database.name + suffix).unlink(missing_ok=True)
    assert "1 mark taken in" in call("import", "jsonl", str(file))[2]
    assert marked(call)["flag"] is True
