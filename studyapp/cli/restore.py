"""`studyapp restore`: a backup in the place of a file that was damaged or lost."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from studyapp.errors import StoreError
from studyapp.home import Home
from studyapp.i18n import N_, _, ngettext
from studyapp.store.backup import back_up
from studyapp.store.restore import Restored, newest_good, restore
from studyapp.text.clean import clean

EXAMPLES = N_(
    """\b
Examples:
  studyapp restore --dry-run            say first what would be done
  studyapp restore                      from the newest backup that is whole
  studyapp restore /media/usb/study.sqlite3"""
)

SHOWN = 7
"""Days that are named."""


@click.command("restore", epilog=EXAMPLES)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--exactly", is_flag=True, help="Leave out what was answered since the backup.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def command(file: Path | None, exactly: bool, dry_run: bool) -> None:
    """Put a backup in the place of your file of answers.

    Without FILE it is the newest backup that is whole. What the present file has besides is added, as far as
    it can be read; the file itself is set aside and not deleted.
    """
    home = Home.find()
    backup = file or newest_good(home.backups)
    if backup is None:
        raise StoreError(
            "there is no backup in {path} that is whole; `studyapp doctor --restore` saves what can be read "
            "of the present file",
            path=home.backups,
        )
    now = datetime.now(UTC)
    done = restore(home.database, backup, now, exactly=exactly, dry_run=dry_run)
    if exactly and not dry_run:  # what a newer backup has besides was left out on purpose
        back_up(home.database, home.backups, now, as_it_is=True)
    click.echo(clean("\n".join(told(done, dry_run))))


def told(done: Restored, dry_run: bool) -> list[str]:
    """What was done, or would be, in sentences."""
    lines = [_("Only tried; nothing was changed. This is what would be done:")] if dry_run else []
    if done.backup:
        lines.append(_("Restored from {path}.", path=done.backup))
    else:
        lines.append(_("Saved what could be read of the present file."))
    if done.added is not None:
        lines.append(
            ngettext(
                "{count} answer that only the present file has was added.",
                "{count} answers that only the present file has were added.",
                done.added.attempts,
            )
        )
        if done.added.differing:
            lines.append(
                ngettext(
                    "{count} answer differs in the two; the backup's was taken.",
                    "{count} answers differ in the two; the backup's were taken.",
                    len(done.added.differing),
                )
            )
    lines += _doubtful(done)
    lines.append(ngettext("There is {count} answer now.", "There are {count} answers now.", done.attempts))
    if done.aside:
        lines.append(_("The file that was there is kept as {path}.", path=done.aside))
    return lines


def _doubtful(done: Restored) -> list[str]:
    """What could not be read of the present file, and which of its days may be altered."""
    lines = []
    if done.unreadable:
        lines.append(
            ngettext(
                "{count} row could not be read any more.",
                "{count} rows could not be read any more.",
                done.unreadable,
            )
        )
    if done.altered:
        lines.append(
            ngettext(
                "Of {count} day that file has not just what was written; what was added of it may be "
                "altered: {days}",
                "Of {count} days that file has not just what was written; what was added of them may be "
                "altered: {days}",
                len(done.altered),
                days=_few(done.altered),
            )
        )
    return lines


def _few(days: Sequence[str]) -> str:
    return ", ".join(days[:SHOWN]) + " …" * (len(days) > SHOWN)
