"""Study days: a learner's day ends at her roll-over hour, not at midnight, and never by counting 24 hours."""

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


def elapsed_days(last: date, today: date) -> int:
    """Study days from `last` to `today`; none where the clock was set back."""
    return max((today - last).days, 0)
