"""Checking packs beyond loading: every text looked at, every problem tried on many seeds, its tests run."""

from pathlib import Path

from studyapp.domain.pack import Pack
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.check_texts import check_text, texts_of
from studyapp.packs.loader import read
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.stated_tests import run_tests
from studyapp.packs.problems.trying import SEEDS, try_problem


def check_pack(folder: Path, seeds: int = SEEDS) -> Pack:
    """The pack in a folder, with every fault that loading it or trying it brings to light."""
    reading = read(folder)
    for schema, spot in reading.stated:
        for text, place in texts_of(schema, spot):
            check_text(text, place, reading.languages)
    for entry in reading.entries:
        if isinstance(entry.card, ProblemCard) and isinstance(entry.schema, ProblemSchema):
            run_tests(entry.card.problem, entry.schema, entry.spot)
            try_problem(entry.card.problem, entry.schema, entry.spot, seeds)
    return reading.pack()
