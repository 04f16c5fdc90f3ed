"""`studyapp solve` and `studyapp solvers`, as scripts and readers rely on them."""

import io
import json
import sys
from itertools import chain
from types import SimpleNamespace

import pytest

from studyapp import i18n
from studyapp.cli.main import main
from studyapp.cli.solvers import explained
from studyapp.engine.registry import chapters
from studyapp.text.width import width


@pytest.fixture
def run(capsys):
    def call(*arguments):
        status = main(arguments)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def batch(run, monkeypatch):
    """The replies of `solve --batch` to some lines."""

    def call(*requests):
        text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in requests)
        sink = io.BytesIO()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sink, encoding="utf-8"))
        status = main(["solve", "--batch"])
        sys.stdout.flush()
        assert status == 0
        return [json.loads(line) for line in sink.getvalue().splitlines()]

    return call


WORKING = """\
Output size of a convolution

  W = 7  side of the input, pixels
  K = 3  side of the kernel (the window)
  P = 1  pixels added on each side
  D = 1  distance between the kernel's taps
  S = 2  pixels from one position to the next

  Span of the window (dilation included)
    K′ = D·(K − 1) + 1
       = 1 × (3 − 1) + 1
       = 3

  Side of the output (positions of the kernel)
    O = ⌊(W + 2P − K′)/S⌋ + 1
      = ⌊(7 + 2 × 1 − 3)/2⌋ + 1
      = 4

Result: 4
"""


def test_one_problem_is_worked_step_by_step(run):
    assert run("solve", "conv_output_size", "size=7", "kernel_size=3", "stride=2", "padding=1") == (
        0,
        WORKING,
        "",
    )


def test_a_working_speaks_chinese_too(run):
    _status, out, _err = run("--lang", "zh", "solve", "last_batch_size", "samples=10", "batch_size=4")
    assert out.startswith("最后一个批次的大小\n")


def test_rounded_values_follow_an_almost_equal_sign(run):
    _status, out, _err = run("solve", "batch_norm_identity", "mean=3", "variance=2")
    assert "γ = √(σ² + ε)\n      = √(2 + 10⁻⁵)\n      ≈ 1.41422\n" in out
    assert "Result:\n  gamma = 1.41422\n  beta  = 3\n" in out


def test_values_are_json_or_else_strings(run):
    _status, out, _err = run("solve", "l2_penalty", "w=[3, 4]", "form=norm", "strength=0.5", "--json")
    assert json.loads(out)["result"] == 2.5


