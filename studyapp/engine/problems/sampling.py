"""Chance that never changes: values drawn from a counter hashed with BLAKE2b, no NumPy and no state.

The same problem, level, seed, try and name give the same value for ever, on every machine; names do not
disturb each other, so that a problem that gains a given keeps the others' values. Changing anything here
changes every variant ever drawn: then the "v1" below has to change with it.
"""

import math
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from studyapp.domain.value import Value
from studyapp.engine.problems.problem import Choices, Vary
from studyapp.errors import DrawError

_WORD = 8
_WORDS = 1 << (8 * _WORD)


def stream(problem: str, level: int, seed: int, attempt: int, name: str) -> Iterator[int]:
    """Whole numbers of 64 bits for one name of one try: as many as are asked for."""
    key = f"v1|{problem}|{level}|{seed}|{attempt}|{name}"
    block = 0
    while True:
        digest = blake2b((f"{key}|{block}" if block else key).encode()).digest()
        for start in range(0, len(digest), _WORD):
            yield int.from_bytes(digest[start : start + _WORD], "big")
        block += 1


def below(bound: int, words: Iterator[int]) -> int:
    """A whole number below `bound`, each equally likely; words past the last full round are rejected."""
    last = _WORDS - _WORDS % bound
    for word in words:
        if word < last:
            return word % bound
    raise AssertionError("a stream does not end")


def count(how: Vary) -> int:
    """How many values one element can take."""
    if isinstance(how, Choices):
        return len(_options(how))
    return max(0, (how.end - how.start) // how.step + 1)


def sample(name: str, how: Vary, words: Iterator[int]) -> Value:
    """One drawn value: a number or a choice, or nested tuples of them where there is a shape.

    Raises DrawError where there are too few values, or too many, to choose from.
    """
    options = count(how)
    size = math.prod(how.shape)
    if options < 1 or options >= _WORDS:
        raise DrawError(
            "{name} cannot be drawn: it has {options} values to choose from", name=name, options=options
        )
    if not how.shape and not how.distinct:
        return option(how, below(options, words))
    if not how.distinct:
        return shaped([option(how, below(options, words)) for _ in range(size)], how.shape)
    if options < size:
        raise DrawError(
            "{name} cannot be drawn: {size} different values are asked and there are {options}",
            name=name,
            size=size,
            options=options,
        )
    return shaped([option(how, place) for place in _different(options, size, words)], how.shape)


def _different(options: int, size: int, words: Iterator[int]) -> list[int]:
    """So many different places out of the options, each order equally likely."""
    drawn: list[int] = []
    for left in range(options, options - size, -1):
        place = below(left, words)
        for taken in sorted(drawn):  # the place is counted among those still free
            place += place >= taken
        drawn.append(place)
    return drawn


def _options(how: Choices) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(how.values)) if how.distinct else how.values


def option(how: Vary, place: int) -> Value:
    """The value at a place, counted from 0, of those that one element can take."""
    if isinstance(how, Choices):
        return _options(how)[place]
    value = how.start + place * how.step
    return value if isinstance(value, int) else value.numerator if value.denominator == 1 else value


def shaped(elements: Sequence[Value], shape: tuple[int, ...]) -> Value:
    """The elements, row by row, as nested tuples; the one element where there is no shape."""
    if not shape:
        return elements[0]
    if len(shape) == 1:
        return tuple(elements)
    each = len(elements) // shape[0]
    return tuple(shaped(elements[start : start + each], shape[1:]) for start in range(0, len(elements), each))
