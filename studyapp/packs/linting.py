"""Letting every lint rule look at a pack, and heeding the authors who silence one with a reason."""

from pathlib import Path

from studyapp.domain.pack import Fault
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.lints import all_rules, rule_names
from studyapp.packs.problems.trying import SEEDS
from studyapp.packs.report import Spot, shown_path
from studyapp.packs.schema import Allow, PackSchema
from studyapp.packs.wording import unknown

UNUSED = "unused-allow"
"""As what a silence that silences nothing is told; it hangs on the other rules, so it is none itself."""

_ALLOW = "allow"


def lint(pack: Linted) -> None:
    """Tell what the rules find, but for what `allow:` says is meant."""
    silences = _Silences(pack)
    was_whole = pack.is_whole
    for rule in all_rules().values():
        for report in pack.reading.reports:
            report.rule = rule.name
        for finding in rule.findings(pack):
            if rule.is_fault or not silences.hold(rule.name, finding.at):
                _tell(pack, finding, rule.name, warning=not rule.is_fault)
    for report in pack.reading.reports:
        report.rule = ""
    silences.tell_unknown()
    drawn_enough = all(tried.seeds >= SEEDS for tried in pack.tried)
    if was_whole and pack.is_whole and drawn_enough:  # what has a fault was not looked at
        silences.tell_unused()


def _tell(pack: Linted, finding: Finding, rule: str, *, warning: bool) -> None:
    if isinstance(finding.at, Path):
        column = 1 if finding.line else 0
        fault = Fault(shown_path(finding.at), finding.line, column, "", finding.what, warning, rule)
        pack.reading.loose_faults.append(fault)
    else:
        finding.at.fault(finding.what, key=finding.key, offset=finding.offset, warning=warning)


class _Silences:
    """What the pack, its concepts and its cards allow, and what of it was needed."""

    def __init__(self, pack: Linted) -> None:
        self.stated: list[tuple[Allow, Spot]] = []
        self.by_place: dict[tuple[int, object], tuple[Allow, Spot]] = {}
        self.of_the_pack: tuple[Allow, Spot] | None = None
        self.used: set[tuple[int, tuple[object, ...], str]] = set()
        for schema, spot in pack.reading.stated:
            allow: Allow = getattr(schema, _ALLOW, {})
            if not allow:
                continue
            self.stated.append((allow, spot))
            if isinstance(schema, PackSchema):
                self.of_the_pack = allow, spot
            else:
                self.by_place[id(spot.report), spot.path[0]] = allow, spot

    def hold(self, rule: str, at: Spot | Path) -> bool:
        """Whether a rule is silenced at a place: by the card or concept itself, else by the pack."""
        own = None
        if isinstance(at, Spot) and at.path:
            own = self.by_place.get((id(at.report), at.path[0]))
        for silence in (own, self.of_the_pack):
            if silence is not None and rule in silence[0]:
                self.used.add((id(silence[1].report), silence[1].path, rule))
                return True
        return False

    def tell_unknown(self) -> None:
        """A rule that does not exist, or that finds faults, cannot be silenced."""
        for allow, spot in self.stated:
            for name in allow:
                place = spot.at(_ALLOW, name)
                if name not in rule_names():
                    place.fault(unknown(N_("rule"), name, rule_names()), key=True)
                elif all_rules()[name].is_fault:
                    place.fault(
                        Message("what {name} finds is a fault; mend it, it cannot be allowed", name=name),
                        key=True,
                    )

    def tell_unused(self) -> None:
        """A silence that silences nothing hides the next thing that the rule would find."""
        for allow, spot in self.stated:
            for name in allow:
                if (id(spot.report), spot.path, name) not in self.used:
                    spot.report.rule = UNUSED
                    what = Message("there is nothing here that {name} would find; take it out", name=name)
                    spot.at(_ALLOW, name).fault(what, key=True, warning=True)
                    spot.report.rule = ""
