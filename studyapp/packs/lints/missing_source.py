"""Where most cards say where they are from, one that does not cannot be looked up."""

from collections.abc import Iterator

from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Cards without `source` in a pack where most have one."""
    without = [entry for entry in pack.cards if not entry.schema.source]
    having = len(pack.cards) - len(without)
    if having > len(without):
        for entry in without:
            what = f"names no source, as {having} of {len(pack.cards)} cards do; add source: …"
            yield Finding(entry.spot.at("id"), what)
