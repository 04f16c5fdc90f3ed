"""Lines of JSON on their way into the log: read strictly, each a row or a fault with its number."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from operator import itemgetter
from typing import Any, TextIO

from studyapp.domain.attempt import Mode
from studyapp.errors import StoreError, StudyError
from studyapp.i18n import N_
from studyapp.store.digests import digests_of, row_digest
from studyapp.store.lines import ATTEMPT, MARK
from studyapp.store.log import json_text
from studyapp.store.marks import is_value
from studyapp.store.parameters import hash_of, is_sound
from studyapp.store.quick_lines import MOST_SECONDS, quick_rows

Row = tuple[Any, ...]

AT_ONCE = 1 << 16
"""Characters that are read together: their rows are few enough to stay near the processor."""

LARGEST = 2**63
"""Whole numbers in the file have 64 bits."""

_MODES = frozenset(Mode)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")
_FIELDS = itemgetter(*ATTEMPT)

LAST_YEAR = 9000
"""What is answered later than this comes back when there is no date any more."""

MOST_DAYS = 100_000
"""Days that are remembered: more than lives have, and few enough whatever a file says."""


_FRACTION = re.compile(r"-?[0-9]+(/0*[1-9][0-9]*)?")


@dataclass(slots=True)
class Rows:
    """Some rows of a history, by table."""

    parameters: list[Row] = field(default_factory=list)
    attempts: list[Row] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    """Of these attempts, one each, where they are known already; else none at all."""
    tombstones: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)


class LineError(StudyError):
    """What is wrong with one line."""


def rows_of_lines(source: TextIO, name: object) -> Iterator[Rows]:
    """The rows of its lines, some at a time; raises StoreError at the first that is none, by its number."""
    number = 0
    for text in _whole_lines(source):
        rows = Rows()
        if not _take_usual(text, rows):
            _read_each(text, number, name, rows)
        yield rows
        number += text.count("\n")


def _whole_lines(source: TextIO) -> Iterator[str]:
    begun: list[str] = []
    while some := source.read(AT_ONCE):
        lines, line_break, rest = some.rpartition("\n")
        if line_break:
            yield "".join((*begun, lines, line_break))
            begun = [rest]
        else:
            begun.append(some)
    if last := "".join(begun):
        yield last


def _take_usual(text: str, rows: Rows) -> bool:
    """Take in lines that are all attempts as we write them; False, and nothing taken in, where one is not."""
    lines = text.removesuffix("\n")
    found = quick_rows(lines)
    if len(found.rows) != lines.count("\n") + 1:
        return False
    if not (found.modes <= _MODES and all(map(_is_day, found.days))):
        return False
    rows.attempts += found.rows
    rows.digests += digests_of(lines)
    return True


def _read_each(text: str, before: int, name: object, rows: Rows) -> None:
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=before + 1):
        if not _take_usual(line, rows) and line.strip():
            try:
                _take(_object(line), rows)
            except LineError as wrong:
                raise StoreError(
                    "{path}, line {line}: {reason}; nothing was taken in",
                    path=name,
                    line=number,
                    reason=wrong,
                ) from wrong


def _object(line: str) -> dict[str, Any]:
    try:
        found = _decode(line)
    except (ValueError, RecursionError) as error:
        raise LineError("this is not valid JSON; is the file whole?") from error
    if not isinstance(found, dict):
        raise LineError("this is not an object with a kind")
    return found


def _no_number(_: str) -> None:
    raise ValueError


_decode = json.JSONDecoder(parse_constant=_no_number).decode


def _take(found: dict[str, Any], rows: Rows) -> None:
    kind = found.get("kind")
    if kind == "attempt":
        row = _attempt(found)
        rows.attempts.append(row)
        rows.digests.append(row_digest("attempts", row))
    elif kind == "tombstone":
        rows.tombstones.append(_tombstone(found))
    elif kind == "parameters":
        rows.parameters.append(_parameters(found))
    elif kind == "mark":
        rows.marks.append(_mark(found))
    else:
        raise LineError("its kind is none of parameters, attempt, tombstone and mark")


def _attempt(found: dict[str, Any]) -> Row:
    if len(found) != len(ATTEMPT) + 1:
        raise LineError("an attempt has other fields than these")
    try:
        (id, device, at, day, mode, card, level, seed, givens, response, score, mistakes, rating, seconds,
         moves, parameters) = _FIELDS(found)  # fmt: skip
    except KeyError as error:
        raise LineError("an attempt has other fields than these") from error
    if not _is_moment(at):
        raise LineError("its time is not one in UTC to the microsecond, like 2026-03-02T12:00:00.000000Z")
    if not _is_day(day):
        raise LineError("its day is none, like 2026-03-02")
    if not isinstance(mode, str) or mode not in _MODES:
        raise LineError("its mode is not known to this studyapp; a newer one may have written it")
    if type(rating) is not int or not 1 <= rating <= 4:
        raise LineError("its rating is not a whole number from 1 to 4")
    if not (
        _is_name(id)
        and _is_name(card)
        and _is_text(device)
        and _is_text(parameters)
        and _is_whole(level)
        and _is_whole(seed)
        and type(givens) is type(response) is dict
        and (not givens or all(map(_is_given, givens.values())))
        and (not response or _are_texts(response.values()))
        and type(mistakes) is list
        and (not mistakes or _are_texts(mistakes))
        and (score is None or _is_number(score))
        and _is_number(seconds)
        and 0 <= seconds <= MOST_SECONDS
        and type(moves) is bool
    ):
        raise LineError(STRANGE)
    return (
        id, device, at, day, mode, card, level, seed, json_text(givens), json_text(response),
        None if score is None else _float(score), json_text(mistakes), rating, _float(seconds), int(moves),
        parameters,
    )  # fmt: skip


def _tombstone(found: dict[str, Any]) -> Row:
    if found.keys() != {"kind", "attempt", "device", "at"}:
        raise LineError("a tombstone has other fields than these")
    row = (found["attempt"], found["device"], found["at"])
    if not (_is_name(row[0]) and _is_text(row[1]) and _is_moment(row[2])):
        raise LineError(STRANGE)
    return row


def _mark(found: dict[str, Any]) -> Row:
    if found.keys() != {"kind", *MARK}:
        raise LineError("a mark has other fields than these")
    id, device, at, card, mark, value = row = tuple(found[name] for name in MARK)
    if not (
        _is_name(id)
        and _is_name(card)
        and _is_text(device)
        and _is_text(value)
        and _is_moment(at)
        and is_value(mark, value, _is_day)
    ):
        raise LineError(STRANGE)
    return row


def _parameters(found: dict[str, Any]) -> Row:
    if found.keys() != {"kind", "hash", "body"}:
        raise LineError("parameters have other fields than these")
    text = json.dumps(found["body"], sort_keys=True)
    if hash_of(text) != found["hash"]:
        raise LineError("these parameters are not those that their hash was made of")
    if not is_sound(text):
        raise LineError(
            "under these parameters nothing can be scheduled; a newer studyapp may have written them"
        )
    return found["hash"], text


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isprintable()


def _is_text(value: object) -> bool:
    """Whether it is a text without half characters, which no file can hold."""
    return isinstance(value, str) and (value.isascii() or value == value.encode("utf-8", "replace").decode())


def _is_whole(value: object) -> bool:
    return type(value) is int and -LARGEST <= value < LARGEST


def _is_number(value: object) -> bool:
    if type(value) is float:
        return isfinite(value)
    return type(value) is int and -LARGEST <= value < LARGEST


def _float(number: float) -> float:
    return float(number) + 0.0  # SQLite keeps no negative zero


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and _MOMENT.fullmatch(value) is not None and _is_day(value[:10])


def _is_day(value: object) -> bool:
    return isinstance(value, str) and _DAYS[value]


class _Days(dict[str, bool]):
    """Which texts are days; a history has few, and each comes often."""

    def __missing__(self, text: str) -> bool:
        try:
            known = len(text) == 10 and date.fromisoformat(text).year < LAST_YEAR
        except ValueError:
            known = False
        if len(self) < MOST_DAYS:
            self[text] = known
        return known


_DAYS = _Days()


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(text, str) for text in values)


def _is_given(value: object) -> bool:
    if isinstance(value, dict):
        return value.keys() == {"fraction"} and bool(_FRACTION.fullmatch(str(value["fraction"])))
    if isinstance(value, list):
        return all(map(_is_given, value))
    return True


STRANGE = N_("a field of it has a value that it cannot have")
