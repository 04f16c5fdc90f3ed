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


def wrong_values(each):
    """Whatever the given must refuse."""
    absent = [None] if each.default is not None else []
    return [*WRONG[each.kind.name], *out_of_range(each), *out_of_shape(each), *absent]


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


# A test a solver: nearly five thousand by themselves would take longer to hand out than to run.
@every_solver
def test_bad_input_is_refused_in_a_sentence_that_names_it(solver, good_inputs):
    tried = [
        (name, wrong, misdone(solver, good_inputs(solver), name, wrong))
        for name, each in solver.spec.givens.items()
        for wrong in wrong_values(each)
    ]
    assert len(tried) > len(solver.spec.givens)
    assert [each for each in tried if each[-1]] == []


def misdone(solver, good, name, wrong):
    """What is amiss in how a wrong value for `name` is met; nothing where it is refused as it should be."""
    try:
        value = solver(**{**good, name: wrong}).result_value()
    except GivenError as refused:
        sentence = str(refused)
        named = re.split(r"[.\[]", refused.parameter)[0] == name and sentence.startswith(name)
        sound = named and len(sentence) < 250 and "\n" not in sentence
        return None if sound else f"refused for {refused.parameter}: {sentence}"
    return f"taken, for {value}"


@pytest.mark.parametrize("huge", [10**9, 10**12, 10**40, 10**400])
@every_solver
def test_huge_numbers_are_worked_exactly_or_refused_at_once(solver, huge, good_inputs):
    inputs = good_inputs(solver)
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
