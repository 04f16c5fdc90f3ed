"""A dollar sign that opens a formula and finds no end is shown as a dollar, with LaTeX behind it."""

import re
from collections.abc import Iterator

from studyapp.engine.problems.template import MATHS
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import without_code

_OPENING = re.compile(r"(?<!\\)\$(?=\\?[A-Za-z])")


def findings(pack: Linted) -> Iterator[Finding]:
    """Dollars before a letter or a backslash that are left when all formulas are taken out."""
    for text in pack.written:
        left = MATHS.sub(lambda found: " " * len(found[0]), without_code(text.words))
        if found := _OPENING.search(left):
            yield Finding(
                text.spot,
                Message("this $ opens a formula that nothing closes; close it by $, or write \\$ for money"),
                offset=found.start(),
            )
