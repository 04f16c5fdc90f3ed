"""An answer that is the same in every variant is learnt as a number, not as a way."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.text.numbers import show

FEWEST = 10
"""Variants with different prompts, from which on it is no chance."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Parts that do not depend on what varies, or that come out alike whatever is drawn."""
    for _, level in pack.levels:
        prompts = {variant.prompt for variant in level.variants}
        if len(prompts) < min(FEWEST, len(level.variants)) or len(prompts) < 2:
            continue
        for part in level.plan.parts:
            answers = {variant.answers[part.name] for variant in level.variants}
            if len(answers) == 1:
                place, is_key = level.stated.place_of_part(part.name)
                what = Message(
                    "{part} is {value} in every variant of level {level}; "
                    "ask for what depends on what varies",
                    part=part.name,
                    value=show(answers.pop()),
                    level=level.plan.number,
                )
                yield Finding(place, what, key=is_key)
