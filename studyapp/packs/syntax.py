"""What the YAML parser could not parse, said for a person who writes cards."""

import re
from types import SimpleNamespace
from typing import Any

_ASKEW = r"indicator|block collection|block mapping.*expected"
_KEY = re.compile(r"[\w.-]+")
_NO_SPACE = re.compile(r" *([\u00a0\u2000-\u200a\u202f\u3000])")
"""A line that begins with a space as word processors and Chinese keyboards have it."""

# libyaml and PyYAML's own parser word the same problem differently; each pattern knows both.
_SENTENCES = (
    (r"quoted scalar.*end of stream", "this quote is never closed", True),
    (
        r"mapping values are not allowed",
        "a colon with a space behind it begins a value, and none can begin here; "
        "put quotes around a text that holds one, or mend the indentation",
        False,
    ),
    (
        r"unknown escape",
        "in \"double quotes\" a backslash must be doubled; use 'single quotes' for LaTeX",
        False,
    ),
    (r"flow sequence.*expected", "this list is not closed by ]", True),
    (r"flow node", "a value is missing here, or a text needs quotes", False),
    (
        r"flow mapping.*expected",
        "this mapping is not closed by }}, or a text in it that holds , : [ ] {{ or }} needs quotes",
        True,
    ),
    (r"(tab character|'\\t')", "a tab cannot indent; use spaces", False),
    (_ASKEW, "this does not line up with what stands above; indent it alike", False),
    (r"block scalar", "behind | or > nothing may stand; begin the text on the next line", False),
    (r"(scanning an alias|scanning an anchor)", "a text that begins with * or & needs quotes", False),
    (r"document start", "nothing may stand behind the end of the document (...)", False),
    (r"directive", "directives (%) are not taken; put quotes around a text that begins with %", False),
)

_NO_KEY = re.compile(r"simple key|expected ':'")
_STRUCTURE = re.compile(r"(block|flow) (mapping|sequence|collection).*expected|indicator")
_GOES_ON = {
    "}": "the text goes on behind }}; put quotes around all of a text that begins with {{",
    "]": "the text goes on behind ]; put quotes around all of a text that begins with [",
    '"': "the text goes on behind \"; put 'quotes' of the other kind around all of it",
    "'": "the text goes on behind '; in 'quotes' an apostrophe is written twice, '', and each has its end",
}
"""By what stands before the place where the parser stops: it took a text's beginning for a whole value."""


def explain(error: Any, text: str) -> tuple[str, Any]:
    """A sentence for a parser's error, as a template, and the mark that it is about."""
    mark = error.problem_mark or error.context_mark
    if "cannot start any token" in (error.problem or ""):
        character = text[mark.index : mark.index + 1]
        if character == "\t":
            return "a tab cannot indent; use spaces", mark
        return f"a text that begins with {character} needs quotes", mark
    if found := _NO_SPACE.match((text + "\n").split("\n")[mark.line]):
        place = SimpleNamespace(line=mark.line, column=found.end() - 1, index=mark.index)
        return f"this space (U+{ord(found[1]):04X}) is no plain one; indent by plain ones (U+0020)", place
    message = f"{error.context or ''} {error.problem or ''}"
    if _NO_KEY.search(message):  # noticed on the next line, or where the file ends
        return _no_key(error.context_mark or mark, text)
    before = text[text.rfind("\n", 0, mark.index) + 1 : mark.index].rstrip()
    if before and before[-1] in _GOES_ON and _STRUCTURE.search(message):
        return _GOES_ON[before[-1]], mark
    if "mapping values are not allowed" in message and (place := _deeper_key(before, mark, text)):
        return f"{_askew(place, text)}; a text that goes on here needs quotes", place
    # What is never closed is noticed only at the end of the file; tell where it was opened.
    ended = not text[mark.index :].strip()
    for pattern, sentence, at_opening in _SENTENCES:
        if re.search(pattern, message):
            if pattern is _ASKEW:
                return _askew(mark, text), mark
            return sentence, (error.context_mark or mark) if at_opening and ended else mark
    return "this is no YAML ({})".format(message.strip().replace("{", "{{").replace("}", "}}")), mark


def _deeper_key(before: str, mark: Any, text: str) -> Any:
    """Where a lone key begins that stands deeper than the line above it; None for anything else."""
    key = before.lstrip(" ")
    column = len(before) - len(key)
    above = [line for line in text.split("\n")[: mark.line] if _counts(line)]
    if not (above and _KEY.fullmatch(key) and column > _begins(above[-1])):
        return None
    return SimpleNamespace(line=mark.line, column=column, index=mark.index - len(key))


def _askew(mark: Any, text: str) -> str:
    """That a line does not line up, and in which column it would."""
    lines = text.split("\n")
    if lines[mark.line].lstrip().startswith("-"):
        return "this does not line up with the list above; each item begins with - in one column"
    least = len(lines[mark.line])
    columns: set[int] = set()
    for line in reversed([line for line in lines[: mark.line] if _counts(line)]):
        if _begins(line) < least:
            columns.add(_begins(line) + 1)
        least = min(least, len(line) - len(line.lstrip()))
    less, more = [c for c in columns if c <= mark.column], [c for c in columns if c > mark.column]
    told = " or ".join(str(column) for column in (*sorted(less)[-1:], *sorted(more)[:1]))
    return f"this does not line up with the keys above; begin it in column {told or 1}, as they do"


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _begins(line: str) -> int:
    """The column, from 0, of a line's first key, behind the - of an item."""
    return len(line) - len(line.lstrip("- "))


def _no_key(mark: Any, text: str) -> tuple[str, Any]:
    sentence = "this line has no key: a key ends in a colon and a space"
    line = text[mark.index :].partition("\n")[0]
    return sentence + (", and ： is no such colon" if "：" in line else ""), mark
