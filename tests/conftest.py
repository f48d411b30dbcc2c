"""pytest's own fixture for running pytest, and what tests need that pip does not bring."""

import importlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from benchmarks.browser import BROWSER

pytest_plugins = ["pytester"]

ALL = "UNSEEN_ALL_TESTS"
"""Set in the environment, it makes an error of every test that would be left out."""
_MODULES = Path(__file__).parent / "browser" / "node_modules"
_NPM = "npm install --prefix tests/browser --no-package-lock"
Needs = Callable[..., None]


def _paper() -> bool:
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError):  # the package, or the library of the system that it calls
        return False
    return True


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


TOOLS: Mapping[str, tuple[Callable[[], bool], str]] = {
    "chromium": (lambda: BROWSER is not None, "apt-get install chromium"),
    "node": (_program("node"), "apt-get install npm"),
    "axe-core": ((_MODULES / "axe-core" / "axe.min.js").is_file, _NPM),
    "html-formatter": ((_MODULES / "@cucumber" / "html-formatter").is_dir, _NPM),
    "pango": (_paper, "apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
    "openssl": (_program("openssl"), "apt-get install openssl"),
    "jq": (_program("jq"), "apt-get install jq"),
    "ps": (_program("ps"), "apt-get install procps"),
}


def without(names: tuple[str, ...], tools: Mapping[str, tuple[Callable[[], bool], str]] = TOOLS) -> str:
    """Why a test that needs these tools cannot run here, and what would mend it; "" if it can."""
    missing = [name for name in names if not tools[name][0]()]
    if not missing:
        return ""
    remedies = dict.fromkeys(tools[name][1] for name in missing)
    return f"not applicable: needs {' and '.join(missing)}; {'; '.join(remedies)}"


@pytest.fixture(scope="session")
def needs() -> Needs:
    """Leaves a test out where one of these tools is missing, and says so; an error where all have to run."""

    def needs(*names: str) -> None:
        if reason := without(names):
            if os.environ.get(ALL):
                pytest.fail(f"{reason} ({ALL} is set)", pytrace=False)
            pytest.skip(reason)

    return needs


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tests that were left out are never left out silently."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    count = sum("not applicable: needs " in reason for reason in reasons)
    if count:
        terminalreporter.section("left out on this machine")
        terminalreporter.write_line(
            f"{count} tests need something that pip does not bring: SKIPPED, above, says what, and how to get"
            f" it. With {ALL}=1 that is an error, as in CI."
        )
