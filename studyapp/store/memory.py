"""Memory as a cache of the log: one row a card, worked from its attempts in the order (time, id)."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.scheduling.fsrs import Memory
from studyapp.scheduling.schedule import Policy, Standing, State, answer
from studyapp.store.log import moves_memory, time_of_text, time_text

STANDING = (
    "stability, difficulty, state, step, due_at, due_day, interval, last_at, last_day, first_day, "
    "repetitions, lapses"
)
"""The columns of a standing, in the order that `standing_of_row` reads."""

_SAVED = ["last_attempt", *STANDING.split(", ")]

# Not OR REPLACE, which would write every index anew. The first day stays what it is, and so does its index.
_SAVE = (
    f"INSERT INTO memory (card, {', '.join(_SAVED)}) VALUES (?, {', '.join('?' * len(_SAVED))}) "
    "ON CONFLICT (card) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _SAVED if name != "first_day")
)

_LATER = ("retentions", "easy_weekdays")
"""What a policy came to hold after the first files were written."""

_STEPS = "SELECT id, at, day, rating, parameters, mode FROM answers WHERE moves_memory = 1"


def policy_row(policy: Policy) -> tuple[str, str]:
    """A policy as its row has it: its hash, and the text from which it comes back."""
    from hashlib import blake2b  # slow to load, and needed only by those who write

    # What is empty is left out, as it was before there was such a thing: so its row is the same.
    body = {name: value for name, value in asdict(policy).items() if name not in _LATER or value}
    text = json.dumps(body, sort_keys=True)
    return blake2b(text.encode(), digest_size=16).hexdigest(), text


def policy_of_text(text: str) -> Policy:
    """A policy from the file."""
    found = json.loads(text)
    return Policy(
        retention=found["retention"],
        weights=tuple(found["weights"]),
        learning_seconds=tuple(found["learning_seconds"]),
        relearning_seconds=tuple(found["relearning_seconds"]),
        longest_interval=found["longest_interval"],
        fuzz=found["fuzz"],
        retentions=tuple((pack, retention) for pack, retention in found.get("retentions", ())),
        easy_weekdays=tuple(found.get("easy_weekdays", ())),
    )


class _Step(NamedTuple):
    """What the memory needs of an attempt, as its row has it."""

    id: str
    at: str
    day: str
    rating: int
    parameters: str
    mode: str


class Recaller:
    """Works memories on one writing connection, always inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._policies: dict[str, Policy] = {}
        self._rows: dict[Policy, tuple[str, str]] = {}

    def keep(self, policy: Policy) -> str:
        """The hash of a policy, whose row is in the file afterwards."""
        if policy not in self._rows:
            self._rows[policy] = policy_row(policy)
        row = self._rows[policy]
        self._connection.execute("INSERT INTO parameters VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", row)
        return row[0]

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

    def take_in(self, attempt: Attempt, parameters: str) -> None:
        """Move the memory by one attempt that has just come into the log."""
        if not moves_memory(attempt):
            return
        card = self.current_id(attempt.card)
        row = self._connection.execute(
            f"SELECT last_at, last_attempt, {STANDING} FROM memory WHERE card = ?", (card,)
        ).fetchone()
        step = _Step(
            attempt.id, time_text(attempt.at), str(attempt.day), attempt.rating, parameters, attempt.mode
        )
        # Without a row the card is new, or was reset, maybe later than this; and what belongs before what is
        # known already cannot be put on top of it.
        if row is None or attempt.mode is Mode.RESET or (row[0], row[1]) > (step.at, step.id):
            self.replay(card)
            return
        self._save(card, step.id, self._answer(card, standing_of_row(row[2:]), step))

    def replay(self, card: str) -> None:
        """Work the memory of `card` anew from all its attempts; an earlier id has none of its own."""
        steps = self._connection.execute(
            f"{_STEPS} AND card IN (SELECT ?1 WHERE ?1 NOT IN (SELECT was FROM aliases) "
            "UNION ALL SELECT was FROM aliases WHERE card = ?1) ORDER BY at, id",
            (card,),
        )
        standing, last = None, ""
        for step in map(_Step._make, steps.fetchall()):
            standing = None if step.mode == Mode.RESET else self._answer(card, standing, step)
            last = step.id
        self._connection.execute("DELETE FROM memory WHERE card = ?", (card,))
        if standing is not None:
            self._save(card, last, standing)

    def replay_all(self) -> int:
        """Work every memory anew; how many there are."""
        self._connection.execute("DELETE FROM memory")
        cards = self._connection.execute(
            "SELECT DISTINCT coalesce(aliases.card, attempts.card) AS card "
            "FROM attempts LEFT JOIN aliases ON aliases.was = attempts.card ORDER BY 1"
        ).fetchall()
        for (card,) in cards:
            self.replay(card)
        count: int = self._connection.execute("SELECT count(*) FROM memory").fetchone()[0]
        return count

    def _answer(self, card: str, standing: Standing | None, step: _Step) -> Standing:
        return answer(
            standing,
            Rating(step.rating),
            card=card,
            at=time_of_text(step.at),
            day=date.fromisoformat(step.day),
            policy=self._policy(step.parameters),
        )

    def _policy(self, parameters: str) -> Policy:
        if parameters not in self._policies:
            row = self._connection.execute(
                "SELECT body FROM parameters WHERE hash = ?", (parameters,)
            ).fetchone()
            self._policies[parameters] = policy_of_text(row[0])
        return self._policies[parameters]

    def _save(self, card: str, last_attempt: str, standing: Standing) -> None:
        self._connection.execute(_SAVE, (card, last_attempt, *row_of_standing(standing)))


def standing_of_row(row: tuple[Any, ...]) -> Standing:
    """A standing from a row of STANDING."""
    (
        stability,
        difficulty,
        state,
        step,
        due_at,
        due_day,
        interval,
        last_at,
        last_day,
        first_day,
        reps,
        lapses,
    ) = row
    return Standing(
        memory=Memory(stability, difficulty),
        state=State(state),
        step=step,
        due_at=time_of_text(due_at) if due_at else None,
        due_day=date.fromisoformat(due_day) if due_day else None,
        interval=interval,
        last_at=time_of_text(last_at),
        last_day=date.fromisoformat(last_day),
        first_day=date.fromisoformat(first_day),
        repetitions=reps,
        lapses=lapses,
    )


def row_of_standing(standing: Standing) -> tuple[object, ...]:
    """A standing as a row of STANDING."""
    return (
        standing.memory.stability,
        standing.memory.difficulty,
        int(standing.state),
        standing.step,
        time_text(standing.due_at) if standing.due_at else None,
        standing.due_day.isoformat() if standing.due_day else None,
        standing.interval,
        time_text(standing.last_at),
        standing.last_day.isoformat(),
        standing.first_day.isoformat(),
        standing.repetitions,
        standing.lapses,
    )
