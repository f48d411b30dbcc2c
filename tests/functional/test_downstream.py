"""Other projects: those with sentences and targets of their own, and those that know nothing of us."""

from typing import TYPE_CHECKING

import pytest

from unseen.model import Verdict

if TYPE_CHECKING:
    from conftest import House

CONFIG = """
[pytest]
unseen_features = true
strict = true
pythonpath = ["."]
addopts = ["--import-mode=importlib", "-p", "no:randomly", "-p", "no:hypothesispytest", "-p", "no:faker"]
"""

OURS = '''
from unseen.model import Act, Thing
from unseen.sentences import Word
from unseen.vocabulary import given, then, when

pace = Word(
    "pace", "fast|slowly", str, str, "How fast.", ("fast", "slowly"),
)


@when("{person} {pace} saves {video}")
def _(world, person, pace, video):
    """A save with a pace."""
    world.do(Act(person, "save", Thing("video", video)))
'''

FEATURE = """
Feature: Saving in our app

  @NOT-5
  Rule: Creators are never notified of saves

    Scenario: Saved fast
      Given Cho has posted the "recipe" video
      When Ana {how} the "recipe" video
      Then Cho is not notified that Ana saved the "recipe" video
      And Ana can see the "recipe" video on her saved collection
"""

TARGET = """
from unseen.targets.stub import embedded


def platform(*, profile):
    return embedded(profile=profile, fault="notification-names-saver")
"""


@pytest.fixture
def project(pytester: pytest.Pytester, house: "House", monkeypatch: pytest.MonkeyPatch) -> "House":
    """A project with features, sentences and a target of its own, and the packaged clauses."""
    for name in ("steps", "steps.ours"):
        monkeypatch.delitem(__import__("sys").modules, name, raising=False)
    (house.path / "features/conftest.py").unlink()
    (house.path / "features/clauses.toml").unlink()
    house.write("pytest.toml", CONFIG)
    house.write("steps/__init__.py", "")
    house.write("steps/ours.py", OURS)
    house.write("conftest.py", 'pytest_plugins = ["steps.ours"]')
    house.feature(FEATURE.format(how="fast saves"))
    return house


HURRY = '''

@then("{party} is not told in a hurry")
def _(world, party):
    """Nobody is notified of the save."""
    from unseen.promises import NotNotified

    world.promise(NotNotified(party))
'''

CLAUSES = """
[sections.docs]
title = "Documents"

[[clause]]
id = "DOC-1"
section = "docs"
rule = "The privacy policy says what is so."
"""

STATEMENTS = """
[[statement]]
says = "Saves stay with you"
means = ["{sentence}"]
"""

SAYS = """
Feature: Documents
  @DOC-1
  Rule: The privacy policy says what is so

    Scenario: It speaks of saves
      Given Cho has posted the "recipe" video
      And the privacy policy says "Saves stay with you"
      When Ana saves the "recipe" video
      Then the report marks "Saves stay with you" as kept
      And Ana can see the "recipe" video on her saved collection
"""


class TestOwnStatements:
    """What the words of documents mean is a project's own to say, in its own words."""

    @pytest.fixture
    def says(self, project: "House") -> "House":
        """A project whose privacy policy says something that the packaged page knows nothing of."""
        project.feature(SAYS)
        project.write("features/clauses.toml", CLAUSES)
        return project

    def test_beside_the_clauses(self, says: "House") -> None:
        """The page beside a project's clauses is asked, and a project's own sentences are known in it."""
        says.write("features/statements.toml", STATEMENTS.format(sentence="<creator> is not told in a hurry"))
        says.write("steps/ours.py", OURS + HURRY)
        says.run().assert_outcomes(passed=1)

    def test_the_packaged_page(self, says: "House") -> None:
        """Without a page of its own, the packaged one is asked, which knows nothing of this statement."""
        says.run().assert_outcomes(failed=1)

    @pytest.mark.parametrize(
        ("page", "line", "message"),
        [
            (STATEMENTS.format(sentence="<creator> is told nothing"), 2, "no sentence of Then reads"),
            (STATEMENTS.format(sentence="<nobody> is not told in a hurry"), 2, "nobody plays `<nobody>`"),
            ("[[statement]]", 1, "a statement needs `says` and `means`"),
            ("statement = [1]", 0, "a statement is a table"),
            ("statements = []", 0, "nobody reads `statements`"),
            ("vague = [", 1, "this is not TOML"),
            ('[[statement]]\nsays = "x"\nclauses = ["DOC-2"]', 1, "there is no clause `DOC-2`"),
            ('[[statement]]\nsays = "x"\nclauses = ["Z"]', 1, "there is no clause `Z`"),
        ],
    )
    def test_checked_first(self, says: "House", page: str, line: int, message: str) -> None:
        """A page that makes no sense is told with its line before anything runs."""
        says.write("features/statements.toml", page)
        says.run()
        (problem,) = says.record().problems
        assert (problem.file, problem.line) == ("features/statements.toml", line)
        assert message in problem.message


