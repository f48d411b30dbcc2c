"""What others make of a run: Allure, the Cucumber formatter and pytest-html, each as it comes."""

import importlib.util
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from benchmarks.generated import Generated
from unseen.reports import messages

NPM = Path(__file__).parent / "npm"

Build = Callable[[Generated, Path], Path]

_TESTS = """
import pytest


@pytest.mark.parametrize("number", range({number}))
def test_scenario(number):
    print("Given Cho has a room", "When Ana enters the room", "Then Cho never learns of it", sep="\\n")
    assert number % 50, "Cho can tell"
"""


def installed() -> dict[str, Build]:
    """The others by name; those that are missing are said, with how to get them."""
    found: dict[str, Build] = {}
    if (NPM / "node_modules" / "allure").is_dir():
        found["Allure 3, one file"] = _allure
    if (NPM / "node_modules" / "@cucumber").is_dir():
        found["Cucumber formatter"] = _cucumber
    if len(found) < 2:
        print("B8: `npm install --prefix benchmarks/npm` brings Allure and Cucumber", file=sys.stderr)
    if importlib.util.find_spec("pytest_html"):
        found["pytest-html"] = _pytest_html
    else:
        print("B8: `pip install pytest-html` brings pytest-html", file=sys.stderr)
    return found


def _call(folder: Path, words: list[str], ends_with: tuple[int, ...] = (0,), **variables: str) -> None:
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False, env=os.environ | variables
    )
    if done.returncode not in ends_with:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def _cucumber(made: Generated, folder: Path) -> Path:
    folder.mkdir()
    (folder / "run.ndjson").write_text(messages.render(made.run), encoding="utf-8")
    _call(folder, ["node", str(NPM / "format.cjs"), "run.ndjson", "report.html"])
    return folder / "report.html"


def _allure(made: Generated, folder: Path) -> Path:
    results = folder / "allure-results"
    results.mkdir(parents=True)
    for plan in made.run.header.planned:
        name = str(uuid.uuid5(uuid.NAMESPACE_URL, plan.id))
        steps = [
            {
                "name": f"{step.keyword} {step.text}",
                "status": "failed" if step.findings else "passed",
                "stage": "finished",
            }
            for step in made.run.by_id[plan.id].steps
        ]
        labels = {"feature": plan.feature, "story": plan.rule, "suite": plan.feature}
        content = {
            "uuid": name,
            "historyId": name,
            "fullName": plan.id,
            "name": plan.scenario,
            "status": "failed" if any(step["status"] == "failed" for step in steps) else "passed",
            "stage": "finished",
            "start": 1785748364000,
            "stop": 1785748364100,
            "labels": [{"name": key, "value": value} for key, value in labels.items()],
            "steps": steps,
        }
        (results / f"{name}-result.json").write_text(json.dumps(content))
    (folder / "allurerc.mjs").write_text(
        "export default { output: './out', plugins: { awesome: { options: { singleFile: true } } } }\n"
    )
    program = str(NPM / "node_modules" / "allure" / "cli.js")
    _call(folder, ["node", program, "generate", "allure-results", "-c", "allurerc.mjs"])
    return next((folder / "out").rglob("index.html"))


def _pytest_html(made: Generated, folder: Path) -> Path:
    folder.mkdir()
    (folder / "test_rooms.py").write_text(_TESTS.format(number=len(made.run.header.planned)))
    (folder / "pytest.ini").write_text("[pytest]\n")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytest_html.plugin"]
    words += ["-p", "pytest_metadata.plugin", "--html=report.html", "--self-contained-html", "."]
    _call(folder, words, (0, 1), PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    return folder / "report.html"
