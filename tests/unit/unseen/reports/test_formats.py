"""Every format: made of any run, the same each time, and valid for whoever reads it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cucumber_messages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.model import Finding, Verdict
from unseen.record import Cell, Matrix, MatrixRow, Run, parse
from unseen.reports import ctrf, github, messages, sarif
from unseen.reports.broken import broken, detail
from unseen.reports.formats import FORMATS

CONTENT = Path(__file__).with_name("leaky.ndjson").read_bytes()
RUNS = ("every", "leaky", "empty")
Check = Callable[[str, Any], None]
RANKS = ("PASSED", "SKIPPED", "PENDING", "UNDEFINED", "AMBIGUOUS", "FAILED")


@pytest.fixture(params=RUNS)
def run(request: pytest.FixtureRequest) -> Run:
    """Each of the runs."""
    found: Run = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_pure(name: str, run: Run) -> None:
    """A format is a function of the run: the same run gives the same bytes, and tells no credential."""
    made = FORMATS[name].render(run)

    assert made == FORMATS[name].render(run)
    assert "Bearer" not in made


@settings(max_examples=6, deadline=None)
@given(st.integers(0, len(CONTENT)))
def test_wherever_the_record_is_cut(cut: int) -> None:
    """Every format can be made of a record that ends anywhere."""
    run = parse(CONTENT[:cut])
    for each in FORMATS.values():
        each.render(run)


def test_files() -> None:
    """No two formats are called the same."""
    assert len({each.file for each in FORMATS.values()}) == len(FORMATS)


class TestBroken:
    def test_worst_first(self, every: Run) -> None:
        """Root causes come first, then what broke without a finding, then what is waived."""
        found = broken(every)

        assert [each.message for each in found] == [
            "Cho can tell: 50%.",
            "Two is not three.",
            "Ben's address reached Cho.",
        ]
        assert [len(each.scenarios) for each in found] == [2, 1, 1]
        assert [bool(each.waived) for each in found] == [False, False, True]
        assert {each.line for each in found} == {14}

    def test_matrix(self, every: Run, check: Check) -> None:
        """A cell of the matrix that differs is broken in every format, also when all scenarios are kept."""
        row = MatrixRow("save", "a save", (Cell("hidden", "count"), Cell("hidden", "count", "a reason")))
        planned = every.header.planned[:1]
        header = replace(every.header, planned=planned)
        matrix = Matrix("seed", ("strangers", "friends"), (row,))
        run = replace(every, header=header, results=every.results[:1], recorded_problems=(), matrix=matrix)
        said = "a save: declared hidden to strangers, and is count."

        assert [each.message for each in broken(run)] == [said]
        assert github.annotations(run).startswith(f"::error title=broken%3A no clause::{said}%0A")
        assert f"|  | {said} | the matrix of who can tell what |  |" in github.step_summary(run)
        check("sarif-2.1.0", sarif.log(run))
        assert sarif.log(run)["runs"][0]["results"][0]["message"]["text"].startswith(said)
        check("ctrf", ctrf.document(run))
        assert ctrf.document(run)["results"]["summary"]["failed"] == 1
        assert '<failure message="a save: declared hidden' in FORMATS["junit"].render(run)
        check("oscal-poam", json.loads(FORMATS["oscal-poam"].render(run)))
        assert said in FORMATS["oscal-poam"].render(run)
        assert said in FORMATS["oscal-assessment-results"].render(run)
        assert '"success": false' in FORMATS["messages"].render(run)

    def test_other_places(self, every: Run) -> None:
        """Where else a cause was met is told, in short."""
        finding = replace(broken(every)[0].finding, also=tuple(f"/{number}" for number in range(7)))

        assert "\nalso at: /0, /1, /2, /3, /4 and 2 more\n" in detail(finding)
        assert "\nalso at: /0\n" in detail(replace(finding, also=("/0",)))
        assert detail(Finding("witness", "push", "", "", "gone")) == "push, the whole reply"


class TestSarif:
    def test_valid(self, run: Run, check: Check) -> None:
        """The log is valid against the published schema."""
        check("sarif-2.1.0", json.loads(sarif.render(run)))

    def test_results(self, every: Run) -> None:
        """Only what is broken is a result; what is waived is suppressed, with its justification."""
        log = sarif.log(every)["runs"][0]
        results = log["results"]

        assert [each["ruleId"] for each in results] == ["C-1", "no-clause", "C-2"]
        assert [log["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in results] == [
            each["ruleId"] for each in results
        ]
        assert [each.get("suppressions", [{}])[0].get("status") for each in results] == [
            None,
            None,
            "accepted",
        ]
        assert "W-1 until 2026-08-30" in results[2]["suppressions"][0]["justification"]
        assert results[0]["locations"][0]["physicalLocation"] == {
            "artifactLocation": {"uri": "f/a%20b.feature"},
            "region": {"startLine": 14},
        }
        assert len(results[0]["relatedLocations"]) == 2

    def test_notifications(self, every: Run, empty: Run) -> None:
        """What has no verdict and what is wrong are told, and the run was no success."""
        invocation = sarif.log(every)["runs"][0]["invocations"][0]
        said = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]

        assert len(said) == 1 + 4
        assert not invocation["executionSuccessful"]
        assert "startTimeUtc" not in sarif.log(empty)["runs"][0]["invocations"][0]

    def test_most(self, every: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """Results beyond the limit are left out, and counted."""
        monkeypatch.setattr(sarif, "MOST", 1)
        log = sarif.log(every)["runs"][0]

        assert len(log["results"]) == 1
        notes = log["invocations"][0]["toolExecutionNotifications"]
        assert notes[-1]["message"]["text"] == "2 more results are left out"

    def test_fingerprints(self, every: Run) -> None:
        """Fingerprints tell root causes apart."""
        results = sarif.log(every)["runs"][0]["results"]

        assert len({each["partialFingerprints"]["unseen/v1"] for each in results}) == len(results)


class TestCtrf:
    def test_valid(self, run: Run, check: Check) -> None:
        """The document is valid against the published schema, and its counts add up."""
        made = json.loads(ctrf.render(run))
        summary = made["results"]["summary"]

        check("ctrf", made)
        names = ("passed", "failed", "skipped", "pending", "other")
        assert sum(summary[name] for name in names) == summary["tests"] == len(run.header.planned)
        assert summary["passed"] == run.counts[Verdict.KEPT]

    def test_waived(self, every: Run) -> None:
        """Only what is kept has passed; the verdict itself is the raw status, the waiver its message."""
        tests = {each["name"]: each for each in ctrf.document(every)["results"]["tests"]}

        assert [name for name, each in tests.items() if each["status"] == "passed"] == ["kept"]
        assert (tests["waived"]["status"], tests["waived"]["rawStatus"]) == ("skipped", "waived")
        assert tests["waived"]["message"].startswith("waived by W-1")
        assert tests["broken"]["labels"] == {"clause": ["C-1"], "regulation": ["gdpr-25-2"]}
        assert (tests["asserted"]["status"], tests["unreachable"]["status"]) == ("failed", "other")


class TestMessages:
    def test_valid(self, run: Run) -> None:
        """Every message reads and writes back in the official library."""
        converter = cucumber_messages.message_converter
        for line in messages.render(run).splitlines():
            plain = json.loads(line)
            assert converter.to_dict(converter.from_dict(plain, cucumber_messages.Envelope)) == plain

    def test_references(self, run: Run) -> None:
        """Every identifier is used once, and every reference leads to one."""
        defined: list[str] = []
        used: list[str] = []

        def walk(node: Any) -> None:
            if isinstance(node, list):
                for each in node:
                    walk(each)
            elif isinstance(node, dict):
                defined.extend(value for key, value in node.items() if key == "id")
                used.extend(value for key, value in node.items() if key.endswith("Id"))
                used.extend(each for key, value in node.items() if key.endswith("Ids") for each in value)
                for each in node.values():
                    walk(each)

        walk(list(messages.envelopes(run)))
        assert len(defined) == len(set(defined))
        assert set(used) <= set(defined)

    def test_worst_step_is_the_verdict(self, every: Run) -> None:
        """Whoever takes the worst step for the scenario's outcome sees passed only where it is kept."""
        pickles, cases, started = {}, {}, {}
        worst: dict[str, str] = {}
        for each in messages.envelopes(every):
            if pickle := each.get("pickle"):
                pickles[pickle["id"]] = pickle["name"]
            if case := each.get("testCase"):
                cases[case["id"]] = pickles[case["pickleId"]]
            if begun := each.get("testCaseStarted"):
                started[begun["id"]] = cases[begun["testCaseId"]]
            if done := each.get("testStepFinished"):
                name, status = started[done["testCaseStartedId"]], done["testStepResult"]["status"]
                worst[name] = max(worst.get(name, "PASSED"), status, key=RANKS.index)

        assert worst == {
            "kept": "PASSED",
            "broken": "FAILED",
            "broken again": "FAILED",
            "asserted": "FAILED",
            "waived": "PENDING",
            "not offered": "SKIPPED",
            "other profile": "SKIPPED",
            "unreachable": "AMBIGUOUS",
            "torn down": "AMBIGUOUS",
            "wrong": "UNDEFINED",
            "lost": "UNDEFINED",
        }

    def test_evidence_is_attached(self, every: Run) -> None:
        """What was found hangs on the step that found it."""
        bodies = [each["attachment"]["body"] for each in messages.envelopes(every) if "attachment" in each]

        assert len(bodies) == 3
        assert "push, /items/0, reached Cho\nrequest: GET /me/push\nhere: 1\ntwin: 2" in bodies[0]


