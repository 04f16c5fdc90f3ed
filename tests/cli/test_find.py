"""`studyapp find`: ids and first lines, for people and for scripts."""

import json

import pytest


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        (("kind:problem",), ["tiny/gpu-hours", "tiny/conv-output-size"]),
        (("padding",), ["tiny/conv-output-size"]),
        (("of", "GPU"), ["tiny/gpu-hours"]),
        (("hour of GPU",), ["tiny/gpu-hours"]),  # kept together by the shell
        (("concept:output size",), ["tiny/conv-output-size"]),
        (("-kind:problem", "-kind:basic"), ["tiny/epoch-cloze", "tiny/kernel-weights"]),
    ],
)
def test_the_ids_of_what_is_found_stand_first_on_each_line(call, query, cards):
    status, said, complaints = call("find", *query)
    assert (status, complaints) == (0, "")
    assert [line.split()[0] for line in said.splitlines()] == cards


def test_a_search_that_finds_nothing_says_so_beside_the_output_that_a_script_reads(call):
    status, said, complaints = call("find", "nothing of the kind")
    assert (status, said) == (0, "")
    assert complaints == "No card fits. Take a word or a filter away, or look for something else.\n"


def test_the_first_line_of_each_card_follows(call):
    assert (
        call("find", "epoch-cloze")[1] == "tiny/epoch-cloze  One pass over all training samples is one […].\n"
    )
    assert call("--lang", "zh", "find", "epoch-cloze")[1] == (
        "tiny/epoch-cloze  把所有训练样本过一遍称为一个[…]。\n"
    )


def test_json_tells_how_a_card_stands(call):
    assert json.loads(call("find", "hardware", "--json")[1]) == [
        {
            "id": "tiny/why-batches",
            "kind": "basic",
            "title": "Why is a gradient not computed from one sample at a time?",
            "concept": "Batch size",
            "states": ["new"],
            "due": None,
            "difficulty": None,
            "lapses": 0,
            "slips": [],
        }
    ]
    assert json.loads(call("find", "nothing of the kind", "--json")[1]) == []


def test_an_answered_card_has_a_day_and_another_order(call):
    call("study", "--plain", "--cards", "1", typed="\n4\nq\n")
    (card,) = json.loads(call("find", "-state:new", "--json")[1])
    assert card["states"][0] in {"review", "learning"}
    assert card["due"] is not None
    assert call("find", "--sort", "due")[1].startswith(card["id"])


def test_an_unknown_name_is_told_with_the_nearest_and_changes_the_status(call):
    status, said, complaints = call("find", "tga:core", "kind:problme", "--json")
    assert status == 1
    assert json.loads(said) == []
    assert complaints == (
        "studyapp: there is no filter tga; it is looked for as a word; did you mean tag?\n"
        "studyapp: no card has kind:problme; did you mean problem?\n"
    )
