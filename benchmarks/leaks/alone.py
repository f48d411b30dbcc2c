"""
Closed schemas alone, and the canary alone: everybody looks at everything wherever something is promised.

Both need the same looks, so one play serves both; what the one costs is not counted for the other.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from benchmarks.leaks.plants import CLEAN, Plant
from benchmarks.leaks.players import Outcome, run, scenarios, schemas_of
from unseen.canary import Cast
from unseen.model import Finding, Judgement, Observation
from unseen.oracles import canary
from unseen.policy import PlannedScenario
from unseen.promises import Promise
from unseen.watch import Oracle
from unseen.world import LOGGED_OUT, World

METHODS = ("schemas", "canary")


class _Clocked:
    """An oracle that keeps what it finds to itself, and what it costs in seconds of processor time."""

    def __init__(self, oracles: Sequence[Oracle]) -> None:
        self._oracles = oracles
        self.found: list[Finding] = []
        self.cost = 0.0

    def __call__(self, seen: Observation, cast: Cast) -> Sequence[Finding]:
        """Look at a payload."""
        began = time.process_time()
        for oracle in self._oracles:
            self.found += oracle(seen, cast)
        self.cost += time.process_time() - began
        return ()


class _Names:
    """Finds whoever is named, but for what is `accepted`; `seen` keeps it all."""

    def __init__(self, accepted: frozenset[str] = frozenset()) -> None:
        self._accepted = accepted
        self.seen: set[str] = set()

    def __call__(self, observation: Observation, cast: Cast) -> Sequence[Finding]:
        """Look at a payload."""
        found = []
        for person in cast.people:
            if person.name != observation.reader:
                for finding in canary.identifies(person, [observation], cast):
                    key = f"{finding.surface} {finding.message}"
                    self.seen.add(key)
                    if key not in self._accepted:
                        found.append(finding)
        return found


def _looking(world: World, promise: Promise) -> Judgement:  # noqa: ARG001 - whatever is promised
    live = world.live()
    for reader in (*world.people, *world.tools, LOGGED_OUT):
        world.count(live.view(reader))
    return Judgement(census=world.census())


@cache
def _named_without_leak(planned: PlannedScenario, profile: str) -> frozenset[str]:
    """Whom the platform without a leak names in a scenario, which a tester would have to write down."""
    names = _Names()
    target = replace(CLEAN, profile=profile).target()
    run(planned, lambda: World(target, seed=1, judge=_looking, oracles=(names,)))
    return frozenset(names.seen)


def search(method: str, plant: Plant, budget: float) -> Outcome:
    """What one of the two made of a plant, within so many seconds of processor time."""
    return _both(plant, budget)[method]


@lru_cache(maxsize=1)
def _both(plant: Plant, budget: float) -> Mapping[str, Outcome]:
    target = plant.target()
    schemas, outcomes = schemas_of(target.schemas).oracle, dict[str, Outcome]()
    began, spent, apart = time.perf_counter(), time.process_time(), 0.0
    costs = dict.fromkeys(METHODS, 0.0)
    for played, planned in enumerate(scenarios(plant.profile), 1):
        before = time.process_time()
        names = _Names(_named_without_leak(planned, plant.profile))
        apart += time.process_time() - before  # written down beforehand, so on nobody's account
        clocked = {
            "schemas": _Clocked((schemas,)),
            "canary": _Clocked((names, canary.contacts, canary.Credentials())),
        }
        oracles = tuple(clocked.values())

        def world(oracles: Sequence[Oracle] = oracles) -> World:
            return World(target, seed=1, judge=_looking, oracles=oracles)

        _, _, acts = run(planned, world)
        for method, other in (METHODS, METHODS[::-1]):
            costs[other] += clocked[other].cost
            cpu = time.process_time() - spent - apart - costs[other]
            found = clocked[method].found
            if method not in outcomes and (found or cpu > budget):
                said = f"{found[0].oracle}: {found[0].message}" if found else ""
                took = time.perf_counter() - began
                outcomes[method] = Outcome(
                    method, plant.slug, bool(found), took, cpu, acts if found else 0, said, played
                )
        if len(outcomes) == len(METHODS):
            break
    took, cpu = time.perf_counter() - began, time.process_time() - spent - apart
    for method in METHODS:
        outcomes.setdefault(method, Outcome(method, plant.slug, False, took, cpu))
    return outcomes
