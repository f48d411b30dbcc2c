"""
A batch: a few histories of one promise, drawn by Hypothesis, examined, and what is found made short.

What a process needs is built once for each `Setup`. What a batch needs to know of the others is which root
causes are known; so batches may run on any process, and one that was not finished is simply run again.
"""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from unseen.explore.draft import LENGTH
from unseen.explore.findings import Batch, Found
from unseen.explore.lab import Lab
from unseen.explore.leak import Key, Leak, Outcome, is_known, widened
from unseen.explore.scenario import Writer, comment, number_of
from unseen.explore.seeds import Case, Rules, Seed, promised, seeds
from unseen.explore.shrink import shrink
from unseen.explore.vary import vary
from unseen.home import HOME
from unseen.oracles.canary import whose
from unseen.oracles.schema import Schemas
from unseen.policy import CLAUSES, Clauses, Policy, load_clauses, policy_folder, read_policy
from unseen.promises import Conforms, Promise, Withheld
from unseen.statements import Statements, statements_for
from unseen.target import Target
from unseen.vocabulary import Vocabulary


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


Result = tuple[Batch, tuple[Found, ...]]
"""What a batch came to, and what is new in it."""


@dataclass(frozen=True, slots=True)
class _Bench:
    """All that a process needs: built once for each setup."""

    setup: Setup
    lab: Lab
    found: list[Seed]
    writer: Writer
    rules: Rules


def find_seeds(setup: Setup) -> list[Seed]:
    """The promises that are searched, in order."""
    return _bench(setup).found


