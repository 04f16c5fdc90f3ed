"""The app: opens a learner's workspace on the screen, and leads from one screen to the next."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from textual import events, work
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.worker import Worker, WorkerFailed, WorkerState

from studyapp import i18n
from studyapp.domain.text import NOTHING
from studyapp.errors import ConfigError, StudyError
from studyapp.i18n import N_, _
from studyapp.study.phrases import say_faults
from studyapp.tui.crash import crash_report
from studyapp.tui.driver import check_terminal, forgive_stray_bytes
from studyapp.tui.keys import declared_keys
from studyapp.tui.notices import NoticingApp, tell, tell_error
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.themes import THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from studyapp.domain.pack import Head
    from studyapp.domain.text import Text
    from studyapp.study.workspace import Workspace
    from studyapp.tui.screens.question import QuestionScreen

Start: TypeAlias = str | tuple[str, str, Mapping[str, object]]
"""`home`, `study`, `quiz`, or `("demo", name, knobs)`."""

READING = N_("Reading the cards; one moment …")


def _palette_commands() -> "type[Provider]":
    """Imported when the palette is opened, not before the first paint."""
    from studyapp.tui.commands import ActionCommands

    return ActionCommands


class StudyApp(NoticingApp):
    """Screens over one workspace."""

    TITLE = "studyapp"
    CSS_PATH: ClassVar = ["app.tcss", "screens/home.tcss"]  # the first screen's style is not found by itself
    COMMANDS: ClassVar = {_palette_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1", "help", N_("Help"), tooltip=N_("Every key, with what it does"), id="app.help"
        ),
        Binding("l,L,ctrl+l", "language", N_("中文"), tooltip=N_("English or Chinese"), id="app.language"),
        Binding("t,T,ctrl+t", "theme", N_("Theme"), tooltip=N_("Dark or light"), id="app.theme"),
        Binding(
            "ctrl+p", "command_palette", N_("Actions"), tooltip=N_("Find any action by its name"),
            id="app.palette", priority=True,
        ),
        Binding("ctrl+q", "quit", N_("Quit"), tooltip=N_("Leave from anywhere; every answer is kept"),
                id="app.quit", priority=True, show=False),
    ]  # fmt: skip

    def __init__(self, workspace: "Workspace", start: Start = "home", **options: Any) -> None:
        """`options` go to the session or quiz that it starts with: `minutes`, `count`, `chapters` …"""
        super().__init__()
        self.workspace = workspace
        self._options = options
        self._wanted: Start = start
        self.packs_read = False
        self.crash: Exception | None = None
        """What ended the app, if anything did."""
        self.animation_level = "none"
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[workspace.config.theme].name

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

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The packs are read, or why they could not be."""
        if event.worker.group != "packs":
            return
        if event.state is WorkerState.SUCCESS:
            self.packs_read = True
            self._home.reload()
            if faults := say_faults(self.workspace.library):
                tell(self, "\n".join(faults), "warning")
            wanted, self._wanted = self._wanted, "home"
            self._open(wanted)
        elif event.state is WorkerState.ERROR:
            self._failed(event.worker.error)

    def _failed(self, error: BaseException | None) -> None:
        """The packs could not be read: tell it, and go on without them."""
        self._home.reload()
        if isinstance(error, StudyError):
            tell_error(self, error)
        elif error is not None:
            tell_error(self, crash_report(error, self.workspace.home.data))

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, WorkerFailed) and isinstance(error.error, NoMatches):
            return  # Textual's palette, closed while it still searched, looks for its list once more
        # Textual would print a page of traceback over the learner's terminal; `run` tells it in a sentence.
        self.crash = self.crash or error
        super()._handle_exception(error)
        self._exit_renderables.clear()

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

        def chosen(name: str | None) -> None:
            if name is not None:
                self._open(("demo", name, {}))

        self.push_screen(DemosScreen(), chosen)

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

    # What works everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the window is too small nothing is opened over the word about it."""
        if action in {"help", "command_palette"}:
            return not self.screen.has_class("too-small")
        return True

    def action_language(self) -> None:
        """Speak the other language, at once and from now on."""
        other = "en" if i18n.language() == "zh" else "zh"
        i18n.use(other)
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                screen.respeak()
        self._keep(language=other)

    def action_theme(self) -> None:
        """Dark or light, at once and from now on."""
        other = "light" if self.current_theme.dark else "dark"
        self.theme = THEMES[other].name
        self._keep(theme=other)

    def _keep(self, **settings: Any) -> None:
        try:
            self.workspace.configure(replace(self.workspace.config, **settings))
        except ConfigError as error:
            tell_error(self, error)

    def action_help_quit(self) -> None:
        """Ctrl+C, with nothing selected to copy: many a learner means to leave by it."""
        tell(self, _("Press ^q to leave; every answer is kept."))

    def action_help(self) -> None:
        """Every key of this screen, and those that work everywhere."""
        from studyapp.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            within = [type(widget) for widget in self.screen.walk_children()]
            here = declared_keys([type(self.screen), *dict.fromkeys(within)])
            self.push_screen(HelpScreen(here, declared_keys([type(self)])))

    def action_command_palette(self) -> None:
        """Every action by its name."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(placeholder=_("What would you like to do?"), id="--command-palette")
            )

    def on_resize(self, event: events.Resize) -> None:
        """Tell kindly of a window that is too small; go on where one was once it has grown."""
        from studyapp.tui.screens.too_small import TooSmallScreen, is_too_small

        shown = isinstance(self.screen, TooSmallScreen)
        if is_too_small(event.size) and not shown:
            self.push_screen(TooSmallScreen(classes="too-small"))
        elif shown and not is_too_small(event.size):
            self.pop_screen()


def run(workspace: "Workspace", start: Start = "home", **options: Any) -> None:
    """Open the app on this terminal; raises TerminalError where there is none to draw on.

    `options` go to the session or quiz that it starts with.
    """
    check_terminal()
    forgive_stray_bytes()
    app = StudyApp(workspace, start, **options)
    app.run()
    if app.crash is not None:
        raise crash_report(app.crash, workspace.home.data) from app.crash
