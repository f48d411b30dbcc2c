"""What `unseen faults --check` prints: a line for each fault, whether all is as it should be, two tables."""

import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool

import click

from unseen.cli.errors import Unreachable
from unseen.cli.examine import examine
from unseen.cli.planted import Row, clauses_in_order
from unseen.cli.progress import Bar, Count, Lines, Progress
from unseen.home import HOME
from unseen.policy import CLAUSES, load_clauses
from unseen.targets.stub import PlantedFault, leak_classes


def check(
    faults: Sequence[PlantedFault], *, whole: bool, complete: bool = False, markdown: bool = False
) -> int:
    """
    Play the policy against these faults and print what came of it; returns the exit code.

    `whole`: these are all faults there are, so that each clause must be broken by one of them.
    `complete`: every scenario is played against every fault alone.
    """
    shown = _progress()
    began = time.monotonic()

    def progress(done: int, planned: int) -> None:
        shown.show(Count(planned, done, words="scenarios settled"), time.monotonic() - began)

    rows: list[Row] = []
    width = max(len(fault.slug) for fault in faults)
    try:
        for row in examine(faults, complete=complete, on_progress=progress):
            rows.append(row)
            shown.close()
            if not markdown or not row.is_right:
                click.echo(line(row, width), err=markdown)
    except BrokenProcessPool as error:
        raise Unreachable(
            "a process that played the policy died, so nothing can be said about the faults left",
            "see whether memory ran out, and name fewer faults at once",
        ) from error
    finally:
        shown.close()
    unbroken = unbroken_clauses(rows) if whole else []
    if markdown:
        order = [fault.slug for fault in faults]
        click.echo(tables(sorted(rows, key=lambda row: order.index(row.fault.slug))), nl=False)
    else:
        click.echo("\n" + summary(rows, unbroken, whole=whole))
    return 0 if all(row.is_right for row in rows) and not unbroken else 1


def _progress() -> Progress:
    stream = sys.stderr
    if stream.isatty():
        return Bar(stream, shutil.get_terminal_size().columns)
    return Lines(stream)


def line(row: Row, width: int) -> str:
    """One fault: whether the policy found it, which clauses broke, which oracles saw it."""
    text = f"{'✓' if row.is_right else '✗'} {row.fault.slug:<{width}}  {_said(row)}"
    for clause in row.missed:
        text += f"\n  {'':<{width}}  → no scenario of {clause} finds it"
    if row.unnamed:
        text += f"\n  {'':<{width}}  → the policy speaks of it: name {', '.join(row.unnamed)}"
    for reason in row.undecided:
        text += f"\n  {'':<{width}}  → no verdict: {reason}"
    return text


def _said(row: Row) -> str:
    if not row.broken:
        return _silent(row)
    return f"breaks {_broken(row)} ({', '.join(oracles(row))})"


def _silent(row: Row) -> str:
    if not row.fault.benign and not row.fault.breaks:
        return "names no clause: no promise speaks of it"
    if row.fault.benign or not row.unplayed:
        return "breaks nothing"
    return f"breaks nothing yet: {', '.join(row.unplayed)} {_is(row.unplayed)} not tested"


def _is(several: Sequence[object]) -> str:
    return "is" if len(several) == 1 else "are"


def _broken(row: Row) -> str:
    """The clauses that it names and that broke, and how many others did."""
    named = [clause for clause in row.fault.breaks if clause in row.broken]
    others = len(row.broken) - len(named)
    if not named:
        return ", ".join(row.broken)
    return ", ".join(named) + (f" and {others} more" if others else "")


def oracles(row: Row) -> tuple[str, ...]:
    """The oracles that found the clauses it names broken; where it names none of those, any clause."""
    named = [clause for clause in row.fault.breaks if clause in row.broken] or row.broken
    return tuple(sorted({oracle for clause in named for oracle in row.broken[clause]}))


def unbroken_clauses(rows: Iterable[Row]) -> list[str]:
    """The clauses with scenarios that no leak breaks and names: they might be unable to fail."""
    broken = {clause for row in rows for clause in row.broken if clause in row.fault.breaks}
    return [clause for clause in clauses_in_order() if clause not in broken]


def summary(rows: Sequence[Row], unbroken: Sequence[str], *, whole: bool) -> str:
    """How many leaks were found, how many benign changes raised no alarm, and what is left to do."""
    speechless = [row for row in rows if not row.fault.benign and not row.fault.breaks]
    later = [row for row in rows if row.fault.breaks and row.fault.breaks == row.unplayed]
    leaks = [row for row in rows if row.fault.breaks and row.fault.breaks != row.unplayed]
    benign = [row for row in rows if row.fault.benign]
    found = sum(row.is_right for row in leaks)
    lines = []
    if leaks:
        lines.append(f"{found} of {len(leaks)} leaks break every clause that they name and that is tested")
    if later:
        lines.append(f"{len(later)} more {_is(later)} about clauses that are not tested yet")
    if speechless:
        lines.append(f"{len(speechless)} more {_is(speechless)} about what no clause speaks of")
    if benign:
        quiet = sum(row.is_right for row in benign)
        lines.append(f"{quiet} of {len(benign)} benign changes raise no alarm")
    if whole:
        all_of_them = len(clauses_in_order())
        broken = all_of_them - len(unbroken)
        lines.append(f"{broken} of {all_of_them} tested clauses are broken by a leak that names them")
    if unbroken:
        lines.append(f"  → no leak names and breaks {', '.join(unbroken)}: plant one that should")
    return "\n".join(lines)


def tables(rows: Sequence[Row]) -> str:
    """The tables of docs/faults.md: leaks, benign changes, classes of leaks, clauses."""
    lines = [
        "| leak | class | what it does | breaks | of later clauses | found by |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        fault = row.fault
        if not fault.benign:
            named = ", ".join(clause for clause in fault.breaks if clause in row.broken) or "–"
            found_by = ", ".join(oracles(row)) or "–"
            later = ", ".join(row.unplayed) or "–"
            lines.append(_cells(f"`{fault.slug}`", fault.leak_class, fault.summary, named, later, found_by))
    lines += ["", "| benign change | what it does | breaks |", "|---|---|---|"]
    for row in rows:
        if row.fault.benign:
            lines.append(_cells(f"`{row.fault.slug}`", row.fault.summary, _broken(row) or "nothing"))
    lines += ["", "| class | how somebody learns | what | planted as |", "|---|---|---|---|"]
    for leak_class, title in leak_classes().items():
        planted = [row.fault for row in rows if row.fault.leak_class == leak_class]
        secrets = ", ".join(sorted({fault.secret for fault in planted}))
        slugs = ", ".join(f"`{fault.slug}`" for fault in planted)
        lines.append(_cells(leak_class, title, secrets or "–", slugs or "**nothing**"))
    rules = load_clauses(HOME / "features" / CLAUSES).by_id
    lines += ["", "| clause | promise | broken by |", "|---|---|---|"]
    for clause in clauses_in_order():
        by = [f"`{row.fault.slug}`" for row in rows if clause in row.broken and clause in row.fault.breaks]
        lines.append(_cells(clause, rules[clause].rule, ", ".join(by) or "**none**"))
    return "\n".join(lines) + "\n"


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
