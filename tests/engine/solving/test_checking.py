"""A given's check refuses just what its reading refuses, in the same words."""

import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError

NAN = float("nan")

VALUES = [
    3,
    [1, 2, 3, 6],
    [[1, 2], [3, 4]],
    [[1, 2], [3]],
    [1, [2]],
    [],
    [[]],
    [0.5, NAN],
    [1, "two"],
    "three",
    None,
    True,
    [-1, 2],
    [[[[[[[[[1]]]]]]]]],
]

GIVENS = [("batch_norm", "x"), ("batch_norm_inference", "running_var"), ("running_statistics", "batches")]


def refusal(refuse, value):
    try:
        refuse(value)
    except GivenError as error:
        return str(error)
    return None


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize(("solver", "name"), GIVENS)
def test_checking_refuses_what_reading_refuses(solver, name, value):
    given = find_solver(solver).spec.givens[name]
    assert refusal(given.check, value) == refusal(given.read, value)


def test_each_kind_of_fault_is_among_them():
    given = find_solver("batch_norm").spec.givens["x"]
    assert refusal(given.check, [1, 2, 3, 6]) is None
    assert "one length and depth" in refusal(given.check, [[1, 2], [3]])
    assert "at least one number" in refusal(given.check, [])
    assert "nested too deeply" in refusal(given.check, [[[[[[[[[1]]]]]]]]])
    variances = find_solver("batch_norm_inference").spec.givens["running_var"]
    assert "must be a number with" in refusal(variances.check, [-1, 2])


@pytest.mark.parametrize(
    ("solver", "inputs", "sentence"),
    [
        ("softmax", {"x": [1, 2], "axis": 1e308}, "axis is 10^308…; it must be an axis of x, from -1 to 0"),
        (
            "log_softmax",
            {"x": [1, 2], "axis": -(10**41)},
            "axis is -10^41…; it must be an axis of x, from -1 to 0",
        ),
        (
            "conv2d",
            {"input": [[1]], "weight": [[1]], "groups": 10**50},
            "groups is 10^50…; it must divide the channels of input, 1",
        ),
    ],
)
def test_a_sentence_writes_out_no_number_of_hundreds_of_digits(solver, inputs, sentence):
    with pytest.raises(GivenError) as refused:
        find_solver(solver)(**inputs).result_value()
    assert str(refused.value) == sentence
