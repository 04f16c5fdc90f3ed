"""What sessions on every kind of screen say in the same words: spans of time, packs with faults."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studyapp.i18n import _, ngettext
from studyapp.text.shares import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.domain.card import Allowance
    from studyapp.domain.marks import Marks
    from studyapp.packs.library import Library
    from studyapp.study.paused import Paused

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_MONTH, _YEAR = 30.44 * _DAY, 365.25 * _DAY


def say_interval(interval: timedelta) -> str:
    """A time until a card comes back, short: `10 min`, `3 d`, `1.5 mo`."""
    seconds = interval.total_seconds()
    if seconds < _MINUTE:
        return _("<1 min")
    if seconds < _HOUR:
        return _("{n} min", n=round(seconds / _MINUTE))
    if seconds < _DAY:
        return _("{n} h", n=round(seconds / _HOUR))
    if seconds < 2 * _MONTH:
        return _("{n} d", n=round(seconds / _DAY))
    if seconds < _YEAR:
        return _("{n} mo", n=_short(seconds / _MONTH))
    return _("{n} y", n=_short(seconds / _YEAR))


def say_duration(seconds: float) -> str:
    """Time spent, in seconds, as people say it: `45 s`, `12 min`, `1 h 5 min`."""
    if seconds < _MINUTE:
        return _("{n} s", n=round(seconds))
    minutes = round(seconds / _MINUTE)
    if minutes < 60:
        return _("{n} min", n=minutes)
    return _("{h} h {n} min", h=minutes // 60, n=minutes % 60)


def say_time_left(seconds: float) -> str:
    """How long a run is expected to go on, to the minute: `6 min left`."""
    if seconds < _MINUTE:
        return _("<1 min left")
    return _("{time} left", time=say_duration(_MINUTE * round(seconds / _MINUTE)))


def say_paused(paused: "Sequence[Paused]", key: str) -> str:
    """What waits to be gone on with, the one paused last, by a `key`; nothing where nothing does."""
    if not paused:
        return ""
    first = paused[0]
    said = {"position": first.position, "total": first.total, "key": key}
    match first.kind:
        case "quiz":
            return _("Quiz paused: {position} of {total} — {key} goes on", **said)
        case "drill":
            return _("Drill paused at question {position} — {key} goes on", **said)
        case "cram":
            return _("Practice paused: {position} of {total} — {key} goes on", **said)
    return _("Paused: {position} of {total} — {key} goes on", **said)


def say_return(moment: datetime, now: datetime) -> str:
    """When the next card comes back, told from `now`."""
    return _("now") if moment <= now else _("in {interval}", interval=say_interval(moment - now))


def say_next(moment: datetime, now: datetime) -> str:
    """When the next card comes back, as a remark."""
    if moment <= now:
        return _("A card is due again now")
    return _("The next card comes back {when}", when=say_return(moment, now))


def say_terms(allowance: "Allowance") -> list[str]:
    """How often a question may be tried and what help costs; nothing where that is as everywhere."""
    told = []
    if allowance.tries > 1:
        told.append(_("You have {count} tries.", count=allowance.tries))
        if allowance.another_try:
            told.append(
                _("Each further one costs {share}.", share=share(allowance.another_try, exactly=True))
            )
    if allowance.hint:
        told.append(_("A hint costs {share}.", share=share(allowance.hint, exactly=True)))
    return told


def say_marks(marks: "Marks") -> list[str]:
    """The flag and the rest of a card, in words; a note says itself."""
    said = []
    if marks.flag:
        said.append(_("flagged"))
    if marks.suspended:
        said.append(_("suspended"))
    if marks.buried_until:
        said.append(_("buried until tomorrow"))
    return said


def say_postponed(count: int) -> str:
    """That more is due than a day takes."""
    return ngettext(
        "{count} more review waits for the next days: today's limit comes first (reviews_per_day).",
        "{count} more reviews wait for the next days: today's limit comes first (reviews_per_day).",
        count,
    )


def say_clock_behind(gap: timedelta) -> str:
    """That the clock was set back; what the app does about it."""
    return _(
        "This machine's clock is {interval} behind your latest answer. Is it right? Until it has caught up, "
        "the app takes it that no time has passed.",
        interval=say_interval(gap),
    )


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def say_faults(library: "Library") -> list[str]:
    """Which packs have faults, a sentence each; their sound cards are studied all the same."""
    counted = [(pack, sum(not fault.warning for fault in pack.faults)) for pack in library.packs.values()]
    told = [
        ngettext(
            "The pack {pack} has {count} fault; see: studyapp pack check {path}",
            "The pack {pack} has {count} faults; see: studyapp pack check {path}",
            count,
            pack=pack.id,
            path=pack.path,
        )
        for pack, count in counted
        if count
    ]
    return [*told, *map(str, library.refused)]
