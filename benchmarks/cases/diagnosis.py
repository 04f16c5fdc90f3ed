"""Variants of conv-output-size that are drawn, read, graded and diagnosed in a second."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.figures import CannotMeasureError, Figure
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Problem
from studyapp.home import Home
from studyapp.packs.library import Library
from studyapp.packs.sources import find_sources
from studyapp.text.numbers import show

ROUNDS, VARIANTS = 9, 1000


def measure(folder: Path) -> Iterator[Figure]:
    """Every response is one that a declared mistake gives, so every one must be diagnosed.

    Seconds of this process alone: where others work too, the clock on the wall counts their time as ours.
    """
    card = Library.load(find_sources(Home.under(folder))).find_problem(
        "deep-learning-basics/conv-output-size"
    )
    problem: Problem = card.problem  # type: ignore[attr-defined]
    typed = [mistaken(problem, seed) for seed in range(ROUNDS * VARIANTS)]
    rates = []
    for round_ in range(ROUNDS):
        seeds = range(round_ * VARIANTS, (round_ + 1) * VARIANTS)
        began = process_time()
        diagnosed = sum(map(bool, (diagnosis(problem, seed, typed[seed]) for seed in seeds)))
        rates.append(VARIANTS / (process_time() - began))
        if diagnosed != VARIANTS:
            raise CannotMeasureError("a declared mistake was not diagnosed")
    yield Figure(what="drawn, read, graded, diagnosed", measured=median(rates), unit="/s", at_least=5000)


def diagnosis(problem: Problem, seed: int, typed: str) -> tuple[str, ...]:
    """The mistakes that a response looks like."""
    return grade(problem, draw(problem, 1, seed), {"output": typed}).parts["output"].mistakes


def mistaken(problem: Problem, seed: int) -> str:
    """What a learner with the first visible mistake would type."""
    variant = draw(problem, 1, seed)
    return show(next(iter(variant.mistakes["output"].values())), 12)
