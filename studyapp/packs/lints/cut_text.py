"""A # with a space before it begins a comment: what stands behind it is lost to the text."""

import re
from collections.abc import Iterator

from studyapp.packs.linted import Finding, Linted

_COMMENT = re.compile(r"[ \t]+#[^\s#]\S*")
"""Without a space behind its #, as hardly anybody begins a comment: `#1`, `#hashtag`."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts without quotes behind which something like `#1` stands."""
    for text in pack.written:
        report = text.spot.report
        if not _COMMENT.search(report.source):  # nearly always, and then no place has to be found
            continue
        span = report.marks.values.get(text.spot.path)
        behind = _COMMENT.match(report.source, span.end) if span and span.style is None else None
        if behind:
            lost = behind[0].strip()
            yield Finding(
                text.spot, f"the text is cut at {lost}, since # begins a comment; put quotes around it"
            )