def test_the_json_holds_result_and_working(run):
    _status, out, _err = run("solve", "stacked_kernels", "kernel_size=3", "count=2", "--json")
    found = json.loads(out)
    assert found["result"] == {"equivalent": 5, "ratio": 0.72}
    assert [step["name"] for step in found["working"]] == ["seen", "equivalent", "ratio"]
    assert found["working"][-1]["value"] == 0.72


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["conv_output_sizes"], "did you mean conv_output_size?"),
        (
            ["conv_output_size", "size=0", "kernel_size=3"],
            "size is 0; it must be a whole number with size ≥ 1",
        ),
        (["conv_output_size", "size=7"], "kernel_size is missing"),
        (["conv_output_size", "size=NaN", "kernel_size=3"], "NaN is not a number"),
        (["conv_output_size", "size=1e400", "kernel_size=3"], "1e400 is outside the range of a double"),
        (["conv_output_size", "size=seven", "kernel_size=3"], 'size is "seven"'),
        (["conv_output_size", "size"], "'size' is not KEY=VALUE"),
        (["conv_output_size", "size=7", "size=8"], "'size' is given twice"),
        (["l1_penalty", "w=" + "[" * 200_000], "nested too deeply"),
        ([], "Missing argument 'SOLVER'"),
        (["--batch", "conv_output_size"], "--batch takes its problems from standard input"),
    ],
)
def test_what_cannot_be_worked_is_said_in_a_sentence(run, arguments, sentence):
    status, out, err = run("solve", *arguments)
    assert (status, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


def test_a_batch_is_answered_line_by_line(batch):
    replies = batch(
        {"solver": "conv_output_size", "inputs": {"size": 7, "kernel_size": 3, "stride": 2, "padding": 1}},
        "",
        {"solver": "stacked_kernels", "inputs": {"kernel_size": 3, "count": 3}},
        {"solver": "conv_output_shape", "inputs": {"shape": [3, 8, 8], "out_channels": 4, "kernel_size": 3}},
        {"solver": "l1_vs_l2", "inputs": {"w": 1, "lr": 1, "strength": 0.5, "steps": 2}},
        {"solver": "total_iterations", "inputs": {"samples": 10**30, "batch_size": 3, "epochs": 2}},
    )
    assert replies == [
        {"result": 4},
        {"result": {"equivalent": 7, "ratio": 27 / 49}},
        {"result": [4, 6, 6]},
        {"result": {"l1": [0.5, 0], "l2": [1 / 1.5, 1 / 1.5 / 1.5], "l1_zero_at": 2, "l2_zero_at": None}},
        {"result": 2 * (10**30 // 3 + 1)},
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("7", "must be a JSON object"),
        ({"inputs": {}}, "`solver` must be the name of a solver"),
        ({"solver": 3, "inputs": {}}, "`solver` must be the name of a solver"),
        ({"solver": "conv_output", "inputs": {}}, "there is no solver 'conv_output'"),
        ({"solver": "shrink", "inputs": [1]}, "`inputs` must be an object"),
        ({"solver": "shrink"}, "w is missing"),
        ({"solver": "shrink", "inputs": {"w": 1, "strength": 1, "lr": 1}}, "lr is no parameter of shrink"),
        ('{"solver": "shrink", "inputs": {"w": NaN, "strength": 1}}', "NaN is not a number"),
        ('{"solver": "shrink", "inputs": {"w": 1e400, "strength": 1}}', "outside the range of a double"),
        ({"solver": "shrink", "inputs": {"w": 1, "strength": -1}}, "strength is -1"),
        (
            {"solver": "l1_penalty", "inputs": {"w": [1e308, 1e308, 0.5]}},
            "w, strength: the penalty cannot be worked",
        ),
        ({"solver": "tensor_elements", "inputs": {"shape": [10**300] * 20}}, "shape"),
        ({"solver": "l1_vs_l2", "inputs": {"w": 1, "lr": 1, "strength": 1, "steps": 10**12}}, "steps is"),
    ],
)
def test_a_faulty_line_is_answered_in_its_place(batch, line, sentence):
    good = {"solver": "conv_output_size", "inputs": {"size": 7, "kernel_size": 3}}
    faulty, answered = batch(line, good)
    assert sentence in faulty["error"]
    assert answered == {"result": 5}


def test_solvers_are_listed_by_chapter_with_a_line_each(run):
    status, out, _err = run("solvers")
    assert status == 0
    assert out.startswith("The training loop\n  iterations_per_epoch")
    assert "\n\nConvolution\n  conv_output_size" in out


def test_a_solver_is_explained(run):
    _status, out, _err = run("solvers", "conv_output_size")
    assert "stride       S  = 1  stride ≥ 1       pixels from one position to the next\n" in out
    assert (
        "output: Side of the output (positions of the kernel) (result)\n      O = ⌊(W + 2P − K′)/S⌋ + 1\n"
        in out
    )
    assert "output.no_plus_one: ⌊(W + 2P − K′)/S⌋\n" in out


def test_the_catalogue_as_json(run):
    _status, out, _err = run("solvers", "--json")
    found = {solver["name"]: solver for solver in json.loads(out)}
    assert found["conv_output_size"]["chapter"] == "convolution"
    parameters = {each["name"]: each for each in found["pool_output_size"]["parameters"]}
    assert parameters["stride"]["default"] is None
    assert parameters["size"]["required"] is True
    assert found["running_statistics"]["result"] == {
        "running_mean": "mean_after",
        "running_var": "variance_after",
    }


def test_one_solver_as_json_names_steps_and_mistakes(run):
    _status, out, _err = run("solvers", "l1_penalty", "--json")
    found = json.loads(out)
    assert [step["name"] for step in found["steps"]] == ["absolute_sum", "penalty"]
    assert {"id", "of", "formula", "say"} == found["mistakes"][0].keys()


@pytest.mark.parametrize("verb", ["solve", "solvers"])
def test_help_shows_examples(run, verb):
    status, out, _err = run(verb, "--help")
    assert status == 0
    assert f"studyapp {verb}" in out


def test_an_unknown_solver_is_not_explained(run):
    status, out, err = run("solvers", "conv_output_sise")
    assert (status, out) == (2, "")
    assert "did you mean conv_output_size?" in err


def test_a_result_that_nobody_waits_for_is_refused_at_once(run):
    """2001 × 2001 numbers are 4,004,001."""
    status, _, errors = run("solve", "conv2d", "input=[[1]]", "weight=[[1]]", "padding=1000", "--json")
    assert status == 2
    assert "the result has 4004001 numbers; at most 1000000 are printed" in errors


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["avg_pool2d", "input=[[1,2,3,4],[5,6,7,8],[9,10,11,12],[13,14,15,16]]", "kernel_size=2"],
        ["receptive_field", 'layers=[{"kernel_size": 3}, {"kernel_size": 3}, {"kernel_size": 3}]'],
        ["rmsprop", "param=[1, 2]", "grads=[[0.5, 0.1], [0.4, 0.2]]", "lr=0.1", "centered=true"],
        ["lr_schedule", "name=plateau", "base_lr=1", "steps=5", "metrics=[1, 1, 1, 1]"],
        ["activation_derivative", "name=silu", "x=[-1.5, 0, 2]"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_line_of_a_working_is_wider_than_100_columns(run, arguments, language):
    _status, out, _err = run("--lang", language, "solve", *arguments)
    working = out.partition("\nResult" if language == "en" else "\n结果")[0]
    assert [line for line in working.splitlines() if width(line) > 100] == []


def test_the_words_beside_a_long_given_are_wrapped(run):
    kernels = ", ".join(['{"kernel_size": 3}'] * 3)
    _status, out, _err = run("solve", "receptive_field", f"layers=[{kernels}]")
    given = "  layers = [[3, 1, 1], [3, 1, 1], [3, 1, 1]]  "
    assert f"{given}the layers from the input on: objects with\n" in out
    assert "\n" + " " * len(given) + "kernel_size, stride=1, dilation=1\n" in out


def test_a_long_line_of_numbers_is_ended_behind_a_comma(run):
    _status, out, _err = run("solve", "activation_derivative", "name=silu", "x=[-1.5, 0, 2]")
    assert (
        "          = [0.182426 + (−0.273638 × (1 − 0.182426)), 0.5 + 0 × (1 − 0.5),\n"
        "            0.880797 + 1.76159 × (1 − 0.880797)]\n"
    ) in out


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("solver", chain(*chapters().values()), ids=lambda solver: solver.spec.name)
def test_no_line_of_the_catalogue_is_wider_than_100_columns(solver, language):
    before = i18n.language()
    i18n.use(language)
    try:
        assert [line for line in explained(solver.spec) if width(line) > 100] == []
    finally:
        i18n.use(before)
