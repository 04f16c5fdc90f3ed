"""The attempt log: attempts to rows and back, tombstones, and everything as records without loss."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from json.encoder import encode_basestring as quoted  # in C where Python has it
from typing import Any

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.rating import Rating
from studyapp.domain.value import Value

COLUMNS = (
    "id", "device", "at", "day", "mode", "card", "level", "seed", "givens", "response",
    "score", "mistakes", "rating", "seconds", "moves_memory",
)  # fmt: skip

_INSERT = (
    f"INSERT INTO attempts ({', '.join(COLUMNS)}, parameters) "
    f"VALUES ({', '.join('?' * (len(COLUMNS) + 1))}) ON CONFLICT (id) DO NOTHING"
)

_TAKE_BACK = (
    "INSERT INTO tombstones (attempt, device, at) SELECT ?1, ?2, ?3 "
    "WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE attempt = ?1)"
)

_MOVING = (Mode.STUDY, Mode.QUIZ, Mode.RESET)


def row_of_attempt(attempt: Attempt, day: date, parameters: str) -> tuple[Any, ...]:
    """An attempt of a study day as a row of COLUMNS and `parameters`."""
    return (
        attempt.id,
        attempt.device,
        time_text(attempt.at),
        day.isoformat(),
        attempt.mode.value,
        attempt.card,
        attempt.level,
        attempt.seed,
        values_text(attempt.givens),
        response_text(attempt.response),
        None if attempt.score is None else float(attempt.score),
        json_text(attempt.mistakes),
        int(attempt.rating),
        float(attempt.seconds),
        int(moves_memory(attempt)),
        parameters,
    )


def insert_attempt(connection: sqlite3.Connection, row: tuple[Any, ...]) -> bool:
    """Add a row of an attempt to the log; False where it is there already."""
    return connection.execute(_INSERT, row).rowcount == 1


def insert_tombstone(connection: sqlite3.Connection, row: tuple[str, str, str]) -> bool:
    """Take an attempt back, on this device at this moment; False where it is taken back already."""
    return connection.execute(_TAKE_BACK, row).rowcount == 1


def moves_memory(attempt: Attempt) -> bool:
    """Whether the memory learns from it: a drill, an exam and a preview never move it."""
    return attempt.moves_memory and attempt.mode in _MOVING


def attempt_of_row(row: tuple[Any, ...]) -> Attempt:
    """An attempt from a row of COLUMNS."""
    found: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    return Attempt(
        **{name: _READERS[name](value) if name in _READERS else value for name, value in found.items()}
    )


def time_text(at: datetime) -> str:
    """A moment as the file has it: UTC, to the microsecond, of one length."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def time_of_text(text: str) -> datetime:
    """A moment from the file."""
    return datetime.fromisoformat(text)


def values_text(values: Mapping[str, Value]) -> str:
    """Givens as JSON from which the same values come back: a fraction is `{"fraction": "7/3"}`."""
    pairs = [
        f"{quoted(name)}: {value if type(value) is int else _encode(value)}" for name, value in values.items()
    ]
    return _whole(f"{{{', '.join(pairs)}}}")


def response_text(response: Mapping[str, str]) -> str:
    """A response as JSON, what was typed by field."""
    pairs = [f"{quoted(name)}: {quoted(text)}" for name, text in response.items()]
    return _whole(f"{{{', '.join(pairs)}}}")


def values_of_text(text: str) -> dict[str, Value]:
    """Givens from the file."""
    return {name: _from_json(value) for name, value in json.loads(text).items()}


def json_text(value: object) -> str:
    """A value as the JSON that the file has of it."""
    if not value:  # most cards have neither givens nor mistakes
        return "{}" if isinstance(value, Mapping) else "[]"
    return _whole(_encode(value))


def _whole(text: str) -> str:
    # A terminal can hand in half a character; that must not cost the answer it came with.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _to_json(value: object) -> object:
    if isinstance(value, Fraction):
        return {"fraction": str(value)}
    raise TypeError(f"{value!r} is no value of a given")


_encode = json.JSONEncoder(ensure_ascii=False, default=_to_json).encode


def _from_json(value: object) -> Value:
    if isinstance(value, dict):
        return Fraction(value["fraction"])
    if isinstance(value, list):
        return tuple(_from_json(item) for item in value)
    assert value is None or isinstance(value, bool | int | float | str)
    return value


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "at": time_of_text,
    "day": date.fromisoformat,
    "mode": Mode,
    "givens": values_of_text,
    "response": json.loads,
    "mistakes": lambda text: tuple(json.loads(text)),
    "rating": Rating,
    "moves_memory": bool,
}
