"""Checking packs beyond loading: every text looked at, every problem tried on many seeds, its tests run."""

from collections.abc import Callable
from pathlib import Path

from studyapp.domain.pack import Pack
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.check_texts import check_text, texts_of
from studyapp.packs.loader import read
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.stated_tests import run_tests
from studyapp.packs.problems.trying import GRADED, SEEDS, Tally, try_problem


def check_pack(
    folder: Path,
    seeds: int | None = None,
    *,
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Pack:
    """The pack in a folder, with every fault that loading it or trying it brings to light.

    `seeds` asks for so many variants of each level, each answered in every way; without it fewer are answered
    than drawn. `progress` is told after each problem how many are done, of how many.
    """
    reading = read(folder)
    for schema, spot in reading.stated:
        for text, place in texts_of(schema, spot):
            check_text(text, place, reading.languages)
    problems = [entry for entry in reading.entries if isinstance(entry.card, ProblemCard)]
    for done, entry in enumerate(problems):
        if progress:
            progress(done, len(problems))
        if isinstance(entry.card, ProblemCard) and isinstance(entry.schema, ProblemSchema):
            run_tests(entry.card.problem, entry.schema, entry.spot)
            try_problem(
                entry.card.problem,
                entry.schema,
                entry.spot,
                seeds=seeds or SEEDS,
                graded=seeds or GRADED,
                tally=tally,
            )
    if progress:
        progress(len(problems), len(problems))
    return reading.pack()
