"""
Reading evidence: which scenarios there are, and what each saw in each of its worlds.

Nothing is believed: a body of another digest, and a file that is cut off, is an `EvidenceError`.
"""

import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from unseen.evidence.calls import Call, EvidenceError, Kept, lines, read_calls, read_received
from unseen.evidence.sources import SOURCES, Sources, decode
from unseen.evidence.writer import TARGET, scenario_path
from unseen.target import Capabilities

__all__ = ["Call", "EvidenceError", "Kept", "Store"]

MOST = 1 << 28
"""A file of the evidence that unpacks to more bytes is none: few bytes can be packed that fill any memory."""


class Store:
    """The evidence of one run; `Store.open` gives it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @classmethod
    def open(cls, directory: Path) -> "Store":
        """
        The evidence in a directory (`unseen-report/evidence`), of a run that ended or of one that did not.

        Raises `EvidenceError` when there is none.
        """
        if not (directory / "scenarios").is_dir():
            raise EvidenceError(f"`{directory}` holds no evidence: no scenario was played there")
        return cls(directory)

    def has(self, scenario_id: str) -> bool:
        """Whether there is evidence of a scenario."""
        return scenario_path(self.directory, scenario_id).exists()

    def owner(self, scenario_id: str) -> str:
        """Whose evidence lies where that of a scenario belongs; raises `EvidenceError`."""
        path = scenario_path(self.directory, scenario_id)
        return str(next(lines(self._read(path), path.name)).get("scenario"))

    def calls(self, scenario_id: str) -> Iterator[Call]:
        """Every call of a scenario, in order; raises `EvidenceError`, also when there is none."""
        path = scenario_path(self.directory, scenario_id)
        return read_calls(lines(self._read(path), path.name), path.name)

    def observations(self, scenario_id: str) -> Iterator[Kept]:
        """Everything that reached anybody in a scenario, in order, playbacks included."""
        for call in self.calls(scenario_id):
            yield from call.seen

    def received(self, scenario_id: str) -> Iterator[tuple[Kept, int]]:
        """
        What reached anybody in a scenario, each observation once, and how often it came.

        `world` is the first in which it came. A fraction of the work of `observations`, where that is enough.
        """
        path = scenario_path(self.directory, scenario_id)
        return read_received(lines(self._read(path), path.name), path.name)

    @cached_property
    def _target(self) -> dict[str, Any]:
        path = self.directory / TARGET
        try:
            data: dict[str, Any] = orjson.loads(path.read_bytes())
        except OSError as error:
            raise _unreadable(path, error) from error
        except ValueError as error:
            raise EvidenceError(f"{path.name}: the file is damaged: {error}") from error
        return data

    @cached_property
    def sources(self) -> Sources:
        """What verdicts depended on besides what was seen."""
        path = self.directory / SOURCES
        try:
            return decode(path.read_bytes(), path.name)
        except OSError as error:
            raise _unreadable(path, error) from error

    @property
    def target_name(self) -> str:
        """How the target of the run is called."""
        return str(self._target["name"])

    @property
    def capabilities(self) -> Capabilities:
        """What the target of the run offered."""
        data = self._target
        return Capabilities(
            frozenset(data["verbs"]),
            tuple(data["surfaces"]),
            frozenset(data["settings"]),
            tuple(data["staff_surfaces"]),
            data["time_travel"],
            data["fresh_worlds"],
            tuple(data["salts"]),
        )

    def _read(self, path: Path) -> bytes:
        try:
            return unpacked(path.read_bytes(), path.name)
        except OSError as error:
            raise _unreadable(path, error) from error


def unpacked(data: bytes, name: str) -> bytes:
    """What is packed in a file of the evidence; raises `EvidenceError`, also for one that is too large."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(data, MOST)
    except zlib.error as error:
        raise EvidenceError(f"{name}: the file is damaged: {error}") from error
    if unpacker.unconsumed_tail:
        raise EvidenceError(f"{name}: the file unpacks to more than {MOST >> 20} MiB, as no evidence does")
    if not unpacker.eof:
        raise EvidenceError(f"{name}: the file is damaged: it is cut off")
    if unpacker.unused_data:
        raise EvidenceError(f"{name}: the file is damaged: something comes after its end")
    return content


def _unreadable(path: Path, error: OSError) -> EvidenceError:
    return EvidenceError(f"`{path}` cannot be read: {(error.strerror or str(error)).lower()}")
