"""Where a learner stands with the question before her."""

from enum import Enum, auto


class Phase(Enum):
    """Where the flow stands."""

    ASKING = auto()
    """The question waits for a response."""
    ANSWERED = auto()
    """Graded or revealed; it waits for a rating."""
    SAVING = auto()
    """Asked of the store, not yet gone on: `advance` is next."""
    OVER = auto()
    """No question is left."""
