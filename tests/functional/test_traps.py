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


class TestSentences:
    def test_unknown(self, refused: Refused) -> None:
        """A sentence that nobody taught stops the run, with the nearest one."""
        said = refused("Scenario: Odd\n  When Ana whispres\n  Then nobody hears Ana\n")

        assert f"{AT}:11: no sentence of When reads `Ana whispres`\n    did you mean `Ana whispers`" in said

    def test_unknown_in_a_row(self, refused: Refused) -> None:
        """A row that makes an unknown sentence is told with the row's line and the step's."""
        said = refused(
            "Scenario Outline: Odd\n  When Ana <does>\n  Then nobody hears Ana\n\n"
            "  Examples:\n    | does     |\n    | whispers |\n    | whispres |\n"
        )

        assert f"{AT}:17: no sentence of When reads `Ana whispres` (line 11)" in said
        assert "one mistake" not in said.replace(AT, "", 1) or said.count("no sentence") == 1

    def test_ambiguous(self, house: "House") -> None:
        """A sentence with two readings stops the run: not the last one loaded decides."""
        path = house.path / "features/conftest.py"
        path.write_text(
            path.read_text()
            + '\n@then("nobody hears Ana")\ndef _(world):\n    """Weaker."""\n    world.judge()\n'
        )
        house.scenario(f"Scenario: Twofold\n{GOOD}")

        result = house.run()

        assert result.ret == 2
        assert f"{AT}:12: `nobody hears Ana` can be read as 2 sentences of Then: " in result.stdout.str()

    def test_all_files_at_once(self, house: "House") -> None:
        """Mistakes of every file are told in one run, in the order of files and lines."""
        house.scenario(
            "Scenario: One\n  When Ana whispres\n  Then nobody hears Ana\n  And nobody hears Anna's cat\n"
        )
        house.feature("Scenario: Two\n", "features/a.feature")

        result = house.run()

        assert result.ret == 2
        assert [line.split(": ")[0] for line in result.stdout.lines if line.startswith("features/")] == [
            "features/a.feature:1",
            f"{AT}:11",
            f"{AT}:13",
        ]

    @pytest.mark.parametrize(
        ("head", "said"),
        [("async def _(world):", "is an `async` function"), ("def _(world):\n    yield", "a generator")],
    )
    def test_functions_that_would_not_run(self, house: "House", head: str, said: str) -> None:
        """A step that is a coroutine or a generator would never run: it is refused."""
        path = house.path / "features/conftest.py"
        path.write_text(path.read_text() + f'\n@when("Ana waits")\n{head}\n    """Nothing."""\n')
        house.scenario("Scenario: Asleep\n  When Ana waits\n  Then nobody hears Ana\n")

        result = house.run()

        assert result.ret not in (0, 5)
        assert said in result.stdout.str() + result.stderr.str()

    def test_a_coroutine_comes_back(self, house: "House") -> None:
        """A plain step function that returns a coroutine has done nothing: it is not passed."""
        path = house.path / "features/conftest.py"
        path.write_text(
            path.read_text()
            + "\nasync def later():\n    raise AssertionError\n"
            + '\n@when("Ana waits")\ndef _(world):\n    """Forgets to await."""\n    return later()\n'
        )
        house.scenario("Scenario: Asleep\n  When Ana waits\n  Then nobody hears Ana\n")

        result = house.run()

        assert result.ret == 1
        assert "returned a coroutine" in result.stdout.str()


