"""Bringing the rollup's sums up to date, card by card.

What a touched card told before is taken away, what it tells now is added: sums of whole numbers, so the
result is that of counting everything (`tests/store/test_rollup.py` holds it to that).
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from studyapp.store.counted_log import AT_A_TIME, CountedLog, MemoryRow
from studyapp.store.database import writing
from studyapp.store.history import BinCount, DayCount, Told
from studyapp.store.rollup_file import NOT_PLACED, begin_anew
from studyapp.store.store import Store

K = TypeVar("K")

Sums: TypeAlias = dict[K, list[int]]
"""What is added to the days or the bins: the fields of DayCount or BinCount."""

_INSERT_CARD = f"INSERT INTO cards VALUES ({', '.join('?' * (2 + len(DayCount._fields) + 5))})"


class Counting:
    """Counts a store's log into the rollup's file."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def catch_up(self, store: Store) -> None:
        """Count what came into the log, was taken back or renamed since."""
        newest = store.rows("SELECT place, id FROM attempts ORDER BY place DESC LIMIT 1")
        place, id_ = newest[0] if newest else (0, "")
        undone_count = store.rows("SELECT count(DISTINCT attempt) FROM tombstones")[0][0]
        aliases = dict(store.rows("SELECT was, card FROM aliases"))
        if self._is_at(place, id_, undone_count, aliases):
            return
        undone = frozenset(attempt for (attempt,) in store.rows("SELECT attempt FROM tombstones"))
        with writing(self._file):  # another terminal may have counted while this one waited
            before = self._before(store)
            now = CountedLog(store, place, undone, aliases)
            touched = self._touched(before, now)
            if before is None or touched is None:
                begin_anew(self._file)
                self._count_all(now)
            else:
                self._count_again(before, now, touched)
            self._note(before if touched is not None else None, now, id_)

    def _is_at(self, place: int, id_: str, undone: int, aliases: Mapping[str, str]) -> bool:
        counted = self._file.execute("SELECT place, id, undone FROM counted").fetchone()
        known = dict(self._file.execute("SELECT was, card FROM aliases").fetchall())
        return counted == (place, id_, undone) and known == aliases

    def _before(self, store: Store) -> CountedLog | None:
        """The log as it was counted; None where that was another log, or nothing was counted yet."""
        counted = self._file.execute("SELECT place, id FROM counted").fetchone()
        # The log is append-only: where this row is what it was, so are all before it.
        if counted is None or store.rows("SELECT id FROM attempts WHERE place = ?", counted[0]) != [
            counted[1:]
        ]:
            return None
        return CountedLog(
            store,
            counted[0],
            frozenset(attempt for (attempt,) in self._file.execute("SELECT attempt FROM undone")),
            dict(self._file.execute("SELECT was, card FROM aliases").fetchall()),
        )

    def _touched(self, before: CountedLog | None, now: CountedLog) -> set[str] | None:
        """The cards to count anew; None where that is best done with all of them."""
        if before is None or before.place > now.place or before.undone - now.undone:
            return None
        cards = now.cards_since(before.place) | now.cards_of(now.undone - before.undone)
        cards |= {
            card
            for was in before.aliases.keys() | now.aliases.keys()
            if before.aliases.get(was) != now.aliases.get(was)
            for card in (was, before.aliases.get(was), now.aliases.get(was))
            if card
        }
        names = {log.aliases.get(card, card) for card in cards for log in (before, now)}
        known: int = self._file.execute("SELECT count(*) FROM cards").fetchone()[0]
        return None if 3 * len(names) > max(known, AT_A_TIME) else names

    def _count_all(self, log: CountedLog) -> None:
        days: Sums[str] = {}
        bins: Sums[int] = {}
        for name, told, memory in log.all():
            self._insert(NOT_PLACED, name, told, memory)
            _sum_up(days, told.days)
            _sum_up(bins, told.bins)
        self._add(days, bins)

    def _count_again(self, before: CountedLog, now: CountedLog, names: Iterable[str]) -> None:
        days: Sums[str] = {}
        bins: Sums[int] = {}
        for name in sorted(names):
            was, told = before.of(name), now.of(name)
            _sum_up(days, was.days, sign=-1)
            _sum_up(bins, was.bins, sign=-1)
            _sum_up(days, told.days)
            _sum_up(bins, told.bins)
            self._keep(name, told, now.memory(name))
        self._add(days, bins)

    def _keep(self, name: str, told: Told, memory: MemoryRow) -> None:
        """Put one card's own sums, and what the memory has of it, in place of those before."""
        known = self._file.execute("SELECT place FROM cards WHERE card = ?", (name,)).fetchone()
        self._file.execute("DELETE FROM slips WHERE card = ?", (name,))
        self._file.execute("DELETE FROM cards WHERE card = ?", (name,))
        self._insert(known[0] if known else NOT_PLACED, name, told, memory)

    def _insert(self, place: int, name: str, told: Told, memory: MemoryRow) -> None:
        if told.days:
            self._file.execute(_INSERT_CARD, (place, name, *told.total, *memory))
        if told.slips:
            self._file.executemany(
                "INSERT INTO slips VALUES (?, ?, ?)",
                ((name, mistake, count) for mistake, count in told.slips.items()),
            )

    def _add(self, days: "Sums[str]", bins: "Sums[int]") -> None:
        for table, key, fields, sums in (
            ("days", "day", DayCount._fields, days),
            ("bins", "bin", BinCount._fields, bins),
        ):
            changed = ", ".join(f"{name} = {name} + excluded.{name}" for name in fields)
            self._file.executemany(
                f"INSERT INTO {table} VALUES (?{', ?' * len(fields)}) "
                f"ON CONFLICT ({key}) DO UPDATE SET {changed}",
                ((at, *counts) for at, counts in sums.items()),
            )
            self._file.execute(f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = 0' for name in fields)}")

    def _note(self, before: CountedLog | None, now: CountedLog, id_: str) -> None:
        """Say up to where it is counted."""
        self._file.execute("DELETE FROM counted")
        self._file.execute("INSERT INTO counted VALUES (?, ?, ?)", (now.place, id_, len(now.undone)))
        undone = now.undone - before.undone if before else now.undone  # what is taken back stays so
        self._file.executemany("INSERT INTO undone VALUES (?)", ((attempt,) for attempt in undone))
        self._file.execute("DELETE FROM aliases")
        self._file.executemany("INSERT INTO aliases VALUES (?, ?)", now.aliases.items())


def _sum_up(sums: Sums[K], counts: Mapping[K, Sequence[int]], sign: int = 1) -> None:
    for at, count in counts.items():
        gathered = sums.get(at)
        if gathered is None:
            sums[at] = [sign * one for one in count]
        else:
            for place, one in enumerate(count):
                gathered[place] += sign * one
