"""`studyapp due`: what is due today, from the store and the card index; quick, and creates nothing."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from studyapp.config import Home, load_config
from studyapp.i18n import _, language, ngettext
from studyapp.scheduling.days import Days
from studyapp.store.agenda import Agenda, agenda
from studyapp.store.index import NO_CARDS, begun, read_index
from studyapp.store.store import Store
from studyapp.text.width import pad, width


@click.command("due", epilog="Example: studyapp due --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def command(as_json: bool) -> None:
    """Tell what is due today.

    The packs are not read for this: it tells what the app found in them when it last looked.
    """
    home = Home.find()
    config = load_config(home)
    index = read_index(home.card_index)
    with Store.open(home.database, study_days=Days(config.rollover_hour), read_only=True) as store:
        studied = begun(index or NO_CARDS, config.packs_on_request, store.seen())
        today = agenda(store, studied, datetime.now(UTC), config.new_per_day)
    if as_json:
        click.echo(json.dumps(described(today), ensure_ascii=False))
    else:
        click.echo("\n".join(told(today)))


def described(today: Agenda) -> dict[str, object]:
    """The agenda as `due --json` prints it."""
    return {
        "due": today.due,
        "new": today.new,
        "learning": today.learning,
        "answered_today": today.answered_today,
        "next_due": today.next_due.isoformat() if today.next_due else None,
        "by_chapter": [
            {
                "pack": chapter.pack,
                "chapter": chapter.chapter,
                "title": chapter.title.say(language()),
                "due": chapter.due,
                "new": chapter.new,
                "learning": chapter.learning,
                "seen": chapter.seen,
                "cards": chapter.total,
            }
            for chapter in today.chapters
        ],
    }


def told(today: Agenda) -> list[str]:
    """The agenda in words, a line each: the counts of today, then of each chapter that has any."""
    counts = (today.due, today.learning, today.new)
    says = (
        _("{count} due", count=counts[0]),
        _("{count} in learning", count=counts[1]),
        _("{count} new", count=counts[2]),
    )
    lines = [_(", ").join(says)]
    chapters = [chapter for chapter in today.chapters if chapter.due or chapter.learning or chapter.new]
    if chapters:
        heads = (_("due"), _("learning"), _("new"))
        lines += ["", *(_row((c.due, c.learning, c.new), heads, c.title.say(language())) for c in chapters)]
        lines.insert(2, _row(heads, heads, ""))
    if today.answered_today:
        answered = today.answered_today
        said = ngettext("{count} question answered today.", "{count} questions answered today.", answered)
        lines += ["", said]
    return lines


def _row(cells: Iterable[object], heads: Iterable[str], name: str) -> str:
    padded = [pad(str(cell), max(width(head), 5), "right") for cell, head in zip(cells, heads, strict=True)]
    return "  ".join((*padded, name)).rstrip()
