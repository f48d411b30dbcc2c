"""
The search: every promise is a property, and its histories are drawn by Hypothesis.

A batch is a few histories of one promise. Batches go round and round over all promises, more histories each
time, until the budget is spent. What a batch needs to know of the others is which root causes are known;
so batches may run on any process, and one that was not finished is simply run again.
"""

import hashlib
import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import cache
from multiprocessing import active_children
from pathlib import Path
from typing import Protocol

from unseen.explore.findings import Batch, Found, Report
from unseen.explore.lab import Key, Lab, Leak, Outcome, is_everywhere, widened
from unseen.explore.moves import LENGTH, vary
from unseen.explore.scenario import Writer, number_of
from unseen.explore.seeds import Case, Rules, Seed, seeds
from unseen.explore.shrink import shrink
from unseen.home import HOME
from unseen.model import PolicyError
from unseen.oracles.schema import Schemas
from unseen.policy import CLAUSES, Policy, load_clauses, read_policy
from unseen.statements import Statements
from unseen.target import NotOffered, Target, TargetError
from unseen.vocabulary import Vocabulary

SIZES = (2, 6, 12, 24)
"""Histories of a batch, round by round; the last size for all later rounds."""

_RATHER = 0.25
"""Below this share of histories in which a leak could have shown, a search says little."""


class Make(Protocol):
    """Makes the target, in each process anew; a value that can be compared, hashed and pickled."""

    def __call__(self) -> Target:
        """Open the way to the platform."""
        ...

    def __hash__(self) -> int:
        """As for any value."""
        ...


