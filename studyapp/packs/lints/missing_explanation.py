"""Where most cards explain themselves, one that does not was forgotten."""

from collections.abc import Iterator

from studyapp.i18n import N_
from studyapp.packs.linted import Finding, Linted, forgotten


def findings(pack: Linted) -> Iterator[Finding]:
    """Cards without `explain` in a pack where most have one."""
    return forgotten(pack, "explain", N_("explains nothing, as {having} of {count} cards do; add explain: …"))
