"""Playing the scenarios in a process of its own, which can be watched and stopped."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click

from unseen.cli.progress import Follower, Progress

_LOOK_EVERY = 0.1
_GRACE = 20.0


@dataclass(frozen=True, slots=True)
class Played:
    """How the process that played the scenarios ended: its code, the end of its output, whether stopped."""

    code: int
    log: tuple[str, ...]
    interrupted: bool


def play(words: list[str], record: Path, progress: Progress) -> Played:
    """Run the command to its end, showing progress; Ctrl-C stops it and keeps what was judged."""
    process = _start(words)
    log: deque[str] = deque(maxlen=1000)
    reader = threading.Thread(target=_drain, args=(process, log), daemon=True)
    reader.start()
    follower, began, interrupted = Follower(record), time.monotonic(), False
    with _terminable():
        try:
            while not _ended(process, _LOOK_EVERY):
                progress.show(follower.look(), time.monotonic() - began)
            progress.show(follower.look(), time.monotonic() - began)
        except KeyboardInterrupt:
            interrupted = True
            progress.close()
            click.echo("stopping; what was judged so far is kept (Ctrl-C again stops at once)", err=True)
            _stop(process)
        finally:
            progress.close()
            if process.poll() is None:
                _kill(process)
    reader.join(timeout=5)
    return Played(process.wait(), tuple(line.rstrip("\n") for line in log), interrupted)


def _start(words: list[str]) -> "subprocess.Popen[str]":
    """
    Start the command in a session of its own, so that Ctrl-C reaches it through us alone.

    A shell starts its background jobs deaf to Ctrl-C; the new process must hear it all the same.
    """
    heard = threading.current_thread() is not threading.main_thread()
    before = None if heard else signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(  # noqa: S603 - our own command
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    finally:
        if not heard:
            signal.signal(signal.SIGINT, before)


def _drain(process: "subprocess.Popen[str]", log: deque[str]) -> None:
    if process.stdout:
        with process.stdout as lines:
            log.extend(lines)


def _ended(process: "subprocess.Popen[str]", within: float) -> bool:
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        return False
    return True


def _stop(process: "subprocess.Popen[str]") -> None:
    with contextlib.suppress(KeyboardInterrupt):
        process.send_signal(signal.SIGINT)
        if _ended(process, _GRACE):
            return
    _kill(process)


def _kill(process: "subprocess.Popen[str]") -> None:
    """Kill the process and the workers it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Take a request to terminate (as a CI system sends it) for a Ctrl-C."""

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
