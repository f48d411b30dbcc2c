"""
`unseen faults --check`: the policy examined by leaks planted on purpose.

Every fault is planted in the reference platform and the policy played against it, on all cores. A leak must
break each clause that it names, a benign change none, and each clause must be broken by a leak.

Usually that is all that is asked: a leak is played until each clause that it names broke, and benign changes
are planted together. A *complete* examination plays every scenario against every fault alone, but for those
that ask the platform for nothing that the fault changes: these cannot end otherwise than without it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from unseen.cli.planted import (
    Round,
    Row,
    asked_by,
    clauses_in_order,
    clauses_of,
    load,
    play_round,
    profile_of,
    row_of,
    the_policy,
)
from unseen.model import Verdict
from unseen.processes import processes
from unseen.record import Result
from unseen.targets.stub import PlantedFault

_AT_ONCE = 30
"""Scenarios that are played in one go: many enough to be worth a message, few enough to share the work."""

OnProgress = Callable[[int, int], None]


def examine(
    faults: Sequence[PlantedFault],
    *,
    complete: bool = False,
    ids: Sequence[str] = (),
    workers: int = 0,
    on_progress: OnProgress | None = None,
) -> Iterator[Row]:
    """
    Play the policy against each fault, on `workers` processes (0: one for each core); a row for each.

    `ids` restricts it to these scenarios. `on_progress` is told how many were settled, of how many.

    Raises:
        BrokenProcessPool: a process died.
    """
    load()
    with processes(workers) as pool:
        examination = _Examination(pool, frozenset(ids), on_progress or (lambda *_: None))
        yield from examination.complete(faults) if complete else examination.usual(faults)


class _Examination:
    """Rounds on their way through a pool of processes, and what is known when they come back."""

    def __init__(self, pool: ProcessPoolExecutor, ids: frozenset[str], on_progress: OnProgress) -> None:
        self._pool = pool
        self._only = ids
        self._on_progress = on_progress
        self._done = 0
        self._planned = 0

    def _ids(self, fault: PlantedFault | None = None) -> list[str]:
        """The scenarios to play with a fault, of the profile in which it does anything."""
        profile = profile_of(fault.slug if fault else "")
        return [each.id for each in the_policy(profile) if not self._only or each.id in self._only]

    def usual(self, faults: Sequence[PlantedFault]) -> Iterator[Row]:
        """Leaks until each clause that they name broke, then benign changes together."""
        leaks = [fault for fault in faults if not fault.benign]
        groups = list(_together(fault for fault in faults if fault.benign))
        wanted = [[round_for(fault, self._ids(fault))] for fault in leaks]
        wanted += [list(self._rounds([fault.slug for fault in group], self._ids())) for group in groups]
        played = self._play(wanted)
        for fault in leaks:
            yield row_of(fault, next(played))
        for group in groups:
            results = next(played)
            if len(group) == 1 or all(result.verdict is Verdict.KEPT for result in results):
                yield from (row_of(fault, results) for fault in group)
            else:
                yield from self._one_by_one(group, results)

    def complete(self, faults: Sequence[PlantedFault]) -> Iterator[Row]:
        """Each fault alone, by every scenario that it can affect."""
        asked = self._asked()
        wanted = []
        for fault in faults:
            ids = [
                each
                for each in self._ids(fault)
                if fault.profile or each not in asked or can_affect(fault.changes, asked[each])
            ]
            wanted.append(list(self._rounds([fault.slug], ids)))
        for fault, results in zip(faults, self._play(wanted), strict=True):
            yield row_of(fault, results)

    def _asked(self) -> Mapping[str, frozenset[str]]:
        """What each scenario that is kept without a fault asks of the platform."""
        batches = [each.ids for each in self._rounds([], self._ids())]
        return {
            scenario: asked
            for batch in self._pool.map(asked_by, batches)
            for scenario, asked, result in batch
            if result.verdict is Verdict.KEPT
        }

    def _one_by_one(self, group: Sequence[PlantedFault], together: Sequence[Result]) -> Iterator[Row]:
        """Which of several changes raised the alarm; if none does alone, it is told of the first."""
        rows = [
            row_of(fault, results)
            for fault, results in zip(
                group,
                self._play([list(self._rounds([each.slug], self._ids())) for each in group]),
                strict=True,
            )
        ]
        if all(row.is_right for row in rows):
            blame = row_of(group[0], together)
            yield blame
            rows = rows[1:]
        yield from rows

    def _rounds(self, slugs: Sequence[str], ids: Sequence[str]) -> Iterator[Round]:
        profile = profile_of(slugs[0] if slugs else "")
        for start in range(0, len(ids), _AT_ONCE):
            yield Round(tuple(slugs), tuple(ids[start : start + _AT_ONCE]), profile=profile)

    def _play(self, wanted: Sequence[Sequence[Round]]) -> Iterator[list[Result]]:
        """The results of each sequence of rounds, in order."""
        rounds = [each for several in wanted for each in several]
        self._planned += sum(len(each.ids) for each in rounds)
        played = zip(rounds, self._pool.map(play_round, rounds), strict=True)
        for several in wanted:
            results: list[Result] = []
            for round_, found in islice(played, len(several)):
                results += found
                self._done += len(round_.ids)
                self._on_progress(self._done, self._planned)
            yield results


def round_for(leak: PlantedFault, ids: Sequence[str]) -> Round:
    """The scenarios of the clauses that a leak names, first those that speak of several."""
    until = tuple(clause for clause in leak.breaks if clause in clauses_in_order())
    clauses = clauses_of()
    speaking = [each for each in ids if not set(until).isdisjoint(clauses[each])]
    speaking.sort(key=lambda each: -len(set(until).intersection(clauses[each])))
    return Round((leak.slug,), tuple(speaking), until, profile_of(leak.slug))


def can_affect(changes: frozenset[str], asked: frozenset[str]) -> bool:
    """
    Whether a fault with these changes can make any difference to who asks this of the platform without it.

    A fault exchanges attributes of parts. The platform is a function of what it is asked, so until one of
    these attributes is asked for, nothing differs; if none ever is, nothing ever does.
    What Python asks by itself (`__init__`) is asked by everybody.
    """
    return not changes.isdisjoint(asked) or any(".__" in change for change in changes)


def _together(faults: Iterable[PlantedFault]) -> Iterator[list[PlantedFault]]:
    """Groups of faults of which no two change the same; as few as come of taking them in order."""
    groups: list[list[PlantedFault]] = []
    for fault in faults:
        for group in groups:
            if all(fault.changes.isdisjoint(other.changes) for other in group):
                group.append(fault)
                break
        else:
            groups.append([fault])
    yield from groups


def ids_for(fault: PlantedFault) -> list[str]:
    """The scenarios of the clauses that a leak names; all of them for a benign change."""
    return [
        planned.id
        for planned in the_policy(profile_of(fault.slug))
        if fault.benign or not {*planned.planned.clauses}.isdisjoint(fault.breaks)
    ]
