"""Text of cards on the screen: Markdown with maths, wrapped for the width at hand."""

from collections.abc import Iterable

from textual.content import Content

from studyapp.domain.text import NOTHING, Text
from studyapp.i18n import language
from studyapp.text.clean import clean
from studyapp.text.markdown import Line, render
from studyapp.tui.widgets.drawn import Drawn

STYLES = {
    "strong": "bold",
    "emphasis": "italic",
    "code": "$code",
    "maths": "$secondary",
    "heading": "$primary bold",
    "link": "$primary underline",
    "quote": "$quiet italic",
    "bullet": "$primary",
}
"""How each kind of span looks; what is not named here is plain."""

WIDEST = 84
"""Longer lines are hard to read, however wide the terminal."""


def as_content(lines: Iterable[Line]) -> list[Content]:
    """Lines of spans as Textual's content, nothing in them taken for markup."""
    return [
        Content.assemble(*((span.text, STYLES.get(span.style, "")) for span in line)) if line else Content()
        for line in lines
    ]


def prose(text: Text, width: int) -> list[Content]:
    """A card's text in the language spoken now, in lines of at most `width`."""
    return as_content(render(clean(text.say(language())), max(8, min(width, WIDEST))))


class Prose(Drawn):
    """One text of a card."""

    def __init__(self, text: Text = NOTHING, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = text

    def show(self, text: Text) -> None:
        """Put another text in its place; nothing at all takes no room."""
        self.text = text
        self.display = bool(text)
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """The text, wrapped."""
        return prose(self.text, width)
