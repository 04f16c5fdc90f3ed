"""All statistics, and the day's queue, at 100,000 cards and 1,000,000 attempts, against Anki's."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import beside_anki
from benchmarks.figures import CannotMeasureError, Figure
from benchmarks.learner import study
from benchmarks.simulator import NOW, card_id, simulated_home
from studyapp.domain.grade import Rating
from studyapp.scheduling.days import Days
from studyapp.scheduling.load import Limits
from studyapp.store.index import read_index
from studyapp.store.plan import plan
from studyapp.store.statistics import statistics
from studyapp.store.store import Store
from studyapp.study.workspace import open_workspace

ROUNDS = 15
LIMITS = Limits(new_per_day=20, reviews_per_day=200)
"""Anki's own."""
SOME = 200
"""Answers of a day, after which the statistics are asked for again."""


def measure(folder: Path) -> Iterator[Figure]:
    """Each with the files opened and the card index read, as Anki's collection is opened."""
    home = simulated_home(folder)
    index = read_index(home.card_index)
    if index is None:
        raise CannotMeasureError("the card index of the simulated home cannot be read")
    now = NOW + timedelta(days=1)
    gc.collect()
    gc.freeze()  # as the app does once its packs are read
    with Store.open(home.database, study_days=Days(4, UTC), read_only=True) as store:
        first = milliseconds(lambda: statistics(store, index, now, home.figures))
        asked = [milliseconds(lambda: statistics(store, index, now, home.figures)) for _ in range(ROUNDS)]
        queued = [milliseconds(lambda: plan(store, index, now, LIMITS)) for _ in range(ROUNDS)]
        counted = [milliseconds(lambda: plan(store, index, now, LIMITS, look=True)) for _ in range(ROUNDS)]
    with open_workspace(home=home) as workspace:
        for place in range(SOME):
            study(workspace, card_id(place), now, Rating.GOOD)
    with Store.open(home.database, study_days=Days(4, UTC), read_only=True) as store:
        after = milliseconds(lambda: statistics(store, index, now, home.figures))
    theirs = beside_anki.looks(home.database, folder)
    for what, took, key, yardstick in (
        ("all statistics, 1,000,000 attempts", asked, "graphs", "Anki's graphs"),
        ("the day's queue, 100,000 cards", queued, "queue", "Anki's queue"),
    ):
        yield Figure(
            what=what,
            measured=median(took),
            unit="ms",
            yardstick=yardstick if theirs else "",
            yardstick_measured=theirs.get(key),
            at_most=0.5 if theirs else None,
            note=beside_anki.HOW,
        )
    yield Figure(
        what="the day's queue, all that wait or are unseen told", measured=median(counted), unit="ms"
    )
    yield Figure(what=f"the statistics after {SOME} more answers", measured=after, unit="ms")
    yield Figure(what="the first statistics, everything counted", measured=first, unit="ms")


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = perf_counter()
    work()
    return 1e3 * (perf_counter() - began)
