"""What is drawn or fixed in a problem: read for the engine, each value held to what the solver takes."""

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from studyapp.domain.value import Value
from studyapp.engine.problems.problem import Choices, Range, Vary
from studyapp.engine.problems.sampling import count
from studyapp.engine.solving.givens import Given, givens_of
from studyapp.engine.solving.inputs import shown
from studyapp.errors import GivenError
from studyapp.messages import Message
from studyapp.packs.problems.schema import Chosen, Ranged
from studyapp.packs.report import Spot

MOST_ELEMENTS = 4096
MOST_VALUES = 2**32


def vary_of(how: Ranged | Chosen, given: Given | None, spot: Spot) -> Vary | None:
    """What to draw, or None with its faults told."""
    before = len(spot.report.faults)
    made = _range(how, spot) if isinstance(how, Ranged) else _choices(how, given)
    if made is not None:
        _check_shape(made, spot)
    if len(spot.report.faults) == before and made is not None and given is not None:
        for value, *within in _extremes(made):
            check_value(_nested(value, made.shape), given, spot, *within)
    return made if len(spot.report.faults) == before else None


def fixed_value(value: Any, given: Given | None, spot: Spot) -> Value:
    """A constant as the solver takes it; told when it does not take it."""
    read: Value = _as_records(value, given)
    if given is not None:
        check_value(read, given, spot)
    return read


def check_value(value: Value, given: Given, spot: Spot, *within: str | int) -> None:
    """Tell when the solver refuses a value, which stands here or within, there with `of:` or without."""
    try:
        given.check(value)
    except GivenError as error:
        if within[:1] == ("of",) and isinstance(spot.data, list):
            within = within[1:]
        spot.at(*within).fault(error.message)


def _range(how: Ranged, spot: Spot) -> Range | None:
    if how.step <= 0:
        spot.at("step").fault(Message("must be more than 0, is {value}", value=how.step))
        return None
    if how.to < how.start:
        spot.at("to").fault(
            Message("must be at least from ({start}), is {value}", start=how.start, value=how.to)
        )
        return None
    return Range(how.start, how.to, how.step, tuple(how.shape), how.distinct)


def _choices(how: Chosen, given: Given | None) -> Choices:
    return Choices(tuple(_as_records(value, given) for value in how.of), tuple(how.shape), how.distinct)


def _check_shape(made: Vary, spot: Spot) -> None:
    size = prod(made.shape)
    if count(made) > MOST_VALUES:
        spot.fault(
            Message(
                "has {count} values to draw from; the most is {most}",
                count=shown(count(made)),
                most=MOST_VALUES,
            )
        )
    elif made.distinct and not made.shape:
        spot.at("distinct").fault(
            Message("only the elements of a list can be distinct; give a shape, such as shape: [4]")
        )
    elif size > MOST_ELEMENTS:
        spot.at("shape").fault(
            Message("must have at most {most} elements, has {count}", most=MOST_ELEMENTS, count=size)
        )
    elif made.distinct and (options := count(made)) < size:
        spot.at("distinct").fault(
            Message(
                "{count} different values are asked for and there are {options}", count=size, options=options
            )
        )


def _extremes(made: Vary) -> Iterator[tuple[Any, ...]]:
    """The values that tell whether a solver takes them all, each with the way to where it is written.

    They are every choice, or the ends and the first step.
    """
    if isinstance(made, Choices):
        for index, value in enumerate(made.values):
            yield value, "of", index
        return
    last = made.start + (count(made) - 1) * made.step
    yield made.start, "from"
    if last != made.start:
        yield made.start + made.step, "step"
        yield last, "to"


def _nested(value: Value, shape: tuple[int, ...]) -> Value:
    for side in reversed(shape):
        value = (value,) * side
    return value


def _as_records(value: Any, given: Given | None) -> Any:
    """Records written as mappings (layers, say) as plain lists of their values, in the solver's order."""
    if given is None or given.record is None or not isinstance(value, tuple):
        return value
    fields: Mapping[str, Given] = givens_of(given.record)
    return tuple(
        tuple(entry.get(name, field.default) for name, field in fields.items())
        if isinstance(entry, dict)
        and {name for name, field in fields.items() if field.required} <= {*entry} <= {*fields}
        else entry
        for entry in value
    )
