"""Givens for any solver, drawn from what its own spec says of their kinds and ranges."""

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st

from studyapp.engine.solving.givens import givens_of
from studyapp.errors import GivenError
from tests.engine.solvers.strategies import STRATEGIES

NUMBERS = [-3, -1.5, -0.5, 0, 0.001, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1, 1.5, 2, 3, 10]
ENTRIES = [-4, -2.5, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 2, 2.5, 3, 6]


class Sides:
    """The lengths of the axes that the arrays of one example share, so that they fit together."""

    def __init__(self, draw):
        self.samples, self.channels = draw(st.integers(1, 4)), draw(st.integers(1, 3))
        self.image = (draw(st.integers(1, 2)), draw(st.integers(1, 2)))
        self.free_axes = draw(st.integers(0, 2))

    def shape(self, axes):
        whole = (self.samples, self.channels, *self.image)
        return whole[:axes]


@st.composite
def inputs_for(draw, solver):
    """Inputs of the right kinds and ranges; they may still be refused because they don't fit together."""
    sides = Sides(draw)
    return {
        name: draw(values_of(given, sides))
        for name, given in solver.spec.givens.items()
        if given.required or draw(st.integers(0, 3))
    }


def values_of(given, sides):  # noqa: PLR0912 (a kind a branch)
    match given.kind.name:
        case "integer":
            return wholes(given)
        case "number":
            return st.sampled_from([number for number in NUMBERS if given.bounds.admit(number)])
        case "boolean":
            return st.booleans()
        case "choice":
            return st.sampled_from(given.choices)
        case "pair":
            return wholes(given) | st.lists(wholes(given), min_size=2, max_size=2)
        case "integers":
            least, most = (given.shape.length,) * 2 if given.shape.length else (1, 4)
            return st.lists(st.integers(1, 12), min_size=least, max_size=most)
        case "array":
            return array_of(given, sides)
        case "whole array":
            return st.lists(wholes(given), min_size=1, max_size=4)
        case "numbers":
            least, most = (given.shape.length,) * 2 if given.shape.length else (1, 4)
            entries = [number for number in NUMBERS if given.bounds.admit(number)]
            return st.lists(st.sampled_from(entries), min_size=least, max_size=most)
        case "factors":
            return st.sampled_from([number for number in NUMBERS if given.bounds.admit(number)])
        case "array or arrays":
            return array_of(given, sides)
        case "arrays":
            axes = 1 + sides.free_axes if sides.free_axes < 2 else 4
            batch = st.integers(2, 4).flatmap(
                lambda samples: nested(given, (samples, *sides.shape(axes)[1:]))
            )
            return st.lists(batch, min_size=1, max_size=3)
        case "records":
            fields = {name: values_of(each, sides) for name, each in givens_of(given.record).items()}
            return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=4)
    raise AssertionError(f"no strategy for the kind {given.kind.name}: add one beside the kind")


def wholes(given):
    """Mostly small ones: that is where they divide one another, and where the edges are."""
    least = given.bounds.ge or 0
    return st.integers(least, least + 3) | st.integers(least, least + 24)


def array_of(given, sides):
    if given.shape.ndim is None:
        return nested(given, sides.shape(sides.free_axes))
    if set(given.shape.ndim) <= {0, 1}:
        channels = (sides.channels,) if sides.free_axes == 1 else ()
        return nested(given, channels)
    return nested(given, sides.shape({0: 1, 1: 2, 2: 4}[sides.free_axes]))


def nested(given, shape):
    entries = [entry for entry in ENTRIES if given.bounds.admit(Fraction(str(entry)))]
    values = st.sampled_from(entries)
    for length in reversed(shape):
        values = st.lists(values, min_size=length, max_size=length)
    return values


def inputs_of_solver(solver):
    """The chapter's own strategy for the solver, or one from its spec."""
    name = solver.spec.name
    return STRATEGIES[name] if name in STRATEGIES else inputs_for(solver)


@pytest.fixture(scope="session")
def inputs_of():
    return inputs_of_solver


few = settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@pytest.fixture(scope="session")
def good_inputs():
    """One set of givens with which a solver works; the same each time it is asked for."""
    return cache(some_inputs)


def some_inputs(solver):
    def works(inputs):
        try:
            solver(**inputs)
        except GivenError:
            return False
        return True

    return find(inputs_of_solver(solver), works, settings=few)
