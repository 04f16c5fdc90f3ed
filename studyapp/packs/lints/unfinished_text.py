"""A note to oneself is not for learners."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import bare

_NOTE = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b|(?i:\blorem ipsum\b)|\?{3}|？{3}|待补充|待翻译|此处省略")


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts with a mark that something is to follow."""
    for text in pack.written:
        if found := _NOTE.search(bare(text.words)):
            yield Finding(
                text.spot,
                Message("{found} reads as if this were not finished", found=found[0]),
                offset=found.start(),
            )
