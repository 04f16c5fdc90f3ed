"""What the figures mean for this learner: a sentence each, on whether it goes well and what would help.

Pure: figures in, a sentence out. Nothing is judged on fewer than ENOUGH reviews, and a share counts as
another than the one asked for only where chance would hardly bring it so far off (two standard errors).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from studyapp.i18n import _, language, ngettext
from studyapp.store.outlook import Outlook
from studyapp.store.statistics import Calibration, Group, Statistics, Tally, UsualSlip
from studyapp.study.leeches import Leech
from studyapp.study.phrases import say_duration
from studyapp.study.weakness import weakest
from studyapp.text.shares import share

ENOUGH = 30
"""Reviews that it takes to say whether a share holds."""
LEAST_OFF = 0.02
"""A share that is nearer than this is the same for anybody but a statistician."""
MANY, UNEVEN = 200, 0.05
"""With so many reviews single steps can be judged: above this error they are off."""
STANDS_OUT = 0.2
"""The share of the wrong answers from which on one slip is worth a word."""
OFTEN, NOW_AND_THEN = 0.7, 0.35
"""Shares of the days on which was studied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the learner asked for in her settings."""

    retention: float
    reviews_per_day: int


def judgements(
    told: Statistics, wanted: Wanted, today: date, hard: Sequence[Leech], say_day: Callable[[date], str]
) -> Mapping[str, str]:
    """A sentence for each figure that can be judged, by its id in `figures.MEANINGS`."""
    return {
        "retention": of_retention(told.total, told.lately, wanted.retention),
        "calibration": of_calibration(told.calibration),
        "forecast": of_forecast(told.outlook, wanted.reviews_per_day, say_day),
        "load": of_load(told.by_day, today, 30),
        "seconds": of_time(told.by_day, today, 30),
        "stages": of_stages(told.outlook),
        "mastery": of_mastery(told.by_concept),
        "slips": of_slips(told.slips, told.total.attempts - told.total.right),
        "leeches": of_leeches(hard),
    }


def of_retention(total: Tally, lately: Tally, asked: float) -> str:
    """Whether the share recalled is the one asked for: of late, or ever where that is too little."""
    tally = lately if lately.reviews >= ENOUGH else total
    recalled = tally.retention
    if recalled is None:
        return _("No card has come back on a later day yet: this begins to count then.")
    said = {"asked": share(asked), "share": share(recalled)}
    if tally.reviews < ENOUGH:
        return ngettext(
            "You asked for {asked}; {share} of one review so far, which is too little to judge by.",
            "You asked for {asked}; {share} of {count} reviews so far, which are too few to judge by.",
            tally.reviews,
            **said,
        )
    match _beside(recalled, asked, tally.reviews):
        case 1:
            return _("You asked for {asked}; you recall {share}: the intervals could be longer.", **said)
        case -1:
            return _(
                "You asked for {asked}; you recall {share}: cards come back late for you. Fewer new ones for "
                "a while, or a higher retention in the settings, would help.",
                **said,
            )
    return _("You asked for {asked}; you recall {share}: the intervals fit you.", **said)


def of_calibration(calibration: Calibration) -> str:
    """Whether the forecasts of the memory can be trusted."""
    total = calibration.total
    if total.foretold is None or total.actual is None:
        return _("Nothing was foretold yet: that begins when a card comes back on a later day.")
    said = {"foretold": share(total.foretold), "actual": share(total.actual)}
    if total.reviews < ENOUGH:
        return ngettext(
            "{foretold} foretold, {actual} recalled: one review is too little to judge by.",
            "{foretold} foretold, {actual} recalled: {count} reviews are too few to judge by.",
            total.reviews,
            **said,
        )
    match _beside(total.actual, total.foretold, total.reviews):
        case 1:
            return _(
                "{foretold} foretold, {actual} recalled: you know more than is foretold, so cards come back "
                "sooner than they would have to.",
                **said,
            )
        case -1:
            return _(
                "{foretold} foretold, {actual} recalled: you know less than is foretold, so cards come back "
                "later than they should.",
                **said,
            )
    if total.reviews >= MANY and (calibration.error or 0.0) > UNEVEN:
        return _(
            "{foretold} foretold, {actual} recalled: right on the whole, but single steps are off.", **said
        )
    return _("{foretold} foretold, {actual} recalled: the forecast can be trusted.", **said)


def of_forecast(ahead: Outlook, limit: int, say_day: Callable[[date], str]) -> str:
    """How much is to come, and whether it is more than a day takes."""
    coming = coming_back(ahead)
    if not any(coming.values()):
        return _("Nothing comes back within {days} days: there is room for new cards.", days=len(coming))
    over = sum(count > limit for count in coming.values())
    if over:
        return ngettext(
            "On one of the next {days} days more comes back than the {limit} reviews that you allow; the "
            "rest waits for the days after.",
            "On {count} of the next {days} days more comes back than the {limit} reviews that you allow; the "
            "rest waits for the days after.",
            over,
            days=len(coming),
            limit=limit,
        )
    busiest = max(coming, key=lambda day: coming[day])
    if busiest == next(iter(coming)):
        return _(
            "About {mean} cards a day come back; today is the fullest day, with {count}.",
            mean=_rounded(sum(coming.values()) / len(coming)),
            count=coming[busiest],
        )
    return _(
        "About {mean} cards a day come back; the fullest day is {day}, with {count}.",
        mean=_rounded(sum(coming.values()) / len(coming)),
        day=say_day(busiest),
        count=coming[busiest],
    )


def coming_back(ahead: Outlook) -> dict[date, int]:
    """Cards that come back on each of the next days, today's with what is overdue."""
    return {
        day: count + (ahead.overdue if at == 0 else 0) for at, (day, count) in enumerate(ahead.by_day.items())
    }


