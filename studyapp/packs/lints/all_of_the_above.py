"""Options are shown in another order each time, so that none may speak of those above it."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.cards.choice import Schema
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.texts import written

_ABOVE = re.compile(
    r"^\W*(?:all|none|both|neither|any)\b[^.]{0,20}\b(?:above|below)\b"
    r"|^\W*(?:all|none) of (?:these|them|the options)\W*$"
    r"|\b(?:both|neither) \(?[a-d]\)? (?:and|nor) \(?[a-d]\b|^以[上下](?:都|皆|全|均|选项)|^(?:上述|上面)",
    re.IGNORECASE,
)


def findings(pack: Linted) -> Iterator[Finding]:
    """Options that speak of the others by their place."""
    for schema, spot in pack.cards_of(Schema):
        for index, option in enumerate(schema.options):
            for _, words, place in written(option.text, spot.at("options", index, "text")):
                if _ABOVE.search(words):
                    what = Message("options are shown in another order each time; mark several right instead")
                    yield Finding(place, what)
                    break
