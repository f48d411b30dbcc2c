"""`unseen matrix`: what it prints, and its exit codes."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from unseen.cli.visibility import progress
from unseen.record import Cell, Matrix, MatrixRow, read
from unseen.reports import grid
from unseen.reports.terminal import Paper

Invoke = Callable[..., click.testing.Result]

CLAUSES = '[sections.s]\n[[clause]]\nid = "ONE-1"\nsection = "s"\nrule = "Likes are seen."\n'
FEATURE = """\
Feature: Likes
  @ONE-1
  Rule: Likes are seen
    Scenario: A like
      Given Cho has posted the "recipe" video
      When Ana likes the "recipe" video
      Then Cho can see who liked the "recipe" video
"""
MATRIX = """\
people = ['Cho has posted the "recipe" video']
[audience.owner]
reads = ["Cho"]
[audience."logged out"]
reads = ["a logged-out visitor"]
[[row]]
id = "like"
title = "like"
when = ['Ana likes the "recipe" video']
cells = { owner = "visible", "logged out" = "hidden" }
"""
EXPLAINED = '[[difference]]\nrow = "like"\naudience = "logged out"\nobserved = "count"\nwhy = "{}"\n'


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A policy with one clause and one row, in the working folder."""
    folder = tmp_path / "features"
    folder.mkdir()
    for name, text in (("clauses.toml", CLAUSES), ("likes.feature", FEATURE), ("matrix.toml", MATRIX)):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder / "matrix.toml"


def test_finding(policy: Path, invoke: Invoke) -> None:
    """A cell that differs and is not explained is told by name, and the exit code is 1."""
    found = invoke("matrix")

    assert found.exit_code == 1
    assert "✗ like, logged out: declared hidden, observed count" in found.output
    assert "✗ DIFFERENT: 1 cell of 2" in found.output


def test_explained(policy: Path, invoke: Invoke) -> None:
    """With a reason it is as declared; the reason is printed."""
    policy.write_text(MATRIX + EXPLAINED.format("visitors are shown the number"), encoding="utf-8")

    found = invoke("matrix", "features")

    assert found.exit_code == 0
    assert "· like (logged out): visitors are shown the number" in found.output
    assert "✓ AS DECLARED: 1 of 2 cells as declared, 1 deliberately different" in found.output


def test_idle(policy: Path, invoke: Invoke) -> None:
    """A reason for what does not differ is a mistake of the policy; a planted leak excuses it."""
    idle = EXPLAINED.format("there").replace('"logged out"', '"owner"')
    text = MATRIX.replace('"logged out" = "hidden"', '"logged out" = "count"') + idle
    policy.write_text(text, encoding="utf-8")

    found, leaky = invoke("matrix"), invoke("matrix", "--fault", "badge-count-moves")

    assert (found.exit_code, leaky.exit_code) == (2, 0)
    assert "error: features/matrix.toml:11: like: there\n  → nothing differs there" in found.output


def test_json(policy: Path, invoke: Invoke) -> None:
    """Machines get every cell."""
    found = json.loads(invoke("matrix", "--json", "--fault", "likes-not-public").stdout)

    assert found["rows"][0]["cells"]["owner"] == {"declared": "visible", "observed": "visible", "note": ""}
    assert (found["as_declared"], found["fault"], found["profile"]) == (False, "likes-not-public", "seed")
    assert [each["audience"] for each in found["findings"]] == ["logged out"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--fault", "likes-not-publik"], 2, "did you mean `likes-not-public`?"),
        (["--profile", "seat"], 2, "did you mean `seed`?"),
        (["--target", "http://127.0.0.1:9"], 3, "inconclusive"),
        (["nowhere"], 2, "there is no file or folder `nowhere`"),
    ],
)
def test_mistakes(policy: Path, invoke: Invoke, words: list[str], code: int, says: str) -> None:
    """What cannot be done is told in a line, and how to mend it."""
    found = invoke("matrix", *words)

    assert (found.exit_code, says in found.output) == (code, True)


def test_refused(policy: Path, invoke: Invoke) -> None:
    """An act that the platform refuses leaves nothing to be said: inconclusive."""
    text = MATRIX.replace(
        "when = ['Ana likes", "given = ['Cho has set who may comment to no one']\nwhen = ['Ana comments on"
    )
    policy.write_text(text, encoding="utf-8")

    found = invoke("matrix")

    assert found.exit_code == 3
    assert "the platform refused with" in found.output


def test_wrong_matrix(policy: Path, invoke: Invoke) -> None:
    """A mistake in the file is told with its line."""
    policy.write_text(MATRIX.replace('"visible"', '"seen"'), encoding="utf-8")

    found = invoke("matrix")

    assert found.exit_code == 2
    assert "error: features/matrix.toml:6: there is no value of a cell `seen`" in found.output


def test_audit(policy: Path, invoke: Invoke) -> None:
    """An audit can find it as well: it stands in the record, and a difference breaks the run."""
    found = invoke("audit", "--matrix", "--no-evidence", "features")
    run = read(Path("unseen-report", "run.ndjson"))

    assert found.exit_code == 1
    assert "1 cell of the visibility matrix differs from what is declared" in found.output
    assert "✗ like, logged out: declared hidden, observed count" in found.output
    assert "explain them in matrix.toml" in found.output
    assert run.matrix is not None
    assert run.matrix.findings[0][2] == Cell("hidden", "count")


def test_audit_with_a_full_disk(policy: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the record cannot be written any more, what was found is told all the same."""
    from unseen.cli import audit

    def full(path: Path, matrix: Matrix) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(audit, "add_matrix", full)
    found = invoke("audit", "--matrix", "--no-evidence", "features")

    assert found.exit_code == 1
    assert "no space left on device" in found.output
    assert "1 cell of the visibility matrix" in found.output


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress() -> None:
    """On a terminal the line is drawn over and wiped at the end; elsewhere a line comes now and then."""
    ticks = [0.0, 1.0, 2.5, 3.0, 0.0, 1.0, 2.5, 3.0]
    clock = iter(ticks).__next__
    for stream, text in (
        (io.StringIO(), "2 of 3 rows · 2 s\n"),
        (Terminal(), "\r\x1b[K1 of 3 rows · 1 s\r\x1b[K2 of 3 rows · 2 s\r\x1b[K"),
    ):
        tell = progress(stream, clock)
        for done in (1, 2, 3):
            tell(done, 3)

        assert stream.getvalue() == text


def test_grid() -> None:
    """A line is no wider than a small terminal; what is not offered is told with its reason."""
    cells = (
        Cell("hidden", "visible"),
        Cell("hidden", "not offered", "there is none"),
        Cell("odd", "strange"),
    )
    rows = (MatrixRow("a", "a row with a title that goes on and on", cells),)
    text = grid.render(Matrix("seed", ("owner", "logged out", "friend"), rows), Paper(60, True), "a platform")

    assert "\x1b[1;31mH≠V\x1b[0m" in text
    assert "there is none" in text
    assert "?≠?" in text
    assert max(map(len, text.replace("\x1b[1;31m", "").replace("\x1b[0m", "").splitlines())) <= 62
