"""What our apps have in common: themes, languages, help, palette, too small a window, and how they fail."""

from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.theme import Theme

from studyapp import i18n
from studyapp.collecting import Breaths
from studyapp.errors import StudyError
from studyapp.i18n import N_, _
from studyapp.tui.driver import check_terminal, forgive_stray_bytes
from studyapp.tui.ending import leave_well
from studyapp.tui.glyphs import PlainGlyphs, has_few_glyphs
from studyapp.tui.keymap import Keymap
from studyapp.tui.keys import declared_keys
from studyapp.tui.notices import NoticingApp, tell
from studyapp.tui.screens.base import BaseScreen, is_too_small
from studyapp.tui.themes import ALL_COLOURS, PARTNERS, theme_for

if TYPE_CHECKING:
    from studyapp.tui.commands.command import Command, Source

MOST_RECENT = 5
"""So many of the things chosen in the palette are offered first."""


class OurApp(NoticingApp):
    """An app of ours, whatever it shows."""

    TITLE = "studyapp"
    ENABLE_COMMAND_PALETTE = False  # ours is another one
    CSS_PATH: ClassVar = ["app.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1", "help", N_("Help"), tooltip=N_("Every key, with what it does"), id="app.help"
        ),
        Binding("l,L,ctrl+l", "language", N_("中文"), tooltip=N_("English or Chinese"), id="app.language"),
        Binding("t,T,ctrl+t", "theme", N_("Theme"), tooltip=N_("Dark or light; Settings has more"),
                id="app.theme"),
        Binding(
            "ctrl+p", "command_palette", N_("Actions"), tooltip=N_("Find anything by its name"),
            id="app.palette", priority=True,
        ),
        Binding("ctrl+q", "quit", N_("Quit"), tooltip=N_("Leave from anywhere; every answer is kept"),
                id="app.quit", priority=True, show=False),
    ]  # fmt: skip

    def __init__(self, theme: str) -> None:
        """`theme` is one of `themes.THEMES`."""
        self.colours = ALL_COLOURS
        """How many the terminal has; `run_app` finds out."""
        self.chosen_theme = theme
        self._first_theme = theme_for(theme)
        # Textual makes its style sheet of this one; put on later, all of it would be parsed once more.
        self.set_reactive(OurApp.theme, self._first_theme.name)
        super().__init__()
        self.register_theme(self._first_theme)
        self.crash: Exception | None = None
        """What ended the app, if anything did."""
        self._recent: list[Command] = []
        """What was chosen in the palette, the latest first."""
        self.keymap: Keymap = {}
        """Keys of the learner's own."""
        self.animation_level = "none"
        self._stayed = False
        """Whether the learner wanted to leave and something could not be kept."""
        self.owns_process = False
        """Whether it may answer the process's signals, and time its garbage collector; `run_app` says so."""
        self._breaths: Breaths | None = None

    def get_theme(self, theme_name: str) -> Theme | None:
        """The first one is there before any can be registered."""
        first = self._first_theme
        return first if theme_name == first.name else super().get_theme(theme_name)

    def paint(self, theme: str) -> None:
        """Show this theme, as far as the terminal has its colours."""
        self.chosen_theme = theme
        theme_shown = theme_for(theme, colours=self.colours, no_colour=self.no_color)
        self.register_theme(theme_shown)
        self.theme = theme_shown.name

    def suit_terminal(self) -> None:
        """Make do with the colours and the signs that this terminal has."""
        self.colours = {"standard": 16, "256": 256}.get(self.console.color_system or "", ALL_COLOURS)
        self.paint(self.chosen_theme)
        if has_few_glyphs():
            self._filters.append(PlainGlyphs())

    def keep(self, **settings: Any) -> None:
        """Keep what the learner chose; an app without settings forgets it."""

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print a page of traceback over the learner's terminal; `run` tells it in a sentence.
        self.crash = self.crash or error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    # What works everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the window is too small nothing is opened over the word about it."""
        if action in {"help", "command_palette"}:
            return not self.screen.has_class("too-small")
        return True

    def action_language(self) -> None:
        """Speak the other language, at once and from now on."""
        other = "en" if i18n.language() == "zh" else "zh"
        self.speak(other)
        self.keep(language=other)

    def speak(self, language: str) -> None:
        """Say everything again in this language."""
        i18n.use(language)
        self._recent = []  # they say what they are in the language before
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                screen.respeak()

    def action_theme(self) -> None:
        """Dark or light, at once and from now on; each kind of theme has both."""
        other = PARTNERS[self.chosen_theme]
        self.paint(other)
        self.keep(theme=other)

    def on_load(self) -> None:
        """The loop runs: a terminal that is closed ends the app as its key does."""
        if self.owns_process:
            leave_well(self._end)
            self._breaths = Breaths(get_running_loop())

    async def on_event(self, event: events.Event) -> None:
        """What a key leaves behind is cleared away once it is painted: no later key waits for that."""
        await super().on_event(event)
        if self._breaths is not None and isinstance(event, events.Key):
            self._breaths.take_one()

    async def action_quit(self) -> None:
        """Leave from anywhere; what every open screen has to keep is kept first.

        Where that fails it is told, and the learner stays; who asks once more leaves all the same.
        """
        if await self._stop_screens() or self._stayed:
            await super().action_quit()
            return
        self._stayed = True
        self.call_later(self._say_what_leaves)  # after what went wrong was told

    def _say_what_leaves(self) -> None:
        from studyapp.tui.named_keys import key_now

        told = [f"{notice.message}." for notice in self.notices]
        again = _("{key} once more leaves all the same.", key=key_now("app.quit"))
        tell(self, " ".join([*told, again]), "warning")

    async def _end(self) -> None:
        """Leave, whether all could be kept or not: nobody is there to be told."""
        await self._stop_screens()
        await super().action_quit()

    async def _stop_screens(self) -> bool:
        stopped = [await screen.stop() for screen in self.screen_stack if isinstance(screen, BaseScreen)]
        return all(stopped)

    def action_help_quit(self) -> None:
        """Ctrl+C, with nothing selected to copy: many a learner means to leave by it."""
        from studyapp.tui.named_keys import key_now

        tell(self, _("Press {key} to leave; every answer is kept.", key=key_now("app.quit")))

    def action_help(self) -> None:
        """Every key of this screen, and those that work everywhere."""
        from studyapp.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            within = [type(widget) for widget in self.screen.walk_children()]
            here = declared_keys([type(self.screen), *dict.fromkeys(within)], self.keymap)
            typed: Sequence[tuple[str, str]] = ()
            if isinstance(self.screen, BaseScreen):
                here = [hint for hint in here if not self.screen.never(hint.action)]
                typed = self.screen.explained()
            self.push_screen(HelpScreen(here, declared_keys([type(self)], self.keymap), typed))

    def command_sources(self) -> "list[Source]":
        """What the palette offers."""
        from studyapp.tui.commands.actions import Actions

        return [Actions(self.screen)]

    def action_command_palette(self) -> None:
        """Anything by its name."""
        from studyapp.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(self.command_sources(), self._recent), self._chosen)

    async def _chosen(self, command: "Command | None") -> None:
        """Do what was chosen in the palette."""
        if command is None:
            return
        if not command.id.startswith("action:"):  # an action belongs to its screen, and has its key there
            others = [recent for recent in self._recent if recent.id != command.id]
            self._recent = [command, *others][:MOST_RECENT]
        done = command.run()
        if isawaitable(done):
            await done

    def on_resize(self, event: events.Resize) -> None:
        """Tell kindly of a window that is too small; go on where one was once it has grown."""
        shown = self.screen.has_class("too-small")
        if is_too_small(event.size) and not shown:
            from studyapp.tui.screens.too_small import TooSmallScreen

            self.push_screen(TooSmallScreen(classes="too-small"))
        elif shown and not is_too_small(event.size):
            self.pop_screen()


def run_app(app: OurApp, report: Callable[[Exception], StudyError]) -> None:
    """Run it on this terminal; raises TerminalError where there is none, and `report` of what ended it."""
    check_terminal()
    forgive_stray_bytes()
    app.suit_terminal()
    app.owns_process = True
    app.run()
    if app.crash is not None:
        raise report(app.crash) from app.crash
