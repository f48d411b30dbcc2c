"""`python -m benchmarks [B1 …]`: benchmarks in one table; leaks, soak, kills and privacy have their own."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from benchmarks import commands, evidence, observation, policy, reports, runner, teeth, twins, visibility
from benchmarks.measure import SMOKE, USUAL, Effort, Row

BENCHMARKS: Mapping[str, Callable[[Effort], Iterator[Row]]] = {
    "B1": runner.rows,
    "B2": observation.rows,
    "B3": twins.rows,
    "B4": policy.rows,
    "B5": teeth.rows,
    "B6": commands.rows,
    "B8": reports.rows,
    "B9": evidence.rows,
    "B10": visibility.rows,
}
COLUMNS = ("", "what", "ours", "alternative", "value", "bar", "holds")


def table(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = [COLUMNS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([shown[0], rule, *shown[1:]])


def _cells(row: Row) -> tuple[str, ...]:
    holds = {True: "yes", False: "NO", None: ""}[row.holds]
    bar = f"{row.sign} {row.bar:g} {row.unit}" if row.sign else ""
    return row.id, row.what, row.ours, row.alternative, f"{row.value:.2f} {row.unit}", bar, holds


def main(words: list[str]) -> int:
    """Run what was asked for; 1 when a bar does not hold."""
    if words[:1] == ["leaks"]:
        from benchmarks.leaks.bench import main as leaks

        return leaks(words[1:])
    if words[:1] == ["kills"]:
        from benchmarks.kills import main as kills

        return kills(words[1:])
    if words[:1] == ["privacy"]:
        from benchmarks.privacy import main as privacy

        return privacy(words[1:])
    if words[:1] == ["soak"]:
        from benchmarks.leaks.soak import main as soak

        return soak(words[1:])
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; default: all")
    parser.add_argument("--smoke", action="store_true", help="the smallest sizes, once: does it run at all?")
    asked = parser.parse_args(words)
    unknown = set(asked.names) - BENCHMARKS.keys()
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    effort = SMOKE if asked.smoke else USUAL
    rows: list[Row] = []
    for name in asked.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += BENCHMARKS[name](effort)
    print(table(rows))
    return 1 if any(row.holds is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