class TestGithub:
    def test_annotations(self, every: Run) -> None:
        """Errors first; what would break the command is escaped; the place is that of the step."""
        lines = github.annotations(every).splitlines()

        assert [line.partition(" ")[0] for line in lines] == [
            *["::error"] * 3,
            *["::warning"] * 3,
            "::notice",
        ]
        assert lines[0].startswith(
            "::error file=f/a b.feature,line=99,title=the policy is wrong::no sentence"
        )
        assert lines[1].startswith(
            "::error file=f/a b.feature,line=14,title=broken%3A C-1::Cho can tell: 50%25.%0A"
        )
        assert "and in 1 more scenario" in lines[1]
        assert "waiver W-2 is expired" in lines[3]
        assert "waived by W-1" in lines[-1]

    def test_strict(self, every: Run) -> None:
        """A waiver that makes the run fail is an error, for a CI system's test view too."""
        strict = replace(every, header=replace(every.header, strict=True))

        assert (
            "::error file=features/waivers.toml,line=1,title=waiver W-2 is expired::"
            in github.annotations(strict)
        )
        assert '<error message="the waiver `W-2` is expired: ' in FORMATS["junit"].render(strict)

    def test_capped(self, every: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """There are no more of a kind than are shown, and the last one says how many are missing."""
        monkeypatch.setattr(github, "SHOWN", 2)
        lines = github.annotations(every).splitlines()

        assert len([line for line in lines if line.startswith("::error ")]) == 2
        assert "::error title=unseen::and 2 more, in the report" in lines

    def test_summary(self, every: Run, leaky: Run, empty: Run) -> None:
        """Verdict, counts, what broke, what is waived and why, what has no verdict; tables stay whole."""
        text = github.step_summary(every)

        assert text.startswith("## ✗ BROKEN: ")
        for said in (
            "| C-1 | Cho can tell: 50%. | push, /items/0, reached Cho | f/a b.feature:14 |",
            "| W-2 | ! expired: it expired on 2026-08-02",
            "waived by W-1 until 2026-08-30 (T-9): the old mailer |",
            "11 scenarios on the reference platform, with `some-fault` planted in it",
        ):
            assert said in text
        assert "No leak found" not in text
        assert github.step_summary(leaky).count("\n|---") == 3
        assert github.step_summary(empty).startswith("## ○ NOT TESTED")
        assert github.annotations(empty).startswith(
            "::warning file=f.feature,title=not tested::F: 1 scenario"
        )

    def test_cut(self, every: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """A summary that would be refused is cut between blocks, and says so."""
        monkeypatch.setattr(github, "LARGEST", 900)
        monkeypatch.setattr(github, "_ROWS", 1)
        text = github.step_summary(every)

        assert len(text.encode()) <= 900
        assert text.endswith("The rest does not fit here: see the report.\n")
        assert "… and 1 more, in the report." in text
