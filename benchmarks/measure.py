"""Measuring side by side: alternatives take turns, so that a busy machine is busy for all of them."""

import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure: `rounds` of each alternative, at this `share` of the size that a bar speaks of."""

    rounds: int
    share: float


SMOKE = Effort(1, 0.001)
USUAL = Effort(5, 1.0)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that something took: on the clock, and of processor time (its own and that of its children)."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Row:
    """
    One line of the table: ours beside the alternative, and the bar.

    `sign` is "≤" or "≥", "" for a row that only informs; `value` is what is held against `bar`.
    """

    id: str
    what: str
    ours: str
    alternative: str
    value: float
    unit: str = "×"
    sign: str = ""
    bar: float = 0.0

    @property
    def holds(self) -> bool | None:
        """Whether the bar holds; None without one."""
        if not self.sign:
            return None
        return self.value <= self.bar if self.sign == "≤" else self.value >= self.bar


def in_turns(rounds: int, *alternatives: Callable[[], Cost]) -> list[list[Cost]]:
    """The costs of each alternative, round by round; each leads as often as it follows."""
    costs: list[list[Cost]] = [[] for _ in alternatives]
    for number in range(rounds):
        order = list(range(len(alternatives)))
        for index in order if number % 2 == 0 else reversed(order):
            costs[index].append(alternatives[index]())
    return costs


def cpu(costs: Sequence[Cost]) -> float:
    """Median of processor seconds."""
    return statistics.median(cost.cpu for cost in costs)


def wall(costs: Sequence[Cost]) -> float:
    """Median of seconds on the clock."""
    return statistics.median(cost.wall for cost in costs)


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Median of the ratios of each round."""
    return statistics.median(mine / theirs for mine, theirs in zip(one, other, strict=True))


def call(function: Callable[[], object]) -> Cost:
    """What one call costs in this process."""
    gc.collect()
    began, spent = time.perf_counter(), time.process_time()
    function()
    return Cost(time.perf_counter() - began, time.process_time() - spent)


def run(words: Sequence[str], at: Path, variables: Mapping[str, str] | None = None) -> Cost:
    """What a program costs as a process with all its children; it has to succeed."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        words, cwd=at, env=ours | dict(variables or {}), capture_output=True, text=True, check=False
    )
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return Cost(took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
