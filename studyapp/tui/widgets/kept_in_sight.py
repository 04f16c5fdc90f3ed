"""A list of Textual's whose cursor can be seen: by a sign, and when a notice takes rows below the list."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

from studyapp.text.width import width as columns_of

_CURSOR = "▸"


class KeptInSight(OptionList):
    """The base of our lists; a row begins with a blank, or a mark and a blank: there is the cursor's sign."""

    def on_resize(self) -> None:
        """Another height: look after the cursor once the rows are laid out."""
        self.call_after_refresh(self.scroll_to_highlight)

    def render_line(self, y: int) -> Strip:
        """Textual's, with a sign at the cursor's first line: without colours a shade alone is lost."""
        strip = super().render_line(y)
        place = self.scroll_offset.y + y
        if not 0 <= place < len(self._lines) or self._lines[place] != (self.highlighted, 0):
            return strip
        at = strip.text[:2].find(" ")
        if at < 0 or columns_of(strip.text[:at]) != at:
            return strip
        style = next(iter(strip.crop(at, at + 1))).style
        return Strip.join([strip.crop(0, at), Strip([Segment(_CURSOR, style)]), strip.crop(at + 1)])
