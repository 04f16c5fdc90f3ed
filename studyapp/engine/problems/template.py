"""Prompts with places for numbers: `{name}` in the text, `@{name}` in `$…$`, whose braces are LaTeX's own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from studyapp.domain.value import Value
from studyapp.errors import ExpressionError
from studyapp.text.numbers import show

MATHS = re.compile(r"(?<!\\)\$\$.+?\$\$|(?<!\\)\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)", re.DOTALL)
"""`$…$` and `$$…$$`; a dollar that stands alone or before a space is money."""
_PLACE = r"\{\s*(?P<name>[^\W\d]\w*)(?P<index>(?:\[\d+\])*)(?::\.(?P<digits>\d{1,2}))?\s*\}"
_IN_TEXT = re.compile(
    rf"(?P<maths>{MATHS.pattern})|(?P<brace>{{{{|}}}})|{_PLACE}|(?P<stray>[{{}}])", re.DOTALL
)
_IN_MATHS = re.compile(rf"@(?:{_PLACE}|(?P<stray>{{))")


class Placeholder(NamedTuple):
    """A place where a value is put in."""

    name: str
    picks: tuple[int, ...]
    """Which value of a list, counted from 0; empty for the whole."""
    digits: int | None
    """Significant digits, where the template says how many."""
    column: int
    """Where the name begins in the template, from 1."""
    maths: bool

    def fill(self, value: Value) -> str:
        """The value as it stands in this place; ExpressionError where a list has no such number."""
        for place in self.picks:
            if not isinstance(value, tuple) or place >= len(value):
                raise ExpressionError(
                    "{name} has no value number {place} (counted from 0)",
                    column=self.column,
                    name=self.name,
                    place=place,
                )
            value = value[place]
        shown = show(value, self.digits)
        return _as_maths(shown) if self.maths else shown


def _as_maths(shown: str) -> str:
    """A shown value inside LaTeX: powers of ten written out, brackets round nothing."""
    return re.sub(r"e([-+]?)0*(\d+)", lambda power: rf" \times 10^{{{power[1].strip('+')}{power[2]}}}", shown)


@dataclass(frozen=True, slots=True)
class Template:
    """A text cut at its places, ready to be filled many times."""

    pieces: tuple[str | Placeholder, ...]

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The places, in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Placeholder))

    def fill(self, values: Mapping[str, Value]) -> str:
        """The text with the values put in."""
        return "".join(
            [piece if isinstance(piece, str) else piece.fill(values[piece.name]) for piece in self.pieces]
        )


@lru_cache(maxsize=2048)
def parse(text: str) -> Template:
    """Cut a template at its places; ExpressionError with its column where a brace is out of place."""
    pieces: list[str | Placeholder] = []
    for piece in _cut(text):
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return Template(tuple(pieces))


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """The places of a template."""
    return parse(text).placeholders


def fill(text: str, values: Mapping[str, Value]) -> str:
    """A template with the values put in."""
    return parse(text).fill(values)


def _cut(text: str) -> Iterator[str | Placeholder]:
    position = 0
    for found in _IN_TEXT.finditer(text):
        yield text[position : found.start()]
        position = found.end()
        if found["maths"]:
            yield from _cut_maths(text, found.start(), position)
        elif found["brace"]:
            yield found["brace"][0]
        elif found["stray"] == "}":
            raise ExpressionError(
                "this brace closes nothing; a brace itself is written }}}}", column=position
            )
        else:
            yield _placeholder(found, maths=False)
    yield text[position:]


def _cut_maths(text: str, position: int, end: int) -> Iterator[str | Placeholder]:
    for found in _IN_MATHS.finditer(text, position, end):
        yield text[position : found.start()]
        yield _placeholder(found, maths=True)
        position = found.end()
    yield text[position:end]


def _placeholder(found: re.Match[str], *, maths: bool) -> Placeholder:
    if found["stray"]:
        raise ExpressionError(
            "a place for a number is a name in braces, such as {{size}} or {{size:.3}}; "
            "outside $…$ a brace itself is written {{{{",
            column=found.end(),
        )
    return Placeholder(
        name=found["name"],
        picks=tuple(map(int, re.findall(r"\d+", found["index"]))) if found["index"] else (),
        digits=int(found["digits"]) if found["digits"] else None,
        column=found.start("name") + 1,
        maths=maths,
    )
