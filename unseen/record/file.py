"""A record as a file: written line by line, read whole or cut off."""

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

from unseen.record.parts import (
    Header,
    Matrix,
    Problem,
    RecordError,
    Result,
    decode_header,
    decode_matrix,
    decode_result,
    encode,
)
from unseen.record.run import Run

FORMAT = 1
T = TypeVar("T")


class RecordWriter:
    """
    Writes a new record, line by line; each line is in the file when the call returns.

    As long as it does, `is_written` says so of the file, to every process of the machine.

    An `OSError` (a full disk) leaves the file with whole lines only.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        path.write_bytes(b"")
        self._file = path.open("ab", buffering=0)
        _lock(self._file)
        self._size = 0

    def run(self, header: Header) -> None:
        """What is asked for: the first line."""
        self._append({"type": "run", "format": FORMAT, **encode(header)})

    def scenario(self, result: Result) -> None:
        """What became of one scenario."""
        self._append({"type": "scenario", **encode(result)})

    def problem(self, problem: Problem) -> None:
        """Something wrong with the policy, a schema or an option."""
        self._append({"type": "problem", **encode(problem)})

    def matrix(self, matrix: Matrix) -> None:
        """Who can tell what; of several, the last counts."""
        self._append({"type": "matrix", **encode(matrix)})

    def end(self, finished: str, interrupted: bool = False) -> None:
        """The last line; closes the file. `finished` is an ISO 8601 moment."""
        self._append({"type": "end", "finished": finished, "interrupted": interrupted})
        self.close()

    def close(self) -> None:
        """Close the file as it is; without `end` the record stays partial."""
        self._file.close()

    def _append(self, data: Mapping[str, Any]) -> None:
        line = _line(data)
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self._size)
            raise
        self._size += len(line)


def is_written(path: Path) -> bool:
    """Whether a process, which may have outlived the command that started it, still writes this record."""
    try:
        with path.open("rb") as file:
            return not _lock(file)
    except OSError:  # there is none, or one that nobody can write
        return False


def _lock(file: IO[bytes]) -> bool:
    """Hold a file for as long as it is open; false if another holds it. The system forgets it with a kill."""
    try:
        import fcntl
    except ImportError:  # Windows: what is open there cannot be replaced anyway
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no locks
        return True
    return True


def seal(path: Path, finished: str, interrupted: bool) -> None:
    """Give an end to a record that has none; its cut-off last line, if any, goes."""
    with path.open("r+b") as file:
        file.truncate(file.read().rfind(b"\n") + 1)
        file.seek(0, 2)
        file.write(_line({"type": "end", "finished": finished, "interrupted": interrupted}))


def add_matrix(path: Path, matrix: Matrix) -> None:
    """Add who can tell what to a record that is written already; of several, the last counts."""
    with path.open("ab") as file:
        file.write(_line({"type": "matrix", **encode(matrix)}))


def mend(path: Path) -> None:
    """Take a cut-off last line from a record, so that it can be gone on with."""
    with path.open("r+b") as file:
        file.truncate(file.read().rfind(b"\n") + 1)


def absorb(path: Path, more: Path) -> None:
    """
    Append to a record what another one has of the same run: all but its header, and no scenario twice.

    Of the other one a cut-off last line is left out; it is not changed.
    """
    mend(path)
    known = {data["id"] for data in map(json.loads, _lines(path)) if data["type"] == "scenario"}
    fresh = [
        line
        for line, data in ((line, json.loads(line)) for line in _lines(more))
        if data["type"] != "run" and data.get("id") not in known
    ]
    with path.open("ab") as file:
        file.write(b"".join(line + b"\n" for line in fresh))


def _lines(path: Path) -> list[bytes]:
    """The whole lines of a record."""
    return path.read_bytes().split(b"\n")[:-1]


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def read(path: Path) -> Run:
    """
    Read a record, finished or not; a cut-off last line is left out.

    Raises `OSError` when the file cannot be read, `RecordError` when it is no record.
    """
    return parse(path.read_bytes(), str(path))


def parse(content: bytes, name: str = "record") -> Run:
    """
    Read a record from its bytes; see `read`.

    A line of a type that is not known here is left alone: a later `unseen` may have written it.
    """
    lines = content.split(b"\n")
    parts: dict[str, list[Any]] = {kind: [] for kind in _DECODERS}
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == len(lines):
                break
            raise RecordError(f"{name}:{number}: the line is damaged: {error}") from error
        try:
            if number == 1 and (data["type"], data["format"]) != ("run", FORMAT):
                raise RecordError(f"{name}: not a record, or one of a later `unseen`")
            if number > 1 and data["type"] == "run":
                raise RecordError(f"{name}:{number}: a second run begins in the record of a first")
            if data["type"] in parts:
                parts[data["type"]].append(_DECODERS[data["type"]](data))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RecordError(f"{name}:{number}: the line is no part of a record: {error!r}") from error
    end: Mapping[str, Any] = _last(parts["end"], {})
    return Run(
        _last(parts["run"], Header()),
        tuple(parts["scenario"]),
        tuple(parts["problem"]),
        end.get("finished", ""),
        end.get("interrupted", False),
        _last(parts["matrix"], None),
    )


def _problem(data: Mapping[str, Any]) -> Problem:
    return Problem(data["message"], data["file"], data["line"], data["remedy"])


def _last(parts: Sequence[T], otherwise: T) -> T:
    return parts[-1] if parts else otherwise


_DECODERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "run": decode_header,
    "scenario": decode_result,
    "problem": _problem,
    "matrix": decode_matrix,
    "end": dict,
}
