"""The wheel, and an environment that has it and nothing of this checkout."""

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment."""

    path: Path

    def run(
        self, *words: str, at: Path, variables: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of this environment in a directory; what steers our own tests does not reach it."""
        program = self.path / ("Scripts" if sys.platform == "win32" else "bin") / words[0]
        ours = ("PYTEST", "COV", "PYTHON")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return subprocess.run(
            [program, *words[1:]], cwd=at, env=kept | dict(variables or {}), capture_output=True, text=True
        )

    def must(self, *words: str, at: Path) -> None:
        """Run a program that has to succeed."""
        done = self.run(*words, at=at)
        assert done.returncode == 0, done.stdout + done.stderr


def _new(path: Path) -> Environment:
    venv.create(path, with_pip=True)
    return Environment(path)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with nothing in it but pip."""
    return _new(tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="session")
def wheel(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout by its declared build backend."""
    dist = tmp_path_factory.mktemp("dist")
    environment.must("pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(dist), str(ROOT), at=dist)
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(environment: Environment, wheel: Path) -> Environment:
    """An environment with the wheel and what it depends on."""
    environment.must("pip", "install", "--quiet", str(wheel), at=wheel.parent)
    return environment
