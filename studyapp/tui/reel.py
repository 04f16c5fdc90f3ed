"""The moments of a demonstration in their scenes, which of them is shown, and how they are played."""

from studyapp.engine.frames import Frame, same_scene

BEAT = 1 / 30
"""Seconds of a beat."""
_PACES = (30, 12, 6, 3, 1)
"""Beats between two moments, from the slowest to the fastest: 1 to 30 moments a second."""
_USUAL = 1


class Reel:
    """Frames in a row; those that show the same things belong to one scene."""

    def __init__(self) -> None:
        self.frames: tuple[Frame, ...] = ()
        self._scenes: list[range] = []
        self._scene = 0
        self._moment: int | None = None
        """From the scene's beginning; None is its last, also when a turn of a knob makes it longer."""

    def load(self, frames: tuple[Frame, ...]) -> None:
        """Take these; as far as they have it, the same place stays shown."""
        self.frames = frames
        starts = [at for at in range(len(frames)) if at == 0 or not same_scene(frames[at - 1], frames[at])]
        ends = [*starts[1:], len(frames)] if frames else []
        self._scenes = [range(start, end) for start, end in zip(starts, ends, strict=True)]
        self._scene = max(0, min(self._scene, len(self._scenes) - 1))

    @property
    def shown(self) -> Frame | None:
        """The moment to show; None while there is none."""
        return self.frames[self._scenes[self._scene][self._index]] if self._scenes else None

    @property
    def place(self) -> tuple[int, int]:
        """Which scene it is, from 1, and of how many."""
        return self._scene + 1, len(self._scenes)

    @property
    def moment(self) -> tuple[int, int]:
        """Which moment of the scene it is, from 1, and of how many."""
        return self._index + 1, len(self._scenes[self._scene])

    @property
    def at_end(self) -> bool:
        """Whether the scene's last moment is shown."""
        return self._moment is None

    def step(self, by: int) -> None:
        """Go so many moments on, or back, within the scene."""
        if self._scenes:
            last = len(self._scenes[self._scene]) - 1
            at = max(0, min(self._index + by, last))
            self._moment = None if at == last else at

    def go(self, by: int) -> None:
        """Go so many scenes on, or back, round the ends; to the end of that one."""
        if self._scenes:
            self._scene = (self._scene + by) % len(self._scenes)
            self._moment = None

    def rewind(self) -> None:
        """Go to the scene's beginning."""
        self._moment = 0 if self._scenes and len(self._scenes[self._scene]) > 1 else None

    @property
    def _index(self) -> int:
        last = len(self._scenes[self._scene]) - 1
        return last if self._moment is None else min(self._moment, last)


class Player:
    """Plays a reel's scene, moment by moment, at one of a few paces."""

    def __init__(self, reel: Reel) -> None:
        self._reel = reel
        self._pace = _USUAL
        self._beats = 0
        self.is_playing = False

    def toggle(self) -> None:
        """Play, from the scene's beginning where its end is shown; or pause."""
        self.is_playing = not self.is_playing
        if self.is_playing and self._reel.at_end:
            self._reel.rewind()

    def stop(self) -> None:
        """Stay where it is."""
        self.is_playing = False

    def change_pace(self, by: int) -> None:
        """So many paces faster, or slower."""
        self._pace = max(0, min(self._pace + by, len(_PACES) - 1))

    def beat(self) -> bool:
        """One beat further; whether another moment is shown. It stops at the scene's end."""
        self._beats += 1
        if self._beats % _PACES[self._pace]:
            return False
        self._reel.step(1)
        self.is_playing = not self._reel.at_end
        return True
