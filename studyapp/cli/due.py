"""`studyapp due`: what is due today, from the store and the card index; quick, and creates nothing."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from studyapp.cli.indexed import known_cards
from studyapp.config import load_config
from studyapp.home import Home
from studyapp.i18n import _, language, ngettext
from studyapp.store.agenda import Agenda, agenda
from studyapp.store.index import begun
from studyapp.store.store import Store
from studyapp.study.phrases import say_clock_behind, say_postponed
from studyapp.study.settings import days_of, limits_of, policy_of
from studyapp.text.width import pad, width


@click.command("due", epilog="Example: studyapp due --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def command(as_json: bool) -> None:
    """Tell what is due today.

    The packs are not read for this: it tells what the app found in them when it last looked.
    """
    home = Home.find()
    config = load_config(home)
    index = known_cards(home)
    with Store.open(
        home.database, policy=policy_of(config), study_days=days_of(config), read_only=True
    ) as store:
        studied = begun(index, config.packs_on_request, store.seen(), config.packs_switched_off)
        today = agenda(store, studied, datetime.now(UTC), limits_of(config))
    if today.clock_behind:
        click.echo(say_clock_behind(today.clock_behind), err=True)
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
        "postponed": today.postponed,
        "questions": today.questions,
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
    if today.postponed:
        lines += ["", say_postponed(today.postponed)]
    if today.answered_today:
        answered = today.answered_today
        said = ngettext("{count} question answered today.", "{count} questions answered today.", answered)
        lines += ["", said]
    return lines


def _row(cells: Iterable[object], heads: Iterable[str], name: str) -> str:
    padded = [pad(str(cell), max(width(head), 5), "right") for cell, head in zip(cells, heads, strict=True)]
    return "  ".join((*padded, name)).rstrip()