def of_load(by_day: Mapping[date, Tally], today: date, days: int) -> str:
    """How steadily was studied in the last so many days, or since the first answer."""
    studied, span = _studied(by_day, today, days)
    if not studied:
        return _("No answer in the last {days} days. A single question today is a beginning.", days=days)
    said = {
        "span": span,
        "mean": _rounded(sum(tally.attempts for tally in studied) / len(studied)),
        "count": len(studied),
    }
    part = len(studied) / span
    if part >= OFTEN:
        return _(
            "You studied on {count} of {span} days, about {mean} answers each: steady, and that is what "
            "lasts.",
            **said,
        )
    if part >= NOW_AND_THEN:
        return _(
            "You studied on {count} of {span} days, about {mean} answers each: a few minutes on the days "
            "between would keep more.",
            **said,
        )
    return _(
        "You studied on {count} of {span} days, about {mean} answers each: a little each day keeps more than "
        "much at once.",
        **said,
    )


def of_time(by_day: Mapping[date, Tally], today: date, days: int) -> str:
    """What a day of study takes, and an answer."""
    studied, _span = _studied(by_day, today, days)
    answers = sum(tally.attempts for tally in studied)
    if not answers:
        return _("No answer in the last {days} days, so nothing was spent.", days=days)
    seconds = sum(tally.seconds for tally in studied)
    return _(
        "{whole} in the last {days} days: a day of study takes you about {daily}, an answer {each}.",
        days=days,
        whole=say_duration(seconds),
        daily=say_duration(seconds / len(studied)),
        each=say_duration(seconds / answers),
    )


def of_stages(ahead: Outlook) -> str:
    """How far what was met has come."""
    met = ahead.learning + ahead.young + ahead.mature
    if not met:
        return _("You have not met a card yet.")
    if 2 * ahead.mature >= met:
        return _("More than half of what you have met is well known by now: keeping it costs little.")
    if 2 * ahead.learning >= met:
        return _("Much is in its first steps: let it settle before you begin many new cards.")
    return _("Most is known for days and not yet for weeks: it is on its way.")


def of_mastery(concepts: Iterable[Group]) -> str:
    """How many concepts were begun, and the weakest of them with what shows it."""
    by_id = {group.id: group for group in concepts}
    weak = by_id.get(weakest({id: group.known for id, group in by_id.items()}) or "")
    if weak is None:
        return _("You have not begun a concept yet.")
    return ngettext(
        "Of {all} concepts you have begun one: {name}, of which you should know {share} today.",
        "Of {all} concepts you have begun {count}. The weakest is {name}: {right} of {total} right, {share} "
        "known.",
        sum(group.seen > 0 for group in by_id.values()),
        all=len(by_id),
        name=weak.name.say(language()),
        right=weak.tally.right,
        total=weak.tally.attempts,
        share=share(weak.mastery),
    )


def of_slips(slips: Sequence[UsualSlip], wrong: int) -> str:
    """How much of what goes wrong is one slip."""
    if not slips:
        return _("No mistake of yours was recognised yet.")
    most = slips[0].count
    if most > 1 and most >= STANDS_OUT * wrong:
        return _(
            "The first of these is behind {share} of your wrong answers: look for it before you hand in.",
            share=share(min(1.0, most / wrong) if wrong else 1.0),
        )
    return _("No single slip stands out: what goes wrong is now this, now that.")


def of_leeches(hard: Sequence[Leech]) -> str:
    """Whether anything takes more effort than it should."""
    if not hard:
        return _("No card takes more effort than it should.")
    return ngettext(
        "One card takes more effort than it should: its remedy helps more than repeating it.",
        "{count} cards take more effort than they should: their remedies help more than repeating them.",
        len(hard),
    )


def _beside(share_: float, expected: float, count: int) -> int:
    """Whether a share of so many is above (1) or below (-1) the expected one, or may well be the same (0)."""
    off = max(LEAST_OFF, 2 * sqrt(expected * (1 - expected) / count))
    return (share_ > expected + off) - (share_ < expected - off)


def _studied(by_day: Mapping[date, Tally], today: date, days: int) -> tuple[list[Tally], int]:
    """The days of the last so many on which was studied, and how many there were since the first answer."""
    within = {day: tally for day, tally in by_day.items() if timedelta() <= today - day < timedelta(days)}
    first = min(by_day, default=today)
    return [tally for tally in within.values() if tally.attempts], min(days, (today - first).days + 1)


def _rounded(mean: float) -> str:
    """A mean as one says it: whole from ten on, else to one place."""
    return f"{mean:.0f}" if mean >= 10 else f"{mean:.1f}".removesuffix(".0")
