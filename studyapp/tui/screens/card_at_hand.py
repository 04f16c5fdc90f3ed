"""A screen with a card at hand: the keys that mark it, note it, practise it, and let it begin anew."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from studyapp.i18n import N_, _, language
from studyapp.study.catalogue import Entry
from studyapp.study.marking import Marking
from studyapp.text.clean import clean
from studyapp.tui.keys import SaysNow
from studyapp.tui.marking import kept, label_of_mark, mark_keys, toggle_buried, toggle_flag, toggle_suspended
from studyapp.tui.named_keys import key_now
from studyapp.tui.notices import tell
from studyapp.tui.places import Go
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.screens.note import NoteScreen

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace

Toggle: TypeAlias = Callable[[App[Any], Marking, str], Awaitable[None]]
"""Puts a mark on a card or takes it back, and tells."""


def card_keys() -> list[BindingType]:
    """The bindings for a card at hand, in the order of the key bar."""
    return [
        Binding("c,f9,ctrl+y", "sheet", N_("Card"), tooltip=N_("All about this card; your marks and note"),
                id="card.sheet"),
        Binding("r", "practise", N_("Practise"), tooltip=N_("Practise its problem now; no memory is moved"),
                id="card.practise"),
        *mark_keys(),
        Binding("e", "note", N_("Note"), show=False,
                tooltip=N_("Write a note on the card; it is shown with the answer"), id="card.note"),
        Binding("y", "copy_report", N_("Copy"), show=False,
                tooltip=N_("Copy what a report on the card needs: which it is, its numbers, the versions"),
                id="card.copy"),
        Binding("0", "reset", N_("Begin anew"), show=False,
                tooltip=N_("Make the card new again; asks once"), id="card.reset"),
        Binding("u,ctrl+z", "undo_reset", N_("Undo"), tooltip=N_("Take the reset back"),
                id="card.undo_reset"),
    ]  # fmt: skip


class CardAtHandScreen(SaysNow, BaseScreen[None]):
    """Subclasses take `card_keys` among theirs, say which card is at hand, and show what changed of it."""

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__()
        self.workspace = workspace
        self._is_sure = False
        """Whether `reset` was asked for once."""
        self._was_reset = ""
        """The card that began anew last, as long as that can be taken back here."""

    def card_at_hand(self) -> Entry | None:
        """The card that the keys mean."""
        raise NotImplementedError

    def card_changed(self, card: str) -> None:
        """This card stands otherwise now."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Whoever presses another key did not mean to begin anew."""
        self._is_sure = self._is_sure and event.key == "0"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        card = self.card_at_hand()
        match action:
            case "sheet" | "practise" | "flag" | "suspend" | "bury" | "note" | "copy_report":
                return card is not None
            case "reset":
                return card is not None and card.standing.memory is not None
            case "undo_reset":
                return bool(self._was_reset)
        return True

    def label_now(self, action: str) -> str:
        """The key that put the card to rest takes it back."""
        card = self.card_at_hand()
        return label_of_mark(action, self.workspace.marking.of(card.id)) if card is not None else ""

    def action_sheet(self) -> None:
        """All that is known of it."""
        if (card := self.card_at_hand()) is not None:
            self.post_message(Go("card", card=card.id))

    def action_practise(self) -> None:
        """Practise its problem, or those of its concept."""
        if (card := self.card_at_hand()) is not None:
            self.post_message(Go("drill", card=card.id))

    async def action_flag(self) -> None:
        """Flag the card, or take the flag away."""
        await self._mark(toggle_flag)

    async def action_suspend(self) -> None:
        """Let the card rest until this is taken back."""
        await self._mark(toggle_suspended)

    async def action_bury(self) -> None:
        """Let the card rest until tomorrow."""
        await self._mark(toggle_buried)

    async def _mark(self, toggle: Toggle) -> None:
        if (card := self.card_at_hand()) is not None:
            await toggle(self.app, self.workspace.marking, card.id)
            self.card_changed(card.id)

    def action_note(self) -> None:
        """Write a note on the card."""
        card = self.card_at_hand()
        if card is None:
            return

        async def noted(text: str | None) -> None:
            if text is not None and await kept(self.app, self.workspace.marking.note(card.id, text)):
                self.card_changed(card.id)

        title = clean(card.title.say(language()))
        self.app.push_screen(NoteScreen(lambda: title, card.standing.marks.note), noted)

    def action_copy_report(self) -> None:
        """Copy the report; not every terminal lets a program copy."""
        if (card := self.card_at_hand()) is not None:
            self.app.copy_to_clipboard(self.workspace.card_sheet(card.id, None).report)
            said = _(
                "Copied. If your terminal does not let programs copy: {key} shows the lines.",
                key=key_now("card.sheet"),
            )
            tell(self.app, said)

    def action_reset(self) -> None:
        """Make the card new again, the second time that it is asked for."""
        card = self.card_at_hand()
        if card is None:
            return
        if not self._is_sure:
            self._is_sure = True
            sure = _("Press 0 once more to begin this card anew. Your answers stay in the log.")
            tell(self.app, sure, "warning")
            return
        self._is_sure = False
        self.workspace.reset([card.id])
        self._was_reset = card.id
        self.card_changed(card.id)
        self.refresh_bindings()
        tell(self.app, _("The card begins anew; {key} takes that back.", key=key_now("card.undo_reset")))

    def action_undo_reset(self) -> None:
        """Take the reset back."""
        card, self._was_reset = self._was_reset, ""
        self.workspace.undo_reset()
        self.card_changed(card)
        self.refresh_bindings()
        tell(self.app, _("The card is as it was."))
