"""The help: every key with what it does, made from the bindings themselves."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from studyapp.i18n import N_, _
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.keys import KeyHint, show_key
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.key_bar import KeyBar
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.title_bar import TitleBar

_KEYS = 16


class HelpScreen(BaseScreen[None]):
    """A list of the keys: those of the screen that asked, then those that work everywhere."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,enter,f1,question_mark,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"),
            id="page.back",
        ),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding(
            "pagedown,space", "scroll(10)", N_("Page down"), show=False, tooltip=N_("Scroll down"),
            id="page.down",
        ),
        Binding("pageup", "scroll(-10)", N_("Page up"), show=False, tooltip=N_("Scroll up"), id="page.up"),
    ]  # fmt: skip

    def __init__(self, here: Sequence[KeyHint], everywhere: Sequence[KeyHint]) -> None:
        super().__init__()
        self._here = here
        self._everywhere = everywhere

    def compose(self) -> ComposeResult:
        """One page."""
        yield TitleBar(lambda: _("Help"), lambda: "")
        with VerticalScroll(can_focus=False):
            yield Page(self._write)
        yield KeyBar()

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _write(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for heading, hints in ((_("Keys here"), self._here), (_("Keys everywhere"), self._everywhere)):
            if not hints:
                continue
            lines.append(Content.styled(heading, "$primary bold"))
            for hint in hints:
                lines += _row(hint, width)
            lines.append(Content())
        remark = _(
            "While you type, letters are letters: use the function keys or Ctrl. "
            "The mouse works too, but is never needed."
        )
        return [*lines, *(Content.styled(line, "$quiet") for line in wrap(remark, min(width, 84)))]


def _row(hint: KeyHint, width: int) -> list[Content]:
    keys = "  ".join(show_key(key) for key in hint.keys)
    label = pad(hint.said, 18)
    told = wrap(_(hint.tooltip), max(20, width - _KEYS - 22)) if hint.tooltip else [""]
    first = Content.assemble((pad(keys, _KEYS), "$accent bold"), "  ", label, "  ", (told[0], "$quiet"))
    indent = " " * (max(_KEYS, columns_of(keys)) + 2 + max(18, columns_of(hint.said)) + 2)
    return [first, *(Content.assemble(indent, (line, "$quiet")) for line in told[1:])]
