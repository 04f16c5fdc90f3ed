"""Replaying a card's answers quickly: the standing that `schedule.answer` gives, one answer after another.

A million answers are replayed when every memory is worked anew. So what depends on the policy alone is worked
beforehand, and the day on which a card comes back only at the last answer; a test holds the two together, to
the last bit.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypeAlias

from studyapp.domain.rating import Rating
from studyapp.scheduling.fsrs import Memory
from studyapp.scheduling.quick import Formulas
from studyapp.scheduling.schedule import (
    Policy,
    Standing,
    State,
    days_to_choose,
    draw,
    fuzz_range,
    next_state,
)

RESET = 0
"""Stands for a rating where a card begins anew."""

Answered: TypeAlias = tuple[str, str, str, int, str]
"""What of an answer moves the memory, as the log has it: its id, its moment (UTC) and study day in ISO's
words, the rating or RESET, and which parameters it was made under."""


_ORDINALS: dict[str, int] = {}
"""The study days that were met, as the log has them, to their ordinals; few, and each comes often."""


def _ordinal(day: str) -> int:
    _ORDINALS[day] = date.fromisoformat(day).toordinal()
    return _ORDINALS[day]


_NOWHEN = datetime(1, 1, 1, tzinfo=UTC)


Review: TypeAlias = "tuple[float, int, int, Rules]"
"""An answer after which a card was in review: stability, ordinal of the day, how many answers there were so
far, and the policy. The next interval depends on no more than these."""


Link: TypeAlias = tuple[int, int, int, Review]
"""Days after which a review would bring the card back, and the shortest and longest they may be spread to."""


class Replayed(NamedTuple):
    """What came of a card's answers; with the moment of the last one, all that its standing has."""

    stability: float
    difficulty: float
    state: int
    step: int | None
    seconds: int | None
    """To wait from the last answer, while (re)learning."""
    interval: int
    last_day: int
    """Days as ordinals."""
    first_day: int
    repetitions: int
    lapses: int

    def standing(self, last_at: datetime) -> Standing:
        """The standing, as `schedule.answer` gives it."""
        waits = self.seconds is not None
        return Standing(
            memory=Memory(self.stability, self.difficulty),
            state=State(self.state),
            step=self.step,
            due_at=last_at + timedelta(seconds=self.seconds or 0) if waits else None,
            due_day=None if waits else date.fromordinal(self.last_day + self.interval),
            interval=self.interval,
            last_at=last_at,
            last_day=date.fromordinal(self.last_day),
            first_day=date.fromordinal(self.first_day),
            repetitions=self.repetitions,
            lapses=self.lapses,
        )


Place: TypeAlias = int
"""State and step in one small number: _STEPS times the state, and one more than the step; 0 is a new card."""

_STEPS = 64
"""More than a policy may have."""
_IN_REVIEW: Place = _STEPS * State.REVIEW


class _Reach(dict[int, tuple[int, int]]):
    """Days to the shortest and the longest interval that they may be spread to, whatever came before."""

    def __init__(self, longest: int) -> None:
        self._longest = longest

    def __missing__(self, days: int) -> tuple[int, int]:
        self[days] = fuzz_range(days, 0, self._longest)
        return self[days]


