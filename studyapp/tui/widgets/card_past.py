"""A card's memory drawn: how it fades from the last answer on, and a row for each answer."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.domain.attempt import Mode
from studyapp.domain.text import Text
from studyapp.engine.frames import Curves, Series
from studyapp.i18n import _, language
from studyapp.study.card_info import CardInfo, Past
from studyapp.study.phrases import say_duration, say_interval
from studyapp.text.clean import clean
from studyapp.text.shares import share
from studyapp.text.width import cut
from studyapp.tui.widgets.line_plot import plot
from studyapp.tui.widgets.rating_bar import NAMES
from studyapp.tui.widgets.table import in_columns

MOST = 100
"""Answers that are shown; the oldest of more are only counted."""


def fading(info: CardInfo, width: int, height: int) -> list[Content]:
    """The forgetting curve with the retention wanted and today marked; nothing for a new card."""
    days, chances = info.curve()
    if info.chance is None:
        return []
    wanted = 100 * info.retention
    curves = Curves(
        say=Text.same(""),
        series=(
            Series(Text.same(_("chance of recall")), days, tuple(100 * chance for chance in chances)),
            Series(
                Text.same(_("wanted: {share}", share=share(info.retention, exactly=True))),
                (days[0], days[-1]),
                (wanted, wanted),
            ),
            Series(Text.same(_("today")), (float(info.elapsed),), (100 * info.chance,), points=True),
        ),
        x=Text.same(_("days since the last answer")),
        y_range=(min(10 * int(10 * chances[-1]), 10 * int(10 * info.retention) - 10), 100.0),
    )
    return plot(curves, width, height)


def history(answers: Sequence[Past], width: int) -> list[Content]:
    """A row for each answer, the latest first; nothing where there was none."""
    if not answers:
        return []
    shown = list(reversed(answers))[:MOST]
    heads = (_("day"), _("how"), _("rating"), _("took"), _("back after"))
    head, *rows = in_columns(heads, [_row(past) for past in shown], width)
    lines = [head]
    for past, row in zip(shown, rows, strict=True):
        lines.append(row)
        lines += [
            Content.styled(cut(f"  ↳ {clean(slip.say(language()))}", width), "$warning")
            for slip in past.slips
        ]
    if len(answers) > MOST:
        lines.append(Content.styled(_("… and {count} before", count=len(answers) - MOST), "$quiet"))
    return lines


def _row(past: Past) -> tuple[str, ...]:
    attempt = past.attempt
    day = (attempt.day or attempt.at.date()).isoformat()
    how = past.how_said
    if attempt.mode is Mode.RESET:
        return (day, how, "", "", "")
    return (
        day,
        how,
        _(NAMES[attempt.rating]),
        say_duration(attempt.seconds),
        "–" if past.interval is None else say_interval(past.interval),
    )
