"""Among several parts, one without words is a formula's name with an empty line behind it."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Parts, of several, that have no prompt and ask for an own step without words."""
    for tried, level in pack.levels:
        if len(level.plan.parts) < 2 or level.stated.schema.ask is None:
            continue
        for part in level.plan.parts:
            step = tried.schema.steps.get(part.step)
            if step is not None and not step.say and not part.prompt:
                place, is_key = level.stated.place_of_part(part.name)
                what = Message(
                    "{part} is asked without words; give it a prompt, or its step a say", part=part.name
                )
                yield Finding(place, what, key=is_key)
