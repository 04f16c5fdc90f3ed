"""A learner of years, simulated: by default 100,000 cards and 1,000,000 attempts, always the same.

    python -m benchmarks.simulator FOLDER [--cards 100000] [--attempts 1000000]

Each card is learnt, comes back when FSRS expects it to be half forgotten or so, is remembered with the chance
that FSRS says, and is relearnt where it was not. Some answers are quizzes or practice, some were taken back.
"""

import argparse
import atexit
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

from studyapp.domain.grade import Rating
from studyapp.domain.text import Text
from studyapp.home import Home
from studyapp.scheduling import fsrs
from studyapp.scheduling.days import Days
from studyapp.scheduling.fsrs import Memory
from studyapp.scheduling.schedule import Policy
from studyapp.store.arriving import Row, Rows
from studyapp.store.ids import uuid7
from studyapp.store.index import CardIndex, IndexedCard, IndexedChapter, IndexedConcept, write_index
from studyapp.store.parameters import policy_row
from studyapp.store.store import Store

CARDS, ATTEMPTS = 100_000, 1_000_000

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""The moment at which the simulation ends; what is measured is asked for then."""

LONGEST = 1400
"""Days that a card is studied for at most, or a little more."""

PACKS, CHAPTERS, CONCEPTS = 10, 10, 10
"""Packs, chapters of each, concepts of each chapter."""

AT_ONCE = 5000
TEN_MINUTES = 600

KINDS = ("basic", "cloze", "choice", "order", "match", "problem")
MISTAKES = ('["output:no_floor"]', '["output:slip.sign"]', '["hours:minutes"]', '["output:no_padding"]')


def card_id(place: int) -> str:
    """The id of a card by its place."""
    return f"pack-{place % PACKS}/card-{place}"


def simulated_home(folder: Path, cards: int = CARDS, attempts: int = ATTEMPTS) -> Home:
    """A home in `folder` with that history and the index of its cards."""
    copytree(_made(cards, attempts), folder, dirs_exist_ok=True)
    return Home.under(folder)


@cache
def _made(cards: int, attempts: int) -> Path:
    """The same home, made once for all that measure in this process; it goes when the process ends."""
    folder = tempfile.mkdtemp(prefix="studyapp-simulated-")
    atexit.register(rmtree, folder, ignore_errors=True)
    home = Home.under(Path(folder))
    with Store.open(home.database, "simulated", study_days=Days(4, UTC)) as store:
        store.merge(simulated(cards, attempts)).result()
    write_index(home.card_index, simulated_index(cards))
    return home.data


def simulated_index(cards: int) -> CardIndex:
    """The index of the simulated cards, as if they had been read from packs."""
    chapters = [(f"pack-{pack}", f"chapter-{at}") for pack in range(PACKS) for at in range(CHAPTERS)]
    concepts = {
        f"{pack}/{chapter}-concept-{at}": IndexedConcept(
            id=f"{pack}/{chapter}-concept-{at}",
            name=Text(f"Concept {at}", f"概念 {at}"),
            chapter=chapter,
            needs=(f"{pack}/{chapter}-concept-{at - 1}",) if at else (),
        )
        for pack, chapter in chapters
        for at in range(CONCEPTS)
    }
    return CardIndex(
        fingerprint="simulated",
        chapters=tuple(
            IndexedChapter(pack=pack, id=chapter, title=Text(chapter, chapter)) for pack, chapter in chapters
        ),
        concepts=concepts,
        cards={
            card_id(place): IndexedCard(
                id=card_id(place),
                pack=f"pack-{place % PACKS}",
                chapter=f"chapter-{place // PACKS % CHAPTERS}",
                concept=f"pack-{place % PACKS}/chapter-{place // PACKS % CHAPTERS}"
                f"-concept-{place // (PACKS * CHAPTERS) % CONCEPTS}",
                kind=KINDS[place % len(KINDS)],
            )
            for place in range(cards)
        },
    )


def simulated(cards: int, attempts: int, seed: int = 20261121) -> Iterator[Rows]:
    """The history as rows in the order of time, some at a time."""
    chance = Random(seed)
    hash, body = policy_row(Policy())
    yield Rows(parameters=[(hash, body)])
    answers = [
        (second, place, rating)
        for place, count in enumerate(_shares(cards, attempts, chance))
        for second, rating in _answers(count, chance)
    ]
    answers.sort()
    for first in range(0, len(answers), AT_ONCE):
        rows = Rows()
        for second, place, rating in answers[first : first + AT_ONCE]:
            row = _row(second, place, rating, hash, chance)
            rows.attempts.append(row)
            if chance.random() < 0.005:
                rows.tombstones.append((row[0], row[1], row[2]))
        yield rows


def _shares(cards: int, attempts: int, chance: Random) -> list[int]:
    """How often each card was answered: a few times or dozens, together exactly so many times."""
    each = attempts // cards
    shares = [each] * cards
    for place in range(0, cards - 1, 2):
        moved = chance.randint(0, each - 1)
        shares[place] -= moved
        shares[place + 1] += moved
    shares[-1] += attempts - sum(shares)
    return shares


def _answers(count: int, chance: Random) -> Iterator[tuple[float, int]]:
    """A card's answers: seconds before NOW (below 0) and ratings; the last one a part of its interval ago."""
    memory: Memory | None = None
    times, ratings = [], []
    now, elapsed, due = 0.0, 0, 0.0
    for _ in range(count):
        known = memory is None or chance.random() < fsrs.retrievability(memory, elapsed)
        share = chance.random()
        rating = Rating.AGAIN if not known else Rating((2, 3, 4)[(share > 0.1) + (share > 0.95)])
        first = memory is None
        memory = fsrs.review(memory, rating, elapsed)
        times.append(now)
        ratings.append(int(rating))
        if rating is Rating.AGAIN or (first and rating is not Rating.EASY):
            due, elapsed = TEN_MINUTES, 0
        else:
            elapsed = fsrs.interval(memory, 0.9, longest=max(LONGEST // count, 3))
            elapsed += round(elapsed * chance.uniform(-0.05, 0.2))
            due = 86400 * elapsed + chance.uniform(-7200, 7200)
        now += due
    end = times[-1] + due * chance.uniform(0.02, 1.05)
    return zip((time - end for time in times), ratings, strict=True)


def _row(second: float, place: int, rating: int, parameters: str, chance: Random) -> Row:
    at = NOW + timedelta(seconds=second)
    text = at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    day = (at - timedelta(hours=4)).date().isoformat()
    is_problem = KINDS[place % len(KINDS)] == "problem"
    wrong = is_problem and rating == 1
    share = chance.random()
    mode = "study" if share < 0.9 else "quiz" if share < 0.95 else "drill"
    return (
        uuid7(int(at.timestamp() * 1000) << 74 | chance.getrandbits(74)),
        "simulated",
        text,
        day,
        mode,
        card_id(place),
        1,
        chance.getrandbits(31) if is_problem else 0,
        '{"size": 224, "kernel_size": 7, "stride": 2, "padding": 3}' if is_problem else "{}",
        '{"output": "112"}' if is_problem else "{}",
        None if place % len(KINDS) == 0 else float(rating > 1),
        chance.choice(MISTAKES) if wrong and chance.random() < 0.6 else "[]",
        rating,
        round(chance.lognormvariate(2.2, 0.6), 3),
        int(mode != "drill"),
        parameters,
    )


def main(arguments: list[str]) -> int:
    """Write a simulated home."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulator", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, default=CARDS)
    parser.add_argument("--attempts", type=int, default=ATTEMPTS)
    asked = parser.parse_args(arguments)
    if asked.attempts < asked.cards or asked.cards < 1:
        parser.error("every card is answered at least once")
    home = simulated_home(asked.folder, asked.cards, asked.attempts)
    print(f"{asked.attempts:,} attempts at {asked.cards:,} cards in {home.database}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
