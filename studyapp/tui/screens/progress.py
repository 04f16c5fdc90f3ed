"""Progress: how the learning goes, a figure at a time, each with what it means for this learner."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.worker import Worker, WorkerState

from studyapp.i18n import N_, _, ngettext
from studyapp.study.progress import Progress
from studyapp.tui.crash import tell_failure
from studyapp.tui.places import Go
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.figure_panels import PANELS
from studyapp.tui.widgets.figure_view import FigureView, Tabs
from studyapp.tui.widgets.list_panels import Chosen, ListPanel
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.panel import Panel
from studyapp.tui.widgets.plot_panels import LoadPanel, TimePanel
from studyapp.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

_TWO_COLUMNS = 100
"""Columns of a terminal from which two panels stand beside each other."""
_A_PAGE = 8


def open_place(app: "StudyApp", page: int = 1) -> "ProgressScreen":
    """The figures, beginning with the panel of this number."""
    return ProgressScreen(app.workspace.progress, page - 1)


class ProgressScreen(BaseScreen[None]):
    """One panel, or two beside each other where there is room."""

    CSS_PATH: ClassVar = ["progress.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", N_("Next figure"), tooltip=N_("On to the next one"), id="progress.next"),
        Binding("left", "turn(-1)", N_("Before"), tooltip=N_("The figure before"), id="progress.before"),
        *(
            Binding(str(at + 1), f"go({at})", panel.label, show=False, id=f"progress.{at + 1}")
            for at, panel in enumerate(PANELS)
        ),
        Binding("down", "move(1)", N_("Down"), show=False, tooltip=N_("The row below"), id="progress.down"),
        Binding("up", "move(-1)", N_("Up"), show=False, tooltip=N_("The row above"), id="progress.up"),
        Binding("pagedown", f"move({_A_PAGE})", N_("Read on"), show=False, id="page.down"),
        Binding("pageup", f"move(-{_A_PAGE})", N_("Page up"), show=False, id="page.up"),
        Binding("space", "longer", N_("30, 90, 365 days"), tooltip=N_("Over how many days"),
                id="progress.days"),
        Binding("r", "practise", N_("Drill"), tooltip=N_("Practise what is under the cursor"),
                id="progress.practise"),
        Binding("b", "browse", N_("Browse"), tooltip=N_("The cards of what is under the cursor"),
                id="progress.browse"),
        Binding("c,f9", "sheet", N_("Card"), tooltip=N_("All that is known of this card"), id="card.sheet"),
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
    ]  # fmt: skip

    def __init__(self, count: Callable[[], Progress], first: int = 0) -> None:
        """`count` gathers the figures; it is called in a thread, and again when one comes back here."""
        super().__init__()
        self._count = count
        self._panels: list[Panel] = []
        self._at = max(0, min(first, len(PANELS) - 1))
        self._view, self._beside = FigureView(id="panel"), FigureView(id="beside")
        self._tabs = Tabs(lambda: (self._at, self._in_sight()))

    def compose(self) -> ComposeResult:
        """The tabs, and one or two panels."""
        yield TitleBar(lambda: _("Progress"), self._fact)
        yield self._tabs
        with Container(id="panels"):
            yield self._view
            yield self._beside
        yield from foot()

    def _fact(self) -> str:
        if not self._panels:
            return ""
        streak = self._panels[0].progress.told.streak
        return ngettext("{count} day in a row", "{count} days in a row", streak) if streak else ""

    # Counting

    def on_screen_resume(self) -> None:
        """Here, or back from practice: count what is new."""
        self._gather()

    @work(thread=True, exclusive=True, group="figures", exit_on_error=False)
    def _gather(self) -> Progress:
        return self._count()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The figures are counted, or could not be."""
        event.stop()
        if event.state is WorkerState.SUCCESS:
            self._take(cast(Progress, event.worker.result))
        tell_failure(self.app, event)

    def _take(self, progress: Progress) -> None:
        if self._panels and self._panels[0].progress is progress:
            return
        before = self._panels
        self._panels = [kind(progress) for kind in PANELS]
        for panel, old in zip(self._panels, before, strict=False):  # where one was in a list
            if isinstance(panel, ListPanel) and isinstance(old, ListPanel):
                panel.cursor, panel.top = old.cursor, old.top
        self._redraw()

    # What is shown

    def _in_sight(self) -> tuple[int, ...]:
        """The places of the panels that are shown: two that belong together where there is room."""
        if self.size.width < _TWO_COLUMNS:
            return (self._at,)
        first = self._at - self._at % 2
        return tuple(at for at in (first, first + 1) if at < len(PANELS))

    def _redraw(self) -> None:
        places = self._in_sight()
        self._beside.set_class(len(places) > 1, "-shown")
        for view, at in zip((self._view, self._beside), places, strict=False):
            panel = self._panels[at] if self._panels else None
            view.show(panel, current=at == self._at)
        self._tabs.redraw()
        self.query_one(TitleBar).redraw()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """One column or two."""
        self._redraw()

    @property
    def _panel(self) -> Panel | None:
        return self._panels[self._at] if self._panels else None

    @property
    def _chosen(self) -> Chosen | None:
        panel = self._panel
        if not isinstance(panel, ListPanel) or panel.progress.is_empty:
            return None
        return panel.chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rows where there are some, days where they are to choose."""
        match action:
            case "practise" | "browse":
                return self._chosen is not None
            case "sheet":
                return self._chosen is not None and self._chosen.card is not None
            case "longer":
                panel = self._panel
                return isinstance(panel, LoadPanel | TimePanel) and not panel.progress.is_empty
        return True

    # What the learner does

    def action_turn(self, by: int) -> None:
        """To the next panel, or the one before; round the ends."""
        self.action_go((self._at + by) % len(PANELS))

    def action_go(self, at: int) -> None:
        """To the panel of this place."""
        self._at = at
        self._redraw()

    def action_move(self, by: int) -> None:
        """Up or down in a list."""
        if isinstance(panel := self._panel, ListPanel):
            panel.move(by)
            self._redraw()

    def action_longer(self) -> None:
        """The next range of days; load and time go together."""
        for panel in self._panels:
            if isinstance(panel, LoadPanel | TimePanel):
                panel.turn()
        self._redraw()

    def action_practise(self) -> None:
        """Practise what is under the cursor."""
        if (chosen := self._chosen) is None:
            return
        if chosen.concept is not None:
            self.post_message(Go("drill", concept=chosen.concept))
        else:
            self.post_message(Go("drill", card=chosen.card))

    def action_browse(self) -> None:
        """See the cards of what is under the cursor."""
        if (chosen := self._chosen) is not None:
            self.post_message(Go("browse", query=chosen.query))

    def action_sheet(self) -> None:
        """The sheet of the card under the cursor."""
        if self._chosen is not None and self._chosen.card is not None:
            self.post_message(Go("card", card=self._chosen.card))

    def on_tabs_picked(self, event: Tabs.Picked) -> None:
        """A click on a tab."""
        event.stop()
        self.action_go(event.at)

    def on_figure_view_picked(self, event: FigureView.Picked) -> None:
        """A click into a panel."""
        event.stop()
        if isinstance(event.panel, ListPanel) and event.row is not None:
            event.panel.cursor = event.row
        self.action_go(self._panels.index(event.panel))
