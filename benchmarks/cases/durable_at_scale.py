"""An answer until it is durable, among 100,000 cards and 1,000,000 attempts, against Anki's there."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks import beside_anki
from benchmarks.figures import Figure, percentile
from benchmarks.learner import answers
from benchmarks.simulator import CARDS, NOW, card_id, simulated_home
from studyapp.store.store import Store

BOUNDS = {50: None, 99: 0.33, 99.5: None}
"""Percentile to times Anki's.

SQLite brings its log into the file at every so many pages: in Anki at one answer in 95, which is near the
99th percentile and falls on either side of it. So the next one is told, too, at which both have theirs.
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
    for share, bound in BOUNDS.items():
        yield Figure(
            what=f"durable answer among 1,000,000, p{share}",
            measured=percentile(took[beside_anki.WARMING :], share),
            unit="ms",
            yardstick="Anki's answer" if theirs else "",
            yardstick_measured=percentile(theirs, share) if theirs else None,
            at_most=bound if theirs else None,
            note=beside_anki.HOW,
        )
