"""Checking packs: 10,000 cards by every lint rule, the built-in problems, and the slowest of the attacks."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree
from time import perf_counter, process_time

from benchmarks.figures import Figure
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.check import check_pack
from studyapp.packs.linted import Linted
from studyapp.packs.lints import all_rules
from studyapp.packs.loader import read
from studyapp.packs.problems.trying import SEEDS, Tally
from studyapp.packs.sources import MAIN_PACK, builtin_folder, content_hash
from tests.packs.attacks import ATTACKS

CARDS = 10_000
WORDS = [
    "kernel",
    "stride",
    "batch",
    "epoch",
    "weight",
    "bias",
    "loss",
    "rate",
    "layer",
    "channel",
    "pixel",
    "sample",
    "step",
    "mean",
    "root",
    "norm",
]
PACK = "version: 1\ntitle: Packs\nchapters: [{id: convolution, title: Convolution}]\n"
CONCEPTS = (
    "- {id: kernel, name: Kernel, chapter: convolution}\n"
    "- {id: stride, name: Stride, chapter: convolution, needs: [kernel]}\n"
)


def measure(folder: Path) -> Iterator[Figure]:
    """Time of the processor, so that what others do on the machine does not count."""
    many = begun(folder / "many")
    (many / "convolution").mkdir()
    (many / "convolution" / "cards.yaml").write_text("".join(map(card, range(CARDS))))
    linted = Linted(read(many))
    began = process_time()
    found = sum(1 for rule in all_rules().values() for _ in rule.findings(linted))
    taken = (process_time() - began) * 1000
    what = f"{len(all_rules())} lint rules over {CARDS:,} cards"
    yield Figure(what=what, measured=taken, unit="ms", at_most=20_000, note=f"{found} findings")
    yield _of_the_built_in_pack()
    slowest, name = max((answered_in(folder / "attacked", attack.make), attack.name) for attack in ATTACKS)
    what = f"slowest of {len(ATTACKS)} attacks on a pack, checked"
    yield Figure(what=what, measured=slowest, unit="ms", at_most=10_000, note=name)


def _of_the_built_in_pack() -> Figure:
    """Until an author is told: with all cores, so that here the clock counts."""
    counted = Tally()
    began = perf_counter()
    checked = check_pack(builtin_folder() / MAIN_PACK, tally=counted, workers=os.cpu_count() or 1)
    taken = (perf_counter() - began) * 1000
    problems = sum(isinstance(card, ProblemCard) for card in checked.cards.values())
    return Figure(
        what=f"pack check of the {problems} built-in problems, {SEEDS} seeds a level",
        measured=taken,
        unit="ms",
        at_most=60_000,
        note=f"{counted.variants:,} variants, {len(checked.faults)} findings",
    )


def card(number: int) -> str:
    """A card whose question shares its words with many others, and is none of theirs."""
    words = " ".join(WORDS[number // 16**place % 16] for place in range(5))
    return f"- {{id: c{number}, kind: basic, concept: kernel, question: Why is {words} so?, answer: So.}}\n"


def begun(folder: Path) -> Path:
    """A sound pack without cards."""
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK)
    (folder / "concepts.yaml").write_text(CONCEPTS)
    return folder


def answered_in(folder: Path, make: Callable[[Path], None]) -> float:
    """Milliseconds until a pack under attack is told to be what it is."""
    make(begun(folder))
    began = process_time()
    content_hash(folder)
    check_pack(folder, seeds=3)
    taken = (process_time() - began) * 1000
    rmtree(folder)
    return taken
