"""Tests that need a tool of the system: left out with a reason where it is missing, never silently."""

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1] / "conftest.py"
TEST = """
import pytest

def test_one(needs):
    needs("ps")

def test_two(needs):
    needs("nothing")
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A test that needs something that nobody has, with our conftest."""
    shutil.copy(HERE, pytester.path / "conftest.py")
    text = (pytester.path / "conftest.py").read_text()
    missing = 'TOOLS["nothing"] = (lambda: False, "apt-get install nothing")\n'
    text = text.replace("\n\n\ndef without", f"\n{missing}\n\ndef without", 1)
    (pytester.path / "conftest.py").write_text(text.replace('pytest_plugins = ["pytester"]\n', ""))
    pytester.makepyfile(TEST)
    return pytester


def test_left_out(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary names the tool, how to get it, and how many tests were left out."""
    monkeypatch.delenv("UNSEEN_ALL_TESTS", raising=False)
    result = project.runpytest_inprocess("-rs", "-p", "no:randomly")
    assert result.ret == 0
    printed = result.stdout.str()
    assert "not applicable: needs nothing; apt-get install nothing" in printed
    assert "left out on this machine" in printed
    assert "1 tests need something that pip does not bring" in printed


def test_required(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all tests have to run, a missing tool is an error, which says the same."""
    monkeypatch.setenv("UNSEEN_ALL_TESTS", "1")
    result = project.runpytest_inprocess("-p", "no:randomly")
    assert result.ret == 1
    assert "not applicable: needs nothing; apt-get install nothing" in result.stdout.str()
    assert "left out on this machine" not in result.stdout.str()
