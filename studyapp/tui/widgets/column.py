"""Widgets one below the other, as high as they are together; what they lie in may scroll."""

from textual.containers import Vertical
from textual.geometry import Size
from textual.reactive import Reactive


class Column(Vertical):
    """A column that never scrolls by itself."""

    DEFAULT_CSS = """
    Column { height: auto; }
    """

    # Textual would lay out all anew once the height is known, for what scrolls may have got a scrollbar then.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
