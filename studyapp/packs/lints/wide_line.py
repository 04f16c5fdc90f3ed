"""Code and formulas are not broken into lines: what is wider than a small screen is cut."""

from collections.abc import Iterator

from studyapp.engine.problems.template import MATHS
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import without_code
from studyapp.text.maths import maths_rows
from studyapp.text.width import width

WIDEST = 76
"""Columns of text on a screen of 80."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Lines of code and formulas that need more columns than there are."""
    for text in pack.written:
        for wide, at in (*_code(text.words), *_formulas(text.words)):
            what = Message(
                "needs {count} columns where a screen has {most}; break it into shorter lines",
                count=wide,
                most=WIDEST,
            )
            yield Finding(text.spot, what, offset=at)


def _code(words: str) -> Iterator[tuple[int, int]]:
    at, inside = 0, False
    for line in words.split("\n"):
        if line.lstrip().startswith("```"):
            inside = not inside
        elif inside and width(line) > WIDEST:
            yield width(line), at
        at += len(line) + 1


def _formulas(words: str) -> Iterator[tuple[int, int]]:
    for found in MATHS.finditer(without_code(words)):
        rows = maths_rows(found[0].strip("$"))
        if (wide := max(map(width, rows), default=0)) > WIDEST:
            yield wide, found.start()
