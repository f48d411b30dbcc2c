"""Clauses, planned scenarios, their ids and lines; and what the checks cost."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.feature import keywords_of, read_document
from unseen.home import HOME
from unseen.lint import lint
from unseen.model import PolicyError
from unseen.policy import feature_files, fill, load_clauses, plan, read_policy
from unseen.vocabulary import Vocabulary

CLAUSES = """
[sections]
s = { title = "One" }

[tags]
nightly = "runs at night"

[[clause]]
id = "ONE-1"
section = "s"
rule = "R"
surfaces = ["push", "email"]
profile = "seed"
conditional = true
stated = false
audience = "creator"
"""

FEATURE = """\
# a comment
@dsa-27
Feature: One

  Background:
    Given a

  Scenario: In no rule
    Then h

  @ONE-1
  Rule: First

    Background:
      Given b
      And c

    @gdpr-5-2
    Scenario: Plain: with a :: in its name
      When d
      * e
      Then f
      But g

    Scenario Outline: With <x>
      When <x> <y>
      Then <unknown>

      @nightly
      Examples: some
        | x | y  |
        | 1 | 2  |
        | 3 | <x> |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A policy of one file."""
    made = tmp_path / "policy"
    made.mkdir()
    (made / "clauses.toml").write_text(CLAUSES)
    (made / "one.feature").write_text(FEATURE)
    return made


class TestClauses:
    def test_every_fact_is_read(self, folder: Path) -> None:
        """A clause comes with its section, audience, surfaces, profile and condition."""
        clauses = load_clauses(folder / "clauses.toml")

        (clause,) = clauses.clauses
        assert (clause.id, clause.section, clause.rule, clause.stated) == ("ONE-1", "s", "R", False)
        assert (clause.audience, clause.surfaces, clause.profile) == ("creator", ("push", "email"), "seed")
        assert clause.conditional
        assert [section.title for section in clauses.sections] == ["One"]
        assert clauses.tags == {"nightly"}

    def test_the_packaged_clauses(self) -> None:
        """The packaged policy has 124 clauses in 11 sections, each of them in one that exists."""
        clauses = load_clauses(HOME / "features/clauses.toml")

        assert (len(clauses.clauses), len(clauses.sections)) == (124, 11)
        assert sum(clause.stated for clause in clauses.clauses) == 107

    @pytest.mark.parametrize(("said", "meant"), [("NOT-55", "NOT-5"), ("not-5", "NOT-5"), ("XYZ", "")])
    def test_nearest(self, said: str, meant: str) -> None:
        """A misspelt id is answered with the nearest one, if any is near."""
        assert load_clauses(HOME / "features/clauses.toml").nearest(said) == meant

    def test_missing(self, tmp_path: Path) -> None:
        """Clauses that cannot be read are a mistake with the path."""
        with pytest.raises(PolicyError, match="the clauses cannot be read: no such file") as caught:
            load_clauses(tmp_path / "clauses.toml")

        assert str(caught.value.where) == str(tmp_path / "clauses.toml")

    def test_none_at_all(self, tmp_path: Path) -> None:
        """A list of clauses without any clause is a mistake."""
        (tmp_path / "clauses.toml").write_text("[sections]\n")

        with pytest.raises(PolicyError, match="the file has no clauses"):
            load_clauses(tmp_path / "clauses.toml")


class TestPlan:
    def test_ids_names_and_lines(self, folder: Path) -> None:
        """Each scenario and row has an id made of folder, file, name and row, and the line of its own."""
        planned = plan([folder], folder.parent)

        assert [(each.id, each.planned.line) for each in planned] == [
            ("policy/one.feature::In no rule", 8),
            ("policy/one.feature::Plain: with a : in its name", 19),
            ("policy/one.feature::With <x>[1 · 2]", 32),
            ("policy/one.feature::With <x>[3 · <x>]", 33),
        ]
        assert [each.planned.scenario for each in planned][2:] == ["With 1", "With 3"]
        assert {each.planned.file for each in planned} == {"policy/one.feature"}

    def test_ids_are_the_same_everywhere(self, folder: Path, tmp_path: Path) -> None:
        """The id of a scenario depends neither on the machine nor on what was asked for."""
        here = {each.id for each in plan([folder], tmp_path)}

        assert {each.id for each in plan([folder / "one.feature"], folder)} == here
        assert {each.id for each in plan(["."], folder)} == here
        assert {each.id for each in plan([folder], Path("/"))} == here

    def test_tags(self, folder: Path) -> None:
        """Tags of the feature, the rule, the scenario and the table add up; clauses are those that exist."""
        tags = {each.name: (each.planned.clauses, each.planned.tags) for each in plan([folder], folder)}

        assert tags["Plain: with a : in its name"] == (("ONE-1",), ("dsa-27", "ONE-1", "gdpr-5-2"))
        assert tags["With <x>[1 · 2]"] == (("ONE-1",), ("dsa-27", "ONE-1", "nightly"))
        assert tags["In no rule"] == ((), ("dsa-27",))

    def test_steps(self, folder: Path) -> None:
        """Steps begin with both backgrounds; And, But and `*` take the keyword before them."""
        steps = {each.name: each.steps for each in plan([folder], folder)}

        plain = steps["Plain: with a : in its name"]
        assert [(step.keyword, step.said, step.text) for step in plain] == [
            ("given", "Given", "a"),
            ("given", "Given", "b"),
            ("given", "And", "c"),
            ("when", "When", "d"),
            ("when", "*", "e"),
            ("then", "Then", "f"),
            ("then", "But", "g"),
        ]
        assert [step.line for step in plain] == [6, 15, 16, 20, 21, 22, 23]
        assert {step.row for step in plain} == {0}

    def test_rows(self, folder: Path) -> None:
        """A row is put in once: what a cell says is never read as a placeholder again."""
        steps = {each.name: each.steps for each in plan([folder], folder)}

        assert [(step.text, step.line, step.row) for step in steps["With <x>[3 · <x>]"][3:]] == [
            ("3 <x>", 26, 33),
            ("<unknown>", 27, 33),
        ]

    def test_unreadable_files_are_not_planned_away(self, folder: Path) -> None:
        """What cannot be read is an error of the plan, not a shorter plan."""
        (folder / "two.feature").write_text("Scenario: x\n")

        with pytest.raises(PolicyError, match=r"two\.feature:1: "):
            plan([folder], folder)

    def test_packaged_clauses_by_default(self, tmp_path: Path) -> None:
        """Feature files with no clauses beside or above them speak of the packaged ones."""
        (tmp_path / "a.feature").write_text("Feature: A\n\n  @NOT-5\n  Scenario: B\n    Then c\n")

        (planned,) = plan(["a.feature"], tmp_path)

        assert planned.planned.clauses == ("NOT-5",)
        assert planned.id == "a.feature::B"


class TestFiles:
    def test_each_file_once(self, folder: Path) -> None:
        """A file that is named twice, or below a folder that is, is read once."""
        files, problems = feature_files([folder, folder / "one.feature", Path("policy")], folder.parent)

        assert files == [folder / "one.feature"]
        assert not problems

    @pytest.mark.parametrize("name", ["nowhere", "nowhere.feature", "policy/clauses.toml"])
    def test_wrong_paths(self, folder: Path, name: str) -> None:
        """A path that is missing or no feature file is a mistake, not an empty policy."""
        problems = read_policy([Path(name)], folder.parent).problems

        assert [str(problem.where) for problem in problems] == [name]

    def test_folders_of_others(self, tmp_path: Path, folder: Path) -> None:
        """Installed packages and hidden folders are left out, unless they lie inside a policy."""
        for place in (".venv", "node_modules", "policy/.drafts"):
            (tmp_path / place).mkdir()
            (tmp_path / place / "x.feature").write_text(FEATURE)

        files, _ = feature_files([tmp_path], tmp_path)

        assert files == [folder / "one.feature", folder / ".drafts/x.feature"]

    @pytest.fixture
    def _nobody(self) -> Iterator[None]:
        """Be somebody without rights, if we have all of them."""
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        yield
        os.seteuid(0)

    def test_unreadable_folder(self, folder: Path, request: pytest.FixtureRequest) -> None:
        """A folder that may not be looked into is a mistake, not an empty policy."""
        inner = folder / "inner"
        inner.mkdir()
        for each in (folder, *folder.parents):
            if os.access(each, os.W_OK) and str(each) not in ("/", "/tmp"):  # noqa: S108
                each.chmod(0o755)
        inner.chmod(0)
        request.getfixturevalue("_nobody")

        problems = read_policy([folder], folder.parent).problems

        assert [str(problem) for problem in problems] == [
            "policy/inner: the folder cannot be read: permission denied; check its permissions"
        ]

    def test_byte_order_mark_and_line_ends(self, tmp_path: Path) -> None:
        """A file written on Windows, with a byte order mark, is read with the same lines."""
        path = tmp_path / "a.feature"
        path.write_bytes(b"\xef\xbb\xbf" + FEATURE.replace("\n", "\r\n").encode())

        document = read_document(path, "a.feature")

        assert not isinstance(document, list)
        assert document.line == 3
        assert [scenario.line for _, scenario in document.scenarios] == [8, 19, 25]

    def test_other_languages(self, tmp_path: Path) -> None:
        """Keywords of other languages are the same keywords."""
        path = tmp_path / "a.feature"
        path.write_text(
            dedent(
                """\
                # language: de
                Funktionalität: A

                  @NOT-5
                  Regel: B

                    Szenario: C
                      Angenommen x
                      Und y
                      Wenn z
                      Dann w
                """
            )
        )

        (planned,) = plan([path], tmp_path)

        assert [step.keyword for step in planned.steps] == ["given", "given", "when", "then"]
        assert "Wenn" in keywords_of("de")["step"]
        assert keywords_of("no-such-language") == keywords_of("en")


@given(st.text("ab<>", max_size=30), st.dictionaries(st.sampled_from("ab"), st.text("ab<>"), max_size=2))
def test_filling_is_done_once(text: str, values: dict[str, str]) -> None:
    """Placeholders with a value become that value, and nothing else in the text changes."""
    expected = text
    parts = {f"<{name}>": value for name, value in values.items()}
    pieces = []
    while expected:
        found = next((part for part in parts if expected.startswith(part)), None)
        pieces.append(parts[found] if found else expected[0])
        expected = expected[len(found or "x") :]

    assert fill(text, values) == "".join(pieces)


class TestLint:
    def test_the_packaged_policy_is_clean(self) -> None:
        """There is nothing wrong with the policy that comes along."""
        assert [str(problem) for problem in lint([HOME / "features"], Vocabulary.packaged(), root=HOME)] == []

    def test_given_clauses_count_for_every_file(self, folder: Path) -> None:
        """Clauses that are handed over stand in for those beside the files."""
        clauses = load_clauses(HOME / "features/clauses.toml")

        problems = lint([folder], Vocabulary.packaged(), clauses, root=folder)

        assert "`@ONE-1` names no clause" in [problem.message for problem in problems]

    def test_a_hundred_files(self, tmp_path: Path) -> None:
        """A hundred files of ten scenarios are checked in a moment: far less than a second each ten."""
        for number in range(100):
            scenarios = (
                f'\n    Scenario: S{each}\n      Given Cho has posted the "a{each}" video\n'
                f'      When Ana likes the "a{each}" video\n'
                f'      Then Cho is notified that Ana liked the "a{each}" video\n'
                for each in range(10)
            )
            text = f"Feature: F{number}\n\n  @INT-3\n  Rule: R\n{''.join(scenarios)}"
            (tmp_path / f"{number}.feature").write_text(text)
        vocabulary = Vocabulary.packaged()

        began = time.process_time()
        problems = lint([tmp_path], vocabulary, root=tmp_path)

        assert not problems
        assert time.process_time() - began < 5


WHOLE = '[sections.a]\n[[clause]]\nid = "A-1"\nsection = "a"\nrule = "R."\n'


class TestShape:
    """TOML that is no file of clauses."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('[sections]\nours = "Ours"\n[[clause]]', "a section has a table of its own"),
            ("clause = [1]", "a clause is a table"),
            ('tags = ["ours"]', "tags are a table"),
            (
                '[sections.a]\n[[clause]]\nid = "A-1"\nsection = "a"\nrule = "R."\nstated = "no"',
                "true or false",
            ),
            ('[sections.a]\n[[clause]]\nid = "A-1"\nsection = "a"\nrule = "R."\nsurfaces = "x"', "a list of"),
        ],
    )
    def test_told(self, tmp_path: Path, text: str, message: str) -> None:
        """Values of the wrong kind are told as a mistake of the file, never as one of the program."""
        path = tmp_path / "clauses.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PolicyError, match=message):
            load_clauses(path)


