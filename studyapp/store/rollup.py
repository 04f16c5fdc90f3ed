"""Sums over the whole log, kept in a file that can be thrown away, and brought up to date card by card.

Counting a million attempts takes seconds; counting anew only the cards that were answered, undone, merged or
renamed since takes none. What a touched card told before is taken away, what it tells now is added: sums of
whole numbers, so the result is that of counting everything (`tests/store/test_rollup.py` holds it to that).
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from studyapp.store.counted_log import AT_A_TIME, CountedLog, MemoryRow
from studyapp.store.database import writing
from studyapp.store.history import BinCount, DayCount, Told
from studyapp.store.index import CardIndex
from studyapp.store.log import time_of_text
from studyapp.store.store import Store

VERSION = 1
"""Of the tables below; a file of another version is made anew."""
PATIENCE = 60.0
"""Seconds to wait while another terminal counts."""

_SCHEMA = f"""
CREATE TABLE counted (place INTEGER NOT NULL, id TEXT NOT NULL, undone INTEGER NOT NULL);
CREATE TABLE undone (attempt TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE aliases (was TEXT PRIMARY KEY, card TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE grouped (fingerprint TEXT NOT NULL);
CREATE TABLE places (place INTEGER PRIMARY KEY, chapter TEXT NOT NULL, concept TEXT NOT NULL);
CREATE TABLE cards (
    place INTEGER NOT NULL,          -- of places, or 0 not looked up yet, -1 in no pack
    card TEXT NOT NULL,
    {", ".join(f"{name} INTEGER NOT NULL" for name in DayCount._fields)},
    stability REAL,                  -- from here on as the memory has it, days as ordinals
    last_day INTEGER, due_day INTEGER, due_at TEXT, interval INTEGER,
    PRIMARY KEY (place, card)        -- so that groups are added up as they lie
) WITHOUT ROWID;
CREATE UNIQUE INDEX cards_by_card ON cards (card);
CREATE INDEX cards_by_due_day ON cards (due_day);
CREATE TABLE days (
    day TEXT PRIMARY KEY, {", ".join(f"{name} INTEGER NOT NULL" for name in DayCount._fields)}
) WITHOUT ROWID;
CREATE TABLE bins (
    bin INTEGER PRIMARY KEY, {", ".join(f"{name} INTEGER NOT NULL" for name in BinCount._fields)}
);
CREATE TABLE slips (
    card TEXT, mistake TEXT, count INTEGER NOT NULL, PRIMARY KEY (card, mistake)
) WITHOUT ROWID;
CREATE INDEX slips_by_count ON slips (count);
PRAGMA user_version = {VERSION};
"""


NOT_PLACED, IN_NO_PACK = 0, -1

MATURE = 21
"""Days of interval from which a card counts as well known, as elsewhere."""


class GroupSum(NamedTuple):
    """What the cards of one chapter and concept come to."""

    chapter: str
    concept: str
    seen: int
    """How many the memory holds."""
    known: float
    """How many of these are known today: the sum of their chances."""
    learning: int
    young: int
    mature: int
    counts: DayCount


K = TypeVar("K")

Sums: TypeAlias = dict[K, list[int]]
"""What is added to the days or the bins: the fields of DayCount or BinCount."""

_INSERT_CARD = f"INSERT INTO cards VALUES ({', '.join('?' * (2 + len(DayCount._fields) + 5))})"


class Rollup:
    """The sums of one store's log; `close` it at the end (it is a context manager too)."""

    def __init__(self, path: Path | None) -> None:
        """Keep them in the file at `path`, or with None in memory only."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(path or ":memory:", timeout=PATIENCE, isolation_level=None)
        try:
            self._file.execute("SELECT pow(2, 1)")
        except sqlite3.OperationalError:  # this SQLite was built without mathematics
            self._file.create_function("pow", 2, pow, deterministic=True)
        try:
            if self._version() != VERSION:
                with writing(self._file):
                    if self._version() != VERSION:  # another terminal may have been quicker
                        self._begin_anew()
        except BaseException:
            self._file.close()
            raise

    @classmethod
    def of(cls, store: Store, path: Path | None) -> "Rollup":
        """The sums of this store's log, up to date; without a file where none can be used."""
        if path is not None and store.rows("SELECT 1 FROM attempts LIMIT 1"):
            for _ in range(2):  # the second time without what was found there
                with suppress(OSError, sqlite3.Error):
                    return cls._caught_up(store, path)
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        return cls._caught_up(store, None)

    @classmethod
    def _caught_up(cls, store: Store, path: Path | None) -> "Rollup":
        rollup = cls(path)
        try:
            rollup.catch_up(store)
        except BaseException:
            rollup.close()
            raise
        return rollup

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> "Rollup":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def days(self, since: str = "") -> dict[str, DayCount]:
        """What each study day from `since` holds, in order."""
        found = self._file.execute(
            f"SELECT day, {', '.join(DayCount._fields)} FROM days WHERE day >= ? ORDER BY day", (since,)
        )
        return {day: DayCount(*counts) for day, *counts in found}

    def bins(self) -> dict[int, BinCount]:
        """What was foretold and what was remembered."""
        found = self._file.execute(f"SELECT bin, {', '.join(BinCount._fields)} FROM bins ORDER BY bin")
        return {at: BinCount(*counts) for at, *counts in found}

    def groups(self, index: CardIndex, today: date, weights: Sequence[float]) -> list[GroupSum]:
        """The sums of each chapter and concept of the index of which a card was answered."""
        self._group_by(index)
        decay = -weights[20]
        # The forgetting curve of `fsrs.retrievability`, worked by SQLite: it runs for every card there is.
        found = self._file.execute(
            "SELECT chapter, concept, count(stability), "
            "total(pow(1 + ?1 * max(?2 - last_day, 0) / stability, ?3)), "
            "total(stability > 0 AND due_day IS NULL), "
            f"total(due_day > 0 AND interval < {MATURE}), total(due_day > 0 AND interval >= {MATURE}), "
            f"{', '.join(f'sum({name})' for name in DayCount._fields)} "
            "FROM cards JOIN places USING (place) GROUP BY place",
            (0.9 ** (1 / decay) - 1, today.toordinal(), decay),
        )
        return [
            GroupSum(chapter, concept, seen, known, int(learning), int(young), int(mature), DayCount(*counts))
            for chapter, concept, seen, known, learning, young, mature, *counts in found
        ]

    def due(self, index: CardIndex) -> tuple[dict[date, int], list[datetime]]:
        """How many cards of the index in review come back on each day; when those come that are learnt."""
        self._group_by(index)
        days = self._file.execute(
            "SELECT due_day, count(*) FROM cards WHERE due_day IS NOT NULL AND place > 0 GROUP BY due_day"
        )
        moments = self._file.execute(
            "SELECT due_at FROM cards WHERE due_day IS NULL AND due_at IS NOT NULL AND place > 0"
        )
        return {date.fromordinal(day): count for day, count in days}, [time_of_text(at) for (at,) in moments]

    def slips(self, limit: int) -> list[tuple[str, str, int]]:
        """The mistakes seen most often, with their cards."""
        return self._file.execute(
            "SELECT card, mistake, count FROM slips ORDER BY count DESC, card, mistake LIMIT ?", (limit,)
        ).fetchall()

    # Catching up

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
                self._begin_anew()
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

    def _group_by(self, index: CardIndex) -> None:
        """Write beside each card its chapter and concept, where the packs or the cards changed since."""
        same = self._file.execute("SELECT fingerprint FROM grouped").fetchall() == [(index.fingerprint,)]
        if same and not self._file.execute("SELECT 1 FROM cards WHERE place = ?", (NOT_PLACED,)).fetchone():
            return
        with writing(self._file):
            if not same:
                self._file.execute("DELETE FROM grouped")
                self._file.execute("INSERT INTO grouped VALUES (?)", (index.fingerprint,))
                self._file.execute("DELETE FROM places")
            which = "WHERE place = 0" if same else ""
            new = self._file.execute(f"SELECT card FROM cards {which}").fetchall()
            places = {
                (chapter, concept): place
                for place, chapter, concept in self._file.execute(
                    "SELECT place, chapter, concept FROM places"
                )
            }
            placed = []
            for (card,) in new:
                place = IN_NO_PACK
                if found := index.cards.get(card):
                    group = f"{found.pack}/{found.chapter}", found.concept
                    place = places.setdefault(group, len(places) + 1)
                placed.append((place, card))
            self._file.executemany("UPDATE cards SET place = ? WHERE card = ?", placed)
            self._file.executemany(
                "INSERT INTO places VALUES (?, ?, ?) ON CONFLICT (place) DO NOTHING",
                ((place, *group) for group, place in places.items()),
            )

    def _version(self) -> int:
        version: int = self._file.execute("PRAGMA user_version").fetchone()[0]
        return version

    def _begin_anew(self) -> None:
        for (name,) in self._file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            self._file.execute(f"DROP TABLE {name}")
        for statement in _SCHEMA.split(";"):
            self._file.execute(statement)


def _sum_up(sums: Sums[K], counts: Mapping[K, Sequence[int]], sign: int = 1) -> None:
    for at, count in counts.items():
        gathered = sums.get(at)
        if gathered is None:
            sums[at] = [sign * one for one in count]
        else:
            for place, one in enumerate(count):
                gathered[place] += sign * one
