"""An id that ids.txt does not list could vanish unnoticed."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.ids import ids_file, listed_ids
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.report import listed


def findings(pack: Linted) -> Iterator[Finding]:
    """A list of ids, where there is one, that lacks some."""
    known = listed_ids(pack.reading.folder)
    new = [id for id in pack.reading.ids if id not in known]
    if known and new:
        what = Message("lacks {known}; studyapp pack check --write-ids writes it anew", known=listed(new, 5))
        yield Finding(ids_file(pack.reading.folder), what)
