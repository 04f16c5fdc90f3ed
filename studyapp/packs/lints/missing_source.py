"""Where most cards say where they are from, one that does not cannot be looked up."""

from collections.abc import Iterator

from studyapp.i18n import N_
from studyapp.packs.linted import Finding, Linted, forgotten


def findings(pack: Linted) -> Iterator[Finding]:
    """Cards without `source` in a pack where most have one."""
    return forgotten(pack, "source", N_("names no source, as {having} of {count} cards do; add source: …"))
