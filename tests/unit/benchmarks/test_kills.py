"""The bench of kills: which moments it strikes at, and what it calls wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kills import POLICY, WAYS, Moment, descendants, end, is_alive, main


def test_moments() -> None:
    """Fifty moments are spread over the whole of an audit and over all its processes, alike every time."""
    moments = [Moment.of(number) for number in range(50)]
    assert moments == [Moment.of(number) for number in range(50)]
    assert {moment.way for moment in moments} == set(WAYS)
    assert {moment.feature for moment in moments} == set(POLICY)
    assert min(moment.after for moment in moments) < 0 < 1 < max(moment.after for moment in moments)
    assert sum(0 < moment.after < 1 for moment in moments) > 30


@pytest.mark.parametrize(
    ("left", "then", "code"),
    [("partial", "gone on with", 0), ("WRONG: it passes for a whole run", "", 1), ("partial", "WRONG: x", 1)],
)
def test_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], left: str, then: str, code: int) -> None:
    """What was left is counted, and one wrong record makes the exit code 1; stopped, it goes on."""
    results, struck = tmp_path / "kills.ndjson", []

    def attempt(moment: Moment) -> tuple[str, str]:
        struck.append(moment.number)
        return left, then

    main(["--moments", "2", "--results", str(results)], attempt)
    assert main(["--moments", "3", "--results", str(results)], attempt) == code
    assert struck == [0, 1, 2]
    assert f"3 of 3: {left}" in capsys.readouterr().out


def test_descendants(needs) -> None:
    """The processes below a process are found, and ended one by one; one that is gone is no error."""
    needs("ps")
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as process:
        while not (below := descendants(process.pid)):
            pass
        assert is_alive(below[0])
        end(below[0])
        process.wait()
    end(below[0])
    assert not is_alive(below[0])
