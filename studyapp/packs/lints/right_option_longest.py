"""Where the longest option is mostly the right one, it is picked without knowing anything."""

from collections.abc import Iterator
from math import sqrt

from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.cards.choice import Schema
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.report import Spot
from studyapp.packs.schema import PackSchema
from studyapp.text.width import width

FEWEST = 8
"""Cards from which on a share says something."""
SURPRISE = 3
"""Standard deviations above chance."""
_TOLD = {
    "en": N_(
        "in {longest} of {count} choice cards the right option is the longest, by chance it would "
        "be {expected}; shorten right ones or fill out wrong ones"
    ),
    "zh": N_(
        "in {longest} of {count} choice cards the right option is the longest in Chinese, by chance "
        "it would be {expected}; shorten right ones or fill out wrong ones"
    ),
}


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
        if root is not None and _is_odd(longest, chances):
            count, expected = len(chances), f"{sum(chances):.0f}"
            what = Message(_TOLD[language], longest=longest, count=count, expected=expected)
            yield Finding(_title(root), what)
            return


def _is_odd(longest: int, chances: list[float]) -> bool:
    """Whether that many right options are the longest by more than chance."""
    count, expected = len(chances), sum(chances)
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    return count >= FEWEST and longest > max(count / 2, expected + SURPRISE * spread)


def _title(root: Spot) -> Spot:
    return root.at("title")
