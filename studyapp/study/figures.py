"""The figures of the learning in words: each with its name, its value, and what it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from studyapp.i18n import N_, _
from studyapp.store.statistics import LATELY, Calibration, Statistics
from studyapp.study.phrases import say_duration
from studyapp.text.shares import per_cent, share

MEANINGS: Mapping[str, str] = {
    "attempts": N_("Answers in sessions, quizzes and exams; practice is left out."),
    "right": N_("The share of these answers that were wholly right, or recalled where you rate yourself."),
    "seconds": N_("Time from question to answer, all together."),
    "retention": N_(
        "True retention: how many cards you still knew when they came back on a later day, at first asking."
    ),
    "lately": N_("The same over the last 30 days: whether it holds the share that you asked for."),
    "days_studied": N_("Days on which you answered something; a study day ends at the roll-over hour."),
    "practised": N_("Answers to practice variants and in cramming; they change no other figure."),
    "introduced": N_("Cards that you met for the first time, or anew after a reset."),
    "known": N_("How many of the cards that you have met you should know today: the sum of their chances."),
    "calibration": N_(
        "What the memory model foretold for your reviews, and what you recalled: the nearer, the better your "
        "cards are timed."
    ),
    "stages": N_(
        "Cards in their first steps, with an interval of less than three weeks, and with a longer one."
    ),
    "forecast": N_("Cards that come back on each of the next days if you forget none and begin nothing new."),
    "load": N_("Answers and time on each of the last days."),
    "mastery": N_(
        "The share of all its cards that you should know today: what you have not met counts as not known, "
        "what you are learning by half."
    ),
    "slips": N_("Mistakes that your wrong answers looked like, the most frequent first."),
    "leeches": N_("Cards that take more effort than they should, and what to do about them."),
}
"""What each figure means, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, as a screen or a line shows it."""

    id: str
    """A key of MEANINGS."""
    label: str
    shown: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: a day, or a step of foretold chances."""

    label: str
    value: float
    shown: str


def meaning(id_: str) -> str:
    """What a figure means, in the language spoken now."""
    return _(MEANINGS[id_])


def figures(told: Statistics) -> tuple[Figure, ...]:
    """The single figures, in the order in which they are told; charts and tables are told beside them."""
    total, ahead = told.total, told.outlook
    shown: list[tuple[str, str, str]] = [
        (
            "attempts",
            _("Answered"),
            _("{count} ({today} today)", count=total.attempts, today=told.today.attempts),
        ),
        ("right", _("Right"), share(total.right / total.attempts if total.attempts else None)),
        ("retention", _("Remembered when they came back"), share(total.retention)),
        ("lately", _("Remembered in the last {days} days", days=LATELY), share(told.lately.retention)),
        ("calibration", _("Foretold and recalled"), _calibrated(told.calibration)),
        (
            "known",
            _("Known today"),
            _("{known} of {seen} cards met", known=round(ahead.recall.expected), seen=ahead.recall.seen),
        ),
        (
            "stages",
            _("Learning, young, well known"),
            f"{ahead.learning} · {ahead.young} · {ahead.mature}",
        ),
        ("introduced", _("Cards begun"), str(total.introduced)),
        ("seconds", _("Time"), say_duration(total.seconds)),
        (
            "days_studied",
            _("Days studied"),
            _("{count} ({row} in a row)", count=told.days_studied, row=told.streak),
        ),
    ]
    if told.practised:
        shown.append(("practised", _("Practice on top"), str(told.practised)))
    return tuple(Figure(id=id_, label=label, shown=text, meaning=meaning(id_)) for id_, label, text in shown)


def forecast(told: Statistics, say_day: Callable[[date], str], days: int = 7) -> tuple[Bar, ...]:
    """How many cards come back on each of the next days, today's with what is overdue."""
    coming = list(told.outlook.by_day.items())[:days]
    counts = [count + (told.outlook.overdue if at == 0 else 0) for at, (_day, count) in enumerate(coming)]
    return tuple(
        Bar(label=say_day(day), value=count, shown=str(count))
        for (day, _count), count in zip(coming, counts, strict=True)
    )


def load(told: Statistics, today: date, say_day: Callable[[date], str], days: int = 7) -> tuple[Bar, ...]:
    """Answers and time on each of the last days, today last; days without an answer among them."""
    bars = []
    for ago in range(days - 1, -1, -1):
        day = today - timedelta(days=ago)
        tally = told.by_day.get(day)
        time = say_duration(tally.seconds) if tally else ""
        count = tally.attempts if tally else 0
        bars.append(Bar(label=say_day(day), value=count, shown=f"{count}  {time}".rstrip()))
    return tuple(bars)


def foretold(told: Statistics) -> tuple[Bar, ...]:
    """What was recalled where so much was foretold."""
    return tuple(
        Bar(
            label=per_cent(f"{100 * one.low:.0f}–{100 * one.high:.0f}"),
            value=one.actual or 0.0,
            shown=_("{share} of {count}", share=share(one.actual), count=one.reviews),
        )
        for one in told.calibration.bins
    )


def _calibrated(calibration: Calibration) -> str:
    return f"{share(calibration.total.foretold)} · {share(calibration.total.actual)}"
