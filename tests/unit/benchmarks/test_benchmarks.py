"""The benchmarks run, at their smallest size; how fast is not asked here."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def benchmarks(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *words], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("name", "rows"), [("B1", 2), ("B2", 1), ("B3", 1), ("B4", 3), ("B5", 3), ("B6", 2), ("B10", 1)]
)
def test_runs(name: str, rows: int) -> None:
    """Each measures ours beside the alternative, and says which bar it is held to."""
    done = benchmarks("--smoke", name)
    _, _, *lines = done.stdout.splitlines()

    assert done.returncode in (0, 1), done.stderr
    assert [line.split("|")[1].strip() for line in lines] == [name] * rows
    assert any("≤" in line or "≥" in line for line in lines)


def test_report_runs(needs) -> None:
    """The report is measured in a browser, beside whatever else is installed."""
    needs("chromium")
    done = benchmarks("--smoke", "B8")
    _, _, *lines = done.stdout.splitlines()

    assert done.returncode in (0, 1), done.stderr
    assert len(lines) >= 4
    assert "the same bytes" in lines[3]


def test_unknown() -> None:
    """A benchmark that does not exist is refused with those that do."""
    done = benchmarks("B99")

    assert done.returncode == 2
    assert "there is no benchmark B99" in done.stderr
