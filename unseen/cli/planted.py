"""The scenarios of the packaged policy, played against faults of the reference platform."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
from unseen.targets.stub import PROFILES, PlantedFault, Stub, embedded, fault_list, planted, watched
from unseen.vocabulary import Vocabulary
from unseen.world import World


@dataclass(frozen=True, slots=True)
class Row:
    """
    What the policy made of one fault.

    Attributes:
        fault: what was planted.
        broken: for each clause that broke, the oracles that found it.
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
        alarm = self.fault.benign and self.broken
        return not self.missed and not self.undecided and not self.unnamed and not alarm

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The clauses broken by a leak of which its author thought that no clause speaks."""
        return () if self.fault.benign or self.fault.breaks else tuple(self.broken)


@dataclass(frozen=True, slots=True)
class Round:
    """
    What one process plays in one go: these scenarios, with these faults planted at once.

    `until` are clauses: when all of them broke, the scenarios left are not needed. Without any, all are.
    `profile` is the variant in which they are played.
    """

    slugs: tuple[str, ...]
    ids: tuple[str, ...]
    until: tuple[str, ...] = ()
    profile: str = PROFILES[0]


@cache
def _scenarios() -> tuple[PlannedScenario, ...]:
    return read_policy([HOME / "features"]).scenarios


@cache
def the_policy(profile: str = PROFILES[0]) -> tuple[PlannedScenario, ...]:
    """The scenarios of the packaged policy that hold in a profile."""
    return tuple(planned for planned in _scenarios() if planned.profile in ("", profile))


@cache
def profile_of(slug: str) -> str:
    """The profile in which a fault is examined."""
    return next((row.profile for row in fault_list() if row.slug == slug), "") or PROFILES[0]


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.packaged()


@cache
def _statements() -> Statements:
    return Statements.load(HOME / "features" / "statements.toml", _vocabulary())


@cache
def _schemas(directory: Path) -> Schemas:
    return Schemas.load(directory)


def load() -> None:
    """Read everything that playing needs, so that processes made from this one have it already."""
    the_policy()
    _statements()
    _schemas(HOME / "schemas")


def play(
    slug: str, ids: Iterable[str], clock: Callable[[], float] = lambda: 0.0, *, profile: str = ""
) -> list[Result]:
    """
    Play the scenarios of these ids against the reference platform with this fault ("": with none), in this
    profile ("": in which the fault is examined).
    """
    return list(_play(embedded(fault=slug, profile=profile or profile_of(slug)), ids, clock=clock))


def play_round(what: Round) -> list[Result]:
    """Play what is needed of a round, those first of which most is hoped."""
    left = set(what.until)
    results: list[Result] = []
    clauses = clauses_of()

    def is_needed(scenario: str) -> bool:
        return not what.until or not left.isdisjoint(clauses[scenario])

    for result in _play(planted(what.slugs, what.profile), what.ids, is_needed):
        results.append(result)
        if result.verdict is Verdict.BROKEN:
            left.difference_update(clauses[result.id])
            if what.until and not left:
                break
    return results


def asked_by(ids: Iterable[str]) -> list[tuple[str, frozenset[str], Result]]:
    """What each of these scenarios asks of the platform's parts, played without a fault, and its result."""
    asked: set[str] = set()
    found = []
    for result in _play(watched(asked), ids):
        found.append((result.id, frozenset(asked), result))
        asked.clear()
    return found


def _play(
    target: Stub,
    ids: Iterable[str],
    is_needed: Callable[[str], bool] = lambda _: True,
    clock: Callable[[], float] = lambda: 0.0,
) -> Iterator[Result]:
    schemas = _schemas(target.schemas)
    judge, oracles = Judge(schemas, _statements()), (schemas.oracle, contacts)
    by_id = {each.id: each for each in _scenarios()}

    def open_world() -> World:
        return World(target, seed=1, judge=judge, oracles=(*oracles, Credentials()))

    for scenario in ids:
        if is_needed(scenario):
            yield Play(by_id[scenario], _vocabulary(), clock, open_world, clock()).run()


def findings(results: Iterable[Result]) -> Iterator[Finding]:
    """Every finding of these results, in order."""
    return (finding for result in results for step in result.steps for finding in step.findings)


def row_of(fault: PlantedFault, results: Sequence[Result]) -> Row:
    """What these results say of a fault."""
    broken: dict[str, set[str]] = {}
    for result in results:
        if result.verdict is Verdict.BROKEN:
            for clause in clauses_of()[result.id]:
                broken.setdefault(clause, set()).update(
                    oracle for found in findings([result]) for oracle in (found.oracle, *found.seen_by)
                )
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
def clauses_of() -> Mapping[str, tuple[str, ...]]:
    """The clauses that each scenario of the policy speaks of, by its id, in whatever profile."""
    return {planned.id: planned.planned.clauses for planned in _scenarios()}


@cache
def clauses_in_order() -> tuple[str, ...]:
    """The clauses that have scenarios, in the order of the policy."""
    claimed = {clause for each in the_policy() for clause in each.planned.clauses}
    return tuple(clause for clause in load_clauses(HOME / "features" / CLAUSES).by_id if clause in claimed)
