"""The matrix in a record: who can tell what travels with a run, and a difference breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.model import Verdict
from unseen.record import (
    Cell,
    Clause,
    Header,
    Matrix,
    MatrixRow,
    Planned,
    RecordError,
    RecordWriter,
    Result,
    Run,
    parse,
    read,
)
from unseen.reports.terminal import Paper, render
from unseen.reports.wording import headline

TEXT = st.text(max_size=12)
ROWS = st.builds(MatrixRow, TEXT, TEXT, st.tuples(*2 * [st.builds(Cell, TEXT, TEXT, TEXT)]))
MATRICES = st.builds(Matrix, TEXT, st.just(("a", "b")), st.lists(ROWS, max_size=3).map(tuple))


@given(MATRICES)
def test_travels(tmp_path_factory: pytest.TempPathFactory, matrix: Matrix) -> None:
    """A record holds who can tell what; without that line it says nothing of it."""
    writer = RecordWriter(tmp_path_factory.mktemp("record") / "run.ndjson")
    writer.run(Header())
    without = parse(writer.path.read_bytes())
    writer.matrix(matrix)
    writer.end("2026-01-01T00:00:09+00:00")

    assert (without.matrix, read(writer.path).matrix) == (None, matrix)


def test_ragged() -> None:
    """A row with another number of cells than there are audiences is no part of a record."""
    line = b'{"type":"matrix","profile":"","audiences":["a"],"rows":[{"id":"","title":"","cells":[]}]}\n'

    with pytest.raises(RecordError, match="2: the line is no part"):
        parse(b'{"type":"run","format":1}\n' + line)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell("count", "count"), 0),
        (Cell("hidden", "count"), 1),
        (Cell("hidden", "count", "known since the count is shown"), 0),
    ],
)
def test_difference(cell: Cell, code: int) -> None:
    """A cell that differs and is not explained breaks the run, and the headline says so."""
    matrix = Matrix("seed", ("a stranger",), (MatrixRow("save", "Save", (cell,)),))
    header = Header(
        clauses=(Clause("S-1", "s", "Saves stay unseen"),),
        planned=(Planned("a", "F", "R", "a", "f.feature", 3, ("S-1",)),),
    )
    run = Run(header, (Result("a", Verdict.KEPT),), finished="2026-01-01T00:00:09+00:00", matrix=matrix)

    assert (run.exit_code, len(matrix.findings)) == (code, code)
    assert headline(run).startswith("1 cell of the visibility matrix differs") is bool(code)


@pytest.mark.parametrize(("apart", "says"), [(0, "each of 9 cells is as declared"), (9, "… and 4 more")])
def test_in_the_summary(apart: int, says: str) -> None:
    """The summary of a run names the first cells that differ, or says that none does."""
    cell = Cell("hidden", "count" if apart else "hidden")
    matrix = Matrix("seed", tuple(map(str, range(9))), (MatrixRow("save", "save", (cell,) * 9),))
    text = render(Run(Header(), finished="2026-01-01T00:00:09+00:00", matrix=matrix), Paper())

    assert says in text
    assert text.count("✗ save, ") == min(apart, 5)
