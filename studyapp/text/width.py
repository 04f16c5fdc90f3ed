"""How many columns of a terminal a text takes."""

from functools import lru_cache
from unicodedata import category, east_asian_width

_WIDE = frozenset("WF")
_NO_WIDTH = frozenset(("Mn", "Me", "Cf", "Cc", "Cs"))
_ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def char_width(char: str) -> int:
    """The columns of one character: 2 for wide ones, 0 for what joins the one before, else 1."""
    if category(char) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(char) in _WIDE else 1


def width(text: str) -> int:
    """The columns of a line of text."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def pad(text: str, columns: int, align: str = "left") -> str:
    """The text filled up with spaces to `columns` (align: left, right, center); longer text stays."""
    missing = max(0, columns - width(text))
    match align:
        case "right":
            return " " * missing + text
        case "center":
            return " " * (missing // 2) + text + " " * (missing - missing // 2)
        case _:
            return text + " " * missing


def cut(text: str, columns: int) -> str:
    """The text in at most `columns`, with `…` at the end where something was left out."""
    if width(text) <= columns:
        return text
    return text[: fitting(text, columns - 1)].rstrip() + _ELLIPSIS if columns > 0 else ""


def fitting(text: str, columns: int) -> int:
    """How many characters from the start fit into `columns`."""
    taken = 0
    for at, char in enumerate(text):
        taken += char_width(char)
        if taken > columns:
            return at
    return len(text)
