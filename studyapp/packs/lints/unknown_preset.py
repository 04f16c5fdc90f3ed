"""A preset behind the slash of `demo: name/preset` that the demonstration does not have cannot be opened."""

from collections.abc import Iterator

from studyapp.engine.demos import find_demo, name_and_preset
from studyapp.messages import Message, Names
from studyapp.packs.linted import Finding, Linted

FAULT = True


def findings(pack: Linted) -> Iterator[Finding]:
    """Cards whose demonstration has no such preset."""
    for entry in pack.cards:
        name, preset = name_and_preset(entry.card.demo or "")
        if preset:
            known = [each.name for each in find_demo(name).presets]
            if preset not in known:
                what = Message(
                    "{name} has no preset {preset}; it has: {known}",
                    name=name,
                    preset=preset,
                    known=Names(known),
                )
                yield Finding(entry.spot.at("demo"), what)
