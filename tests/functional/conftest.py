"""A small policy on a small platform: whole feature files are run in no time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

import unseen.audit  # noqa: F401 - what pytester imports it forgets again, which takes a second a run
from unseen.model import Verdict
from unseen.record import Run, read
from unseen.vocabulary import Vocabulary

Vocabulary.packaged()

CONFIG = """
[pytest]
unseen_features = true
strict = true
addopts = ["--import-mode=importlib", "-p", "no:randomly", "-p", "no:hypothesispytest", "-p", "no:faker"]
filterwarnings = ["error"]
"""

CLAUSES = """
[sections]
quiet = { title = "Quiet rooms" }

[[clause]]
id = "QUIET-1"
section = "quiet"
rule = "A whisper is not heard."

[[clause]]
id = "QUIET-2"
section = "quiet"
rule = "A knock is heard."
"""

CONFTEST = '''
import pytest

from unseen.model import Census, Finding, Judgement, PolicyError
from unseen.target import NotOffered, TargetError
from unseen.vocabulary import given, then, when

LEAK = Finding(
    oracle="twins", surface="hallway", pointer="/sounds/0", reader="Cho",
    message="Cho hears Ana whisper", remedy="close the door", request="GET /hallway",
    here="psst", there="",
)


class Room:
    def __init__(self):
        self.judgements = []
        self.keyword = ""
        self.open = True

    def judge(self, *findings):
        self.judgements.append(("promise", Judgement(findings, Census(2, 7, ("hallway",), 0))))

    def close(self):
        self.open = False


@pytest.fixture
def world():
    return Room()


@given("a quiet room")
def _(world):
    """Nobody speaks."""


@given("a room without a hallway")
def _(world):
    """Nothing to listen at."""
    raise NotOffered("this house has no hallway")


@when("{person} whispers")
def _(world, person):
    """Somebody speaks so that nobody else hears."""


@when("{person} whispers {int} times")
def _(world, person, number):
    """Somebody speaks more than once."""


@when("the house burns")
def _(world):
    """Nothing can be said any more."""
    raise TargetError("the house does not answer")


@when("somebody nobody knows whispers")
def _(world):
    """A sentence that makes no sense here."""
    raise PolicyError("nobody called `somebody` is in this room", remedy="say who is there first")


@when("the steps are at fault")
def _(world):
    """A mistake in Python."""
    {}["missing"]


@then("nobody hears {person}")
def _(world, person):
    """Silence."""
    world.judge()


@then("{person} hears the knock", shows=True)
def _(world, person):
    """The way to hear something works."""
    world.judge()


@then("the whisper gets out")
def _(world):
    """A promise that is broken."""
    world.judge(LEAK)


@then("nothing is asked")
def _(world):
    """A promise that judges nothing."""


@then("two and two is {int}")
def _(world, number):
    """A promise in plain Python."""
    assert number == 2 + 2
    world.judge()
'''

RULE = """\
Feature: Quiet rooms

  @QUIET-1
  Rule: Nobody hears a whisper

"""

CONTROL = """\
    Scenario: A knock is heard
      When Ana whispers
      Then Ben hears the knock
"""


@dataclass
class House:
    """A project with a policy of its own, and pytest to run it."""

    pytester: pytest.Pytester

    @property
    def path(self) -> Path:
        """The folder of the project."""
        return self.pytester.path

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def feature(self, text: str, name: str = "features/quiet.feature") -> Path:
        """Write a feature file; its text as it is."""
        return self.write(name, text)

    def scenario(self, text: str) -> Path:
        """Write a feature file with one rule: a scenario that holds, and then this text, from line 9."""
        lines = dedent(text).splitlines(keepends=True)
        return self.feature(
            RULE + CONTROL + "\n" + "".join(f"    {line}" if line.strip() else line for line in lines)
        )

    def run(self, *arguments: str) -> pytest.RunResult:
        """Run pytest in this process."""
        if not any(not argument.startswith("-") and "feature" in argument for argument in arguments):
            arguments = ("features", *arguments)
        return self.pytester.runpytest_inprocess("--unseen-record", "record.ndjson", *arguments)

    def record(self) -> Run:
        """The record of the last run."""
        return read(self.path / "record.ndjson")

    def verdicts(self) -> dict[str, Verdict]:
        """What each planned scenario came to, by its name."""
        run = self.record()
        return {plan.scenario: run.by_id[plan.id].verdict for plan in run.header.planned}


@pytest.fixture
def house(pytester: pytest.Pytester) -> House:
    """A project whose policy is empty yet."""
    made = House(pytester)
    made.write("pytest.toml", CONFIG)
    made.write("features/clauses.toml", CLAUSES)
    made.write("features/conftest.py", CONFTEST)
    return made


@pytest.fixture
def refused(house: House) -> Callable[[str], str]:
    """Say that a policy with this text is refused before anything runs, and return what was said."""

    def refuse(text: str) -> str:
        house.scenario(text)
        result = house.run()

        assert result.ret == 2
        assert not house.record().results
        assert house.record().exit_code == 2
        return result.stdout.str()

    return refuse
