"""Grading as tests of it say it: one part's grade, an answer as it is typed, a problem asked otherwise."""

import json
from dataclasses import replace

import pytest

from studyapp.domain.value import to_json
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.problem import Problem


@pytest.fixture(scope="session")
def typed():
    """A value in full precision, as `generate` hands it on."""
    return lambda value: "never" if value is None else json.dumps(to_json(value))


@pytest.fixture(scope="session")
def one():
    """The grade of one part, the others left blank."""

    def graded(problem, variant, response, part=None):
        name = part or next(iter(variant.answers))
        return grade(problem, variant, {name: response}).parts[name]

    return graded


@pytest.fixture(scope="session")
def with_parts():
    """The same problem, asking for other parts."""
    return lambda problem, *parts: Problem(
        id=problem.id, solver=problem.solver, levels={1: replace(problem.levels[1], parts=parts)}
    )
