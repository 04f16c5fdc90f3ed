"""What there is to do today, chapter by chapter."""

from dataclasses import dataclass
from datetime import datetime

from studyapp.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterToday:
    """One chapter's share of today."""

    pack: str
    chapter: str
    title: Text
    due: int
    """Cards to review today, those that are still being learnt among them."""
    new: int
    """New cards that today's plan introduces."""
    seen: int
    """Cards answered at least once, ever."""
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The home screen's figures."""

    chapters: tuple[ChapterToday, ...]
    """In the order in which they are taught."""
    due: int
    new: int
    answered_today: int
    """Questions answered since the study day began, practice left out."""
    next_due: datetime | None
    """When the next card comes back, where nothing is due now."""
    indexed: bool
    """False where the packs were never read on this home: load them and look again."""

    @property
    def todo(self) -> int:
        """Questions of today's plan."""
        return self.due + self.new
