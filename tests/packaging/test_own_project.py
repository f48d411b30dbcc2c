"""A project of its own: policy, sentence, schemas and platform as in `docs/own-project.md`, on the wheel."""

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Environment

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = DOCS / "example"
HONEST = 'return {"title": title, "likes": self._count(title)}'
LEAKY = 'return {"title": title, "likes": self._count(title) + len(self._watchlists.get(title, ()))}'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example of the guide, in a folder of its own."""
    return shutil.copytree(
        EXAMPLE, tmp_path / "club", ignore=shutil.ignore_patterns("__pycache__", "unseen-report")
    )


def leak(project: Path) -> None:
    """Count those who want to watch a film among those who like it."""
    club = project / "film_club.py"
    text = club.read_text()
    assert HONEST in text
    club.write_text(text.replace(HONEST, LEAKY))


def summary(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project / "unseen-report" / "summary.json").read_text())
    return found


def test_kept(installed: "Environment", project: Path) -> None:
    """Their policy is kept on their platform; the record names it."""
    done = installed.run("unseen", "audit", "--target", "adapter:film_club", at=project)

    assert done.returncode == 0, done.stdout + done.stderr
    assert summary(project)["clauses"] == {"WATCH-1": "kept"}
    assert "played on `adapter:film_club`" in done.stdout


def test_broken(installed: "Environment", project: Path) -> None:
    """A leak of their platform breaks their clause, and the evidence points at it."""
    leak(project)
    done = installed.run("unseen", "audit", "--target", "adapter:film_club", at=project)

    assert done.returncode == 1, done.stdout + done.stderr
    assert summary(project)["clauses"] == {"WATCH-1": "broken"}
    assert {(each["surface"], *each["pointers"]) for each in summary(project)["findings"]} == {
        ("video page", "/likes")
    }


def test_undeclared_field(installed: "Environment", project: Path) -> None:
    """A field that their schemas do not declare breaks the promise that was made where it was sent."""
    club = project / "film_club.py"
    club.write_text(club.read_text().replace('{"title": title, ', '{"title": title, "seats": 3, '))
    done = installed.run("unseen", "audit", "--target", "adapter:film_club", at=project)

    assert done.returncode == 1, done.stdout + done.stderr
    findings = summary(project)["findings"]
    assert {(each["oracle"], *each["pointers"]) for each in findings if each["surface"] == "video page"} == {
        ("schema", "/seats")
    }


def test_entry_point(installed: "Environment", project: Path) -> None:
    """A target that is registered as an entry point is called by its name."""
    information = project / "film_club-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.4\nName: film-club\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[unseen.targets]\nfilm-club = adapter:film_club\n")
    done = installed.run(
        "unseen", "audit", "--target", "film-club", at=project, variables={"PYTHONPATH": str(project)}
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "played on `film-club`" in done.stdout


def test_workers(installed: "Environment", project: Path) -> None:
    """Workers know their sentence and their platform too."""
    done = installed.run("unseen", "audit", "--target", "adapter:film_club", "-n", "2", at=project)

    assert done.returncode == 0, done.stdout + done.stderr
    assert summary(project)["clauses"] == {"WATCH-1": "kept"}


def test_pytest(installed: "Environment", project: Path) -> None:
    """The same with pytest, beside whatever else they test."""
    done = installed.run("pytest", "-q", "--unseen-target", "adapter:film_club", "features", at=project)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_lint(installed: "Environment", project: Path) -> None:
    """Their sentence is known to the check as well."""
    done = installed.run("unseen", "lint", "features", "--steps", "steps.ours", at=project)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("adaptr:film_club", "cannot be imported: No module named 'adaptr'"),
        ("adapter:film_clup", "has no attribute 'film_clup'"),
        ("film-clup", "there is no target `film-clup`"),
    ],
)
def test_misspelt_target(installed: "Environment", project: Path, target: str, said: str) -> None:
    """A target that is not there is a mistake in the options, told as such."""
    done = installed.run("unseen", "audit", "--target", target, at=project)

    assert done.returncode == 2
    assert said in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stdout + done.stderr


def test_guide() -> None:
    """Every piece of code in the guide stands in the file that it names."""
    guide = (DOCS / "own-project.md").read_text()
    pieces = re.findall(r"`(example/[\w./-]+)`[^`]*\n\n```\w+\n(.*?)```", guide, re.DOTALL)

    assert len(pieces) == 4
    for file, code in pieces:
        assert code in (DOCS / file).read_text()
