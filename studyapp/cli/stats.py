"""`studyapp stats`: how the learning goes, from the store and the card index."""

import json
from datetime import UTC, datetime

import click

from studyapp.config import Home, load_config
from studyapp.i18n import _, language
from studyapp.store.index import NO_CARDS, read_index
from studyapp.store.statistics import Group, Statistics, Tally, statistics
from studyapp.store.store import Store
from studyapp.study.phrases import say_duration
from studyapp.study.settings import days_of, policy_of
from studyapp.text.width import pad, width


@click.command("stats", epilog="Example: studyapp stats --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def command(as_json: bool) -> None:
    """Tell how your learning goes."""
    home = Home.find()
    config = load_config(home)
    index = read_index(home.card_index) or NO_CARDS
    with Store.open(
        home.database, policy=policy_of(config), study_days=days_of(config), read_only=True
    ) as store:
        figures = statistics(store, index, datetime.now(UTC), home.figures)
    if as_json:
        click.echo(json.dumps(described(figures), ensure_ascii=False))
    else:
        click.echo("\n".join(told(figures)))


def described(figures: Statistics) -> dict[str, object]:
    """The statistics as `stats --json` prints them."""
    return {
        **_tally(figures.total),
        "practised": figures.practised,
        "days_studied": figures.days_studied,
        "streak": figures.streak,
        "today": _tally(figures.today),
        "by_chapter": [_group(group, "chapter") for group in figures.by_chapter],
        "by_concept": [_group(group, "concept") for group in figures.by_concept],
        "slips": [
            {"card": slip.card, "mistake": slip.mistake, "count": slip.count} for slip in figures.slips
        ],
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "attempts": tally.attempts,
        "right": tally.right,
        "seconds": round(tally.seconds, 3),
        "reviews": tally.reviews,
        "retention": tally.retention,
    }


def _group(group: Group, kind: str) -> dict[str, object]:
    pack, _slash, name = group.id.partition("/")
    about = {"pack": pack, kind: name, "name": group.name.say(language())}
    return about | {"cards": group.cards, "seen": group.seen} | _tally(group.tally)


def told(figures: Statistics) -> list[str]:
    """The statistics in words, a line each."""
    total, today = figures.total, figures.today
    if not total.attempts:
        return [_("Nothing answered yet.")]
    facts = [
        (_("Answered"), _("{count} ({today} today)", count=total.attempts, today=today.attempts)),
        (_("Right"), _share(total.right / total.attempts)),
        (_("Remembered when they came back"), _share(total.retention)),
        (_("Time"), say_duration(total.seconds)),
        (
            _("Days studied"),
            _("{count} ({row} in a row)", count=figures.days_studied, row=figures.streak),
        ),
    ]
    if figures.practised:
        facts.append((_("Practice on top"), str(figures.practised)))
    lines = [_("{label}: {text}", label=name, text=value) for name, value in facts]
    lines += _table(_("By chapter"), figures.by_chapter) + _table(_("By concept"), figures.by_concept)
    if figures.slips:
        lines += ["", _("Usual slips")]
        lines += [f"{slip.count:>6}  {slip.card}  {slip.mistake}" for slip in figures.slips]
    return lines


def _table(title: str, groups: tuple[Group, ...]) -> list[str]:
    """The groups that were begun: cards seen of all, answers, share right, share remembered, name."""
    rows = [
        (
            f"{group.seen}/{group.cards}",
            str(group.tally.attempts),
            _share(group.tally.right / group.tally.attempts),
            _share(group.tally.retention),
            group.name.say(language()),
        )
        for group in groups
        if group.tally.attempts
    ]
    if not rows:
        return []
    heads = (_("seen"), _("answers"), _("right"), _("remembered"), "")
    wide = [max(width(row[at]) for row in (heads, *rows)) for at in range(4)]
    cells = [[*map(_right, row, wide), row[4]] for row in (heads, *rows)]
    return ["", title, *("  ".join(line).rstrip() for line in cells)]


def _right(text: str, columns: int) -> str:
    return pad(text, columns, align="right")


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
