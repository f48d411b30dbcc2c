"""
Every known way for a policy to be green without having proved anything: none of them is.

Each test writes the trap into a policy that is otherwise right, and runs it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import House

Refused = Callable[[str], str]
GOOD = "  When Ana whispers\n  Then nobody hears Ana\n"
AT = "features/quiet.feature"


class TestNames:
    def test_two_scenarios_of_one_name(self, refused: Refused) -> None:
        """Two scenarios of one name in one rule: neither replaces the other silently."""
        said = refused(f"Scenario: Twice\n{GOOD}\nScenario: Twice\n{GOOD}")

        assert (
            f"{AT}:14: the scenario in line 10 is called `Twice` too\n    give one of them another name"
            in said
        )

    def test_two_scenarios_of_one_name_in_two_rules(self, house: "House") -> None:
        """Two scenarios of one name in different rules of a feature are refused as well."""
        path = house.scenario(f"Scenario: Twice\n{GOOD}")
        other = "\n  @QUIET-2\n  Rule: Another\n\n    Scenario: Twice\n      Then Ben hears the knock\n"
        house.feature(path.read_text() + other)

        result = house.run()

        assert result.ret == 2
        assert f"{AT}:17: the scenario in line 10 is called `Twice` too" in result.stdout.str()

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("Scenario:\n" + GOOD, f"{AT}:10: this scenario has no name"),
            (
                "Rule:\n  @QUIET-1\n  Scenario: One\n    Then Ben hears the knock\n",
                f"{AT}:10: this rule has no name",
            ),
            ("@QUIET-1\nRule: Empty\n", f"{AT}:11: this rule has no scenario"),
        ],
    )
    def test_nothing_nameless_or_empty(self, refused: Refused, text: str, message: str) -> None:
        """What has no name or nothing in it would be missing from every report."""
        assert message in refused(text)


class TestOutlines:
    def test_empty_examples(self, refused: Refused) -> None:
        """Examples without a row: the outline does not run once with its placeholder as text."""
        said = refused(
            "Scenario Outline: Who\n  When <who> whispers\n  Then nobody hears <who>\n\n"
            "  Examples:\n    | who |\n"
        )

        assert f"{AT}:14: these examples are empty\n    add a row, or delete `Examples:`" in said

    def test_no_examples(self, refused: Refused) -> None:
        """An outline without Examples does not run with its placeholder as text."""
        said = refused("Scenario Outline: Who\n  When <who> whispers\n  Then nobody hears <who>\n")

        assert f"{AT}:11: `<who>` has no examples" in said

    def test_unknown_placeholder(self, refused: Refused) -> None:
        """A placeholder without a column is no text; the nearest column is offered."""
        said = refused(
            "Scenario Outline: Who\n  When <woh> whispers\n  Then nobody hears <who>\n\n"
            "  Examples:\n    | who |\n    | Ana |\n"
        )

        assert f"{AT}:11: the examples in line 14 have no column `woh`\n    did you mean `<who>`?" in said

    def test_unused_column(self, refused: Refused) -> None:
        """A column that no step uses makes rows that differ in nothing."""
        said = refused(
            "Scenario Outline: Who\n  When <who> whispers\n  Then nobody hears <who>\n\n"
            "  Examples:\n    | who | to whom |\n    | Ana | Ben |\n"
        )

        assert f"{AT}:15: no step uses the column `to whom`\n" in said

    def test_examples_without_a_table(self, refused: Refused) -> None:
        """Examples without even a header are as empty as those without a row."""
        said = refused(
            "Scenario Outline: Who\n  When <who> whispers\n  Then nobody hears <who>\n\n  Examples:\n"
        )

        assert f"{AT}:14: these examples are empty" in said

    def test_two_columns_of_one_name(self, refused: Refused) -> None:
        """Of two columns of one name, one would be read and the other not."""
        said = refused(
            "Scenario Outline: Who\n  When <who> whispers\n  Then nobody hears <who>\n\n"
            "  Examples:\n    | who | who |\n    | Ana | Ben |\n"
        )

        assert f"{AT}:15: two columns are called `who`" in said

    def test_repeated_row(self, refused: Refused) -> None:
        """A row that stands twice proves nothing twice."""
        said = refused(
            "Scenario Outline: Who\n  When <who> whispers\n  Then nobody hears <who>\n\n"
            "  Examples:\n    | who |\n    | Ana |\n    | Ana |\n"
        )

        assert f"{AT}:17: this row repeats the row in line 16" in said

    def test_placeholder_in_a_background(self, house: "House") -> None:
        """A background has no rows: a placeholder in it stays what it is."""
        house.feature(
            "Feature: Quiet\n\n  Background:\n    Given <what>\n\n  @QUIET-1\n  Rule: One\n\n"
            "    Scenario Outline: A\n      Then <who> hears the knock\n\n"
            "      Examples:\n        | who | what |\n        | Ben | a quiet room |\n"
        )

        result = house.run()

        assert result.ret == 2
        assert f"{AT}:4: a background has no examples for `<what>`" in result.stdout.str()


class TestShape:
    def test_no_steps(self, refused: Refused) -> None:
        """A scenario without steps is not passed."""
        assert f"{AT}:10: the scenario `Idle` has no steps" in refused("Scenario: Idle\n")

    def test_no_promise(self, refused: Refused) -> None:
        """A scenario without a Then is not passed."""
        said = refused("Scenario: Idle\n  When Ana whispers\n")

        assert f"{AT}:10: the scenario `Idle` promises nothing\n    add a step with `Then`" in said

    @pytest.mark.parametrize("word", ["And", "But", "*"])
    def test_opens_with_and(self, refused: Refused, word: str) -> None:
        """Nothing comes before a first step for `And`, `But` or `*` to continue."""
        said = refused(f"Scenario: Late\n  {word} Ana whispers\n  Then nobody hears Ana\n")

        assert f"{AT}:11: `{word}` cannot open a scenario or a background" in said

    def test_background_with_a_promise(self, house: "House") -> None:
        """A promise in a background would be judged before anything happened."""
        house.feature(
            "Feature: Quiet\n\n  @QUIET-1\n  Rule: One\n\n    Background:\n      Then nobody hears Ana\n\n"
            "    Scenario: A\n      Then Ben hears the knock\n"
        )

        result = house.run()

        assert result.ret == 2
        assert f"{AT}:7: a background promises nothing" in result.stdout.str()

    @pytest.mark.parametrize(
        ("what", "extra"), [("table", "    | a |\n"), ("text", '    """\n    a\n    """\n')]
    )
    def test_what_hangs_under_a_step(self, refused: Refused, what: str, extra: str) -> None:
        """A table or a text under a step would be read by nobody."""
        said = refused(f"Scenario: Extra\n  When Ana whispers\n{extra}  Then nobody hears Ana\n")

        assert f"{AT}:11: nobody reads the {what} under this step" in said

    def test_no_positive_control(self, house: "House") -> None:
        """A rule whose promises all hold in a house without ears proves nothing."""
        house.feature(
            "Feature: Quiet\n\n  @QUIET-1\n  Rule: Nobody hears a whisper\n\n"
            "    Scenario: A\n      Then nobody hears Ana\n"
        )

        result = house.run()

        assert result.ret == 2
        assert (
            f"{AT}:4: the rule `Nobody hears a whisper` would hold on a platform that shows nothing at all"
            in result.stdout.str()
        )


class TestTags:
    @pytest.mark.parametrize("tag", ["skip", "xfail", "skipif(True)"])
    def test_excuses(self, refused: Refused, tag: str) -> None:
        """`@skip` and `@xfail` are marks of pytest: here they excuse nothing."""
        said = refused(f"@{tag}\nScenario: Excused\n  Then the whisper gets out\n")

        assert f"{AT}:10: `@{tag}` would excuse the scenario without saying so" in said

    @pytest.mark.parametrize(
        ("tag", "near"), [("QUIET-3", "QUIET-2"), ("quiet-1", "QUIET-1"), ("QUIET-11", "QUIET-1")]
    )
    def test_no_such_clause(self, refused: Refused, tag: str, near: str) -> None:
        """A tag that looks like a clause and is none counts for no clause; the nearest is offered."""
        said = refused(f"@{tag}\nScenario: Astray\n{GOOD}")

        assert f"{AT}:10: `@{tag}` names no clause\n    did you mean `@{near}`?" in said

    def test_unregistered(self, refused: Refused) -> None:
        """A tag that nobody registered is a mistake; the nearest is offered."""
        said = refused(f"@platform_rule\nScenario: Tagged\n{GOOD}")

        assert (
            f"{AT}:10: the tag `@platform_rule` is not registered\n    did you mean `@platform-rule`?" in said
        )

    def test_no_clause(self, house: "House") -> None:
        """A scenario of no clause, in a rule of none, would be missing from the clauses' verdicts."""
        house.feature("Feature: Quiet\n\n  Rule: One\n\n    Scenario: A\n      Then Ben hears the knock\n")

        result = house.run()

        assert result.ret == 2
        assert f"{AT}:5: the scenario `A` belongs to no clause" in result.stdout.str()

    def test_registered_by_the_project(self, house: "House") -> None:
        """A project may register tags in `clauses.toml` and in pytest's configuration."""
        house.write(
            "features/clauses.toml",
            (house.path / "features/clauses.toml").read_text() + '\n[tags]\nnightly = "runs at night"\n',
        )
        house.write("pytest.toml", (house.path / "pytest.toml").read_text() + 'unseen_tags = ["by-hand"]\n')
        house.scenario(f"@nightly @by-hand\nScenario: Tagged\n{GOOD}")

        house.run("-m", "nightly and by-hand").assert_outcomes(passed=1, deselected=1)
