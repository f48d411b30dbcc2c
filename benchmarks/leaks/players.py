"""
Who looks for leaks, and what each is given: the packaged policy, whole or with one oracle only.

All play the same scenarios in the same order, and end at the first thing that is wrong.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from benchmarks.leaks.plants import Plant
from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Finding, Judgement, Verdict
from unseen.oracles import canary
from unseen.oracles.schema import Schemas
from unseen.play import Play
from unseen.policy import PlannedScenario, read_policy
from unseen.promises import Promise
from unseen.statements import Statements
from unseen.target import Target
from unseen.targets.stub import PROFILES
from unseen.vocabulary import Vocabulary
from unseen.world import World

Open = Callable[[Target], World]


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
        replays: whether the counterexample is red for its cause on what was planted, and green without it;
            None where there is none.
    """

    method: str
    slug: str
    found: bool
    seconds: float
    cpu: float
    steps: int = 0
    said: str = ""
    searched: int = 0
    replays: bool | None = None


@cache
def scenarios(profile: str = PROFILES[0]) -> tuple[PlannedScenario, ...]:
    """The scenarios of the packaged policy that hold in a profile."""
    every = read_policy([HOME / "features"]).scenarios
    return tuple(planned for planned in every if planned.profile in ("", profile))


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.packaged()


@cache
def schemas_of(folder: Path) -> Schemas:
    """The schemas of this directory, read once."""
    return Schemas.load(folder)


@cache
def _statements() -> Statements:
    return Statements.load(HOME / "features" / "statements.toml", _vocabulary())


def whole(target: Target) -> World:
    """The world of a scenario as `unseen audit` makes it."""
    schemas = schemas_of(target.schemas)
    oracles = (schemas.oracle, canary.contacts, canary.Credentials())
    return World(target, seed=1, judge=Judge(schemas, _statements()), oracles=oracles)


def twins_alone(target: Target) -> World:
    """The same judge; nothing looks at single payloads, and only what twins tell apart counts."""
    return World(target, seed=1, judge=_Only("twins", Judge(schemas_of(target.schemas), _statements())))


@dataclass(frozen=True, slots=True)
class _Only:
    """A judge whose findings count if they come from one oracle."""

    oracle: str
    judge: Judge

    def __call__(self, world: World, promise: Promise) -> Judgement:
        judged = self.judge(world, promise)
        kept = tuple(found for found in judged.findings if found.oracle == self.oracle)
        return Judgement(kept, judged.census, judged.assessed)


def run(planned: PlannedScenario, open_world: Callable[[], World]) -> tuple[Sequence[Finding], Verdict, int]:
    """Play one scenario: what is found, its verdict, and how many acts it has."""
    play = Play(planned, _vocabulary(), lambda: 0.0, open_world)
    result = play.run()
    found = [finding for step in result.steps for finding in step.findings]
    return found, result.verdict, len(play.world.history) if play.world else 0


METHODS: Mapping[str, Open] = {
    "twins": twins_alone,
    "policy": whole,
}
"""Searchers that play the policy, by name."""


def search(method: str, plant: Plant, budget: float) -> Outcome:
    """Play scenarios until something is wrong, for at most so many seconds of processor time."""
    target, open_world = plant.target(), METHODS[method]
    began, spent = time.perf_counter(), time.process_time()
    played = 0
    for planned in scenarios(plant.profile):
        if time.process_time() - spent > budget:
            break
        played += 1
        found, _, acts = run(planned, partial(open_world, target))
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
            found, _, _ = run(planned, partial(whole, target))
            yield from ((planned, finding) for finding in found)
