"""B5: how soon a planted leak is found, and what it costs to plant them all."""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Effort, Row, call, run
from unseen.cli.examine import round_for
from unseen.cli.planted import Round, play_round, the_policy
from unseen.targets.stub import PlantedFault, fault_list


def rows(effort: Effort) -> Iterator[Row]:
    """The leak in the middle, the longest, and all of them with the benign changes."""
    ids = [each.id for each in the_policy()]
    smallest = effort.rounds == 1
    faults = [fault for fault in fault_list() if fault.slug == "guide-silent"] if smallest else fault_list()
    everything = call(lambda: play_round(Round((), tuple(ids[:9] if smallest else ids)))).cpu

    def found(leak: PlantedFault) -> float:
        return call(lambda: play_round(round_for(leak, ids))).cpu

    costs = {leak.slug: found(leak) for leak in faults if leak.breaks}
    longest = max(costs, key=costs.__getitem__)
    yield Row(
        "B5",
        "a leak is found, median; the whole policy is played",
        f"{statistics.median(costs.values()):.2f} s",
        f"{everything:.1f} s",
        statistics.median(costs.values()),
        unit="s",
        sign="≤",
        bar=2,
    )
    yield Row("B5", f"- the longest: {longest}", f"{costs[longest]:.2f} s", "", costs[longest], unit="s")
    slugs = [fault.slug for fault in faults] if smallest else []
    with tempfile.TemporaryDirectory() as folder:
        check = [sys.executable, "-m", "unseen.cli", "faults", "--check", *slugs]
        cost = run(check, Path(folder))
    cores = os.cpu_count() or 1
    yield Row(
        "B5",
        f"all {len(faults)} faults and benign changes, for each of {cores} cores; every scenario by each",
        f"{cost.cpu / cores:.1f} s",
        f"{len(faults) * everything / cores:.0f} s",
        cost.cpu / cores,
        unit="s",
        sign="≤",
        bar=60,
    )
