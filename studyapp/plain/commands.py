"""The commands of the line mode: one character each, obeyed where it stands alone on a line."""

import re
from collections.abc import Collection, Iterator
from unicodedata import normalize

from studyapp.domain.card import Field
from studyapp.i18n import N_, _
from studyapp.plain import pages

COMMANDS = {
    "h": N_("a hint: the idea, then the formula, then the first step"),
    "i": N_("I don't know: shows the working, and counts as Again"),
    "d": N_("shows what NumPy does with such numbers, told in words"),
    "n": N_("the same problem with new numbers"),
    "u": N_("takes the last answer back"),
    "c": N_("about this card: how it stands, and your answers to it"),
    "f": N_("flags the card, or takes the flag away"),
    "x": N_("suspends the card: it is asked no more"),
    "-": N_("leaves the card until tomorrow"),
    "p": N_("pauses: the same command goes on exactly there"),
    "q": N_("ends it here; every answer is kept"),
    "?": N_("what can be typed here"),
}
"""What each does, as `?` tells it."""

_QUOTED = re.compile("[\"'“‘「](.)[\"'”’」]")


def command(typed: str, field: Field | None) -> str | None:
    """The command that was typed, if it is one: a letter that stands before an option picks that option."""
    letter = normalize("NFKC", typed).lower()
    if letter not in COMMANDS or (field is not None and letter in pages.letters(field)):
        return None
    return letter


def unquoted(typed: str) -> str:
    """An answer that would be a command is typed in quotes."""
    quoted = _QUOTED.fullmatch(typed)
    return quoted[1] if quoted else typed


def told(works: Collection[str], field: Field | None) -> Iterator[str]:
    """Of the commands that work just now what each does, a line each; how to answer with such a letter."""
    taken = pages.letters(field) if field is not None else {}
    yield from (f"  {letter}  {_(what)}" for letter, what in COMMANDS.items()
                if letter in works and letter not in taken)  # fmt: skip
    if field is not None and not field.options:
        yield _('An answer that is one of these letters is typed in quotes: "n"')
