"""A text with gaps: a line to type in for each gap."""

from studyapp.tui.cards.typed import TypedView

View = TypedView
