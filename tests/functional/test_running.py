"""Feature files under pytest: found, chosen, run, told."""

import json
from typing import TYPE_CHECKING

import pytest

from unseen.model import Verdict

if TYPE_CHECKING:
    from conftest import House

TWO_RULES = """\
Feature: Quiet rooms

  Background:
    Given a quiet room

  @QUIET-1
  Rule: Nobody hears a whisper

    @gdpr-25-2
    Scenario: A whisper
      When Ana whispers
      Then nobody hears Ana
      And Ben hears the knock

    Scenario Outline: Whispers by <who>
      When <who> whispers <how often> times
      Then nobody hears <who>

      Examples:
        | who | how often |
        | Ana | 1         |
        | Ben | 2         |

      @dsa-27
      Examples: A crowd
        | who | how often |
        | Cho | 900       |

  Rule: A knock is heard

    @QUIET-2
    Scenario: A knock
      Then Ben hears the knock
"""
NAMES = [
    "A whisper",
    "Whispers by <who>[Ana · 1]",
    "Whispers by <who>[Ben · 2]",
    "Whispers by <who>[Cho · 900]",
    "A knock",
]


def names(result: pytest.RunResult) -> list[str]:
    return [line.rpartition("::")[2] for line in result.stdout.lines if "::" in line]


@pytest.fixture(autouse=True)
def _two_rules(house: "House") -> None:
    house.feature(TWO_RULES)


class TestChoosing:
    def test_every_scenario_and_row_is_a_test(self, house: "House") -> None:
        """`pytest features` runs every scenario and every row, in order, and no Python is needed."""
        result = house.run()

        result.assert_outcomes(passed=5)
        assert list(house.record().by_id) == [f"features/quiet.feature::{name}" for name in NAMES]
        assert result.ret == 0

    def test_a_file_can_be_named_from_anywhere(self, house: "House", monkeypatch: pytest.MonkeyPatch) -> None:
        """One feature file runs by its path, as editors ask for it, from another folder too."""
        monkeypatch.chdir(house.path / "features")

        result = house.pytester.runpytest_inprocess(str(house.path / "features/quiet.feature"))

        result.assert_outcomes(passed=5)

    @pytest.mark.parametrize("number", range(5))
    def test_a_node_id_runs_one_scenario(self, house: "House", number: int) -> None:
        """What pytest prints as the id of a scenario or of a row selects exactly that one."""
        result = house.run(f"features/quiet.feature::{NAMES[number]}")

        result.assert_outcomes(passed=1)
        assert list(house.record().by_id) == [f"features/quiet.feature::{NAMES[number]}"]

    @pytest.mark.parametrize(
        ("expression", "count"),
        [("QUIET-1", 4), ("QUIET-2", 1), ("not QUIET-1", 1), ("gdpr-25-2", 1), ("dsa-27 or QUIET-2", 2)],
    )
    def test_tags_select(self, house: "House", expression: str, count: int) -> None:
        """Clauses and laws are marks for `-m`, with those of a rule and of a table of Examples."""
        result = house.run("-m", expression)

        result.assert_outcomes(passed=count, deselected=5 - count)
        assert len(house.record().header.planned) == count
        assert result.ret == 0

    def test_words_select(self, house: "House") -> None:
        """`-k` selects by words of the name and by clause."""
        house.run("-k", "Cho or QUIET-2").assert_outcomes(passed=2, deselected=3)

    def test_nothing_selected_is_not_green(self, house: "House") -> None:
        """A selection that leaves nothing is no success."""
        result = house.run("-k", "nothing_of_this_name")

        assert result.ret not in (0, pytest.ExitCode.TESTS_FAILED)

    def test_last_failed(self, house: "House") -> None:
        """`--lf` runs again what was broken, and only that."""
        house.feature(TWO_RULES.replace("      Then nobody hears Ana\n", "      Then the whisper gets out\n"))
        house.run().assert_outcomes(passed=4, failed=1)

        result = house.run("--lf")

        result.assert_outcomes(failed=1)
        assert [plan.scenario for plan in house.record().header.planned] == ["A whisper"]

    def test_last_failed_skips_whole_files(self, house: "House") -> None:
        """Under `--lf` a file in which nothing failed is not missed."""
        house.feature(
            TWO_RULES.replace("      Then nobody hears Ana\n", "      Then the whisper gets out\n"),
            "features/b.feature",
        )
        house.run().assert_outcomes(passed=9, failed=1)

        result = house.run("--lf")

        result.assert_outcomes(failed=1)
        assert result.ret == 1

    def test_only_collecting(self, house: "House") -> None:
        """`--collect-only` lists the scenarios and leaves no record."""
        result = house.run("--collect-only", "-q")

        assert names(result) == NAMES
        assert result.ret == 0
        assert not (house.path / "record.ndjson").exists()

    def test_ignored_by_the_user(self, house: "House") -> None:
        """A file that the user ignores is not planned, and nobody misses it."""
        house.feature(TWO_RULES, "features/draft/b.feature")

        for option in ("--ignore=features/draft", "--ignore-glob=features/dr*/*"):
            result = house.run(option)

            result.assert_outcomes(passed=5)
            assert result.ret == 0

    def test_any_order(self, house: "House") -> None:
        """The order of scenarios changes nothing: a plugin may shuffle them."""
        house.write(
            "features/shuffle/conftest.py", "def pytest_collection_modifyitems(items):\n    items.reverse()\n"
        )
        house.run()
        straight = house.verdicts()
        house.write("conftest.py", "def pytest_collection_modifyitems(items):\n    items.reverse()\n")

        result = house.run()

        assert result.ret == 0
        assert house.verdicts() == straight


