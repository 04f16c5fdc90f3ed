"""All cards: found while one types, each with a look at what it asks, to be played, marked, or drilled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input

from studyapp.i18n import N_, _, ngettext
from studyapp.study.catalogue import ORDERS, Entry
from studyapp.study.finding import Query, complete, completions
from studyapp.study.peek import peek
from studyapp.tui.named_keys import key_now
from studyapp.tui.places import Go
from studyapp.tui.screens.all_cards import AllCardsScreen
from studyapp.tui.screens.card_at_hand import card_keys
from studyapp.tui.widgets.card_look import CardLook
from studyapp.tui.widgets.card_rows import card_row
from studyapp.tui.widgets.long_list import LongList
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.query_hints import QueryHints, query_explained
from studyapp.tui.widgets.search_line import SearchLine
from studyapp.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace
    from studyapp.tui.app import StudyApp

NONE_FITS = N_("No card fits. Take a word away, or press {key} and look for something else.")
EXAMPLE = N_("padding tag:core state:due")
ORDER_NAMES = {
    "taught": N_("as taught"),
    "due": N_("the soonest due first"),
    "difficulty": N_("the hardest first"),
    "lapses": N_("the most forgotten first"),
}


def open_place(app: "StudyApp", query: str = "", card: str = "") -> "BrowseScreen":
    """All cards, or those that a query finds; the cursor on the card with this id, where one is named."""
    return BrowseScreen(app.workspace, query, card)


class BrowseScreen(AllCardsScreen):
    """The search line, what it finds, and a look at the card under the cursor."""

    CSS_PATH: ClassVar = ["browse.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "play", N_("Ask it"), tooltip=N_("This card at once; it counts if it is due"),
                id="browse.play"),
        Binding("slash", "search", N_("Find"), tooltip=N_("Words, and filters such as tag: or state:"),
                id="browse.search"),
        *card_keys(),
        Binding("n,f5", "new_numbers", N_("New numbers"), show=False,
                tooltip=N_("Look at the problem with other numbers"), id="browse.new_numbers"),
        Binding("s", "sort", N_("Sort"), tooltip=N_("As taught, by due, by difficulty, by lapses"),
                id="browse.sort"),
        Binding("space", "preview", N_("Preview"), tooltip=N_("Hide the look at the card, or show it again"),
                id="browse.preview"),
        Binding("right", "read_on(1)", N_("Read on"), tooltip=N_("Scroll the look at the card down"),
                id="browse.read_on"),
        Binding("left", "read_on(-1)", N_("Read back"), show=False,
                tooltip=N_("Scroll the look at the card up"), id="browse.read_back"),
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
    ]  # fmt: skip

    # Where there is room, a notice has a row of its own: it comes and goes, and nothing has to move.
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012 (typed by Textual)

    # Textual would draw the whole screen anew as the keyboard moves; the two widgets do so by themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, workspace: "Workspace", query: str = "", card: str = "") -> None:
        super().__init__(workspace)
        self._wanted = card
        self._query = Query()
        self._found: Sequence[str] = ()
        """The ids of the cards in the list. They stay until something else is looked for."""
        self._order = ORDERS[0]
        self._offered: tuple[object, ...] = ()
        """What the keys on the bar depend on, as it was when they were told last."""
        self._line = SearchLine(query, EXAMPLE, self._completed)
        self._list = LongList(self._row)
        self._look = CardLook(lambda card, seed: peek(workspace.library, card, seed), id="preview")
        self._hints = QueryHints()

    def compose(self) -> ComposeResult:
        """The search line above the list and the look at a card."""
        yield TitleBar(lambda: _("Browse"), self._counted)
        yield self._line
        yield self._hints
        with Container(id="work"):
            yield self._list
            yield self._look
        yield from foot()

    def on_mount(self) -> None:
        """Ready to type, or, where something is looked for already, to walk."""
        (self._list if self._line.value or self._wanted else self._line).focus()

    def gathered(self, *, first: bool) -> None:
        """Look for what stands in the line; what was found before stays."""
        if first or "slip" in self._line.value or not self._found:
            self._look_for()
        else:
            self._found = [id for id in self._found if self.catalogue and self.catalogue.entry(id)]
            self._list.show(len(self._found), self._list.cursor)
            self._tell()

    # Finding

    def on_input_changed(self, event: Input.Changed) -> None:
        """At each key."""
        event.stop()
        self._look_for()

    def _look_for(self, *, keep: bool = True) -> None:
        """Show the cards that the line finds; the cursor stays on its card, or goes to the first of them."""
        if self.catalogue is None:
            return
        kept = self._wanted or (before.id if keep and (before := self._card) else "")
        self._wanted = ""
        self._query = self.catalogue.read(self._line.value)
        self._found = self.catalogue.ids(self._query, self._order)
        row = self._found.index(kept) if kept and kept in self._found else 0
        self._list.show(len(self._found), row)
        self._tell()

    def _tell(self) -> None:
        self.query_one(TitleBar).redraw()
        if self.catalogue is not None:
            self._hints.show(
                self.catalogue.values, self._query, self._line.value, is_typed_in=self._line.has_focus
            )
        self._tell_keys()

    def _tell_keys(self) -> None:
        """Let the key bar be drawn anew, where what it offers has changed: not at every key."""
        offered = (
            self._card is not None,
            len(self._found) > 1,
            self._line.has_focus,
            bool(self._completed(self._line.value)),
            *map(self.label_now, ("suspend", "bury")),
        )
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _completed(self, line: str) -> list[str]:
        """The lines that this one may become."""
        if self.catalogue is None:
            return []
        return [complete(line, word) for word in completions(line, self.catalogue.values)]

    @property
    def _card(self) -> Entry | None:
        """The card under the cursor."""
        if self.catalogue is None or not self._found:
            return None
        return self.catalogue.entry(self._found[self._list.cursor])

    def card_at_hand(self) -> Entry | None:
        """The one under the cursor."""
        return self._card

    # What is shown

    def _counted(self) -> str:
        if self.catalogue is None:
            return ""
        found, total = len(self._found), len(self.catalogue)
        counted = (
            ngettext("{count} card", "{count} cards", total)
            if found == total
            else _("{found} of {total}", found=found, total=total)
        )
        return counted if self._order == ORDERS[0] else f"{counted} · {_(ORDER_NAMES[self._order])}"

    def _row(self, row: int, width: int) -> Content:
        assert self.catalogue is not None
        card = self.catalogue.entry(self._found[row])
        if card is None:
            return Content()
        moment = self.catalogue.moment
        return card_row(card, width, moment.at, moment.today, self._query.texts)

    def on_long_list_moved(self, event: LongList.Moved) -> None:
        """After a moment's rest show the card under the cursor."""
        event.stop()
        if self.catalogue is not None:
            nothing = "" if self._found else _(NONE_FITS, key=key_now("browse.search"))
            self._look.rest_on(self._card, self.catalogue.moment, nothing)
            self._tell_keys()

    def on_search_line_left(self, event: SearchLine.Left) -> None:
        """The keys go to the list from now on."""
        event.stop()
        self.set_focus(self._list)

    def on_descendant_focus(self) -> None:
        """What is offered depends on where the keys go."""
        if self.is_mounted:
            self._tell()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """A second click."""
        event.stop()
        self.action_play()

    def respeak(self) -> None:
        """Say it in the other language."""
        super().respeak()
        self._tell()

    def explained(self) -> Sequence[tuple[str, str]]:
        """For the help: what can be typed in the search line."""
        return query_explained()

    # What the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        card = self._card
        if self._line.has_focus and action in {"search", "bury"}:
            return False  # Textual does not know that these keys are typed
        match action:
            case "play":
                return card is not None
            case "new_numbers":
                return card is not None and card.kind == "problem"
            case "sort":
                return len(self._found) > 1
            case "read_on":
                return parameters != (1,) or self._look.has_more
        return super().check_action(action, parameters)

    def action_play(self) -> None:
        """Ask this card at once."""
        if (card := self._card) is not None:
            self.post_message(Go("study", card=card.id))

    def action_search(self) -> None:
        """To the search line."""
        self.set_focus(self._line)

    def action_sort(self) -> None:
        """The next order, or the first one again."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._look_for(keep=False)

    def action_preview(self) -> None:
        """Hide the look at the card, or show it again."""
        self._look.turn_over()

    def action_new_numbers(self) -> None:
        """Other numbers of the same problem."""
        self._look.other_numbers()

    def action_read_on(self, pages: int) -> None:
        """Scroll the look at the card."""
        self._look.scroll_pages(pages)

    def card_changed(self, card: str) -> None:
        """Its row stays where it is, and says how it stands now."""
        if self.catalogue is not None:
            self.workspace.gatherer.refresh(self.catalogue, card)
            if card in self._found:
                self._list.refresh_row(self._found.index(card))
            self._look.show(self._card, self.catalogue.moment)
            self._tell_keys()
