"""The marks of cards: a row for each time that one was set or taken back, and what holds now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from studyapp.domain.marks import NO_MARKS, Mark, Marks
from studyapp.store.log import time_of_text, time_text

YES = "yes"

_INSERT = (
    "INSERT INTO marks (id, device, at, card, mark, value) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)

Rows = Callable[..., "list[tuple[Any, ...]]"]


def insert_mark(connection: sqlite3.Connection, row: tuple[str, ...]) -> bool:
    """Add a row of a mark; False where it is there already."""
    return connection.execute(_INSERT, row).rowcount == 1


def value_text(kind: Mark, value: object) -> str:
    """A mark's value as the file has it; raises TypeError for one that this kind cannot have."""
    if not value:
        return ""
    if kind in (Mark.FLAG, Mark.SUSPEND) and value is True:
        return YES
    if kind is Mark.BURY and isinstance(value, date):
        return value.isoformat()
    if kind is Mark.NOTE and isinstance(value, str):
        # A terminal can hand in half a character; that must not cost the note.
        return value.encode("utf-8", "replace").decode("utf-8")
    raise TypeError(f"{value!r} is no value of the mark {kind}")


def is_value(kind: str, text: str, is_day: Callable[[object], bool]) -> bool:
    """Whether a mark of this kind can have this value in the file."""
    if kind in (Mark.FLAG, Mark.SUSPEND):
        return text in ("", YES)
    if kind == Mark.BURY:
        return text == "" or is_day(text)
    return kind == Mark.NOTE


class MarkBook:
    """What holds now, read from one file and kept.

    Marks are only ever added, so what was read once is not read again: asking costs nothing while none comes.
    """

    def __init__(self, rows: Rows) -> None:
        """`rows` reads with a query and its values."""
        self._rows = rows
        self._place = 0
        self._latest: dict[tuple[str, str], tuple[str, str, str]] = {}
        self._aliases: dict[str, str] = {}
        self._marks: Mapping[str, Marks] = MappingProxyType({})
        self._rest: tuple[Mapping[str, Marks], date, frozenset[str]] = {}, date.min, frozenset()

    def marks(self) -> Mapping[str, Marks]:
        """The marks of every card that has any, under its current id."""
        added = self._rows(
            "SELECT card, mark, at, id, value, place FROM marks WHERE place > ? ORDER BY place", self._place
        )
        for card, mark, *said, place in added:
            self._latest[card, mark] = max(self._latest.get((card, mark), ("", "", "")), tuple(said))
            self._place = place
        aliases = self._renamed() if self._latest else {}
        if added or aliases != self._aliases:
            self._aliases = aliases
            self._marks = MappingProxyType(_now(self._latest, aliases))
        return self._marks

    def resting(self, today: date) -> frozenset[str]:
        """The cards that are not asked on this study day."""
        marks = self.marks()
        known, day, cards = self._rest
        if known is not marks or day != today:
            cards = frozenset(card for card, one in marks.items() if one.rests(today))
            self._rest = marks, today, cards
        return cards

    def behind(self, card: str, mark: Mark, at: datetime) -> datetime:
        """A moment for a new mark: `at`, or, where the clock was set back, just after what it overrules."""
        latest = self._latest.get((card, mark), ("",))[0]
        return max(at, time_of_text(latest) + timedelta(microseconds=1)) if latest > time_text(at) else at

    def _renamed(self) -> dict[str, str]:
        """The current ids of those marked cards that were called otherwise when they were marked."""
        if not self._rows("SELECT 1 FROM aliases LIMIT 1"):
            return {}
        names = json.dumps(sorted({card for card, _ in self._latest}))
        return dict(
            self._rows("SELECT was, card FROM aliases WHERE was IN (SELECT value FROM json_each(?))", names)
        )


def _now(
    latest: Mapping[tuple[str, str], tuple[str, str, str]], aliases: Mapping[str, str]
) -> dict[str, Marks]:
    said: dict[str, dict[str, tuple[str, str, str]]] = {}
    for (was, mark), one in latest.items():
        of_card = said.setdefault(aliases.get(was, was), {})
        of_card[mark] = max(of_card.get(mark, one), one)
    marks = {
        card: _marks_of({mark: one[-1] for mark, one in of_card.items()}) for card, of_card in said.items()
    }
    return {card: found for card, found in marks.items() if found != NO_MARKS}


def _marks_of(values: Mapping[str, str]) -> Marks:
    until = values.get(Mark.BURY)
    return Marks(
        flag=bool(values.get(Mark.FLAG)),
        suspended=bool(values.get(Mark.SUSPEND)),
        buried_until=date.fromisoformat(until) if until else None,
        note=values.get(Mark.NOTE, ""),
    )