class TestWorkers:
    def test_workers_give_the_same_record(self, house: "House") -> None:
        """Under `-n 2` results cross from the workers, and the record holds the same as without."""
        house.feature(TWO_RULES.replace("Then Ben hears", "Then the whisper gets out\n      And Ben hears"))
        house.run().assert_outcomes(passed=4, failed=1)
        alone = house.record()

        result = house.run("-n", "2")

        together = house.record()
        result.assert_outcomes(passed=4, failed=1)
        assert set(together.header.planned) == set(alone.header.planned)
        assert {key: each.steps for key, each in together.by_id.items()} == {
            key: each.steps for key, each in alone.by_id.items()
        }
        assert len(together.breaches) == 1
        result.stdout.fnmatch_lines(["*Cho hears Ana whisper*", "*remedy*close the door*"])

    def test_selection_with_workers(self, house: "House") -> None:
        """What is deselected in the workers is not planned by the controller."""
        result = house.run("-n", "2", "-m", "QUIET-2")

        result.assert_outcomes(passed=1)
        assert [plan.scenario for plan in house.record().header.planned] == ["A knock"]
        assert house.record().exit_code == 0

    def test_mistakes_stop_the_workers(self, house: "House") -> None:
        """A policy that is wrong is told once, and no worker runs any of it."""
        house.feature(TWO_RULES.replace("@QUIET-2", "@QUIET-3"))

        result = house.run("-n", "2")

        assert result.ret == 2
        assert result.stdout.str().count("`@QUIET-3` names no clause") == 1
        assert not house.record().results


