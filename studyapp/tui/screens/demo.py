"""A demonstration: what NumPy really computes, scene by scene and moment by moment, with knobs to turn."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from studyapp.domain.text import NOTHING, Text
from studyapp.engine.demo import Demo
from studyapp.engine.demos import find_demo, name_and_preset, named_demo
from studyapp.engine.frames import Frame
from studyapp.errors import StudyError
from studyapp.i18n import N_, _, language, sentence
from studyapp.study.example import OTHER_NUMBERS
from studyapp.text.clean import clean
from studyapp.tui.moments import Moments
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.places import Go
from studyapp.tui.screens.reel import ReelScreen
from studyapp.tui.widgets.knob_panel import KnobPanel
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.preset_bar import PresetBar
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

_ASKED = 5
"""Questions about what was shown."""


def open_place(
    app: "StudyApp",
    *,
    name: str,
    knobs: Mapping[str, Any] | None = None,
    givens: Mapping[str, Any] | None = None,
    is_example: bool = False,
) -> "DemoScreen":
    """A demonstration with its knobs set so, or with the numbers of a problem; raises StudyError.

    `is_example` says that these are other numbers than those of the question at hand.

    `name` may end with a preset, as a card names it: `activations/dead`.
    """
    still = app.workspace.config.reduced_motion
    if givens:
        own = find_demo(name_and_preset(name)[0]).from_givens(givens)
        if is_example:
            tell(app, _(OTHER_NUMBERS))
        return DemoScreen(own, still=still, whose=N_("other numbers") if is_example else N_("your problem"))
    return DemoScreen(replace(named_demo(name), **(knobs or {})), still=still)


class DemoScreen(ReelScreen):
    """One demonstration; each scene is shown at its end, where the whole picture is, and can be played."""

    CSS_PATH = "demo.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-tall")]  # noqa: RUF012 (typed by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", N_("Less"), tooltip=N_("Turn the knob down"), id="demo.less"),
        Binding("right", "turn(1)", N_("More"), tooltip=N_("Turn the knob up"), id="demo.more"),
        Binding("down", "hold(1)", N_("Knob"), tooltip=N_("Hold the next knob"), id="demo.next_knob"),
        Binding("up", "hold(-1)", N_("Knob before"), show=False, tooltip=N_("Hold the knob before"),
                id="demo.previous_knob"),
        Binding("space", "play", N_("Play"), tooltip=N_("Play this scene, or pause"), id="demo.play"),
        Binding("space", "advance", N_("Step"), tooltip=N_("With reduced motion: on by one moment"),
                id="demo.advance"),
        Binding("comma", "step(-1)", N_("Earlier"), show=False, tooltip=N_("One moment earlier"),
                id="demo.earlier"),
        Binding("full_stop", "step(1)", N_("Later"), show=False, tooltip=N_("One moment later"),
                id="demo.later"),
        Binding("plus,equals_sign", "pace(1)", N_("Faster"), show=False,
                tooltip=N_("Play faster"), id="demo.faster"),
        Binding("minus", "pace(-1)", N_("Slower"), show=False, tooltip=N_("Play slower"), id="demo.slower"),
        Binding("v", "preset", N_("Preset"), show=False,
                tooltip=N_("The next preset; a number chooses one"), id="demo.preset"),
        Binding("n,pagedown", "scene(1)", N_("Next scene"), tooltip=N_("On to the next scene"),
                id="demo.next_scene"),
        Binding("p,pageup", "scene(-1)", N_("Scene before"), show=False,
                tooltip=N_("Back to the scene before"), id="demo.previous_scene"),
        Binding("w", "notice", N_("What to notice"), tooltip=N_("What to look for"), id="demo.notice"),
        Binding("0", "reset", N_("Reset"), tooltip=N_("All knobs as they were"), id="demo.reset"),
        Binding("r", "cards", N_("Ask me"), tooltip=N_("Be asked about this"), id="demo.cards"),
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
    ]  # fmt: skip

    class Worked(Message):
        """These moments are worked out so far, in the worker's thread."""

        def __init__(self, demo: Demo, frames: tuple[Frame, ...], is_all: bool) -> None:
            super().__init__()
            self.demo = demo
            self.frames = frames
            self.is_all = is_all

    def __init__(self, demo: Demo, *, still: bool = False, whose: str = "") -> None:
        """`whose` says which problem's its numbers are, where they are one's.

        `still`, or `TEXTUAL_ANIMATIONS=none` around the app: nothing moves by itself, and keys step.
        """
        super().__init__(still=still or constants.TEXTUAL_ANIMATIONS == "none")
        self._whose = whose
        self._first = demo
        self.demo = demo
        self.is_working = False
        """Whether moments are still being worked out."""
        self._is_noticing = False
        self._moments = Moments(live=not self.is_still)
        self._notes = Prose(_joined(demo.notes), classes="notes")
        self._knobs = KnobPanel(demo)
        self._presets = PresetBar(demo)

    def compose(self) -> ComposeResult:
        """Caption and picture, then the knobs and what to look for: below, or at the side."""
        yield TitleBar(self._title, self.place_said)
        with Container(id="demo"):
            with Vertical(id="picture"):
                yield from self.compose_picture()
            with VerticalScroll(id="side", can_focus=False):
                yield Prose(self.demo.about, classes="about")
                yield self._knobs
                yield self._presets
                yield self._notes
                yield Prose(self.demo.notice, classes="notice")
                yield Prose(self.demo.question, classes="question")
        yield from foot()

    def on_mount(self) -> None:
        """Begin."""
        self._notes.display = bool(self.demo.notes)
        self._presets.display = bool(self.demo.presets)
        self._start()

    def on_resize(self) -> None:
        """What there is to notice has a place of its own in a wide window: its key comes and goes."""
        self.call_after_refresh(self.refresh_bindings)

    def on_unmount(self) -> None:
        """Let a worker that waits for its paint go, so that it sees that it is no longer wanted."""
        self._moments.painted()

    def _title(self) -> str:
        """Where one is; and whose numbers these are, until a knob is turned."""
        parts = [_("Demo"), clean(self.demo.title.say(language()))]
        if self._whose and self.demo == self._first:
            parts.append(_(self._whose))
        return " › ".join(parts)

    def place_said(self) -> str:
        """Which scene and moment it is, and whether more are being worked out."""
        working = _("working …") if self.is_working else ""
        return " · ".join(filter(None, (working, super().place_said())))

    # Working the moments out

    def _start(self) -> None:
        self.is_working = True
        self._work_out(self.demo)

    @work(thread=True, exclusive=True, group="demo", exit_on_error=False)
    def _work_out(self, demo: Demo) -> None:
        worker = get_current_worker()

        def told(frames: tuple[Frame, ...], is_all: bool) -> None:
            self.post_message(self.Worked(demo, frames, is_all))

        self._moments.work_out(demo, lambda: worker.is_cancelled, told)

    def on_demo_screen_worked(self, event: Worked) -> None:
        """Show them, unless a knob was turned on meanwhile."""
        event.stop()
        self.call_after_refresh(self._moments.painted)
        if event.demo is self.demo:
            self.is_working = not event.is_all
            self.reel.load(event.frames)
            self.paint()
            if event.is_all:
                self.refresh_bindings()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of a run that failed; the last picture stays."""
        if event.worker.group != "demo":
            return
        event.stop()
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.is_working = False
            failed = _("This demonstration failed ({what}).", what=type(error).__name__)
            tell(self.app, sentence(error) if isinstance(error, StudyError) else failed, "warning")

    def caption_of(self, frame: Frame) -> Text:
        """What happens, or what there is to notice of it."""
        return _joined((self.demo.notice, self.demo.question)) if self._is_noticing else frame.caption

    # What the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a wide terminal what there is to notice stands at the side anyway."""
        match action:
            case "notice":
                return not self.has_class("-wide")
            case "preset":
                return bool(self.demo.presets)
            case "cards":
                return bool(self.demo.chapter)
        return super().check_action(action, parameters)

    def action_turn(self, turns: int) -> None:
        """Turn the knob that is held."""
        self._turn(self._knobs.held_name, turns)

    def on_knob_panel_turned(self, event: KnobPanel.Turned) -> None:
        """A knob was turned with the mouse."""
        event.stop()
        self._turn(event.knob, event.turns)

    def _turn(self, name: str, turns: int) -> None:
        try:
            turned = self.demo.turned(name, turns)
        except StudyError as error:
            tell_error(self.app, error)
            return
        if name in self.demo.idle_knobs & turned.idle_knobs:
            tell(self.app, _("With the others as they are, this knob changes nothing."))
        elif turned != self.demo:
            self._set(turned)

    def _set(self, demo: Demo) -> None:
        self.demo = demo
        self.stop_playing()
        self._knobs.show(demo)
        self._presets.show(demo)
        self._start()

    def on_key(self, event: events.Key) -> None:
        """A number sets the knobs to the preset of that number; any key lets the work rest for a moment."""
        self._moments.key_pressed()
        if event.character is not None and event.character in "123456789"[: len(self.demo.presets)]:
            event.stop()
            self._choose(int(event.character) - 1)

    def on_preset_bar_chosen(self, event: PresetBar.Chosen) -> None:
        """A preset was clicked."""
        event.stop()
        self._choose(event.at)

    def action_preset(self) -> None:
        """On to the next preset; the first, where none is set."""
        at = self._presets.at
        self._choose(0 if at is None else (at + 1) % len(self.demo.presets))

    def _choose(self, at: int) -> None:
        self._set(type(self.demo)(**self.demo.presets[at].settings))

    def action_cards(self) -> None:
        """Be asked about what was seen: a short quiz on its chapter, the demonstration's own cards first."""
        self.post_message(Go("quiz", chapters=(self.demo.chapter,), count=_ASKED, about=self.demo.name()))

    def action_hold(self, by: int) -> None:
        """Go to another knob."""
        self._knobs.hold(by)
        self.query_one("#side").scroll_to(
            y=self._knobs.held_row, animate=False
        )  # in a low window it may hide

    def action_notice(self) -> None:
        """Swap the caption for what there is to notice, and back."""
        self._is_noticing = not self._is_noticing
        self.paint()

    def action_reset(self) -> None:
        """All knobs back to where they were."""
        self._set(self._first)


def _joined(texts: tuple[Text, ...]) -> Text:
    return Text("\n\n".join(t.en for t in texts), "\n\n".join(t.zh for t in texts)) if texts else NOTHING
