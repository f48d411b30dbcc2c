"""A directory to work in, and the command as its users type it."""

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unseen.cli import main
from unseen.cli.audit import Build, Request

FEATURE = "Feature: F\n\n  @NOT-1\n  Scenario: S\n    Given x\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to work in, with one policy in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "a.feature").write_text(FEATURE)
    return tmp_path


@pytest.fixture(scope="session")
def invoke() -> Callable[..., Result]:
    """The command with these words."""
    return lambda *words: CliRunner().invoke(main, words, prog_name="unseen")


@pytest.fixture(scope="session")
def asked() -> Callable[..., Request]:
    """What an audit of the policy here is asked for, unless other things are said."""
    return lambda **more: Request(**{**ASKED, **more})


ASKED: dict[str, object] = {
    "paths": ("policy",),
    "target": "stub",
    "profile": "seed",
    "fault": None,
    "out": Path("out"),
    "workers": "1",
    "seed": None,
}


def _plays(verdicts: str = "kept kept", then: str = "", code: int = 0, end: bool = True) -> Build:
    """A command that records these verdicts, does what `then` says and ends with this code."""
    script = textwrap.dedent(
        f"""
        import os, signal, sys, time
        from pathlib import Path
        from unseen.model import Verdict
        from unseen.record import Clause, Header, Planned, Problem, RecordWriter, Result, Section
        words = {verdicts!r}.split()
        plans = tuple(
            Planned(str(n), "F", "R", f"S{{n}}", "a.feature", n + 1, ("C-1",)) for n in range(len(words))
        )
        writer = RecordWriter(Path(sys.argv[1]))
        writer.run(Header("0", "2026-01-01T00:00:00+00:00", "stub", "seed", None, 1, ("policy",),
                          (Section("s", "S"),), (Clause("C-1", "s", "A promise."),), plans))
        for plan, word in zip(plans, words):
            if word != "lost":
                writer.scenario(Result(plan.id, Verdict(word), "because"))
        """
    )
    script += textwrap.dedent(then)
    script += "\nwriter.end('2026-01-01T00:00:09+00:00')\n" if end else ""
    script += f"\nsys.exit({code})\n"
    return lambda request, paths, record: [sys.executable, "-c", script, str(record)]


@pytest.fixture(scope="session")
def plays() -> Callable[..., Build]:
    """Makes commands that play the part of pytest."""
    return _plays
