"""Where most cards explain themselves, one that does not was forgotten."""

from collections.abc import Iterator

from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Cards without `explain` in a pack where most have one."""
    without = [entry for entry in pack.cards if not entry.schema.explain]
    having = len(pack.cards) - len(without)
    if having > len(without):
        for entry in without:
            what = f"explains nothing, as {having} of {len(pack.cards)} cards do; add explain: …"
            yield Finding(entry.spot.at("id"), what)
