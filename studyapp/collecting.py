"""Leaving Python's collector out where very many small objects are made, and none of them is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
