"""Lines of JSON on their way into the log: read strictly, each a row or a fault with its number."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from math import isfinite
from typing import Any

from studyapp.domain.attempt import Mode
from studyapp.errors import StoreError, StudyError
from studyapp.i18n import N_
from studyapp.store.lines import ATTEMPT
from studyapp.store.log import json_text
from studyapp.store.memory import policy_of_text

Row = tuple[Any, ...]

AT_ONCE = 2000
"""Lines that are read together."""

LARGEST = 2**63
"""Whole numbers in the file have 64 bits."""

_MODES = frozenset(Mode)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")

_FRACTION = re.compile(r"-?[0-9]+(/0*[1-9][0-9]*)?")


@dataclass(slots=True)
class Rows:
    """Some rows of a history, by table."""

    parameters: list[Row] = field(default_factory=list)
    attempts: list[Row] = field(default_factory=list)
    tombstones: list[Row] = field(default_factory=list)


class LineError(StudyError):
    """What is wrong with one line."""


def rows_of_lines(lines: Iterable[str], name: object) -> Iterator[Rows]:
    """The rows of these lines, some at a time; raises StoreError at the first that is none, by its number."""
    number = 0
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == AT_ONCE:
            yield _read(some, number, name)
            number += len(some)
            some.clear()
    if some:
        yield _read(some, number, name)


def _read(lines: list[str], before: int, name: object) -> Rows:
    rows = Rows()
    for number, line in enumerate(lines, start=before + 1):
        if not line.strip():
            continue
        try:
            _take(_object(line), rows)
        except LineError as wrong:
            raise StoreError(
                "{path}, line {line}: {reason}; nothing was taken in",
                path=name,
                line=number,
                reason=wrong,
            ) from wrong
    return rows


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise LineError("this is not valid JSON; is the file whole?") from error
    if not isinstance(found, dict):
        raise LineError("this is not an object with a kind")
    return found


def _no_number(_: str) -> None:
    raise ValueError


def _take(found: dict[str, Any], rows: Rows) -> None:
    kind = found.get("kind")
    if kind == "attempt":
        rows.attempts.append(_attempt(found))
    elif kind == "tombstone":
        rows.tombstones.append(_tombstone(found))
    elif kind == "parameters":
        rows.parameters.append(_parameters(found))
    else:
        raise LineError("its kind is none of parameters, attempt and tombstone")


def _attempt(found: dict[str, Any]) -> Row:
    if len(found) != len(ATTEMPT) + 1:
        raise LineError("an attempt has other fields than these")
    try:
        for name, is_right in _CHECKS.items():
            if not is_right(found[name]):
                raise LineError(_REASONS.get(name, STRANGE))
        row = [found[name] for name in ATTEMPT]
    except KeyError as error:
        raise LineError("an attempt has other fields than these") from error
    row[_GIVENS] = json_text(found["givens"])
    row[_RESPONSE] = json_text(found["response"])
    row[_MISTAKES] = json_text(found["mistakes"])
    if found["score"] is not None:
        row[_SCORE] = float(found["score"])
    row[_SECONDS] = float(found["seconds"])
    row[_MOVES] = int(found["moves_memory"])
    return tuple(row)


def _tombstone(found: dict[str, Any]) -> Row:
    if found.keys() != {"kind", "attempt", "device", "at"}:
        raise LineError("a tombstone has other fields than these")
    row = (found["attempt"], found["device"], found["at"])
    if not (_is_name(row[0]) and isinstance(row[1], str) and _is_moment(row[2])):
        raise LineError(STRANGE)
    return row


def _parameters(found: dict[str, Any]) -> Row:
    if found.keys() != {"kind", "hash", "body"}:
        raise LineError("parameters have other fields than these")
    text = json.dumps(found["body"], sort_keys=True)
    if blake2b(text.encode(), digest_size=16).hexdigest() != found["hash"]:
        raise LineError("these parameters are not those that their hash was made of")
    try:
        policy_of_text(text)
    except (LookupError, TypeError, ValueError) as error:
        raise LineError(STRANGE) from error
    return found["hash"], text


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isprintable()


def _is_whole(value: object) -> bool:
    return type(value) is int and -LARGEST <= value < LARGEST


def _is_number(value: object) -> bool:
    if type(value) is float:
        return isfinite(value)
    return type(value) is int and -LARGEST <= value < LARGEST


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_text_by_field(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_given(value: object) -> bool:
    if isinstance(value, dict):
        return value.keys() == {"fraction"} and bool(_FRACTION.fullmatch(str(value["fraction"])))
    if isinstance(value, list):
        return all(map(_is_given, value))
    return True


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "id": _is_name,
    "device": lambda value: isinstance(value, str),
    "at": _is_moment,
    "day": _is_day,
    "mode": lambda value: isinstance(value, str) and value in _MODES,
    "card": _is_name,
    "level": _is_whole,
    "seed": _is_whole,
    "givens": lambda value: isinstance(value, dict) and all(map(_is_given, value.values())),
    "response": _is_text_by_field,
    "score": lambda value: value is None or _is_number(value),
    "mistakes": lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value),
    "rating": lambda value: type(value) is int and 1 <= value <= 4,
    "seconds": _is_number,
    "moves_memory": lambda value: isinstance(value, bool),
    "parameters": lambda value: isinstance(value, str),
}

STRANGE = N_("a field of it has a value that it cannot have")

_REASONS = {
    "at": N_("its time is not one in UTC to the microsecond, like 2026-03-02T12:00:00.000000Z"),
    "day": N_("its day is none, like 2026-03-02"),
    "mode": N_("its mode is not known to this studyapp; a newer one may have written it"),
    "rating": N_("its rating is not a whole number from 1 to 4"),
}

_GIVENS, _RESPONSE, _SCORE, _MISTAKES, _SECONDS, _MOVES = map(
    ATTEMPT.index, ("givens", "response", "score", "mistakes", "seconds", "moves_memory")
)
