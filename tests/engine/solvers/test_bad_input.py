"""What every solver refuses, and how: each parameter with values of a wrong type, range or shape."""

import math
import re

import pytest

from studyapp.engine.registry import all_solvers
from studyapp.engine.solving.solver import is_finite
from studyapp.errors import GivenError
from tests.engine.solvers.plainly import flat

every_solver = pytest.mark.parametrize(
    "solver", [pytest.param(solver, id=solver.spec.name) for solver in all_solvers()]
)


WRONG = {
    "integer": ["three", 2.5, True, math.nan, math.inf, [3], {}, "3"],
    "number": ["three", True, math.nan, math.inf, -math.inf, [3], {}],
    "boolean": [1, 0, "true", [True], 0.0],
    "choice": ["no such choice", 3, True, [], math.nan],
    "pair": ["same", 2.5, True, math.nan, [3], [3, 3, 3], [3, 2.5], [True, 3], [3, math.inf], {}],
    "integers": [3, [], [2.5], [True], "3", [math.nan], ["a"], [[3]], {}],
    "array": [
        [],
        [[]],
        [1, []],
        [1, [2]],
        [[1], [2, 3]],
        [True],
        ["a"],
        [math.nan],
        [None],
        math.inf,
        {},
        "x",
    ],
    "arrays": [[], 3, "x", [[]], [["a"]], [[math.nan, 1]], {}],
    "whole array": [
        math.nan,
        math.inf,
        [math.nan],
        [10**40],
        True,
        [],
        [[]],
        [1, []],
        [1, [2]],
        [[1], [2, 3]],
        [True],
        ["a"],
        [2.5],
        2.5,
        [None],
        {},
        "x",
    ],
    "array or arrays": [
        [],
        [[]],
        [[1], []],
        [True],
        ["a"],
        [[1], ["a"]],
        math.nan,
        [math.inf],
        {},
        "x",
        True,
    ],
    "numbers": [3, [], [True], "3", [math.nan], [math.inf], ["a"], [[3]], {}],
    "factors": ["same", True, math.nan, [3], [3, 3, 3], [True, 3], [3, math.inf], {}, "2"],
    "records": [[], 3, "x", [3], [{}], [True], [{"no such field": 1}], [[]], {}],
}


def refusals():
    for solver in all_solvers():
        for name, each in solver.spec.givens.items():
            absent = [None] if each.default is not None else []
            wrong = [*WRONG[each.kind.name], *out_of_range(each), *out_of_shape(each), *absent]
            for at, value in enumerate(wrong):
                yield pytest.param(solver, name, value, id=f"{solver.spec.name}-{name}-{at}")


def out_of_shape(each):
    """Lists too deep for the given, or of another length than it must have."""
    found = [[[[[[[[[[1]]]]]]]]]]
    if each.kind.name in ("array", "whole array") and each.shape.ndim is not None:
        found += [nested_in(1, axes) for axes in range(6) if axes not in each.shape.ndim]
    if each.shape.length is not None:
        found += [[1] * (each.shape.length + 1), [1] * (each.shape.length - 1)]
    return found


def nested_in(value, axes):
    for _ in range(axes):
        value = [value]
    return value


def out_of_range(each):
    bounds, found = each.bounds, []
    if bounds.ge is not None:
        found += [bounds.ge - 1, -(10**40)]
    if bounds.le is not None:
        found += [bounds.le + 1, 10**40]
    match each.kind.name:
        case "integers":
            return [[value] * (each.shape.length or 2) for value in found]
        case "pair":
            return [*found, *([value, value] for value in found)]
        case "array":
            return [*found, *([value, value] for value in found)]
    return found


@pytest.mark.parametrize(("solver", "name", "wrong"), refusals())
def test_bad_input_is_refused_in_a_sentence_that_names_it(solver, name, wrong, good_inputs):
    with pytest.raises(GivenError) as refused:
        solver(**{**good_inputs[solver], name: wrong}).result_value()
    sentence = str(refused.value)
    assert re.split(r"[.\[]", refused.value.parameter)[0] == name
    assert sentence.startswith(name)
    assert len(sentence) < 250
    assert "\n" not in sentence


@pytest.mark.parametrize("huge", [10**9, 10**12, 10**40, 10**400])
@every_solver
def test_huge_numbers_are_worked_exactly_or_refused_at_once(solver, huge, good_inputs):
    inputs = good_inputs[solver]
    for name, each in solver.spec.givens.items():
        if each.kind.name in ("integer", "number", "pair"):
            result = outcome(solver, {**inputs, name: huge})
            assert isinstance(result, GivenError) or all(
                value is None or is_finite(value) for value in flat(result)
            )


def outcome(solver, inputs):
    try:
        return solver(**inputs).result_value()
    except GivenError as refused:
        return refused
