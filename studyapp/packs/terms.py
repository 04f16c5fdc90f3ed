"""Finding the words of a glossary in texts as learners read them, in time that grows with the text alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from studyapp.packs.prose import bare

_TOKEN = re.compile(r"[0-9A-Za-z]+|[^\s\-\u2010\u2011]")
"""A word or number in Latin letters, or any other character; spaces and hyphens only part them."""
_GAP = re.compile(r"\{\{([^{}|]*)[^{}]*\}\}")


class Found(NamedTuple):
    """A word of the glossary in a text."""

    start: int
    end: int
    phrase: str
    """As `phrase` writes it: what stands in the text may be its plural."""

    def is_part_of(self, other: "Found") -> bool:
        """Whether something longer has it within: 池化 is a part of 反池化."""
        return other.start <= self.start and self.end <= other.end and other[:2] != self[:2]


def phrase(words: str) -> str:
    """Words as they are compared: width, case, and spaces against hyphens do not count."""
    return " ".join(_TOKEN.findall(normalize("NFKC", words).casefold()))


def shown(text: str) -> str:
    """The text as it is read, each character in its column.

    Code, maths, what is put in, and what a gap accepts besides its answer are blanked out.
    """
    return bare(_GAP.sub(_answer_alone, text))


def _answer_alone(gap: re.Match[str]) -> str:
    return f"  {gap[1]}".ljust(len(gap[0]))


def says(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of these words, be it within another: 反池化 says 池化, too."""
    run_together = _run_together(text)
    return any(_run_together(each) in run_together for each in words)


def _run_together(text: str) -> str:
    return "".join(_TOKEN.findall(normalize("NFKC", text).casefold()))


class Finder:
    """Finds any of these words: English ones as whole words, in their plural, too; the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        beginning: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for each in words:
            tokens = tuple(phrase(each).split())
            if tokens:
                beginning[tokens[0]].add(tokens)
        self._beginning = {
            first: sorted(phrases, key=len, reverse=True) for first, phrases in beginning.items()
        }

    def find(self, text: str) -> Iterator[Found]:
        """What stands in the text, from left to right; nothing twice at one place."""
        tokens = [(found[0].lower(), *found.span()) for found in _TOKEN.finditer(text)]
        after = 0
        for at, (token, start, _end) in enumerate(tokens):
            if start < after:
                continue
            for words in self._candidates(token):
                if at + len(words) <= len(tokens) and _fits(words, tokens[at : at + len(words)]):
                    after = tokens[at + len(words) - 1][2]
                    yield Found(start, after, " ".join(words))
                    break

    def _candidates(self, token: str) -> Iterator[tuple[str, ...]]:
        for first in _singulars(token):
            yield from self._beginning.get(first, ())


def _fits(words: Sequence[str], tokens: Sequence[tuple[str, int, int]]) -> bool:
    *first, last = words
    return all(word == token[0] for word, token in zip(first, tokens[:-1], strict=True)) and (
        last in _singulars(tokens[-1][0])
    )


def _singulars(token: str) -> list[str]:
    """The token, and what it may be the plural of."""
    if not token.isascii() or not token.isalpha():
        return [token]
    return [token, *(token.removesuffix(ending) for ending in ("s", "es") if token.endswith(ending))]
