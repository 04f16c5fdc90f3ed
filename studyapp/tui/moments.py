"""Working the moments of a demonstration out in a thread: told of as they come, and never before a key."""

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from studyapp.engine.demo import Demo
from studyapp.engine.frames import Frame

_LIVE, _LONGEST_PAINT = 0.08, 0.2
"""Seconds between two looks at work that goes on, and how long it waits for one of them to be painted."""
_SWITCH, _USUAL_SWITCH = 0.0005, 0.005
"""Seconds for which the worker keeps Python's lock where a key waits for it; usually it is ten times that."""
_REST = 0.1
"""Seconds for which the work rests after a key."""
_MOST_KEPT = 1000
"""Moments kept of a run; of a longer one the last."""


class Moments:
    """What the worker's thread and the screen tell each other."""

    def __init__(self, *, live: bool) -> None:
        """`live` tells of the moments while they are worked out; else once, when all are there."""
        self._live = live
        self._key_at = 0.0
        self._painted = threading.Event()
        """Whether the moments that were told of last are on the screen."""

    def key_pressed(self) -> None:
        """Somebody pressed a key: let the work rest for a moment."""
        self._key_at = monotonic()

    def painted(self) -> None:
        """What was told of last is on the screen, or nobody waits for it any more."""
        self._painted.set()

    def work_out(
        self,
        demo: Demo,
        is_unwanted: Callable[[], bool],
        told: Callable[[tuple[Frame, ...], bool], None],
    ) -> None:
        """Tell of the moments so far, and whether they are all; in the worker's thread.

        Stops without a word as soon as it `is_unwanted`: another knob was turned, or the screen is left.
        """
        frames: deque[Frame] = deque(maxlen=_MOST_KEPT)
        told_at = monotonic()
        with _keys_first():
            for frame in demo.frames():
                while monotonic() - self._key_at < _REST and not is_unwanted():
                    sleep(_REST / 10)  # who presses keys is answered first
                if is_unwanted():
                    return
                frames.append(frame)
                if self._live and monotonic() - told_at >= _LIVE:
                    self._painted.clear()
                    told(tuple(frames), False)
                    self._painted.wait(_LONGEST_PAINT)  # else a slow screen would fall ever further behind
                    told_at = monotonic()
        told(tuple(frames), True)


@contextmanager
def _keys_first() -> Iterator[None]:
    """While a worker computes, let the thread that answers keys have Python's lock almost at once."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(_SWITCH, usual))
    try:
        yield
    finally:
        sys.setswitchinterval(max(_USUAL_SWITCH, usual))
