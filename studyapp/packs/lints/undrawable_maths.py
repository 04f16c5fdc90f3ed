"""A formula that cannot be read is shown as it is written, backslashes and all."""

import re
from collections.abc import Iterator

from studyapp.engine.problems.template import MATHS
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import without_code
from studyapp.text.maths import check

FAULT = True

_PLACE = re.compile(r"@\{[^{}]*\}")


def findings(pack: Linted) -> Iterator[Finding]:
    """Formulas that the app cannot draw, at the character where it ends."""
    for text in pack.written:
        for found in MATHS.finditer(without_code(text.words)):
            dollars = 2 if found[0].startswith("$$") else 1
            formula = found[0][dollars:-dollars]
            # A number takes the place of what a prompt puts in, and must not move a column.
            error = check(_PLACE.sub(lambda place: "1".ljust(len(place[0])), formula))
            if error is not None:
                at = found.start() + dollars + error.column - 1
                yield Finding(
                    text.spot, Message("this formula cannot be drawn: {what}", what=error.message), offset=at
                )
