"""Work that is done one thing after another, by whoever waits for it, or else by a thread.

To wake a thread and to be woken by it takes longer than an answer takes to be written. So who asks for the
result of something that nobody has begun does it at once, and what was asked for before it. Who cannot wait,
such as the loop of a screen, wants to be called when it is done: then a thread does it.
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
    """Something that will be done in its turn: at the latest when somebody wants to know of it."""

    def __init__(self, done_by: "OneByOne", work: Callable[[], T]) -> None:
        super().__init__()
        self._done_by = done_by
        self._work = work

    def result(self, timeout: float | None = None) -> T:
        """What came of it; done here and now where nobody is at work and no `timeout` is given."""
        if timeout is None:
            self._done_by.help_out(self)
        else:
            self._call()
        return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """What went wrong, if anything."""
        self._call()
        return super().exception(timeout)

    def done(self) -> bool:
        """Whether it is done; if not, it will be before long."""
        self._call()
        return self.is_over

    def add_done_callback(self, fn: Callable[[Future[T]], object]) -> None:
        """Call this when it is done."""
        super().add_done_callback(fn)
        self._call()

    @property
    def is_over(self) -> bool:
        """Whether it is done, without a thread being called for it."""
        return super().done()

    def _call(self) -> None:
        if not self.is_over:
            self._done_by.call()

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
        self._calling = Lock()
        self._calls: SimpleQueue[bool] = SimpleQueue()
        self._thread: Thread | None = None
        self._is_closed = False
        atexit.register(self.close)  # what was asked for is done before a program ends

    def submit(self, work: Callable[[], T]) -> Pending[T]:
        """Do this in its turn, once somebody wants to know of it; raises RuntimeError when it is closed."""
        if self._is_closed:
            raise RuntimeError("nothing can be asked for any more")
        pending = Pending(self, work)
        if self._waiting:  # nobody came for that yet
            self.call()
        self._waiting.append(pending)
        return pending

    def call(self) -> None:
        """Let a thread do what waits."""
        with self._calling:
            if self._thread is None and not self._is_closed:
                self._thread = Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        self._calls.put(True)

    def help_out(self, wanted: Pending[Any]) -> None:
        """Do what comes before `wanted` and it; the thread does it where somebody is at work already."""
        if not self._at_work.acquire(blocking=False):
            self.call()  # who is at work may stop before it
            return
        try:
            while self._waiting and not wanted.is_over:
                self._do_next()
        finally:
            self._at_work.release()

    def close(self) -> None:
        """Do all that was asked for, and nothing more."""
        with self._calling:
            self._is_closed = True
        if self._thread is not None:
            self._calls.put(False)
            self._thread.join()
        atexit.unregister(self.close)
        with self._at_work:
            while self._waiting:
                self._do_next()

    def _run(self) -> None:
        while self._calls.get():
            while self._waiting:
                with self._at_work:
                    if self._waiting:
                        self._do_next()

    def _do_next(self) -> None:
        # It leaves the queue once it is done: if an interrupt comes before, the thread does it.
        first = self._waiting[0]
        if not first.is_over:
            first.do()
        self._waiting.popleft()
