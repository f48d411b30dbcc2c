"""`unseen matrix`: who can tell what on a platform, beside what the policy declares."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from unseen.cli.audit import Request, check_options, check_reachable, policy_paths
from unseen.cli.errors import Unreachable
from unseen.cli.report import paper
from unseen.record import Matrix

if TYPE_CHECKING:
    from unseen.matrix import Difference, Table

_EVERY = 2.0
"""Seconds between two lines of progress, where there is no terminal to draw on."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it: the matrix, explanations of differences that are none, how many histories it took."""

    matrix: Matrix
    idle: "tuple[Difference, ...]"
    worlds: int
    where: str


def matrix(request: Request, *, as_json: bool = False) -> int:
    """Find it and print it; returns the exit code: 1 for a difference, 2 for an explanation of none."""
    from unseen.reports import grid

    found = observed(request)
    idle = (
        [] if request.fault else [f"{each.where}: {', '.join(each.rows)}: {each.why}" for each in found.idle]
    )
    if as_json:
        text = grid.as_json(
            found.matrix, target=request.target, fault=request.fault, idle=idle, worlds=found.worlds
        )
    else:
        text = grid.render(found.matrix, paper(), found.where, found.worlds)
    click.echo(text, nl=False)
    if found.matrix.findings:
        return 1
    for line in idle:
        click.echo(f"error: {line}", err=True)
        click.echo("  → nothing differs there: take the explanation out", err=True)
    return 2 if idle else 0


def observed(request: Request) -> Found:
    """
    The matrix of a platform beside the declared one.

    Raises:
        PolicyError, Wrong: the declared matrix or an option is wrong.
        Unreachable: the platform failed, so that nothing can be said.
    """
    from unseen.asked import Options
    from unseen.matrix import Observer, compared, observe, read_table, table_for
    from unseen.oracles.schema import Schemas
    from unseen.plugin import find_target
    from unseen.target import TargetError
    from unseen.vocabulary import Vocabulary

    check_options(request)
    check_reachable(request)
    path = table_for(policy_paths(request.paths))
    table = read_table(path, _shown(path))
    try:
        target = find_target(Options(request.target, request.profile, request.fault or "", 1, None))
        observer = Observer(target, Schemas.load(target.schemas), Vocabulary.packaged())
        matrix = compared(
            table, request.profile, observe(table, observer, progress(sys.stderr, time.monotonic))
        )
    except TargetError as error:
        raise Unreachable(f"inconclusive: {error}", "mend the platform, then try again") from error
    return Found(matrix, _idle(table, matrix), observer.worlds, target.name)


def _idle(table: "Table", matrix: Matrix) -> "tuple[Difference, ...]":
    cells = [
        (row.id, audience, cell.declared, cell.observed)
        for row in matrix.rows
        for audience, cell in zip(matrix.audiences, row.cells, strict=True)
    ]
    return tuple(table.idle(cells, matrix.profile))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def progress(stream: IO[str], clock: Callable[[], float]) -> Callable[[int, int], None]:
    """Tells of rows as they are done: drawn over on a terminal, now and then a line elsewhere."""
    began = last = clock()

    def tell(done: int, planned: int) -> None:
        nonlocal last
        now = clock()
        words = f"{done} of {planned} rows · {now - began:.0f} s"
        if stream.isatty():
            stream.write(f"\r\x1b[K{words}" if done < planned else "\r\x1b[K")
        elif now - last >= _EVERY:
            last = now
            stream.write(f"{words}\n")
        stream.flush()

    return tell
