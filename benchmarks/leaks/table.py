"""The tables of docs/leak-bench.md, from what was found out."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.leaks.plants import Plant
from benchmarks.leaks.players import Outcome

BEGIN = "<!-- from here on: python -m benchmarks leaks -->"
METHODS = ("schemas", "canary", "twins", "timing", "policy", "explore", "schemathesis")
TITLES: Mapping[str, str] = {
    "schemas": "closed schemas alone",
    "canary": "canary alone",
    "twins": "twins alone",
    "timing": "timing alone",
    "policy": "the policy",
    "explore": "`unseen explore`",
    "schemathesis": "Schemathesis",
}

_COLUMNS = (
    "searcher",
    "leaks found",
    "classes found",
    "median time",
    "slowest",
    "median steps",
    "most steps",
    "counterexamples that replay",
    "false alarms",
)

_LEGEND = """\
Seconds until it was found, in brackets if that was after the budget, by a search that had more; – was
searched and not found; nothing was not searched.\
"""

Rows = Mapping[tuple[str, str], Outcome]


def write(page: Path, plants: Sequence[Plant], rows: Iterable[Outcome], budget: float) -> None:
    """Replace everything below the mark in the page by new tables."""
    told = page.read_text(encoding="utf-8").partition(BEGIN)[0] if page.exists() else ""
    page.write_text(f"{told}{BEGIN}\n\n{tables(plants, rows, budget)}", encoding="utf-8")


def tables(plants: Sequence[Plant], rows: Iterable[Outcome], budget: float) -> str:
    """What each searcher found, in sum, by class of leak, and plant by plant."""
    by = {(row.method, row.slug): _in_time(row, budget) for row in rows}
    methods = [method for method in METHODS if any(row.method == method for row in by.values())]
    leaks = [plant for plant in plants if plant.is_leak]
    others = [plant for plant in plants if not plant.is_leak and not plant.benign]
    benign = [plant for plant in plants if plant.benign]
    parts = [
        f"Budget of a search: {budget:g} s of processor time, and of that are all times.",
        _sums(methods, by, leaks, benign),
        "## By class of leak",
        "Found, of those that were searched.",
        _classes(methods, by, leaks),
        "## Leak by leak",
        _LEGEND,
        _each(methods, by, leaks),
        "## Other broken promises",
        "Nobody learns anything: something promised is missing, or data is used where it must not be.",
        _each(methods, by, others),
        "## Benign changes",
        "Whatever is found here is a false alarm.",
        _each(methods, by, benign),
    ]
    return "\n\n".join(parts) + "\n"


def _sums(methods: Sequence[str], by: Rows, leaks: Sequence[Plant], benign: Sequence[Plant]) -> str:
    lines = [_line(*_COLUMNS), "|---" * len(_COLUMNS) + "|"]
    for method in methods:
        seen = [by[method, plant.slug] for plant in leaks if (method, plant.slug) in by]
        found = [row for row in seen if row.found]
        slugs = {row.slug for row in found}
        classes = {plant.leak_class for plant in leaks if (method, plant.slug) in by}
        hit = {plant.leak_class for plant in leaks if plant.slug in slugs}
        quiet = [by[method, plant.slug] for plant in benign if (method, plant.slug) in by]
        steps = [row.steps for row in found if row.steps]
        lines.append(
            _line(
                TITLES[method],
                f"{len(found)} of {len(seen)}",
                f"{len(hit)} of {len(classes)}",
                f"{statistics.median(row.cpu for row in found):.2f} s" if found else "–",
                f"{max(row.cpu for row in found):.1f} s" if found else "–",
                f"{statistics.median(steps):g}" if steps else "–",
                str(max(steps)) if steps else "–",
                _replayed(found),
                f"{sum(row.found for row in quiet)} of {len(quiet)}",
            )
        )
    return "\n".join(lines)


def _replayed(found: Sequence[Outcome]) -> str:
    told = [row.replays for row in found if row.replays is not None]
    return f"{sum(told)} of {len(told)}" if told else "–"


def _classes(methods: Sequence[str], by: Rows, leaks: Sequence[Plant]) -> str:
    lines = [_line("class", *(TITLES[method] for method in methods)), "|---" * (len(methods) + 1) + "|"]
    for name in sorted({plant.leak_class for plant in leaks}):
        cells = []
        for method in methods:
            seen = [
                by[method, plant.slug]
                for plant in leaks
                if plant.leak_class == name and (method, plant.slug) in by
            ]
            cells.append(f"{sum(row.found for row in seen)}/{len(seen)}" if seen else "")
        lines.append(_line(name, *cells))
    return "\n".join(lines)


def _each(methods: Sequence[str], by: Rows, plants: Sequence[Plant]) -> str:
    lines = [
        _line("planted", "class", *(TITLES[method] for method in methods)),
        "|---" * (len(methods) + 2) + "|",
    ]
    for plant in sorted(plants, key=lambda plant: (plant.leak_class, plant.slug)):
        cells = [_cell(by.get((method, plant.slug))) for method in methods]
        if any(cells):
            lines.append(_line(f"`{plant.slug}`", plant.leak_class, *cells))
    return "\n".join(lines)


def _in_time(row: Outcome, budget: float) -> Outcome:
    """The outcome of a search of this budget; that of the platform is not on the account of Schemathesis."""
    is_late = row.found and row.cpu > budget and row.method != "schemathesis"
    return replace(row, found=False, steps=0, replays=None) if is_late else row


def _cell(row: Outcome | None) -> str:
    if row is None:
        return ""
    if row.found:
        return f"{row.cpu:.2f}"
    return f"({row.cpu:.0f})" if row.said else "–"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
