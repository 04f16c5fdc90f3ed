"""Items to put in order: each letter gives its item the next number."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Option, Question
from studyapp.domain.grade import Grade, Response
from studyapp.i18n import N_, _
from studyapp.tui.cards.view import CardView, Read, say_incomplete
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.pick_list import LETTERS, NOWHERE, PickList


class Items(PickList):
    """The items, with the numbers given so far."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space", "number", N_("Next number"), tooltip=N_("Give this item the next number"),
            id="order.number",
        ),
        Binding(
            "backspace", "take_back", N_("Take back"), tooltip=N_("Take the last number back"),
            id="order.take_back",
        ),
    ]  # fmt: skip

    def __init__(self, items: tuple[Option, ...], given: list[str]) -> None:
        super().__init__(tuple(item.text for item in items))
        self._items = items
        self.given = given
        """Ids in the learner's order."""
        self._right: list[str] = []

    def ask(self, items: tuple[Option, ...], given: list[str]) -> None:
        """Put others."""
        self._items, self.given = items, given
        self.offer(tuple(item.text for item in items))

    def action_pick(self, at: int) -> None:
        """Give an item the next number; one that has a number loses it, and those behind move up."""
        self.cursor = at
        item = self._items[at].id
        self.given = (
            [each for each in self.given if each != item] if item in self.given else [*self.given, item]
        )
        self.redraw()

    def action_number(self) -> None:
        """The same for the item under the cursor."""
        if self.cursor != NOWHERE:
            self.action_pick(self.cursor)

    def action_take_back(self) -> None:
        """Take the last number back."""
        self.given = self.given[:-1]
        self.redraw()

    @property
    def is_complete(self) -> bool:
        """Whether every item has a number."""
        return len(self.given) == len(self._items)

    def show_right(self, right: list[str]) -> None:
        """Show which stood in their places, and the right numbers of the others."""
        self._right = right
        self.settle()

    def hint(self) -> str:
        """How to number."""
        if self.is_complete:
            return _(
                "{check} hands it in; {back} takes the last number back.",
                check=key_now("choice.check"),
                back=key_now("order.take_back"),
            )
        return _(
            "Press the letters in the right order; {back} takes the last number back.",
            back=key_now("order.take_back"),
        )

    def head(self, at: int) -> Content:
        """The letter, and the number that was given; in the end the right one too."""
        item = self._items[at].id
        number = str(self.given.index(item) + 1) if item in self.given else " "
        if not self.settled or not self._right:
            return Content.assemble(
                ("  ", ""), (f"{LETTERS[at]} ", "$primary bold"), (f"[{number}] ", "$primary")
            )
        place = str(self._right.index(item) + 1)
        fits = number == place
        mark, style = ("✓", "$success") if fits else ("✗", "$error")
        said = f"[{number}] " if fits else f"[{number}]→{place} "
        return Content.assemble(
            (f"{mark} ", f"{style} bold"), (f"{LETTERS[at]} ", "$primary bold"), (said, style)
        )


class View(CardView):
    """Number the items; Enter hands in."""

    def __init__(self, question: Question, read: Read, typed: Response) -> None:
        super().__init__(question, read, typed)
        self._field = question.fields[0]
        self._items = Items(self._field.options, self._given())

    def take(self, question: Question, read: Read, typed: Response) -> bool:
        """Other items, the same list."""
        super().take(question, read, typed)
        self._field = question.fields[0]
        self._items.ask(self._field.options, self._given())
        return True

    def _given(self) -> list[str]:
        return [item for item in self.typed.get(self._field.name, "").split(",") if item]

    def compose(self) -> ComposeResult:
        """The items."""
        yield self._items

    @property
    def response(self) -> Response:
        """The ids in order."""
        return {self._field.name: ",".join(self._items.given)}

    def start(self) -> None:
        """Take the letters."""
        self._items.focus()

    def on_pick_list_handed_in(self, event: PickList.HandedIn) -> None:
        """Answer, unless a number is missing."""
        event.stop()
        if self._items.is_complete:
            self.hand_in()
        else:
            self.post_message(self.Notice(say_incomplete() if not self._items.given else _(UNFINISHED)))

    def settle(self, grade: Grade | None) -> None:
        """Mark what stood in its place."""
        expected = grade.parts[self._field.name].expected if grade else ""
        self._items.show_right(expected.split(",") if isinstance(expected, str) and expected else [])


UNFINISHED = N_("Not every item has a number yet.")
