"""What is kept over HTTP is what is kept in process: the same verdicts, findings, evidence and replay."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from unseen.evidence.store import Store
from unseen.record import Result, read

LEAK = ("--fault", "body-extra-field", "--seed", "5")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Where the reference platform is served, by a process of its own."""
    words = [sys.executable, "-u", "-m", "unseen.cli", "platform", "serve", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split("is at ")[1].split("; ")[0]
        process.terminate()


def judged(directory: Path) -> list[Result]:
    """What every scenario came to, with every finding, apart from how long it took."""
    return [replace(result, seconds=0.0) for result in read(directory / "run.ndjson").results]


def kept(directory: Path) -> list[tuple[object, ...]]:
    """All observations of all scenarios, in order, by the digests of their bodies."""
    store = Store.open(directory / "evidence")
    return [
        (scenario, each.world, each.reader, each.surface, each.request, each.status, each.sha256)
        for scenario in (plan.id for plan in read(directory / "run.ndjson").header.planned)
        for each in store.observations(scenario)
    ]


def test_both_ways(audited, url: str, tmp_path: Path, invoke) -> None:
    """Verdicts, fingerprints and bodies are the same, and what came over HTTP is judged again without it."""
    here = audited(*LEAK).directory
    result = invoke("audit", "policy", "--target", url, "--out", tmp_path / "out", *LEAK)
    assert result.exit_code == 1, result.output
    assert judged(tmp_path / "out") == judged(here)
    assert kept(tmp_path / "out") == kept(here)
    result = invoke("replay", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "SAME: 3 scenarios judged again without the platform" in result.output
