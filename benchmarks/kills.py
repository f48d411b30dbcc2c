"""`python -m benchmarks kills`: audits killed with -9, what is left of them, and what goes on from there."""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.kept import rows_in
from unseen.evidence.again import differences
from unseen.evidence.envelope import generate, public_key
from unseen.evidence.store import EvidenceError, Store
from unseen.evidence.verify import Checked, verify
from unseen.home import HOME
from unseen.record import RecordError, Run, read

POLICY = ("tips", "conclusion", "faq", "notification-absence")
WAYS = ("all of it", "all of it", "the process that plays", "the command that was typed")
"""Which processes are killed: a machine that loses power, one short of memory, somebody's `kill`."""
RESULTS = Path("unseen-report") / "kills.ndjson"
LEAK = "body-extra-field"
_LOOK_EVERY, _PATIENCE = 0.003, 600.0


@dataclass(frozen=True, slots=True)
class Moment:
    """
    One audit, and when it is killed.

    `after` is the share of the scenarios that have a verdict by then, below 0 before the first, above 1 while
    the reports are written; `later` is so many seconds after that.
    """

    number: int
    feature: str
    workers: str
    way: str
    after: float
    later: float

    @classmethod
    def of(cls, number: int) -> "Moment":
        """The moment of this number; the same in every run."""
        chance = Random(number)
        feature, workers, way = chance.choice(POLICY), chance.choice("112"), chance.choice(WAYS)
        return cls(number, feature, workers, way, chance.uniform(-0.1, 1.1), chance.uniform(0, 0.1))


Try = Callable[[Moment], tuple[str, str]]


def main(words: Sequence[str], attempt: Try | None = None) -> int:
    """Kill until there are so many; 1 if a record cannot be read, passes for whole, or goes on wrongly."""
    parser = argparse.ArgumentParser("python -m benchmarks kills", description=__doc__)
    parser.add_argument("--moments", type=int, default=50, metavar="N", help="in all; default: 50")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE", help="kept from run to run")
    asked = parser.parse_args(words)
    rows = rows_in(asked.results)
    with tempfile.TemporaryDirectory() as folder, asked.results.open("a", encoding="utf-8") as file:
        attempt = attempt or Killing(Path(folder))
        for number in sorted({*range(asked.moments)} - {row["number"] for row in rows}):
            moment = Moment.of(number)
            left, then = attempt(moment)
            rows.append({"number": number, "killed": moment.way, "left": left, "then": then})
            file.write(f"{json.dumps(rows[-1])}\n")
            file.flush()
            print(rows[-1], file=sys.stderr, flush=True)
    print(told(rows))
    return int(any("WRONG" in row["left"] + row["then"] for row in rows))


def told(rows: Sequence[dict[str, str]]) -> str:
    """How often what was left, and what became of it."""
    counts = Counter((row["left"], row["then"]) for row in rows)
    return "\n".join(
        f"{count:3} of {len(rows)}: {left}" + (f"; {then}" if then else "")
        for (left, then), count in sorted(counts.items(), key=lambda each: -each[1])
    )


class Killing:
    """Audits in a folder, and whole runs of the same, beside which they are put."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole: dict[str, Run] = {}
        for name, content in zip(("key", "key.pub"), generate(), strict=True):
            (folder / name).write_bytes(content)

    def __call__(self, moment: Moment) -> tuple[str, str]:
        """What is left after a kill, and what it is after it went on."""
        whole = self._reference(moment.feature)
        out = self._folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        self._killed(moment, out, len(whole.header.planned))
        try:
            run = read(out / "run.ndjson")
        except FileNotFoundError:
            return "nothing was written yet", ""
        except RecordError as error:
            return f"WRONG: it cannot be read: {error}", ""
        if not run.header.started:
            return "nothing was written yet", ""
        left = self._judged(run, out)
        if not run.partial:
            return left, ""
        resumed = self._audit(moment, out, "--resume")
        resumed.wait(_PATIENCE)
        return left, self._compared(whole, out)

    def _reference(self, feature: str) -> Run:
        if feature not in self._whole:
            out = self._folder / feature
            self._audit(Moment(0, feature, "1", "", 0, 0), out).wait(_PATIENCE)
            self._whole[feature] = read(out / "run.ndjson")
        return self._whole[feature]

    def _audit(self, moment: Moment, out: Path, *more: str) -> "subprocess.Popen[bytes]":
        policy = HOME / "features" / f"{moment.feature}.feature"
        words = [sys.executable, "-m", "unseen.cli", "audit", str(policy), "--out", str(out)]
        words += ["--fault", LEAK, "-n", moment.workers, *more]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _killed(self, moment: Moment, out: Path, scenarios: int) -> None:
        process, record = self._audit(moment, out), out / "run.ndjson"
        least = min(int(moment.after * scenarios) + 1, scenarios + 2) if moment.after > 0 else 0
        while process.poll() is None and _lines(record) < least:
            time.sleep(_LOOK_EVERY)
        time.sleep(moment.later * (1 if 0 < moment.after <= 1 else 20))
        below = descendants(process.pid)
        if moment.way != WAYS[2]:
            process.kill()
        if moment.way != WAYS[3]:
            for each in below:
                end(each)
        process.wait(_PATIENCE)
        if moment.way == WAYS[3] and moment.number % 2:  # while what it started goes on
            self._audit(moment, out, "--resume").wait(_PATIENCE)
        began = time.monotonic()
        while any(is_alive(each) for each in below) and time.monotonic() - began < _PATIENCE:
            time.sleep(_LOOK_EVERY)

    def _judged(self, run: Run, out: Path) -> str:
        if sum(run.counts.values()) != len(run.header.planned):
            return "WRONG: the verdicts do not add up"
        try:
            store = Store.open(out / "evidence")
            for result in run.results:
                if any(step.outcome != "not run" for step in result.steps):
                    list(store.observations(result.id))
        except EvidenceError as error:
            return f"WRONG: a verdict without evidence: {error}" if run.results else "planned, nothing played"
        checked = self._verified(out)
        if checked.wrong:
            return f"WRONG: {checked.wrong[0]}"
        if run.partial != bool(checked.partial):
            return "WRONG: it passes for a whole run"
        return "partial, and verifies as partial" if run.partial else "whole, and verifies as whole"

    def _verified(self, out: Path) -> Checked:
        words = [sys.executable, "-m", "unseen.cli", "sign", str(out), "--key", str(self._folder / "key")]
        subprocess.run(words, check=True, capture_output=True)
        return verify(out, public_key(self._folder / "key.pub"))

    def _compared(self, whole: Run, out: Path) -> str:
        now = read(out / "run.ndjson")
        if now.partial:
            return "WRONG: gone on with, it is still partial"
        for each in differences(whole, now):
            return f"WRONG: gone on with, {each.scenario} {each.how}"
        log = Path("evidence") / "log.ndjson"
        checked = self._verified(out)
        if checked.wrong or checked.partial:
            return f"WRONG: gone on with, {(*checked.wrong, checked.partial)[0]}"
        policy = Path(whole.header.planned[0].file).stem
        if (out / log).read_bytes() != (self._folder / policy / log).read_bytes():
            return "WRONG: gone on with, the log is another one"
        return "gone on with, the same verdicts, findings and log as an audit that nobody stopped"


def descendants(pid: int) -> list[int]:
    """The processes below a process."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found, below = [], {pid}
    while below:
        below = {child for child, parent in pairs if parent in below}
        found += sorted(below)
    return found


def end(pid: int) -> None:
    """Kill a process, if it is there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0
