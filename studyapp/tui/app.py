"""The app: opens a learner's workspace on the screen, and leads from one screen to the next."""

import gc
from collections.abc import Mapping
from time import sleep
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from studyapp.collecting import take_up
from studyapp.config import terminal_language
from studyapp.errors import ConfigError, StudyError
from studyapp.i18n import N_, _
from studyapp.study.phrases import say_faults
from studyapp.tui.base_app import OurApp, run_app
from studyapp.tui.crash import crash_report
from studyapp.tui.keymap import readable
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.places import HOME, Go, open_place, place_of
from studyapp.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from studyapp.domain.pack import Head
    from studyapp.domain.text import Text
    from studyapp.study.workspace import Workspace
    from studyapp.tui.commands.command import Source

READING = N_("Reading the cards; one moment …")


class StudyApp(OurApp):
    """Screens over one workspace."""

    CSS_PATH: ClassVar = ["app.tcss", "screens/home.tcss"]  # the first screen's style is not found by itself

    def __init__(self, workspace: "Workspace", start: str = HOME, **options: Any) -> None:
        """`start` names the place that is opened first, `options` go to it: `minutes`, `chapters` …"""
        super().__init__(workspace.config.theme)
        self.keymap = readable(workspace.config.keys)
        self.workspace = workspace
        self._wanted: tuple[str, Mapping[str, Any]] = (start, options)
        self.packs_read = False

    def get_default_screen(self) -> Screen[Any]:
        """Home lies under everything."""
        return HomeScreen(self.workspace)

    def on_mount(self) -> None:
        """A place that needs no packs is opened before the first paint: home would only flash up."""
        place, options = self._wanted
        if place != HOME and not place_of(place).needs_packs:
            self._wanted = (HOME, {})
            self._open(place, options)

    # Packs are read after the first paint

    def on_ready(self) -> None:
        """The home screen is painted: now there is time for the figures and the packs."""
        take_up()
        self._home.look_closer()
        self._read_packs()

    @work(thread=True, exclusive=True, group="packs", exit_on_error=False)
    def _read_packs(self) -> None:
        self.workspace.load_packs()
        gc.collect()
        gc.freeze()  # what is loaded stays: the collector need not walk it at every key

    @work(thread=True, exclusive=True, group="again", exit_on_error=False)
    def _look_at_packs(self) -> bool:
        """Back home: somebody may have written to a pack meanwhile."""
        return self.workspace.reread_packs()

    def _came_back(self, _result: object) -> None:
        self._look_at_packs()

    def _read_again(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.SUCCESS and event.worker.result:
            self._home.reload()
        elif event.state is WorkerState.ERROR and event.worker.error is not None:
            self._failed(event.worker.error)

    @work(thread=True, exclusive=True, group="keys", exit_on_error=False)
    def _check_keys(self) -> "Mapping[str, ConfigError]":
        """What is wrong with keys of the learner's own; slow, since it looks at the keys of every screen."""
        from studyapp.tui.key_table import key_faults

        return key_faults(self.workspace.config.keys)

    def _without(self, faults: "Mapping[str, ConfigError]") -> None:
        """Keys with a fault are as we gave them; the first one is told."""
        self.keymap = {id: keys for id, keys in self.keymap.items() if id not in faults}
        for fault in [*faults.values()][:1]:
            tell_error(self, fault)

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
        if event.worker.group == "again":
            self._read_again(event)
        if event.worker.group == "keys" and event.state is WorkerState.SUCCESS:
            self._without(event.worker.result or {})
        if event.worker.group != "packs":
            return
        if event.state is WorkerState.SUCCESS:
            self.packs_read = True
            self._home.reload()
            if faults := say_faults(self.workspace.library):
                tell(self, "\n".join(faults), "warning")
            (wanted, options), self._wanted = self._wanted, (HOME, {})
            self._open(wanted, options)
            self._look_after()
            if self.keymap or self.workspace.config.keys:
                self._check_keys()
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

    def on_go(self, event: Go) -> None:
        """A screen asks for a place; what needs the packs waits until they are read."""
        event.stop()
        if self.packs_read or not place_of(event.place).needs_packs:
            self._open(event.place, event.options)
        else:
            self._wanted = (event.place, event.options)
            tell(self, _(READING))

    def _open(self, place: str, options: Mapping[str, Any]) -> None:
        """Put the place's screen on top, or tell why that can't be."""
        if place == HOME:
            return
        try:
            screen = open_place(self, place, options)
        except StudyError as error:
            tell_error(self, error)
            return
        if screen is not None:
            self.push_screen(screen, self._came_back)

    def names_of(self, card: "Head") -> "tuple[Text, Text]":
        """The names of a card's chapter and concept."""
        return self.workspace.library.names_of(card)

    def take(self, **settings: Any) -> None:
        """Take these settings from now on and keep them; what can be seen of them changes at once."""
        self.keep(**settings)
        if "theme" in settings:
            self.paint(settings["theme"])
        if "keys" in settings:
            self.keymap = readable(settings["keys"])
            self.screen.refresh_bindings()
        if "language" in settings:
            self.speak(settings["language"] or terminal_language())

    def command_sources(self) -> "list[Source]":
        """Besides actions: places, concepts, demonstrations, cards."""
        from studyapp.tui.commands.cards import Cards
        from studyapp.tui.commands.concepts import Concepts
        from studyapp.tui.commands.demos import Demos
        from studyapp.tui.commands.places import Places

        return [
            *super().command_sources(),
            Places(self),
            Concepts(self, self.workspace),
            Demos(self),
            Cards(self, self.workspace),
        ]

    def keep(self, **settings: Any) -> None:
        """From now on, and at the next start."""
        try:
            self.workspace.change(**settings)
        except ConfigError as error:
            tell_error(self, error)


def run(workspace: "Workspace", start: str = HOME, **options: Any) -> None:
    """Open the app on this terminal; raises TerminalError where there is none to draw on.

    `start` names the place that is opened first, `options` go to it.
    """
    from studyapp.engine.threads import one_thread_each

    one_thread_each()
    run_app(StudyApp(workspace, start, **options), lambda crash: crash_report(crash, workspace.home.data))
