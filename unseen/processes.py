"""Processes of our own, side by side: they end when whoever started them does, however that ends."""

import gc
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, parent_process
from multiprocessing.connection import wait


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
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what was loaded before is never looked through again


def _end_with_parent() -> None:
    """Whoever is killed can end nobody: a process that waits for work would wait for ever."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
