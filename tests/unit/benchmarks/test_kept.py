"""What long benchmarks keep from run to run."""

import json
from pathlib import Path

import pytest

from benchmarks.kept import rows_in


def test_a_killed_run_loses_one_row_at_most(tmp_path: Path) -> None:
    """Wherever the last line is cut off, what was there before is read, and the next row starts a line."""
    whole = '{"seed": 1}\n{"seed": 2}\n'
    for cut in range(len(whole) + 1):
        path = tmp_path / "new" / "rows.ndjson"
        path.parent.mkdir(exist_ok=True)
        path.write_text(whole[:cut])
        rows = rows_in(path)
        assert rows == [{"seed": 1}, {"seed": 2}][: len(rows)]
        assert len(rows) == whole[:cut].count("}")
        with path.open("a") as file:
            file.write('{"seed": 3}\n')
        assert rows_in(path) == [*rows, {"seed": 3}]


def test_nothing_is_kept_yet(tmp_path: Path) -> None:
    """No file is no rows, and the folder is there to write to."""
    assert rows_in(tmp_path / "new" / "rows.ndjson") == []
    assert (tmp_path / "new").is_dir()


def test_a_file_of_something_else_is_not_cut(tmp_path: Path) -> None:
    """Only the end of a file can be a row that was cut off."""
    path = tmp_path / "rows.ndjson"
    path.write_text("no row\n{}\n")
    with pytest.raises(json.JSONDecodeError):
        rows_in(path)
    assert path.read_text() == "no row\n{}\n"
