"""Processes of our own end when whoever started them does."""

import os
import time
from multiprocessing import active_children

import pytest

from unseen.processes import processes


def test_work_is_done_elsewhere() -> None:
    """What is handed in is done in another process."""
    with processes(1) as pool:
        assert pool.submit(os.getpid).result() != os.getpid()


def _interrupted() -> None:
    with processes(1) as pool:
        running = pool.submit(time.sleep, 3600)
        while not running.running():
            time.sleep(0.01)
        raise KeyboardInterrupt


def test_a_block_that_fails_ends_what_runs() -> None:
    """What would run for an hour is ended with the block, and the failure comes through."""
    with pytest.raises(KeyboardInterrupt):
        _interrupted()
    assert not active_children()
