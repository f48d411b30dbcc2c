"""`python -m benchmarks soak`: clean histories over all promises, to see that nothing raises an alarm."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.kept import rows_in
from benchmarks.leaks.plants import CLEAN
from unseen.explore import Budget, Report, Setup, search

RESULTS = Path("unseen-report") / "soak.ndjson"
CHUNK = 1000
"""Histories of one seed: so many are lost when the soak is stopped."""

Search = Callable[[int, int, int], Report]


def main(words: Sequence[str], look: Search | None = None) -> int:
    """Play until there are so many histories, those of earlier runs included; 1 when there is an alarm."""
    parser = argparse.ArgumentParser("python -m benchmarks soak", description=__doc__)
    parser.add_argument("--histories", type=int, default=100_000, metavar="N", help="in all")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE", help="kept from run to run")
    parser.add_argument("-n", dest="workers", type=int, default=1, metavar="N", help="processes")
    asked = parser.parse_args(words)
    rows = rows_in(asked.results)
    with asked.results.open("a", encoding="utf-8") as file:
        while sum(row["histories"] for row in rows) < asked.histories:
            seed = len(rows) + 1
            left = asked.histories - sum(row["histories"] for row in rows)
            began = time.process_time()
            report = (look or play)(seed, min(CHUNK, left), asked.workers)
            rows.append(row_of(seed, report, time.process_time() - began))
            file.write(f"{json.dumps(rows[-1])}\n")
            file.flush()
            print(told(rows), file=sys.stderr, flush=True)
            if not report.histories:
                break  # nothing can be played, so it would go on for ever
    print(told(rows))
    return 1 if any(row["alarms"] for row in rows) else 0


def play(seed: int, histories: int, workers: int) -> Report:
    """Search the platform without a leak, on so many processes."""
    return search(Setup(CLEAN.target, seed=seed), Budget(seconds=0, histories=histories), workers=workers)


def row_of(seed: int, report: Report, seconds: float) -> dict[str, object]:
    """What one seed came to, as it is kept."""
    return {
        "seed": seed,
        "histories": report.histories,
        "exposed": report.exposed,
        "promises": len({batch.seed for batch in report.batches if batch.histories}),
        "worlds": sum(batch.worlds for batch in report.batches),
        "observations": sum(batch.observations for batch in report.batches),
        "masked": sum(batch.masked for batch in report.batches),
        "readers": sorted({reader for batch in report.batches for reader in batch.readers}),
        "alarms": [f"{found.fingerprint}: {found.finding.message}" for found in report.found],
        "scenarios": [found.text for found in report.found],
        "seconds": round(seconds, 1),
    }


def told(rows: Sequence[dict[str, object]]) -> str:
    """All of it in one sentence."""

    def total(name: str) -> int:
        return sum(number for row in rows if isinstance(number := row[name], int))

    alarms = [alarm for row in rows if isinstance(named := row["alarms"], list) for alarm in named]
    promises = max((number for row in rows if isinstance(number := row["promises"], int)), default=0)
    return (
        f"{len(alarms)} alarms in {total('histories'):,} clean histories around {promises} promises, "
        f"{total('exposed'):,} of which could have shown a leak: {total('worlds'):,} worlds, "
        f"{total('observations'):,} observations, {total('masked'):,} masked values"
        + "".join(f"\n  {alarm}" for alarm in alarms)
    )
