"""The cards still to come in a session: today's queue, and those that come back within minutes."""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime

from studyapp.scheduling.load import AHEAD
from studyapp.study.paused import Kept


class Upcoming:
    """What comes next: first what has come back by now, then the queue, then what would come back soon."""

    def __init__(self, queue: Iterable[str], answers: Mapping[str, int] | None = None) -> None:
        """`answers` says how many each card is going to take; one where nothing is said."""
        self._queue = deque(queue)
        self._back: dict[str, datetime] = {}
        self._answers = dict(answers or {})

    def __len__(self) -> int:
        """How many answers they take where nothing is forgotten."""
        return sum(self._answers.get(card, 1) for card in (*self._queue, *self._back))

    def next(self, now: datetime, but: str | None = None) -> tuple[str, datetime | None] | None:
        """Take the next card, with the moment at which it was to come back (None for one from the queue).

        The card `but`, which was just asked, comes only where no other is left.
        """
        soonest = sorted(self._back, key=lambda card: (card == but, self._back[card]))
        ready = [card for card in soonest if self._back[card] <= now and card != but]
        if ready:
            return self._take(ready[0])
        if self._queue:
            return self._queue.popleft(), None
        early = [card for card in soonest if self._back[card] <= now + AHEAD]
        return self._take(early[0]) if early else None

    def append(self, card: str, answers: int = 1) -> None:
        """Ask `card` after all others of the queue; it will take so many answers."""
        self._queue.append(card)
        self._answers[card] = answers

    def comes_back(self, card: str, at: datetime, answers: int = 1) -> None:
        """Ask `card` again at this moment; it will take so many answers."""
        self._back[card] = at
        self._answers[card] = answers

    def keep(self) -> Kept:
        """What is to come, as JSON holds it."""
        return {
            "queue": list(self._queue),
            "back": {card: at.isoformat() for card, at in self._back.items()},
        }

    def drop(self, card: str) -> None:
        """Ask `card` no more."""
        self._back.pop(card, None)
        while card in self._queue:
            self._queue.remove(card)

    def clear(self) -> None:
        """Ask nothing more."""
        self._queue.clear()
        self._back.clear()

    def _take(self, card: str) -> tuple[str, datetime]:
        return card, self._back.pop(card)
