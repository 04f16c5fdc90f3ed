"""A list of any length: only the rows in sight are drawn, so 10,000 are as quick as ten."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from studyapp.i18n import N_
from studyapp.tui.widgets.drawn import Spoken

Draw = Callable[[int, int], Content]
"""What stands in a row, by its number and the columns there are."""

_KEPT = 256
"""Rows that are kept as they were put together: some screens full."""


class LongList(ScrollView, Spoken, can_focus=True):
    """Rows with a cursor; what they are about is its owner's affair."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Row above"), show=False, tooltip=N_("The row above"), id="rows.up"),
        Binding("down", "move(1)", N_("Row below"), show=False, tooltip=N_("The row below"), id="rows.down"),
        Binding("pageup", "turn(-1)", N_("Page up"), show=False, tooltip=N_("A page up"), id="rows.page_up"),
        Binding("pagedown", "turn(1)", N_("Page down"), show=False, tooltip=N_("A page down"),
                id="rows.page_down"),
        Binding("home", "go(0)", N_("First"), show=False, tooltip=N_("The first row"), id="rows.first"),
        Binding("end", "go(-1)", N_("Last"), show=False, tooltip=N_("The last row"), id="rows.last"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    LongList {
        width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: clip;
    }
    """

    class Moved(Message):
        """The cursor stands on another row, or other rows came."""

    class Chosen(Message):
        """The row under the cursor was clicked once more."""

    cursor = reactive(0, repaint=False)

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._count = 0
        self.drawn = 0
        """How many rows were drawn so far."""
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(_KEPT)
        self.put_together = 0
        """How many of them said what no row had said before."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def show(self, count: int, cursor: int = 0) -> None:
        """There are so many rows now, others than before; the cursor stands on this one."""
        if count != self._count:
            self._count = count
            # Not by assignment, which lays the whole screen out anew at each key typed.
            self.set_reactive(LongList.virtual_size, Size(0, count))
            self._scroll_update(self.virtual_size)
        self.set_reactive(LongList.cursor, max(0, min(cursor, count - 1)))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def refresh_row(self, row: int) -> None:
        """Draw one row anew."""
        self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def respeak(self) -> None:
        """Draw anew, in the language spoken now."""
        self.refresh()

    def validate_cursor(self, row: int) -> int:
        """No further than the rows go."""
        return max(0, min(row, self._count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw it where it is now, and tell."""
        self.refresh_row(before)
        self.refresh_row(now)
        self._keep_in_sight()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        height, top = self.size.height, round(self.scroll_y)
        if height and not top <= self.cursor < top + height:
            row = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=row, animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One row in sight."""
        row, width = y + self.scroll_offset.y, self.size.width
        if row >= self._count:
            return Strip.blank(width, self.visual_style.rich_style)
        self.drawn += 1
        content = self._draw(row, width)
        if row == self.cursor:
            if content.plain.startswith(" "):
                content = Content("▸") + content[1:]  # it shows without colour, too
            content = content.pad_right(max(0, width - content.cell_length)).stylize_before(
                "$block-cursor-foreground on $block-cursor-background"
                if self.has_focus
                else "$block-cursor-blurred-foreground on $block-cursor-blurred-background"
            )
        return self._strip(content, width)

    def _strip(self, content: Content, width: int) -> Strip:
        """A row for the screen: what was said before in the same colours is there already.

        Most of a row's time is spent here, and Textual draws every row anew as the keyboard comes or goes.
        """
        said = (content.plain, *content.spans, width, self.visual_style, self.app.theme)
        strip = self._strips.get(said)
        if strip is None:
            self.put_together += 1
            style = self.visual_style
            strip = Strip(content.render_segments(style)).adjust_cell_length(width, style.rich_style)
            self._strips[said] = strip
        return strip

    def on_focus(self, event: events.Focus) -> None:
        """The cursor shows where the keys go."""
        self._take_keys(event, events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """They go elsewhere."""
        self._take_keys(event, events.DescendantBlur(self))

    def _take_keys(self, event: events.Focus | events.Blur, told: events.Event) -> None:
        # In place of Textual's own handlers, which draw every row anew: only the cursor looks otherwise.
        event.prevent_default()
        self.has_focus = isinstance(event, events.Focus)
        self.refresh_row(self.cursor)
        if self.parent is not None:
            self.parent.post_message(told)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Unlike Textual's, style nothing anew: no style of ours says `LongList:focus`."""

    def action_move(self, by: int) -> None:
        """Up or down by so many rows."""
        self.cursor += by

    def action_turn(self, pages: int) -> None:
        """Up or down by so many pages; a row of the page before stays in sight."""
        self.cursor += pages * max(1, self.size.height - 1)

    def action_go(self, row: int) -> None:
        """To this row; -1 is the last."""
        self.cursor = row if row >= 0 else self._count + row

    def on_click(self, event: events.Click) -> None:
        """Go to the row that is clicked; a click on the row under the cursor chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = offset.y + self.scroll_offset.y
        if row == self.cursor:
            self.post_message(self.Chosen())
        elif row < self._count:
            self.cursor = row
