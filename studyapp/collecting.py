"""Leaving Python's collector out where very many small objects are made, and none of them is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to load, and every verb comes by here
    from asyncio import AbstractEventLoop, TimerHandle


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection meanwhile; it would walk over what was read again and again, and find nothing.

    Nor one right behind: what was made is put among the old objects, unlooked at, unless others are frozen.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def put_off() -> None:
    """No collection from now on until `take_up`: while a program starts, nothing that it makes is garbage."""
    gc.disable()


def take_up() -> None:
    """Collect again, where that was put off; what was made meanwhile stays, and is never walked over."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class Breaths:
    """Collecting between two keys: in the moment that a learner needs to see what the last one did."""

    LENGTH = 0.05
    """Seconds after a key; by then what it changes is painted."""
    PAUSE = 1.0
    """Seconds more until all is looked at, which may take as long as a few keys."""
    MOST = 5_000
    """Objects made until the collector comes of itself, where keys leave it no moment."""
    SOME = 10
    """So often only what is young is looked at; then all, in the next pause."""

    def __init__(self, loop: "AbstractEventLoop") -> None:
        gc.set_threshold(self.MOST, self.SOME, self.SOME)
        self._loop = loop
        self._next: TimerHandle | None = None

    def take_one(self) -> None:
        """A key was handled: collect soon, unless another one comes."""
        if self._next is not None:
            self._next.cancel()
        self._next = self._loop.call_later(self.LENGTH, self._collect)

    def _collect(self) -> None:
        if gc.isenabled():
            gc.collect(1)
            if gc.get_count()[2] >= self.SOME:
                self._next = self._loop.call_later(self.PAUSE, gc.collect)
