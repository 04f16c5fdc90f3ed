"""An id that is gone takes the learners' history with it, unless the card that follows it says `was:`."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.ids import ids_file, listed_ids
from studyapp.packs.linted import Finding, Linted

FAULT = True


def findings(pack: Linted) -> Iterator[Finding]:
    """Ids in ids.txt that no card has or had."""
    listed = listed_ids(pack.reading.folder)
    known = {*pack.reading.ids, *(former for entry in pack.cards for former in entry.schema.was)}
    for id, line in listed.items():
        if id not in known:
            what = Message(
                "the card {id} is gone; give the card that follows it was: {again}, or let it go by "
                "studyapp pack check --write-ids",
                id=id,
                again=id,
            )
            yield Finding(ids_file(pack.reading.folder), what, line=line)
