"""The same prose in both languages is a translation that was put off."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.texts import is_prose


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts whose two languages are word for word the same."""
    for text, spot in pack.texts:
        stated = spot.data
        if isinstance(stated, dict) and len(stated) > 1 and text.en == text.zh and is_prose(text.en):
            yield Finding(
                spot, Message("is the same in both languages; translate it, or write it once, without {{…}}")
            )
