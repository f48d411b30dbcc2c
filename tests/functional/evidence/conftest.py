"""Runs whose evidence is looked at: a small policy, played once for each platform that is asked for."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unseen.cli import main
from unseen.evidence.envelope import Key, public_key

POLICY = """\
Feature: Notices

  @NOT-1 @NOT-2
  Rule: No channel carries a save

    Scenario: A save is no notice
      Given Cho has posted the "recipe" video
      When Ana saves the "recipe" video
      Then Cho cannot see that Ana saved the "recipe" video
      And Cho is shown 0 likes for the "recipe" video

    Scenario: A save moves nothing
      Given Cho has posted the "recipe" video
      When Ana saves the "recipe" video
      Then Cho is not notified of anything

  @NOT-3
  Rule: A like is one

    Scenario: A like is a notice
      Given Cho has posted the "recipe" video
      When Ben likes the "recipe" video
      Then Cho is notified that Ben liked the "recipe" video
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What an audit wrote, and what it printed."""

    directory: Path
    printed: str


@pytest.fixture(scope="session")
def invoke() -> Callable[..., Result]:
    """The command with these words."""
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], prog_name="unseen")


@pytest.fixture(scope="session")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to work in, with the policy in it."""
    folder = tmp_path_factory.mktemp("auditors")
    (folder / "policy").mkdir()
    (folder / "policy" / "notices.feature").write_text(POLICY)
    return folder


@pytest.fixture(autouse=True)
def _there(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(policy)


@pytest.fixture(scope="session")
def audited(policy: Path, invoke: Callable[..., Result]) -> Callable[..., Bundle]:
    """Audits the policy with these options, once."""

    @cache
    def audited(*words: str) -> Bundle:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(policy)
            out = policy / f"report{'-'.join(words)}"
            result = invoke("audit", "policy", "--out", out, *words)
            assert result.exit_code in (0, 1), result.output
            return Bundle(out, result.output)

    return audited


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory, invoke: Callable[..., Result]) -> Path:
    """A private key, with its public half beside it."""
    path = tmp_path_factory.mktemp("keys") / "auditor.key"
    assert invoke("keygen", path).exit_code == 0
    return path


@pytest.fixture(scope="session")
def public(keys: Path) -> Key:
    """The public half."""
    return public_key(keys.with_name("auditor.key.pub"))


@pytest.fixture(scope="session")
def original(audited: Callable[..., Bundle], keys: Path, invoke: Callable[..., Result]) -> Path:
    """A signed run of a leaking platform."""
    directory = audited("--fault", "body-extra-field", "--seed", "5").directory
    assert invoke("sign", directory, "--key", keys, "--assessor", "A. Auditor").exit_code == 0
    return directory


@pytest.fixture
def signed(original: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(original, tmp_path / "unseen-report")
    return tmp_path / "unseen-report"
