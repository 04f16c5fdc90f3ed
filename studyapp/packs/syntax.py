"""What the YAML parser could not parse, said for a person who writes cards."""

import re
from typing import Any

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
    (
        r"indicator|block collection",
        "this does not line up with the list above; each item begins with - in one column",
        False,
    ),
    (
        r"block mapping.*expected",
        "this does not line up with the keys above; indent it as they are, or deeper",
        False,
    ),
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
    message = f"{error.context or ''} {error.problem or ''}"
    if _NO_KEY.search(message):  # noticed on the next line, or where the file ends
        return _no_key(error.context_mark or mark, text)
    before = text[text.rfind("\n", 0, mark.index) + 1 : mark.index].rstrip()
    if before and before[-1] in _GOES_ON and _STRUCTURE.search(message):
        return _GOES_ON[before[-1]], mark
    # What is never closed is noticed only at the end of the file; tell where it was opened.
    ended = not text[mark.index :].strip()
    for pattern, sentence, at_opening in _SENTENCES:
        if re.search(pattern, message):
            return sentence, (error.context_mark or mark) if at_opening and ended else mark
    return "this is no YAML ({})".format(message.strip().replace("{", "{{").replace("}", "}}")), mark


def _no_key(mark: Any, text: str) -> tuple[str, Any]:
    sentence = "this line has no key: a key ends in a colon and a space"
    line = text[mark.index :].partition("\n")[0]
    return sentence + (", and ： is no such colon" if "：" in line else ""), mark
