"""Rows of the log as lines of JSON: what an export writes, and what a row's digest is taken of."""

from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring as quoted  # in C where Python has it
from typing import Any

from studyapp.store.log import COLUMNS

ATTEMPT = (*COLUMNS, "parameters")
TOMBSTONE = ("attempt", "device", "at")
PARAMETERS = ("hash", "body")
MARK = ("id", "device", "at", "card", "mark", "value")
"""The columns of which a line of each kind tells, in its order."""


def attempt_line(row: Sequence[Any]) -> str:
    """A row of ATTEMPT as one JSON object; its JSON columns stand in it as they are in the file."""
    (id, device, at, day, mode, card, level, seed, givens, response, score, mistakes, rating, seconds, moves,
     parameters) = row  # fmt: skip
    return (
        f'{{"kind": "attempt", "id": {quoted(id)}, "device": {quoted(device)}, "at": {quoted(at)}, '
        f'"day": {quoted(day)}, "mode": {quoted(mode)}, "card": {quoted(card)}, "level": {level}, '
        f'"seed": {seed}, "givens": {givens}, "response": {response}, '
        f'"score": {"null" if score is None else repr(float(score))}, "mistakes": {mistakes}, '
        f'"rating": {rating}, "seconds": {float(seconds)!r}, "moves_memory": {"true" if moves else "false"}, '
        f'"parameters": {quoted(parameters)}}}'
    )


def tombstone_line(row: Sequence[Any]) -> str:
    """A row of TOMBSTONE as one JSON object."""
    attempt, device, at = row
    return (
        f'{{"kind": "tombstone", "attempt": {quoted(attempt)}, "device": {quoted(device)}, '
        f'"at": {quoted(at)}}}'
    )


def parameters_line(row: Sequence[Any]) -> str:
    """A row of PARAMETERS as one JSON object."""
    hash, body = row
    return f'{{"kind": "parameters", "hash": {quoted(hash)}, "body": {body}}}'


def mark_line(row: Sequence[Any]) -> str:
    """A row of MARK as one JSON object."""
    id, device, at, card, mark, value = row
    return (
        f'{{"kind": "mark", "id": {quoted(id)}, "device": {quoted(device)}, "at": {quoted(at)}, '
        f'"card": {quoted(card)}, "mark": {quoted(mark)}, "value": {quoted(value)}}}'
    )


LINE: Mapping[str, Callable[[Sequence[Any]], str]] = {
    "attempts": attempt_line,
    "tombstones": tombstone_line,
    "parameters": parameters_line,
    "marks": mark_line,
}
"""How a row of each table becomes a line."""
