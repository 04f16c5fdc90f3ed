"""A tag gathers cards; on one card alone it gathers nothing, and is often a misspelt one."""

from collections import defaultdict
from collections.abc import Iterator

from studyapp.errors import nearest
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.report import Spot

_MISSPELT = N_("no other card has the tag {tag}; did you mean {close}?")
_ALONE = N_("no other card has the tag {tag}; take it out, or give it to others too")


def findings(pack: Linted) -> Iterator[Finding]:
    """Tags that one card alone has."""
    places: defaultdict[str, list[Spot]] = defaultdict(list)
    for entry in pack.cards:
        spot = entry.spot.at("tags")
        for index, tag in enumerate(entry.schema.tags):
            places[tag].append(spot.at(index) if isinstance(spot.data, list) else spot)
    shared = [tag for tag, spots in places.items() if len(spots) > 1]
    for tag, spots in places.items():
        if len(spots) == 1:
            close = nearest(tag, shared)
            yield Finding(spots[0], Message(_MISSPELT if close else _ALONE, tag=tag, close=close))
