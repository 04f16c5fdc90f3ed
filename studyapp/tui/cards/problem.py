"""A problem: a line to type in for each part that is asked."""

from studyapp.tui.cards.typed import TypedView

View = TypedView
