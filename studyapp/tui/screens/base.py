"""What all screens share: two widths, the least room, and speaking again in another language."""

from collections.abc import Sequence

from textual import events, on
from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType

from studyapp.i18n import N_
from studyapp.tui.keymap import Keymap, chain
from studyapp.tui.widgets.drawn import Spoken
from studyapp.tui.widgets.notice_line import NoticeLine

SCROLL_KEYS: list[BindingType] = [
    Binding("pagedown", "scroll(1)", N_("Read on"), tooltip=N_("Scroll down"), id="page.down"),
    Binding("pageup", "scroll(-1)", N_("Page up"), show=False, tooltip=N_("Scroll up"), id="page.up"),
    Binding("down", "scroll(0.01)", show=False),
    Binding("up", "scroll(-0.01)", show=False),
]
"""The same on every screen that scrolls."""

LEAST_COLUMNS, LEAST_ROWS = 60, 18


def is_too_small(size: Size) -> bool:
    """Whether nothing can be laid out well in a window of this size."""
    return size.width < LEAST_COLUMNS or size.height < LEAST_ROWS


class BaseScreen(Screen[ScreenResultType]):
    """A screen of ours."""

    # From 100 columns on there is room for two columns of text.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (typed by Textual)
    AUTO_FOCUS = ""

    @on(events.ScreenResume)
    def _tell_here(self) -> None:
        """Tell here, too, what was told on the screen that lay above."""
        for line in self.query(NoticeLine):
            line.redraw()

    async def stop(self) -> bool:
        """The app is about to be left: keep what must be; whether nothing speaks against leaving."""
        return True

    def never(self, action: str) -> bool:
        """Whether this action can't be here at all, whatever comes: the help leaves it out."""
        return False

    def explained(self) -> Sequence[tuple[str, str]]:
        """For the help: what can be typed here besides keys, and what it means."""
        return ()

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """Where keys are looked up: with the learner's own, where she has any."""
        keymap: Keymap = getattr(self.app, "keymap", {})
        if not keymap:
            return super()._binding_chain
        focused = self.focused
        return chain([self, self.app] if focused is None else focused.ancestors_with_self, keymap)

    def respeak(self) -> None:
        """Say everything again in the language spoken now; what is typed stays."""
        for widget in self.walk_children(Spoken):
            widget.respeak()
