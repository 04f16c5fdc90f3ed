"""Replaying a card's answers quickly: the standing that `schedule.answer` gives, one answer after another.

A million answers are replayed when every memory is worked anew. So the formulas of `fsrs` stand here once
more, with what depends on the policy alone worked beforehand, and in the same order of operations, so that
not a bit differs (a test holds the two together). The day on which a card comes back is worked only at the
last answer.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from math import exp
from typing import NamedTuple, TypeAlias

from studyapp.domain.grade import Rating
from studyapp.scheduling import fsrs
from studyapp.scheduling.fsrs import STABILITY_MIN, Memory
from studyapp.scheduling.schedule import (
    Policy,
    Standing,
    State,
    _next_state,
    days_to_choose,
    draw,
    fuzz_range,
)

RESET = 0
"""Stands for a rating where a card begins anew."""

Answered: TypeAlias = tuple[str, str, str, str, int, str]
"""What of an answer moves the memory, as the log has it: the card's id then, the answer's id, its moment
(UTC) and study day in ISO's words, the rating or RESET, and which parameters it was made under."""


class _Ordinals(dict[str, int]):
    """Study days, as the log has them, to their ordinals; there are few, and each comes often."""

    def __missing__(self, day: str) -> int:
        self[day] = date.fromisoformat(day).toordinal()
        return self[day]


_ORDINALS = _Ordinals()
_NOWHEN, _NODAY = datetime(1, 1, 1, tzinfo=UTC), date(1, 1, 1)


class Review(NamedTuple):
    """An answer after which a card was in review: all that the next interval may depend on."""

    stability: float
    day: int
    repetitions: int
    rules: "Rules"


class Rules:
    """A policy, with all that can be worked of it before any card is known."""

    def __init__(self, policy: Policy) -> None:
        w = policy.weights
        ratings = tuple(Rating)
        first = [fsrs.first(rating, w) for rating in ratings]
        decay = -w[20]
        self.policy = policy
        self.ways: dict[tuple[int, int | None, int], tuple[int, int | None, int | None]] = {}
        """State, step and rating to state, step and the seconds to wait, as far as they were asked."""
        self.constants = (
            (0.0, *(memory.stability for memory in first)),
            (0.0, *(memory.difficulty for memory in first)),
            decay,
            0.9 ** (1 / decay) - 1,
            (0.0, *(-(w[6] * (rating - 3)) for rating in ratings)),
            w[7] * (w[4] - exp(w[5] * (Rating.EASY - 1)) + 1),
            1 - w[7],
            exp(w[8]),
            -w[9],
            w[10],
            w[11],
            -w[12],
            w[13],
            w[14],
            w[15],
            w[16],
            exp(w[17] * w[18]),
            (0.0, *(exp(w[17] * (rating - 3 + w[18])) for rating in ratings)),
            -w[19],
        )

    def way(self, state: int, step: int | None, rating: int) -> tuple[int, int | None, int | None]:
        """Where a rating leads from a state and step (state 0 is a new card)."""
        standing = None if state == 0 else _standing_in(State(state), step)
        after = self.ways[state, step, rating] = _next_state(standing, Rating(rating), self.policy)
        return after


