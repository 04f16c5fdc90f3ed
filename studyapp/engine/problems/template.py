"""Prompts with places for numbers: `{name}` in the text, `@{name}` in `$…$`, whose braces are LaTeX's own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from studyapp.domain.value import Value
from studyapp.errors import ExpressionError
from studyapp.text.numbers import show

MATHS = re.compile(r"\$(?<!\\\$)(?:\$.+?\$\$|(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d))", re.DOTALL)
"""`$…$` and `$$…$$`; a dollar that stands alone or before a space is money."""
_NAMED = r"\s*(?P<name>[^\W\d]\w*)(?P<index>(?:\[\d+\])*)(?::\.(?P<digits>\d{1,2}))?\s*\}"
# Each way begins with a character of its own: what begins with none of them is passed over at once.
_IN_TEXT = re.compile(MATHS.pattern + r"|\{(?:\{|" + _NAMED + r")?|\}\}?", re.DOTALL)
_IN_MATHS = re.compile(r"@\{(?:" + _NAMED + ")?")


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
        return tuple([piece for piece in self.pieces if type(piece) is Placeholder])

    def fill(self, values: Mapping[str, Value]) -> str:
        """The text with the values put in."""
        return "".join(
            [piece if isinstance(piece, str) else piece.fill(values[piece.name]) for piece in self.pieces]
        )


@lru_cache(maxsize=2048)
def parse(text: str) -> Template:
    """Cut a template at its places; ExpressionError with its column where a brace is out of place."""
    pieces: list[str | Placeholder] = []
    position, parted = 0, False
    for found in _IN_TEXT.finditer(text):
        if position < found.start():
            pieces.append(text[position : found.start()])
        position = found.end()
        if found["name"]:
            pieces.append(_placeholder(found, maths=False))
            continue
        parted = True  # what stands here is text and has to be put together with what stands round it
        sign = found[0]
        if sign[0] == "$":
            pieces += _cut_maths(text, found.start(), position)
        elif sign in {"{{", "}}"}:
            pieces.append(sign[0])
        elif sign == "}":
            raise ExpressionError(
                "this brace closes nothing; a brace itself is written }}}}", column=position
            )
        else:
            raise _no_place(found)
    if position < len(text):
        pieces.append(text[position:])
    return Template(tuple(_joined(pieces) if parted else pieces))


def _joined(pieces: Iterable[str | Placeholder]) -> Iterator[str | Placeholder]:
    """The pieces with neighbouring texts as one."""
    for is_text, several in groupby(pieces, key=lambda piece: type(piece) is str):
        if not is_text:
            yield from several
        elif text := "".join(map(str, several)):
            yield text


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """The places of a template."""
    return parse(text).placeholders


def fill(text: str, values: Mapping[str, Value]) -> str:
    """A template with the values put in."""
    return parse(text).fill(values)


def _cut_maths(text: str, position: int, end: int) -> Iterator[str | Placeholder]:
    for found in _IN_MATHS.finditer(text, position, end):
        yield text[position : found.start()]
        if not found["name"]:
            raise _no_place(found)
        yield _placeholder(found, maths=True)
        position = found.end()
    yield text[position:end]


def _placeholder(found: re.Match[str], *, maths: bool) -> Placeholder:
    name, index, digits = found.group("name", "index", "digits")
    return Placeholder(
        name,
        picks=tuple(map(int, re.findall(r"\d+", index))) if index else (),
        digits=int(digits) if digits else None,
        column=found.start("name") + 1,
        maths=maths,
    )


def _no_place(found: re.Match[str]) -> ExpressionError:
    return ExpressionError(
        "a place for a number is a name in braces, such as {{size}} or {{size:.3}}; "
        "outside $…$ a brace itself is written {{{{",
        column=found.end(),
    )
