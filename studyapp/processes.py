"""Other processes that help with long work: how many are worth it, and a pool of them."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def helpers(count: int, begin: Callable[..., None] | None = None, *arguments: object) -> ProcessPoolExecutor:
    """A pool of so many processes, each of which calls `begin` first, where there is something to begin.

    Raises ImportError or OSError on a system that has no semaphores.
    """
    context = get_context("spawn")  # a fork would take along whatever threads hold just then
    return ProcessPoolExecutor(count, context, initializer=partial(_begun, begin, *arguments))


def _begun(begin: Callable[..., None] | None, *arguments: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked tells of the interruption
    if begin is not None:
        begin(*arguments)
