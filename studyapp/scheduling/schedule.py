"""When a card comes back: steps of minutes while it is learnt, then FSRS's days, spread by a seeded fuzz."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from studyapp.domain.rating import Rating
from studyapp.scheduling import fsrs
from studyapp.scheduling.days import elapsed_days
from studyapp.scheduling.fsrs import DEFAULT_WEIGHTS, Memory

if TYPE_CHECKING:
    from hashlib import blake2b


class State(IntEnum):
    """Where a card is on its way; with py-fsrs' numbers."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class InSteps(NamedTuple):
    """How far a card is with its steps: all that the number of answers to come depends on."""

    state: State
    step: int | None


class Policy(NamedTuple):
    """How cards are scheduled. Each attempt keeps the one it was made under: so the log can be replayed."""

    retention: float = 0.9
    """The chance of recall at which a card should come back."""
    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    learning_seconds: tuple[int, ...] = (60, 600)
    relearning_seconds: tuple[int, ...] = (600,)
    longest_interval: int = 36500
    """Days."""
    fuzz: bool = True
    """Whether intervals are spread a little, so that cards learnt together do not stay together."""
    retentions: tuple[tuple[str, float], ...] = ()
    """Packs that have a retention of their own."""
    easy_weekdays: tuple[int, ...] = ()
    """Weekdays, Monday 0, on which cards come back only where the spread leaves them no other day."""

    def retention_of(self, card: str) -> float:
        """The chance of recall at which this card (`pack/id`) should come back."""
        if not self.retentions:
            return self.retention
        return dict(self.retentions).get(card.partition("/")[0], self.retention)


class Standing(NamedTuple):
    """How one card stands after its latest answer: memory, state, and when it comes back."""

    memory: Memory
    state: State
    step: int | None
    """Which of the (re)learning steps it waits in; None in review."""
    due_at: datetime | None
    """The moment at which it is due, while (re)learning."""
    due_day: date | None
    """The study day on which it is due, in review."""
    interval: int
    """Days from the last answer to `due_day`; 0 while (re)learning."""
    last_at: datetime
    last_day: date
    first_day: date
    """The study day on which it was introduced."""
    repetitions: int
    lapses: int
    """How often it was forgotten once it was in review."""

    def is_due(self, now: datetime, today: date) -> bool:
        """Whether it should be asked now."""
        if self.due_at is not None:
            return self.due_at <= now
        return self.due_day is not None and self.due_day <= today

    def retrievability(self, today: date, weights: tuple[float, ...] = DEFAULT_WEIGHTS) -> float:
        """The chance that it is known today."""
        return fsrs.retrievability(self.memory, elapsed_days(self.last_day, today), weights)


def answer(
    standing: Standing | None, rating: Rating, *, card: str, at: datetime, day: date, policy: Policy
) -> Standing:
    """How `card` stands after `rating` at the moment `at` of the study day `day`; None is a new card."""
    elapsed = elapsed_days(standing.last_day, day) if standing else 0
    memory = fsrs.review(standing.memory if standing else None, rating, elapsed, policy.weights)
    state, step, seconds = next_state(standing, rating, policy)
    repetitions = standing.repetitions + 1 if standing else 1
    forgot = standing is not None and standing.state is State.REVIEW and rating is Rating.AGAIN
    days = 0
    if seconds is None:
        days = fsrs.interval(memory, policy.retention_of(card), policy.weights, policy.longest_interval)
        if policy.fuzz:
            previous = standing.interval if standing else 0
            choice = days_to_choose(days, previous, policy.longest_interval, day, policy.easy_weekdays)
            days = choice[draw(card, repetitions, len(choice))]
    return Standing(
        memory=memory,
        state=state,
        step=step,
        due_at=None if seconds is None else at + timedelta(seconds=seconds),
        due_day=day + timedelta(days=days) if seconds is None else None,
        interval=days,
        last_at=at,
        last_day=day,
        first_day=standing.first_day if standing else day,
        repetitions=repetitions,
        lapses=(standing.lapses if standing else 0) + forgot,
    )


