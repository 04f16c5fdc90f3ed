"""Chinese is set with full-width punctuation."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import HAN, bare

_HALF = re.compile(rf"(?<=[{HAN}])[,;:?!]|[,;:?!](?=[{HAN}])|(?<=[{HAN}])\.(?=\s|$)")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def findings(pack: Linted) -> Iterator[Finding]:
    """The first half-width sign beside a Chinese character in each Chinese text."""
    for text in pack.written:
        if text.language == "zh" and (found := _HALF.search(bare(text.words))):
            what = Message("beside Chinese, {half} is written {full}", half=found[0], full=_FULL[found[0]])
            yield Finding(text.spot, what, offset=found.start())
