"""What a learner put on a card herself: a flag, a rest for good or until a day, a note."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """The kinds of marks; the value of each, as it is told to the store, is said below it."""

    FLAG = "flag"
    """True or False."""
    SUSPEND = "suspend"
    """True or False."""
    BURY = "bury"
    """The study day until which the card rests; None to have it back."""
    NOTE = "note"
    """The text; empty for none."""


class Marks(NamedTuple):
    """The marks of one card."""

    flag: bool = False
    suspended: bool = False
    """Whether it is not asked until this is taken back."""
    buried_until: date | None = None
    """The study day on which it may be asked again; one that is past says nothing any more."""
    note: str = ""

    def rests(self, today: date) -> bool:
        """Whether the card is not asked on this study day."""
        return self.suspended or (self.buried_until is not None and today < self.buried_until)


NO_MARKS = Marks()
