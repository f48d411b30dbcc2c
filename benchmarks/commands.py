"""B6: how soon the command answers, beside a Python that does nothing."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Effort, Row, in_turns, run, wall
from unseen.home import HOME

FILES = 100


def rows(effort: Effort) -> Iterator[Row]:
    """`unseen --help`, and `unseen lint` of many files, as processes."""
    files = FILES if effort.rounds > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _many(folder / "features", files)
        unseen = [sys.executable, "-m", "unseen.cli"]
        told, linted, nothing = in_turns(
            effort.rounds * 3 if effort.rounds > 1 else 1,
            lambda: run([*unseen, "--help"], folder),
            lambda: run([*unseen, "lint", "features"], folder),
            lambda: run([sys.executable, "-c", "pass"], folder),
        )
    idle = f"{wall(nothing):.3f} s"
    yield Row(
        "B6", "`unseen --help`; `python -c pass`", f"{wall(told):.3f} s", idle, wall(told), "s", "≤", 0.25
    )
    yield Row(
        "B6",
        f"`unseen lint` of {files} feature files; `python -c pass`",
        f"{wall(linted):.3f} s",
        idle,
        wall(linted),
        "s",
        "≤",
        1.5,
    )


def _many(folder: Path, files: int) -> None:
    """The packaged files, each under as many names as it takes."""
    folder.mkdir()
    shutil.copy(HOME / "features" / "clauses.toml", folder)
    sources = sorted((HOME / "features").glob("*.feature"))
    for number in range(files):
        source = sources[number % len(sources)]
        shutil.copy(source, folder / f"{source.stem}-{number:03}.feature")
