"""`python -m benchmarks [NAME …] [--json]`: measure, and print one table."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.figures import CannotMeasureError, Figure
from benchmarks.finding import about, chosen, measure_of, names
from benchmarks.table import table

FINE, OVER, COULD_NOT_RUN = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for; 0 when every bound is kept, 1 when one is not, 2 when nothing could run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these benchmarks")
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.add_argument("--list", action="store_true", help="name the benchmarks")
    asked = parser.parse_args(arguments)
    if asked.list:
        print("\n".join(f"{name:<16} {about(name)}" for name in names()))
        return FINE
    try:
        wanted = chosen(asked.names)
    except CannotMeasureError as error:
        print(error, file=sys.stderr)
        return COULD_NOT_RUN
    began = perf_counter()
    figures = [figure for name in wanted for figure in _measured(name)]
    if asked.json:
        print(json.dumps([figure.as_object() for figure in figures], ensure_ascii=False, indent=2))
    elif figures:
        print(f"{table(figures)}\n\n{machine()}; measured in {perf_counter() - began:.0f} s")
    if not figures:
        return COULD_NOT_RUN
    return OVER if any(figure.verdict in {"over", "under"} for figure in figures) else FINE


def _measured(name: str) -> Iterator[Figure]:
    """One benchmark's figures; where it cannot be measured, why is told on standard error."""
    print(f"{name} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix=f"studyapp-{name}-", ignore_cleanup_errors=True) as folder:
        try:
            yield from measure_of(name)(Path(folder))
        except CannotMeasureError as error:
            print(f"{name} is not measured: {error}", file=sys.stderr)


def machine() -> str:
    """Where it was measured, for whoever compares two tables."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors{load}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
