"""A run of questions as such: how far it is, the card at hand, and leaving it so that nothing is lost."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeAlias

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Card
from studyapp.domain.grade import Response
from studyapp.domain.text import Text
from studyapp.errors import StudyError
from studyapp.i18n import N_, language
from studyapp.study.phase import Phase
from studyapp.study.phrases import say_time_left
from studyapp.study.sitting import Sitting
from studyapp.text.clean import clean
from studyapp.tui.keys import SaysNow
from studyapp.tui.marking import (
    label_of_mark,
    mark_keys,
    settled,
    signs,
    toggle_buried,
    toggle_flag,
    toggle_suspended,
)
from studyapp.tui.notices import tell_error
from studyapp.tui.places import Go
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.drawn import part_bar
from studyapp.tui.widgets.title_bar import TitleBar

PutBy: TypeAlias = Callable[[Sitting, Response], bool]
"""Keeps a paused run with what stands in its fields; raises StoreError. As `Workspace.put_by` does."""

_BAR = 10
"""Columns of the bar that tells how far it is."""


def run_keys() -> list[BindingType]:
    """The bindings that lead out of a run, and those of the card at hand."""
    return [
        Binding(
            "escape,q", "pause", N_("Pause"), tooltip=N_("Back home; you go on exactly here"),
            id="card.pause",
        ),
        Binding(
            "escape,q", "leave", N_("Back"), tooltip=N_("Back to where you were; every answer is kept"),
            id="card.leave",
        ),
        Binding(
            "c,f9,ctrl+y", "card", N_("Card"), tooltip=N_("All about this card; your marks and note"),
            id="card.sheet",
        ),
        *mark_keys(show=False),
    ]  # fmt: skip


class SittingScreen(SaysNow, BaseScreen[None]):
    """Holds a sitting; subclasses take `run_keys` among theirs, put its questions, and end when it does."""

    def __init__(
        self,
        sitting: Sitting,
        place: Callable[[Card], tuple[Text, Text]],
        put_by: PutBy | None = None,
    ) -> None:
        """`place` names a card's chapter and concept; without `put_by` it is left, not paused."""
        super().__init__()
        self.sitting = sitting
        self._place = place
        self._put_by = put_by

    def typed(self) -> Response:
        """What stands in the fields now."""
        raise NotImplementedError

    def finish(self) -> None:
        """No question is left."""

    # How far it is

    def where(self) -> str:
        """The card's chapter and concept, after the signs of its marks."""
        question = self.sitting.question
        if question is None:
            return ""
        chapter, concept = (clean(text.say(language())) for text in self._place(question.card))
        place = f"{chapter} › {concept}" if concept else chapter
        return f"{signs(self.sitting.marks)} {place}".strip()

    def progress(self) -> Content:
        """How far it is: a bar, the numbers, and the time it is expected to take."""
        left = self.sitting.seconds_left
        return Content.assemble(self.bar(), "" if left is None else f" · {say_time_left(left)}")

    def bar(self) -> Content:
        """How far it is, as a bar and in numbers."""
        position, total = self.sitting.position, max(1, self.sitting.total)
        done = position - 1 if self.sitting.phase is Phase.ASKING else position
        filled = round(_BAR * done / total)
        return part_bar(filled, _BAR) + f"  {position}/{total}"

    def _changed(self) -> None:
        """The phase is another: bars and keys follow."""
        for bar in self.query(TitleBar):  # none, where the screen went while an answer was being saved
            bar.redraw()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        sitting = self.sitting
        question = sitting.question
        asking = sitting.phase is Phase.ASKING and question is not None
        match action:
            case "flag" | "suspend" | "bury":  # as long as letters are typed or pick, they are no commands
                return sitting.phase is Phase.ANSWERED or (asking and not (question and question.fields))
            case "card":
                return question is not None
            case "pause":
                return self._can_pause
            case "leave":
                return not self._can_pause
        return True

    def label_now(self, action: str) -> str:
        """The key that put the card to rest takes it back."""
        return label_of_mark(action, self.sitting.marks)

    def never(self, action: str) -> bool:
        """A run is paused or left, by the same keys."""
        return action == ("leave" if self._can_pause else "pause")

    # The card itself

    async def on_screen_resume(self) -> None:
        """Back from another screen, maybe from the card's sheet."""
        if self.is_mounted and self.sitting.question is not None:
            await self.look_again()

    async def look_again(self) -> None:
        """The marks of the card may be others."""
        self._changed()

    def action_card(self) -> None:
        """What is known of the card; never its answer."""
        question = self.sitting.question
        if question is not None:
            self.post_message(Go("card", card=question.card.id, question=question))

    async def action_flag(self) -> None:
        """Flag the card, or take the flag away."""
        if question := self.sitting.question:
            await toggle_flag(self.app, self.sitting.marking, question.card.id)
            self._changed()

    async def action_suspend(self) -> None:
        """Let the card rest for good, or take it back; this question stays."""
        if question := self.sitting.question:
            await toggle_suspended(self.app, self.sitting.marking, question.card.id)
            self._changed()

    async def action_bury(self) -> None:
        """Let the card rest until tomorrow, or take it back; this question stays."""
        if question := self.sitting.question:
            await toggle_buried(self.app, self.sitting.marking, question.card.id)
            self._changed()

    # Leaving

    async def follow(self, saved: Future[None]) -> bool:
        """Wait until it is on the disk without blocking the loop, then go where it leads."""
        await settled(saved)
        try:
            self.sitting.advance()
        except StudyError as error:
            tell_error(self.app, error)
            return False
        return True

    async def action_leave(self) -> None:
        """Home; what was graded is kept."""
        if await self.follow(self.sitting.leave()):
            self.finish()

    @property
    def _can_pause(self) -> bool:
        return self._put_by is not None and bool(self.sitting.kept_as)

    async def action_pause(self) -> None:
        """Home; what was graded is kept, and it goes on exactly here."""
        if not await self.stop():
            return
        if self.sitting.question is None:
            self.finish()  # that was the last one
        else:
            self.dismiss()

    async def stop(self) -> bool:
        """Save what was graded and keep where it stopped; whether nothing speaks against leaving."""
        if self._put_by is None or not self.sitting.kept_as:
            return True
        typed = self.typed() if self.sitting.phase is Phase.ASKING else {}
        if not await self.follow(self.sitting.pause()):
            return False
        try:
            self._put_by(self.sitting, typed)
        except StudyError as error:
            tell_error(self.app, error)
        return True
