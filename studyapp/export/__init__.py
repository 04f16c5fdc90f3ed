"""What the app writes for other programs, a file for each format; to add one, add its file.

A format's module is named for it and has what `Format` below says; `studyapp export NAME` finds it by itself.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, TextIO

from studyapp.store.store import Store


class Format(Protocol):
    """A module of this package."""

    ABOUT: str
    """The help of its verb: what is written, and how it is to be read."""
    EXAMPLE: str

    def write(self, store: Store, target: TextIO) -> int:
        """Write the attempts; how many lines or entries."""


def formats() -> tuple[str, ...]:
    """The names of all formats."""
    return tuple(module.name for module in iter_modules(__path__))


@cache
def find(name: str) -> Format:
    """The module of a format; it must be one of `formats`."""
    module: Format = import_module(f"{__name__}.{name}")
    return module
