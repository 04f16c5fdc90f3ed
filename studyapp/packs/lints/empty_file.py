"""A file of cards without a card was forgotten, or all of it is behind #."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Files that hold nothing."""
    for report in pack.reading.reports:
        if not report.faults and not report.data:
            yield Finding(report.path, Message("holds nothing; write cards into it, or take it away"))
