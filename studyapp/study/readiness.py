"""Getting ready while the learner reads the first question: what a later card would else wait for."""

import gc
from functools import cache
from importlib import import_module
from threading import Thread


@cache
def get_ready() -> Thread:
    """Do so in a thread; once only, whoever asks."""
    thread = Thread(target=_load, name="readiness")
    thread.start()
    return thread


def _load() -> None:
    import_module("studyapp.engine.expression.arrays")  # NumPy: home and single numbers do without
    gc.collect()
    gc.freeze()  # what is loaded stays, so the collector need not walk it while a key is handled
