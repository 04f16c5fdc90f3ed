"""How many threads NumPy multiplies matrices in; imports nothing, so that it can come before NumPy."""

import os


def one_thread_each() -> None:
    """Let NumPy multiply matrices in one thread; to be called before it is imported.

    Those of demonstrations are small: a second thread would mostly wait for the first, and it waits so busily
    that it takes the processor from whoever answers the keys.
    """
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
