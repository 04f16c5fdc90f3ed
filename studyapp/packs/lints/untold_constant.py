"""A constant that the answer depends on must be told, since the learner cannot see `fixed:`."""

import re
from collections.abc import Iterator
from fractions import Fraction

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import depends_on, place_of_number, told
from studyapp.packs.problems.trying import TriedLevel
from studyapp.text.numbers import show

_PLAIN = (0, 1)
"""Numbers that a question tells by leaving them out: no padding, a single copy."""
_WORDS = {
    2: "two|twice|double|pair|half|both|二|两|双|半",
    3: "three|third|三",
    4: "four|quarter|四",
    5: "five|五",
}
_WORDS |= {6: "six|六", 7: "seven|七", 8: "eight|八", 9: "nine|九", 10: "ten|十", 12: "twelve|dozen|十二"}


def findings(pack: Linted) -> Iterator[Finding]:
    """Numbers under `fixed` that an answer needs and that stand nowhere in the prompt."""
    for _, level in pack.levels:
        needed = depends_on(level.plan) & level.plan.level.fixed.keys()
        said = {place.name for place in told(level.plan)}
        for name in sorted(needed - said):
            value = level.plan.level.fixed[name]
            if isinstance(value, bool) or not isinstance(value, int | Fraction) or value in _PLAIN:
                continue
            if not _is_told(level, value):
                what = Message(
                    "the answer depends on {name} = {value}, which the prompt does not say",
                    name=name,
                    value=show(value),
                )
                yield Finding(place_of_number(level.stated, "fixed", name), what, key=True)


def _is_told(level: TriedLevel, value: int | Fraction) -> bool:
    prompts = [level.plan.level.prompt, *(part.prompt for part in level.plan.parts)]
    words = _WORDS.get(int(value), "") if value == int(value) else ""
    ways = [
        rf"(?<![\d.]){re.escape(show(value))}(?![\d]|\.\d)",
        rf"(?<![\d.]){re.escape(show(value * 100))} ?%",
    ]
    pattern = re.compile("|".join([*ways, *([words] if words else [])]), re.IGNORECASE)
    return any(pattern.search(prompt.en.replace(",", "").replace("−", "-")) for prompt in prompts)
