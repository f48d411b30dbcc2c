"""`unseen timing`: measure whether secrets can be told by time, and say what could have been seen."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

import click

from unseen.asked import Options
from unseen.cli.audit import policy_paths
from unseen.model import PolicyError, Verdict
from unseen.oracles.timing import milliseconds
from unseen.play import Play
from unseen.policy import PlannedScenario, read_policy
from unseen.target import Target
from unseen.timing import Clock, Measuring, Timed, TimingJudge
from unseen.vocabulary import Vocabulary
from unseen.world import World


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line; `least` is in seconds."""

    paths: tuple[str, ...]
    target: str
    profile: str
    fault: str
    seed: int
    rounds: int = 40
    least: float = 0.0002
    budget: float = 60.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it: every comparison, scenarios with and without a verdict, whether time ran out."""

    timed: tuple[Timed, ...]
    scenarios: int
    undecided: tuple[str, ...]
    planned: int

    @property
    def leaks(self) -> tuple[Timed, ...]:
        """Comparisons in which the secret can be told."""
        return tuple(each for each in self.timed if each.compared.differs)

    @property
    def code(self) -> int:
        """The exit code."""
        if self.leaks:
            return 1
        return 0 if self.timed else 3


def afterwards(code: int, request: Request, *, quiet: bool = False) -> int:
    """
    Measure after an audit that ended with this exit code; returns that of both.

    What came of it is told on standard error where something else is read from standard output (`quiet`).
    An audit that was interrupted, or that found the policy wrong, is left at that.
    """
    if code not in (0, 1, 3):
        return code
    click.echo("\nWhat can be told by time", err=quiet)
    found = timing(request, quiet=quiet)
    return found if found == 1 or code == 0 else code


def timing(request: Request, *, quiet: bool = False) -> int:
    """Measure, and tell what came of it; returns the exit code."""
    from unseen.plugin import find_target

    target = find_target(Options(request.target, request.profile, request.fault, request.seed, None))
    measured = measure(target, request, time.perf_counter)
    click.echo(told(measured, request), nl=False, err=quiet)
    return measured.code


def measure(target: Target, request: Request, clock: Clock) -> Measured:
    """Play scenarios, one of each rule first, and measure until the budget is spent."""
    vocabulary = Vocabulary.packaged()
    policy = read_policy(policy_paths(request.paths))
    began = clock()
    judge = TimingJudge(
        Measuring(clock, Random(request.seed), request.rounds, request.least),
        lambda: clock() - began > request.budget,
    )
    played, undecided = 0, []
    for planned in _in_turns(policy.scenarios, request.profile):
        if clock() - began > request.budget:
            break
        before = len(judge.timed)
        result = Play(
            planned, vocabulary, clock, lambda: World(target, seed=request.seed, judge=judge), clock()
        ).run()
        if result.verdict is Verdict.NOT_TESTED:
            raise PolicyError(f"{planned.id}: {result.reason}")
        if result.verdict is Verdict.INCONCLUSIVE:
            undecided.append(f"{planned.id}: {result.reason}")
        played += len(judge.timed) > before
    return Measured(tuple(judge.timed), played, tuple(undecided), len(policy.scenarios))


def _in_turns(scenarios: Sequence[PlannedScenario], profile: str) -> Iterator[PlannedScenario]:
    """The first scenario of each rule, then the others; those of another profile are left out."""
    first: dict[tuple[str, str], PlannedScenario] = {}
    rest = []
    for planned in scenarios:
        only = [tag for tag in planned.planned.tags if tag.startswith("profile-")]
        if only and f"profile-{profile}" not in only:
            continue
        key = planned.planned.file, planned.planned.rule
        if first.setdefault(key, planned) is not planned:
            rest.append(planned)
    yield from first.values()
    yield from rest


def told(measured: Measured, request: Request) -> str:
    """The leaks, and with what could have been seen, what was not."""
    lines = []
    seen: set[tuple[str, str]] = set()
    for each in measured.leaks:
        if (each.reader, each.surface) not in seen:
            seen.add((each.reader, each.surface))
            found = each.finding
            lines += [f"✗ {found.message}", f"    here {found.here}; twin ({each.relation}) {found.there}"]
            lines.append(f"    → {found.remedy}")
    for reason in measured.undecided:
        lines.append(f"? {reason}")
    if not measured.timed:
        lines.append("nothing was measured: no scenario played says what somebody must never learn")
        return "\n".join(lines) + "\n"
    quiet = [each.compared.visible for each in measured.timed if not each.compared.differs]
    many = f"{len(measured.timed)} comparisons of {request.rounds} measurements each way"
    lines.append(f"{many}, in {measured.scenarios} scenarios of {measured.planned}, in turns and at random")
    lines.append(f"a difference of up to {milliseconds(request.least)} is no leak here")
    if quiet:
        lines.append(
            f"where there was no leak, four times of five {milliseconds(median(quiet))} would have been seen "
            f"(median; at worst {milliseconds(max(quiet))})"
        )
    leaks = len(seen)
    verdict = f"{leaks} leaks by time" if leaks != 1 else "1 leak by time"
    lines.append(
        f"✗ BROKEN: {verdict}" if leaks else "✓ no leak by time was found; a smaller one may be there"
    )
    return "\n".join(lines) + "\n"