def lab_of(setup: Setup) -> Lab:
    """The laboratory in which a setup is searched."""
    return _bench(setup).lab


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the files of a policy say: its promises, its clauses, what the words of documents mean."""

    vocabulary: Vocabulary
    found: tuple[Seed, ...]
    clauses: Clauses
    statements: Statements
    of_documents: str
    withheld: tuple[Seed, ...]


@cache
def _reading(paths: tuple[str, ...]) -> _Reading:
    vocabulary = Vocabulary.packaged()
    policy = read_policy([Path(path) for path in paths] or [HOME / "features"])
    for problem in policy.problems:
        raise problem
    first = next((document.path for document in policy.documents), HOME / "features" / CLAUSES)
    statements = Statements.load(statements_for(policy_folder(first)), vocabulary)
    clauses = next(iter(policy.clauses.values()), None) or load_clauses(HOME / "features" / CLAUSES)
    found = tuple(seeds(policy.scenarios, vocabulary))
    withheld = tuple(seeds(policy.scenarios, vocabulary, (Withheld,)))
    return _Reading(vocabulary, found, clauses, statements, _of_documents(policy), withheld)


@cache
def _bench(setup: Setup) -> _Bench:
    reading = _reading(setup.paths)
    vocabulary, clauses = reading.vocabulary, reading.clauses
    of_profile = [seed for seed in reading.found if not seed.profiles or setup.profile in seed.profiles]
    only = set(setup.only)
    wanted = [seed for seed in of_profile if not only or only & set(seed.clauses)]
    target = setup.make()
    lab = Lab(target, Schemas.load(target.schemas), reading.statements, seed=setup.seed)

    def holds(case: Case, text: str) -> bool:
        promise = promised(vocabulary, text)
        return promise is not None and lab.holds(case, promise)

    surfaces = {each.id: each.surfaces for each in clauses.clauses}
    of_profile += [seed for seed in reading.withheld if not seed.profiles or setup.profile in seed.profiles]
    rules = Rules(of_profile, surfaces, reading.of_documents)
    return _Bench(setup, lab, wanted, Writer(vocabulary, clauses, holds), rules)


def _of_documents(policy: Policy) -> str:
    """The clause under which documents are held against the platform: they say who finds whom by what."""
    for planned in reversed(policy.scenarios):
        if any(step.text.startswith("the report marks the privacy policy") for step in planned.steps):
            return planned.planned.clauses[-1] if planned.planned.clauses else ""
    return ""


class _Hit(Exception):
    """Tells Hypothesis that this tape is worth keeping."""


def run_batch(setup: Setup, seed: str, number: int, size: int, known: frozenset[Key]) -> Result:
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
    spared: set[tuple[bytes, Promise]] = set()
    unconfirmed = 0
    while True:
        hit = _hunt(bench, start, number, size, known, played, spared)
        if hit is None:
            break
        tape, leak = hit
        shrunk = shrink(bench.lab, leak)
        if shrunk is None:
            unconfirmed += 1
            spared.add((tape, leak.promise))
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
            audiences=tuple(dict.fromkeys(name for each in outcomes for name in each.audiences)),
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
    spared: set[tuple[bytes, Promise]],
) -> tuple[bytes, Leak] | None:
    """The first history of a batch that shows a leak which is not known."""
    import hypothesis
    from hypothesis import strategies

    from unseen.explore.examples import Examples

    examples = Examples(bench.setup.examples, start.id)
    hits: dict[bytes, Leak] = {}
    capabilities = bench.lab.target.capabilities()

    def examine(tape: bytes) -> None:
        if tape not in played:
            varied = vary(start, tape, capabilities)
            played[tape] = bench.lab.examine(varied) if varied else Outcome()
        fresh = fresh_of((leak for leak in played[tape].leaks if (tape, leak.promise) not in spared), known)
        if fresh is not None:
            hits[tape] = fresh
            examples.keep(tape)
            raise _Hit

    own = hashlib.sha256(f"{bench.setup.seed} {number} {start.id}".encode()).digest()
    test = hypothesis.given(strategies.binary(min_size=LENGTH, max_size=LENGTH))(examine)
    for tape in examples.tapes() if number == 0 else ():
        test = hypothesis.example(tape)(test)
    test = hypothesis.seed(int.from_bytes(own[:8]))(
        hypothesis.settings(
            max_examples=size,
            database=None,
            deadline=None,
            phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
            suppress_health_check=list(hypothesis.HealthCheck),
            report_multiple_bugs=False,
            verbosity=hypothesis.Verbosity.quiet,
        )(test)
    )
    try:
        test()
    except _Hit:
        return next(reversed(hits.items()))
    return None


def fresh_of(leaks: Iterable[Leak], known: frozenset[Key]) -> Leak | None:
    """The first leak that has no known cause: what is left beside causes that show everywhere."""
    return next((leak for leak in widened(leaks) if not is_known(leak.keys, known)), None)


def _written(bench: _Bench, start: Seed, leak: Leak, histories: int, tried: int) -> Found:
    writer, finding = bench.writer, leak.finding
    number = number_of(leak)
    fact = leak.fact
    clause = _clause(bench, start, leak)
    known = writer.clauses.by_id.get(clause)
    comments = _comments(bench.setup.seed, leak, histories)
    written = writer.write(leak, clause, comments, number, known.profile if known else "")
    return Found(
        number=number,
        fingerprint=f"{finding.relation or finding.oracle} · {finding.fingerprint.partition(' · ')[2]}",
        finding=finding,
        clause=clause,
        promise=writer.promised(leak),
        fact=writer.fact(fact) if fact else "",
        steps=written.steps,
        text=written.text,
        acts=len(leak.case.done),
        seed=bench.setup.seed,
        start=start.id,
        histories=histories,
        tried=tried,
        keys=leak.keys,
    )


def _clause(bench: _Bench, start: Seed, leak: Leak) -> str:
    """The clause that a leak breaks: that of its scenario, or of the nearest promise there is."""
    own = next(iter(start.clauses), "")
    if isinstance(leak.promise, Conforms | Withheld) and leak.promise != start.promise:
        return bench.rules.of_payloads(leak.promise, leak.finding.surface, start.clauses)
    if leak.said and leak.said != start.said:  # somebody was found by their address
        return bench.rules.of_documents or own
    if leak.fact and not leak.said:
        return bench.rules.of(leak.fact, leak.reader, leak.case, leak.finding.surface, start.clauses)
    return own


def _comments(seed: int, leak: Leak, histories: int) -> list[str]:
    finding = leak.finding
    how = f" ({finding.relation})" if finding.relation else ""
    lines = [f"Found by {finding.oracle}{how} with seed {seed}, in history {histories} of a promise."]
    lines.append(comment(f"{finding.surface} {finding.pointer}", finding.here or "nothing", whose(finding)))
    if finding.relation:
        lines.append(comment("and in the other world", finding.there or "nothing"))
    return lines
