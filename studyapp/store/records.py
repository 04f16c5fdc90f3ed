"""What each card was answered so far: how often, and how often right, practice too."""

from dataclasses import dataclass

from studyapp.domain.attempt import Mode
from studyapp.store.store import Store


@dataclass(frozen=True, slots=True)
class Record:
    """The answers to one card."""

    answered: int
    right: int
    """Those that were wholly right, without help or another try that costs."""

    def __add__(self, other: "Record") -> "Record":
        return Record(self.answered + other.answered, self.right + other.right)


NO_ANSWERS = Record(0, 0)


def records(store: Store) -> dict[str, Record]:
    """The record of every card that was answered and graded, by its id of today."""
    now_called = dict(store.rows("SELECT was, card FROM aliases"))
    told: dict[str, Record] = {}
    for card, answered, right in store.rows(
        "SELECT card, count(*), sum(score = 1) FROM answers "
        "WHERE mode <> ? AND score IS NOT NULL GROUP BY card",
        Mode.RESET.value,
    ):
        today = now_called.get(card, card)
        told[today] = told.get(today, NO_ANSWERS) + Record(answered, right)
    return told
