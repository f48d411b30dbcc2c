"""`python -m benchmarks leaks`: every searcher on every plant; results are kept."""

import argparse
import json
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.kept import rows_in
from benchmarks.leaks import alone, peers, players, table, timed
from benchmarks.leaks.plants import CLEAN, Plant, catalogue, chosen
from benchmarks.leaks.players import Outcome
from unseen.model import Verdict

RESULTS = Path("unseen-report") / "leak-bench.ndjson"
PAGE = Path(__file__).parents[2] / "docs" / "leak-bench.md"

Search = Callable[[Plant, float], Outcome | None]


def schemathesis(program: str, results: Path) -> Search:
    """Schemathesis as a searcher; what it accepts beforehand is kept beside the results."""
    baseline = results.with_suffix(".baseline.json")

    def search(plant: Plant, budget: float) -> Outcome | None:
        if plant.is_wrapper:
            return None  # it is a leak of an application in this process, and nobody serves it
        if not baseline.exists():
            peers.run(program, "", int(budget), baseline)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        report = peers.run(program, plant.slug, int(budget), baseline, plant.profile)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        said = report.failures[0] if report.failures else ""
        return Outcome("schemathesis", plant.slug, bool(said), report.seconds, spent, 0, said, report.cases)

    return search


def explore(plant: Plant, budget: float) -> Outcome | None:
    """`unseen explore` as a searcher: every promise of the policy, without a hint."""
    from unseen.explore import Budget, Setup, find_seeds, replay, search

    setup = Setup(plant.target, profile=plant.profile)
    find_seeds(setup)  # the policy is read once for all plants, so on the account of none
    began, spent = time.perf_counter(), time.process_time()
    report = search(setup, Budget(seconds=budget, findings=1), clock=time.process_time)
    took = time.perf_counter() - began, time.process_time() - spent
    if not report.found:
        return Outcome("explore", plant.slug, False, *took, searched=report.histories)
    first = report.found[0]
    clean = Setup(replace(CLEAN, profile=plant.profile).target, profile=plant.profile)
    replays = replay(first, setup).shows(first) and replay(first, clean).verdict is Verdict.KEPT
    said = f"{first.finding.oracle}: {first.finding.message}"
    return Outcome("explore", plant.slug, True, *took, first.acts, said, report.histories, replays)


def searchers(program: str, results: Path) -> Mapping[str, Search]:
    """All of them, in the order of the table."""
    played: dict[str, Search] = {
        method: lambda plant, budget, method=method: players.search(method, plant, budget)  # type: ignore[misc]
        for method in players.METHODS
    }
    for method in alone.METHODS:
        played[method] = lambda plant, budget, method=method: alone.search(method, plant, budget)  # type: ignore[misc]
    return played | {
        "timing": timed.search,
        "explore": explore,
        "schemathesis": schemathesis(program, results),
    }


def missing(
    plants: Sequence[Plant], methods: Iterable[str], rows: Iterable[Outcome]
) -> Iterator[tuple[str, Plant]]:
    """What is left to run: all searchers on one plant before the next plant."""
    done = {(row.method, row.slug) for row in rows}
    methods = list(methods)
    return ((method, plant) for plant in plants for method in methods if (method, plant.slug) not in done)


def main(words: Sequence[str]) -> int:
    """Run what is missing, and write the page."""
    names = list(table.METHODS)
    parser = argparse.ArgumentParser("python -m benchmarks leaks", description=__doc__)
    parser.add_argument("--budget", type=float, default=60, metavar="SECONDS", help="for each search")
    parser.add_argument("--faults", default="", metavar="SLUG,…", help="what is planted; default: everything")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="only the first N plants")
    parser.add_argument("--methods", default=",".join(names), metavar="NAME,…", help=f"of {', '.join(names)}")
    parser.add_argument("--again", default="", metavar="NAME,…", help="forget what these found out before")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE", help="kept from run to run")
    parser.add_argument("--page", type=Path, default=PAGE, metavar="FILE", help="where the tables go")
    parser.add_argument("--schemathesis", default="schemathesis", metavar="PROGRAM", help="where it is")
    asked = parser.parse_args(words)
    methods = [name for name in asked.methods.split(",") if name]
    if unknown := {*methods, *filter(None, asked.again.split(","))} - {*names}:
        parser.error(f"there is no searcher {', '.join(sorted(unknown))}")
    try:
        plants = chosen(filter(None, asked.faults.split(",")))
    except KeyError as error:
        parser.error(f"there is no leak {error}")
    program = shutil.which(asked.schemathesis)
    if "schemathesis" in methods and program is None:
        parser.error("Schemathesis is not there: install it, or leave it out of --methods")
    plants = plants[: asked.first or None]
    known = [Outcome(**row) for row in rows_in(asked.results)]
    rows = [row for row in known if row.method not in asked.again.split(",")]
    asked.results.write_text("".join(f"{json.dumps(asdict(row))}\n" for row in rows), encoding="utf-8")
    searches = searchers(program or "", asked.results)
    run(plants, {method: searches[method] for method in methods}, asked.budget, asked.results, rows)
    table.write(asked.page, catalogue(), rows, asked.budget)
    print(f"{len(rows)} searches; the tables are in {asked.page}")
    return 0


def run(
    plants: Sequence[Plant],
    searches: Mapping[str, Search],
    budget: float,
    results: Path,
    rows: list[Outcome],
) -> None:
    """Run every search that is missing and append what came of it; Ctrl-C loses the one at hand only."""
    left = list(missing(plants, searches, rows))
    with results.open("a", encoding="utf-8") as file:
        for number, (method, plant) in enumerate(left, 1):
            outcome = searches[method](plant, budget)
            if outcome is None:
                continue
            rows.append(outcome)
            file.write(f"{json.dumps(asdict(outcome))}\n")
            file.flush()
            told = f"found in {outcome.seconds:.1f} s" if outcome.found else "nothing"
            print(f"{number}/{len(left)} {plant.slug}: {method}: {told}", file=sys.stderr, flush=True)
