"""A session: a card, the answer, how it was, and when it should come back."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Card
from studyapp.domain.rating import Rating
from studyapp.domain.text import Text
from studyapp.errors import StudyError
from studyapp.i18n import N_, _
from studyapp.study.phase import Phase
from studyapp.study.session import Session
from studyapp.tui.named_keys import key_now
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.screens.go_on import go_on
from studyapp.tui.screens.question import QuestionScreen
from studyapp.tui.screens.sitting import PutBy
from studyapp.tui.screens.summary import SummaryScreen
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.rating_bar import NAMES, RatingBar

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp


PRACTICE = N_("For practice: this card is not due, so its memory stays as it is.")


def open_place(app: "StudyApp", card: str | None = None, **options: Any) -> "Screen[Any] | None":
    """A session through today's plan, or the one that was paused; `options` are those of `Workspace.session`.

    With options it is always another one; with `card` it is of that card alone.
    """
    if card is not None:
        session = app.workspace.play(card)
        if session.question is not None and session.mode is Mode.DRILL:
            tell(app, _(PRACTICE))
        return StudyScreen(session, app.names_of)
    if not any(options.values()) and (screen := go_on(app, "study")):
        return screen
    session = app.workspace.session(**options)
    if session.question is None and not session.can_undo:
        tell(app, _("Nothing waits now. A quiz ({key}) is always possible.", key=key_now("home.quiz")))
        return None
    return screen_of(app, session)


def screen_of(app: "StudyApp", session: Session) -> "StudyScreen":
    """The screen that shows a session."""
    return StudyScreen(session, app.names_of, app.workspace.put_by)


SUSPENDED = N_("The card is suspended: it is not asked any more. {key} takes that back.")
BURIED = N_("The card is left until tomorrow. {key} takes that back.")
SUSPENDED_LAST = N_("The card is suspended.")
BURIED_LAST = N_("The card is buried: it is not asked before tomorrow.")


class StudyScreen(QuestionScreen):
    """Studying what is due."""

    CSS_PATH: ClassVar = ["question.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]  # noqa: RUF012 (typed by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(rating.value), f"rate({rating.value})", NAMES[rating], show=False,
                tooltip=N_("Choose the rating yourself"), id=f"rate.{rating.name.lower()}",
            )
            for rating in Rating
        ),
        Binding(
            "n,f5,ctrl+n", "new_numbers", N_("New numbers"),
            tooltip=N_("The same problem once more, for practice"), id="card.new_numbers",
        ),
        Binding(
            "u,ctrl+z", "undo", N_("Undo"), tooltip=N_("Take the last answer back, as often as you like"),
            id="card.undo",
        ),
        Binding(
            "full_stop,f7", "last_one", N_("Last one"), show=False,
            tooltip=N_("End after this question; once more, and the session goes on"), id="session.last",
        ),
        Binding(
            "plus,f8", "lengthen", N_("Ten more"), show=False,
            tooltip=N_("Ten minutes or cards more, where the session is a short one"), id="session.lengthen",
        ),
    ]  # fmt: skip

    def __init__(
        self,
        session: Session,
        place: Callable[[Card], tuple[Text, Text]],
        put_by: PutBy | None = None,
    ) -> None:
        super().__init__(session, place, put_by)
        self.session = session
        self._ratings = RatingBar()

    def compose_foot(self) -> ComposeResult:
        """The ratings above the keys."""
        yield self._ratings
        yield from foot()

    def progress(self) -> Content:
        """How far it is; that a question is only for practice, or the last one, is said."""
        said = _("practice") if self._is_practice else _("last one") if self.session.is_last else ""
        return Content.assemble((f"{said}  " if said else "", "$accent"), super().progress())

    @property
    def _is_practice(self) -> bool:
        return self.session.practising or self.session.mode is Mode.DRILL

    def put_away(self) -> None:
        """A new question has no rating yet."""
        self._ratings.withdraw()

    def settled(self) -> None:
        """Offer the ratings."""
        session = self.session
        if session.practising:
            self._ratings.withdraw()
        else:
            only = Rating.AGAIN if session.gave_up else None
            self._ratings.offer(session.preset, session.intervals(), only)

    def finish(self) -> None:
        """Tell how it was, then go home."""
        session = self.session
        summary = session.summary()
        if summary.answered or summary.practised or summary.unaskable:
            page = SummaryScreen(summary, session.now(), session.can_undo)
            self.app.push_screen(page, self._summed_up)
        else:
            self.dismiss()

    async def _summed_up(self, undo: bool | None) -> None:
        if undo:
            await self.action_undo()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ratings once answered; practice and undo where there is something to do."""
        session = self.session
        match action:
            case "rate":
                return (
                    session.phase is Phase.ANSWERED
                    and not session.practising
                    and (not session.gave_up or parameters == (Rating.AGAIN.value,))
                )
            case "new_numbers":
                return session.can_practise
            case "undo":
                return session.can_undo
            case "lengthen":
                return session.can_lengthen
        return super().check_action(action, parameters)

    async def action_rate(self, rating: int) -> None:
        """Keep the answer with this rating, and go on."""
        if await self.follow(self.session.rate(Rating(rating))):
            await self.show_question()

    async def on_rating_bar_chosen(self, event: RatingBar.Chosen) -> None:
        """A click on a rating."""
        event.stop()
        if self.check_action("rate", (event.rating.value,)):
            await self.action_rate(event.rating.value)

    async def action_new_numbers(self) -> None:
        """Practise the same problem with other numbers."""
        if await self.follow(self.session.new_numbers()):
            await self.show_question()

    async def action_undo(self) -> None:
        """Take the last answer back and ask it again."""
        try:
            undone = self.session.undo()
        except StudyError as error:
            tell_error(self.app, error)
            return
        if await self.follow(undone):
            await self.show_question()

    # Laying a card aside

    async def look_again(self) -> None:
        """A card that was put to rest on its sheet is asked no more; one that was reset comes back sooner."""
        if self.session.look_again():
            await self.show_question()
            return
        if self.session.phase is Phase.ANSWERED:
            self.settled()
        await super().look_again()

    async def action_suspend(self) -> None:
        """Ask this card no more, and go on with the next; one that rested before is back, and stays."""
        if self.session.marks.suspended:
            await super().action_suspend()
            return
        await self._lay_aside(self.session.suspend(), SUSPENDED, SUSPENDED_LAST)

    async def action_bury(self) -> None:
        """Leave this card until tomorrow, and go on with the next; one that rested is back, and stays."""
        if self.session.marks.buried_until:
            await super().action_bury()
            return
        await self._lay_aside(self.session.bury(), BURIED, BURIED_LAST)

    async def _lay_aside(self, kept: "Future[None]", said: str, said_last: str) -> None:
        if await self.follow(kept):
            await self.show_question()
            if self.session.question is None:  # the key that takes it back went with the screen
                said = said_last
            tell(self.app, _(said, key=key_now("card.undo")))

    def action_last_one(self) -> None:
        """End after this question; or not after all."""
        self.session.is_last = not self.session.is_last
        self._changed()

    def action_lengthen(self) -> None:
        """Ten minutes or cards more."""
        self.session.lengthen()
        self._changed()
