"""A program in a pseudo-terminal: what it writes is stamped as it comes, and looked at only afterwards.

While the program runs nothing but its questions to the terminal are answered, so that measuring takes no
processor from it. A `Screen` then replays the writes and says after which of them something was to be seen.
"""

import os
import re
import select
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter

from benchmarks.figures import CannotMeasureError
from benchmarks.processes import ROOT

COLUMNS, ROWS = 120, 40

_QUESTION = re.compile(rb"\x1b\[\?(?P<mode>\d+)\$p|\x1b\[(?P<attributes>0?)c|\x1b\[(?P<cursor>6)n")

_CONTROL = re.compile(
    rb"\x1b\[[0-9;:?<>=$]*[ -/]*[@-~]|\x1b[P\]_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]"
)

# pyte takes these for something else, or prints them.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[a-z]|\x1b\[\?\d*\$?[pu]|\x1b\[[0-9;]*t|\x1bP[^\x1b]*\x1b\\"
)

_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:?<>=$]*|[P\]_][^\x07\x1b]*)?\Z")


class Terminal:
    """A running program and all that it wrote, with times in seconds since it was started."""

    def __init__(self, process: int, descriptor: int, began: float) -> None:
        self.process = process
        self.writes: list[tuple[float, bytes]] = []
        self.ended = False
        self._descriptor = descriptor
        self._began = began
        self._unanswered = b""

    @property
    def now(self) -> float:
        """Seconds since the program was started."""
        return perf_counter() - self._began

    def read(self, seconds: float, quiet: float | None = None) -> None:
        """Take in what it writes for so long, or until it wrote something and then nothing for `quiet`."""
        until, last = self.now + seconds, None
        while not self.ended:
            limit = until if quiet is None or last is None else min(until, last + quiet)
            left = limit - self.now
            if left <= 0 or not select.select([self._descriptor], [], [], left)[0]:
                return
            last = self._take_in()

    def read_until(self, text: str, seconds: float = 10) -> None:
        """Take in what it writes until this text, which stands on one row in one style, has been written."""
        wanted, until = text.encode(), self.now + seconds
        looked_at = len(self.writes)
        while not self.ended and self.now < until:
            self.read(until - self.now, quiet=0)
            written = b"".join(data for _time, data in self.writes[max(0, looked_at - 1) :])
            if wanted in _CONTROL.sub(b"", written):
                return
        said = (
            _CONTROL.sub(b"", b"".join(data for _time, data in self.writes)).decode(errors="replace").split()
        )
        raise CannotMeasureError(f"the program never showed “{text}”; its last words: {' '.join(said[-20:])}")

    def press(self, key: str) -> float:
        """Send a key; when that was."""
        at = self.now
        os.write(self._descriptor, key.encode())
        return at

    def peak_memory(self) -> float:
        """The most memory that the program has had so far, in MiB."""
        try:
            status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii", errors="replace")
        except OSError as error:
            raise CannotMeasureError(
                "a program's peak memory is read from /proc, which is not here"
            ) from error
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        if found is None:
            raise CannotMeasureError("the program ended before its memory was looked at")
        return int(found[1]) / 1024

    def _take_in(self) -> float:
        try:
            data = os.read(self._descriptor, 1 << 16)
        except OSError:  # how Linux tells that the other side is closed
            data = b""
        at = self.now
        if data:
            self.writes.append((at, data))
            self._answer(data)
        else:
            self.ended = True
        return at

    def _answer(self, data: bytes) -> None:
        """Answer what it asks, as a modern terminal does: it can synchronise its output, and is a VT220."""
        asked = self._unanswered + data
        end = 0
        for question in _QUESTION.finditer(asked):
            end = question.end()
            if question["mode"] is not None:
                known = 2 if question["mode"] == b"2026" else 0
                os.write(self._descriptor, b"\x1b[?%b;%d$y" % (question["mode"], known))
            elif question["cursor"] is not None:
                os.write(self._descriptor, b"\x1b[1;1R")
            else:
                os.write(self._descriptor, b"\x1b[?62;22c")
        unfinished = _UNFINISHED.search(asked, end)
        self._unanswered = asked[unfinished.start() :] if unfinished else b""

    def end(self) -> None:
        """End the program, and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._descriptor)


@contextmanager
def terminal(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Start a program in a terminal of 120 × 40; it is ended at the end."""
    try:
        import pty
        from fcntl import ioctl
        from struct import pack
        from termios import TIOCSWINSZ
    except ImportError as error:
        raise CannotMeasureError("this system has no pseudo-terminals; measure on Linux or macOS") from error
    waits, goes = os.pipe()
    process, descriptor = pty.fork()
    if process == 0:
        try:
            os.close(goes)
            os.read(waits, 1)  # until the window has its size
            os.close(waits)
            os.chdir(ROOT)
            os.execvpe(command[0], list(command), dict(environment))
        finally:
            os._exit(127)
    os.close(waits)
    ioctl(descriptor, TIOCSWINSZ, pack("HHHH", ROWS, COLUMNS, 0, 0))
    started = Terminal(process, descriptor, perf_counter())
    os.write(goes, b"!")
    os.close(goes)
    try:
        yield started
    finally:
        started.end()


class Screen:
    """What is to be seen after the writes that it was shown so far."""

    def __init__(self) -> None:
        try:
            import pyte
        except ImportError as error:
            raise CannotMeasureError("this needs pyte: pip install -e '.[dev]'") from error
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._rows: dict[int, tuple[object, ...]] = {}
        self._held = b""

    def show(self, data: bytes) -> bool:
        """Show a write; whether any cell's character or colour is another now."""
        data = self._held + data
        unfinished = _UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._held, data = data[end:], data[:end]
        self._screen.dirty.clear()
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        changed = False
        for row in sorted(self._screen.dirty):
            cells = tuple(self._screen.buffer[row][column] for column in range(COLUMNS))
            changed = changed or self._rows.get(row) != cells
            self._rows[row] = cells
        return changed

    @property
    def text(self) -> str:
        """The characters, row by row."""
        return "\n".join(self._screen.display)


def painted(writes: Sequence[tuple[float, bytes]], *texts: str) -> float:
    """Milliseconds until all these texts were on the screen at once."""
    screen = Screen()
    for at, data in writes:
        screen.show(data)
        if all(text in screen.text for text in texts):
            return at * 1e3
    raise CannotMeasureError(f"the program never showed {' and '.join(texts)}")
