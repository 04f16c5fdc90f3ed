"""Where an author is in her pack: which card, at which level and seed, and the question that they make."""

from dataclasses import dataclass, field

from studyapp.domain.pack import Fault
from studyapp.errors import StudyError
from studyapp.i18n import _
from studyapp.study.asking import Clock
from studyapp.study.preview import Author, Item, Snapshot
from studyapp.study.trying import Trying

PACK = 0
"""The row of the pack itself; the cards follow from 1."""


@dataclass
class Walk:
    """One author's way through the rows of her pack; each card keeps the numbers at which it was left."""

    author: Author
    clock: Clock
    card: str | None = None
    """The id of the card that is looked at; None for the pack itself."""
    trying: Trying | None = None
    """The question that it makes; None where it makes none."""
    undrawn: Fault | None = None
    """Why not, where the numbers cannot be drawn."""
    _numbers: dict[str | None, tuple[int, int]] = field(default_factory=dict)
    _begun: bool = False

    @property
    def row(self) -> int:
        """The row of the card."""
        at = None if self.card is None else self.author.find(self.card)
        return PACK if at is None else at + 1

    @property
    def item(self) -> Item | None:
        """The card; None for the pack itself."""
        return self.author.items[self.row - 1] if self.row != PACK else None

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels to choose from."""
        return self.item.card.levels if self.item and self.item.card else (1,)

    @property
    def level(self) -> int:
        """The level at which the card is looked at."""
        level, _seed = self._numbers.get(self.card, (self.levels[0], 0))
        return level if level in self.levels else self.levels[0]

    @property
    def seed(self) -> int:
        """The seed with which it is drawn."""
        return self._numbers.get(self.card, (1, 0))[1]

    @property
    def is_drawn(self) -> bool:
        """Whether another seed makes another question, or is worth a try where this one made none."""
        if self.trying is None:
            return self.undrawn is not None
        asked = self.trying.asked
        return asked.variant is not None or any(field.options for field in asked.fields)

    def follow(self, snapshot: Snapshot) -> None:
        """Take the pack as it is now, and stay at the card, or where it was."""
        row = self.row
        self.author.take(snapshot)
        count = len(self.author.items)
        if not self._begun and not self.author.loose_faults:
            row = min(1, count)  # begin with a card rather than with the pack
        elif self.card is not None:
            row = self.row or min(row, count)
        self._begun = True
        self.go(row)

    def go(self, row: int) -> None:
        """Look at this row."""
        self.card = None if row == PACK else self.author.items[row - 1].id
        self.ask()

    def turn(self, *, seeds: int = 0, levels: int = 0) -> None:
        """So many seeds on or back, though not below 0; so many levels on, round the end."""
        at = self.levels.index(self.level) + levels
        self._numbers[self.card] = self.levels[at % len(self.levels)], max(0, self.seed + seeds)
        self.ask()

    def ask(self) -> None:
        """Put the question anew."""
        self.trying = self.undrawn = None
        if (item := self.item) is None or item.card is None:
            return
        try:
            self.trying = Trying(item.card, self.level, self.seed, self.clock)
        except StudyError as error:
            place = _("level {level}, seed {seed}", level=self.level, seed=self.seed)
            self.undrawn = Fault(place, 0, 0, where=item.id, what=error.message)
