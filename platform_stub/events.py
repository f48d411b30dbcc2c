"""
What happened: frozen events and the log that keeps them.

The log is the platform's only memory. Everything else is folded from it, so a platform opened on
an old log stands where the old one stood.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import orjson

from platform_stub.records import digest

__all__ = ["Event", "Log", "LogError", "MemoryLog", "SqliteLog"]


class Event(NamedTuple):
    """
    One thing that happened.

    Attributes:
        at: UTC time to the second, `2026-01-01T09:00:00Z`.
        actor: handle of whoever did it; empty for the platform itself.
        verb: what was done; the names of the folds in `state.py`.
        object: handle, video id or other id it was done to; may be empty.
        details: whatever else the fold needs, JSON values only.
        nth: how often this actor had done this to this object before.
    """

    at: str
    actor: str
    verb: str
    object: str
    details: Mapping[str, Any]
    nth: int

    @property
    def key(self) -> str:
        """What tells it from other events: a hash that does not depend on anything else that happened."""
        return _key(self.actor, self.verb, self.object, self.nth)


@lru_cache(maxsize=4096)
def _key(actor: str, verb: str, what: str, nth: int) -> str:
    """People do the same in every world."""
    return digest(actor, verb, what, str(nth))


class LogError(Exception):
    """
    The log cannot be read.

    The file is not a log of this platform, or another program damaged it. Restore a copy, or start
    with a new file.
    """


class Log(Protocol):
    """Where events are kept, in order."""

    def append(self, events: Iterable[Event]) -> None:
        """Keep *events*, all or none; when this returns, they are kept."""

    def __iter__(self) -> Iterator[Event]:
        """All events kept so far, oldest first."""


class MemoryLog:
    """A log that lives as long as its world."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    def append(self, events: Iterable[Event]) -> None:
        """Keep *events* in memory."""
        self._events.extend(events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)


class SqliteLog:
    """
    A log in one SQLite file, which a kill of the process cannot shorten.

    Every append is one transaction, on disk before the call returns. One process at a time holds it.
    The column `key` is for others who read the file; here it follows from the events before.

    Raises:
        LogError: *path* holds something else, or another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(
                path, timeout=0.2, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY, at TEXT NOT NULL,"
                " actor TEXT NOT NULL, verb TEXT NOT NULL, object TEXT NOT NULL,"
                " details BLOB NOT NULL, key TEXT NOT NULL) STRICT"
            )
        except sqlite3.Error as error:
            raise LogError(f"`{path}` cannot be used as a database: {error}; name another file") from error

    def append(self, events: Iterable[Event]) -> None:
        """Commit *events* in one transaction."""
        rows = [(e.at, e.actor, e.verb, e.object, orjson.dumps(e.details), e.key) for e in events]
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "INSERT INTO events (at, actor, verb, object, details, key) VALUES (?, ?, ?, ?, ?, ?)", rows
            )

    def __iter__(self) -> Iterator[Event]:
        done: Counter[tuple[str, str, str]] = Counter()
        try:
            for at, actor, verb, what, details in self._connection.execute(
                "SELECT at, actor, verb, object, details FROM events ORDER BY position"
            ):
                yield Event(at, actor, verb, what, orjson.loads(details), done[actor, verb, what])
                done[actor, verb, what] += 1
        except (sqlite3.Error, orjson.JSONDecodeError) as error:
            raise LogError(f"`{self._path}` is damaged: {error}; restore a copy") from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
