"""Characters that are no text: the sign of a broken encoding, private ones, towers of accents."""

from collections.abc import Iterator
from unicodedata import category

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted

_REPLACEMENT = "\ufffd"
_MOST_MARKS = 2


def findings(pack: Linted) -> Iterator[Finding]:
    """The first odd character of each text."""
    for text in pack.written:
        if not text.words.isascii() and (found := _odd(text.words)) is not None:
            yield Finding(text.spot, found[1], offset=found[0])


def _odd(words: str) -> tuple[int, Message] | None:
    marks = 0
    for at, character in enumerate(words):
        kind = category(character)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if character == _REPLACEMENT:
            return at, Message(
                "U+FFFD stands where a character was lost; the file was once read in a wrong encoding"
            )
        if kind in {"Co", "Cn"}:
            return at, Message(
                "U+{code} is no character that other machines know", code=f"{ord(character):04X}"
            )
        if marks > _MOST_MARKS:
            return at, Message("more than {most} marks stand on one letter", most=_MOST_MARKS)
    return None
