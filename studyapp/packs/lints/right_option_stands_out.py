"""A right option far longer than all the others is picked for its length."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.cards.choice import Schema
from studyapp.packs.linted import Finding, Linted
from studyapp.text.width import width

TIMES, COLUMNS = 1.6, 12
"""By how much it must be longer than the longest wrong one."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Cards whose one right option is longer than all others by more than half."""
    for schema, spot in pack.cards_of(Schema):
        right = [index for index, option in enumerate(schema.options) if option.right]
        if len(right) != 1 or len(schema.options) < 3:
            continue
        for language in pack.reading.languages:
            sizes = [width(option.text.say(language)) for option in schema.options]
            size, longest = sizes[right[0]], max(each for i, each in enumerate(sizes) if i != right[0])
            if size > TIMES * longest and size > longest + COLUMNS:
                what = Message(
                    "is {size} columns wide, the longest wrong option {longest}; its length gives it away",
                    size=size,
                    longest=longest,
                )
                yield Finding(spot.at("options", right[0], "text"), what)
                break
