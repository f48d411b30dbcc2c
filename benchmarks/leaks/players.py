"""
Who looks for leaks, and what each is given: the packaged policy, whole or with one oracle only.

All play the same scenarios in the same order, and end at the first thing that is wrong.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from benchmarks.leaks.plants import CLEAN, Plant
from unseen.canary import Cast
from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Finding, Judgement, Observation, Verdict
from unseen.oracles import canary
from unseen.oracles.schema import Schemas
from unseen.play import Play
from unseen.policy import PlannedScenario, read_policy
from unseen.promises import Promise
from unseen.statements import Statements
from unseen.target import Target
from unseen.targets.stub import PROFILES
from unseen.vocabulary import Vocabulary
from unseen.world import LOGGED_OUT, World

Open = Callable[[Target, PlannedScenario, str], World]


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What one searcher made of one plant.

    Attributes:
        method: who searched.
        slug: what was planted.
        found: whether anything was reported; on a benign plant that is a false alarm.
        seconds: on the clock, until the first report or until it gave up.
        cpu: of processor time.
        steps: acts of the counterexample; 0 where there is none to count.
        said: the first thing reported.
        searched: scenarios, histories or requests that it took.
    """

    method: str
    slug: str
    found: bool
    seconds: float
    cpu: float
    steps: int = 0
    said: str = ""
    searched: int = 0


@cache
def scenarios(profile: str = PROFILES[0]) -> tuple[PlannedScenario, ...]:
    """The scenarios of the packaged policy that hold in a profile."""
    every = read_policy([HOME / "features"]).scenarios
    return tuple(planned for planned in every if planned.profile in ("", profile))


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.packaged()


@cache
def _schemas(folder: Path) -> Schemas:
    return Schemas.load(folder)


@cache
def _statements() -> Statements:
    return Statements.load(HOME / "features" / "statements.toml", _vocabulary())


def whole(target: Target, _: PlannedScenario, __: str = "") -> World:
    """The world of a scenario as `unseen audit` makes it."""
    schemas = _schemas(target.schemas)
    oracles = (schemas.oracle, canary.contacts, canary.Credentials())
    return World(target, seed=1, judge=Judge(schemas, _statements()), oracles=oracles)


def twins_alone(target: Target, _: PlannedScenario, __: str) -> World:
    """The same judge; nothing looks at single payloads, and only what twins tell apart counts."""
    return World(target, seed=1, judge=_Only("twins", Judge(_schemas(target.schemas), _statements())))


def schemas_alone(target: Target, _: PlannedScenario, __: str) -> World:
    """Everybody looks at everything wherever something is promised; only the closed schemas judge."""
    return World(target, seed=1, judge=_looking, oracles=(_schemas(target.schemas).oracle,))


def canary_alone(target: Target, planned: PlannedScenario, profile: str) -> World:
    """
    The same looks; whoever is named where the platform without a leak names nobody is found.

    What it names there is taken from a run of the same scenario, which a tester would have to write down.
    """
    oracles = (_Names(_named_without_leak(planned, profile)), canary.contacts, canary.Credentials())
    return World(target, seed=1, judge=_looking, oracles=oracles)


@dataclass(frozen=True, slots=True)
class _Only:
    """A judge whose findings count if they come from one oracle."""

    oracle: str
    judge: Judge

    def __call__(self, world: World, promise: Promise) -> Judgement:
        judged = self.judge(world, promise)
        kept = tuple(found for found in judged.findings if found.oracle == self.oracle)
        return Judgement(kept, judged.census, judged.assessed)


def _looking(world: World, promise: Promise) -> Judgement:  # noqa: ARG001 - whatever is promised
    live = world.live()
    for reader in (*world.people, *world.tools, LOGGED_OUT):
        world.count(live.view(reader))
    return Judgement(census=world.census())


class _Names:
    """Finds whoever is named, but for what is `accepted`; `seen` keeps it all."""

    def __init__(self, accepted: frozenset[str] = frozenset()) -> None:
        self._accepted = accepted
        self.seen: set[str] = set()

    def __call__(self, observation: Observation, cast: Cast) -> Sequence[Finding]:
        found = []
        for person in cast.people:
            if person.name != observation.reader:
                for finding in canary.identifies(person, [observation], cast):
                    key = f"{finding.surface} {finding.message}"
                    self.seen.add(key)
                    if key not in self._accepted:
                        found.append(finding)
        return found


@cache
def _named_without_leak(planned: PlannedScenario, profile: str) -> frozenset[str]:
    names = _Names()
    target = replace(CLEAN, profile=profile).target()
    _run(planned, lambda: World(target, seed=1, judge=_looking, oracles=(names,)))
    return frozenset(names.seen)


def _run(planned: PlannedScenario, open_world: Callable[[], World]) -> tuple[Iterable[Finding], Verdict, int]:
    play = Play(planned, _vocabulary(), lambda: 0.0, open_world)
    result = play.run()
    found = [finding for step in result.steps for finding in step.findings]
    return found, result.verdict, len(play.world.history) if play.world else 0


METHODS: Mapping[str, Open] = {
    "schemas": schemas_alone,
    "canary": canary_alone,
    "twins": twins_alone,
    "policy": whole,
}
"""Searchers that play the policy, by name."""


def search(method: str, plant: Plant, budget: float) -> Outcome:
    """Play scenarios until something is wrong, for at most so many seconds of processor time."""
    target, open_world = plant.target(), METHODS[method]
    if method == "canary":
        for planned in scenarios(plant.profile):
            _named_without_leak(planned, plant.profile)  # written down beforehand, so not on its account
    began, spent = time.perf_counter(), time.process_time()
    played = 0
    for planned in scenarios(plant.profile):
        if time.process_time() - spent > budget:
            break
        played += 1
        found, _, acts = _run(planned, partial(open_world, target, planned, plant.profile))
        for finding in found:
            took = time.perf_counter() - began, time.process_time() - spent
            said = f"{finding.oracle}: {finding.message}"
            return Outcome(method, plant.slug, True, *took, acts, said, played)
    return Outcome(
        method, plant.slug, False, time.perf_counter() - began, time.process_time() - spent, 0, "", played
    )


def findings(target: Target, ids: Iterable[str]) -> Iterator[tuple[PlannedScenario, Finding]]:
    """Whatever the whole policy finds on a target, of the scenarios of these ids."""
    wanted = frozenset(ids)
    for planned in scenarios():
        if planned.id in wanted:
            found, _, _ = _run(planned, partial(whole, target, planned))
            yield from ((planned, finding) for finding in found)
