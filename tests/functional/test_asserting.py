"""Promises in plain Python under `unseen audit`, which plays in a process of its own."""

import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import House


def test_what_was_compared_is_not_told(house: "House") -> None:
    """`unseen audit` tells the line that does not hold, and nothing of what was compared."""
    house.scenario("Scenario: The case\n  Then two and two is 5\n")
    words = [sys.executable, "-m", "unseen.cli", "audit", "features", "--out", "report"]
    done = subprocess.run(words, cwd=house.path, capture_output=True, text=True, check=False)

    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(
        r"`assert number == 2 \+ 2` does not hold in conftest\.py:\d+", " ".join(done.stdout.split())
    )
    assert "5 ==" not in (house.path / "report/run.ndjson").read_text()
