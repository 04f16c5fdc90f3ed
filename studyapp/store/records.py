"""The log as records: plain objects for other programs, from which the same rows could be made again."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from studyapp.store.log import COLUMNS
from studyapp.store.store import Store

_JSON_COLUMNS = ("givens", "response", "mistakes")


def records(store: Store) -> Iterator[Mapping[str, object]]:
    """Parameters, then attempts in the order (time, id), those that were taken back too, then tombstones."""
    for hash_, body in store.rows("SELECT hash, body FROM parameters ORDER BY hash"):
        yield {"kind": "parameters", "hash": hash_, "body": json.loads(body)}
    names = (*COLUMNS, "parameters")
    for row in store.rows(f"SELECT {', '.join(names)} FROM attempts ORDER BY at, id"):
        yield {"kind": "attempt"} | _attempt(dict(zip(names, row, strict=True)))
    for attempt, device, at in store.rows("SELECT attempt, device, at FROM tombstones ORDER BY at, attempt"):
        yield {"kind": "tombstone", "attempt": attempt, "device": device, "at": at}


def _attempt(row: dict[str, Any]) -> dict[str, object]:
    return (
        row
        | {name: json.loads(row[name]) for name in _JSON_COLUMNS}
        | {"moves_memory": bool(row["moves_memory"])}
    )
