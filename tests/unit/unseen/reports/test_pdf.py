"""Summary and exceptions of a run as a PDF."""

import re
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from unseen.cli import main
from unseen.model import Finding, Verdict
from unseen.record import Clause, Header, Planned, Result, Run, Section, Step
from unseen.reports import pdf
from unseen.reports.html import paper

LEAKY = Path(__file__).with_name("leaky.ndjson")


@pytest.fixture
def run(needs) -> Run:
    """A run with one broken clause; its finding tries to have something fetched."""
    needs("pango")
    finding = Finding(
        "twins", "push", "/total", "Cho", "Cho can tell <img src='http://h/x'>", here="7", there="8"
    )
    plan = Planned("a", "F", "R", "A scenario", "f.feature", 3, ("C-1",))
    steps = (Step("Then", "nobody learns of it", 4, "broken", (finding,)),)
    header = Header("0.1.0", "2026-08-03T09:12:44+00:00", "stub", "seed", None, 1, ("f.feature",))
    header = replace(
        header, sections=(Section("s", "S"),), clauses=(Clause("C-1", "s", "A promise."),), planned=(plan,)
    )
    return Run(header, (Result("a", Verdict.BROKEN, "", 0.1, steps),), (), "2026-08-03T09:13:44+00:00")


def test_tagged_and_the_same_twice(run: Run) -> None:
    """The document says that it is accessible (PDF/UA), and the same run gives the same bytes."""
    made = pdf.render(run)
    about = re.findall(rb"/Metadata.{,80}?>>\nstream\n(.*?)\nendstream", made, re.DOTALL)

    assert made.startswith(b"%PDF-")
    assert [b"pdfuaid:part" in zlib.decompress(each) for each in about] == [True]
    assert pdf.render(run) == made


def test_what_is_on_paper(run: Run) -> None:
    """On paper are verdict, findings, clauses and method; no script, nothing is fetched."""
    text = paper(run)

    assert "1 finding breaks 1 clause" in text
    assert "A promise." in text
    assert "&lt;img" in text
    assert "<script" not in text
    assert "Method" in text
    with pytest.raises(ValueError, match="is not fetched"):
        pdf._nothing("http://h/x")


def test_command(tmp_path: Path, needs) -> None:
    """`unseen report --format pdf` writes the file that is named, and asks for a name."""
    needs("pango")
    words = ["report", str(LEAKY), "--format", "pdf"]
    told = CliRunner().invoke(main, words)
    done = CliRunner().invoke(main, [*words, "--out", str(tmp_path / "summary.pdf")])

    assert told.exit_code == 2
    assert "name a file with `--out`" in told.output
    assert done.exit_code == 0
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF-")


def test_without_weasyprint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where WeasyPrint is not installed the command says how to get it."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    told = CliRunner().invoke(
        main, ["report", str(LEAKY), "--format", "pdf", "--out", str(tmp_path / "summary.pdf")]
    )

    assert told.exit_code == 2
    assert 'pip install "unseen[pdf]"' in told.output
