"""Where things stand in a YAML file: a line and column for each node, each key, each character of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way to a node: keys of mappings, positions in lists from 0."""

_HEADER = re.compile(r"[|>][^\n]*\n?")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\n[ ]*|.)")
_WHITE_ESCAPES = "ntve \t_NLPr\n"


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Span(NamedTuple):
    """A node in the source: where it begins and ends, in characters, and how its text is written."""

    place: Place
    start: int
    end: int
    style: str | None = None
    """None for a plain text and for lists and mappings; else the quote, `|` or `>`."""
    text: str = ""
    """What the source stands for, where it is a text."""


@dataclass(slots=True)
class Marks:
    """The places of everything in one file."""

    source: str
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)

    def value(self, path: Path) -> Place:
        """Where the value at `path` begins; what is not there is said of what would hold it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values[path].place if path in self.values else Place(1, 1)

    def key(self, path: Path) -> Place:
        """Where the key of `path` stands; of an item of a list, where the item begins."""
        return self.keys[path].place if path in self.keys else self.value(path)

    def inside(self, path: Path, offset: int) -> Place:
        """Where the character `offset` (from 0) of the text at `path` stands.

        Some styles fold white space and some keep it, so the characters between are counted.
        """
        span = self.values.get(path)
        if span is None:
            return self.value(path)
        solid = [index for index, character in _characters(self.source, span) if not character.isspace()]
        before = sum(not character.isspace() for character in span.text[:offset])
        if before < len(solid):
            return self._place(solid[before])
        return self._place(solid[-1] + 1) if solid else span.place

    def _place(self, index: int) -> Place:
        line_start = self.source.rfind("\n", 0, index) + 1
        return Place(self.source.count("\n", 0, index) + 1, index - line_start + 1)


def _characters(source: str, span: Span) -> Iterator[tuple[int, str]]:
    """Each character that the written text stands for, with its position in the source."""
    index, end = span.start, span.end
    if span.style in {"|", ">"}:
        header = _HEADER.match(source, index, end)
        index = header.end() if header else index
    elif span.style:
        index, end = index + 1, end - 1
    while index < end:
        character, width = source[index], 1
        if span.style == "'" and character == "'":
            width = 2
        elif span.style == '"' and character == "\\" and (escape := _ESCAPE.match(source, index, end)):
            width = len(escape[0])
            character = " " if escape[1][0] in _WHITE_ESCAPES else "x"
        yield index, character
        index += width
