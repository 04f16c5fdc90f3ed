"""Finding the words of a glossary in texts as learners read them."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from studyapp.packs.prose import bare

_BETWEEN = re.compile(r"[\s\-\u2010\u2011]+")
_LATIN = re.compile(r"[0-9A-Za-z]")
_GAP = re.compile(r"\{\{([^{}|]*)[^{}]*\}\}")


def phrase(words: str) -> str:
    """Words as they are compared: width, case, and spaces against hyphens do not count."""
    return _BETWEEN.sub(" ", normalize("NFKC", words).casefold()).strip()


def shown(text: str) -> str:
    """The text as it is read, each character in its column.

    Code, maths, what is put in, and what a gap accepts besides its answer are blanked out.
    """
    return bare(_GAP.sub(_answer_alone, text))


def _answer_alone(gap: re.Match[str]) -> str:
    return f"  {gap[1]}".ljust(len(gap[0]))


def finder(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these words, the longest first; a pattern that finds nothing where there is none."""
    patterns = [_pattern(each) for each in sorted(words, key=len, reverse=True)]
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


def _pattern(words: str) -> str:
    """How words are found: an English one as a whole word, in its plural, too."""
    parts = [re.escape(part) for part in _BETWEEN.split(words) if part]
    pattern = _BETWEEN.pattern.join(parts)
    if _LATIN.match(words):
        pattern = f"(?<![0-9A-Za-z]){pattern}"
    if _LATIN.match(words[-1:]):
        pattern = f"{pattern}(?:e?s)?(?![0-9A-Za-z])"
    return pattern


def outside(found: Iterable[re.Match[str]], others: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """What was found and is no part of something longer that was found: 池化 is a part of 反池化."""
    spans = [other.span() for other in others]
    for match in found:
        start, end = match.span()
        if not any(left <= start and end <= right and right - left > end - start for left, right in spans):
            yield match
