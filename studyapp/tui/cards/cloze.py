"""A text with gaps: a line to type in for each gap."""

from studyapp.tui.cards.typed import TypedView


class View(TypedView):
    """As everything that is typed."""
