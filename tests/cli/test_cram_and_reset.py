"""`studyapp cram` and `studyapp reset` from a pipe."""

import json

import pytest

from studyapp.domain.attempt import Mode
from studyapp.home import Home
from studyapp.store.store import Store


def modes() -> list[Mode]:
    with Store.open(Home.find().database, read_only=True) as store:
        return [attempt.mode for attempt in store.attempts()]


def test_cram_asks_what_is_named_and_keeps_the_answers_as_practice(call):
    status, said, complaints = call("cram", "gpu-hours", typed="i\n\n")
    assert (status, complaints) == (0, "")
    assert "Question 1 of 1" in said
    assert "Question 2 of 2" in said  # not known, so it is asked again
    assert modes() == [Mode.DRILL]
    assert json.loads(call("due", "--json")[1])["answered_today"] == 0


@pytest.mark.parametrize("verb", ["cram", "reset"])
def test_a_name_that_fits_nothing_is_told_with_the_nearest(call, verb: str):
    status, _said, complaints = call(verb, "gpu-ours")
    assert status == 2
    assert complaints == (
        "studyapp: there is no chapter, concept, card or pack gpu-ours; did you mean gpu-hours?\n"
    )


def test_a_reset_wants_a_word_is_told_and_can_be_taken_back(call):
    call("study", "--plain", "--cards", "1", typed="i\n\nq\n")
    assert modes() == [Mode.STUDY]
    status, _said, complaints = call("reset", "tiny")
    assert (status, complaints) == (2, "studyapp: say --yes to let 1 card(s) begin anew\n")
    status, said, _complaints = call("reset", "tiny", "--yes")
    assert (status, said) == (0, "1 card begins anew.\nTo take it back: studyapp reset --undo\n")
    assert json.loads(call("due", "--json")[1])["new"] == 5
    assert json.loads(call("reset", "tiny", "--yes", "--json")[1]) == {"reset": []}
    assert json.loads(call("reset", "--undo", "--json")[1]) == {"restored": 1}
    assert json.loads(call("due", "--json")[1])["new"] == 4
    assert call("reset", "--undo")[1] == "There is no reset to take back.\n"


@pytest.mark.parametrize("arguments", [(), ("tiny", "--undo")])
def test_a_reset_needs_names_or_undo_and_not_both(call, arguments: tuple[str, ...]):
    status, _said, complaints = call("reset", *arguments)
    assert status == 2
    assert "Name what to reset, or say --undo." in complaints
