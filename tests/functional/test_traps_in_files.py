"""
Sentences, files and clauses by which a policy would be green without having proved anything: refused.

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

    def test_out_of_place(self, house: "House") -> None:
        """A scenario that is written as if it stood beside a rule belongs to it, and lint says so."""
        path = house.scenario("")
        path.write_text(
            path.read_text() + "\n  Scenario: Beside it\n  When Ana whispers\n  Then nobody hears Ana\n"
        )

        said = house.run().stdout.str()

        assert "this scenario belongs to the rule in line 4, and does not look so" in said
        assert "indent it; or move it above the first rule" in said

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