class TestFiles:
    def test_misspelt_keyword(self, refused: Refused) -> None:
        """`Whne Ana whispers` is a description to Gherkin; here it is a mistake."""
        said = refused("Scenario: Lost\n  Whne Ana whispers\n  Then nobody hears Ana\n")

        assert (
            f"{AT}:11: `Whne Ana whispers` is read as a description and never happens\n"
            "    did you mean `When Ana whispers`?" in said
        )

    @pytest.mark.parametrize(
        "line", ["when Ana whispers", "Ana whispers", "Wehn Ana sings", "WHEN Ana sings"]
    )
    def test_steps_in_descriptions(self, refused: Refused, line: str) -> None:
        """A step in a description never happens, however its keyword went wrong."""
        said = refused(f"Scenario: Lost\n\n  # a remark\n\n  {line}\n  Then nobody hears Ana\n")

        assert f"{AT}:14: `{line}` is read as a description and never happens" in said

    def test_misspelt_heading(self, house: "House") -> None:
        """A misspelt `Scenario:` under a feature swallows its steps; here it is a mistake."""
        house.feature(
            "Feature: Quiet\n\n  Senario: Lost\n    When Ana whispers\n    Then the whisper gets out\n\n"
            "  @QUIET-1\n  Scenario: Found\n    Then Ben hears the knock\n"
        )

        result = house.run()

        assert result.ret == 2
        assert (
            f"{AT}:3: `Senario: Lost` is read as a description\n    did you mean `Scenario:`?"
            in result.stdout.str()
        )
        assert (
            f"{AT}:4: `When Ana whispers` is read as a description and never happens" in result.stdout.str()
        )

    def test_prose_is_free(self, house: "House") -> None:
        """A description that only begins like a step is prose."""
        house.feature(
            "Feature: Quiet\n  When people live next door to each other, quiet matters.\n"
            "  The walls are thin.\n"
            "  And nobody likes to be overheard.\n\n"
            "  @QUIET-1\n  Rule: One\n    Then as now: what is said in a room stays there.\n\n"
            "    Scenario: A\n      The door is closed, and they know it.\n\n      Then Ben hears the knock\n"
        )

        house.run().assert_outcomes(passed=1)

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", f"{AT}:1: the file is empty"),
            (b"\n# nothing yet\n", f"{AT}:1: the file is empty"),
            (b"Feature: Quiet\n", f"{AT}:1: this feature promises nothing"),
            (b"Feature:\n", f"{AT}:1: this feature has no name"),
            (b"Feature: Q\n  @a\n", f"{AT}:3: the file ends in the middle of something"),
            (
                b"Feature: Q\n  Scenario Outline: A\n    Then <x>\n    Examples:\n    | x | y |\n    | 1 |\n",
                f"{AT}:6: this row has more or fewer cells than the row above it",
            ),
            (
                b"Scenario: Lone\n  Then x\n",
                f"{AT}:1: `Scenario: Lone` cannot stand here\n    expected `Feature:`",
            ),
            (
                b"Feature: Q\n  Scenario: A\n    Given x\n    Whn y\n",
                f"{AT}:4: `Whn y` cannot stand here\n    did you mean `When`?",
            ),
            (b"# language: xx\nFeature: Q\n", f"{AT}:1: language not supported: xx"),
            (b"Feature: Q\n  @a b\n  Scenario: A\n", f"{AT}:2: a tag holds a space"),
            (b"Feature: Caf\xe9\n", f"{AT}:1: the file is not UTF-8"),
            ("Feature: Café\n".encode("utf-16"), f"{AT}:1: the file is not UTF-8"),
        ],
    )
    def test_files_that_say_nothing(self, house: "House", content: bytes, message: str) -> None:
        """An empty, misspelt or unreadable file is a mistake with file and line, not a file without tests."""
        house.scenario("")
        (house.path / "features/ok.feature").write_bytes((house.path / AT).read_bytes())
        (house.path / AT).write_bytes(content)

        result = house.run()

        assert result.ret == 2
        assert message in result.stdout.str()
        assert "Traceback" not in result.stdout.str()

    def test_unreadable(self, house: "House") -> None:
        """A file that cannot be read stops the run."""
        house.scenario("")
        (house.path / "features/away.feature").symlink_to("nowhere.feature")

        result = house.run()

        assert result.ret == 2
        assert (
            "features/away.feature: the file cannot be read: no such file or directory" in result.stdout.str()
        )

    def test_a_folder_called_like_a_file(self, house: "House") -> None:
        """A folder whose name ends in `.feature` is no feature."""
        house.scenario("")
        (house.path / "features/odd.feature").mkdir()

        result = house.run()

        assert result.ret == 2
        assert "features/odd.feature: the file cannot be read: is a directory" in result.stdout.str()

    def test_missing(self, house: "House") -> None:
        """A path that does not exist is told, and nothing is green."""
        result = house.run("features/none.feature")

        assert result.ret not in (0, 5)
        assert "none.feature" in result.stdout.str() + result.stderr.str()

    @pytest.mark.parametrize("folder", [".drafts", "build", "dist"])
    def test_unbound(self, house: "House", folder: str) -> None:
        """A feature file in a folder that pytest skips is not forgotten."""
        path = house.scenario("")
        house.feature(path.read_text(), f"features/{folder}/new.feature")

        result = house.run()

        assert result.ret == 2
        assert f"features/{folder}/new.feature:1: this feature file would never run" in result.stdout.str()
        assert not house.record().results

    def test_unbound_by_a_conftest(self, house: "House") -> None:
        """A feature file that a conftest.py hides from pytest is not forgotten."""
        path = house.scenario("")
        house.feature(path.read_text(), "features/new.feature")
        house.write("conftest.py", "collect_ignore_glob = ['*/new.feature']\n")

        result = house.run()

        assert result.ret == 2
        assert "features/new.feature:1: this feature file would never run" in result.stdout.str()

    def test_two_policies_of_one_name(self, house: "House") -> None:
        """Two files that would give scenarios one id are told apart before they are mixed up."""
        path = house.scenario("")
        for folder in ("north", "south"):
            house.write(f"{folder}/features/clauses.toml", (house.path / "features/clauses.toml").read_text())
            house.feature(path.read_text(), f"{folder}/features/quiet.feature")

        (house.path / "features/conftest.py").rename(house.path / "conftest.py")

        result = house.run("north/features", "south/features")

        assert result.ret == 2
        assert "is the id of a scenario at north/features/quiet.feature:6 too" in result.stdout.str()


class TestClauses:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("[sections", "clauses.toml:1: this is not TOML"),
            ('[[clause]]\nid = "A-1"\nrule = "R"\n', "clauses.toml:1: this clause has no `section`"),
            (
                '[[clause]]\nid = "A-1"\nrule = "R"\nsection = "s"\n',
                "clauses.toml:1: there is no section `s`",
            ),
            (
                '[sections]\ns = {}\n[[clause]]\nid = "A-1"\nrule = "R"\nsection = "s"\nrul = ""\n',
                "clauses.toml:3: a clause has no field `rul`\n    did you mean `rule`?",
            ),
            (
                "[sections]\ns = {}\n" + '[[clause]]\nid = "A-1"\nrule = "R"\nsection = "s"\n' * 2,
                "clauses.toml:7: there are two clauses `A-1`",
            ),
        ],
    )
    def test_wrong_clauses(self, house: "House", text: str, message: str) -> None:
        """A list of clauses that is wrong stops the run, with its line."""
        house.scenario("")
        house.write("features/clauses.toml", text)

        result = house.run()

        assert result.ret == 2
        assert message in result.stdout.str()
