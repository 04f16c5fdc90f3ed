"""The same word twice in a row is mostly a slip."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import bare

_TWICE = re.compile(
    r"\b(?!(?:that|had|very)\b)([A-Za-z]+)\s+\1\b|(?<!目)(的)\2|(?<!不)(了)\3|(是)\4", re.IGNORECASE
)


def findings(pack: Linted) -> Iterator[Finding]:
    """The first doubled word of each text."""
    for text in pack.written:
        if found := _TWICE.search(bare(text.words)):
            yield Finding(
                text.spot, Message('"{words}" stands there twice', words=found[0]), offset=found.start()
            )
