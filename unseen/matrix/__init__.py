"""
Who can tell what: the matrix that a policy declares, and the one that a platform's behaviour shows.

`read_table` reads the declared one, `observe` finds the other by twin worlds, `compared` puts them side by
side.
"""

from collections.abc import Callable, Mapping

from unseen.matrix.observing import Observed, Observer
from unseen.matrix.table import MATRIX, Difference, Row, Table, read_table, table_for
from unseen.record import Cell, Matrix, MatrixRow

__all__ = [
    "MATRIX",
    "Difference",
    "Observed",
    "Observer",
    "Row",
    "Table",
    "compared",
    "observe",
    "read_table",
    "table_for",
]


def observe(
    table: Table, observer: Observer, on_progress: Callable[[int, int], None] = lambda *_: None
) -> dict[str, dict[str, Observed]]:
    """
    What each audience can tell of each row: by row id, then by audience.

    Raises:
        PolicyError: a sentence of the table makes no sense.
        TargetError: the platform failed, or refused an act of which nothing can be said then.
    """
    found: dict[str, dict[str, Observed]] = {}
    for number, row in enumerate(table.rows, 1):
        found[row.id] = observer.row(table, row)
        on_progress(number, len(table.rows))
    return found


def compared(table: Table, profile: str, found: Mapping[str, Mapping[str, Observed]]) -> Matrix:
    """
    The declared and the observed matrix side by side, with what the table says of differences.

    A cell of which nothing was found out agrees with nothing: unless the platform lacks what it speaks of,
    the table has to say why, or it is a finding.
    """
    rows = []
    for row in table.rows:
        cells = []
        for audience in table.audiences:
            declared, seen = row.declared(audience, profile), found[row.id][audience]
            why = table.why(row.id, audience, seen.value, profile) if declared != seen.value else ""
            silent = seen.lacking or declared == seen.value
            cells.append(Cell(declared, seen.value, why or (seen.note if silent else "")))
        rows.append(MatrixRow(row.id, row.title, tuple(cells)))
    return Matrix(profile, table.audiences, tuple(rows))
