"""Study days: a learner's day ends at her roll-over hour, not at midnight, and never by counting 24 hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Days:
    """How the moments of a learner fall into study days."""

    rollover_hour: int = 4
    """The hour on her clock at which one study day ends and the next begins."""
    zone: tzinfo | None = None
    """Whose clocks; None for this machine's."""

    def of(self, at: datetime) -> date:
        """The study day that the moment `at` (aware) belongs to."""
        local = at.astimezone(self.zone)
        # By what the clock on the wall says, so that days of 23 and of 25 hours are one day each.
        before = local.hour < self.rollover_hour
        return local.date() - timedelta(days=1) if before else local.date()

    def begins(self, day: date) -> datetime:
        """The moment, in UTC, at which a study day begins."""
        return datetime.combine(day, time(self.rollover_hour), tzinfo=self.zone).astimezone(UTC)

    def ends(self, at: datetime) -> datetime:
        """The moment, in UTC, at which the study day of `at` is over."""
        return self.begins(self.of(at) + timedelta(days=1))


def elapsed_days(last: date, today: date) -> int:
    """Study days from `last` to `today`; none where the clock was set back."""
    return max((today - last).days, 0)
