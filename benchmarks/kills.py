"""`python -m benchmarks kills [N]`: audits killed with -9 at random moments, and what is left of them."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random

from unseen.cli.audit import EVIDENCE, RECORD, Request, command, prepare
from unseen.evidence import log
from unseen.evidence.calls import EvidenceError
from unseen.evidence.envelope import generate, private_key, public_key, sign
from unseen.evidence.statement import ENVELOPE, statement
from unseen.evidence.store import Store
from unseen.evidence.verify import verify
from unseen.home import HOME
from unseen.record import read

POLICY = [HOME / "features" / "tips.feature"]


def main(words: list[str]) -> int:
    """Kill so many audits (default 50); 1 if a record cannot be read, or passes for a whole one."""
    count, chance = int(words[0]) if words else 50, Random(1)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, content in zip(("key", "key.pub"), generate(), strict=True):
            (place / name).write_bytes(content)
        began = time.monotonic()
        _audit(place / "out").wait()
        whole = time.monotonic() - began
        found = [_killed(place, chance.uniform(0, 1.05 * whole)) for _ in range(count)]
    for outcome in sorted(set(found)):
        print(f"{found.count(outcome):3} of {count}: {outcome}")
    return int(any(outcome.startswith("WRONG") for outcome in found))


def _audit(out: Path) -> "subprocess.Popen[bytes]":
    shutil.rmtree(out, ignore_errors=True)
    request = Request((), "stub", "seed", None, out, "1", None)
    words = command(request, POLICY, prepare(out))
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _killed(place: Path, after: float) -> str:
    """What is left of an audit that was killed after so many seconds."""
    out = place / "out"
    process = _audit(out)
    time.sleep(after)
    process.kill()
    process.wait()
    run = read(out / RECORD)
    if not run.header.started:
        return "killed before it wrote anything"
    if sum(run.counts.values()) != len(run.header.planned):
        return "WRONG: the verdicts do not add up"
    try:
        store = Store.open(out / EVIDENCE)
        for result in run.results:
            if any(step.outcome != "not run" for step in result.steps):
                list(store.observations(result.id))
        log.write(run, store)
        (out / ENVELOPE).write_bytes(sign(statement(out, run), private_key(place / "key")))
    except EvidenceError as error:
        return (
            "WRONG: a verdict without evidence" if run.results else f"no evidence yet: {type(error).__name__}"
        )
    checked = verify(out, public_key(place / "key.pub"))
    if checked.wrong:
        return f"WRONG: {checked.wrong[0]}"
    if run.partial != bool(checked.partial):
        return "WRONG: it passes for a whole run"
    return "partial, and says so" if run.partial else "whole"
