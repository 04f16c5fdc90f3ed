"""Checking packs beyond loading: every problem tried on many seeds, and every lint rule's look at it all."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from studyapp.domain.pack import Pack
from studyapp.errors import PackError
from studyapp.i18n import N_
from studyapp.packs.apart import Counts, trying
from studyapp.packs.asked import Asked
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.linted import Linted
from studyapp.packs.linting import lint
from studyapp.packs.loader import read
from studyapp.packs.problems.trying import GRADED, SEEDS, Tally, Tried
from studyapp.packs.reading import Reading


def check_pack(
    folder: Path | Asked,
    seeds: int | None = None,
    *,
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
    workers: int = 1,
) -> Pack:
    """The pack in a folder, with every fault that loading it, trying it or linting it brings to light.

    Of a pack that is asked about in part only its cards and faults in that part, besides the faults that
    leave cards out anywhere; no other problem is tried. PackError where nothing is read from the part.

    `seeds` asks for so many variants of each level, each answered in every way; without it fewer are answered
    than drawn. `progress` is told after each problem how many are done, of how many. `workers` says over how
    many processes the problems of a large pack are spread; what is found is the same.
    """
    asked = folder if isinstance(folder, Asked) else Asked(folder)
    reading, tally = read(asked.folder), tally or Tally()
    problems = [
        entry
        for entry in reading.entries
        if isinstance(entry.card, ProblemCard) and (asked.tries_all or asked.wants(entry.spot.report.path))
    ]
    tried: list[Tried] = []
    counts = Counts(seeds or SEEDS, seeds or GRADED)
    with trying(asked.folder, problems, counts, workers) as try_one:
        for done, entry in enumerate(problems):
            if progress:
                progress(done, len(problems))
            tried.append(try_one(entry, tally))
    if progress:
        progress(len(problems), len(problems))
    lint(Linted(reading, tried))
    return _part(reading, asked) if asked.parts else reading.pack()


def _part(reading: Reading, asked: Asked) -> Pack:
    """The cards and faults of the files that are asked about."""
    pack = reading.pack()
    files = [report.path for report in reading.reports]
    faults = tuple(
        fault
        for fault in pack.faults
        if asked.tells(fault.file) or (asked.rests_on(fault.file) and not fault.warning)
    )
    if not faults and not any(map(asked.wants, files)):
        raise PackError(
            N_("nothing in {path} is read as a part of the pack {pack}; name a chapter or one of its files"),
            path=asked.name,
            pack=pack.id,
        )
    wanted = {entry.card.id for entry in reading.entries if asked.wants(entry.spot.report.path)}
    cards = {id: card for id, card in pack.cards.items() if id in wanted}
    return replace(pack, heads=cards, cards=cards, faults=faults)
