"""Reading the lines that we write ourselves: one pattern over many of them, and then column by column.

What the pattern matches is a line exactly as `lines.attempt_line` gives it: no escapes, no spare blanks,
numbers as Python writes them. So its JSON columns are taken as they stand, and its digest is that of the line
itself. For every other line there is `arriving`, which gives the same row for the same meaning.
"""

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple

_TEXT = r'"[^"\\\x00-\x1f]*+"'
_WHOLE = r"(?:0|-?[1-9][0-9]{0,17}+)"
_DECIMAL = r"(?:0|[1-9][0-9]*+)\.(?:[0-9]*+(?<=[1-9])|0)"  # no spare zeros
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
_FRACTION = r'\{"fraction": "-?[0-9]++(?:/[1-9][0-9]*+)?"\}'
_GIVEN = rf"(?:{_TEXT}|{_WHOLE}|true|false|null|{_FRACTION})"


def _object(value: str) -> str:
    return rf"\{{(?:{_TEXT}: {value}(?:, {_TEXT}: {value})*+)?+\}}"


_LINE = re.compile(
    r'^\{"kind": "attempt", "id": "([0-9A-Za-z-]++)", "device": "([^"\\\x00-\x1f]*+)", '
    rf'"at": "({_DAY}{_TIME})", "day": "({_DAY})", "mode": "([a-z]++)", "card": "([0-9A-Za-z/_.-]++)", '
    rf'"level": ({_WHOLE}), "seed": ({_WHOLE}), "givens": ({_object(_GIVEN)}), '
    rf'"response": ({_object(_TEXT)}), "score": (null|{_DECIMAL}), '
    rf'"mistakes": (\[(?:{_TEXT}(?:, {_TEXT})*+)?+\]), "rating": ([1-4]), "seconds": ({_DECIMAL}), '
    r'"moves_memory": (true|false), "parameters": "([0-9a-f]*+)"\}$',
    re.MULTILINE,
)

_WHOLES = {"1": 1, "2": 2, "3": 3, "4": 4, "true": 1, "false": 0}
_date_of = itemgetter(slice(10))

MOST_SECONDS = 1e10
"""That an answer can have taken: more than any clock jumps, and few enough for sums of a log."""

SHORT, SMALL = 15, 0.001
"""A decimal of up to so many characters, and not below this, is as Python writes it if it has no spare zeros:
no two of them are one number."""


class Found(NamedTuple):
    """Attempts, and what in them only looks as it should."""

    rows: list[tuple[Any, ...]]
    days: set[str]
    modes: set[str]


def quick_rows(text: str) -> Found:
    """The attempts of these lines; as many as there are lines, or another reader has to look at them."""
    found = _LINE.findall(text)
    if not found:
        return Found([], set(), set())
    (id, device, at, day, mode, card, level, seed, givens, response, score, mistakes, rating, seconds, moves,
     parameters) = zip(*found, strict=True)  # fmt: skip
    earned = {text: None if text == "null" else float(text) for text in set(score)}
    took = list(map(float, seconds))
    if not (
        all(value is None or repr(value) == text for text, value in earned.items())
        and _are_as_python_writes_them(seconds, took)
        and max(took) <= MOST_SECONDS
    ):
        return Found([], set(), set())
    rows = zip(
        id, device, at, day, mode, card, map(int, level), map(int, seed), givens, response,
        map(earned.__getitem__, score), mistakes, map(_WHOLES.__getitem__, rating), took,
        map(_WHOLES.__getitem__, moves), parameters, strict=True,
    )  # fmt: skip
    return Found(list(rows), {*day, *map(_date_of, at)}, set(mode))


def _are_as_python_writes_them(texts: Sequence[str], numbers: list[float]) -> bool:
    is_plain = max(map(len, texts)) <= SHORT and min(numbers) >= SMALL
    return is_plain or list(map(repr, numbers)) == list(texts)
