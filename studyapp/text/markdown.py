"""Markdown with `$…$` maths to lines of styled spans, wrapped for Latin and Chinese.

It reads what cards need: paragraphs, headings, lists, quotes, fenced code, tables, rules, display maths.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from studyapp.text.clean import clean
from studyapp.text.maths import linear, maths_rows
from studyapp.text.spans import Line, Span, Style, flow, inline, text_of
from studyapp.text.tables import is_table_rule, table
from studyapp.text.width import fitting, width

__all__ = ["Line", "Span", "Style", "inline", "plain", "render", "text_of"]

_NARROWEST = 8
_TOO_NARROW = 4
"""Columns in which nothing is set in any further, so that no text can be nested without end."""
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r" {0,3}([-*_])\s*(\1\s*){2,}$")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"( {0,3})([-*+•]|\d{1,9}[.)])( +|$)")
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)


def render(markdown: str, columns: int) -> list[Line]:
    """The lines of a text at most `columns` wide; blocks are parted by an empty line."""
    return _blocks(clean(markdown).split("\n"), max(_NARROWEST, columns))


def plain(markdown: str, columns: int) -> list[str]:
    """The same without styles, for pipes and screen readers."""
    return [text_of(line) for line in render(markdown, columns)]


def _blocks(source: Sequence[str], columns: int, within_item: bool = False) -> list[Line]:
    """The blocks one after the other; within an item of a list those stay close that are written close."""
    lines: list[Line] = []
    at = 0
    apart = not within_item
    while at < len(source):
        if not source[at].strip():
            apart = True
            at += 1
            continue
        block, at = _block(source, at, columns)
        if lines and block and apart:
            lines.append(())
        lines += block
        apart = not within_item
    return lines


def _block(source: Sequence[str], at: int, columns: int) -> tuple[list[Line], int]:
    """The lines of the block that begins at a line, and where the next one may begin."""
    first = source[at]
    if fence := _FENCE.match(first):
        return _code(source, at + 1, fence.group(1), columns)
    if heading := _HEADING.match(first):
        spans = [Span(span.text, Style.HEADING) for span in inline(heading.group(1))]
        return flow(spans, columns), at + 1
    if _RULE.match(first):
        return [(Span("─" * columns),)], at + 1
    if _QUOTE.match(first) and columns > _TOO_NARROW:
        return _quote(source, at, columns)
    if _ITEM.match(first) and columns > _TOO_NARROW:
        return _list(source, at, columns)
    if "|" in first and at + 1 < len(source) and is_table_rule(source[at + 1]):
        end = next((line for line in range(at + 2, len(source)) if "|" not in source[line]), len(source))
        return table([source[at], *source[at + 2 : end]], source[at + 1], columns), end
    return _paragraph(source, at, columns)


def _code(source: Sequence[str], at: int, fence: str, columns: int) -> tuple[list[Line], int]:
    end = next(
        (line for line in range(at, len(source)) if source[line].strip().startswith(fence)), len(source)
    )
    lines: list[Line] = []
    for row in source[at:end]:
        rest = row.rstrip()
        while width(rest) > columns - 2:
            taken = fitting(rest, columns - 2)
            lines.append((Span("  " + rest[:taken], Style.CODE),))
            rest = rest[taken:]
        lines.append((Span("  " + rest, Style.CODE),))
    return lines, end + 1


def _quote(source: Sequence[str], at: int, columns: int) -> tuple[list[Line], int]:
    end = next((line for line in range(at, len(source)) if not _QUOTE.match(source[line])), len(source))
    inside = _blocks([_QUOTE.sub("", line, count=1) for line in source[at:end]], columns - 2)
    return [(Span("│ ", Style.QUOTE), *map(_quoted, line)) for line in inside], end


def _quoted(span: Span) -> Span:
    return Span(span.text, Style.QUOTE) if span.style is Style.PLAIN else span


def _list(source: Sequence[str], at: int, columns: int) -> tuple[list[Line], int]:
    """Items until something that belongs to none; loose where empty lines stand between them."""
    items: list[tuple[str, list[Line]]] = []
    loose = False
    numbered = _is_numbered(source[at])
    while at < len(source) and (found := _ITEM.match(source[at])) and _is_numbered(source[at]) == numbered:
        mark = found.group(2)
        indent = len(found.group(0)) if found.group(3) else len(found.group(0)) + 1
        end = _item_end(source, at, indent)
        inside = [source[at][found.end() :]]
        inside += [line[min(indent, len(line) - len(line.lstrip())) :] for line in source[at + 1 : end]]
        loose |= not inside[-1].strip() and end < len(source) and bool(_ITEM.match(source[end]))
        shown = f"{mark[:-1]}. " if numbered else "• "
        items.append((shown, _blocks(inside, columns - len(shown), within_item=True)))
        at = end
    margin = max(len(mark) for mark, _lines in items)
    lines: list[Line] = []
    for mark, inside_lines in items:
        if loose and lines:
            lines.append(())
        for row, line in enumerate(inside_lines or [()]):
            before = Span(mark.rjust(margin), Style.BULLET) if row == 0 else Span(" " * margin)
            lines.append((before, *line) if line or row == 0 else ())
    return lines, at


def _item_end(source: Sequence[str], at: int, indent: int) -> int:
    """Where an item ends: at the next item of its level, or at unindented text after an empty line."""
    for line in range(at + 1, len(source)):
        text = source[line]
        if not text.strip():
            continue
        indented = len(text) - len(text.lstrip()) >= indent
        if not indented and (_begins_block(text) or not source[line - 1].strip()):
            return line
    return len(source)


def _is_numbered(line: str) -> bool:
    return line.lstrip()[:1].isdecimal()


def _begins_block(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_FENCE, _HEADING, _RULE, _QUOTE, _ITEM))


def _paragraph(source: Sequence[str], at: int, columns: int) -> tuple[list[Line], int]:
    end = at + 1
    # Display maths may hold what looks like a block of its own (a row that begins with a minus).
    while end < len(source) and source[end].strip():
        # A line that begins with a year is no item of a list, unless it is the first.
        begins = _begins_block(source[end]) and not re.match(r"\s*(?!1[.)])\d", source[end])
        if begins and "\n".join(source[at:end]).count("$$") % 2 == 0:
            break
        end += 1
    lines: list[Line] = []
    for kind, text in _with_displays("\n".join(source[at:end])):
        if lines:
            lines.append(())
        lines += _display(text, columns) if kind == "display" else flow(inline(_joined_lines(text)), columns)
    return lines, end


def _with_displays(text: str) -> Iterator[tuple[str, str]]:
    """A paragraph taken apart where `$$…$$` stands in it."""
    for at, piece in enumerate(_DISPLAY.split(text)):
        if at % 2:
            yield "display", piece
        elif piece.strip():
            yield "text", piece.strip("\n")


def _display(latex: str, columns: int) -> list[Line]:
    """A formula on rows of its own in the middle; on one line, wrapped, where it is too wide."""
    rows = maths_rows(latex)
    if width(rows[0]) > columns:
        return flow((Span(linear(latex), Style.MATHS),), columns)
    margin = Span(" " * ((columns - width(rows[0])) // 2))
    return [tuple(span for span in (margin, Span(row.rstrip(), Style.MATHS)) if span.text) for row in rows]


def _joined_lines(text: str) -> str:
    """The lines of a paragraph as one text; between Chinese characters a line's end is no space."""
    joined = ""
    for line in text.split("\n"):
        content = line.strip()
        hard = line.endswith("  ") or line.endswith("\\")
        if joined and not joined.endswith("\n") and content:
            joined += "" if _is_wide(joined[-1]) and _is_wide(content[0]) else " "
        joined += content.removesuffix("\\") + ("\n" if hard else "")
    return joined.removesuffix("\n")


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"
