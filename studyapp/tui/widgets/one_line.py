"""A line to type in that keeps its size, whatever stands in it."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class OneLine(Input):
    """The base of our lines to type in: one row high, and as wide as their place."""

    # Nothing has to be laid out anew as the text in it grows; Textual would do so at each letter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
