"""What is in the wheel, and what it can do in an environment of its own."""

import configparser
import json
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Environment

ROOT = Path(__file__).parents[2]
PLACES = {
    "unseen": "unseen",
    "platform_stub": "platform_stub",
    "steps": "unseen/steps",
    "schemas": "unseen/schemas",
    "features": "unseen/features",
}
"""Folders of the checkout, and where they lie in the wheel."""


@pytest.fixture(scope="module")
def contents(wheel: Path) -> Mapping[str, bytes]:
    """Every file of the wheel by its name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_files() -> Iterator[tuple[str, bytes]]:
    for folder, place in PLACES.items():
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{place}/{path.relative_to(ROOT / folder).as_posix()}", path.read_bytes()


class TestContents:
    def test_files(self, contents: Mapping[str, bytes]) -> None:
        """The wheel holds the packages, vocabulary, schemas and policy as they are, and nothing else."""
        found = {name: data for name, data in contents.items() if ".dist-info/" not in name}

        assert dict(package_files()) == found

    def test_top_level(self, contents: Mapping[str, bytes]) -> None:
        """Two names appear where everybody's packages lie; tests and documents stay at home."""
        version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

        assert {name.partition("/")[0] for name in contents} == {
            "unseen",
            "platform_stub",
            f"unseen-{version}.dist-info",
        }

    @pytest.mark.parametrize(
        "name",
        [
            "unseen/py.typed",
            "platform_stub/py.typed",
            "unseen/features/clauses.toml",
            "unseen/schemas/metaschema.json",
            "unseen/steps/promising.py",
            "unseen/reports/html/report.html.j2",
            "unseen/reports/html/parts/head.j2",
            "unseen/reports/html/script/z-start.js",
            "unseen/reports/html/style/page.css",
            "unseen/reports/summary.schema.json",
            "platform_stub/documents/help-page.toml",
        ],
    )
    def test_data(self, contents: Mapping[str, bytes], name: str) -> None:
        """Files that are not Python are there too."""
        assert name in contents

    def test_metadata(self, contents: Mapping[str, bytes]) -> None:
        """The wheel says what it is called, under which licence, and what it puts where."""
        told = {
            name.rpartition(".dist-info/")[2]: data.decode()
            for name, data in contents.items()
            if "-info/" in name
        }
        metadata = Parser().parsestr(told["METADATA"])
        entries = configparser.ConfigParser()
        entries.read_string(told["entry_points.txt"])

        assert (metadata["Name"], metadata["License-Expression"]) == ("unseen", "Apache-2.0")
        assert told["licenses/LICENSE"] == (ROOT / "LICENSE").read_text()
        assert {name: dict(section) for name, section in entries.items() if section} == {
            "console_scripts": {"unseen": "unseen.cli:main"},
            "pytest11": {"unseen": "unseen.plugin"},
            "unseen.targets": {"stub": "unseen.targets.stub:embedded"},
        }


class TestInstalled:
    def test_audit(self, installed: "Environment", tmp_path: Path) -> None:
        """In an empty folder the packaged policy is played and kept."""
        done = installed.run("unseen", "audit", at=tmp_path)
        summary = json.loads((tmp_path / "unseen-report" / "summary.json").read_text())

        assert done.returncode == 0, done.stdout + done.stderr
        assert summary["verdict"] == "kept"
        assert (tmp_path / "unseen-report" / "report.html").stat().st_size > 10_000

    def test_fault(self, installed: "Environment", tmp_path: Path) -> None:
        """A leak that is planted in the packaged platform is found."""
        (file,) = installed.path.rglob("unseen/features/notification-absence.feature")
        done = installed.run("unseen", "audit", str(file), "--fault", "notification-names-saver", at=tmp_path)

        assert done.returncode == 1, done.stdout + done.stderr

    @pytest.mark.parametrize("words", [[], ["--help"], ["words"], ["faults"], ["lint"], ["audit", "--help"]])
    def test_commands(self, installed: "Environment", tmp_path: Path, words: list[str]) -> None:
        """Every command that only tells something works anywhere."""
        done = installed.run("unseen", *words, at=tmp_path)

        assert done.returncode == 0, done.stderr
        assert done.stdout

    def test_plugin_keeps_out(self, installed: "Environment", tmp_path: Path) -> None:
        """Where no feature files are asked for, pytest does what it always does."""
        (tmp_path / "test_plain.py").write_text("def test_one(): pass\n")
        (tmp_path / "other.feature").write_text("Feature: of somebody else\n")
        done = installed.run("pytest", "-q", at=tmp_path)

        assert done.returncode == 0, done.stdout
        assert "1 passed" in done.stdout
