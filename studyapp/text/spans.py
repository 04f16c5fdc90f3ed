"""Styled text: the marks within a paragraph read into spans, and spans flowed into lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from studyapp.text.maths import linear
from studyapp.text.width import width
from studyapp.text.wrap import NO_BREAK, line_ranges


class Style(StrEnum):
    """What a span is; how that looks is the screen's affair."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    MATHS = "maths"
    HEADING = "heading"
    LINK = "link"
    QUOTE = "quote"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Span:
    """Some text of one style."""

    text: str
    style: Style = Style.PLAIN


Line: TypeAlias = tuple[Span, ...]
"""One line on the screen; empty for a blank one."""

# Each step of the middle is atomic, so that no text makes this slow.
_MARK = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
    | \$\$(?P<display>.+?)\$\$
    | \$(?=\S)(?P<maths>(?>\\.|[^$\\])+?)(?<=\S)\$(?!\d)
    | \*\*(?=\S)(?P<strong>(?>`[^`]*`|\$[^$]*\$|.)+?)(?<=\S)\*\*
    | (?<![A-Za-z0-9])\*(?=[^\s*])(?P<emphasis>(?>`[^`]*`|\$[^$]*\$|.)+?)(?<=[^\s*])\*(?![*A-Za-z0-9])
    | (?<!\w)__(?=\S)(?P<low_strong>(?>`[^`]*`|\$[^$]*\$|.)+?)(?<=\S)__(?!\w)
    | (?<!\w)_(?=[^\s_])(?P<low_emphasis>(?>`[^`]*`|\$[^$]*\$|.)+?)(?<=[^\s_])_(?!\w)
    | !?\[(?P<label>[^\]]+)\]\((?P<target>[^)\s]+)\)
    | <(?P<address>https?://[^>\s]+)>
    """,
    re.VERBOSE | re.DOTALL,
)


def inline(text: str, style: Style = Style.PLAIN) -> Line:
    """The spans of text without blocks: `**strong**`, `*emphasis*`, code, links, `$maths$` on one line."""
    return tuple(_joined(_inline(text, style)))


def flow(spans: Sequence[Span], columns: int) -> list[Line]:
    """The spans in lines of at most `columns`; short formulas and code stay whole."""
    kept = [
        Span(span.text.replace(" ", NO_BREAK), span.style)
        if span.style in (Style.MATHS, Style.CODE) and width(span.text) <= columns // 2
        else span
        for span in spans
    ]
    text = "".join(span.text for span in kept)
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        lines += [_part(kept, start + first, start + last) for first, last in line_ranges(paragraph, columns)]
        start += len(paragraph) + 1
    return lines


def text_of(line: Line) -> str:
    """A line without its styles."""
    return "".join(span.text for span in line)


def _inline(text: str, style: Style) -> Iterator[Span]:
    at = 0
    for found in _MARK.finditer(text):
        yield Span(text[at : found.start()], style)
        at = found.end()
        groups = found.groupdict()
        match found.lastgroup:
            case "escaped":
                yield Span(groups["escaped"], style)
            case "code":
                code = groups["code"]
                yield Span(code[1:-1] if code[0] == code[-1] == " " and code.strip() else code, Style.CODE)
            case "maths" | "display" as kind:
                yield Span(linear(groups[kind]), Style.MATHS)
            case "strong" | "low_strong" as kind:
                yield from _inline(groups[kind], Style.STRONG)
            case "emphasis" | "low_emphasis" as kind:
                inner = Style.EMPHASIS if style is Style.PLAIN else style
                yield from _inline(groups[kind], inner)
            case "address":
                yield Span(groups["address"], Style.LINK)
            case _:
                yield from _link(groups["label"], groups["target"])
    yield Span(text[at:], style)


def _link(label: str, target: str) -> Iterator[Span]:
    """A link says where it leads: a terminal cannot be trusted to."""
    yield from (Span(span.text, Style.LINK) for span in _inline(label, Style.LINK))
    if target != label:
        yield Span(f" ({target})", Style.LINK)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Without empty spans, and neighbours of one style made one; two formulas stay two."""
    held: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if held is not None and held.style == span.style and span.style is not Style.MATHS:
            held = Span(held.text + span.text, held.style)
        else:
            if held is not None:
                yield held
            held = span
    if held is not None:
        yield held


def _part(spans: Sequence[Span], start: int, end: int) -> Line:
    """What of the spans lies between two places of their whole text."""
    parts: list[Span] = []
    at = 0
    for span in spans:
        text = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if text:
            parts.append(Span(text.replace(NO_BREAK, " "), span.style))
    return tuple(parts)
