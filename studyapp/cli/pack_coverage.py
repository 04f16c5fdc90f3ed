"""`studyapp pack coverage`: what there is for each concept of a pack, in a table or as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from studyapp.home import Home
from studyapp.i18n import N_, _, language, ngettext
from studyapp.text.clean import clean
from studyapp.text.width import cut, pad, width

if TYPE_CHECKING:
    from studyapp.packs.coverage import Counts, Coverage, CoveredConcept

EXAMPLES = N_(
    """\b
Examples:
  studyapp pack coverage my-pack            what there is for each concept
  studyapp pack coverage my-pack --json     the same for a script"""
)

KIND_HEADS = {
    "basic": N_("bas"),
    "cloze": N_("clo"),
    "choice": N_("cho"),
    "order": N_("ord"),
    "match": N_("mat"),
    "problem": N_("pro"),
}
DEPTH_HEADS = {"foundation": N_("fou"), "core": N_("cor"), "further": N_("fur")}

NARROWEST_NAME = 16
"""Columns for the concepts' names where the figures leave little room."""


@click.command("coverage", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each pack.")
def coverage(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Tell what there is for each concept: cards, kinds, problems, mistakes, demos, languages, levels.

    PATH is a pack's folder or a folder of packs; without one, the pack in whose folder you stand is told, and
    elsewhere all packs that are found. Cards with faults are not counted; `studyapp pack check` says what is
    wrong with them.
    """
    from studyapp.packs.asked import asked_about
    from studyapp.packs.coverage import coverage as covered
    from studyapp.packs.sources import named_packs

    home = Home.find()
    folders = named_packs(paths, home) if paths else [asked.folder for asked in asked_about((), home)]
    packs = [covered(folder) for folder in folders]
    for pack in packs:
        if pack.faults:
            told = ngettext(
                "{pack}: {count} fault; what has one is not counted",
                "{pack}: {count} faults; what has one is not counted",
                len(pack.faults),
                pack=pack.id,
            )
            click.echo(clean(told), err=True)
    if as_json:
        click.echo(json.dumps([described(pack) for pack in packs], ensure_ascii=False))
    else:
        columns = get_terminal_size().columns
        click.echo("\n\n".join(clean("\n".join(table(pack, columns))) for pack in packs))


# --- for a script -------------------------------------------------------------------------------------------


def described(pack: "Coverage") -> dict[str, object]:
    """A pack's coverage as `--json` prints it; figures of the whole, of each chapter and each concept."""
    return {
        "pack": pack.id,
        "version": pack.version,
        "title": pack.title.say(language()),
        "faults": len(pack.faults),
        **_figures(pack.counts),
        "chapters": [
            {
                "chapter": chapter.chapter.id,
                "title": chapter.chapter.title.say(language()),
                **_figures(chapter.counts),
                "concepts": [_concept(concept) for concept in chapter.concepts],
            }
            for chapter in pack.chapters
        ],
    }


def _concept(covered: "CoveredConcept") -> dict[str, object]:
    return {
        "concept": covered.concept.id,
        "name": covered.concept.name.say(language()),
        **_figures(covered.counts),
        "problems": [
            {"id": problem.id, "levels": problem.levels, "mistakes": problem.mistakes}
            for problem in covered.problems
        ],
        "thin": covered.is_thin,
    }


def _figures(counts: "Counts") -> dict[str, object]:
    return {
        "cards": counts.cards,
        "kinds": counts.kinds,
        "problem_levels": counts.levels,
        "mistakes": counts.mistakes,
        "demos": sorted(counts.demos),
        "complete": counts.complete,
        "tags": counts.depths,
    }


# --- for a person -------------------------------------------------------------------------------------------


def table(pack: "Coverage", columns: int = 80) -> list[str]:
    """The coverage in lines of at most so many columns; names are cut where they leave no room."""
    rows: list[tuple[str, Sequence[str]]] = [("", _heads())]
    for chapter in pack.chapters:
        rows.append((chapter.chapter.title.say(language()), _cells(chapter.counts, pack)))
        rows += [
            (f"  {concept.concept.name.say(language())}", _cells(concept.counts, pack))
            for concept in chapter.concepts
        ]
    rows.append((_("The whole pack"), _cells(pack.counts, pack)))
    wide = [max(width(cells[at]) for _name, cells in rows) for at in range(len(rows[0][1]))]
    room = max(NARROWEST_NAME, columns - sum(wide) - len(wide))
    room = min(room, max(width(name) for name, _cells in rows))
    lines = [
        " ".join([pad(cut(name, room), room), *map(_right, cells, wide)]).rstrip() for name, cells in rows
    ]
    title = _(
        "{title} ({pack} {version})", title=pack.title.say(language()), pack=pack.id, version=pack.version
    )
    return [title, "", lines[0], *_set_apart(lines[1:-1]), "", lines[-1], "", *_legend(), *_thin(pack)]


def _heads() -> list[str]:
    return [
        _("all"),
        *map(_, KIND_HEADS.values()),
        _("lev"),
        _("mis"),
        _("dem"),
        _("lan"),
        *map(_, DEPTH_HEADS.values()),
    ]


def _cells(counts: "Counts", pack: "Coverage") -> list[str]:
    lacking = counts.lacking(pack.languages)
    figures = [
        counts.cards,
        *(counts.kinds[kind] for kind in KIND_HEADS),
        counts.levels,
        counts.mistakes,
        len(counts.demos),
    ]
    complete = "" if not counts.cards else f"−{lacking}" if lacking else "✓"
    return [*map(_shown, figures), complete, *(_shown(counts.depths[depth]) for depth in DEPTH_HEADS)]


def _shown(count: int) -> str:
    return str(count) if count else "·"


def _right(text: str, columns: int) -> str:
    return pad(text, columns, align="right")


def _set_apart(lines: Sequence[str]) -> list[str]:
    """The rows with an empty line before each chapter but the first."""
    return [line for at, row in enumerate(lines) for line in (["", row] if at and row[0] != " " else [row])]


def _legend() -> list[str]:
    return [
        _("bas clo cho ord mat pro: cards by kind, from basic to problem"),
        _("lev, mis: the problems' levels, and the mistakes that are recognised"),
        _("dem, lan: demos; ✓ every card stands in each language, −2 two of them do not"),
        _("fou cor fur: cards by level tag (foundation, core, further)"),
    ]


def _thin(pack: "Coverage") -> list[str]:
    """The concepts that want more cards, or another kind of card."""
    thin = [covered.concept.name.say(language()) for covered in pack.concepts if covered.is_thin]
    if not thin:
        return []
    told = ngettext(
        "{count} concept has fewer than two cards, or cards of one kind only:",
        "{count} concepts have fewer than two cards, or cards of one kind only:",
        len(thin),
    )
    return ["", told, *(f"  {name}" for name in thin)]
