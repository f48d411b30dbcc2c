"""
`python -m benchmarks.mutation`: the feature files as the test suite of the rules, the ranking and the views.

Every mutant of them is planted in the reference platform and the policy played until a scenario is not kept.
Only scenarios are played in which the mutant's function answers otherwise (`infection.py`).
"""

import argparse
import json
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from benchmarks.infection import TooLongError, Watch, limited
from benchmarks.kept import rows_in
from benchmarks.mutants import Made, Mutant, exchanged, is_method, made, mutants_of
from benchmarks.survivors import report
from unseen.cli.planted import load, play, the_policy
from unseen.home import HOME
from unseen.model import Verdict
from unseen.record import Result
from unseen.targets.stub import PROFILES

VIEWS = sorted((HOME / "platform_stub/views").glob("[a-z]*.py"))
MODULES = {
    "rules": HOME / "platform_stub/rules.py",
    "ranking": HOME / "platform_stub/ranking.py",
    **{f"views.{path.stem}": path for path in VIEWS},
}
BAR = 0.9
_PATIENCE = 10.0
"""Seconds of processor time after which a scenario is taken to be endless; they take a tenth of one."""
_AT_ONCE = 10
_WORD = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant of a function (`digest`): killed by a scenario, in which way; or not ("")."""

    name: str
    by: str = ""
    how: str = ""
    played: int = 0
    digest: str = ""


Infections = Mapping[str, Sequence[str]]
"""For each mutant, the scenarios in which its function answers otherwise."""


def watch(ids: Iterable[str], mutants: Iterable[Made]) -> dict[str, list[str]]:
    """Which mutants answer otherwise in these scenarios, on the platform as it is."""
    found: dict[str, list[str]] = {}
    by_function: dict[str, list[Made]] = {}
    for one in mutants:
        by_function.setdefault(f"{one.mutant.module}:{one.mutant.function}", []).append(one)
    watched = Watch(by_function)
    with watched.on():
        for scenario in ids:
            watched.begin()
            result = played(scenario)
            if result.verdict is not Verdict.KEPT:
                raise RuntimeError(f"the policy is not kept as it is: {scenario}: {result.verdict}")
            for name in watched.infected:
                found.setdefault(name, []).append(scenario)
    return found


def is_watched(mutant: Mutant) -> bool:
    """Whether its function only answers: it is a method and makes nothing."""
    return is_method(mutant) and not mutant.function.endswith(".__init__")


class Hunter:
    """
    Plays scenarios against mutants: first those that killed most of the same function, then those that speak
    of what it is called, then those that killed most of any.
    """

    def __init__(self) -> None:
        self._kills: dict[tuple[str, str], int] = {}

    def hunt(self, one: Made, ids: Iterable[str], most: int | None = None) -> Fate:
        """What becomes of it in these scenarios, or in the *most* hopeful of them."""
        mutant = one.mutant
        called = frozenset(_WORD.findall(mutant.function.rpartition(".")[2]))
        hopeful = sorted(
            ids,
            key=lambda each: (
                -self._killed(mutant.function, each),
                -len(called & _words(each)),
                -self._killed("", each),
            ),
        )[:most]
        with exchanged(mutant, one.function):
            for played, scenario in enumerate(hopeful, 1):
                if how := end_of(scenario):
                    for where in (mutant.function, ""):
                        self._kills[where, scenario] = self._killed(where, scenario) + 1
                    return Fate(mutant.name, scenario, how, played, mutant.digest)
        return Fate(mutant.name, played=len(hopeful), digest=mutant.digest)

    def _killed(self, function: str, scenario: str) -> int:
        return self._kills.get((function, scenario), 0)


@cache
def _profiles() -> Mapping[str, str]:
    """In which profile each scenario is played: in the first, unless it holds in another one only."""
    return {each.id: each.profile for profile in PROFILES for each in the_policy(profile)}


@cache
def _words(scenario: str) -> frozenset[str]:
    """The words of a scenario."""
    said = next(each for each in the_policy(_profiles()[scenario] or PROFILES[0]) if each.id == scenario)
    return frozenset(_WORD.findall(" ".join((scenario, *(step.text for step in said.steps))).lower()))


def played(scenario: str) -> Result:
    """What a scenario comes to."""
    (result,) = play("", [scenario], profile=_profiles()[scenario] or PROFILES[0])
    return result


def end_of(scenario: str) -> str:
    """How a scenario ends that is not kept; "" if it is."""
    try:
        with limited(_PATIENCE):
            result = played(scenario)
    except TooLongError:
        return "endless"
    except Exception as error:
        return type(error).__name__
    return "" if result.verdict is Verdict.KEPT else str(result.verdict)


class Work:
    """What a process needs: it is made before the processes are, so that all of them have it."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self.made = {mutant.name: made(mutant) for mutant in mutants}
        self.hunter = Hunter()

    def watch(self, ids: Sequence[str], names: Iterable[str]) -> dict[str, list[str]]:
        return watch(ids, (one for one in map(self.made.__getitem__, names) if is_watched(one.mutant)))

    def hunt(self, name: str, ids: Sequence[str], most: int | None) -> Fate:
        return self.hunter.hunt(self.made[name], ids, most)


