"""What is told in a sentence, before it is said: its template, and what is put in."""

from collections.abc import Mapping, Sequence
from functools import total_ordering
from typing import ClassVar


class Names(tuple[object, ...]):
    """Names in a row within a sentence, with the sign between them that its language has."""

    __slots__ = ()
    BETWEEN: ClassVar = {"en": ", ", "zh": "、"}
    BEFORE_LAST: ClassVar = BETWEEN

    def say(self, language: str) -> str:
        """`a, b, c`; in Chinese `a、b、c`."""
        return self.row([*map(str, self)], language)

    def row(self, names: Sequence[str], language: str) -> str:
        """These names, each said already, in a row."""
        spoken = language if language in self.BETWEEN else "en"
        first = self.BETWEEN[spoken].join(names[:-1])
        return self.BEFORE_LAST[spoken].join([*filter(None, [first]), *names[-1:]])

    def __str__(self) -> str:
        return self.say("en")

    def __format__(self, _spec: str) -> str:
        return self.say("en")


class AllNames(Names):
    """All of them: `a, b and c`."""

    __slots__ = ()
    BEFORE_LAST: ClassVar = {"en": " and ", "zh": "、"}


class NoNames(Names):
    """None of them, behind `no`: `a and no b and no c`."""

    __slots__ = ()
    BETWEEN: ClassVar = {"en": " and no ", "zh": "、"}
    BEFORE_LAST: ClassVar = BETWEEN


class AnyName(Names):
    """One of them: `a or b or c`."""

    __slots__ = ()
    BETWEEN: ClassVar = {"en": " or ", "zh": " 或 "}
    BEFORE_LAST: ClassVar = BETWEEN


class Clauses(Names):
    """Pieces of a sentence that hold commas themselves: `a; b`."""

    __slots__ = ()
    BETWEEN: ClassVar = {"en": "; ", "zh": "；"}
    BEFORE_LAST: ClassVar = BETWEEN


ROWS = {each.__name__: each for each in (Names, AllNames, NoNames, AnyName, Clauses)}
"""Every way in which names stand in a row, by its name."""


@total_ordering
class Message:
    """A sentence not said yet: an English `template` with `{names}`, and the `values` that fill it in.

    The two are kept apart so that the edge can say it in the reader's language (`i18n.sentence`). A value may
    be a message itself, or names in a row; a word that has a translation is a message, too. Two messages are
    the same, and stand in the order, that they have in English.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        return self.template.format(**{name: _in_english(value) for name, value in self.values.items()})

    def __repr__(self) -> str:
        return f"Message({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and str(self) == str(other)

    def __lt__(self, other: "Message") -> bool:
        return str(self) < str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def _in_english(value: object) -> object:
    """A value as it stands in an English sentence."""
    say = getattr(value, "say", None)
    return say("en") if callable(say) else value
