"""What the app writes for other programs, a file for each format; to add one, add its file.

A format's module is named for it and has what `Format` below says; `studyapp export NAME` finds it by itself,
and `studyapp import NAME` where it has what `ReadableFormat` says. Documents that a page of the app is saved
as lie in `pages`.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, TextIO

from studyapp.store.merge import Merged
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
    return tuple(module.name for module in iter_modules(__path__) if not module.ispkg)


class ReadableFormat(Format, Protocol):
    """A module of this package whose files can be read in again, too."""

    def read(self, store: Store, source: TextIO, name: object) -> Merged:
        """Take in what is not in the log yet; `name` is what the source is called."""


def readable() -> tuple[str, ...]:
    """The names of the formats that can be read in."""
    return tuple(name for name in formats() if hasattr(find_format(name), "read"))


@cache
def find_format(name: str) -> Format:
    """The module of a format; it must be one of `formats`."""
    module: Format = import_module(f"{__name__}.{name}")
    return module
