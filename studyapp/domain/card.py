"""A card, the question it becomes when it is asked, and what is shown afterwards."""

from dataclasses import dataclass
from typing import Protocol

from studyapp.domain.grade import Grade, Response
from studyapp.domain.text import NOTHING, Text
from studyapp.domain.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How often a question may be tried, and which share of the score help and another try cost."""

    tries: int = 1
    hint: float = 0.0
    another_try: float = 0.0

    def share(self, *, hints: int, tries: int) -> float:
        """What is left of a score after so many hints, and at the try of this number (from 1)."""
        return max(0.0, 1.0 - self.hint * hints - self.another_try * (tries - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Anything that can be asked. Each kind adds its own fields and fulfils `Asked` below."""

    id: str
    """`pack/slug`, stable for ever."""
    kind: str
    concept: str
    """The concept's id within the pack."""
    chapter: str
    was: tuple[str, ...] = ()
    """Earlier ids, so that an edited card keeps its history."""
    tags: tuple[str, ...] = ()
    hints: tuple[Text, ...] = ()
    explanation: Text = NOTHING
    """What is told after the answer: why, an example, the mistake behind it."""
    source: str = ""
    """Where a learner can look it up."""
    demo: str | None = None
    allowance: Allowance = Allowance()

    @property
    def pack(self) -> str:
        """The id of the pack that the card is from."""
        return self.id.partition("/")[0]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels at which it can be asked; a problem may have several."""
        return (1,)

    def hints_for(self, question: "Question") -> tuple[Text, ...]:
        """The hints for this question, in order; a problem adds those that come from its working."""
        return self.hints


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers to pick from."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that the learner fills in: a part of a problem, a gap, a choice."""

    name: str
    prompt: Text = NOTHING
    expect: str = "text"
    """text · integer · number · vector · matrix · option · options · order"""
    units: tuple[str, ...] = ()
    percent: bool = False
    """Whether `50%` may stand for 0.5."""
    nullable: bool = False
    """Whether `never` is an answer."""
    tolerance: Text = NOTHING
    """What precision is asked, in words; empty where it must be exact."""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A card as it is put before the learner this time."""

    card: Card
    prompt: Text
    """Markdown, with the numbers put in."""
    fields: tuple[Field, ...] = ()
    """Empty where the learner recalls and rates herself."""
    variant: Variant | None = None
    """The numbers drawn, for a problem."""
    level: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class WorkedStep:
    """One line of a working: what it is, its formula, the numbers put in, its value."""

    name: str
    say: Text
    formula: str
    """LaTeX."""
    numbers: str
    """LaTeX, the formula with the numbers put in; empty where that says nothing more."""
    value: str
    """LaTeX."""
    leaves_here: bool = False
    """Whether this is the first step at which the learner's way departs."""

    @property
    def sides(self) -> tuple[str, ...]:
        """What the signs of equality stand between; a value that the formula is already comes once."""
        is_told = self.formula.endswith(f"= {self.value}")
        return tuple(filter(None, (self.formula, self.numbers, "" if is_told else self.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """What is shown once the card is answered."""

    answer: Text
    working: tuple[WorkedStep, ...] = ()
    explanation: Text = NOTHING
    source: str = ""


class Asked(Protocol):
    """What every kind of card can do; `seed` fixes all chance (numbers, order of options)."""

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        """Put the card as a question."""

    def read(self, question: Question, field: str, typed: str) -> str:
        """What one field's response is read as, for display; raises ResponseError where it can't be."""

    def grade(self, question: Question, response: Response) -> Grade:
        """Say what the response earned, part by part."""

    def reveal(self, question: Question, grade: Grade | None = None) -> Reveal:
        """The answer with its explanation; with a grade, where the learner's way departs."""
