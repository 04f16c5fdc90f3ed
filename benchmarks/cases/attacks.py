"""The slowest of the texts made to hang whoever reads them: a formula of a pack, a response."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure
from studyapp.engine.expression import compile_expression
from studyapp.engine.response import EXPECTATIONS, read_response
from studyapp.errors import StudyError
from tests.attacks import EXPRESSIONS, RESPONSES

ROUNDS = 3


def measure(folder: Path) -> Iterator[Figure]:  # noqa: ARG001 (nothing is written)
    """Each answered at its best of a few rounds, so that what others do on the machine does not count."""
    slowest = max(answered_in(partial(worked, each)) for each in EXPRESSIONS)
    yield Figure(what=f"slowest of {len(EXPRESSIONS)} formulas", measured=slowest, unit="ms", at_most=50)
    slowest = max(
        answered_in(partial(read_response, each, expect)) for each in RESPONSES for expect in EXPECTATIONS
    )
    what = f"slowest of {len(RESPONSES)} responses, each read in {len(EXPECTATIONS)} ways"
    yield Figure(what=what, measured=slowest, unit="ms", at_most=50)


def worked(source: str) -> object:
    """What a formula comes to without any values."""
    return compile_expression(source)({})


def answered_in(attempt: Callable[[], object]) -> float:
    """Milliseconds until it is answered or refused."""
    taken = []
    for _ in range(ROUNDS):
        began = process_time()
        with suppress(StudyError):
            attempt()
        taken.append((process_time() - began) * 1000)
    return min(taken)
