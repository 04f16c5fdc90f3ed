"""`studyapp stats`: how the learning goes, from the store and the card index."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

import click

from studyapp.cli.indexed import known_cards
from studyapp.config import load_config
from studyapp.home import Home
from studyapp.i18n import _, language
from studyapp.store.index import without
from studyapp.store.statistics import Calibration, Foretold, Group, Statistics, Tally, statistics
from studyapp.store.store import Store
from studyapp.study.figures import MEANINGS, Bar, figures, forecast, foretold, load, meaning
from studyapp.study.judging import Wanted, judgements
from studyapp.study.leeches import Leech, leeches
from studyapp.study.settings import days_of, policy_of
from studyapp.text.shares import share
from studyapp.text.width import pad, width

NOT_JUDGED: Mapping[str, str] = {}
BAR = 24
"""The longest bar of a chart."""


@click.command("stats", epilog="Example: studyapp stats --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def command(as_json: bool) -> None:
    """Tell how your learning goes."""
    home, now = Home.find(), datetime.now(UTC)
    config = load_config(home)
    index = without(known_cards(home), config.packs_switched_off)
    with Store.open(
        home.database, policy=policy_of(config), study_days=days_of(config), read_only=True
    ) as store:
        known = statistics(store, index, now, home.figures)
        hard = leeches(store, index, config.leech_lapses)
    today = days_of(config).of(now)
    wanted = Wanted(retention=config.retention, reviews_per_day=config.reviews_per_day)
    judged = judgements(known, wanted, today, hard, date.isoformat)
    if as_json:
        click.echo(json.dumps(described(known, hard, judged), ensure_ascii=False))
    else:
        click.echo("\n".join(told(known, hard, today, judged)))


def described(
    known: Statistics, hard: Iterable[Leech], judged: Mapping[str, str] = NOT_JUDGED
) -> dict[str, object]:
    """The statistics as `stats --json` prints them; `judged` says what they mean for this learner."""
    ahead = known.outlook
    return {
        **_tally(known.total),
        "practised": known.practised,
        "days_studied": known.days_studied,
        "streak": known.streak,
        "today": _tally(known.today),
        "lately": _tally(known.lately),
        "known": round(ahead.recall.expected, 3),
        "seen": ahead.recall.seen,
        "stages": {"learning": ahead.learning, "young": ahead.young, "mature": ahead.mature},
        "calibration": _calibration(known.calibration),
        "forecast": {
            "overdue": ahead.overdue,
            "days": [{"day": day.isoformat(), "due": count} for day, count in ahead.by_day.items()],
            "later": ahead.later,
        },
        "load": [{"day": day.isoformat(), **_tally(tally)} for day, tally in known.by_day.items()],
        "by_chapter": [_group(group, "chapter") for group in known.by_chapter],
        "by_concept": [_group(group, "concept") for group in known.by_concept],
        "slips": [{"card": slip.card, "mistake": slip.mistake, "count": slip.count} for slip in known.slips],
        "leeches": [
            {
                "card": leech.card,
                "lapses": leech.lapses,
                "mistake": leech.slip or None,
                "count": leech.count,
                "why": leech.why,
                "remedy": leech.remedy,
            }
            for leech in hard
        ],
        "meaning": {id_: meaning(id_) for id_ in MEANINGS},
        "judgement": dict(judged),
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "attempts": tally.attempts,
        "right": tally.right,
        "seconds": round(tally.seconds, 3),
        "reviews": tally.reviews,
        "retention": tally.retention,
        "introduced": tally.introduced,
    }


def _calibration(calibration: Calibration) -> dict[str, object]:
    return {
        **_foretold(calibration.total),
        "error": calibration.error,
        "bins": [{"from": one.low, "to": one.high, **_foretold(one)} for one in calibration.bins],
    }


def _foretold(one: Foretold) -> dict[str, object]:
    return {"reviews": one.reviews, "foretold": one.foretold, "actual": one.actual}


def _group(group: Group, kind: str) -> dict[str, object]:
    pack, _slash, name = group.id.partition("/")
    about = {"pack": pack, kind: name, "name": group.name.say(language())}
    counts = {"cards": group.cards, "seen": group.seen, "recall": group.recall, "mastery": group.mastery}
    return about | counts | _tally(group.tally)


def told(
    known: Statistics, hard: Iterable[Leech], today: date, judged: Mapping[str, str] = NOT_JUDGED
) -> list[str]:
    """The statistics in words: each figure with what it is and what it means here, then charts and tables."""
    if not known.total.attempts and not known.practised:
        return [_("Nothing answered yet.")]
    lines = []
    for figure in figures(known):
        lines.append(_("{label}: {text}", label=figure.label, text=figure.shown))
        lines += _explained(figure.id, judged)
    lines += _chart(_("What comes back"), "forecast", forecast(known, date.isoformat), judged)
    lines += _chart(_("The last days"), "load", load(known, today, date.isoformat), judged)
    if known.calibration.bins:
        lines += _chart(_("Recalled where so much was foretold"), "calibration", foretold(known), NOT_JUDGED)
    lines += _table(_("By chapter"), known.by_chapter, NOT_JUDGED)
    lines += _table(_("By concept"), known.by_concept, judged)
    if known.slips:
        lines += ["", _("Usual slips"), *_explained("slips", judged)]
        lines += [f"{slip.count:>6}  {slip.card}  {slip.mistake}" for slip in known.slips]
    hard = list(hard)
    if hard:
        lines += ["", _("What repetition alone does not teach"), *_explained("leeches", judged)]
        for leech in hard:
            lines += [_("{card}: {why}.", card=leech.card, why=leech.why), f"    {leech.remedy}"]
    return lines


def _explained(id_: str, judged: Mapping[str, str]) -> list[str]:
    """What a figure is, and what it means for this learner."""
    return [f"    {meaning(id_)}", *([f"    {judged[id_]}"] if id_ in judged else [])]


def _chart(title: str, id_: str, bars: tuple[Bar, ...], judged: Mapping[str, str]) -> list[str]:
    longest = max((bar.value for bar in bars), default=0) or 1
    labels = max((width(bar.label) for bar in bars), default=0)
    return [
        "",
        title,
        *_explained(id_, judged),
        *(
            f"{pad(bar.label, labels)}  {pad('█' * round(BAR * bar.value / longest), BAR)}  {bar.shown}"
            for bar in bars
        ),
    ]


def _table(title: str, groups: tuple[Group, ...], judged: Mapping[str, str]) -> list[str]:
    """The groups that were begun: cards seen of all, answers, share right, remembered, mastered, name."""
    rows = [
        (
            f"{group.seen}/{group.cards}",
            str(group.tally.attempts),
            share(group.tally.right / group.tally.attempts),
            share(group.tally.retention),
            share(group.mastery),
            group.name.say(language()),
        )
        for group in groups
        if group.tally.attempts
    ]
    if not rows:
        return []
    heads = (_("seen"), _("answers"), _("right"), _("remembered"), _("mastery"), "")
    wide = [max(width(row[at]) for row in (heads, *rows)) for at in range(len(heads) - 1)]
    cells = [[*(pad(cell, columns, "right") for cell, columns in zip(row, wide, strict=False)), row[-1]]
             for row in (heads, *rows)]  # fmt: skip
    return ["", title, *_explained("mastery", judged), *("  ".join(line).rstrip() for line in cells)]
