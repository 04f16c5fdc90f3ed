"""Work that is done one thing after another: by a thread, or by whoever waits for it and would else be idle.

To wake a thread and to be woken by it takes longer than an answer takes to be written. So who asks for the
result of something that nobody has begun does it at once, and what was asked for before it; who cannot wait,
such as the loop of a screen, leaves it to the thread.
"""

import atexit
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")


class Pending(Future[T]):
    """Something that will be done in its turn."""

    def __init__(self, done_by: "OneByOne", work: Callable[[], T]) -> None:
        super().__init__()
        self._done_by = done_by
        self._work = work

    def result(self, timeout: float | None = None) -> T:
        """What came of it; done here and now where nobody is at work and no `timeout` is given."""
        if timeout is None and not self.done():
            self._done_by.help_out(self)
        return super().result(timeout)

    def do(self) -> None:
        """Do it, unless it was cancelled."""
        if not self.set_running_or_notify_cancel():
            return
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001 (it is for whoever asks for the result)
            self.set_exception(error)
        else:
            self.set_result(result)


class OneByOne:
    """A queue of work. Any thread may add to it; no two things are ever done at one time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: deque[Pending[Any]] = deque()
        self._at_work = Lock()
        self._calls: SimpleQueue[bool] = SimpleQueue()
        self._thread: Thread | None = None
        self._is_closed = False

    def submit(self, work: Callable[[], T]) -> Pending[T]:
        """Do this in its turn; raises RuntimeError once it is closed."""
        if self._is_closed:
            raise RuntimeError("nothing can be asked for any more")
        if self._thread is None:
            self._start()
        pending = Pending(self, work)
        self._waiting.append(pending)
        self._calls.put(True)
        return pending

    def do(self, work: Callable[[], T]) -> T:
        """Do this here and now, after what was asked for before; no thread is woken for it."""
        with self._at_work:
            while self._waiting:
                self._do_next()
            return work()

    def help_out(self, wanted: Pending[Any]) -> None:
        """Do what comes before `wanted` and it, unless somebody is at work already."""
        if self._at_work.acquire(blocking=False):
            try:
                while self._waiting and not wanted.done():
                    self._do_next()
            finally:
                self._at_work.release()

    def close(self) -> None:
        """Do all that was asked for, and nothing more."""
        self._is_closed = True
        if self._thread is not None:
            atexit.unregister(self.close)
            self._calls.put(False)
            self._thread.join()

    def _start(self) -> None:
        # A thread that a program may end beside; what was asked for is still done before it ends.
        self._thread = Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def _run(self) -> None:
        while self._calls.get():
            with self._at_work:
                if self._waiting:
                    self._do_next()

    def _do_next(self) -> None:
        # It leaves the queue once it is done: if an interrupt comes before, the thread does it.
        first = self._waiting[0]
        if not first.done():
            first.do()
        self._waiting.popleft()
