import json
from xml.etree import ElementTree

import pytest

from studyapp.cli.main import main
from studyapp.engine.demos import find_demo


def test_the_figures_of_every_moment_are_printed(capsys):
    assert main(["demo", "minibatch-loop", "--set", "samples=10", "--set", "batch_size=3", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["demo"] == "minibatch-loop"
    assert printed["knobs"]["batch_size"] == 3
    trained = [frame["figures"] for frame in printed["frames"] if "epoch" in frame["figures"]]
    assert [figures["updates"] for figures in trained] == [0, 4, 8, 12, 16, 20]


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


def test_a_preset_sets_the_knobs_and_set_goes_on_from_there(capsys):
    assert main(["demo", "minibatch-loop", "--preset", "four-batches", "--set", "epochs=1", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["knobs"] == {
        "samples": 2000,
        "batch_size": 500,
        "epochs": 1,
        "lr": 0.05,
        "drop_last": False,
    }
    assert printed["frames"][1]["figures"]["updates"] == 4


def test_a_preset_that_there_is_not_is_told_with_the_nearest(capsys):
    assert main(["demo", "minibatch-loop", "--preset", "four-batch"]) == 2
    told = capsys.readouterr().err
    assert "there are: classic, four-batches, too-fast, ragged; did you mean four-batches" in told


def test_a_preset_that_is_like_none_gets_them_all_told(capsys):
    assert main(["demo", "overfitting", "--preset", "xyzzy"]) == 2
    presets = [preset.name for preset in find_demo("overfitting").presets]
    assert f"there are: {', '.join(presets)}" in capsys.readouterr().err


@pytest.mark.parametrize("window", [[], ["--small", "--theme", "light"]])
def test_what_is_seen_is_saved_as_a_picture(window, tmp_path, capsys):
    path = tmp_path / "loop.svg"
    call = ["demo", "minibatch-loop", "--set", "samples=50", "--set", "epochs=2", "--svg", str(path), *window]
    assert main(call) == 0
    root = ElementTree.parse(path).getroot()
    assert root.tag.endswith("svg")
    shown = "".join(root.itertext()).replace("\N{NO-BREAK SPACE}", " ")
    assert "After epoch 2 of 2" in shown
    assert "Training loss" in shown


def test_a_picture_that_cannot_be_written_is_told(tmp_path, capsys):
    path = tmp_path / "nowhere" / "loop.svg"
    assert main(["demo", "minibatch-loop", "--set", "samples=10", "--svg", str(path)]) == 2
    assert f"cannot be written: there is no folder {tmp_path / 'nowhere'}" in capsys.readouterr().err
    assert not path.parent.exists()


def test_a_scene_that_there_is_not_is_refused_with_the_range(tmp_path, capsys):
    path = tmp_path / "loop.svg"
    assert main(["demo", "l1-vs-l2", "--scene", "9", "--svg", str(path)]) == 2
    assert "--scene is 9; it goes from 1 to 3" in capsys.readouterr().err
    assert not path.exists()
