"""A record as a file: written line by line, read whole or cut off."""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from unseen.record.parts import Header, Problem, RecordError, Result, decode_header, decode_result, encode
from unseen.record.run import Run

FORMAT = 1


class RecordWriter:
    """
    Writes a new record, line by line; each line is in the file when the call returns.

    An `OSError` (a full disk) leaves the file with whole lines only.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        path.write_bytes(b"")
        self._file = path.open("ab", buffering=0)
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


def seal(path: Path, finished: str, interrupted: bool) -> None:
    """Give an end to a record that has none; its cut-off last line, if any, goes."""
    with path.open("r+b") as file:
        file.truncate(file.read().rfind(b"\n") + 1)
        file.seek(0, 2)
        file.write(_line({"type": "end", "finished": finished, "interrupted": interrupted}))


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def read(path: Path) -> Run:
    """
    Read a record, finished or not; a cut-off last line is left out.

    Raises `OSError` when the file cannot be read, `RecordError` when it is no record.
    """
    return parse(path.read_bytes(), str(path))


def parse(content: bytes, name: str = "record") -> Run:
    """Read a record from its bytes; see `read`."""
    lines = content.split(b"\n")
    header, results, problems, end = Header(), [], [], {}
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
        except ValueError as error:
            if number == len(lines):
                break
            raise RecordError(f"{name}:{number}: the line is damaged: {error}") from error
        try:
            if number == 1 and (data["type"], data["format"]) != ("run", FORMAT):
                raise RecordError(f"{name}: not a record, or one of a later `unseen`")
            match data["type"]:
                case "run":
                    header = decode_header(data)
                case "scenario":
                    results.append(decode_result(data))
                case "problem":
                    problems.append(Problem(data["message"], data["file"], data["line"], data["remedy"]))
                case "end":
                    end = data
        except (KeyError, TypeError) as error:
            raise RecordError(f"{name}:{number}: the line is no part of a record: {error!r}") from error
    return Run(
        header, tuple(results), tuple(problems), end.get("finished", ""), end.get("interrupted", False)
    )
