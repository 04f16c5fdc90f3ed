"""What a kind of value is: its name, its words, and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from studyapp.domain.text import Text
from studyapp.engine.solving.inputs import Bounds, Shape, shown
from studyapp.errors import GivenError


class Terms(Protocol):
    """What a given asks of its value, as the kinds see it."""

    name: str
    bounds: Bounds
    shape: Shape
    choices: tuple[str, ...]
    record: type[Any] | None
    """The class of the entries, where they are records."""

    @property
    def range(self) -> str:
        """What the value may be beyond its kind, in symbols; empty where all goes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its name in the catalogue, its words, and how it is read."""

    name: str
    say: Text
    read: Callable[[Terms, object], Any]
    check: Callable[[Terms, object], object] | None = None
    """Refuses what `read` refuses but makes no array of it, so that packs are read without NumPy."""


def refuse(given: Terms, value: object, template: str, **values: object) -> GivenError:
    """The error that a value is not what the given takes; with a range, `{bounds}` says which."""
    return GivenError(template, parameter=given.name, value=shown(value), bounds=given.range, **values)
