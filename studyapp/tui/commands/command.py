"""One thing that the palette offers, and how well it fits what is typed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from studyapp.text.words import fold

Named = TypeVar("Named")

MOST = 12
"""So many of each kind are offered once something is typed; who types on finds the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something that can be chosen."""

    id: str
    """The same whenever it is offered."""
    label: str
    about: str = ""
    """A sentence on what it does."""
    tag: str = ""
    """A word at the end of the row: the key that does the same, or what kind of thing it is."""
    run: Callable[[], object]


class Source(Protocol):
    """One kind of things."""

    def prepare(self) -> None:
        """Load what takes its time; called in a thread, before the first key if that is quick enough."""

    def offered(self) -> Iterable[Command]:
        """What is offered before anything is typed."""

    def find(self, words: Sequence[str]) -> Iterable[Command]:
        """What fits these folded words, the best first."""


def words_of(typed: str) -> list[str]:
    """What is typed, word by word, as it is compared."""
    return _bare(typed).split()


def fitting(commands: Iterable[Command], words: Sequence[str]) -> list[Command]:
    """The commands in whose label or sentence all words stand, the best first; no more than MOST."""
    return nearest(((command.label, command.about, command) for command in commands), words)


def nearest(named: Iterable[tuple[str, str, Named]], words: Sequence[str]) -> list[Named]:
    """Of things with a label and a sentence those that have all words, the best first; no more than MOST."""
    ranked = ((rank(words, label, about), thing) for label, about, thing in named)
    found = [(place, thing) for place, thing in ranked if place is not None]
    return [thing for _place, thing in sorted(found, key=lambda one: one[0])[:MOST]]


def rank(words: Sequence[str], label: str, about: str = "") -> float | None:
    """How far a text is from what is looked for; None where a word is missing.

    The beginning of the label is nearest, then the beginning of a word of it, its inside, and the sentence.
    """
    name, sentence = _bare(label), _bare(about)
    distance = 0.0
    for word in words:
        at = name.find(word)
        if at == 0:
            continue
        if f" {word}" in name:
            distance += 1
        elif at > 0:
            distance += 2
        elif word in sentence:
            distance += 4
        else:
            return None
    return distance + len(name) / 1000


def _bare(text: str) -> str:
    return fold(text).replace("'", "").replace("’", "")
