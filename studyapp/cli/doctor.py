"""`studyapp doctor`: examines the file of answers, and mends it where that is asked for."""

import json
from datetime import UTC, datetime

import click

from studyapp.cli.restore import told as told_of_restoring
from studyapp.config import load_config
from studyapp.errors import StoreError
from studyapp.home import Home
from studyapp.i18n import N_, _, joined, ngettext, sentence
from studyapp.store.backup import newest_backup
from studyapp.store.health import Finding, Health, Remedy, examine
from studyapp.store.restore import newest_good, restore
from studyapp.store.store import Store
from studyapp.text.clean import clean

EXAMPLES = N_(
    """\b
Examples:
  studyapp doctor                       a quick look; changes nothing
  studyapp doctor --full                every page, every answer, every memory
  studyapp doctor --restore --dry-run   what restoring would do"""
)
ILL = 1

ADVICE = {
    Remedy.REBUILD: N_("`studyapp doctor --rebuild` puts this right; no answer is touched."),
    Remedy.RESTORE: N_(
        "`studyapp doctor --restore` takes the newest whole backup, adds all that can be read of this file, "
        "and keeps this file beside it. Add --dry-run to see first what that would do."
    ),
}


@click.command("doctor", epilog=EXAMPLES)
@click.option("--full", is_flag=True, help="Check every page, every answer and every memory.")
@click.option("--rebuild", is_flag=True, help="Work indexes and memory anew from the log.")
@click.option("--restore", "restored", is_flag=True, help="Restore from a backup and what can be read.")
@click.option("--accept", is_flag=True, help="Take altered answers as they are now.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def command(*, full: bool, rebuild: bool, restored: bool, accept: bool, dry_run: bool, as_json: bool) -> int:
    """Examine your file of answers, and say what to do where something is wrong.

    Without --rebuild, --restore or --accept nothing is changed.
    """
    home = Home.find()
    if not home.database.exists() and not restored and not newest_backup(home.backups):
        nothing = _("There are no answers yet in {path}.", path=home.database)
        click.echo("{}" if as_json else clean("\n".join([nothing, *warnings(home)])))
        return 0
    lines = []
    if restored:
        done = restore(home.database, newest_good(home.backups), datetime.now(UTC), dry_run=dry_run)
        lines += told_of_restoring(done, dry_run)
    if accept:
        lines.append(_accept(home, dry_run))
    if rebuild:
        lines.append(_rebuild(home, dry_run))
    if home.database.exists():
        health = examine(home.database, full=full or accept or restored, backups=home.backups)
    elif restored:
        click.echo(clean("\n".join(lines)))
        return 0
    else:
        gone = StoreError("{path} is gone, though there are backups of it", path=home.database)
        health = Health(attempts=None, findings=(Finding(gone, Remedy.RESTORE),))
    if as_json:
        click.echo(json.dumps(described(health, home), ensure_ascii=False))
    else:
        click.echo(clean("\n".join([*lines, *told(health, home, full), *warnings(home)])))
    return 0 if health.is_well else ILL


def warnings(home: Home) -> list[str]:
    """What is worth a look in the settings: packs that they name and that are not there."""
    from studyapp.study.strange_packs import installed_names, strange_packs

    strange = strange_packs(load_config(home), lambda: installed_names(home))
    return [sentence(told_of) for _key, told_of in strange]


def _accept(home: Home, dry_run: bool) -> str:
    if dry_run:
        return _("Only tried; nothing was changed. Altered answers would be taken as they are now.")
    with Store.open(home.database, load_config(home).device) as store:
        days = store.accept().result()
    return ngettext(
        "The answers of {count} day are taken as they are now.",
        "The answers of {count} days are taken as they are now.",
        days,
    )


def _rebuild(home: Home, dry_run: bool) -> str:
    if dry_run:
        return _("Only tried; nothing was changed. Indexes and memory would be worked anew.")
    with Store.open(home.database, load_config(home).device) as store:
        cards = store.mend().result()
    return ngettext(
        "The memory of {count} card was worked anew.", "The memory of {count} cards was worked anew.", cards
    )


def described(health: Health, home: Home) -> dict[str, object]:
    """An examination as `--json` prints it."""
    newest = newest_backup(home.backups)
    return {
        "path": str(home.database),
        "ok": health.is_well,
        "attempts": health.attempts,
        "findings": [
            {"what": sentence(finding.told), "remedy": finding.remedy.value} for finding in health.findings
        ],
        "newest_backup": newest.at.isoformat() if newest else None,
        "warnings": warnings(home),
    }


def told(health: Health, home: Home, full: bool) -> list[str]:
    """An examination in sentences, and what to do."""
    newest = newest_backup(home.backups)
    kept = (
        _("The newest backup is of {when}.", when=f"{newest.at.astimezone():%Y-%m-%d %H:%M}")
        if newest
        else _("There is no backup yet; `studyapp backup` makes one.")
    )
    if health.is_well:
        assert health.attempts is not None
        looked = _("Looked at everything:") if full else _("Looked at the pages and the latest answers:")
        well = ngettext(
            "{count} answer, and nothing is wrong.", "{count} answers, and nothing is wrong.", health.attempts
        )
        return [joined(looked, well), kept]
    lines = [_("Something is wrong with {path}:", path=home.database)]
    lines += [f"  - {sentence(finding.told)}" for finding in health.findings]
    lines += [_(ADVICE[remedy]) for remedy in Remedy if remedy in {one.remedy for one in health.findings}]
    if all(finding.was_altered or finding.remedy is Remedy.REBUILD for finding in health.findings) and any(
        finding.was_altered for finding in health.findings
    ):
        lines.append(_("If it was you who changed it, `studyapp doctor --accept` takes it as it is now."))
    return [*lines, kept]
