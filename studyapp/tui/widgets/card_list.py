"""The cards of a pack in a list to walk through, each marked with how it stands."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studyapp.i18n import N_
from studyapp.study.preview import Author
from studyapp.text.clean import clean
from studyapp.tui.widgets.kept_in_sight import KeptInSight


class CardList(KeptInSight):
    """Walked with the arrow keys, or j and k."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", N_("Next card"), tooltip=N_("The next card of the pack"),
                id="list.down"),
        Binding("up,k", "cursor_up", N_("Card before"), show=False, tooltip=N_("The card before"),
                id="list.up"),
        Binding("enter,space", "select", N_("Try it"), tooltip=N_("Answer as a learner would"),
                id="list.answer"),
        # Pages are the card's; the list has Home and End.
        Binding("pagedown", "screen.scroll(1)", N_("Read on"), tooltip=N_("Scroll down"), id="page.down"),
        Binding("pageup", "screen.scroll(-1)", N_("Page up"), show=False, tooltip=N_("Scroll up"),
                id="page.up"),
    ]  # fmt: skip

    class Walked(Message):
        """Another row was gone to."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    DEFAULT_CSS = """
    CardList { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[tuple[str, str, str]] = ()

    def fill(self, author: Author, row: int) -> None:
        """List the pack and its cards, with this row under the cursor."""
        rows = [_row(author.pack, faulty=bool(author.loose_faults), warned=False, kind="")]
        for item in author.items:
            faulty = item.is_old or any(not fault.warning for fault in item.faults)
            kind = item.card.kind if item.card else ""
            rows.append(_row(item.id, faulty=faulty, warned=bool(item.faults), kind=kind))
        with self.prevent(OptionList.OptionHighlighted):
            if rows != self._rows:
                self._rows = rows
                self.clear_options()
                self.add_options(Option(Content.assemble(*_parts(row))) for row in rows)
            self.highlighted = row

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which row it is."""
        event.stop()
        self.post_message(self.Walked(event.option_index))


def _row(name: str, *, faulty: bool, warned: bool, kind: str) -> tuple[str, str, str]:
    return "✗" if faulty else "!" if warned else " ", clean(name), kind


def _parts(row: tuple[str, str, str]) -> list[tuple[str, str]]:
    mark, name, kind = row
    style = {"✗": "$error bold", "!": "$warning bold"}.get(mark, "")
    return [(f"{mark} ", style), (name, "" if kind else "bold"), (f"  {kind}" if kind else "", "$quiet")]
