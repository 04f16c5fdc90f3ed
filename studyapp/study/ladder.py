"""Up and down the levels of a problem: harder after right answers in a row, easier after wrong ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

UP = 2
"""Right answers in a row, without help, that lead a level up."""
DOWN = 2
"""Wrong answers in a row that lead a level down."""
MASTERED = 3
"""Right answers in a row, without help, on the highest level: that is enough for today."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where a learner stands on it."""

    levels: tuple[int, ...]
    """All there are, the lowest first."""
    level: int
    run: int = 0
    """Right answers in a row on this level, without help."""
    misses: int = 0
    """Wrong answers in a row on this level."""

    @classmethod
    def at(cls, levels: Sequence[int], level: int) -> Self:
        """Beginning at a level, or at the nearest one below it that there is."""
        known = tuple(sorted({*levels}))
        return cls(known, max((each for each in known if each <= level), default=known[0]))

    @property
    def is_at_top(self) -> bool:
        """Whether there is no harder level."""
        return self.level == self.levels[-1]

    @property
    def needed(self) -> int:
        """How many right answers in a row this level asks for."""
        return MASTERED if self.is_at_top else UP

    @property
    def is_mastered(self) -> bool:
        """Whether the highest level was answered right often enough."""
        return self.is_at_top and self.run >= MASTERED

    def after(self, *, right: bool, helped: bool) -> "Ladder":
        """Where she stands after one more answer.

        One that is right only with help, a hint or another try, ends a row of wrong ones and counts for no
        row of right ones.
        """
        if not right:
            misses = self.misses + 1
            return self._moved(-1) if misses >= DOWN else replace(self, run=0, misses=misses)
        if helped:
            return replace(self, run=0, misses=0)
        run = self.run + 1
        return self._moved(1) if run >= UP and not self.is_at_top else replace(self, run=run, misses=0)

    def afresh(self) -> "Ladder":
        """On the same level with a new row to begin."""
        return replace(self, run=0, misses=0)

    def _moved(self, by: int) -> "Ladder":
        at = max(0, min(len(self.levels) - 1, self.levels.index(self.level) + by))
        return replace(self, level=self.levels[at], run=0, misses=0)
