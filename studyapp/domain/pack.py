"""A pack: chapters, concepts and cards, and the faults found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from studyapp.domain.card import Card
from studyapp.domain.concept import Chapter, Concept
from studyapp.domain.text import NOTHING, Text
from studyapp.i18n import sentence
from studyapp.messages import Message
from studyapp.text.clean import on_one_line


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong at one place of a pack."""

    file: str
    line: int
    """From 1; 0 where it concerns the whole file."""
    column: int
    where: str
    """The path to the value: `conv-output-size.vary.stride`."""
    what: Message
    """What is wrong; what would be right."""
    warning: bool = False
    """Whether it is only worth a look and changes no status."""
    rule: str = ""
    """The name of the lint rule that found it; empty for what loading found."""

    @property
    def severity(self) -> str:
        """`fault` or `warning`."""
        return "warning" if self.warning else "fault"

    @property
    def place(self) -> str:
        """`cards.yaml:12:9`, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def say_what(self, language: str | None = None) -> str:
        """What is wrong, on one line of bounded length, in `language` or the one spoken now."""
        return on_one_line(sentence(self.what, language))

    def say_with_path(self, language: str | None = None) -> str:
        """The path to the value and what is wrong with it."""
        what = self.say_what(language)
        return f"{self.where}: {what}" if self.where else what

    def say(self, language: str | None = None) -> str:
        """Place and fault in a line; `warning` and the rule's name are the same in every language."""
        label = "warning: " if self.warning else ""
        behind = f" [{self.rule}]" if self.rule else ""
        return f"{self.place}: {label}{self.say_with_path(language)}{behind}"

    def __str__(self) -> str:
        return self.say("en")


class Head(Protocol):
    """What is known of a card without building it; every card is its own head, too."""

    @property
    def id(self) -> str:
        """`pack/slug`."""

    @property
    def pack(self) -> str:
        """The id of its pack."""

    @property
    def kind(self) -> str:
        """`basic`, `problem`, …"""

    @property
    def concept(self) -> str:
        """The concept's id within the pack."""

    @property
    def chapter(self) -> str:
        """The chapter's id."""

    @property
    def was(self) -> tuple[str, ...]:
        """Earlier ids."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to find it by, such as `foundation`."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says, for finding it without building it."""

    title: Text
    """What it asks, in a line without marks."""
    words: str
    """All that its learner reads, in every language, folded (`text.words.fold`); a line for each text.

    First stand its id and what it asks, then its concept's name: what is found further in front is nearer.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What was read from one folder; cards with faults are left out, the others are usable."""

    id: str
    version: str
    title: Text
    description: Text = NOTHING
    path: Path
    builtin: bool = False
    chapters: tuple[Chapter, ...] = ()
    concepts: Mapping[str, Concept]
    """By id, in the order of the file."""
    heads: Mapping[str, Head]
    """By full id `pack/slug`, in the order of chapters and files."""
    cards: Mapping[str, Card]
    """The same, in the same order; one may be built only when it is asked for, so look at heads for many."""
    faults: tuple[Fault, ...] = ()
    said: Mapping[str, Said] = field(default_factory=dict)
    """What each card says; only of packs that were opened to be studied, and read when it is asked for."""
