"""A screen of two panes: a list, and beside or below it what there is to say about a row."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studyapp.i18n import N_
from studyapp.text.width import cut
from studyapp.tui.screens.scrolling import ScrollingScreen
from studyapp.tui.widgets.kept_in_sight import KeptInSight
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.title_bar import TitleBar

_FRAME = 4
"""Columns that a list has less than its screen."""


class RowList(KeptInSight, inherit_bindings=False):
    """Rows of one line or more; headings between them are passed over. All other keys are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", N_("Up"), show=False, tooltip=N_("The row above"), id="list.up"),
        Binding("down", "cursor_down", N_("Down"), show=False, tooltip=N_("The row below"), id="list.down"),
        Binding("home", "first", N_("First"), show=False, tooltip=N_("The first row"), id="list.first"),
        Binding("end", "last", N_("Last"), show=False, tooltip=N_("The last row"), id="list.last"),
        Binding("pagedown", "screen.scroll(1)", N_("Read on"), tooltip=N_("Scroll down"), id="page.down"),
        Binding("pageup", "screen.scroll(-1)", N_("Page up"), show=False, tooltip=N_("Scroll up"),
                id="page.up"),
    ]  # fmt: skip

    def fill(self, rows: Sequence[tuple[str | None, Content]]) -> None:
        """Show these, each with its id; one without is a heading. The cursor stays at its row."""
        ids, row = [id for id, _content in rows], self.row
        with self.prevent(OptionList.OptionHighlighted):
            if ids == [option.id for option in self.options]:  # nothing scrolls where only words change
                for at, (option, (_id, content)) in enumerate(zip(self.options, rows, strict=True)):
                    if option.prompt != content:
                        self.replace_option_prompt_at_index(at, content)
                return
            self.clear_options()
            self.add_options(Option(content, id=id, disabled=id is None) for id, content in rows)
            first = next((id for id in ids if id is not None), None)
            known = row if row is not None and row in ids else first
            self.highlighted = ids.index(known) if known is not None else None

    @property
    def row(self) -> str | None:
        """The id of the row under the cursor."""
        option = self.highlighted_option
        return option.id if option else None


class TwoPanesScreen(ScrollingScreen[None]):
    """Subclasses say what stands in the list, and what is written about the row under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
    ]
    DEFAULT_CSS = """
    TwoPanesScreen {
        & #work { height: 1fr; }
        & RowList {
            border: none; padding: 1 1 0 1; background: $background; background-tint: $foreground 0%;
            scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & RowList:focus { background-tint: $foreground 0%; border: none; }
        & #detail { padding: 0 2; }
    }
    TwoPanesScreen.-narrow {
        & #work { layout: vertical; }
        & RowList { width: 1fr; height: 1fr; }
        & #detail { width: 1fr; height: 1fr; border-top: hkey $faint; }
    }
    TwoPanesScreen.-wide {
        & #work { layout: horizontal; }
        & RowList { width: 11fr; height: 1fr; }
        & #detail { width: 9fr; height: 1fr; padding: 1 2 0 2; border-left: vkey $faint; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.row_list = self.make_list()
        self._page = Page(self.write)
        self.body.id = "detail"
        self._filled_for = 0

    def compose(self) -> ComposeResult:
        """The bars and the two panes."""
        yield TitleBar(self.title_said, self.fact_said)
        with Container(id="work"):
            yield self.row_list
            with self.body:
                yield from self.compose_detail()
        yield from foot()

    def make_list(self) -> RowList:
        """The list; a subclass of it names its keys."""
        return RowList()

    def compose_detail(self) -> Iterator[Widget]:
        """What stands in the other pane."""
        yield self._page

    def title_said(self) -> str:
        """Where this is."""
        raise NotImplementedError

    def fact_said(self) -> str:
        """The short fact at the right."""
        return ""

    def rows(self, width: int) -> Sequence[tuple[str | None, Content]]:
        """The list in so many columns: for each row its id and how it looks; a heading has no id."""
        raise NotImplementedError

    def write(self, width: int) -> list[Content]:
        """The lines about the row under the cursor."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Ready for the arrow keys; the rows are drawn again as soon as their width is known."""
        self.refill()
        self.row_list.focus()

    def on_resize(self) -> None:
        """Draw the rows for the width that they have now."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.row_list.scrollable_content_region.width != self._filled_for:
            self.refill()

    def refill(self) -> None:
        """Draw everything anew; the cursor stays at its row."""
        self._filled_for = self.row_list.scrollable_content_region.width
        width = self._filled_for or self.app.size.width - _FRAME
        self.row_list.fill(self.rows(max(_FRAME, width)))
        self.show_row()

    def show_row(self) -> None:
        """Write about the row under the cursor."""
        self._page.redraw()
        self.query_one(TitleBar).redraw()
        self.refresh_bindings()

    def respeak(self) -> None:
        """Say it in the other language."""
        super().respeak()
        self.refill()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another row is under the cursor."""
        event.stop()
        self.body.scroll_home(animate=False)
        self.show_row()


def facing(left: Content, right: Content, width: int) -> Content:
    """One line with something at either end; the left one gives way."""
    room = max(0, width - right.cell_length - 2)
    if left.cell_length > room:
        left = Content(cut(left.plain, room))
    return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)