class TestOwn:
    def test_own_and_packaged_sentences_mix(self, project: "House") -> None:
        """A project's own sentences and words work beside the packaged sentences and clauses."""
        result = project.run()

        result.assert_outcomes(passed=1)
        assert project.verdicts() == {"Saved fast": Verdict.KEPT}
        assert len(project.record().header.clauses) == 124

    @pytest.mark.parametrize("workers", [(), ("-n", "1")])
    def test_own_target(self, project: "House", workers: tuple[str, ...]) -> None:
        """The target that a project's own function makes is the platform that is judged, and is named."""
        project.write("theirs.py", TARGET)

        result = project.run("--unseen-target=theirs:platform", *workers)

        assert result.ret == 1
        assert project.record().header.target == "theirs:platform"
        assert project.verdicts() == {"Saved fast": Verdict.BROKEN}

    def test_a_replaced_sentence_must_say_so(self, project: "House") -> None:
        """A packaged sentence said again, without `overrides=True`, is refused with both places."""
        again = '@then("{party} is not notified {event}")\ndef _(world, party, event):\n    """Weaker."""\n'
        project.write("steps/ours.py", OURS + "\n\n" + again)

        result = project.run()

        assert result.ret == 2
        result.stdout.fnmatch_lines(
            ["*steps/ours.py:*: the sentence `{party} is not notified {event}` of Then exists already, at *"]
        )

    def test_a_replaced_sentence_is_named(self, project: "House") -> None:
        """A sentence that says `overrides=True` replaces the packaged one, and is named in the record."""
        again = (
            '@then("{party} is not notified {event}", overrides=True)\n'
            'def _(world, party, event):\n    """Weaker."""\n'
        )
        project.write("steps/ours.py", OURS + "\n\n" + again)

        result = project.run()

        (override,) = project.record().header.overrides
        assert override.startswith("then {party} is not notified {event}")
        result.stdout.fnmatch_lines(["replaced: then {party} is not notified {event} (*steps/ours.py:*"])
        assert project.verdicts() == {"Saved fast": Verdict.INCONCLUSIVE}

    @pytest.mark.parametrize(
        ("option", "said"),
        [
            ("--unseen-target=stab", "there is no target `stab`\n    did you mean `stub`?"),
            ("--unseen-profile=sead", "there is no profile `sead`\n    did you mean `seed`?"),
            (
                "--unseen-fault=etag-change",
                "there is no fault `etag-change`\n    did you mean `etag-changes`?",
            ),
        ],
    )
    def test_wrong_options(self, project: "House", option: str, said: str) -> None:
        """A target, profile or fault that does not exist is told before anything runs."""
        result = project.run(option)

        assert result.ret == 2
        assert said in result.stdout.str()
        assert project.record().exit_code == 2

    def test_a_conftest_that_cannot_be_imported(self, house: "House") -> None:
        """A conftest.py with a mistake below the folder that was named is told with its file."""
        house.write("features/deep/conftest.py", "import no_such_module\n")
        house.scenario("")
        house.feature((house.path / "features/quiet.feature").read_text(), "features/deep/a.feature")

        result = house.run()

        assert result.ret == 2
        result.stdout.fnmatch_lines(["*deep/conftest.py: the file cannot be imported: ModuleNotFoundError*"])

    def test_sentences_in_a_deeper_conftest(self, house: "House") -> None:
        """Sentences in a conftest.py that pytest has not come to yet are known when files are checked."""
        (house.path / "features/conftest.py").rename(house.path / "features/moved.py")
        house.write("features/deep/conftest.py", (house.path / "features/moved.py").read_text())
        path = house.scenario("")
        house.feature(path.read_text(), "features/deep/a.feature")
        path.unlink()

        house.run().assert_outcomes(passed=1)


FOREIGN = """
import pytest
from pytest_bdd import given, scenarios, then

scenarios("theirs.feature")


@given("three apples", target_fixture="apples")
def _():
    return 3


@then("there are three")
def _(apples):
    assert apples == 3
"""

THEIRS = """\
Feature: Apples

  @skip
  Scenario: Later
    Given four apples

  Scenario: Counting
    Given three apples
    Then there are three

  Scenario: Unknown
    Given four apples
"""


class TestForeign:
    def test_plain_pytest_bdd(self, pytester: pytest.Pytester) -> None:
        """A project that uses pytest-bdd and not us runs as if we were not installed."""
        pytester.makepyfile(test_theirs=FOREIGN)
        (pytester.path / "theirs.feature").write_text(THEIRS)

        result = pytester.runpytest_inprocess("-p", "no:hypothesispytest", "-p", "no:randomly")

        result.assert_outcomes(passed=1, failed=1, skipped=1)
        result.stdout.fnmatch_lines(
            ['*StepDefinitionNotFoundError: Step definition is not found: Given "four apples"*']
        )
        assert "unseen" not in "".join(result.stdout.lines[5:])

    def test_beside_our_features(self, house: "House") -> None:
        """Their tests and our features run in one session, each with its own steps."""
        house.write("tests/test_theirs.py", FOREIGN)
        house.write("tests/apples/theirs.feature", THEIRS)
        house.write("tests/test_theirs.py", FOREIGN.replace('"theirs.feature"', '"apples/theirs.feature"'))
        house.write("pytest.toml", (house.path / "pytest.toml").read_text().replace("strict = true\n", ""))
        house.scenario("")

        result = house.run("features", "tests/test_theirs.py")

        result.assert_outcomes(passed=2, failed=1, skipped=1)
        assert [plan.scenario for plan in house.record().header.planned] == ["A knock is heard"]
