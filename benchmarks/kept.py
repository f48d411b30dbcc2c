"""What a long benchmark has found out so far: a row of JSON a line, kept from run to run."""

import json
from pathlib import Path
from typing import Any


def rows_in(path: Path) -> list[Any]:
    """
    The rows of a file, none if there is no such file; its folder is made.

    A last line that was cut off when a run was killed is taken out of the file, and is found out again.

    Raises:
        json.JSONDecodeError: any other line is no JSON.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = [json.loads(line) for line in lines[:-1]]
    for line in lines[-1:]:
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            lines.pop()
        path.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")
    return rows
