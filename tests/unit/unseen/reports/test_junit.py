"""junit.xml"""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import junitparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.model import Finding, Verdict
from unseen.record import Header, Planned, Problem, Result, Run, Step, parse, read
from unseen.reports.junit import render

LEAKY = Path(__file__).with_name("leaky.ndjson")
CONTENT = LEAKY.read_bytes()
FINDING = Finding("twins", "push", "/items/0", "Cho", "Cho can tell", "send none", here="1")


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - made by ourselves


def case(verdict: Verdict, reason: str = "", *found: Finding, name: str = "S") -> ET.Element:
    plan = Planned("a", "F", "R", name, "f.feature", 12, ("NOT-5", "INT-1"), ("gdpr-25-2",))
    result = Result("a", verdict, reason, 1.5, (Step("Then", "x", 14, "broken", found),))
    root = parsed(render(Run(Header(planned=(plan,)), (result,), finished="x")))
    only = root.find("testsuite/testcase")
    assert only is not None
    return only


@pytest.mark.parametrize(
    ("verdict", "element"),
    [
        (Verdict.KEPT, None),
        (Verdict.BROKEN, "failure"),
        (Verdict.INCONCLUSIVE, "error"),
        (Verdict.WAIVED, "skipped"),
        (Verdict.NOT_APPLICABLE, "skipped"),
        (Verdict.NOT_TESTED, "skipped"),
    ],
)
def test_verdicts(verdict: Verdict, element: str | None) -> None:
    """Each verdict becomes what a CI system shows for it, with the reason."""
    found = case(verdict, "because")
    outcomes = [each for each in found if each.tag != "properties"]

    assert [each.tag for each in outcomes] == ([element] if element else [])
    assert all(each.get("message") == "because" for each in outcomes)


def test_place_and_clauses() -> None:
    """A test case points into the feature file and carries clauses, tags and verdict as properties."""
    found = case(Verdict.BROKEN, "", FINDING)
    failure = found.find("failure")

    assert (found.get("file"), found.get("line"), found.get("time")) == ("f.feature", "12", "1.500")
    properties = [(each.get("name"), each.get("value")) for each in found.iter("property")]
    assert properties[:-1] == [
        ("clause", "NOT-5"),
        ("clause", "INT-1"),
        ("tag", "gdpr-25-2"),
        ("rule", "R"),
        ("regulation", "GDPR 25(2)"),
        ("verdict", "broken"),
    ]
    assert re.fullmatch("sha256:[0-9a-f]{64}", properties[-1][1] or "")
    assert failure is not None
    assert failure.get("message") == "Cho can tell"
    assert "push /items/0, reached Cho" in (failure.text or "")
    assert "twin: (nothing)" in (failure.text or "")


def test_read_by_others(tmp_path: Path) -> None:
    """A library that CI tools read such files with finds every scenario, and what became of it."""
    path = tmp_path / "junit.xml"
    run = read(LEAKY)
    path.write_text(render(run), encoding="utf-8")
    suites = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in suites for case in suite]

    assert len(cases) == suites.tests == len(run.header.planned)
    assert sum(case.is_passed for case in cases) == run.counts[Verdict.KEPT]
    assert sum(case.is_failure for case in cases) == suites.failures == run.counts[Verdict.BROKEN]


def test_counts() -> None:
    """The counts of each suite and of the whole are those of its cases."""
    run = read(LEAKY)
    root = parsed(render(run))

    assert int(root.get("tests", "")) == len(run.header.planned)
    assert int(root.get("failures", "")) == run.counts[Verdict.BROKEN]
    assert int(root.get("errors", "")) == run.counts[Verdict.INCONCLUSIVE]
    assert sum(int(each.get("tests", "")) for each in root) == len(run.header.planned)
    assert "fault" in {each.get("name") for each in root.iter("property")}


def test_problem_is_an_error() -> None:
    """A wrong policy is never an empty green document."""
    run = Run(
        Header(), recorded_problems=(Problem("no such sentence", "f.feature", 3, "write x"), Problem("y"))
    )
    root = parsed(render(replace(run, finished="x")))

    assert root.get("errors") == "2"
    assert [each.get("line") for each in root.iter("testcase")] == ["3", None]


@given(st.text())
def test_any_text(text: str) -> None:
    """Whatever a name or a payload holds, the document is well-formed XML."""
    found = case(Verdict.BROKEN, "", replace(FINDING, message=text, here=text), name=text)

    assert found.find("failure") is not None


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(CONTENT)))
def test_any_record(cut: int) -> None:
    """A record cut at any byte gives well-formed XML."""
    parsed(render(parse(CONTENT[:cut])))
