"""The page and the history around a run: what is brought together from disk."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from unseen.cli import main
from unseen.cli.page import page, remember
from unseen.home import HOME
from unseen.past import History, past_run, place
from unseen.record import read
from unseen.reports.wording import ranges

LEAKY = Path(__file__).parents[1] / "reports" / "leaky.ndjson"


def test_trend_up_to_this_run(tmp_path: Path) -> None:
    """The page shows the runs up to its own, so that building it again later gives the same bytes."""
    this = read(LEAKY)
    folder = tmp_path / "unseen-report"
    alone = page(this, folder)
    for day in ("01", "02"):
        remember(replace(this, header=replace(this.header, started=f"2026-08-{day}T00:00:00+00:00")), folder)
    remember(this, folder)
    first = page(this, folder)
    remember(replace(this, header=replace(this.header, started="2026-09-01T00:00:00+00:00")), folder)

    assert "Since earlier runs" not in alone
    assert "The last 3 runs" in first
    assert "No clause changed its verdict" in first
    assert page(this, folder) == first


def test_changes_are_named(tmp_path: Path) -> None:
    """The page names the clauses that broke since the run before."""
    this = read(LEAKY)
    earlier = replace(this.header, started="2026-08-01T00:00:00+00:00", planned=())
    remember(replace(this, header=earlier, results=()), tmp_path / "out")

    broken = [each.clause.id for each in this.clauses if each.verdict == "broken"]
    assert f"broken</span> newly: {ranges(broken)}" in page(this, tmp_path / "out")


def test_unfinished_runs_are_not_kept(tmp_path: Path) -> None:
    """A run that was stopped is no point of a trend."""
    remember(replace(read(LEAKY), interrupted=True), tmp_path / "out")

    assert History(place(tmp_path / "out")).runs() == []


def test_without_a_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A history that cannot be used is said, and costs neither the run nor its report."""
    run = read(LEAKY)
    (tmp_path / ".unseen").mkdir()
    (tmp_path / ".unseen" / "history.sqlite").write_text("no database" * 100)
    remember(run, tmp_path / "out")
    text = page(run, tmp_path / "out")
    said = capsys.readouterr().err

    assert past_run(run).key
    assert "Broken" in text
    assert "warning: the run is not in the history" in said
    assert "warning: the report shows no trend" in said


def test_evidence_in_the_page(tmp_path: Path) -> None:
    """After a real audit the page holds payloads, census and digests, twice the same; damage is said."""
    out = tmp_path / "unseen-report"
    words = ["audit", str(HOME / "features" / "tips.feature"), "--out", str(out), "--fault", "etag-changes"]
    assert CliRunner().invoke(main, words).exit_code == 1
    written = (out / "report.html").read_text(encoding="utf-8")

    assert page(read(out / "run.ndjson"), out) == written
    assert "What each audience received" in written
    assert re.search(r"[\d,]+ payloads of \d+ scenarios in this file, redacted", written)
    assert re.search(r"has the root <code>[0-9a-f]{64}</code>", written)
    assert "features/tips.feature" in written

    sources = out / "evidence" / "sources.json"
    sources.write_text(re.sub(r'"schemas": "[^"]*"', '"schemas": "gone"', sources.read_text()))
    without = page(read(out / "run.ndjson"), out)
    assert "What each audience received" not in without
    assert "in this file, redacted" in without


def test_damaged_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Evidence that cannot be read is said, and the report is written without payloads."""
    (tmp_path / "evidence").mkdir()
    text = page(read(LEAKY), tmp_path)

    assert "warning: the report shows no payloads" in capsys.readouterr().err
    assert "What each audience received" not in text
