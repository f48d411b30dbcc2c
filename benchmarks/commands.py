"""B6: how soon the command answers, beside a Python that does nothing."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Cost, Effort, Row, cpu, in_turns, run, wall
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
    idle = _both(nothing)
    yield Row("B6", "`unseen --help`; `python -c pass`", _both(told), idle, wall(told), "s", "≤", 0.25)
    yield Row(
        "B6",
        f"`unseen lint` of {files} feature files; `python -c pass`",
        _both(linted),
        idle,
        wall(linted),
        "s",
        "≤",
        1.5,
    )


def _both(costs: Sequence[Cost]) -> str:
    return f"{wall(costs):.2f} s (processor {cpu(costs):.2f} s)"


def _many(folder: Path, files: int) -> None:
    """The packaged files, each under as many names as it takes."""
    folder.mkdir()
    shutil.copy(HOME / "features" / "clauses.toml", folder)
    sources = sorted((HOME / "features").glob("*.feature"))
    for number in range(files):
        source = sources[number % len(sources)]
        shutil.copy(source, folder / f"{source.stem}-{number:03}.feature")
