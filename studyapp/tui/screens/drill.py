"""A drill: one kind of problem again and again, its level following the answers."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from studyapp.domain.card import Card
from studyapp.domain.text import Text
from studyapp.i18n import N_, _
from studyapp.study.drill import Drill
from studyapp.study.session import Session
from studyapp.tui.screens.drill_choice import DrillChoiceScreen
from studyapp.tui.screens.drill_summary import DrillSummaryScreen
from studyapp.tui.screens.question import QuestionScreen
from studyapp.tui.screens.sitting import PutBy
from studyapp.tui.screens.study import screen_of as screen_of_session
from studyapp.tui.widgets.drill_bar import DrillBar
from studyapp.tui.widgets.notice_line import foot

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp


def open_place(
    app: "StudyApp",
    *,
    problem: str | None = None,
    card: str | None = None,
    concept: str | None = None,
    problems: Sequence[str] = (),
) -> Screen[None]:
    """A drill of a problem or of what practises a card (`pack/id`) or a concept (`pack/concept`).

    `problems` are drilled as one family. Without any of these, the page on which one is chosen.
    """
    if problems:
        return screen_of(app, app.workspace.drill(problems))
    if problem is None and card is None and concept is None:
        return DrillChoiceScreen(app.workspace.families)
    practice = app.workspace.practice(card=problem or card, concept=concept)
    if isinstance(practice, Session):
        return screen_of_session(app, practice)
    return screen_of(app, practice)


def screen_of(app: "StudyApp", drill: Drill) -> "DrillScreen":
    """The screen that shows a drill."""
    return DrillScreen(drill, app.names_of, app.workspace.put_by)


class DrillScreen(QuestionScreen):
    """Problems without an end; nothing to rate."""

    CSS_PATH: ClassVar = ["question.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space,n,f5,ctrl+n", "go_on", N_("New numbers"),
            tooltip=N_("The next question of this drill"), id="card.new_numbers",
        ),
        Binding(
            "full_stop,f7", "enough", N_("Enough"), tooltip=N_("End the drill, and see how it went"),
            id="drill.end",
        ),
    ]  # fmt: skip

    def __init__(
        self, drill: Drill, place: Callable[[Card], tuple[Text, Text]], put_by: PutBy | None = None
    ) -> None:
        super().__init__(drill, place, put_by)
        self.drill = drill
        self._bar = DrillBar(drill)

    def compose_foot(self) -> ComposeResult:
        """How the drill stands, above the keys."""
        yield self._bar
        yield from foot()

    def progress(self) -> Content:
        """How many were right: there is no end to count to."""
        answered = len(self.drill.answers)
        return Content(
            _("{right} of {total} right", right=self.drill.right, total=answered) if answered else ""
        )

    def _changed(self) -> None:
        super()._changed()
        self._bar.redraw()

    async def action_enough(self) -> None:
        """End the drill; what was graded is kept."""
        await self.action_leave()

    def finish(self) -> None:
        """Tell how it was; then back, or on."""
        if self.drill.answers:
            self.app.push_screen(DrillSummaryScreen(self.drill.summary()), self._summed_up)
        else:
            self.dismiss()

    async def _summed_up(self, on: bool | None) -> None:
        if on:
            self.drill.go_on()
            await self.show_question()
        else:
            self.dismiss()
