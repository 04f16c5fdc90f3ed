"""A number that only one language tells makes two questions of one."""

import re
from collections.abc import Iterator
from decimal import Decimal

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import bare
from studyapp.packs.report import listed

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])", re.ASCII)
_SCALES = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_LARGE = re.compile(
    r"(\d{1,9}(?:,\d{3})*(?:\.\d{1,9})?) ?(万|亿|thousand\b|million\b|billion\b)", re.IGNORECASE
)
_LEAST = 2
"""Figures of one digit are often written as words."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts whose two languages tell different numbers."""
    for text, spot in pack.texts:
        stated = spot.data
        if isinstance(stated, dict) and len(stated) > 1:
            ours, theirs = _numbers(text.en), _numbers(text.zh)
            if ours - theirs and theirs - ours:
                here, there = listed(sorted(ours - theirs)), listed(sorted(theirs - ours))
                what = Message("the English tells {here}, the Chinese {there}", here=here, there=there)
                yield Finding(spot, what)


def _numbers(text: str) -> set[str]:
    plain = _LARGE.sub(_written_out, bare(text))
    found = {number.replace(",", "") for number in _NUMBER.findall(plain)}
    return {number for number in found if len(number) >= _LEAST}


def _written_out(found: re.Match[str]) -> str:
    """`30 万` and `0.3 million` are both 300000."""
    number = Decimal(found[1].replace(",", "")) * _SCALES[found[2].lower()]
    return f" {number.normalize():f} "