class TestVerdicts:
    def scenario(self, house: "House", steps: str) -> tuple[pytest.RunResult, Verdict]:
        house.scenario(f"Scenario: The case\n{steps}")
        result = house.run("-k", "case")
        return result, house.verdicts()["The case"]

    def test_broken(self, house: "House") -> None:
        """A breach is a failed test, and what is told is the sentence, its line, and the evidence."""
        result, verdict = self.scenario(
            house, "  When Ana whispers\n  Then the whisper gets out\n  And nobody hears Ana\n"
        )

        assert (result.ret, verdict) == (1, Verdict.BROKEN)
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(
            [
                "BROKEN  The case",
                "features/quiet.feature:10",
                "Rule: Nobody hears a whisper",
                "Clauses: QUIET-1",
                "  features/quiet.feature:12: broken",
                "    Then the whisper gets out",
                "      Cho hears Ana whisper",
                "        seen by Cho on hallway /sounds/0 (twins)",
                "        request  GET /hallway",
                "        here     psst",
                "        there    (nothing)",
                "        remedy   close the door",
                "BROKEN features/quiet.feature::The case*",
            ]
        )
        said = result.stdout.str()
        assert not any(word in said for word in ("Traceback", "pytest_bdd", "scenarios.py", "request ="))

    def test_judging_goes_on_after_a_breach(self, house: "House") -> None:
        """The promises after a broken one are judged as well."""
        self.scenario(house, "  When Ana whispers\n  Then the whisper gets out\n  And nobody hears Ana\n")

        (result,) = house.record().results
        assert [step.outcome for step in result.steps] == ["done", "broken", "kept"]
        assert result.steps[1].findings[0].fingerprint == "twins · hallway · /sounds/*"
        assert result.steps[2].census.observations == 7

    def test_not_applicable(self, house: "House") -> None:
        """What the target does not offer is skipped with the reason, counted and listed, never passed."""
        result, verdict = self.scenario(house, "  Given a room without a hallway\n  Then nobody hears Ana\n")

        assert verdict is Verdict.NOT_APPLICABLE
        result.assert_outcomes(skipped=1, deselected=1)
        result.stdout.fnmatch_lines(
            ["not applicable: *The case: this house has no hallway", "1 scenarios: 1 not applicable"]
        )
        assert [step.outcome for step in house.record().results[0].steps] == ["not applicable", "not run"]

    def test_nothing_kept_is_not_green(self, house: "House") -> None:
        """A run in which nothing was applicable is no success."""
        result, _ = self.scenario(house, "  Given a room without a hallway\n  Then nobody hears Ana\n")

        assert result.ret == 3

    def test_broken_before_not_applicable(self, house: "House") -> None:
        """A breach stays a breach when a later sentence is not applicable."""
        house.scenario("Scenario: The case\n  When Ana whispers\n  Then the whisper gets out\n")
        path = house.path / "features/conftest.py"
        path.write_text(
            path.read_text()
            + '@then("the cellar is quiet")\ndef _(world):\n    """No cellar."""\n'
            + '    raise NotOffered("no cellar")\n'
        )
        house.feature((house.path / "features/quiet.feature").read_text() + "      And the cellar is quiet\n")

        result = house.run()

        assert result.ret == 1
        assert house.verdicts()["The case"] is Verdict.BROKEN

    def test_inconclusive(self, house: "House") -> None:
        """A target that fails is a failed test with the reason, neither kept nor broken."""
        result, verdict = self.scenario(house, "  When the house burns\n  Then nobody hears Ana\n")

        assert (result.ret, verdict) == (1, Verdict.INCONCLUSIVE)
        result.stdout.fnmatch_lines(["INCONCLUSIVE  The case", "*the house does not answer*"])
        assert "Traceback" not in result.stdout.str()
        assert house.record().exit_code == 3

    def test_sentence_that_makes_no_sense(self, house: "House") -> None:
        """A sentence that makes no sense in its scenario is a mistake of the policy, with its line."""
        result, verdict = self.scenario(
            house, "  When somebody nobody knows whispers\n  Then nobody hears Ana\n"
        )

        assert (result.ret, verdict) == (1, Verdict.NOT_TESTED)
        (problem,) = house.record().problems
        assert (problem.where, problem.message, problem.remedy) == (
            "features/quiet.feature:11",
            "nobody called `somebody` is in this room",
            "say who is there first",
        )
        assert house.record().exit_code == 2
        assert "Traceback" not in result.stdout.str()

    def test_mistake_in_a_step(self, house: "House") -> None:
        """A mistake in a step's Python is inconclusive; its traceback shows the step, not the machinery."""
        result, verdict = self.scenario(house, "  When the steps are at fault\n  Then nobody hears Ana\n")

        assert (result.ret, verdict) == (1, Verdict.INCONCLUSIVE)
        result.stdout.fnmatch_lines(["*missing*", "E *KeyError: 'missing'"])
        assert "pytest_bdd" not in result.stdout.str()

    def test_promise_that_judges_nothing(self, house: "House") -> None:
        """A `Then` that judges nothing is not kept."""
        result, verdict = self.scenario(house, "  When Ana whispers\n  Then nothing is asked\n")

        assert (result.ret, verdict) == (1, Verdict.INCONCLUSIVE)
        result.stdout.fnmatch_lines(["*`nothing is asked` judged nothing*"])

    def test_promise_in_plain_python(self, house: "House") -> None:
        """A step may assert in plain Python; an assertion that fails breaks the promise, and is explained."""
        result, verdict = self.scenario(house, "  Then two and two is 5\n")

        assert (result.ret, verdict) == (1, Verdict.BROKEN)
        result.stdout.fnmatch_lines(["*assert 5 == (2 + 2)"])

    def test_profile(self, house: "House") -> None:
        """A scenario of another profile is not applicable."""
        house.scenario("@profile-counted\nScenario: The case\n  Then nobody hears Ana\n")

        house.run().assert_outcomes(passed=1, skipped=1)
        seed = house.verdicts()
        house.run("--unseen-profile", "counted", "--unseen-target", "stub")

        assert seed["The case"] is Verdict.NOT_APPLICABLE

    def test_words_for_verdicts(self, house: "House") -> None:
        """`-v` tells each verdict by its name."""
        house.scenario("Scenario: The case\n  When the house burns\n  Then nobody hears Ana\n")

        result = house.run("-v")

        result.stdout.fnmatch_lines(["*A knock is heard KEPT*", "*The case INCONCLUSIVE*"])

    def test_worlds_are_given_back(self, house: "House") -> None:
        """The world is closed when its scenario is over; a target that fails then leaves it inconclusive."""
        path = house.path / "features/conftest.py"
        path.write_text(
            path.read_text().replace("self.open = False", 'raise TargetError("it does not let go")')
        )

        result = house.run("-k", "knock")

        assert result.ret == 1
        assert house.verdicts()["A knock"] is Verdict.INCONCLUSIVE


