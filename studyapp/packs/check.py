"""Checking packs beyond loading: every problem tried on many seeds, and every lint rule's look at it all."""

from collections.abc import Callable
from pathlib import Path

from studyapp.domain.pack import Pack
from studyapp.packs.apart import Counts, trying
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.linted import Linted
from studyapp.packs.linting import lint
from studyapp.packs.loader import read
from studyapp.packs.problems.trying import GRADED, SEEDS, Tally, Tried


def check_pack(
    folder: Path,
    seeds: int | None = None,
    *,
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
    workers: int = 1,
) -> Pack:
    """The pack in a folder, with every fault that loading it, trying it or linting it brings to light.

    `seeds` asks for so many variants of each level, each answered in every way; without it fewer are answered
    than drawn. `progress` is told after each problem how many are done, of how many. `workers` says over how
    many processes the problems of a large pack are spread; what is found is the same.
    """
    reading, tally = read(folder), tally or Tally()
    problems = [entry for entry in reading.entries if isinstance(entry.card, ProblemCard)]
    tried: list[Tried] = []
    counts = Counts(seeds or SEEDS, seeds or GRADED)
    with trying(folder, problems, counts, workers) as try_one:
        for done, entry in enumerate(problems):
            if progress:
                progress(done, len(problems))
            tried.append(try_one(entry, tally))
    if progress:
        progress(len(problems), len(problems))
    lint(Linted(reading, tried))
    return reading.pack()
