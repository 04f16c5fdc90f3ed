"""An answer until it is durable, among 100,000 cards and 1,000,000 attempts, against Anki's there."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks import beside_anki
from benchmarks.figures import Figure, mean_of_slowest, percentile
from benchmarks.learner import answers
from benchmarks.simulator import CARDS, NOW, card_id, simulated_home
from studyapp.store.store import Store

SLOWEST, AT_MOST = 1, 0.33
"""Of the slowest percent of the answers the mean, times Anki's.

SQLite brings its log into the file at every so many pages: in Anki at one answer in 95. So its 99th
percentile falls now on one side of that and now on the other, from 0.8 ms to 5; the mean of the slowest
hundredth has it in any case. Ours does that between two answers.
"""


def measure(folder: Path) -> Iterator[Figure]:
    """Cards from all over the pack, for both: what is due lies nowhere together."""
    database = simulated_home(folder).database
    theirs = beside_anki.answers(database, folder)
    places = Random(0).sample(range(CARDS), beside_anki.WARMING + beside_anki.ANSWERS)
    took = []
    with Store.open(database, "bench") as store:
        for answer in answers(map(card_id, places), NOW):
            began = perf_counter()
            store.append(answer).result()
            took.append((perf_counter() - began) * 1e3)
            store.settle()  # a learner thinks between two answers: then its log is brought into the file
    took = took[beside_anki.WARMING :]
    for what, bound, figure in (
        ("p50", None, partial(percentile, share=50)),
        ("p99", None, partial(percentile, share=99)),
        ("mean of the slowest hundredth", AT_MOST, partial(mean_of_slowest, share=SLOWEST)),
    ):
        yield Figure(
            what=f"durable answer among 1,000,000, {what}",
            measured=figure(took),
            unit="ms",
            yardstick="Anki's answer" if theirs else "",
            yardstick_measured=figure(theirs) if theirs else None,
            at_most=bound if theirs else None,
            note=beside_anki.HOW,
        )
