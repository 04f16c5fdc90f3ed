"""The figures of the progress screen that are plots: recall, forecasts, load, time, stages."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from studyapp.domain.text import NOTHING, Text
from studyapp.engine.frames import Bars, Curves, Series
from studyapp.i18n import N_, _
from studyapp.store.statistics import Foretold, Tally
from studyapp.study import judging
from studyapp.study.phrases import say_duration
from studyapp.study.progress import spans, weekly
from studyapp.text.shares import share
from studyapp.text.width import cut
from studyapp.text.wrap import wrap
from studyapp.tui.phrases import short_date
from studyapp.tui.widgets.bars import draw_bars
from studyapp.tui.widgets.day_columns import draw_columns
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.line_plot import plot
from studyapp.tui.widgets.panel import Panel
from studyapp.tui.widgets.prose import WIDEST

RANGES = (30, 90, 365)
"""Days that load and time are shown for; in turn."""
_FEW_REVIEWS = 3
"""In a week, or at a step of chances, fewer say nothing."""


@dataclass
class RetentionPanel(Panel):
    """Retention week by week, beside the share that was asked for."""

    label = N_("Recall")
    title = N_("What you remember")
    figure = "retention"
    coming = N_(
        "Once cards come back on later days, you see here how many of them you still knew, week by week, "
        "beside the share that you asked for."
    )

    def judged(self) -> str:
        """Whether the share asked for holds."""
        told = self.progress.told
        return judging.of_retention(told.total, told.lately, self.progress.wanted.retention)

    def body(self, width: int, height: int) -> list[Content]:
        """A curve over the last weeks."""
        weeks = [
            (-ago, tally.retention)
            for ago, tally in weekly(self.progress.told.by_day, self.progress.today)
            if tally.retention is not None and tally.reviews >= _FEW_REVIEWS
        ]
        if not weeks:
            return quiet_lines(_("In no week have three cards come back yet."), min(width, WIDEST))
        asked = 100 * self.progress.wanted.retention
        shares = [100 * kept for _ago, kept in weeks]
        first = min(-4, weeks[0][0])
        curves = Curves(
            say=NOTHING,
            x=_as_text(_("weeks ago")),
            x_range=(first, 0),
            y_range=(min(50.0, 10 * (min(shares) // 10)), 100.0),
            series=(
                Series(_as_text(_("recalled, %")), [ago for ago, _kept in weeks], shares, len(weeks) == 1),
                Series(_as_text(_("asked for")), [first, 0], [asked, asked]),
            ),
        )
        return plot(curves, width, height)


@dataclass
class CalibrationPanel(Panel):
    """What was foretold against what was recalled."""

    label = N_("Model")
    title = N_("Foretold and recalled")
    figure = "calibration"
    high = 15
    coming = N_(
        "Before each review the memory model foretells your chance to know the card. Here you will see "
        "whether it was right: points on the diagonal are."
    )

    def judged(self) -> str:
        """Whether forecasts can be trusted."""
        return judging.of_calibration(self.progress.told.calibration)

    def body(self, width: int, height: int) -> list[Content]:
        """A point for each step of chances, and the diagonal."""
        bins = [one for one in self.progress.told.calibration.bins if one.reviews >= _FEW_REVIEWS]
        if not bins:
            return quiet_lines(_("Too few reviews yet."), min(width, WIDEST))
        low = min(50.0, *(10 * (100 * min(one.foretold or 1, one.actual or 0) // 10) for one in bins))
        curves = Curves(
            say=NOTHING,
            x=_as_text(_("foretold, %")),
            x_range=(low, 100.0),
            y_range=(low, 100.0),
            series=(
                Series(_as_text(_("as foretold")), [low, 100.0], [low, 100.0]),
                Series(
                    _as_text(_("recalled, %")),
                    [100 * (one.foretold or 0.0) for one in bins],
                    [100 * (one.actual or 0.0) for one in bins],
                    points=True,
                ),
            ),
        )
        shown = plot(curves, width, max(6, height - 2))
        return [*shown, *quiet_lines(_fullest(bins), min(width, WIDEST))[:2]]


@dataclass
class ForecastPanel(Panel):
    """What comes back on the next days."""

    label = N_("Ahead")
    title = N_("What comes back")
    figure = "forecast"
    coming = N_("Here you will see how many cards come back on each of the next thirty days.")

    def judged(self) -> str:
        """Whether it is more than a day takes."""
        return judging.of_forecast(
            self.progress.told.outlook, self.progress.wanted.reviews_per_day, short_date
        )

    def body(self, width: int, height: int) -> list[Content]:
        """A column for each day."""
        coming = judging.coming_back(self.progress.told.outlook)
        labels = [_("today") if at == 0 else short_date(day) for at, day in enumerate(coming)]
        return draw_columns(list(coming.values()), _every(labels, 7, first=0), width, height, _count)


@dataclass
class StagesPanel(Panel):
    """How far the cards have come."""

    label = N_("Stages")
    title = N_("How far your cards have come")
    figure = "stages"
    coming = N_(
        "Every card goes from its first steps to being well known; here you will see how many are where."
    )

    def judged(self) -> str:
        """Where most of them are."""
        return judging.of_stages(self.progress.told.outlook)

    def body(self, width: int, height: int) -> list[Content]:
        """A bar for each stage."""
        ahead = self.progress.told.outlook
        stages = [
            (_("not met yet"), self.progress.unmet),
            (_("first steps"), ahead.learning),
            (_("known for days"), ahead.young),
            (_("well known"), ahead.mature),
        ]
        bars = Bars(
            say=NOTHING,
            labels=tuple(_as_text(name) for name, _count_ in stages),
            groups=((NOTHING, tuple(float(count) for _name, count in stages)),),
        )
        rows = [line for row in draw_bars(bars, min(width, WIDEST), len(stages)) for line in (row, Content())]
        known = _(
            "You should know {known} of the {seen} cards that you have met if they were asked today.",
            known=round(ahead.recall.expected),
            seen=ahead.recall.seen,
        )
        return [*rows, *(Content(line) for line in wrap(known, min(width, WIDEST)))]


@dataclass
class _OverTime(Panel):
    """Something that each day had, over a range of days that the learner chooses."""

    days: int = RANGES[0]

    def amount(self, tally: Tally) -> float:
        """What a column is of."""
        raise NotImplementedError

    def said(self, amount: float) -> str:
        """An amount as the side names it."""
        raise NotImplementedError

    def body(self, width: int, height: int) -> list[Content]:
        """A column for each day, week or month."""
        columns = spans(self.progress.told.by_day, self.progress.today, self.days)
        labels = [short_date(day) for day, _tally in columns]
        values = [self.amount(tally) for _day, tally in columns]
        each = {30: _("a day each"), 90: _("a week each"), 365: _("a month each")}[self.days]
        head = Content.styled(
            cut(_("The last {days} days, {each}", days=self.days, each=each), width), "$quiet"
        )
        step = 7 if self.days == RANGES[0] else 1
        return [head, *draw_columns(values, _every(labels, step), width, height - 1, self.said)]

    def turn(self) -> None:
        """The next range."""
        self.days = RANGES[(RANGES.index(self.days) + 1) % len(RANGES)]


@dataclass
class LoadPanel(_OverTime):
    """Answers over time."""

    label = N_("Load")
    title = N_("What you answered")
    figure = "load"
    coming = N_("Here you will see how many questions you answered on each day; a little each day goes far.")

    def judged(self) -> str:
        """How steadily."""
        return judging.of_load(self.progress.told.by_day, self.progress.today, self.days)

    def amount(self, tally: Tally) -> float:
        """Answers."""
        return float(tally.attempts)

    def said(self, amount: float) -> str:
        """A number."""
        return _count(amount)


@dataclass
class TimePanel(_OverTime):
    """Time over time."""

    label = N_("Time")
    title = N_("What time it took")
    figure = "seconds"
    coming = N_("Here you will see how long you sat at your questions on each day; pauses are not counted.")

    def judged(self) -> str:
        """What a day and an answer take."""
        return judging.of_time(self.progress.told.by_day, self.progress.today, self.days)

    def amount(self, tally: Tally) -> float:
        """Seconds."""
        return tally.seconds

    def said(self, amount: float) -> str:
        """In minutes."""
        return say_duration(amount) if amount else "0"


def _fullest(bins: Sequence[Foretold]) -> str:
    """The step of chances with the most reviews, in words: a point does not tell how many it stands for."""
    most = max(bins, key=lambda one: one.reviews)
    return _(
        "Most reviews were foretold {low} to {high}: {count} of them, {share} recalled.",
        low=round(100 * most.low),
        high=share(most.high),
        count=most.reviews,
        share=share(most.actual),
    )


def _every(labels: Sequence[str], step: int, first: int | None = None) -> list[str]:
    """Every so many of the labels, the others empty: from the `first` on, or such that the last one stays."""
    start = (len(labels) - 1 if first is None else first) % step
    return [label if at % step == start else "" for at, label in enumerate(labels)]


def _count(amount: float) -> str:
    return f"{amount:.0f}"


def _as_text(said: str) -> Text:
    return Text.same(said)
