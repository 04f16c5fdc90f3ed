"""A list of Textual's whose cursor stays in sight when the list gets lower: a notice takes rows below it."""

from textual.widgets import OptionList


class KeptInSight(OptionList):
    """The base of our lists."""

    def on_resize(self) -> None:
        """Another height: look after the cursor once the rows are laid out."""
        self.call_after_refresh(self.scroll_to_highlight)
