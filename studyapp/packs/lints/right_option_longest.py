"""Where the longest option is mostly the right one, it is picked without knowing anything."""

from collections.abc import Iterator
from math import sqrt

from studyapp.packs.cards.choice import Schema
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.report import Spot
from studyapp.packs.schema import PackSchema
from studyapp.text.width import width

FEWEST = 8
"""Cards from which on a share says something."""
SURPRISE = 3
"""Standard deviations above chance."""


def findings(pack: Linted) -> Iterator[Finding]:
    """The pack, where far more right options are the longest than chance would have."""
    root = next((spot for schema, spot in pack.reading.stated if isinstance(schema, PackSchema)), None)
    for language in pack.reading.languages:
        chances: list[float] = []
        longest = 0
        for schema, _spot in pack.cards_of(Schema):
            sizes = [(width(option.text.say(language)), option.right) for option in schema.options]
            if sum(right for _, right in sizes) != 1:
                continue
            chances.append(1 / len(sizes))
            most = max(size for size, _ in sizes)
            longest += [right for size, right in sizes if size == most] == [True]
        if root is not None and (what := _told(longest, chances)):
            yield Finding(_title(root), what + (" in Chinese" if language == "zh" else ""))
            return


def _told(longest: int, chances: list[float]) -> str:
    count, expected = len(chances), sum(chances)
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    if count < FEWEST or longest <= max(count / 2, expected + SURPRISE * spread):
        return ""
    return (
        f"in {longest} of {count} choice cards the right option is the longest, by chance it would be "
        f"{expected:.0f}; shorten right ones or fill out wrong ones"
    )


def _title(root: Spot) -> Spot:
    return root.at("title")