class Rules:
    """A policy, with all that can be worked of it before any card is known."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.formulas = Formulas(policy.weights)
        self._wanted: dict[str, float] = {}
        self.ways: dict[int, tuple[Place, int | None]] = {}
        """Eight times a place and a rating, to the next place and the seconds to wait there."""
        self.reach = _Reach(policy.longest_interval)

    def days(self, pack: str, stability: float) -> int:
        """The days until a card of this pack should come back, before they are spread: `fsrs.interval`."""
        if pack not in self._wanted:
            retention = self.policy.retention_of(f"{pack}/")
            self._wanted[pack] = retention ** (1 / self.formulas.decay) - 1
        days = stability / self.formulas.factor * self._wanted[pack]
        longest = self.policy.longest_interval
        return longest if days >= longest else round(days) or 1

    def way(self, place: Place, rating: int) -> tuple[Place, int | None]:
        """Where a rating leads from a place, and the seconds to wait there; none in review."""
        standing = _standing_at(place) if place else None
        state, step, seconds = next_state(standing, Rating(rating), self.policy)
        after = _STEPS * state + (0 if step is None else step + 1), seconds
        self.ways[place << 3 | rating] = after
        return after


def replay(card: str, answers: Sequence[Answered], rules_of: Callable[[str], Rules]) -> Replayed | None:
    """What comes of these answers to `card`; None where there are none, or none since it was reset."""
    known = ""
    stability = difficulty = 0.0
    place = repetitions = lapses = last_day = first_day = 0
    seconds: int | None = None
    reviews: list[Review] = []
    for _, _, study_day, rating, parameters in answers:
        if rating == RESET:
            place = repetitions = lapses = 0
            reviews.clear()
            continue
        if parameters != known:
            known, rules = parameters, rules_of(parameters)
            firsts, step, ways = rules.formulas.firsts, rules.formulas.step, rules.ways
        day = _ORDINALS.get(study_day) or _ordinal(study_day)
        if place == 0:
            stability, difficulty = firsts[rating]
            first_day = day
        else:
            stability, difficulty = step(stability, difficulty, rating, day - last_day)
        repetitions += 1
        last_day = day
        if place == _IN_REVIEW:
            if rating > 1:  # most answers are such: it stays there
                reviews.append((stability, day, repetitions, rules))
                continue
            lapses += 1
        place, seconds = ways.get(place << 3 | rating) or rules.way(place, rating)
        if seconds is None:
            reviews.append((stability, day, repetitions, rules))
        elif reviews:
            reviews.clear()
    if place == 0:
        return None
    state, steps = divmod(place, _STEPS)
    interval = _interval(card, reviews) if seconds is None else 0
    return Replayed(
        stability, difficulty, state, steps - 1 if steps else None, seconds, interval, last_day, first_day,
        repetitions, lapses,
    )  # fmt: skip


def go_on(card: str, before: Replayed, rating: int, day: int, rules: Rules) -> Replayed:
    """What comes of one more answer, on a study day (its ordinal), to a card that stands so."""
    place = _STEPS * before.state + (0 if before.step is None else before.step + 1)
    stability, difficulty = rules.formulas.step(
        before.stability, before.difficulty, rating, day - before.last_day
    )
    repetitions = before.repetitions + 1
    stays = place == _IN_REVIEW and rating > 1
    seconds, lapses = None, before.lapses
    if not stays:
        lapses += place == _IN_REVIEW
        place, seconds = rules.ways.get(place << 3 | rating) or rules.way(place, rating)
    interval = 0
    if seconds is None:
        days = rules.days(card.partition("/")[0], stability)
        review = stability, day, repetitions, rules
        interval = _spread(card, (days, *rules.reach[days], review), before.interval)
    state, steps = divmod(place, _STEPS)
    return Replayed(
        stability, difficulty, state, steps - 1 if steps else None, seconds, interval, day, before.first_day,
        repetitions, lapses,
    )  # fmt: skip


def _interval(card: str, reviews: list[Review]) -> int:
    """The days that the last of these reviews, which followed each other, sends the card away for.

    Only an interval that grew past the one before is bounded by what that was spread to. So the way goes back
    as far as the ranges meet, which is seldom far, and forward again.
    """
    pack = card.partition("/")[0]
    linked: list[Link] = []
    shortest, can_look_back = 0, True
    for review in reversed(reviews):
        rules = review[3]
        days = rules.days(pack, review[0])
        low, high = rules.reach[days]
        if linked and not (can_look_back and low < linked[-1][0] and high >= shortest):
            break
        linked.append((days, low, high, review))
        shortest, can_look_back = low, rules.policy.fuzz
    interval = 0
    for link in reversed(linked):
        interval = _spread(card, link, interval)
    return interval


def _spread(card: str, link: Link, previous: int) -> int:
    days, low, high, (_, day, repetitions, rules) = link
    policy = rules.policy
    if not policy.fuzz:
        return days
    if policy.easy_weekdays:
        on = date.fromordinal(day)
        choice = days_to_choose(days, previous, policy.longest_interval, on, policy.easy_weekdays)
        return choice[draw(card, repetitions, len(choice))]
    if low <= previous < days:
        low = min(previous + 1, high)
    return low if low == high else low + draw(card, repetitions, high - low + 1)


def _standing_at(place: Place) -> Standing:
    """A standing of which only state and step are looked at."""
    state, step = divmod(place, _STEPS)
    return Replayed(1.0, 1.0, state, step - 1 if step else None, 0, 0, 1, 1, 1, 0).standing(_NOWHEN)
