"""The log as it was counted or is to be: up to a place, without what was taken back, under given names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from studyapp.scheduling.quick import Formulas
from studyapp.store.history import COLUMNS, Row, Told, ordinal, told_by
from studyapp.store.parameters import policy_of_text
from studyapp.store.store import Store

AT_A_TIME = 2000
"""Cards whose attempts are read at once."""

MEMORY = "stability, last_day, due_day, due_at, interval"

MemoryRow: TypeAlias = tuple[float | None, int | None, int | None, str | None, int | None]
"""The columns MEMORY of a card, days as ordinals."""

FORGOTTEN: MemoryRow = (None, None, None, None, None)
"""Of a card that the memory does not hold."""


class CountedLog:
    """The log up to a place, without these attempts, under these names."""

    def __init__(self, store: Store, place: int, undone: frozenset[str], aliases: Mapping[str, str]) -> None:
        self._store = store
        self.place = place
        self.undone = undone
        self.aliases = aliases
        self._former: dict[str, list[str]] = defaultdict(list)
        for was, card in aliases.items():
            self._former[card].append(was)
        self._formulas: dict[str, Formulas] = {}

    def cards_since(self, place: int) -> set[str]:
        """The cards of the attempts that came after a place."""
        found = self._store.rows(
            "SELECT DISTINCT card FROM attempts WHERE place > ? AND place <= ?", place, self.place
        )
        return {card for (card,) in found}

    def cards_of(self, attempts: Collection[str]) -> set[str]:
        """The cards of these attempts, as far as they are here."""
        return {
            card
            for attempt in attempts
            for (card,) in self._store.rows("SELECT card FROM attempts WHERE id = ?", attempt)
        }

    def of(self, name: str) -> Told:
        """What a card tells, under this name and its former ones."""
        names = [*self._former.get(name, ())] + [name] * (name not in self.aliases)
        found = self._store.rows(
            f"SELECT {COLUMNS} FROM attempts WHERE card IN ({', '.join('?' * len(names))}) AND place <= ? "
            "ORDER BY at, id",
            *names,
            self.place,
        )
        return self._told(found)

    def memory(self, name: str) -> MemoryRow:
        """What the memory has of a card."""
        found = self._store.rows(f"SELECT {MEMORY} FROM memory WHERE card = ?", name)
        return _with_ordinals(found[0]) if found else FORGOTTEN

    def all(self) -> Iterator[tuple[str, Told, MemoryRow]]:
        """What each card tells, and what the memory has of it."""
        cards = [card for (card,) in self._store.rows("SELECT DISTINCT card FROM attempts ORDER BY card")]
        renamed = self.aliases.keys() | {*self.aliases.values()}
        for begin in range(0, len(cards), AT_A_TIME):
            some = cards[begin : begin + AT_A_TIME]
            found = self._store.rows(
                f"SELECT {COLUMNS} FROM attempts WHERE card BETWEEN ? AND ? AND place <= ? "
                "ORDER BY card, at, id",
                some[0],
                some[-1],
                self.place,
            )
            memories = {
                card: _with_ordinals(tuple(row))
                for card, *row in self._store.rows(
                    f"SELECT card, {MEMORY} FROM memory WHERE card BETWEEN ? AND ?", some[0], some[-1]
                )
            }
            for card, rows in groupby(found, key=itemgetter(0)):
                if card not in renamed:
                    yield card, self._told(rows), memories.get(card, FORGOTTEN)
        for name in sorted({self.aliases.get(card, card) for card in cards if card in renamed}):
            yield name, self.of(name), self.memory(name)

    def _told(self, rows: Iterable[Row]) -> Told:
        if self.undone:
            rows = [row for row in rows if row[2] not in self.undone]
        return told_by(rows, self._formulas_of)

    def _formulas_of(self, parameters: str) -> Formulas:
        if parameters not in self._formulas:
            body = self._store.rows("SELECT body FROM parameters WHERE hash = ?", parameters)[0][0]
            self._formulas[parameters] = Formulas(policy_of_text(body).weights)
        return self._formulas[parameters]


def _with_ordinals(row: tuple[Any, ...]) -> MemoryRow:
    stability, last_day, due_day, due_at, interval = row
    return stability, ordinal(last_day), ordinal(due_day) if due_day else None, due_at, interval
