"""A screen that shows moments, scene by scene, each at its end, and plays them from the beginning."""

from textual.app import ComposeResult

from studyapp.domain.text import Text
from studyapp.engine.frames import Frame
from studyapp.i18n import _
from studyapp.tui.reel import BEAT, Player, Reel
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.stage import Stage
from studyapp.tui.widgets.title_bar import TitleBar


class ReelScreen(BaseScreen[None]):
    """Subclasses load the reel, and bind the keys; the end of a scene is where its whole picture is."""

    def __init__(self, *, still: bool) -> None:
        """`still`: nothing moves by itself, and keys step."""
        super().__init__()
        self.is_still = still
        """With reduced motion each scene is shown at its last moment, and keys step."""
        self.reel = Reel()
        self._player = Player(self.reel)
        self._stage = Stage()
        self._moment = Prose(classes="moment")
        self._caption = Prose(classes="caption")

    def compose_picture(self) -> ComposeResult:
        """The moment's name, what happens in it, and the picture."""
        yield self._moment
        yield self._caption
        yield self._stage

    def on_mount(self) -> None:
        """Have a beat, which rests until something is played."""
        self._timer = self.set_interval(BEAT, self._tick, pause=True)

    def place_said(self) -> str:
        """Which scene and moment it is; nothing while there is none."""
        if not self.reel.frames:
            return ""
        at, count = self.reel.place
        moment, moments = self.reel.moment
        scene = _("scene {at} of {count}", at=at, count=count) if count > 1 else ""
        return " · ".join(filter(None, (scene, f"{moment}/{moments}")))

    def caption_of(self, frame: Frame) -> Text:
        """What is told with a moment."""
        return frame.caption

    def paint(self) -> None:
        """Show the moment that it is now."""
        frame = self.reel.shown
        if frame is None:
            return
        with self.app.batch_update():
            self._moment.show(frame.title.map(lambda title: f"**{title}**"))
            self._caption.show(self.caption_of(frame))
            self._stage.show(frame.shapes)
            self.query_one(TitleBar).redraw()

    def stop_playing(self) -> None:
        """Stay at this moment."""
        self._player.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What stands still is stepped through, the rest is played; one scene has no next."""
        match action:
            case "play" | "pace":
                return not self.is_still
            case "advance":
                return self.is_still
            case "scene":
                return self.reel.place[1] > 1
        return True

    def action_pace(self, by: int) -> None:
        """Play faster, or slower."""
        self._player.change_pace(by)

    def action_step(self, by: int) -> None:
        """Another moment of this scene."""
        self.stop_playing()
        self.reel.step(by)
        self.paint()

    def action_scene(self, by: int) -> None:
        """Another scene, at its end."""
        self.stop_playing()
        self.reel.go(by)
        self.paint()

    def action_play(self) -> None:
        """Play the scene from its beginning, or pause."""
        self._player.toggle()
        self._timer.resume()
        self.paint()

    def action_advance(self) -> None:
        """On by one moment; from the scene's end to its beginning."""
        if self.reel.at_end:
            self.reel.rewind()
        else:
            self.reel.step(1)
        self.paint()

    def _tick(self) -> None:
        if not self._player.is_playing:  # nothing moves until it is played again
            self._timer.pause()
        elif self._player.beat():
            self.paint()
