"""`studyapp backup`: a verified copy of the answers."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from studyapp.errors import StoreError
from studyapp.home import Home
from studyapp.i18n import N_, _
from studyapp.store.backup import back_up, backups, copy_verified
from studyapp.text.clean import clean

EXAMPLES = N_(
    """\b
Examples:
  studyapp backup                       into the folder of backups, old ones thinned out
  studyapp backup /media/usb/study.sqlite3
  studyapp backup --list"""
)


@click.command("backup", epilog=EXAMPLES)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--list", "listed", is_flag=True, help="List the backups that there are.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON: the copy as an object, or the list as an array."
)
def command(file: Path | None, listed: bool, as_json: bool) -> None:
    """Copy your answers to a file that was opened again and found whole.

    Without FILE the copy goes into the folder of backups. There the last one of each of 7 days, 5 weeks and
    12 months is kept. It may be made at any time, also while you study.
    """
    home = Home.find()
    if listed:
        if file is not None:
            raise click.UsageError(_("Name a file to copy to, or say --list."))
        _list(home, as_json)
        return
    if file is None:
        made = back_up(home.database, home.backups, datetime.now(UTC)).path
    else:
        if file.exists():
            raise StoreError("{path} is there already; choose another name", path=file)
        copy_verified(home.database, file)
        made = file
    if as_json:
        click.echo(json.dumps({"path": str(made), "bytes": made.stat().st_size}, ensure_ascii=False))
    else:
        click.echo(clean(_("Backed up and verified: {path}", path=made)))


def _list(home: Home, as_json: bool) -> None:
    found = backups(home.backups)
    if as_json:
        rows = [
            {"at": one.at.isoformat(), "path": str(one.path), "bytes": one.path.stat().st_size}
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in found:
        size = one.path.stat().st_size / 1e6
        click.echo(clean(f"{one.at.astimezone():%Y-%m-%d %H:%M}  {size:8.1f} MB  {one.path}"))
    if not found:
        click.echo(_("There is no backup yet in {path}.", path=home.backups))
