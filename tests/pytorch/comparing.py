"""The solvers beside the reference values; `python -m tests.pytorch.comparing` prints how far apart."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studyapp.domain.value import to_json
from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError
from tests.pytorch.cases import REFUSED, Case

FOLDER = Path(__file__).parents[1] / "data" / "pytorch"

NEARLY_ZERO = 1e-12
"""Values closer than this are the same, whatever their ratio."""


def recorded() -> Iterator[Case]:
    """Every case that was written down."""
    for file in sorted(FOLDER.glob("*.json")):
        yield from (Case(**each) for each in json.loads(file.read_text(encoding="utf-8")))


def relative_error(case: Case) -> float:
    """The largest one over all numbers; infinite where the shapes differ or only one side refuses."""
    return _error(_found(case), case.expected)


def distance(case: Case) -> float:
    """The largest difference beside the largest number of the case: nothing near zero is made too much of."""
    pairs = list(_pairs(_found(case), case.expected))
    largest = max((abs(expected) for _, expected in pairs), default=0.0)
    return max((abs(found - expected) for found, expected in pairs), default=0.0) / (largest or 1.0)


def _found(case: Case) -> Any:
    try:
        found = to_json(find_solver(case.solver)(**case.inputs).result_value())
    except GivenError:
        return REFUSED
    if isinstance(case.expected, dict) and isinstance(found, dict):
        return {name: found[name] for name in case.expected}
    return found


def _pairs(found: Any, expected: Any) -> Iterator[tuple[float, float]]:
    """Number beside number."""
    if isinstance(expected, dict):
        for name in expected:
            yield from _pairs(found[name], expected[name])
    elif isinstance(expected, list):
        for one, other in zip(found, expected, strict=True):
            yield from _pairs(one, other)
    elif isinstance(expected, int | float):
        yield found, expected


def _error(found: Any, expected: Any) -> float:
    if isinstance(expected, dict) and isinstance(found, dict):
        return max(_error(found[name], expected[name]) for name in expected)
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return float("inf")
        return max((_error(a, b) for a, b in zip(found, expected, strict=True)), default=0.0)
    if isinstance(expected, int | float) and isinstance(found, int | float):
        apart = abs(found - expected)
        return 0.0 if apart <= NEARLY_ZERO else apart / max(abs(expected), NEARLY_ZERO)
    return 0.0 if found == expected else float("inf")


def main() -> None:
    """One line a solver: how many cases, and the largest relative error."""
    errors: dict[str, list[float]] = {}
    for case in recorded():
        errors.setdefault(case.solver, []).append(distance(case))
    widest = max(map(len, errors))
    for solver, found in errors.items():
        print(f"{solver:<{widest}}  {len(found):>5} cases  largest relative error {max(found):.1e}")
    print(f"{len(errors)} solvers, {sum(map(len, errors.values()))} cases")


if __name__ == "__main__":
    main()
