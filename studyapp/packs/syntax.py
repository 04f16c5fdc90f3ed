"""What the YAML parser could not parse, said for a person who writes cards."""

import re
from types import SimpleNamespace
from typing import Any

from studyapp.i18n import N_
from studyapp.messages import AnyName, Message

_ASKEW = r"indicator|block collection|block mapping.*expected"
_KEY = re.compile(r"[\w.-]+")
_NO_SPACE = re.compile(r" *([\u00a0\u2000-\u200a\u202f\u3000])")
"""A line that begins with a space as word processors and Chinese keyboards have it."""

_BLOCK = re.compile(r": [|>][-+0-9]*\s*$")
"""A line behind which a text of several lines begins."""

# libyaml and PyYAML's own parser word the same problem differently; each pattern knows both.
_SENTENCES = (
    (r"quoted scalar.*end of stream", Message("this quote is never closed"), True),
    (
        r"mapping values are not allowed",
        Message(
            "a colon with a space behind it begins a value, and none can begin here; put quotes "
            "around a text that holds one, or mend the indentation"
        ),
        False,
    ),
    (
        r"unknown escape",
        Message("in \"double quotes\" a backslash must be doubled; use 'single quotes' for LaTeX"),
        False,
    ),
    (r"flow sequence.*expected", Message("this list is not closed by ]"), True),
    (r"flow node", Message("a value is missing here, or a text needs quotes"), False),
    (
        r"flow mapping.*expected",
        Message("this mapping is not closed by }}, or a text in it that holds , : [ ] {{ or }} needs quotes"),
        True,
    ),
    (r"(tab character|'\\t')", Message("a tab cannot indent; use spaces"), False),
    (_ASKEW, Message("this does not line up with what stands above; indent it alike"), False),
    (r"block scalar", Message("behind | or > nothing may stand; begin the text on the next line"), False),
    (
        r"(scanning an alias|scanning an anchor)",
        Message("a text that begins with * or & needs quotes"),
        False,
    ),
    (r"document start", Message("nothing may stand behind the end of the document (...)"), False),
    (
        r"directive",
        Message("directives (%) are not taken; put quotes around a text that begins with %"),
        False,
    ),
)

_NO_KEY = re.compile(r"simple key|expected ':'")
_STRUCTURE = re.compile(r"(block|flow) (mapping|sequence|collection).*expected|indicator")
_BEHIND_BRACKET = N_(
    "the text goes on behind {sign}; put quotes around all of a text that begins with {begin}"
)
_GOES_ON = {
    "}": Message(_BEHIND_BRACKET, sign="}", begin="{"),
    "]": Message(_BEHIND_BRACKET, sign="]", begin="["),
    '"': Message("the text goes on behind \"; put 'quotes' of the other kind around all of it"),
    "'": Message(
        "the text goes on behind '; in 'quotes' an apostrophe is written twice, '', and each has its end"
    ),
}
"""By what stands before the place where the parser stops: it took a text's beginning for a whole value."""


def explain(error: Any, text: str) -> tuple[Message, Any]:
    """A sentence for a parser's error, and the mark that it is about."""
    mark = error.problem_mark or error.context_mark
    if "cannot start any token" in (error.problem or ""):
        character = text[mark.index : mark.index + 1]
        if character == "\t":
            return Message("a tab cannot indent; use spaces"), mark
        return Message("a text that begins with {sign} needs quotes", sign=character), mark
    if found := _NO_SPACE.match((text + "\n").split("\n")[mark.line]):
        place = SimpleNamespace(line=mark.line, column=found.end() - 1, index=mark.index)
        return Message(
            "this space (U+{code}) is no plain one; indent by plain ones (U+0020)",
            code=f"{ord(found[1]):04X}",
        ), place
    message = f"{error.context or ''} {error.problem or ''}"
    if _NO_KEY.search(message):  # noticed on the next line, or where the file ends
        return _no_key(error.context_mark or mark, text)
    before = text[text.rfind("\n", 0, mark.index) + 1 : mark.index].rstrip()
    if before and before[-1] in _GOES_ON and _STRUCTURE.search(message):
        return _GOES_ON[before[-1]], mark
    if "mapping values are not allowed" in message and (place := _deeper_key(before, mark, text)):
        return Message("{what}; a text that goes on here needs quotes", what=_askew(place, text)), place
    if re.search(r"flow mapping.*expected", message) and (place := _run_together(error, mark, text)):
        return Message("keys and values in {{}} are parted by a plain comma, not by ，"), place
    # What is never closed is noticed only at the end of the file; tell where it was opened.
    ended = not text[mark.index :].strip()
    for pattern, sentence, at_opening in _SENTENCES:
        if re.search(pattern, message):
            if pattern is _ASKEW:
                return _askew(mark, text), mark
            return sentence, (error.context_mark or mark) if at_opening and ended else mark
    return Message("this is no YAML ({reason})", reason=message.strip()), mark


def _run_together(error: Any, mark: Any, text: str) -> Any:
    """Where a comma of Chinese keyboards stands between the keys of a mapping in braces."""
    begin = error.context_mark.index if error.context_mark else mark.index
    at = text.rfind("，", begin, mark.index)
    if at < 0:
        return None
    line = text.count("\n", 0, at)
    return SimpleNamespace(line=line, column=at - (text.rfind("\n", 0, at) + 1), index=at)


def _deeper_key(before: str, mark: Any, text: str) -> Any:
    """Where a lone key begins that stands deeper than the line above it; None for anything else."""
    key = before.lstrip(" ")
    column = len(before) - len(key)
    above = [line for line in text.split("\n")[: mark.line] if _counts(line)]
    if not (above and _KEY.fullmatch(key) and column > _begins(above[-1])):
        return None
    return SimpleNamespace(line=mark.line, column=column, index=mark.index - len(key))


def _askew(mark: Any, text: str) -> Message:
    """That a line does not line up, and in which column it would."""
    lines = text.split("\n")
    if lines[mark.line].lstrip().startswith("-"):
        return Message(
            "this does not line up with the list above; each item begins with - and a space, in one column"
        )
    least = len(lines[mark.line])
    columns: set[int] = set()
    for line in reversed([line for line in lines[: mark.line] if _counts(line)]):
        if _begins(line) < least:
            columns.add(_begins(line) + 1)
        least = min(least, len(line) - len(line.lstrip()))
    less, more = [c for c in columns if c <= mark.column], [c for c in columns if c > mark.column]
    near = AnyName((*sorted(less)[-1:], *sorted(more)[:1]))
    return Message(
        "this does not line up with the keys above; begin it in column {column}, as they do", column=near or 1
    )


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _begins(line: str) -> int:
    """The column, from 0, of a line's first key, behind the - of an item."""
    return len(line) - len(line.lstrip("- "))


def _no_key(mark: Any, text: str) -> tuple[Message, Any]:
    line = text[mark.index :].partition("\n")[0]
    if "：" in line:
        return Message(
            "this line has no key: a key ends in a colon and a space, and ： is no such colon"
        ), mark
    above = [each for each in text[: mark.index].split("\n")[:-1] if each.strip()]
    if above and _BLOCK.search(above[-1]):
        return Message("this line has no key; a text behind | or > stands deeper than its key"), mark
    return Message("this line has no key: a key ends in a colon and a space"), mark
