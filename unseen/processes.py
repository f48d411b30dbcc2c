"""Processes of our own, side by side: they end when whoever started them does, however that ends."""

import gc
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children


@contextmanager
def processes(workers: int = 0) -> Iterator[ProcessPoolExecutor]:
    """
    A pool of so many processes (0: one for each core), for a block.

    When the block fails or is interrupted, what is running is ended at once; what is waiting never begins.
    """
    pool = ProcessPoolExecutor(workers or os.cpu_count() or 1, initializer=_mortal)
    try:
        yield pool
    except BaseException:
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _mortal() -> None:
    """Ctrl-C reaches every process of ours: these just end, and whoever started them says so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.freeze()  # what was loaded before is never looked through again
