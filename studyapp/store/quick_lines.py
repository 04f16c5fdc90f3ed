"""Reading the lines that we write ourselves: one pattern, which takes a quarter of a JSON parser's time.

What the pattern matches is a line exactly as `lines.attempt_line` gives it: no escapes, no spare blanks,
numbers as Python writes them. So its JSON columns are taken as they stand, and its digest is that of the line
itself. For every other line there is `arriving`, which gives the same row for the same meaning.
"""

import re
from typing import Any

_TEXT = r'"[^"\\\x00-\x1f]*"'
_WHOLE = r"(?:0|-?[1-9][0-9]{0,17})"
_DECIMAL = r"[0-9]+\.[0-9]+"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
_FRACTION = r'\{"fraction": "-?[0-9]+(?:/[1-9][0-9]*)?"\}'
_GIVEN = rf"(?:{_TEXT}|{_WHOLE}|true|false|null|{_FRACTION})"


def _object(value: str) -> str:
    return rf"\{{(?:{_TEXT}: {value}(?:, {_TEXT}: {value})*)?\}}"


_LINE = re.compile(
    r'\{"kind": "attempt", "id": "([0-9A-Za-z-]+)", "device": "([^"\\\x00-\x1f]*)", '
    rf'"at": "({_DAY})({_TIME})", "day": "({_DAY})", "mode": "([a-z]+)", "card": "([0-9A-Za-z/_.-]+)", '
    rf'"level": ({_WHOLE}), "seed": ({_WHOLE}), "givens": ({_object(_GIVEN)}), '
    rf'"response": ({_object(_TEXT)}), "score": (null|{_DECIMAL}), '
    rf'"mistakes": (\[(?:{_TEXT}(?:, {_TEXT})*)?\]), "rating": ([1-4]), "seconds": ({_DECIMAL}), '
    r'"moves_memory": (true|false), "parameters": "([0-9a-f]*)"\}'
)

_MOVES = {"true": 1, "false": 0}


def row_of_line(line: str) -> tuple[Any, ...] | None:
    """The row of an attempt's line without its line break; None where another reader has to look at it.

    Its days and its mode are texts that only look like such.
    """
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    (id, device, on, time, day, mode, card, level, seed, givens, response, score, mistakes, rating, seconds,
     moves, parameters) = match.groups()  # fmt: skip
    took = float(seconds)
    earned = None if score == "null" else float(score)
    if repr(took) != seconds or (earned is not None and repr(earned) != score):
        return None
    return (
        id, device, on + time, day, mode, card, int(level), int(seed), givens, response, earned, mistakes,
        int(rating), took, _MOVES[moves], parameters,
    )  # fmt: skip
