"""The app: opens a learner's workspace on the screen, and leads from one screen to the next."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from textual import work
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from studyapp.domain.text import NOTHING
from studyapp.errors import ConfigError, StudyError
from studyapp.i18n import N_, _
from studyapp.study.phrases import say_faults
from studyapp.tui.base_app import OurApp, run_app
from studyapp.tui.crash import crash_report
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from studyapp.domain.pack import Head
    from studyapp.domain.text import Text
    from studyapp.study.workspace import Workspace
    from studyapp.tui.screens.demo import DemoScreen
    from studyapp.tui.screens.demos import DemosScreen
    from studyapp.tui.screens.question import QuestionScreen

Start: TypeAlias = str | tuple[str, str, Mapping[str, object]]
"""`home`, `study`, `quiz`, or `("demo", name, knobs)`."""

ASKED_AFTER_A_DEMO = 5
READING = N_("Reading the cards; one moment …")


class StudyApp(OurApp):
    """Screens over one workspace."""

    CSS_PATH: ClassVar = ["app.tcss", "screens/home.tcss"]  # the first screen's style is not found by itself

    def __init__(self, workspace: "Workspace", start: Start = "home", **options: Any) -> None:
        """`options` go to the session or quiz that it starts with: `minutes`, `count`, `chapters` …"""
        super().__init__(workspace.config.theme)
        self.workspace = workspace
        self._options = options
        self._wanted: Start = start
        self.packs_read = False

    def get_default_screen(self) -> Screen[Any]:
        """Home lies under everything."""
        return HomeScreen(self.workspace.overview, self._concepts_today, self.workspace.clock)

    # Packs are read after the first paint

    def on_ready(self) -> None:
        """The home screen is painted: now there is time for the packs."""
        self._read_packs()

    @work(thread=True, exclusive=True, group="packs", exit_on_error=False)
    def _read_packs(self) -> None:
        self.workspace.load_packs()
        gc.collect()
        gc.freeze()  # what is loaded stays: the collector need not walk it at every key

    @work(thread=True, exclusive=True, group="care", exit_on_error=False)
    def _look_after(self) -> None:
        """See whether the learner's file is whole, and back it up; a fault is told as the worker's error."""
        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled:
                raise StudyError("the app was closed")
            sleep(0.002)

        if fault := self.workspace.look_after(pause):
            raise fault

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The packs are read, or why they could not be; or the learner's file needs care."""
        if event.worker.group == "care" and isinstance(event.worker.error, StudyError):
            tell_error(self, event.worker.error)
        if event.worker.group != "packs":
            return
        if event.state is WorkerState.SUCCESS:
            self.packs_read = True
            self._home.reload()
            if faults := say_faults(self.workspace.library):
                tell(self, "\n".join(faults), "warning")
            wanted, self._wanted = self._wanted, "home"
            self._open(wanted)
            self._look_after()
        elif event.state is WorkerState.ERROR:
            self._failed(event.worker.error)

    def _failed(self, error: BaseException | None) -> None:
        """The packs could not be read: tell it, and go on without them."""
        self._home.reload()
        if isinstance(error, StudyError):
            tell_error(self, error)
        elif error is not None:
            tell_error(self, crash_report(error, self.workspace.home.data))

    @property
    def _home(self) -> HomeScreen:
        home = self.screen_stack[0]
        assert isinstance(home, HomeScreen)
        return home

    # From screen to screen

    def on_home_screen_wanted(self, event: HomeScreen.Wanted) -> None:
        """A key of the home screen."""
        event.stop()
        if self.packs_read or event.what == "demos":
            self._open(event.what)
        else:
            self._wanted = event.what
            tell(self, _(READING))

    def _open(self, wanted: Start) -> None:
        """Open what is wanted, or tell why that can't be."""
        try:
            match wanted:
                case "study":
                    self._study()
                case "quiz":
                    self._quiz()
                case "demos":
                    self._choose_demo()
                case (_, str(name), knobs):
                    self._demonstrate(name, knobs)
        except StudyError as error:
            tell_error(self, error)
        finally:
            self._options = {}

    def _study(self) -> None:
        from studyapp.tui.screens.study import StudyScreen

        session = self.workspace.session(**self._options)
        if session.question is None and not session.can_undo:
            tell(self, _("Nothing waits now. A quiz (z) is always possible."))
            return
        self.push_screen(StudyScreen(session, self._place))

    def _quiz(self) -> None:
        from studyapp.tui.screens.quiz import QuizScreen

        self.push_screen(QuizScreen(self.workspace.quiz(**self._options), self._place))

    def _demonstrate(self, name: str, knobs: Mapping[str, Any]) -> None:
        from studyapp.engine.demos import find_demo
        from studyapp.tui.screens.demo import DemoScreen

        self.push_screen(DemoScreen(find_demo(name)(**knobs)))

    def _choose_demo(self) -> None:
        from studyapp.tui.screens.demos import DemosScreen

        self.push_screen(DemosScreen())

    def on_demos_screen_chosen(self, event: "DemosScreen.Chosen") -> None:
        """Open a demonstration on top of the gallery."""
        event.stop()
        self._open(("demo", event.name, {}))

    def _place(self, card: "Head") -> "tuple[Text, Text]":
        """The names of a card's chapter and concept."""
        pack = self.workspace.library.packs.get(card.pack)
        chapters = {chapter.id: chapter.title for chapter in pack.chapters} if pack else {}
        concept = pack.concepts.get(card.concept) if pack else None
        return chapters.get(card.chapter, NOTHING), concept.name if concept else NOTHING

    def _concepts_today(self) -> "Sequence[Text]":
        """What today's plan is about, in its order; nothing as long as the packs are not read."""
        if not self.workspace.loaded:
            return ()
        known = self.workspace.library.heads
        cards = (known[id] for id in self.workspace.plan() if id in known)
        return tuple(dict.fromkeys(concept for card in cards if (concept := self._place(card)[1])))

    def on_question_screen_demo_wanted(self, event: "QuestionScreen.DemoWanted") -> None:
        """See it done, with the numbers of the problem where it has some."""
        event.stop()
        from studyapp.engine.demos import find_demo
        from studyapp.tui.screens.demo import DemoScreen

        try:
            demo = find_demo(event.name).from_givens(event.variant.givens if event.variant else {})
            self.push_screen(DemoScreen(demo))
        except StudyError as error:
            tell_error(self, error)

    def on_demo_screen_cards_wanted(self, event: "DemoScreen.CardsWanted") -> None:
        """Be asked about what a demonstration showed: a short quiz on its chapter, its own cards first."""
        event.stop()
        if not self.packs_read:
            tell(self, _(READING))
            return
        self._options = {
            "chapters": (event.chapter,),
            "count": ASKED_AFTER_A_DEMO,
            "about": event.demo,
        }
        self._open("quiz")

    def keep(self, **settings: Any) -> None:
        """From now on, and at the next start."""
        try:
            self.workspace.configure(replace(self.workspace.config, **settings))
        except ConfigError as error:
            tell_error(self, error)


def run(workspace: "Workspace", start: Start = "home", **options: Any) -> None:
    """Open the app on this terminal; raises TerminalError where there is none to draw on.

    `options` go to the session or quiz that it starts with.
    """
    from studyapp.engine.threads import one_thread_each

    one_thread_each()
    run_app(StudyApp(workspace, start, **options), lambda crash: crash_report(crash, workspace.home.data))
