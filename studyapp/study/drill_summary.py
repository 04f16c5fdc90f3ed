"""What came of a drill: how each level went, and which slips show still."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.domain.text import Text
from studyapp.study.summary import Answer, slips_of


@dataclass(frozen=True, slots=True)
class LevelScore:
    """How the answers on one level were."""

    level: int
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class SlipChange:
    """One slip, and how often it showed before this drill and in it."""

    say: Text
    before: int
    """In the latest answers before, as many as LOOKED_BACK of each problem."""
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillSummary:
    """A drill as its last page tells it."""

    answered: int
    right: int
    seconds: float
    level: int
    """Where it ended."""
    levels: tuple[int, ...]
    by_level: tuple[LevelScore, ...]
    """The levels on which something was answered, the lowest first."""
    slips: tuple[SlipChange, ...]
    """Those that show still come first."""
    mastered: bool
    """Whether the highest level was answered right often enough for today."""


def score_on(level: int, answers: Sequence[Answer]) -> LevelScore:
    """How the answers on this level were."""
    here = [answer for answer in answers if answer.question.level == level]
    return LevelScore(level, sum(answer.right for answer in here), len(here))


def slip_changes(past: Sequence[Answer], answers: Sequence[Answer]) -> tuple[SlipChange, ...]:
    """The slips of the answers before a drill and in it; those that show still come first."""
    before, now = ({(slip.card, slip.mistakes): slip for slip in slips_of(some)} for some in (past, answers))
    changes = [
        SlipChange(
            slip.say,
            before=before[key].count if key in before else 0,
            now=now[key].count if key in now else 0,
        )
        for key, slip in {**before, **now}.items()
    ]
    return tuple(sorted(changes, key=lambda change: (-change.now, -change.before)))
