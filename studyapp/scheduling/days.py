"""Study days: a learner's day ends at her roll-over hour, not at midnight, and never by counting 24 hours."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

LATE = 20
"""From this hour on a clock may read what it read on a day that has begun: none goes back further."""


class Days(NamedTuple):
    """How the moments of a learner fall into study days."""

    rollover_hour: int = 4
    """The hour on her clock at which one study day ends and the next begins."""
    zone: tzinfo | None = None
    """Whose clocks; None for this machine's."""

    def of(self, at: datetime) -> date:
        """The study day that the moment `at` (aware) belongs to."""
        # Answer after answer belongs to one day, and to ask the machine for its clock takes as long as to
        # work an answer; what it is called is asked, for it may be set to another zone.
        place = self, clock.timezone, clock.tzname
        known = _latest.get(place)
        if known is None or not known.begin <= at < known.end:
            day = self._worked(at)
            known = _latest[place] = _Span(day, self.begins(day), self.begins(day + timedelta(days=1)))
        return known.day

    def _worked(self, at: datetime) -> date:
        # By when the days begin, not by what the clock says now: in some places it goes back over the
        # roll-over hour, or over midnight, and a day that has begun is not over for that.
        local = at.astimezone(self.zone)
        day = local.date() + timedelta(days=local.hour >= LATE)
        while self.begins(day) > at:
            day -= timedelta(days=1)
        return day

    def begins(self, day: date) -> datetime:
        """The moment, in UTC, at which a study day begins."""
        return datetime.combine(day, time(self.rollover_hour), tzinfo=self.zone).astimezone(UTC)

    def ends(self, at: datetime) -> datetime:
        """The moment, in UTC, at which the study day of `at` is over."""
        return self.begins(self.of(at) + timedelta(days=1))


class _Span(NamedTuple):
    """A study day, from when to when."""

    day: date
    begin: datetime
    end: datetime


_latest: dict[tuple[Days, int, tuple[str, str]], _Span] = {}
"""The day that was asked for last; few, for who asks has one roll-over hour and zone."""


def elapsed_days(last: date, today: date) -> int:
    """Study days from `last` to `today`; none where the clock was set back."""
    return max((today - last).days, 0)
