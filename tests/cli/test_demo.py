import json

import pytest

from studyapp.cli.main import main


def test_the_figures_of_every_moment_are_printed(capsys):
    assert main(["demo", "minibatch-loop", "--set", "samples=10", "--set", "batch_size=3", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["demo"] == "minibatch-loop"
    assert printed["knobs"]["batch_size"] == 3
    assert [frame["figures"]["updates"] for frame in printed["frames"]] == [0, 4, 8, 12, 16, 20]


def test_the_list_names_every_demo_with_its_knobs(capsys):
    assert main(["demo", "--list"]) == 0
    assert "minibatch-loop: The mini-batch loop\n  samples=1200" in capsys.readouterr().out
    assert main(["--lang", "zh", "demo", "--list", "--json"]) == 0
    listed = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert listed["minibatch-loop"]["title"] == "小批量训练循环"


def test_without_a_terminal_it_is_told_in_words(capsys):
    assert main(["demo", "minibatch-loop", "--set", "epochs=1"]) == 0
    told = capsys.readouterr().out
    assert "1200 samples in batches of 100: 12 updates an epoch" in told
    assert all(len(line) <= 80 for line in told.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["minibatch-lop"], "did you mean minibatch-loop"),
        (["minibatch-loop", "--set", "colour=red"], "there is no knob 'colour'"),
        (["minibatch-loop", "--set", "epochs"], "'epochs' turns no knob"),
        (["minibatch-loop", "--set", "epochs=2", "--set", "epochs=3"], "'epochs' is given twice"),
        (["l1-vs-l2", "--set", "lr=1e400"], "lr is a number, not 1e400"),
        (["l1-vs-l2", "--set", "lr=\x1b[31m"], "lr is a number, not [31m\n"),
        (["minibatch-loop", "--set", "epochs=0"], "epochs is 0; it goes from 1 to 50"),
    ],
)
def test_a_wrong_call_gets_a_sentence_and_status_two(arguments, said, capsys):
    assert main(["demo", *arguments]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""