_work: list[Work] = []


def _start(work: Work) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _work.append(work)


def _watch(ids: Sequence[str], names: Sequence[str]) -> dict[str, list[str]]:
    return _work[0].watch(ids, names)


def _hunt(name: str, ids: Sequence[str], most: int | None) -> Fate:
    return _work[0].hunt(name, ids, most)


def fates(
    mutants: Sequence[Mutant],
    known: Mapping[str, Fate],
    workers: int,
    kept: Path,
    most: int | None = None,
) -> Iterator[Fate]:
    """
    What becomes of each; those of which it is known are not played again.

    Which scenarios each can show itself in is kept in the file *kept*, for a run that goes on where this one
    was stopped.
    """
    yield from (known[mutant.name] for mutant in mutants if mutant.name in known)
    fresh = [mutant for mutant in mutants if mutant.name not in known]
    if not fresh:
        return
    load()
    ids = list(_profiles())
    batches = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
    infections: dict[str, list[str]] = json.loads(kept.read_text()) if kept.exists() else {}
    forked = get_context("fork")
    with ProcessPoolExecutor(workers, forked, initializer=_start, initargs=(Work(fresh),)) as pool:
        unwatched = [mutant for mutant in fresh if mutant.name not in infections]
        if unwatched:
            infections |= {mutant.name: [] if is_watched(mutant) else ids for mutant in unwatched}
            names = [mutant.name for mutant in unwatched]
            for number, batch in enumerate(pool.map(_watch, batches, repeat(names)), 1):
                for name, scenarios in batch.items():
                    infections[name] += scenarios
                print(f"{number} of {len(batches)} parts of the policy watched", file=sys.stderr)
            kept.write_text(json.dumps(infections), encoding="utf-8")
        names = [mutant.name for mutant in fresh]
        reach = [[each for each in infections[name] if each in _profiles()] for name in names]
        yield from pool.map(_hunt, names, reach, repeat(most))


def remembered(path: Path, mutants: Iterable[Mutant], *, again: bool = False) -> dict[str, Fate]:
    """
    What an earlier run has found out already, of functions that are what they were.

    With *again*, only who was killed: survivors are hunted once more, by a policy that may have grown.
    """
    digests = {mutant.name: mutant.digest for mutant in mutants}
    found = {row["name"]: Fate(**row) for row in rows_in(path)}
    return {
        name: fate
        for name, fate in found.items()
        if digests.get(name) == fate.digest and (fate.by or not again)
    }


def main(words: list[str]) -> int:
    """Hunt the mutants of what was asked for; 1 when too many survive."""
    parser = argparse.ArgumentParser("python -m benchmarks.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(MODULES)}; default: all")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth mutant: a sample")
    parser.add_argument(
        "--record", type=Path, default=Path("mutation.ndjson"), metavar="FILE",
        help="where fates are kept: what it holds of functions that have not changed is not played again"
        " (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--most", type=int, metavar="N",
        help="play no more than the N most hopeful scenarios against a mutant (default: all)",
    )  # fmt: skip
    parser.add_argument(
        "--again", action="store_true", help="hunt survivors once more: the policy has new scenarios"
    )
    parser.add_argument("--markdown", action="store_true", help="print the tables of docs/mutation.md")
    asked = parser.parse_args(words)
    if unknown := set(asked.modules) - MODULES.keys():
        parser.error(f"there is no module {', '.join(sorted(unknown))}")
    mutants = [
        mutant
        for name in asked.modules or MODULES
        for mutant in mutants_of(MODULES[name], f"platform_stub.{name}", asked.every)
    ]
    known = remembered(asked.record, mutants, again=asked.again)
    reach = asked.record.with_suffix(".reach.json")
    if asked.again:
        reach.unlink(missing_ok=True)
    began = time.monotonic()
    found: list[Fate] = []
    with asked.record.open("a", encoding="utf-8") as record:
        for fate in fates(mutants, known, asked.workers, reach, asked.most):
            found.append(fate)
            if fate.name not in known:
                record.write(json.dumps(asdict(fate), ensure_ascii=False) + "\n")
                record.flush()
            if len(found) % 50 == 0 or len(found) == len(mutants):
                alive = sum(not each.by for each in found)
                seconds = time.monotonic() - began
                print(
                    f"{len(found):,} of {len(mutants):,} mutants · {alive} alive · {seconds:.0f} s",
                    file=sys.stderr,
                )
    print(report(mutants, {fate.name: fate for fate in found}, markdown=asked.markdown))
    return 0 if sum(bool(fate.by) for fate in found) >= BAR * len(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
