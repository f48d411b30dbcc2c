"""
What a search has done so far, on disk: killed at any moment, it loses no finding and goes on where it was.

`journal.ndjson` holds one JSON object a line, only ever appended: what is searched, then each batch with what
is new in it, then an end. `findings.ndjson` holds one finding a line. A line that was cut off is left out.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from unseen.evidence.writer import put
from unseen.explore.findings import Batch, Found, Report, decode, encode

JOURNAL = "journal.ndjson"
FINDINGS = "findings.ndjson"
EXAMPLES = "examples"
FORMAT = 3


@dataclass
class Journal:
    """Writes a search down; each line is in the file when the call returns."""

    directory: Path
    clock: Callable[[], float] = time.monotonic
    _file: IO[bytes] = field(init=False, repr=False)
    _began: float = field(init=False, default=0.0)

    def begin(self, about: Mapping[str, object], *, fresh: bool = False) -> Report:
        """
        Open the journal for a search of this description, and return what it has done before.

        What is there goes on if it is about the same and has no end; otherwise it is replaced. Findings stay
        as long as the feature file does in which they are told.

        Raises:
            OSError: the directory cannot be written.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        path = self.directory / JOURNAL
        head = {"type": "search", "format": FORMAT, **about}
        lines = [] if fresh else _lines(path)
        goes_on = bool(lines) and lines[0] == head and lines[-1].get("type") != "end"
        if not goes_on:
            lines = []
        done = _done(lines)
        self._began = self.clock() - done.seconds
        _put(path, [head, *lines[1:]])
        again = {found.number for found in done.found}
        told = [found for found in read_findings(self.directory) if Path(found.file).is_file()]
        earlier = [found for found in told if found.number not in again]
        _put(self.directory / FINDINGS, map(encode, [*earlier, *done.found]))
        self._file = path.open("ab", buffering=0)
        return done

    def batch(self, batch: Batch, found: Sequence[Found]) -> None:
        """A batch that was finished, with what is new in it; findings are on disk first."""
        if found:
            with (self.directory / FINDINGS).open("ab") as file:
                for each in found:
                    file.write(_line(encode(each)))
        at = round(self.clock() - self._began, 3)
        new = [encode(each) for each in found]
        self._file.write(_line({"type": "batch", **asdict(batch), "at": at, "found": new}))

    def end(self) -> None:
        """The search came to its end; the next one begins anew."""
        self._file.write(_line({"type": "end"}))

    def close(self) -> None:
        """Close the journal as it is; the next search goes on from here."""
        self._file.close()


def read_findings(path: Path) -> list[Found]:
    """
    The findings of a file, or of the directory that it is in; what cannot be read is left out.

    Of what was found again, the last.
    """
    path = path / FINDINGS if path.is_dir() else path
    known: dict[str, Found] = {}
    for line in _lines(path):
        try:
            found = decode(line)
        except (KeyError, TypeError, ValueError):
            continue
        known.pop(found.number, None)
        known[found.number] = found
    return list(known.values())


def _done(lines: Sequence[Mapping[str, Any]]) -> Report:
    batches: list[Batch] = []
    found: list[Found] = []
    seconds = 0.0
    for line in lines:
        if line.get("type") != "batch":
            continue
        known = {name: line[name] for name in Batch.__dataclass_fields__}
        batches.append(
            Batch(**{**known, **{name: tuple(known[name]) for name in ("readers", "failures", "audiences")}})
        )
        found += [decode(each) for each in line["found"]]
        seconds = max(seconds, float(line["at"]))
    return Report(batches=tuple(batches), found=tuple(found), seconds=seconds)


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        raw = path.read_bytes().split(b"\n")
    except OSError:
        return []
    lines = []
    for line in raw:
        try:
            data = json.loads(line)
        except ValueError:
            continue
        if isinstance(data, dict):
            lines.append(data)
    return lines


def _put(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Replace a file in one step: whoever is killed here has the old one still."""
    put(path, b"".join(map(_line, lines)))


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