@dataclass(frozen=True, slots=True)
class Setup:
    """
    What is searched.

    Attributes:
        make: makes the target.
        paths: feature files and folders; () is the packaged policy.
        only: ids of clauses; () is all of them.
        profile: the profile of policy and platform.
        seed: of everything that is chosen at random.
        examples: a directory for Hypothesis's example database, "" for none.
    """

    make: Make
    paths: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    profile: str = "seed"
    seed: int = 1
    examples: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to search: seconds, histories, findings; 0 is without end."""

    seconds: float = 60.0
    histories: int = 0
    findings: int = 0


@dataclass
class _Bench:
    """All that a process needs: built once for each setup."""

    setup: Setup
    lab: Lab
    found: list[Seed]
    writer: Writer
    rules: Rules
    outcomes: dict[tuple[str, bytes], Outcome] = field(default_factory=dict)


def find_seeds(setup: Setup) -> list[Seed]:
    """The promises that are searched, in order."""
    return _bench(setup).found


@cache
def _bench(setup: Setup) -> _Bench:
    vocabulary = Vocabulary.packaged()
    policy = _policy(setup)
    everything = seeds(policy.scenarios, vocabulary)
    of_profile = [seed for seed in everything if seed.profile in ("", setup.profile)]
    only = set(setup.only)
    wanted = [seed for seed in of_profile if not only or only & set(seed.clauses)]
    target = setup.make()
    schemas = Schemas.load(target.schemas)
    statements = Statements.load(HOME / "features" / "statements.toml", vocabulary)
    lab = Lab(target, schemas, statements, seed=setup.seed)

    def holds(case: Case, text: str) -> bool:
        return _holds(lab, vocabulary, case, text)

    clauses = next(iter(policy.clauses.values()), None) or load_clauses(HOME / "features" / CLAUSES)
    return _Bench(setup, lab, wanted, Writer(vocabulary, clauses, holds), Rules(of_profile))


def _policy(setup: Setup) -> Policy:
    policy = read_policy([Path(path) for path in setup.paths] or [HOME / "features"])
    for problem in policy.problems:
        raise problem
    return policy


def _holds(lab: Lab, vocabulary: Vocabulary, case: Case, text: str) -> bool:
    """Whether a sentence of *then* holds after a history."""
    from unseen.explore.seeds import promised

    try:
        promise = promised(vocabulary, text)
        return promise is not None and not lab.confirm(case, promise)
    except (PolicyError, NotOffered, TargetError):
        return False


class _Hit(Exception):
    """Tells Hypothesis that this tape is worth keeping."""


def run_batch(setup: Setup, seed: str, number: int, size: int, known: frozenset[Key]) -> tuple[Batch, tuple[Found, ...]]:
    """
    Play some histories of one promise.

    Args:
        seed: the id of the promise.
        number: which batch of it; with the seed of the setup it says which histories.
        size: how many histories.
        known: the root causes that need not be found again.
    """
    bench, began = _bench(setup), time.perf_counter()
    start = next(each for each in bench.found if each.id == seed)
    played: dict[bytes, Outcome] = {}
    found: list[Found] = []
    spared: set[bytes] = set()
    unconfirmed = 0
    while True:
        hit = _hunt(bench, start, number, size, known, played, spared)
        if hit is None:
            break
        tape, leak = hit
        shrunk = shrink(bench.lab, leak)
        if shrunk is None:
            unconfirmed += 1
            spared.add(tape)
            continue
        found.append(_written(bench, start, shrunk.leak, len(played), shrunk.tried))
        known |= shrunk.leak.keys
    outcomes = list(played.values())
    return (
        Batch(
            seed,
            number,
            histories=len(outcomes),
            exposed=sum(each.exposed for each in outcomes),
            worlds=sum(each.worlds for each in outcomes),
            observations=sum(each.observations for each in outcomes),
            masked=sum(each.masked for each in outcomes),
            readers=tuple(dict.fromkeys(reader for each in outcomes for reader in each.readers)),
            unconfirmed=unconfirmed,
            failures=tuple(dict.fromkeys(each.failure for each in outcomes if each.failure)),
            seconds=round(time.perf_counter() - began, 3),
        ),
        tuple(found),
    )


def _hunt(
    bench: _Bench,
    start: Seed,
    number: int,
    size: int,
    known: frozenset[Key],
    played: dict[bytes, Outcome],
    spared: set[bytes],
) -> tuple[bytes, Leak] | None:
    """The first history of a batch that shows a leak which is not known."""
    import hypothesis
    from hypothesis import strategies

    from unseen.explore.examples import database

    hits: dict[bytes, Leak] = {}
    capabilities = bench.lab.target.capabilities()

    def examine(tape: bytes) -> None:
        if tape not in played:
            varied = vary(start, tape, capabilities)
            played[tape] = bench.lab.examine(varied) if varied else Outcome()
        fresh = fresh_of(played[tape].leaks, known)
        if fresh is not None and tape not in spared:
            hits[tape] = fresh
            raise _Hit

    own = hashlib.sha256(f"{bench.setup.seed} {number} {start.id}".encode()).digest()
    test = hypothesis.seed(int.from_bytes(own[:8]))(
        hypothesis.settings(
            max_examples=size,
            database=database(bench.setup.examples, start.id),
            deadline=None,
            phases=(hypothesis.Phase.reuse, hypothesis.Phase.generate),
            suppress_health_check=list(hypothesis.HealthCheck),
            report_multiple_bugs=False,
            verbosity=hypothesis.Verbosity.quiet,
        )(hypothesis.given(strategies.binary(min_size=LENGTH, max_size=LENGTH))(examine))
    )
    try:
        test()
    except _Hit:
        return next(reversed(hits.items()))
    return None


def fresh_of(leaks: Sequence[Leak], known: frozenset[Key]) -> Leak | None:
    """The first leak that has no known cause: what is left beside causes that show everywhere."""
    for leak in widened(leaks):
        own = {key for key in leak.keys if not (is_everywhere(key) and key in known)}
        if own and not own & known:
            return leak
    return None


def _written(bench: _Bench, start: Seed, leak: Leak, histories: int, tried: int) -> Found:
    writer, finding = bench.writer, leak.finding
    number = number_of(leak)
    fact = leak.fact
    clause = bench.rules.of(fact, leak.reader, leak.case, start.clauses) if fact else next(iter(start.clauses), "")
    known = writer.clauses.by_id.get(clause)
    comments = _comments(bench.setup.seed, leak, histories)
    written = writer.write(leak, clause, comments, number, known.profile if known else "")
    return Found(
        number=number,
        fingerprint=f"{finding.relation or finding.oracle} · {finding.fingerprint.partition(' · ')[2]}",
        clause=clause,
        promise=writer.promised(leak),
        reader=leak.reader,
        fact=writer.fact(fact) if fact else "",
        oracle=finding.oracle,
        relation=finding.relation,
        surface=finding.surface,
        pointer=finding.pointer,
        here=finding.here,
        there=finding.there,
        message=finding.message,
        remedy=finding.remedy,
        also=finding.also,
        steps=written.steps,
        text=written.text,
        acts=len(leak.case.done),
        seed=bench.setup.seed,
        start=start.id,
        histories=histories,
        tried=tried,
        keys=leak.keys,
    )


def _comments(seed: int, leak: Leak, histories: int) -> list[str]:
    finding = leak.finding
    how = f" ({finding.relation})" if finding.relation else ""
    lines = [f"Found by {finding.oracle}{how} with seed {seed}, in history {histories} of a promise."]
    place = f"{finding.surface} {finding.pointer}".strip()
    lines.append(f"{place}: {finding.here or 'nothing'}")
    if finding.relation:
        lines.append(f"and in the other world: {finding.there or 'nothing'}")
    return lines


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
    state = _State(budget, clock, clock() - before.seconds, list(before.batches), list(before.found), on_batch)
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
    return Report(
        len(promises), tuple(state.batches), tuple(state.found), round(state.spent, 3), interrupted
    )


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

    @property
    def spent(self) -> float:
        return self.clock() - self.began

    @property
    def known(self) -> frozenset[Key]:
        return frozenset().union(*(each.keys for each in self.found))

    @property
    def is_over(self) -> bool:
        budget = self.budget
        return (
            (0 < budget.seconds <= self.spent)
            or (0 < budget.histories <= sum(batch.histories for batch in self.batches))
            or (0 < budget.findings <= len(self.found))
        )

    def take(self, batch: Batch, found: Sequence[Found]) -> None:
        """Keep what a batch came to, without what another has found meanwhile."""
        fresh = []
        for each in found:
            if not _is_known(each, self.known):
                fresh.append(replace(each, seconds=round(self.spent, 3)))
                self.found.append(fresh[-1])
        self.batches.append(batch)
        if self.on_batch:
            self.on_batch(batch, tuple(fresh))


def _is_known(found: Found, known: frozenset[Key]) -> bool:
    own = {key for key in found.keys if not (is_everywhere(key) and key in known)}
    return not own or bool(own & known)


def _here(setup: Setup, work: Work, state: _State, _: int) -> None:
    for seed, number, size in work:
        if state.is_over:
            return
        state.take(*run_batch(setup, seed, number, size, state.known))


def _on_processes(setup: Setup, work: Work, state: _State, workers: int) -> None:
    pool = ProcessPoolExecutor(workers, initializer=_mortal)
    running: set[Future[tuple[Batch, tuple[Found, ...]]]] = set()
    try:
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
    except BaseException:
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _mortal() -> None:
    """Ctrl-C reaches every process of ours: these just end, and whoever started them says so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