def replay(  # noqa: PLR0912, PLR0915 (in one piece: calls for each answer would take twice the time)
    card: str, answers: Sequence[Answered], rules_of: Callable[[str], Rules]
) -> Standing | None:
    """How `card` stands after these answers; None where there are none, or none since it was reset."""
    known = ""
    stability = difficulty = 0.0
    state = repetitions = lapses = last_day = first_day = 0
    step: int | None = None
    seconds: int | None = None
    reviews: list[Review] = []
    for _, _, _, study_day, rating, parameters in answers:
        if rating == RESET:
            state = repetitions = lapses = 0
            step = seconds = None
            reviews.clear()
            continue
        if parameters != known:
            known, rules = parameters, rules_of(parameters)
            ways = rules.ways
            (first_stability, first_difficulty, decay, factor, turn, drift, keep, e8, m9, w10, w11, m12, w13,
             w14, malus, bonus, relief, same_day, m19) = rules.constants  # fmt: skip
        day = _ORDINALS[study_day]
        if state == 0:
            stability, difficulty = first_stability[rating], first_difficulty[rating]
            first_day = day
        else:
            if (elapsed := day - last_day) < 1:
                growth = same_day[rating] * stability**m19
                if rating == 1 or growth > 1.0:
                    stability = stability * growth
            else:
                recall = (1 + factor * elapsed / stability) ** decay
                if rating == 1:
                    long_term = w11 * difficulty**m12 * ((stability + 1) ** w13 - 1) * exp((1 - recall) * w14)
                    stability = stability / relief
                    if long_term < stability:  # noqa: PLR1730 (half the time of min and max)
                        stability = long_term
                else:
                    growth = e8 * (11 - difficulty) * stability**m9 * (exp((1 - recall) * w10) - 1)
                    if rating == 2:
                        growth = growth * malus
                    elif rating == 4:
                        growth = growth * bonus
                    stability = stability * (1 + growth)
            if stability < STABILITY_MIN:  # noqa: PLR1730
                stability = STABILITY_MIN
            difficulty = drift + keep * (difficulty + (10 - difficulty) * turn[rating] / 9)
            if difficulty < 1.0:
                difficulty = 1.0
            elif difficulty > 10.0:
                difficulty = 10.0
        if state == 2 and rating == 1:
            lapses += 1
        repetitions += 1
        last_day = day
        way = ways.get((state, step, rating))
        state, step, seconds = way or rules.way(state, step, rating)
        if seconds is None:
            reviews.append(Review(stability, day, repetitions, rules))
        elif reviews:
            reviews.clear()
    if state == 0:
        return None
    days = _interval(card, reviews) if seconds is None else 0
    last_at = datetime.fromisoformat(answers[-1][2])
    return Standing(
        memory=Memory(stability, difficulty),
        state=State(state),
        step=step,
        due_at=None if seconds is None else last_at + timedelta(seconds=seconds),
        due_day=date.fromordinal(last_day + days) if seconds is None else None,
        interval=days,
        last_at=last_at,
        last_day=date.fromordinal(last_day),
        first_day=date.fromordinal(first_day),
        repetitions=repetitions,
        lapses=lapses,
    )


def _interval(card: str, reviews: list[Review]) -> int:
    """The days that the last of these reviews, which followed each other, sends the card away for."""
    wanted = [_days(card, reviews[-1])]
    for review, later in zip(reviews[-2::-1], reviews[:0:-1], strict=True):
        before = _days(card, review)
        if not _looks_back(wanted[-1], later.rules.policy, before, review.rules.policy):
            break
        wanted.append(before)
    interval = 0
    for days, review in zip(reversed(wanted), reviews[-len(wanted) :], strict=True):
        interval = _spread(card, days, interval, review)
    return interval


def _days(card: str, review: Review) -> int:
    """The interval before it is spread."""
    policy = review.rules.policy
    memory = Memory(review.stability, 1.0)
    return fsrs.interval(memory, policy.retention_of(card), policy.weights, policy.longest_interval)


def _looks_back(days: int, policy: Policy, before: int, policy_before: Policy) -> bool:
    """Whether the spread of `days` can depend on what exactly the interval `before` was spread to."""
    shortest, longest = fuzz_range(before, 0, policy_before.longest_interval)
    if not policy.fuzz or days <= shortest:  # an interval that does not grow may be spread freely
        return False
    free = fuzz_range(days, 0, policy.longest_interval)
    return longest >= days or fuzz_range(days, longest, policy.longest_interval) != free


def _spread(card: str, days: int, previous: int, review: Review) -> int:
    policy = review.rules.policy
    if not policy.fuzz:
        return days
    day = date.fromordinal(review.day)
    choice = days_to_choose(days, previous, policy.longest_interval, day, policy.easy_weekdays)
    return choice[draw(card, review.repetitions, len(choice))]


def _standing_in(state: State, step: int | None) -> Standing:
    """A standing of which only state and step are looked at."""
    return Standing(
        memory=Memory(1.0, 1.0), state=state, step=step, due_at=None, due_day=None, interval=0,
        last_at=_NOWHEN, last_day=_NODAY, first_day=_NODAY, repetitions=1, lapses=0,
    )  # fmt: skip
