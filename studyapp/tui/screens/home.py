"""The first screen: what there is to do today, how far each concept is known, and one key to begin."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerState

from studyapp.domain.text import NOTHING, Text
from studyapp.errors import StudyError
from studyapp.i18n import N_, _
from studyapp.study.weakness import weakest
from studyapp.study.workspace import Workspace
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.phrases import say_date
from studyapp.tui.places import PLACES, Go
from studyapp.tui.screens.base import SCROLL_KEYS
from studyapp.tui.screens.scrolling import ScrollingScreen
from studyapp.tui.widgets.concept_map import Direction
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.title_bar import TitleBar
from studyapp.tui.widgets.today import Today

if TYPE_CHECKING:
    from studyapp.store.glance import Glance

_WALKING: tuple[tuple[Direction, str], ...] = (
    ("up", N_("Chapter above")),
    ("down", N_("Chapter below")),
    ("left", N_("Concept before")),
    ("right", N_("Concept after")),
)

_A_MOMENT = 1.0
"""Seconds after which it is told that the answers are looked at: a long log is counted once."""


class HomeScreen(ScrollingScreen[None]):
    """Where every day begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                place.keys, f"go('{place.name}')", place.label, tooltip=place.tooltip, id=f"home.{place.name}"
            )
            for place in PLACES
            if place.keys
        ),
        Binding(
            "w", "practise_weakest", N_("Weakest"), show=False, tooltip=N_("Practise the weakest concept"),
            id="home.weakest",
        ),
        Binding(
            "e", "practise_slip", N_("Usual slip"), show=False,
            tooltip=N_("Practise where the same mistake keeps coming"), id="home.slip",
        ),
        *(
            Binding(
                direction, f"walk('{direction}')", label, show=False, tooltip=N_("Walk the map of concepts"),
                id=f"home.{direction}",
            )
            for direction, label in _WALKING
        ),
        Binding(
            "escape", "leave_map", N_("Leave the map"), show=False,
            tooltip=N_("Take the cursor off the map"), id="home.leave_map",
        ),
        Binding("q", "app.quit", N_("Quit"), tooltip=N_("Leave; everything is kept"), id="home.quit"),
        *SCROLL_KEYS[:2],
    ]  # fmt: skip

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._today = Today(workspace.overview(), workspace.clock)
        self._glance: Glance | None = None
        self._is_reading = True
        self._was_left = False
        self.is_filled = False
        """Whether what is shown of the learning is what there is."""

    def compose(self) -> ComposeResult:
        """The bars and the plan."""
        now = self._workspace.clock
        yield TitleBar(lambda: _("Today"), lambda: say_date(now().astimezone().date()))
        with self.body:
            yield self._today
        yield from foot()

    # What is shown

    def on_screen_resume(self) -> None:
        """Coming back from a session: the figures have changed."""
        if self._was_left:
            self._look()
        self._was_left = True

    def on_resize(self) -> None:
        """The map takes what rows there are."""
        self._today.take_rows(self.size.height)

    def reload(self) -> None:
        """Look again: the packs were read, or could not be."""
        self._is_reading = False
        self._look()

    def _look(self) -> None:
        self._today.plan(self._workspace.overview(), is_reading=self._is_reading)
        self.look_closer()

    def look_closer(self) -> None:
        """Find out in a thread how the learning stands: the first paint does not wait for it."""
        self.is_filled = False
        self._find_out()
        if self._glance is None:
            self.set_timer(_A_MOMENT, self._say_that_it_takes_long)

    def _say_that_it_takes_long(self) -> None:
        if not self.is_filled:
            self._today.wait()

    @work(thread=True, exclusive=True, group="glance", exit_on_error=False)
    def _find_out(self) -> "tuple[Glance, Text]":
        seen = self._workspace.glance()
        with_words = seen.slip is not None and self._workspace.loaded
        return seen, self._workspace.say_slip(seen.slip) if seen.slip and with_words else NOTHING

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """It was found out, or why it could not be."""
        if event.state is WorkerState.SUCCESS and event.worker.result is not None:
            self._glance, slip = event.worker.result
            self._today.fill(self._glance, slip)
            self.is_filled = True
        elif event.state is WorkerState.ERROR:
            self.is_filled = True
            self._tell_failure(event.worker.error)

    def _tell_failure(self, error: BaseException | None) -> None:
        """Home goes on without these figures."""
        if error is not None and not isinstance(error, StudyError):
            from studyapp.tui.crash import crash_report

            error = crash_report(error, self._workspace.home.data)
        if error is not None:
            tell_error(self.app, error)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was paused can be gone on with."""
        if action == "go" and parameters[0] in {"go_on", "finish"}:
            return self._today.is_paused
        return super().check_action(action, parameters)

    def action_walk(self, direction: Direction) -> None:
        """Move the cursor on the map, which comes into sight."""
        self.body.scroll_home(animate=False)
        self._today.walk(direction)

    def action_leave_map(self) -> None:
        """Put the cursor nowhere."""
        self._today.put_cursor(None)

    def action_go(self, place: str) -> None:
        """Open a place; practice and the list of cards begin at the concept under the cursor, if any."""
        here = self._today.map.cursor
        if place == "drill" and here:
            self.post_message(Go(place, concept=here))
        elif place == "browse" and here:
            self.post_message(Go(place, query=f"concept:{here}"))
        else:
            self.post_message(Go(place))

    @property
    def _weakest(self) -> str | None:
        """The id of the weakest concept; None as long as none is known to be weak."""
        return weakest(self._glance.concepts) if self._glance else None

    def action_practise_weakest(self) -> None:
        """Practise the weakest concept."""
        if self._weakest:
            self.post_message(Go("drill", concept=self._weakest))
        else:
            tell(self.app, _("Nothing answered yet, so nothing is weak."))

    def action_practise_slip(self) -> None:
        """Practise the card at which the usual slip happens."""
        if self._glance and self._glance.slip:
            self.post_message(Go("drill", card=self._glance.slip.card))
        else:
            tell(self.app, _("No mistake was recognised so far."))
