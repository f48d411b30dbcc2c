"""B4: the whole policy on the reference platform, every payload of every person checked; alone and by two."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Effort, Row, cpu, in_turns, ratio, run, wall
from unseen.home import HOME


def rows(effort: Effort) -> Iterator[Row]:
    """Processor seconds of the whole, how much sooner two processes are done, and what that costs."""
    smallest = effort.rounds == 1
    policy = HOME / "features" / ("conclusion.feature" if smallest else "")
    with tempfile.TemporaryDirectory() as folder:

        def audit(workers: int) -> list[str]:
            return [sys.executable, "-m", "unseen.cli", "audit", str(policy), "-n", str(workers)]

        one, two = in_turns(effort.rounds, *(lambda n=n: run(audit(n), Path(folder)) for n in (1, 2)))
    yield Row(
        "B4",
        "the whole policy by one process, with reports; processor time, clock",
        f"{cpu(one):.1f} s",
        f"{wall(one):.1f} s",
        cpu(one),
        unit="s",
        sign="≤",
        bar=20,
    )
    yield Row(
        "B4",
        f"the whole policy by two processes on {os.cpu_count()} cores; by one",
        f"{wall(two):.1f} s",
        f"{wall(one):.1f} s",
        ratio([cost.wall for cost in one], [cost.wall for cost in two]),
        sign="≥",
        bar=1.5,
    )
    yield Row(
        "B4",
        "- processor time of both together; of one: where others use the cores, this is what can be told",
        f"{cpu(two):.1f} s",
        f"{cpu(one):.1f} s",
        ratio([cost.cpu for cost in two], [cost.cpu for cost in one]),
    )
