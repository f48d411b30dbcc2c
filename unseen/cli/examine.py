"""
`unseen faults --check`: the policy examined by leaks planted on purpose.

Every fault is planted in the reference platform and the whole policy played against it, on all cores. A
leak must break each clause that it names, a benign change none, and each clause must be broken by a leak.
"""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Finding, Verdict
from unseen.oracles.canary import Credentials, contacts
from unseen.oracles.schema import Schemas
from unseen.play import Play
from unseen.policy import CLAUSES, PlannedScenario, load_clauses, read_policy
from unseen.record import Result
from unseen.statements import Statements
from unseen.targets.stub import PlantedFault, embedded
from unseen.vocabulary import Vocabulary
from unseen.world import World

_AT_ONCE = 30
"""Scenarios that are played in one go: many enough to be worth a message, few enough to share the work."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    What the policy made of one fault.

    Attributes:
        fault: what was planted.
        broken: for each clause that broke, the oracles that found it and how many scenarios did.
        missed: clauses that it names, that were played, and that did not break.
        unplayed: clauses that it names and no scenario speaks of yet.
        undecided: why scenarios got no verdict at all.
        judged: how many scenarios were played.
    """

    fault: PlantedFault
    broken: Mapping[str, tuple[str, ...]]
    missed: tuple[str, ...]
    unplayed: tuple[str, ...]
    undecided: tuple[str, ...]
    judged: int

    @property
    def is_right(self) -> bool:
        """Whether the policy found what it had to find, and raised no false alarm."""
        return not self.missed and not self.undecided and not (self.fault.benign and self.broken)


@cache
def the_policy() -> tuple[PlannedScenario, ...]:
    """The scenarios of the packaged policy."""
    return read_policy([HOME / "features"]).scenarios


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.packaged()


@cache
def _statements() -> Statements:
    return Statements.load(HOME / "features" / "statements.toml", _vocabulary())


@cache
def _schemas(directory: Path) -> Schemas:
    return Schemas.load(directory)


def play(slug: str, ids: Iterable[str], clock: Callable[[], float] = lambda: 0.0) -> list[Result]:
    """Play the scenarios of these ids against the reference platform with this fault ("": with none)."""
    wanted = frozenset(ids)
    target = embedded(fault=slug)
    schemas = _schemas(target.schemas)
    judge, oracles = Judge(schemas, _statements()), (schemas.oracle, contacts)

    def open_world() -> World:
        return World(target, seed=1, judge=judge, oracles=(*oracles, Credentials()))

    return [
        Play(planned, _vocabulary(), clock, open_world, clock()).run()
        for planned in the_policy()
        if planned.id in wanted
    ]


def findings(results: Iterable[Result]) -> Iterator[Finding]:
    """Every finding of these results, in order."""
    return (finding for result in results for step in result.steps for finding in step.findings)


def row_of(fault: PlantedFault, results: Sequence[Result]) -> Row:
    """What these results say of a fault."""
    by_id = {planned.id: planned.planned.clauses for planned in the_policy()}
    broken: dict[str, set[str]] = {}
    for result in results:
        if result.verdict is Verdict.BROKEN:
            for clause in by_id[result.id]:
                broken.setdefault(clause, set()).update(found.oracle for found in findings([result]))
    claimed = clauses_in_order()
    return Row(
        fault=fault,
        broken={clause: tuple(sorted(broken[clause])) for clause in clauses_in_order() if clause in broken},
        missed=tuple(clause for clause in fault.breaks if clause in claimed and clause not in broken),
        unplayed=tuple(clause for clause in fault.breaks if clause not in claimed),
        undecided=tuple(
            f"{result.id}: {result.verdict}: {result.reason}"
            for result in results
            if result.verdict not in (Verdict.KEPT, Verdict.BROKEN)
        ),
        judged=len(results),
    )


@cache
def clauses_in_order() -> tuple[str, ...]:
    """The clauses that have scenarios, in the order of the policy."""
    claimed = {clause for each in the_policy() for clause in each.planned.clauses}
    return tuple(clause for clause in load_clauses(HOME / "features" / CLAUSES).by_id if clause in claimed)


def examine(
    faults: Sequence[PlantedFault],
    *,
    ids: Sequence[str] = (),
    workers: int = 0,
    on_progress: Callable[[int, int], None] | None = None,
) -> Iterator[Row]:
    """
    Play the policy against each fault, on `workers` processes (0: one for each core); rows in that order.

    `ids` restricts it to these scenarios. `on_progress` is told how many were played, of how many.

    Raises:
        BrokenProcessPool: a process died.
    """
    ids = ids or [planned.id for planned in the_policy()]
    batches = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
    planned, done = len(faults) * len(ids), 0
    pool = ProcessPoolExecutor(workers or os.cpu_count() or 1, initializer=_mortal)
    try:
        slugs = [fault.slug for fault in faults for _ in batches]
        played = pool.map(play, slugs, batches * len(faults))
        for fault in faults:
            results: list[Result] = []
            for batch in islice(played, len(batches)):
                results += batch
                done += len(batch)
                if on_progress:
                    on_progress(done, planned)
            yield row_of(fault, results)
    except BaseException:
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def ids_for(fault: PlantedFault) -> list[str]:
    """The scenarios of the clauses that a leak names; all of them for a benign change."""
    return [
        planned.id
        for planned in the_policy()
        if fault.benign or not {*planned.planned.clauses}.isdisjoint(fault.breaks)
    ]


def _mortal() -> None:
    """Ctrl-C reaches every process of ours: these just end, and whoever started them says so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
