"""Finding texts that are nearly the same among thousands, without comparing each with each.

A text is a set of shingles. Two sets whose Jaccard similarity is at least `ALIKE` share one of the first few
of their shingles in any order common to all (prefix filtering, Bayardo et al. 2007), so that a text is
compared only with those that share one. Numbers, formulas and what else belongs to a question must be equal:
`3 + 4` and `3 + 5` are two questions.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from unicodedata import normalize

from studyapp.engine.problems.template import MATHS
from studyapp.packs.prose import tokens
from studyapp.packs.report import Spot

ALIKE = 0.8
"""The share of shingles in common from which on two texts are called nearly the same."""
MOST_COMPARED = 50
"""Of texts that share a shingle; among more of them a pack is full of one phrase."""

_SHINGLE = 3
_EXACT = re.compile(rf"{MATHS.pattern}|`[^`]*`|\d+(?:[.,]\d+)*", re.DOTALL)
_NEGATIONS = frozenset(("not", "no", "never", "without", "except", "more", "less", "fewer", "max", "min"))


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text as a set of shingles, with what must be equal word for word."""

    shingles: frozenset[int]
    exact: bytes

    @classmethod
    def of(cls, words: str, beside: str = "") -> "Shingled":
        """Cut a text: each run of a few tokens is a shingle."""
        plain = normalize("NFKC", words).casefold()
        cut = tokens(_EXACT.sub(" # ", plain))
        size = min(_SHINGLE, max(1, len(cut)))
        runs = (" ".join(cut[at : at + size]) for at in range(max(1, len(cut) - size + 1)))
        told = [*sorted(_EXACT.findall(plain)), *sorted(_NEGATIONS & {*cut}), beside]
        return cls(frozenset(_hashed(run) for run in runs), blake2b("\0".join(told).encode()).digest())


class Likeness:
    """The texts so far, found again by their shingles."""

    def __init__(self) -> None:
        self._texts: list[tuple[frozenset[int], Spot]] = []
        self._same: dict[Shingled, Spot] = {}
        self._with: defaultdict[tuple[bytes, int], list[int]] = defaultdict(list)

    def add(self, text: Shingled, spot: Spot) -> None:
        """Remember a text; of those that are the same the first."""
        if self._same.setdefault(text, spot) is not spot:
            return
        place = len(self._texts)
        self._texts.append((text.shingles, spot))
        for shingle in _prefix(text.shingles):
            self._with[text.exact, shingle].append(place)

    def nearest(self, text: Shingled) -> tuple[Spot, float] | None:
        """The earlier text that is most like this one, with the share in common; None where none is."""
        if text in self._same:
            return self._same[text], 1.0
        best: tuple[Spot, float] | None = None
        compared: set[int] = set()
        for shingle in _prefix(text.shingles):
            for place in self._with.get((text.exact, shingle), ()):
                if place in compared or len(compared) >= MOST_COMPARED:
                    continue
                compared.add(place)
                shingles, spot = self._texts[place]
                share = len(shingles & text.shingles) / len(shingles | text.shingles)
                if share >= ALIKE and (best is None or share > best[1]):
                    best = spot, share
        return best


def _prefix(shingles: frozenset[int]) -> list[int]:
    """The shingles of which two similar sets share at least one: the first in an order common to all."""
    return sorted(shingles)[: len(shingles) - math.ceil(ALIKE * len(shingles)) + 1]


def _hashed(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big")
