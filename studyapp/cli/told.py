"""The faults of packs, told for a person, for a script, or for GitHub, which shows them in place."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from studyapp.domain.pack import Fault, Pack
from studyapp.i18n import _, language, ngettext
from studyapp.text.clean import clean

if TYPE_CHECKING:
    from studyapp.packs.lints import Rule
    from studyapp.packs.problems.trying import Tally

FORMATS = ("text", "json", "github")

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def tell(
    form: str,
    packs: Sequence[Pack],
    faults: Sequence[Fault],
    tally: "Tally | None",
    parts: Sequence[str],
) -> str:
    """Everything that a check found, in one of FORMATS; `tally` says what was tried where that was asked.

    `parts` says of each pack which part of it was checked; it is empty for a whole one.
    """
    if form == "json":
        return _as_json(packs, faults, tally, parts)
    lines = [fault.say() if form == "text" else workflow_command(fault) for fault in faults]
    lines += [summary(pack, part) for pack, part in zip(packs, parts, strict=True)]
    if tally:
        lines.append(
            _(
                "Tried: {variants} variants, {right} right answers, {mistaken} with a known mistake, "
                "{strange} strange numbers, {junk} pieces of junk.",
                **{name: f"{number:,}" for name, number in vars(tally).items()},
            )
        )
    return "\n".join(lines)


def workflow_command(fault: Fault) -> str:
    """A line of a job's log that GitHub turns into a note at the place: `::error file=…,line=…::…`."""
    place = {"file": fault.file}
    if fault.line:
        place |= {"line": str(fault.line), "col": str(fault.column)}
    if fault.rule:
        place["title"] = fault.rule
    properties = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in place.items())
    told = _escaped(fault.say_with_path(), _IN_MESSAGE)
    return f"::{'warning' if fault.warning else 'error'} {properties}::{told}"


def rule_lines(rules: "Iterable[Rule]", *, as_json: bool) -> str:
    """The lint rules, a line each or as a JSON array."""
    if as_json:
        told = [
            {"rule": rule.name, "severity": "fault" if rule.is_fault else "warning", "about": rule.about}
            for rule in rules
        ]
        return json.dumps(told, ensure_ascii=False)
    return "\n".join(f"{rule.name:<26} {_about(rule)}" for rule in rules)


def _about(rule: "Rule") -> str:
    about = _(rule.about)
    return _("{about} (a fault)", about=about) if rule.is_fault else about


def as_object(fault: Fault) -> dict[str, object]:
    """A fault as `--json` prints it, in English for scripts; `rule` only where a lint rule found it."""
    told: dict[str, object] = {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "where": fault.where,
        "what": fault.say_what("en"),
        "severity": fault.severity,
    }
    return {**told, "rule": fault.rule} if fault.rule else told


def described(pack: Pack) -> dict[str, object]:
    """A pack as the contract of `pack list --json` has it."""
    return {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title.say(language()),
        "path": str(pack.path),
        "builtin": pack.builtin,
        "cards": len(pack.cards),
        "problems": [id.partition("/")[2] for id, card in pack.cards.items() if card.kind == "problem"],
        "faults": sum(not fault.warning for fault in pack.faults),
    }


def summary(pack: Pack, part: str = "") -> str:
    """What a pack, or the part of it that was checked, holds and how it stands, in a line."""
    counts = Counter(fault.warning for fault in pack.faults)
    problems = sum(card.kind == "problem" for card in pack.cards.values())
    said = [
        ngettext("{count} card", "{count} cards", len(pack.cards)),
        ngettext("{count} problem", "{count} problems", problems),
        ngettext("{count} fault", "{count} faults", counts[False]) if counts[False] else _("no faults"),
    ]
    if counts[True]:
        said.append(ngettext("{count} warning", "{count} warnings", counts[True]))
    return clean(_("{label}: {said}", label=part or pack.id, said=_(", ").join(said)))


def _as_json(
    packs: Sequence[Pack], faults: Sequence[Fault], tally: "Tally | None", parts: Sequence[str]
) -> str:
    told: dict[str, object] = {
        "faults": [as_object(fault) for fault in faults],
        "packs": [
            {
                **described(pack),
                **({"part": part} if part else {}),
                "warnings": sum(fault.warning for fault in pack.faults),
            }
            for pack, part in zip(packs, parts, strict=True)
        ],
    }
    return json.dumps({**told, "tried": vars(tally)} if tally else told, ensure_ascii=False)


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(character, character) for character in text)
