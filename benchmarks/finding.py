"""Finding the benchmarks: every module of `benchmarks/cases` is one, under the name of its file."""

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from benchmarks import cases
from benchmarks.figures import CannotMeasureError, Figure

Measure: TypeAlias = Callable[[Path], Iterator[Figure]]
"""`measure(folder)`: the figures, measured with that empty folder to write in."""


def names() -> list[str]:
    """Every benchmark there is."""
    return sorted(module.name for module in pkgutil.iter_modules(cases.__path__))


def measure_of(name: str) -> Measure:
    """The benchmark of this name."""
    measure: Measure = import_module(f"{cases.__name__}.{name}").measure
    return measure


def about(name: str) -> str:
    """What a benchmark measures: the first line of its module."""
    return (import_module(f"{cases.__name__}.{name}").__doc__ or "").partition("\n")[0]


def chosen(asked: Sequence[str]) -> list[str]:
    """The benchmarks asked for, all where none is; raises CannotMeasureError for one that does not exist."""
    known = names()
    for name in asked:
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"
            raise CannotMeasureError(f"there is no benchmark {name}; {hint}")
    return list(asked) or known
