"""What was planned and what got a verdict are the same, or the run is not green."""

from typing import TYPE_CHECKING

import pytest

from unseen.model import Verdict

if TYPE_CHECKING:
    from conftest import House

THREE = """\
Scenario: First
  Then nobody hears Ana

Scenario: Second
  Then nobody hears Ben

Scenario: Third
  Then nobody hears Cho
"""
STEP = '\n@when("{}")\ndef _(world):\n    """Something odd."""\n    {}\n'


def teach(house: "House", sentence: str, body: str) -> None:
    path = house.path / "features/conftest.py"
    path.write_text(path.read_text() + STEP.format(sentence, body))


class TestLost:
    def test_a_worker_dies(self, house: "House") -> None:
        """A worker that dies leaves its scenario inconclusive; the others are run by another worker."""
        teach(house, "the lights go out", "__import__('os')._exit(1)")
        house.scenario(THREE.replace("Scenario: Second\n", "Scenario: Second\n  When the lights go out\n"))

        result = house.run("-n", "2")

        assert result.ret == 1
        assert house.verdicts() == {
            "A knock is heard": Verdict.KEPT,
            "First": Verdict.KEPT,
            "Second": Verdict.INCONCLUSIVE,
            "Third": Verdict.KEPT,
        }
        assert "crashed" in house.record().by_id["features/quiet.feature::Second"].reason
        assert house.record().exit_code == 3

    def test_every_worker_dies(self, house: "House") -> None:
        """Scenarios that no worker is left for are named, and the run has failed."""
        teach(house, "the lights go out", "__import__('os')._exit(1)")
        house.scenario(THREE.replace("Scenario: First\n", "Scenario: First\n  When the lights go out\n"))

        result = house.run("-n", "1", "--max-worker-restart=0")

        assert result.ret not in (0, 5)
        verdicts = house.verdicts()
        assert verdicts["First"] is Verdict.INCONCLUSIVE
        assert verdicts["Third"] is Verdict.NOT_TESTED
        result.stdout.fnmatch_lines(["no verdict: features/quiet.feature::Third"])
        assert house.record().exit_code == 3

    def test_stopped_after_the_first_failure(self, house: "House") -> None:
        """Under `-x` what did not come to its turn is not tested, with the reason."""
        house.scenario(THREE.replace("Then nobody hears Ben", "Then the whisper gets out"))

        result = house.run("-x")

        assert result.ret == 1
        third = house.record().by_id["features/quiet.feature::Third"]
        assert (third.verdict, third.reason) == (
            Verdict.NOT_TESTED,
            "the run stopped before its turn: stopping after 1 failures",
        )
        result.stdout.fnmatch_lines(["4 scenarios: 2 kept, 1 broken, 1 not tested"])

    def test_interrupted(self, house: "House") -> None:
        """A run that is interrupted says so; what it did not come to is not tested."""
        teach(house, "somebody has enough", "raise KeyboardInterrupt")
        house.scenario(THREE.replace("Scenario: Second\n", "Scenario: Second\n  When somebody has enough\n"))

        with pytest.raises(KeyboardInterrupt):
            house.run()

        assert house.record().interrupted
        assert house.record().exit_code == 130
        assert house.verdicts()["First"] is Verdict.KEPT
        assert house.verdicts()["Second"] is Verdict.NOT_TESTED

    def test_a_step_ends_the_run(self, house: "House") -> None:
        """`pytest.exit` in a step ends the run, and nothing of it is green."""
        teach(house, "somebody leaves", "pytest.exit('enough', 0)")
        house.scenario(THREE.replace("Scenario: Second\n", "Scenario: Second\n  When somebody leaves\n"))

        result = house.run()

        assert result.ret == 3
        assert house.verdicts()["Third"] is Verdict.NOT_TESTED

    def test_a_plugin_runs_nothing(self, house: "House") -> None:
        """A scenario that a plugin only pretends to run has no verdict, and the run has failed."""
        house.write(
            "conftest.py",
            "import pytest\n\n@pytest.hookimpl(tryfirst=True)\ndef pytest_runtest_protocol(item):\n"
            "    return True if 'Second' in item.name else None\n",
        )
        house.scenario(THREE)

        result = house.run()

        assert result.ret == 3
        assert house.verdicts()["Second"] is Verdict.NOT_TESTED
        result.stdout.fnmatch_lines(["no verdict: features/quiet.feature::Second"])

    @pytest.mark.parametrize("workers", [(), ("-n", "2")])
    def test_a_plugin_takes_a_scenario_away(self, house: "House", workers: tuple[str, ...]) -> None:
        """A scenario that is dropped from the collection without saying so stops the run."""
        house.write("conftest.py", "def pytest_collection_modifyitems(items):\n    del items[1]\n")
        house.scenario(THREE)

        result = house.run(*workers)

        assert result.ret == 2
        (problem,) = house.record().problems
        assert problem.where == "features/quiet.feature:10"
        assert problem.message == "the scenario `First` was collected, but something took it away"
        assert not house.record().results

    def test_unbound_with_workers(self, house: "House") -> None:
        """A feature file that pytest skips is missed under xdist as well."""
        path = house.scenario(THREE)
        house.feature(path.read_text(), "features/build/new.feature")

        result = house.run("-n", "2")

        assert result.ret == 2
        assert [problem.where for problem in house.record().problems] == ["features/build/new.feature:1"]


