"""What is shown while a run goes on: a bar on a terminal, now and then a line elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Protocol

from unseen.model import Verdict
from unseen.record import Excuses, Planned, decode_header, decode_result

WIDTH = 24


@dataclass(frozen=True, slots=True)
class Count:
    """How far a run is: scenarios planned (None: still collecting), judged, broken; in these words."""

    planned: int | None = None
    judged: int = 0
    broken: int = 0
    words: str = "scenarios judged"


class Follower:
    """Reads what was appended to a record since it was last asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._count = Count()
        self._excuses = Excuses()
        self._plans: dict[str, Planned] = {}

    def look(self) -> Count:
        """How far the run is now; a line that is not whole yet waits for the next look."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                fresh = file.read()
        except FileNotFoundError:
            return self._count
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole.splitlines():
            self._take(line)
        return self._count

    def _take(self, line: bytes) -> None:
        try:
            data = json.loads(line)
        except ValueError:
            return  # whoever reads the whole record says what is wrong with it
        count = self._count
        if data["type"] == "run":
            header = decode_header(data)
            self._excuses = Excuses.of(header.waivers, header.started)
            self._plans = {plan.id: plan for plan in header.planned}
            self._count = replace(count, planned=len(data["planned"]))
        elif data["type"] == "scenario":
            broken = data["verdict"] == Verdict.BROKEN and not self._is_waived(data)
            self._count = replace(count, judged=count.judged + 1, broken=count.broken + broken)

    def _is_waived(self, data: Mapping[str, Any]) -> bool:
        plan = self._plans.get(data["id"])
        if plan is None or not self._excuses.waivers:
            return False
        return self._excuses.judged(plan, decode_result(data)).verdict is Verdict.WAIVED


class Progress(Protocol):
    """Something that shows how far a run is."""

    def show(self, count: Count, seconds: float) -> None:
        """Show it; `seconds` have passed since the run began."""
        ...

    def close(self) -> None:
        """Leave no trace that would disturb what is printed next."""
        ...


class Bar:
    """A bar that is drawn over itself on a terminal of `columns`."""

    def __init__(self, stream: IO[str], columns: int) -> None:
        self._stream = stream
        self._columns = columns
        self._last = ""

    def show(self, count: Count, seconds: float) -> None:
        """Draw the bar again if it changed."""
        if count.planned is None:
            text = f"reading the policy … {seconds:.0f} s"
        else:
            filled = WIDTH * count.judged // count.planned if count.planned else WIDTH
            text = f"{'█' * filled}{'░' * (WIDTH - filled)} {_words(count)} · {seconds:.0f} s"
        text = text[: self._columns - 1]
        if text != self._last:
            self._write(f"\r{text}{' ' * (len(self._last) - len(text))}")
            self._last = text

    def close(self) -> None:
        """Wipe the bar away."""
        if self._last:
            self._write(f"\r{' ' * len(self._last)}\r")
            self._last = ""

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class Lines:
    """A line after every tenth of the run, at most one in `every` seconds."""

    def __init__(self, stream: IO[str], every: float = 2.0) -> None:
        self._stream = stream
        self._every = every
        self._tenth = 0
        self._at = 0.0

    def show(self, count: Count, seconds: float) -> None:
        """Write a line if it is time for one."""
        if not count.planned:
            return
        tenth = 10 * count.judged // count.planned
        if tenth > self._tenth and (seconds >= self._at + self._every or tenth == 10):
            self._stream.write(f"{_words(count)} · {seconds:.0f} s\n")
            self._stream.flush()
            self._tenth, self._at = tenth, seconds

    def close(self) -> None:
        """Do nothing: what was written stays."""


def _words(count: Count) -> str:
    broken = f" · ✗ {count.broken} broken" if count.broken else ""
    return f"{count.judged:,} of {count.planned:,} {count.words}{broken}"
