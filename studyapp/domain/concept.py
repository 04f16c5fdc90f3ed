"""The concept graph: what can be learnt, in which chapter, and what it needs first."""

from dataclasses import dataclass

from studyapp.domain.text import Text


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a pack, in the order in which it is taught."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Concept:
    """A node of the graph."""

    id: str
    name: Text
    chapter: str
    """The id of its chapter."""
    needs: tuple[str, ...] = ()
    """Ids of the concepts that come first."""
