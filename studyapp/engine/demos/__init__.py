"""The demonstrations, one file each; whoever adds one adds its file and nothing else."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from studyapp.engine.demo import Demo
from studyapp.errors import UnknownNameError
from studyapp.i18n import N_


@cache
def demo_names() -> tuple[str, ...]:
    """The names of all demonstrations, without importing one (that would load NumPy)."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(__path__)))


@cache
def find_demo(name: str) -> type[Demo]:
    """The demonstration of that name; raises UnknownNameError with the nearest one."""
    if name not in demo_names():
        raise UnknownNameError(N_("there is no demonstration '{name}'"), name=name, known=demo_names())
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return next(
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Demo) and value.__module__ == module.__name__
    )


def name_and_preset(named: str) -> tuple[str, str]:
    """`activations/dead` in its two halves; the second is empty where a demonstration is named alone."""
    name, _slash, preset = named.partition("/")
    return name, preset


def named_demo(named: str) -> Demo:
    """A demonstration as a card names it, at its defaults or a preset; raises UnknownNameError."""
    name, preset = name_and_preset(named)
    kind = find_demo(name)
    return kind.preset(preset) if preset else kind()


def all_demos() -> Mapping[str, type[Demo]]:
    """Every demonstration by its name."""
    return {name: find_demo(name) for name in demo_names()}
