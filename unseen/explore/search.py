"""
The search: batches of histories go round and round over all promises until the budget is spent.
"""

import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace

from unseen.explore.batch import Result, Setup, find_seeds, run_batch
from unseen.explore.findings import Batch, Found, Report
from unseen.explore.leak import Key, at_the_same, is_known
from unseen.processes import processes

SIZES = (1, 2, 4, 8, 16, 24)
"""
Histories of a batch, round by round; the last size for all later rounds.

In the first round every promise is played as it stands: what is found late is found so.
"""


_TRIES = 5
"""After so many batches in which the platform failed, it is not asked again."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to search: seconds, histories, findings; 0 is without end."""

    seconds: float = 60.0
    histories: int = 0
    findings: int = 0


def search(
    setup: Setup,
    budget: Budget | None = None,
    *,
    workers: int = 1,
    before: Report | None = None,
    on_batch: Callable[[Batch, tuple[Found, ...]], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """
    Look for leaks around every promise, until the budget is spent.

    Args:
        setup: what is searched.
        budget: how long; by default a minute.
        workers: how many processes; 0 is one for each core, 1 is this one.
        before: what a search that was stopped came to; its batches are not run again.
        on_batch: called after every batch with what is new in it.
        clock: seconds, for the budget.

    Raises:
        PolicyError: the policy, a schema or the target is wrong.
        BrokenProcessPool: a process died.
    """
    budget, before = budget or Budget(), before or Report()
    promises = find_seeds(setup)
    state = _State(
        budget, clock, clock() - before.seconds, list(before.batches), list(before.found), on_batch
    )
    done = {(batch.seed, batch.number) for batch in before.batches}
    work = (
        (seed.id, number, SIZES[min(number, len(SIZES) - 1)])
        for number in itertools.count()
        for seed in promises
        if (seed.id, number) not in done
    )
    run = _here if workers == 1 else _on_processes
    interrupted = False
    try:
        if promises:
            run(setup, work, state, workers or os.cpu_count() or 1)
    except KeyboardInterrupt:
        interrupted = True
    return Report(len(promises), tuple(state.batches), tuple(state.found), round(state.spent, 3), interrupted)


Work = Iterator[tuple[str, int, int]]


@dataclass
class _State:
    """How far a search is."""

    budget: Budget
    clock: Callable[[], float]
    began: float
    batches: list[Batch]
    found: list[Found]
    on_batch: Callable[[Batch, tuple[Found, ...]], None] | None
    beside: frozenset[Key] = frozenset()
    """What else was met at the places of what is found."""

    @property
    def spent(self) -> float:
        return self.clock() - self.began

    @property
    def known(self) -> frozenset[Key]:
        return self.beside.union(*(each.keys for each in self.found))

    @property
    def is_over(self) -> bool:
        budget = self.budget
        return (
            (0 < budget.seconds <= self.spent)
            or (0 < budget.histories <= sum(batch.histories for batch in self.batches))
            or (0 < budget.findings <= len(self.found))
            or self.is_in_vain
        )

    @property
    def is_in_vain(self) -> bool:
        """Whether the platform answered nothing at all so far."""
        return len(self.batches) >= _TRIES and all(
            each.failures and not each.exposed for each in self.batches
        )

    def take(self, batch: Batch, found: Sequence[Found]) -> None:
        """Keep what a batch came to, without what another has found meanwhile."""
        fresh = []
        for each in found:
            if is_known(each.keys, self.known):
                continue
            if any(at_the_same(first, each) for first in self.found):
                self.beside |= each.keys
            else:
                fresh.append(replace(each, seconds=round(self.spent, 3)))
                self.found.append(fresh[-1])
        self.batches.append(batch)
        if self.on_batch:
            self.on_batch(batch, tuple(fresh))


def _here(setup: Setup, work: Work, state: _State, _: int) -> None:
    for seed, number, size in work:
        if state.is_over:
            return
        state.take(*run_batch(setup, seed, number, size, state.known))


def _on_processes(setup: Setup, work: Work, state: _State, workers: int) -> None:
    running: set[Future[Result]] = set()
    with processes(workers) as pool:
        while not state.is_over:
            while len(running) < workers + 1:
                seed, number, size = next(work)
                running.add(pool.submit(run_batch, setup, seed, number, size, state.known))
            finished, running = wait(running, timeout=1.0, return_when=FIRST_COMPLETED)
            for future in finished:
                state.take(*future.result())
        for future in running:
            future.cancel()
        for future in running:
            if not future.cancelled():
                state.take(*future.result())
