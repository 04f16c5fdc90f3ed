"""`studyapp export`: write the attempts to a file, for other programs."""

import sys
from io import TextIOWrapper
from pathlib import Path

import click

from studyapp.config import Home
from studyapp.errors import StoreError
from studyapp.i18n import ngettext


@click.group("export")
def command() -> None:
    """Write your attempts to a file."""


@command.command("jsonl", epilog="Example: studyapp export jsonl attempts.jsonl")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def jsonl(file: Path | None) -> None:
    """Write the attempt log as JSON lines, to FILE or to the standard output.

    Each line is one object with its `kind`: parameters, attempt or tombstone (an answer taken back).
    """
    from studyapp.export.jsonl import write
    from studyapp.store.store import Store

    with Store.open(Home.find().database, read_only=True) as store:
        if file is None:
            if isinstance(sys.stdout, TextIOWrapper):  # JSON is UTF-8, whatever the terminal's locale says
                sys.stdout.reconfigure(encoding="utf-8")
            write(store, sys.stdout)
            return
        try:
            with file.open("w", encoding="utf-8", newline="\n") as target:
                count = write(store, target)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError("{path} cannot be written: {reason}", path=file, reason=reason) from error
    click.echo(
        ngettext("{count} line written to {path}", "{count} lines written to {path}", count, path=file),
        err=True,
    )
