"""The one door for foreign text: what could steer a terminal or hide in a line is taken out."""

import re
from unicodedata import category

LONGEST_TOLD = 1000
"""Characters of a sentence that holds what somebody wrote."""
_TAB = "    "
# Invisible, though Unicode calls them letters and marks.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_LINE_ENDS = "\r\n|[\r\x85\u2028\u2029]"


def clean(text: str) -> str:
    """The text without control, bidi-control, zero-width and other invisible characters.

    Line ends stay (all as `\\n`), tabs become spaces, odd spaces become plain ones.
    """
    if _is_clean(text):
        return text
    return "".join(map(_cleaned, re.sub(_LINE_ENDS, "\n", text)))


def on_one_line(foreign: str, most: int = LONGEST_TOLD) -> str:
    """Foreign text as it may stand in a sentence: of bounded length, and nothing that steers a terminal."""
    text = " ".join(clean(foreign[: most + 1]).split("\n"))
    return text if len(text) <= most else text[: most - 1] + "…"


def has_control(text: str) -> int | None:
    """Where the first character stands that `clean` would take out; None where the text is clean."""
    if _is_clean(text):
        return None
    return next((at for at, char in enumerate(text) if char not in "\n\t" and not _cleaned(char)), None)


def _is_clean(text: str) -> bool:
    """Whether `clean` would leave the text as it is; searching for one character at a time is fastest."""
    return text.isprintable() and not any(char in text for char in _INVISIBLE)


def _cleaned(char: str) -> str:
    """What is left of one character."""
    if char == "\n" or (char.isprintable() and char not in _INVISIBLE):
        return char
    if char == "\t":
        return _TAB
    match category(char):
        case "Zs":
            return char if char == "\u3000" else " "
        case "Co" | "Cn":  # private use and what is younger than our Unicode tables: drawn, never obeyed
            return char
        case _:
            return ""
