"""
Measuring whether a secret can be told by time, around the promises of a policy that somebody never learns it.

The worlds are those that the twins oracle compares. What is measured is one reader's look at one surface,
and the reader's own acts; here and there are asked in turns, at random, so that a machine that is busy for a
while is busy for both.
"""

import gc
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from unseen.history import Variation
from unseen.judging.evidence import Secret, secret_of, spell_fact
from unseen.model import Act, Census, Finding, Judgement, PolicyError, Thing
from unseen.oracles.timing import Compared, compare, finding
from unseen.playback import Playback
from unseen.promises import NeverLearns, Promise
from unseen.target import NotOffered, TargetError
from unseen.world import World

_WARM_UP = 2
_READERS = 2
"""So many readers of a party are measured: to a platform, others are like them."""

Clock = Callable[[], float]
Ask = Callable[[Playback], object]


@dataclass(frozen=True, slots=True)
class Measuring:
    """
    How to measure.

    Attributes:
        clock: seconds that only ever grow.
        chance: decides who is asked first, each time.
        rounds: measurements of either kind.
        least: seconds; a smaller difference is no leak, since nobody could measure it from afar.
    """

    clock: Clock
    chance: Random
    rounds: int = 40
    least: float = 0.0002


@dataclass(frozen=True, slots=True)
class Timed:
    """One comparison: who asked for what, how the twin differed, and what came of it."""

    secret: str
    reader: str
    surface: str
    relation: str
    compared: Compared

    @property
    def finding(self) -> Finding:
        """What can be told; only where `compared.differs`."""
        return finding(
            self.compared,
            surface=self.surface,
            reader=self.reader,
            relation=self.relation,
            secret=self.secret,
        )


class TimingJudge:
    """
    A judge that measures what somebody must never learn, and lets every other promise be.

    What it measured is in `timed`; it stops measuring when `is_over` says so.
    """

    def __init__(self, measuring: Measuring, is_over: Callable[[], bool] = lambda: False) -> None:
        self._measuring = measuring
        self._is_over = is_over
        self.timed: list[Timed] = []

    def __call__(self, world: World, promise: Promise) -> Judgement:
        """Measure one promise."""
        world.census()
        findings: list[Finding] = []
        if isinstance(promise, NeverLearns) and not self._is_over():
            for timed in self._measured(world, promise):
                self.timed.append(timed)
                if timed.compared.differs:
                    findings.append(timed.finding)
                if self._is_over():
                    break
        census = world.census()
        return Judgement(tuple(findings), Census(max(1, census.worlds), census.observations, census.surfaces))

    def _measured(self, world: World, promise: NeverLearns) -> Iterator[Timed]:
        told = secret_of(world, promise.fact)
        readers = [reader for reader in world.party(promise.who) if reader not in told.doers][:_READERS]
        if not readers:
            raise PolicyError(f"{promise.who} knows it anyway", remedy="say who else must not learn of it")
        words = spell_fact(promise.fact)
        for reader in readers:
            for twin in told.twins_of(reader):
                yield from self._beside(world, told, twin, reader, words)

    def _beside(
        self, world: World, told: Secret, twin: Variation, reader: str, words: str
    ) -> Iterator[Timed]:
        here = world.play(Variation(), told.doubles, told.acts)
        there = world.play(twin, told.doubles, told.acts)
        for surface, ask in (*_looks(world, reader), *_acts(world, told, reader)):
            compared = self._twice(here, there, ask)
            if compared:
                yield Timed(words, reader, surface, twin.relation, compared)

    def _twice(self, here: Playback, there: Playback, ask: Ask) -> Compared | None:
        """A difference has to be there when it is measured once more."""
        try:
            compared = self._compared(here, there, ask)
            return self._compared(here, there, ask) if compared.differs else compared
        except (NotOffered, TargetError):
            return None  # the policy says so, where it asks for it

    def _compared(self, here: Playback, there: Playback, ask: Ask) -> Compared:
        taken: dict[bool, list[float]] = {True: [], False: []}
        clock, chance = self._measuring.clock, self._measuring.chance
        collecting = gc.isenabled()
        gc.disable()
        try:
            for number in range(self._measuring.rounds + _WARM_UP):
                for is_here in chance.sample((True, False), 2):
                    began = clock()
                    ask(here if is_here else there)
                    if number >= _WARM_UP:
                        taken[is_here].append(clock() - began)
        finally:
            if collecting:
                gc.enable()
        return compare(taken[True], taken[False], self._measuring.least)


def _looks(world: World, reader: str) -> Iterator[tuple[str, Ask]]:
    for surface in world.capabilities.surfaces:
        yield surface, lambda playback, surface=surface: playback.view(reader, [surface])  # type: ignore[misc]


def _acts(world: World, told: Secret, reader: str) -> Iterator[tuple[str, Ask]]:
    """Acts of the reader whose reply may wait for something: messages to the doers, searches, comments."""
    if reader not in world.people:
        return
    numbers = itertools.count()
    acts: Sequence[Act] = [
        *(Act(reader, "message", Thing("message", name)) for name in told.doers if name != reader),
        *(Act(reader, "search", Thing("query", name)) for name in told.doers),
        *(Act(reader, "comment", Thing("video", title)) for title in world.videos),
    ]
    for act in acts:
        if act.verb in world.capabilities.verbs:
            yield f"reply to a {act.verb}", lambda playback, act=act: playback.act(_said(act, numbers))  # type: ignore[misc]


def _said(act: Act, numbers: "itertools.count[int]") -> Act:
    """The act with words of its own, so that no platform takes it for the one before."""
    if act.verb == "search":
        return act
    return Act(act.actor, act.verb, act.thing, (("text", f"number {next(numbers)}"),))
