"""Texts for finding: what a reader sees of one, without marks, folded so that spelling does not matter."""

import re
from unicodedata import normalize

from studyapp.text.spans import inline, text_of

_MARKED = re.compile(r"[\\`*_$\[<]")
_BLOCK = re.compile(r"^[ \t]{0,3}(?:#{1,6}\s+|>\s?|[-*+•]\s+|\d{1,9}[.)]\s+)", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def bare(markdown: str) -> list[str]:
    """The paragraphs of a text, a line each, without Markdown's marks and with maths on one line."""
    paragraphs = _PARAGRAPHS.split(_BLOCK.sub("", markdown))
    shown = (text_of(inline(text)) if _MARKED.search(text) else text for text in paragraphs)
    return [line for text in shown if (line := " ".join(text.split()))]


def fold(text: str) -> str:
    """The text as it is compared: width, case and kinds of space do not count; a line end is a space too."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(normalize("NFKC", normalize("NFKC", text).casefold()).split())
