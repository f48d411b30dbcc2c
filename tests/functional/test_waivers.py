"""Waivers in whole runs: under pytest, and through `unseen audit` with a leak planted on purpose."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from unseen.cli import main
from unseen.home import HOME
from unseen.model import Verdict
from unseen.record import read

if TYPE_CHECKING:
    from conftest import House

LEAK = "Scenario: A leak\n  When Ana whispers\n  Then the whisper gets out\n"
POLICY = """\
Feature: Notices

  @NOT-1 @NOT-2
  Rule: No channel carries a save

    Scenario: A save is no notice
      Given Cho has posted the "recipe" video
      When Ana saves the "recipe" video
      Then Cho never learns that Ana saved the "recipe" video
      And Cho is shown 0 likes for the "recipe" video

  @NOT-3
  Rule: A like is one

    Scenario: A like is a notice
      Given Cho has posted the "recipe" video
      When Ben likes the "recipe" video
      Then Cho is notified that Ben liked the "recipe" video
"""


def day(later: int) -> str:
    return (datetime.now(UTC) + timedelta(days=later)).date().isoformat()


def waiver(name: str = "W-1", **changes: str) -> str:
    fields = {
        "id": f'"{name}"',
        "rule": '"QUIET-1"',
        "scope": '{ surface = "hallway", pointer = "/sounds/*" }',
        "reason": '"the door is being repaired"',
        "owner": '"Doors"',
        "approver": '"Privacy"',
        "ticket": '"T-9"',
        "created": f'"{day(-10)}"',
        "expires": f'"{day(60)}"',
    }
    return "\n".join(["[[waiver]]", *(f"{key} = {text}" for key, text in (fields | changes).items())]) + "\n"


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[int, str, Path]]:
    """Plays a small policy, with the badge leak planted, under these waivers; code, text, folder."""
    folder = tmp_path_factory.mktemp("audit")
    policy = folder / "policy"
    policy.mkdir()
    (policy / "notices.feature").write_text(POLICY)
    for name in ("clauses.toml", "statements.toml"):
        shutil.copy(HOME / "features" / name, policy / name)

    def audit(*waivers: str, options: tuple[str, ...] = ()) -> tuple[int, str, Path]:
        (folder / "excepted.toml").write_text("\n".join(waivers))
        words = [
            "audit",
            str(policy),
            "--fault",
            "badge-count-moves",
            "--waivers",
            str(folder / "excepted.toml"),
            "--out",
            str(folder / "out"),
            *options,
        ]
        result = CliRunner().invoke(main, words)
        return result.exit_code, " ".join(result.stdout.split()), folder / "out"

    return audit


class TestPytest:
    @pytest.mark.parametrize("workers", [(), ("-n", "1")])
    def test_waived(self, house: "House", workers: tuple[str, ...]) -> None:
        """A waived scenario is skipped with its reason, and the record holds what was found."""
        house.write("features/waivers.toml", waiver())
        house.scenario(LEAK)
        result = house.run(*workers)

        run = house.record()
        assert result.ret == 0
        assert house.verdicts() == {"A knock is heard": Verdict.KEPT, "A leak": Verdict.WAIVED}
        assert {each.verdict for each in run.results} == {Verdict.KEPT, Verdict.BROKEN}
        result.stdout.fnmatch_lines(["*waived by W-1 until*T-9*the door is being repaired*", "*1 waived*"])

    def test_named(self, house: "House") -> None:
        """`--unseen-waivers` names a file elsewhere, which is read instead."""
        house.write("features/waivers.toml", waiver("W-1"))
        house.write("other.toml", waiver("W-2", expires='"never"'))
        house.scenario(LEAK)

        assert house.run("--unseen-waivers", "other.toml").ret == 1
        assert [each.waiver.id for each in house.record().waivers] == ["W-2"]

    @pytest.mark.parametrize(
        ("text", "strict", "code"),
        [
            (waiver(), False, 0),
            (waiver(), True, 2),
            (waiver(approver='"Doors"'), False, 2),
            ("[[waiver]\n", False, 2),
        ],
    )
    def test_code(self, house: "House", text: str, strict: bool, code: int) -> None:
        """Under pytest, too, a waiver that nobody needs fails a strict run, a wrong one every run."""
        house.write("features/waivers.toml", text)
        house.scenario("Scenario: Silence\n  When Ana whispers\n  Then nobody hears Ana\n")
        result = house.run(*["--unseen-strict"] * strict)

        assert (result.ret, house.record().exit_code) == (code, code)

    def test_not_needed(self, house: "House") -> None:
        """A strict run whose breaches are all waived, by waivers that are needed, ends with 0."""
        house.write("features/waivers.toml", waiver())
        house.scenario(LEAK)

        assert house.run("--unseen-strict").ret == 0

    def test_no_such_file(self, house: "House") -> None:
        """A file of waivers that is named and cannot be read is a mistake, not an empty one."""
        house.scenario(LEAK)

        assert house.run("--unseen-waivers", "nowhere.toml").ret == 2
        assert house.record().problems[0].message == "the waivers cannot be read: no such file or directory"

    def test_one_clause_left(self, house: "House") -> None:
        """A scenario that proves two clauses stays broken when one of them is excepted."""
        house.write("features/waivers.toml", waiver())
        house.scenario("@QUIET-2\n" + LEAK)

        assert house.run().ret == 1
        assert house.record().waivers[0].note.endswith("because no waiver covers it: QUIET-2")

    def test_whole_rule(self, house: "House") -> None:
        """A waiver may name a rule by its words."""
        house.write("features/waivers.toml", waiver(rule='"Nobody hears a whisper"'))
        house.scenario(LEAK)

        assert house.run().ret == 0


class TestAudit:
    def test_every_state(self, audited: Callable[..., tuple[int, str, Path]]) -> None:
        """Each state is said in terminal, summary and record, and only what is in force waives."""
        scope = {"scope": '{ surface = "in-app notifications", pointer = "/unread" }'}
        code, text, out = audited(
            waiver("W-active", rule='"NOT-1"', **scope),
            waiver("W-expiring", rule='"NOT-2"', **scope, expires=f'"{day(2)}"'),
            waiver("W-expired", rule='"NOT-1"', **scope, expires=f'"{day(-1)}"'),
            waiver("W-invalid", rule='"NOT-1"', **scope, approver='"doors"'),
            waiver("W-unused", rule='"NOT-3"', **scope),
        )

        summary = json.loads((out / "summary.json").read_text())
        run = read(out / "run.ndjson")
        states = {each["id"]: each["state"] for each in summary["waivers"]}
        assert list(states.values()) == ["active", "expiring", "expired", "invalid", "unused"]
        assert [str(each.state) for each in run.waivers] == list(states.values())
        for said in (
            f"◐ W-active: active: until {day(60)}; waives 1 scenario",
            "◐ W-expiring: expiring: it expires in 2 days; waives 1 scenario",
            f"! W-expired: EXPIRED: it expired on {day(-1)}; what it speaks of is broken",
            "! W-invalid: INVALID: owner and approver are the same",
            "! W-unused: UNUSED: nothing that it covers was found: take it out",
            "◐ NOT-1: No notification channel carries a save event.",
            "◐ WAIVED: 2 clauses are broken and excepted by 2 waivers; of the rest, no leak found",
            "2 scenarios planned = 1 kept + 1 waived",
        ):
            assert said in text
        assert (code, summary["verdict"], summary["waived"][0]["pointers"]) == (2, "waived", ["/unread"])
        assert run.counts[Verdict.WAIVED] == 1
        files = [run.evidence_of(plan) for plan in run.header.planned]
        assert all((out / name).is_file() for name in files)
