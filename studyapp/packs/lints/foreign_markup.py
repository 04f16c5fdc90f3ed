"""Texts are Markdown: HTML and a terminal's markup are shown as they stand."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import bare

_HTML = (
    r"</?(?:a|b|big|br|center|code|del|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|script|small|span|strong|sub|"
    r"sup|table|td|th|tr|tt|u|ul)(?:\s[^<>]{0,200}=[^<>]{0,200})?\s?/?>"
)
_TERMINAL = (
    r"\[/?(?:bold|dim|italic|underline|strike|blink|reverse)\b[^\[\]]{0,200}\](?!\()"
    r"|\[/\w{0,20}\]|\[(?:@\w+|link=)[^\[\]]{0,200}\]"
)
_MARKUP = re.compile(f"{_HTML}|{_TERMINAL}", re.IGNORECASE)


def findings(pack: Linted) -> Iterator[Finding]:
    """The first tag of each text that is no Markdown."""
    for text in pack.written:
        if found := _MARKUP.search(bare(text.words)):
            what = Message(
                "{found} would be shown as it stands; texts are Markdown, with `…` for code", found=found[0]
            )
            yield Finding(text.spot, what, offset=found.start())