class TestProfiles:
    CLAUSES = CLAUSES.replace('["push", "email"]\nprofile = "seed"', "[]") + (
        '[[clause]]\nid = "TWO-1"\nsection = "s"\nrule = "R"\nprofile = "seed"\n'
    )

    @pytest.mark.parametrize(
        ("rule", "scenario", "says"),
        [
            ("@ONE-1", "", ""),
            ("@TWO-1 @profile-seed", "", ""),
            ("@TWO-1", "@profile-seed", ""),
            ("@ONE-1 @TWO-1", "", ""),
            ("@TWO-1", "", "TWO-1 holds in the profile `seed` only, and the scenario `S` in every one"),
            ("@ONE-1 @profile-seed", "@profile-counted", "marked for two profiles"),
            ("@ONE-1 @profile-countd", "", "the tag `@profile-countd` is not registered"),
        ],
    )
    def test_marks(self, tmp_path: Path, rule: str, scenario: str, says: str) -> None:
        """A mark names one profile that there is; what only one profile promises carries it."""
        (tmp_path / "clauses.toml").write_text(self.CLAUSES, encoding="utf-8")
        steps = 'Given Cho has posted the "a" video\n Then Cho can see views\n'
        text = f"Feature: F\n {rule}\n Rule: R\n  {scenario}\n  Scenario: S\n {steps}"
        (tmp_path / "f.feature").write_text(text, encoding="utf-8")

        found = [each.message for each in lint([tmp_path], Vocabulary.packaged())]

        assert [says in message for message in found] == ([True] if says else [])
        if not found:
            assert plan([tmp_path])[0].profile == ("seed" if "seed" in rule + scenario else "")
