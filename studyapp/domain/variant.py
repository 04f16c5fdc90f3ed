"""One problem with its numbers drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studyapp.domain.text import Text
from studyapp.domain.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Problem, level and seed fix everything here, for ever."""

    problem: str
    """`pack/id`."""
    level: int
    seed: int
    givens: Mapping[str, Value]
    """Everything that was drawn, fixed or let, by name."""
    prompt: Text
    answers: Mapping[str, Value]
    """The answer of each part, in full precision."""
    mistakes: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Part to mistake id to value: only those visible here; those of earlier steps as `step.id`."""
