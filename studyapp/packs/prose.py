"""The words of a text as lint rules compare them: without maths, code, markup and spelling's small change."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from studyapp.engine.problems.template import MATHS

HAN = r"\u3400-\u9fff"

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_SET_APART = re.compile(rf"{_CODE.pattern}|{MATHS.pattern}|@?\{{[^{{}}]*\}}", re.DOTALL)
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[{HAN}]|[^\W\d_{HAN}]+")
_GAP = re.compile(r"\{\{([^{}|]*)[^{}]*\}\}")


def without_code(text: str) -> str:
    """The text with code blanked out; every other character stays in its column."""
    return _CODE.sub(_blank, text)


def bare(text: str) -> str:
    """The text with code, maths and what is put in blanked out; every other character stays in its column."""
    return _SET_APART.sub(_blank, text)


def filled(text: str) -> str:
    """A cloze text with its gaps filled."""
    return _GAP.sub(r"\1", text)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in small letters; each Chinese character is a word."""
    return _TOKEN.findall(normalize("NFKC", text).casefold())


def is_telling(words: Sequence[str]) -> bool:
    """Whether words are so many or so long that finding them again is no accident."""
    return sum(len(word) if word.isascii() else 2 for word in words) >= 4


def contains(words: Sequence[str], within: Sequence[str]) -> bool:
    """Whether these words stand in that order, side by side, in others."""
    count = len(words)
    return bool(words) and any(
        within[start] == words[0] and list(within[start : start + count]) == list(words)
        for start in range(len(within) - count + 1)
    )


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
