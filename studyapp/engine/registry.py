"""The catalogue: every solver there is, found by itself in the chapters of `engine/solvers`."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from studyapp.domain.concept import Chapter
from studyapp.engine import solvers
from studyapp.engine.solving.solver import Solver
from studyapp.engine.solving.spec import snake_case
from studyapp.errors import UnknownNameError
from studyapp.i18n import N_

TAUGHT_IN_ORDER = (
    "training-loop",
    "activations",
    "convolution",
    "upsampling",
    "losses",
    "optimizers",
    "normalization",
    "generalization",
    "gradients",
    "detection",
)
"""The chapters as they are taught; any other comes after these."""


@cache
def chapters() -> Mapping[Chapter, tuple[type[Solver], ...]]:
    """Every chapter with its solvers, in the order in which they are taught and written."""
    return {
        chapter: tuple(solver for module in _in_order(package) for solver in _solvers_in(module))
        for chapter, package in _packages().items()
    }


@cache
def taught() -> tuple[Chapter, ...]:
    """The chapters in the order in which they are taught; no solver is imported for them."""
    return tuple(_packages())


def _packages() -> Mapping[Chapter, ModuleType]:
    found = {package.CHAPTER: package for package in _modules_in(solvers)}
    return dict(sorted(found.items(), key=lambda entry: _place(entry[0])))


@cache
def _by_name() -> Mapping[str, type[Solver]]:
    return {snake_case(solver.__name__): solver for group in chapters().values() for solver in group}


def all_solvers() -> list[type[Solver]]:
    """Every solver, chapter by chapter."""
    return list(_by_name().values())


def solver_names() -> list[str]:
    """Their names, in the same order."""
    return list(_by_name())


def find_solver(name: str) -> type[Solver]:
    """The solver of that name; raises UnknownNameError with the nearest one."""
    known = _by_name()
    if name not in known:
        raise UnknownNameError(N_("there is no solver '{name}'"), name=name, known=known)
    return known[name]


class SolverFunctions(Mapping[str, Callable[..., Any]]):
    """Every solver as a function of its givens, for expressions in packs: `conv_output_size(size=7, …)`."""

    def __getitem__(self, name: str) -> Callable[..., Any]:
        if name not in _by_name():
            raise KeyError(name)
        solver = _by_name()[name]
        return lambda **inputs: solver(**inputs).result_value()

    def __iter__(self) -> Iterator[str]:
        return iter(_by_name())

    def __len__(self) -> int:
        return len(_by_name())


def _modules_in(package: ModuleType) -> Iterator[ModuleType]:
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


def _in_order(package: ModuleType) -> list[ModuleType]:
    """A chapter's modules: those that its ORDER names, then any others."""
    modules = {module.__name__.rpartition(".")[2]: module for module in _modules_in(package)}
    named: tuple[str, ...] = package.ORDER
    return [*(modules.pop(name) for name in named), *modules.values()]


def _solvers_in(module: ModuleType) -> tuple[type[Solver], ...]:
    """The solvers written in a module, but for those that only hold what others share."""
    return tuple(
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Solver)
        and value.__module__ == module.__name__
        and not value.shared
    )


def _place(chapter: Chapter) -> int:
    return TAUGHT_IN_ORDER.index(chapter.id) if chapter.id in TAUGHT_IN_ORDER else len(TAUGHT_IN_ORDER)