class TestRecord:
    def test_header(self, house: "House") -> None:
        """The record begins with what was asked for: clauses, scenarios, seed, places."""
        house.run("--unseen-seed", "7")

        header = house.record().header
        assert (header.target, header.profile, header.fault, header.seed) == ("stub", "seed", None, 7)
        assert [clause.id for clause in header.clauses] == ["QUIET-1", "QUIET-2"]
        assert [(plan.line, plan.rule, plan.clauses, plan.tags) for plan in header.planned][::3] == [
            (10, "Nobody hears a whisper", ("QUIET-1",), ("QUIET-1", "gdpr-25-2")),
            (27, "Nobody hears a whisper", ("QUIET-1",), ("QUIET-1", "dsa-27")),
        ]
        assert house.record().finished
        assert house.record().exit_code == 0

    def test_where_it_cannot_be_written(self, house: "House") -> None:
        """A record that cannot be written is told before anything runs."""
        house.write("taken", "")

        result = house.run("--unseen-record", "taken/record.ndjson")

        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(["*taken/record.ndjson: the record cannot be written: *"])

    def test_every_line_is_json(self, house: "House") -> None:
        """The record is one JSON object a line: the run, each scenario, the end."""
        house.run()

        lines = (house.path / "record.ndjson").read_text().splitlines()
        assert [json.loads(line)["type"] for line in lines] == ["run", *["scenario"] * 5, "end"]

    def test_without_a_record(self, house: "House") -> None:
        """No record is written unless it is asked for."""
        result = house.pytester.runpytest_inprocess("features")

        result.assert_outcomes(passed=5)
        assert not list(house.path.glob("*.ndjson"))