class TestExcuses:
    @pytest.mark.parametrize(
        ("mark", "verdict", "code"),
        [
            ("skip(reason='not today')", Verdict.NOT_TESTED, 3),
            ("xfail", Verdict.BROKEN, 1),
            ("xfail(run=False)", Verdict.NOT_TESTED, 3),
        ],
    )
    def test_marks_by_a_conftest(self, house: "House", mark: str, verdict: Verdict, code: int) -> None:
        """A mark that a conftest.py hangs on a scenario excuses nothing."""
        house.write(
            "conftest.py",
            "import pytest\n\ndef pytest_collection_modifyitems(items):\n"
            f"    items[1].add_marker(pytest.mark.{mark})\n",
        )
        house.scenario(THREE.replace("Then nobody hears Ana", "Then the whisper gets out"))

        result = house.run()

        assert house.verdicts()["First"] is verdict
        assert result.ret == code

    def test_strict_xfail_of_a_kept_scenario(self, house: "House") -> None:
        """A scenario that is kept is passed, even if somebody expected it to fail."""
        house.write(
            "conftest.py",
            "import pytest\n\ndef pytest_collection_modifyitems(items):\n"
            "    items[1].add_marker(pytest.mark.xfail(strict=True))\n",
        )
        house.scenario(THREE)

        house.run().assert_outcomes(passed=4)

    @pytest.mark.parametrize("call", ["pytest.skip('not today')", "pytest.xfail('not today')"])
    def test_a_step_excuses_itself(self, house: "House", call: str) -> None:
        """A step that calls `pytest.skip` or `pytest.xfail` leaves its scenario inconclusive."""
        teach(house, "somebody is tired", call)
        house.scenario(THREE.replace("Scenario: Second\n", "Scenario: Second\n  When somebody is tired\n"))

        result = house.run()

        assert result.ret == 1
        assert house.verdicts()["Second"] is Verdict.INCONCLUSIVE
        result.assert_outcomes(passed=3, failed=1)

    @pytest.mark.parametrize(
        ("body", "outcomes"),
        [
            ("    raise RuntimeError('no key')\n    yield", {"errors": 1, "passed": 3}),
            ("    yield\n    raise RuntimeError('no key')", {"errors": 1, "passed": 4}),
        ],
    )
    def test_fixtures_that_fail(self, house: "House", body: str, outcomes: dict[str, int]) -> None:
        """A fixture that fails before or after a scenario leaves it inconclusive, with the reason."""
        path = house.path / "features/conftest.py"
        body = "\n".join(f"    {line}" for line in body.splitlines())
        path.write_text(
            path.read_text()
            + "\n@pytest.fixture(autouse=True)\ndef key(request):\n"
            + f"    if 'First' in request.node.name:\n{body}\n    else:\n        yield\n"
        )
        house.scenario(THREE)

        result = house.run()

        result.assert_outcomes(**outcomes)
        first = house.record().by_id["features/quiet.feature::First"]
        assert first.verdict is Verdict.INCONCLUSIVE
        assert "no key" in first.reason

    def test_no_world_is_kept(self, house: "House") -> None:
        """pytest keeps every test that it ran to the end; the world of a scenario goes with the scenario."""
        house.write(
            "watching.py",
            """
            import gc
            import weakref

            met, left = [], weakref.WeakSet()

            def pytest_fixture_post_finalizer(fixturedef):
                if fixturedef.argname == "world" and fixturedef.cached_result:
                    met.append(id(fixturedef.cached_result[0]))
                    left.add(fixturedef.cached_result[0])

            def pytest_sessionfinish():
                gc.collect()
                print(f"{len(met)} worlds, {len(left)} left")
            """,
        )
        house.pytester.syspathinsert()
        house.scenario(THREE)

        result = house.run("-p", "watching", "-s")

        result.assert_outcomes(passed=4)
        result.stdout.fnmatch_lines(["*4 worlds, 0 left*"])


class TestUnasked:
    """Feature files that pytest comes to although no argument led there."""

    @pytest.mark.parametrize(("step", "code"), [("nobody hears Ana", 0), ("nobody heers Ana", 2)])
    def test_through_a_link(self, house: "House", step: str, code: int) -> None:
        """A folder that is reached through a link is checked before it is run."""
        house.scenario(THREE.replace("nobody hears Ana", step))
        (house.path / "linked").symlink_to(house.path / "features", target_is_directory=True)

        result = house.run("linked", "--unseen-seed=2", "features/../linked")

        assert result.ret == code


class TestOff:
    def test_options_without_features(self, house: "House") -> None:
        """Asking for an audit where feature files are not collected is a mistake, not an empty success."""
        house.write("pytest.toml", "[pytest]\n")

        result = house.run()

        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(
            ["*--unseen-record: feature files are not collected; set `unseen_features = true`*"]
        )

    def test_features_are_opt_in(self, house: "House") -> None:
        """Without `unseen_features` feature files are left alone, and alone they are no success."""
        house.write("pytest.toml", "[pytest]\n")
        house.scenario(THREE)

        result = house.pytester.runpytest_inprocess("features")

        assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
