"""A number put into one language's prompt and not into the other's tells one learner more."""

from collections.abc import Iterator

from studyapp.domain.text import Text
from studyapp.engine.problems.template import placeholders
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.report import listed


def findings(pack: Linted) -> Iterator[Finding]:
    """Prompts whose languages put in different names."""
    for _, level in pack.levels:
        prompt = level.stated.schema.prompt
        spot = level.stated.spot.at("prompt")
        stated = spot.data
        if prompt is None or not isinstance(stated, dict) or len(stated) < 2:
            continue
        ours, theirs = _names(prompt)
        for language, other, missing in (("en", "zh", theirs - ours), ("zh", "en", ours - theirs)):
            if missing:
                names = listed([f"{{{name}}}" for name in sorted(missing)])
                yield Finding(
                    spot.at(language),
                    Message("does not put in {names}, as {other} does", names=names, other=other),
                )


def _names(prompt: Text) -> tuple[set[str], set[str]]:
    ours, theirs = placeholders(prompt.en), placeholders(prompt.zh)
    return {place.name for place in ours}, {place.name for place in theirs}