def preview(
    standing: Standing | None, *, card: str, at: datetime, day: date, policy: Policy
) -> dict[Rating, Standing]:
    """How the card would stand after each of the four ratings: exactly what `answer` will say."""
    return {rating: answer(standing, rating, card=card, at=at, day=day, policy=policy) for rating in Rating}


def fuzz_range(days: int, previous: int, longest: int) -> tuple[int, int]:
    """The shortest and longest interval that `days` may be spread to.

    It widens with the interval (by 15 % of the days from 2.5 to 7, 10 % to 20, 5 % beyond). An interval that
    grew past the `previous` one stays past it, so that chance never takes a card backward.
    """
    if days < 3:
        return days, days
    delta = 1 + 0.15 * (min(days, 7) - 2.5) + 0.1 * max(min(days, 20) - 7, 0) + 0.05 * max(days - 20, 0)
    low, high = max(2, round(days - delta)), min(round(days + delta), longest)
    if days > previous:
        low = max(low, previous + 1)
    return min(low, high), high


def days_to_choose(
    days: int, previous: int, longest: int, day: date, easy_weekdays: Collection[int] = ()
) -> Sequence[int]:
    """The intervals that `days`, counted from `day`, may be spread to: its range without the easy weekdays.

    Where the range holds nothing but easy days, all of it is left.
    """
    low, high = fuzz_range(days, previous, longest)
    if not easy_weekdays:
        return range(low, high + 1)
    weekday = day.weekday()
    hard = [count for count in range(low, high + 1) if (weekday + count) % 7 not in easy_weekdays]
    return hard or range(low, high + 1)


def draw(card: str, repetitions: int, choices: int) -> int:
    """Which of so many choices this card and repetition fall on: the same one whenever it is worked.

    All ratings of one answer share one draw, so a better rating never comes back sooner than a worse one.
    """
    hashed = _blake2b()(f"fuzz|{card}|{repetitions}".encode(), digest_size=6)
    number = int.from_bytes(hashed.digest(), "big")
    # In whole numbers, so that no rounding can step outside the choices.
    return number * choices >> 48


@cache
def _blake2b() -> "type[blake2b]":
    # Not before it is needed: `due` reads standings without ever working one, and OpenSSL is slow to load.
    from hashlib import blake2b

    return blake2b


def answers_left(standing: Standing | InSteps | None, policy: Policy, within: timedelta) -> int:
    """How many answers a card asked now still takes if all are Good, as far as they come `within` a wait.

    One in review, one for each step that is left while it is (re)learnt; a wait longer than `within` ends it.
    """
    count = 1
    state, step, seconds = next_state(standing, Rating.GOOD, policy)
    waits = policy.relearning_seconds if state is State.RELEARNING else policy.learning_seconds
    while seconds is not None and step is not None and seconds <= within.total_seconds():
        count, step = count + 1, step + 1
        seconds = waits[step] if step < len(waits) else None
    return count


def next_state(
    standing: Standing | InSteps | None, rating: Rating, policy: Policy
) -> tuple[State, int | None, int | None]:
    """State, step and the seconds to wait; in review neither step nor seconds, for FSRS says how long."""
    in_review = (State.REVIEW, None, None)
    state = standing.state if standing else State.LEARNING
    step = (standing.step if standing else 0) or 0
    if state is State.REVIEW:
        if rating is Rating.AGAIN and policy.relearning_seconds:
            return State.RELEARNING, 0, policy.relearning_seconds[0]
        return in_review
    waits = policy.learning_seconds if state is State.LEARNING else policy.relearning_seconds
    if not waits or rating is Rating.EASY:
        return in_review
    if rating is Rating.AGAIN:
        return state, 0, waits[0]
    if step >= len(waits):  # the card began under a policy with more steps
        return in_review
    if rating is Rating.HARD:
        if step == 0:  # between this step and the next, or half as long again where there is none
            return state, 0, (waits[0] + waits[1]) // 2 if len(waits) > 1 else waits[0] * 3 // 2
        return state, step, waits[step]
    return (state, step + 1, waits[step + 1]) if step + 1 < len(waits) else in_review
