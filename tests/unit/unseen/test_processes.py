"""Processes of our own end when whoever started them does."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

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


_BUSY = """
import os, time
from unseen.processes import processes

with processes(2) as pool:
    for _ in range(2):
        pool.submit(time.sleep, 3600)
    print(*pool._processes, flush=True)
    time.sleep(3600)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_who_is_killed_leaves_nobody_behind(how: signal.Signals) -> None:
    """However the process that started them is ended, those that work for it end too."""
    with subprocess.Popen([sys.executable, "-c", _BUSY], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [Path("/proc") / pid for pid in parent.stdout.readline().split()]
        assert [_is_alive(worker) for worker in workers] == [True, True]
        parent.send_signal(how)
    deadline = time.monotonic() + 10
    while any(_is_alive(worker) for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _is_alive(process: Path) -> bool:
    """Whether it still runs; one that has ended stays there until somebody asks how."""
    try:
        return "State:\tZ" not in (process / "status").read_text()
    except OSError:
        return False
