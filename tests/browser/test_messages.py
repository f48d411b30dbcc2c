"""Cucumber Messages as Cucumber's own HTML formatter shows them."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.browser import Tab
from unseen.model import Verdict
from unseen.record import Run
from unseen.reports import messages

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def formatted(run: Run, tmp_path_factory: pytest.TempPathFactory, needs: Callable[..., None]) -> Path:
    """The official report of a run with every verdict in it."""
    needs("node", "html-formatter")
    folder = tmp_path_factory.mktemp("messages")
    (folder / "messages.ndjson").write_text(messages.render(run), encoding="utf-8")
    words = ["node", str(HERE / "render.mjs"), str(folder / "messages.ndjson"), str(folder / "report.html")]
    subprocess.run(words, check=True, timeout=60)
    return folder / "report.html"


def test_official_report(tab: Tab, formatted: Path, run: Run) -> None:
    """It shows every feature, and counts as passed what is kept and nothing else."""
    tab.open(formatted.as_uri())
    tab.value(
        "new Promise(done => { const look = () => document.body.innerText.includes('.feature') ? done()"
        " : setTimeout(look, 50); look() })"
    )
    text = tab.value("document.body.innerText")

    kept, planned = run.counts[Verdict.KEPT], len(run.header.planned)
    assert f"({kept} / {planned}) passed" in text
    assert f"AMBIGUOUS {run.counts[Verdict.INCONCLUSIVE]}\n" in text
    for file in {plan.file for plan in run.header.planned}:
        assert file in text
    broken = next(plan for plan in run.header.planned if run.by_id[plan.id].verdict is Verdict.BROKEN)
    assert broken.scenario in text
