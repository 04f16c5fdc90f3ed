"""What a learner's file says: how cards stand, which are due, the log and the marks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.marks import Marks
from studyapp.domain.rating import Rating
from studyapp.scheduling.days import Days
from studyapp.scheduling.schedule import Policy, Standing, preview
from studyapp.store.database import open_for_reading
from studyapp.store.failures import as_sentences
from studyapp.store.log import COLUMNS, attempt_of_row, time_of_text, time_text
from studyapp.store.marks import MarkBook
from studyapp.store.standing import IN_REVIEW, LEARNING, STANDING, standing_of_row

_OF_LATE, _A_FEW = 100, 10
"""Answers that tell what a question usually takes: the latest of them, and how many there must be."""
_A_BREAK = 180.0
"""Seconds; whoever takes longer was away."""


class Due(NamedTuple):
    """A card that waits to be asked, and how it stands."""

    card: str
    standing: Standing


class Past(NamedTuple):
    """The answers to one card that were not taken back."""

    answers: int
    """How many there were, ever."""
    latest: tuple[Attempt, ...]
    """The last of them, the oldest first."""


LATEST = 60
"""Answers to a card that are looked at when it is asked again; who drills it may have given a thousand."""

_OF_CARD = "(card = ? OR card IN (SELECT was FROM aliases WHERE aliases.card = ?))"
"""Answers to a card, by whatever id it was called then; takes its id of today twice."""


class Reader:
    """Reads one learner's file; any thread may ask it."""

    def __init__(self, path: Path, device: str, policy: Policy, study_days: Days) -> None:
        self.path = path
        self.device = device
        """What this machine is called in the log."""
        self.policy = policy
        """How the next answers are scheduled; a changed setting is put here."""
        self.days = study_days
        """How moments fall into study days; a changed setting is put here."""
        self._reading = RLock()
        self._marks = MarkBook(self.rows)
        self._connection = open_for_reading(path)

    def close(self) -> None:
        """Close the file."""
        with self._reading:
            self._connection.close()

    # Memory

    def memory(self, card: str) -> Standing | None:
        """How a card stands; None where it was never answered."""
        rows = self.rows(f"SELECT {STANDING} FROM memory WHERE card = ?", card)
        return standing_of_row(rows[0]) if rows else None

    def memories(self) -> dict[str, Standing]:
        """How every card stands that was ever answered."""
        return {
            card: standing_of_row(tuple(row))
            for card, *row in self.rows(f"SELECT card, {STANDING} FROM memory")
        }

    def seen(self) -> frozenset[str]:
        """Every card that the memory holds."""
        # As one text, for there may be 100,000: a row for each takes two to three times as long.
        ((cards,),) = self.rows("SELECT json_group_array(card) FROM memory")
        return frozenset(json.loads(cards))

    def intervals(self, card: str, now: datetime) -> dict[Rating, timedelta]:
        """After how long each rating, given now, would bring the card back."""
        today = self.days.of(now)
        after = preview(self.memory(card), card=card, at=now, day=today, policy=self.policy)
        return {
            rating: standing.due_at - now if standing.due_at else timedelta(days=standing.interval)
            for rating, standing in after.items()
        }

    # Marks

    def marks(self) -> Mapping[str, Marks]:
        """The marks of every card that has any, under its current id; quick as long as no mark is added."""
        with self._reading:  # what was read is put together by one thread at a time
            return self._marks.marks()

    def resting(self, today: date) -> frozenset[str]:
        """The cards that are not asked on this study day: suspended, or buried until a later one."""
        with self._reading:
            return self._marks.resting(today)

    # What is due

    def due(
        self,
        now: datetime,
        *,
        among: Collection[str] | None = None,
        limit: int | None = None,
        ahead: timedelta = timedelta(0),
    ) -> list[Due]:
        """The cards to ask now: those in learning steps by their time, then the most forgotten first.

        `among` leaves out all other cards, for cards of packs that are gone keep their memory. `ahead` takes
        in learning steps that end so much later. Those that rest are left out, too.
        """
        resting = self.resting(self.days.of(now))
        today = self.days.of(now).isoformat()
        learning = self.rows(
            f"SELECT card, {STANDING} FROM memory WHERE {LEARNING} <= ? ORDER BY due_at, card",
            time_text(now + ahead),
        )
        # With one forgetting curve for all, elapsed days over stability order them as retrievability does.
        review = self.rows(
            f"SELECT card, {STANDING} FROM memory WHERE {IN_REVIEW} <= ?1 "
            "ORDER BY (julianday(?1) - julianday(last_day)) / stability DESC, card",
            today,
        )
        wanted = [(card, row) for card, *row in (*learning, *review) if among is None or card in among]
        wanted = [one for one in wanted if one[0] not in resting]
        return [Due(card, standing_of_row(tuple(row))) for card, row in wanted[:limit]]

    def next_due(self, now: datetime, *, among: Collection[str] | None = None) -> datetime | None:
        """When the next card comes back that is not due now; None where none ever will."""
        today = self.days.of(now)
        rest = self.resting(today)
        step = self._first("due_at", LEARNING, time_text(now), among, rest)
        later = self._first("due_day", IN_REVIEW, today.isoformat(), among, rest)
        times = [time_of_text(step)] if step else []
        times += [self.days.begins(date.fromisoformat(later))] if later else []
        times += self._unburied(card for card in rest if among is None or card in among)
        return min(times, default=None)

    def _unburied(self, resting: Iterable[str]) -> Iterator[datetime]:
        """When those of the resting cards come back that were begun and are buried only until a day."""
        marks = self.marks()
        for card in resting:
            until = marks[card].buried_until
            if until is None or marks[card].suspended or (standing := self.memory(card)) is None:
                continue
            due = standing.due_at or self.days.begins(standing.due_day or until)
            yield max(due, self.days.begins(until))

    def _first(
        self, due: str, state: str, bound: str, among: Collection[str] | None, resting: Collection[str]
    ) -> str | None:
        """When the first of these cards comes back after a bound; a few are looked at before all are."""
        for limit in (50, -1):
            rows = self.rows(
                f"SELECT card, {due} FROM memory WHERE {state} > ? ORDER BY {due} LIMIT ?", bound, limit
            )
            for card, comes_back in rows:
                if card not in resting and (among is None or card in among):
                    return str(comes_back)
            if len(rows) < limit:
                return None
        return None

    def introduced(self, now: datetime) -> int:
        """How many cards were answered for the first time on this study day."""
        day = self.days.of(now).isoformat()
        count: int = self.rows("SELECT count(*) FROM memory WHERE first_day = ?", day)[0][0]
        return count

    # The log

    def attempts(
        self, *, card: str | None = None, since: date | None = None, modes: Sequence[Mode] = tuple(Mode)
    ) -> Iterator[Attempt]:
        """The attempts that were not taken back, in the order (time, id)."""
        where = [f"mode IN ({', '.join('?' * len(modes))})"]
        values: list[object] = [mode.value for mode in modes]
        if card is not None:
            where.append(_OF_CARD)
            values += [card, card]
        if since is not None:
            where.append("day >= ?")
            values.append(since.isoformat())
        rows = self.rows(
            f"SELECT {', '.join(COLUMNS)} FROM answers WHERE {' AND '.join(where)} ORDER BY at, id", *values
        )
        return map(attempt_of_row, rows)

    def past(self, card: str) -> Past:
        """How often a card was answered, and its latest answers, at most LATEST."""
        ((count,),) = self.rows(f"SELECT count(*) FROM answers WHERE {_OF_CARD}", card, card)
        rows = self.rows(
            f"SELECT {', '.join(COLUMNS)} FROM answers WHERE {_OF_CARD} ORDER BY at DESC, id DESC LIMIT ?",
            *(card, card, LATEST),
        )
        return Past(count, tuple(map(attempt_of_row, reversed(rows))))

    def right_seconds(self, card: str, level: int, *, below: float, latest: int) -> list[float]:
        """What the latest right answers to a card at a level took; longer ones than `below` are left out."""
        rows = self.rows(
            f"SELECT seconds FROM answers WHERE {_OF_CARD} AND level = ? AND score = 1 AND seconds < ? "
            "ORDER BY at DESC, id DESC LIMIT ?",
            *(card, card, level, below, latest),
        )
        return [seconds for (seconds,) in rows]

    def attempts_with(self, ids: Sequence[str]) -> list[Attempt]:
        """Those of the attempts with these ids that were not taken back, in the order of the ids."""
        found: dict[str, Attempt] = {}
        for id_ in ids:
            rows = self.rows(f"SELECT {', '.join(COLUMNS)} FROM answers WHERE id = ?", id_)
            found.update((attempt.id, attempt) for attempt in map(attempt_of_row, rows))
        return [found[id_] for id_ in ids if id_ in found]

    def newest(self) -> tuple[int, int]:
        """What is another whenever an answer came in or was taken back."""
        place, undone = self.rows(
            "SELECT (SELECT coalesce(max(place), 0) FROM attempts), (SELECT count(*) FROM tombstones)"
        )[0]
        return int(place), int(undone)

    def last_attempt(self, modes: Sequence[Mode] = tuple(Mode)) -> Attempt | None:
        """The latest answer on this device that was not taken back: what `undo` takes back next."""
        rows = self.rows(
            f"SELECT {', '.join(COLUMNS)} FROM answers WHERE device = ? "
            f"AND mode IN ({', '.join('?' * len(modes))}) ORDER BY place DESC LIMIT 1",
            self.device,
            *(mode.value for mode in modes),
        )
        return attempt_of_row(rows[0]) if rows else None

    def answered_on(self, day: date, modes: Sequence[Mode] = (Mode.STUDY, Mode.QUIZ)) -> int:
        """How many questions were answered on a study day, practice left out."""
        count: int = self.rows(
            f"SELECT count(*) FROM answers WHERE day = ? AND mode IN ({', '.join('?' * len(modes))})",
            day.isoformat(),
            *(mode.value for mode in modes),
        )[0][0]
        return count

    def usual_seconds(self) -> float | None:
        """What a question took on average of late, long breaks cut off; None before there were a few."""
        count, seconds = self.rows(
            "SELECT count(*), avg(min(seconds, ?)) FROM "
            "(SELECT seconds FROM answers WHERE mode = ? ORDER BY place DESC LIMIT ?)",
            _A_BREAK,
            Mode.STUDY.value,
            _OF_LATE,
        )[0]
        return float(seconds) if count >= _A_FEW else None

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection for this package that reads the file as it is at one moment, however long it takes."""
        with as_sentences(self.path), closing(open_for_reading(self.path)) as file:
            file.execute("BEGIN")
            yield file

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query of this package reads."""
        with as_sentences(self.path), self._reading:
            return self._connection.execute(query, values).fetchall()
