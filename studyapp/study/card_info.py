"""What is known of one card: how it is remembered today, how that fades, and every answer it was given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.marks import Marks
from studyapp.domain.text import NOTHING, Text
from studyapp.i18n import N_, _
from studyapp.scheduling import fsrs
from studyapp.scheduling.days import elapsed_days
from studyapp.scheduling.schedule import Policy, Standing, answer
from studyapp.store.card_history import card_history
from studyapp.store.store import Store
from studyapp.study.marking import Marking

POINTS = 121
"""Of a curve: more than a terminal has columns to show them."""
_BEYOND = 1.25
"""How far a curve goes on behind the later of today and the day on which the card comes back."""
_LEAST_DAYS = 7.0

MODES = {
    Mode.STUDY: N_("study"),
    Mode.QUIZ: N_("quiz"),
    Mode.DRILL: N_("practice"),
    Mode.EXAM: N_("exam"),
    Mode.RESET: N_("begun anew"),
}

_DIFFICULTIES = ((4.0, N_("easy for you")), (7.0, N_("middling")), (10.0, N_("hard for you")))
"""Up to which difficulty, of 1 to 10, a card is called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One answer, and what it did."""

    attempt: Attempt
    chance: float | None
    """The chance of recall before it; None where the card was new, or the memory was not moved."""
    slips: tuple[Text, ...]
    """What its mistakes looked like, in words, as far as the card still tells."""
    after: Standing | None
    """How the card stood after it; None where the memory was not moved, or began anew."""

    @property
    def how_said(self) -> str:
        """In what it was answered, in a word."""
        return _(MODES.get(self.attempt.mode, self.attempt.mode.value))

    @property
    def interval(self) -> timedelta | None:
        """After how long it was to come back; None where the answer said nothing about that."""
        if self.after is None:
            return None
        if self.after.due_at is not None:
            return self.after.due_at - self.attempt.at
        return timedelta(days=self.after.interval)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardInfo:
    """One card as it stands now."""

    card: str
    now: datetime
    today: date
    standing: Standing | None
    """None where it is new."""
    comes_back: datetime | None
    """When it is to be asked again; None where it is new."""
    retention: float
    """The chance of recall at which it is to come back."""
    weights: tuple[float, ...]
    history: tuple[Past, ...]
    """The earliest answer first; resets are among them."""
    marks: Marks

    @property
    def chance(self) -> float | None:
        """The chance that it is recalled today; None where it is new."""
        return self.standing.retrievability(self.today, self.weights) if self.standing else None

    @property
    def elapsed(self) -> int:
        """Study days since the answer from which the memory stems."""
        return elapsed_days(self.standing.last_day, self.today) if self.standing else 0

    @property
    def difficulty_said(self) -> str:
        """How hard the card is, in words; empty where it is new."""
        if self.standing is None:
            return ""
        difficulty = self.standing.memory.difficulty
        return next(_(said) for most, said in _DIFFICULTIES if difficulty <= most)

    def curve(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The forgetting curve: days since the last answer, and the chance of recall after each.

        It goes on some way behind today and behind the day on which the card comes back. Empty where the card
        is new.
        """
        if self.standing is None:
            return (), ()
        end = _BEYOND * max(_LEAST_DAYS, self.elapsed, self.standing.interval)
        days = tuple(end * at / (POINTS - 1) for at in range(POINTS))
        memory = self.standing.memory
        return days, tuple(fsrs.retrievability(memory, day, self.weights) for day in days)


def card_info(
    store: Store, card: str, now: datetime, say_slip: Callable[[str], Text] = lambda _mistake: NOTHING
) -> CardInfo:
    """All of a card at the moment `now`, from the log and the memory.

    `say_slip` puts a mistake of the log (`part:id`) into words, or gives nothing.
    """
    standing = store.memory(card)
    return CardInfo(
        card=card,
        now=now,
        today=store.days.of(now),
        standing=standing,
        comes_back=_comes_back(store, standing),
        retention=store.policy.retention_of(card),
        weights=store.policy.weights,
        history=past(card, card_history(store, card), say_slip),
        marks=Marking(store, lambda: now).of(card),
    )


def _comes_back(store: Store, standing: Standing | None) -> datetime | None:
    if standing is None:
        return None
    if standing.due_day is not None:
        return store.days.begins(standing.due_day)
    return standing.due_at


def past(
    card: str, answers: Sequence[tuple[Attempt, Policy]], say_slip: Callable[[str], Text]
) -> tuple[Past, ...]:
    """What each of these answers, in the order of time, did; worked anew from the first one on."""
    standing: Standing | None = None
    told = []
    for attempt, policy in answers:
        chance = after = None
        if attempt.mode is Mode.RESET:
            standing = None
        elif attempt.moves_memory:
            day = attempt.day or attempt.at.date()
            if standing is not None:
                chance = standing.retrievability(day, policy.weights)
            standing = after = answer(
                standing, attempt.rating, card=card, at=attempt.at, day=day, policy=policy
            )
        slips = tuple(said for mistake in attempt.mistakes if (said := say_slip(mistake)))
        told.append(Past(attempt=attempt, chance=chance, slips=slips, after=after))
    return tuple(told)
