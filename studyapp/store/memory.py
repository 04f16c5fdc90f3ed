"""Memory as a cache of the log: one row a card, worked from its attempts in the order (time, id)."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from studyapp.domain.attempt import Mode
from studyapp.scheduling.replay import RESET, Answered, Replayed, Rules, go_on, replay
from studyapp.scheduling.schedule import Policy, Standing
from studyapp.store.log import COLUMNS, time_of_text, time_text
from studyapp.store.parameters import policy_of_text, policy_row
from studyapp.store.standing import STANDING, standing_of_row

_SAVED = ["last_attempt", *STANDING.split(", ")]

_MOVED = [name for name in _SAVED if name != "first_day"]
"""The first day stays what it is, and so does its index."""

# Not OR REPLACE, which would write every index anew.
_SAVE = (
    f"INSERT INTO memory (card, {', '.join(_SAVED)}) VALUES (?, {', '.join('?' * len(_SAVED))}) "
    "ON CONFLICT (card) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _MOVED)
)

_MOVE = f"UPDATE memory SET {', '.join(f'{name} = ?' for name in _MOVED)} WHERE card = ?"

STEP = f"id, at, day, CASE mode WHEN '{Mode.RESET}' THEN {RESET} ELSE rating END, parameters"
"""Of an attempt that moves a memory: an `Answered`."""
_STEPS = f"SELECT {STEP} FROM answers WHERE moves_memory = 1"
_MANY = 200
ROW = f"card, last_attempt, {STANDING}"
"""All of the memory of a card."""

_FIRST_DAY = _SAVED.index("first_day")
_LAST_AT = ROW.split(", ").index("last_at")
_KNOWN = f"SELECT {ROW} FROM memory WHERE card = coalesce((SELECT card FROM aliases WHERE was = ?1), ?1)"

_ID, _AT, _DAY, _CARD, _MODE, _RATING = map(COLUMNS.index, ("id", "at", "day", "card", "mode", "rating"))


class Seen(NamedTuple):
    """How a card stood when it was asked."""

    standing: Standing | None
    """None where it was new."""


class Known(NamedTuple):
    """What the memory has of a card."""

    card: str
    """As it is called now."""
    last_attempt: str
    last_at: str
    stands: tuple[Any, ...]
    """A row of STANDING."""

    @property
    def standing(self) -> Standing:
        """How it stands, for who wants more than to go on."""
        return standing_of_row(self.stands)


class Recaller:
    """Works memories on one writing connection, always inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rules: dict[str, Rules] = {}
        self._kept: tuple[Policy | None, str] = None, ""

    def keep(self, policy: Policy) -> str:
        """The hash of a policy, whose row is in the file afterwards."""
        known, hash = self._kept
        if policy is known:  # it is the same one for answer after answer
            return hash
        row = policy_row(policy)
        self._connection.execute("INSERT INTO parameters VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", row)
        self._kept = policy, row[0]
        return row[0]

    def forget(self) -> None:
        """The transaction was rolled back: what was put into the file may not be there."""
        self._rules.clear()
        self._kept = None, ""

    def follow(self, aliases: Mapping[str, str]) -> None:
        """Take these earlier ids for those current ones, and no others."""
        before = dict(self._connection.execute("SELECT was, card FROM aliases").fetchall())
        changed = {was for was in before | dict(aliases) if before.get(was) != aliases.get(was)}
        for was in changed:
            self._connection.execute("DELETE FROM aliases WHERE was = ?", (was,))
            if was in aliases:
                self._connection.execute("INSERT INTO aliases VALUES (?, ?)", (was, aliases[was]))
        touched = {card for was in changed for card in (was, before.get(was), aliases.get(was)) if card}
        for card in sorted(touched):
            self.replay(card)

    def current_id(self, card: str) -> str:
        """What the card is called now."""
        row = self._connection.execute("SELECT card FROM aliases WHERE was = ?", (card,)).fetchone()
        return row[0] if row else card

    def known(self, name: str) -> Known | None:
        """What the memory has of a card, by any name; None where it has nothing."""
        row = self._connection.execute(_KNOWN, (name,)).fetchone()
        return Known(row[0], row[1], row[_LAST_AT], row[2:]) if row else None

    def take_in(self, attempt: Sequence[Any], known: Known | None) -> None:
        """Move the memory, which has this of the card, by one attempt that has just come into the log."""
        id, at, day, name = attempt[_ID], attempt[_AT], attempt[_DAY], attempt[_CARD]
        # Without a row the card is new, or was reset, maybe later than this; and what belongs before what is
        # known already cannot be put on top of it.
        if known is None or attempt[_MODE] == Mode.RESET or (known.last_at, known.last_attempt) > (at, id):
            self.replay(self.current_id(name))
            return
        rules = self._rules_of(attempt[-1])
        moved = go_on(known.card, _replayed(known.stands), attempt[_RATING], _ordinal(day), rules)
        card, *row = _row(known.card, moved, id, at)
        del row[_FIRST_DAY]
        self._connection.execute(_MOVE, (*row, card))

    def replay(self, card: str) -> None:
        """Work the memory of `card` anew from all its attempts."""
        self._connection.execute("DELETE FROM memory WHERE card = ?", (card,))
        row = self.row(card, self.answers(card))
        if row is not None:
            self._save(row)

    def replay_all(self, database: Path | None = None) -> int:
        """Work every memory anew, and write those that are not what they should be; how many there are.

        Where nothing else was written in this transaction, the path of the `database` lets two processes
        share the work.
        """
        from studyapp.store.every_memory import differing  # seldom wanted, and home waits for this module

        found = differing(self._connection, database)
        wrong = ((pair.card,) for pair in found.pairs if pair.kept is not None)
        self._connection.executemany("DELETE FROM memory WHERE card = ?", wrong)
        self._connection.executemany(_SAVE, (pair.worked for pair in found.pairs if pair.worked is not None))
        return found.memories

    def replay_some(self, cards: Collection[str]) -> None:
        """Work the memories of these cards, by any name, anew; most of all by one run through the log."""
        (known,) = self._connection.execute("SELECT count(*) FROM memory").fetchone()
        if len(cards) > _MANY and 2 * len(cards) > known:
            self.replay_all()
            return
        for card in sorted({self.current_id(card) for card in cards}):
            self.replay(card)

    def answers(self, card: str) -> list[Answered]:
        """All that moved the memory of `card`, earliest first; an earlier id has none of its own."""
        return self._connection.execute(
            f"{_STEPS} AND card IN (SELECT ?1 WHERE ?1 NOT IN (SELECT was FROM aliases) "
            "UNION ALL SELECT was FROM aliases WHERE card = ?1) ORDER BY at, id",
            (card,),
        ).fetchall()

    def row(self, card: str, answered: Sequence[Answered]) -> tuple[Any, ...] | None:
        """A ROW of the memory that comes of these answers; None where nothing does."""
        found = replay(card, answered, self._rules_of)
        return _row(card, found, *answered[-1][:2]) if found else None

    def _rules_of(self, parameters: str) -> Rules:
        if parameters not in self._rules:
            row = self._connection.execute(
                "SELECT body FROM parameters WHERE hash = ?", (parameters,)
            ).fetchone()
            self._rules[parameters] = Rules(policy_of_text(row[0]))
        return self._rules[parameters]

    def _save(self, row: tuple[Any, ...]) -> None:
        self._connection.execute(_SAVE, row)


def _row(card: str, found: Replayed, last: str, last_at: str) -> tuple[Any, ...]:
    """A ROW of the memory, with the id and the moment of the last answer."""
    due_at = due_day = None
    if found.seconds is None:
        due_day = day_text(found.last_day + found.interval)
    else:
        due_at = time_text(time_of_text(last_at) + timedelta(seconds=found.seconds))
    return (
        card, last, found.stability, found.difficulty, found.state, found.step, due_at, due_day,
        found.interval, last_at, day_text(found.last_day), day_text(found.first_day), found.repetitions,
        found.lapses,
    )  # fmt: skip


def _replayed(stands: tuple[Any, ...]) -> Replayed:
    """What stands in a row of STANDING, to be gone on from: how long it was to wait does not matter then."""
    (stability, difficulty, state, step, _, _, interval, _, last_day, first_day, repetitions, lapses) = stands
    return Replayed(
        stability, difficulty, state, step, None, interval, _ordinal(last_day), _ordinal(first_day),
        repetitions, lapses,
    )  # fmt: skip


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


@lru_cache(maxsize=1 << 16)
def day_text(ordinal: int) -> str:
    """A study day as the file has it."""
    return date.fromordinal(ordinal).isoformat()
