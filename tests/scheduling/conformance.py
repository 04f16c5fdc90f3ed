"""Our FSRS-6 against the `fsrs` package, review by review on random histories:

    python -m tests.scheduling.conformance [REVIEWS, else 200,000] [SEED]

Half of the histories have the default weights, half have weights anywhere within the package's bounds; each
has steps of its own. Compared are stability, difficulty and retrievability and, with nothing spread
by chance, state, step and when the card is due. Ends with status 1 at the first disagreement.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import fsrs as oracle
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from studyapp.domain.grade import Rating
from studyapp.scheduling.fsrs import DEFAULT_WEIGHTS
from studyapp.scheduling.schedule import Policy, answer

WITHIN = 1e-9
A_HISTORY = 20
STEPS: Sequence[tuple[int, ...]] = ((), (60,), (60, 600), (600,), (60, 600, 3600))
START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a comparison came to."""

    reviews: int
    largest: float
    """The largest relative difference of a stability, difficulty or retrievability."""


class DisagreementError(AssertionError):
    """Where the two part."""


def compare(reviews: int, seed: int = 1) -> Agreement:
    """Compare so many reviews; raises DisagreementError."""
    chance = random.Random(seed)
    largest, done = 0.0, 0
    while done < reviews:
        count = min(A_HISTORY, reviews - done)
        largest = max(largest, _history(count, chance, f"seed {seed}, review {done}"))
        done += count
    return Agreement(done, largest)


def _history(count: int, chance: random.Random, place: str) -> float:
    policy = Policy(
        retention=chance.uniform(0.7, 0.99),
        weights=chance.choice([DEFAULT_WEIGHTS, _random_weights(chance)]),
        learning_seconds=chance.choice(STEPS),
        relearning_seconds=chance.choice(STEPS),
        fuzz=False,
    )
    scheduler = oracle.Scheduler(
        parameters=policy.weights,
        desired_retention=policy.retention,
        learning_steps=[timedelta(seconds=wait) for wait in policy.learning_seconds],
        relearning_steps=[timedelta(seconds=wait) for wait in policy.relearning_seconds],
        enable_fuzzing=False,
    )
    card, standing, now, largest = oracle.Card(card_id=1), None, START, 0.0
    for nth in range(count):
        rating = chance.choice(list(Rating))
        if standing is not None:
            # A third on the same day, at the same hour, so that study days and 24-hour periods agree.
            now += timedelta(days=chance.choice([0, chance.randint(1, 30), chance.randint(1, 1000)]))
            ours = standing.retrievability(now.date(), policy.weights)
            largest = max(largest, _apart(ours, scheduler.get_card_retrievability(card, now)))
        card, _log = scheduler.review_card(card, oracle.Rating(rating), now)
        standing = answer(standing, rating, card="p/card", at=now, day=now.date(), policy=policy)
        assert card.stability is not None
        assert card.difficulty is not None
        largest = max(
            largest,
            _apart(standing.memory.stability, card.stability),
            _apart(standing.memory.difficulty, card.difficulty),
        )
        due = card.due == standing.due_at if standing.due_at else card.due.date() == standing.due_day
        if largest > WITHIN or not due or (standing.state, standing.step) != (card.state, card.step):
            raise DisagreementError(f"{place} + {nth}: {standing} is not {card} (apart by {largest:.3g})")
    return largest


def _random_weights(chance: random.Random) -> tuple[float, ...]:
    """Weights anywhere between the bounds that the package allows."""
    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(chance.uniform(low, high) for low, high in bounds)


def _apart(ours: float, theirs: float) -> float:
    return abs(ours - theirs) / max(abs(ours), abs(theirs))


def main(arguments: Sequence[str]) -> int:
    """Compare as many reviews as are asked for, and say how far apart the two were at most."""
    reviews, seed = (*map(int, arguments), *(200_000, 1)[len(arguments) :])
    try:
        agreement = compare(reviews, seed)
    except DisagreementError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{agreement.reviews:,} reviews, at most {agreement.largest:.2g} apart (seed {seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
