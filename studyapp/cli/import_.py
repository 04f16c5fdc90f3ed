"""`studyapp import`: take in attempts from a file; a verb for each format that can be read in."""

import sys
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import cast

import click

from studyapp.cli.export import STANDARD_OUTPUT as STANDARD_INPUT
from studyapp.config import load_config
from studyapp.errors import StoreError
from studyapp.export import ReadableFormat, find_format, readable
from studyapp.home import Home
from studyapp.i18n import N_, _, ngettext
from studyapp.store.merge import Merged
from studyapp.store.store import Store
from studyapp.text.clean import clean

ABOUT = N_(
    """Take in the attempts of FILE that are not here yet, or of the standard input.

What is here already stays as it is: so a file can be taken in twice, and two machines can take in each
other's."""
)
EXAMPLES = N_(
    """\b
Examples:
  studyapp import jsonl attempts.jsonl
  ssh desk studyapp export jsonl | studyapp import jsonl"""
)
SHOWN = 5
"""Ids that are named where something is wrong with many."""

DIFFER = 1
"""The exit status where attempts are here with another content."""


@click.group("import", epilog=EXAMPLES)
def command() -> None:
    """Take in attempts from a file."""


def take_in(form: ReadableFormat, file: Path | None) -> int:
    """Take in a file of this format, or the standard input."""
    home = Home.find()
    with Store.open(home.database, load_config(home).device) as store:
        if file is None or file == STANDARD_INPUT:
            if isinstance(sys.stdin, TextIOWrapper):
                sys.stdin.reconfigure(encoding="utf-8")
            merged = _read(form, store, None)
        else:
            merged = _read(form, store, file)
    click.echo(told(merged), err=True)
    return DIFFER if merged.differing else 0


def _read(form: ReadableFormat, store: Store, file: Path | None) -> Merged:
    try:
        if file is None:
            return form.read(store, sys.stdin, _("standard input"))
        with file.open(encoding="utf-8") as source:
            return form.read(store, source, file)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
        name = file or _("standard input")
        raise StoreError("{path} cannot be read: {reason}", path=name, reason=reason) from error


def told(merged: Merged) -> str:
    """What was taken in, in sentences."""
    said = [
        ngettext("{count} answer taken in", "{count} answers taken in", merged.attempts),
        ngettext("{count} was here already", "{count} were here already", merged.known),
    ]
    if merged.tombstones:
        said.append(ngettext("{count} undo taken in", "{count} undos taken in", merged.tombstones))
    if merged.marks:
        said.append(ngettext("{count} mark taken in", "{count} marks taken in", merged.marks))
    lines = [_(", ").join(said)]
    if merged.differing:
        lines.append(
            ngettext(
                "{count} answer differs from the one that is here, which was kept: {ids}",
                "{count} answers differ from those that are here, which were kept: {ids}",
                len(merged.differing),
                ids=clean(", ".join(merged.differing[:SHOWN]) + " …" * (len(merged.differing) > SHOWN)),
            )
        )
    return "\n".join(lines)


def _verb(name: str) -> click.Command:
    form = cast(ReadableFormat, find_format(name))
    file = click.Argument(["file"], required=False, type=click.Path(path_type=Path, dir_okay=False))
    example = f"Example: studyapp import {name} attempts.{name}"
    return click.Command(name, callback=partial(take_in, form), params=[file], help=ABOUT, epilog=example)


for _name in readable():
    command.add_command(_verb(_name))
