"""The kinds of cards, a file each: what may stand in YAML; how a card is asked, read, graded and revealed.

A kind's module is named for it and has `Schema` (a CardSchema that says which of its texts is `asked`) and
`build(schema, context) -> Card | None`.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from studyapp.domain.card import Card
from studyapp.packs.context import Context
from studyapp.packs.schema import CardSchema


class Kind(Protocol):
    """A module of this package."""

    Schema: type[CardSchema]

    def build(self, schema: CardSchema, context: Context) -> Card | None:
        """The card, or None with its faults told."""


@cache
def kinds() -> tuple[str, ...]:
    """Every kind there is."""
    return tuple(module.name for module in iter_modules(__path__))


@cache
def find_kind(kind: str) -> Kind:
    """The module of a kind; it must be one of `kinds`."""
    module: Kind = import_module(f"{__name__}.{kind}")
    return module
