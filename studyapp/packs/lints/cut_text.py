"""A # with a space before it begins a comment: what stands behind it is lost to the text."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted

_COMMENT = re.compile(r"[ \t]+#[^\s#]\S*")
"""Without a space behind its #, as hardly anybody begins a comment: `#1`, `#hashtag`."""
_SOMEWHERE = re.compile(r"[ \t]#[^\s#]")


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts without quotes behind which something like `#1` stands."""
    # In most files there is none, and then no place has to be found.
    files = {id(report) for report in pack.reading.reports if _SOMEWHERE.search(report.source)}
    for text in pack.written:
        report = text.spot.report
        if id(report) not in files:
            continue
        span = report.marks.values.get(text.spot.path)
        behind = _COMMENT.match(report.source, span.end) if span and span.style is None else None
        if behind:
            lost = behind[0].strip()
            yield Finding(
                text.spot,
                Message(
                    "the text is cut at {lost}, since # begins a comment; put quotes around it", lost=lost
                ),
            )
