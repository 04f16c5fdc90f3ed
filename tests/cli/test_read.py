"""`studyapp read`, as a person and as a script call it."""

import io
import json
import subprocess
import sys

import pytest

from studyapp.cli.batch import answer_lines
from studyapp.cli.main import main
from studyapp.cli.read import answered


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["1 1/2"], "1.5"),
        (["-42"], "-42"),
        (["1,234"], "1234"),
        (["1 2; 3 4", "--expect", "matrix"], "[[1, 2], [3, 4]]"),
        (["42 epochs", "--unit", "epochs"], "42"),
        (["7 px", "--unit", "pixels", "--unit", "px"], "7"),
        (["50%", "--percent"], "0.5"),
        (["永不", "--nullable", "--json"], '{"value": null}'),
        (["1/4", "--json"], '{"value": 0.25}'),
        (["3, 4", "--expect", "vector", "--json"], '{"value": [3, 4]}'),
    ],
)
def test_the_reading_is_printed(arguments, printed, capsys):
    assert main(["read", *arguments]) == 0
    assert capsys.readouterr().out == printed + "\n"


def test_what_cannot_be_read_is_pointed_at(capsys):
    assert main(["read", "４２？"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    # Full-width digits take two columns of the terminal each
    assert printed.err == "  ４２？\n      ^\nstudyapp: `?` can't be read here\n"


def test_an_error_as_json_carries_its_column_and_candidates(capsys):
    assert main(["read", "2 + 1,5", "--json"]) == 2
    reply = json.loads(capsys.readouterr().out)
    assert reply["column"] == 5
    assert reply["candidates"] == [3.5, 17]
    assert "more than one way" in reply["error"]


def test_a_control_sign_never_reaches_the_terminal(capsys):
    assert main(["read", "4\x1b[31m2"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_nothing_to_read_is_a_wrong_call(capsys):
    assert main(["read"]) == 2
    assert "Missing argument" in capsys.readouterr().err


def test_a_batch_answers_each_line_in_its_place():
    lines = {
        '{"text": "1/4"}': {"value": 0.25},
        '{"text": "42 px", "unit": "px"}': {"value": 42},
        '{"text": "42轮", "unit": ["epochs", "轮"]}': {"value": 42},
        '{"text": "50%", "percent": true}': {"value": 0.5},
        '{"text": "1 2; 3 4", "expect": "matrix"}': {"value": [[1, 2], [3, 4]]},
        '{"text": "42?"}': {"error": "`?` can't be read here", "column": 3},
        '{"text": "0,5"}': {
            "error": "`0,5` can be read in more than one way: 0.5 / 5",
            "column": 1,
            "candidates": [0.5, 5],
        },
        '{"text": 42}': {"error": "`text` must be a string"},
        "{}": {"error": "`text` must be a string"},
        '{"text": "1", "expect": "word"}': {
            "error": "`expect` must be one of number, integer, vector, matrix"
        },
        '{"text": "1", "unit": 3}': {"error": "`unit` must be a string or a list of strings"},
        '{"text": "1", "percent": "yes"}': {"error": "`percent` must be true or false"},
        '{"text": "1", "units": []}': {"error": "`units` is no key of a reading"},
    }
    sink = io.BytesIO()
    answer_lines(answered, io.BytesIO("\n\n".join(lines).encode()), sink)
    assert [json.loads(line) for line in sink.getvalue().splitlines()] == list(lines.values())


def test_reading_a_number_needs_no_numpy():
    probe = (
        "import sys; from studyapp.cli.main import main; status = main(sys.argv[1:]);"
        "sys.exit('NumPy was imported' if 'numpy' in sys.modules else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, "read", "[1, sqrt(2)]", "--expect", "vector"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[1, 1.41421]\n"
