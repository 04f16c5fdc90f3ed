"""Small problems that `studyapp solve --batch` works in a second, its start included."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import CannotMeasureError, Figure
from benchmarks.processes import run, studyapp

LINES = 40_000
TIMES = 3


def measure(folder: Path) -> Iterator[Figure]:
    """Three small solvers in turn; every line must have its result."""
    asked = "".join(json.dumps(request) + "\n" for request in requests()).encode()
    rates = []
    for _ in range(TIMES):
        took, printed = run(studyapp("solve", "--batch"), folder, asked)
        answered = sum("result" in json.loads(line) for line in printed.splitlines())
        if answered != LINES:
            raise CannotMeasureError(f"solve --batch worked only {answered} of {LINES} lines")
        rates.append(LINES / took * 1e3)
    yield Figure(what="solve --batch, small calls", measured=median(rates), unit="/s", at_least=20_000)


def requests() -> Iterator[dict[str, object]]:
    """Sides of outputs and stacks of kernels; no two neighbours alike."""
    for place in range(LINES):
        match place % 3:
            case 0:
                inputs = {"size": 32 + place % 193, "kernel_size": 7, "stride": 2, "padding": 3}
                yield {"solver": "conv_output_size", "inputs": inputs}
            case 1:
                yield {"solver": "stacked_kernels", "inputs": {"kernel_size": 3, "count": 1 + place % 9}}
            case _:
                yield {"solver": "conv_output_size", "inputs": {"size": 16 + place % 97, "kernel_size": 3}}
