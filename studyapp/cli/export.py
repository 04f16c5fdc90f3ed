"""`studyapp export`: write the attempts to a file, for other programs; a verb for each format there is."""

import sys
from functools import partial
from io import TextIOWrapper
from pathlib import Path

import click

from studyapp.errors import StoreError
from studyapp.export import Format, find_format, formats
from studyapp.home import Home
from studyapp.i18n import N_, ngettext
from studyapp.store.store import Store

STANDARD_OUTPUT = Path("-")
EXAMPLES = N_(
    """\b
Examples:
  studyapp export jsonl attempts.jsonl
  studyapp export jsonl | wc -l"""
)


@click.group("export", epilog=EXAMPLES)
def command() -> None:
    """Write your attempts to a file."""


def export(form: Format, file: Path | None) -> None:
    """Write the attempts in this format, to the file or to the standard output."""
    with Store.open(Home.find().database, read_only=True) as store:
        if file is None or file == STANDARD_OUTPUT:
            if isinstance(sys.stdout, TextIOWrapper):  # what is exported is UTF-8, whatever the locale says
                sys.stdout.reconfigure(encoding="utf-8")
            form.write(store, sys.stdout)
            return
        try:
            with file.open("w", encoding="utf-8", newline="\n") as target:
                count = form.write(store, target)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError("{path} cannot be written: {reason}", path=file, reason=reason) from error
    click.echo(
        ngettext("{count} line written to {path}", "{count} lines written to {path}", count, path=file),
        err=True,
    )


def _verb(name: str) -> click.Command:
    form = find_format(name)
    file = click.Argument(["file"], required=False, type=click.Path(path_type=Path, dir_okay=False))
    return click.Command(
        name, callback=partial(export, form), params=[file], help=form.ABOUT, epilog=form.EXAMPLE
    )


for _name in formats():
    command.add_command(_verb(_name))
