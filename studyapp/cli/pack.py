"""`studyapp pack`: check packs and list them; the verbs that write one are in files of their own."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from studyapp.cli.pack_coverage import coverage
from studyapp.cli.pack_glossary import glossary
from studyapp.cli.pack_new import new
from studyapp.cli.pack_preview import preview
from studyapp.cli.pack_schema import schema
from studyapp.cli.pack_switch import off, on
from studyapp.cli.told import FORMATS, described, rule_lines, summary, tell
from studyapp.config import load_config
from studyapp.home import Home
from studyapp.i18n import N_, _, language
from studyapp.packs.library import Library
from studyapp.packs.sources import find_sources
from studyapp.processes import processors
from studyapp.store.pack_cache import load_library
from studyapp.store.store import Store
from studyapp.study.installed import STATES, state_of
from studyapp.text.clean import clean

FOUND_FAULTS = 1

EXAMPLES = N_(
    """\b
Examples:
  studyapp pack new my-pack           begin a pack that works at once
  studyapp pack check my-pack         say exactly what is wrong with it
  studyapp pack list --json"""
)


@click.group("pack", epilog=EXAMPLES)
def command() -> None:
    """Write, check and list content packs."""


command.add_command(coverage)
command.add_command(glossary)
command.add_command(new)
command.add_command(preview)
command.add_command(schema)
command.add_command(on)
command.add_command(off)


@command.command("check", epilog="Example: studyapp pack check my-pack")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--seeds",
    type=click.IntRange(1, 100_000),
    help="Draw so many variants of each level and answer every one; told in a last line what was tried.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object: the faults, and the packs.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="github: as workflow commands, which GitHub shows in place.",
)
@click.option(
    "--write-ids", is_flag=True, help="Write ids.txt beside pack.yaml: an id that vanishes is a fault."
)
def check(paths: tuple[Path, ...], *, seeds: int | None, as_json: bool, form: str, write_ids: bool) -> int:
    """Say exactly what is wrong with a pack.

    PATH is a pack's folder, a folder of packs, or a chapter or file of a pack, of which that part alone is
    checked; without one, the pack in whose folder you stand, and elsewhere all packs that are found. Every
    fault is told as file:line:column. The exit status is 0 where there is none, 1 where there are some and 2
    where a pack could not be checked at all; warnings do not change it.
    """
    from studyapp.packs import ids
    from studyapp.packs.asked import asked_about
    from studyapp.packs.check import check_pack
    from studyapp.packs.problems.trying import Tally

    home = Home.find()
    asked = asked_about(paths, home)
    for each in asked if write_ids else ():
        ids.write_ids(each.folder)
    tally = Tally()
    cores = processors()
    checked = [
        check_pack(each, seeds, tally=tally, progress=_progress(each.folder), workers=cores) for each in asked
    ]
    faults = [fault for pack in checked for fault in pack.faults]
    faults += Library.of(checked).refused
    if told := tell(
        "json" if as_json else form,
        checked,
        faults,
        tally if seeds else None,
        [each.name for each in asked],
    ):
        click.echo(told)
    return FOUND_FAULTS if any(not fault.warning for fault in faults) else 0


@command.command("rules", epilog="Example: studyapp pack rules")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each rule.")
def rules(as_json: bool) -> None:
    """List the lint rules of the check, with what each is about.

    A warning is silenced where it is meant, by allow: with the rule's name and the reason, on a card, on a
    concept or in pack.yaml.
    """
    from studyapp.packs.lints import all_rules

    click.echo(rule_lines(all_rules().values(), as_json=as_json))


@command.command("list", epilog="Example: studyapp pack list --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each pack.")
def list_packs(as_json: bool) -> None:
    """List the packs that are found: what each holds, and whether it is on, off or waits to be begun."""
    home = Home.find()
    config = load_config(home)
    library = load_library(home.pack_cache, find_sources(home)).library
    with Store.open(home.database, read_only=True) as store:
        seen = store.seen()
    states = {id: state_of(id, config, seen) for id in library.packs}
    for fault in library.refused:
        click.echo(fault.say(), err=True)
    if as_json:
        click.echo(
            json.dumps(
                [{**described(pack), "state": states[pack.id]} for pack in library.packs.values()],
                ensure_ascii=False,
            )
        )
        return
    for pack in library.packs.values():
        click.echo(
            f"{summary(pack)}\n    {pack.title.say(language())} {pack.version} · {_(STATES[states[pack.id]])}"
            f" · {pack.path}"
        )


def _progress(folder: Path) -> Callable[[int, int], None] | None:
    """A bar on a terminal's last line, gone when all is done; elsewhere none."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        filled = 30 * done // max(1, of)
        bar = "━" * filled + "╌" * (30 - filled)
        click.echo(f"\r\x1b[K{clean(folder.name)} {bar} {done}/{of}", err=True, nl=False)
        if done == of:
            click.echo("\r\x1b[K", err=True, nl=False)

    return show
