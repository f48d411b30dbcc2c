"""The summary on a terminal."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.model import Finding, Verdict
from unseen.record import Header, Planned, Problem, Result, Run, Step, parse, read
from unseen.reports.terminal import SHOWN, Paper, render

LEAKY = Path(__file__).with_name("leaky.ndjson")
CONTENT = LEAKY.read_bytes()
KEPT = (Verdict.KEPT,) * 2


def run(*verdicts: Verdict, reason: str = "", findings: tuple[Finding, ...] = (), **more: object) -> Run:
    plans = tuple(Planned(str(number), "F", "R", "S", "f.feature", number) for number in range(len(verdicts)))
    steps = (Step("Then", "x", 4, "broken", findings),)
    results = tuple(
        Result(plan.id, verdict, reason, 0, steps) for plan, verdict in zip(plans, verdicts, strict=True)
    )
    header = Header(target="stub", profile="seed", seed=1, planned=plans, paths=("features",))
    return replace(Run(header, results, finished="x"), **more)


def test_sections_and_clauses() -> None:
    """Every section has its line, and every clause stands in it with sign and verdict."""
    text = render(read(LEAKY), Paper(100))

    assert re.search(r"1\. Notification absence +✗ broken NOT-", text)
    assert re.search(r"3\. Data aggregation +○ not tested AGG-1–14", text)


def test_findings_in_full() -> None:
    """A finding is told with place, both sides, clauses, remedy and the command that plays it again."""
    text = render(read(LEAKY), Paper(100), Path("out"))

    for part in (
        "in-app notifications, /items/0, reached Cho",
        "twin       (absent)",
        "breaks     ",
        "remedy     Let `channels.py` send no notice for a save.",
        "again      unseen audit features/",
        "Report: out/report.html",
    ):
        assert part in text


def test_colour_is_never_alone() -> None:
    """Without colour the same words and signs are there."""
    found = read(LEAKY)
    coloured = render(found, Paper(100, colour=True))

    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(found, Paper(100))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_width(width: int) -> None:
    """No line of words is wider than the terminal."""
    lines = render(read(LEAKY), Paper(width)).splitlines()

    assert (
        all(len(line) <= max(width, 40) for line in lines if " " in line.strip() and "–" not in line)
        or width == 40
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(CONTENT)))
def test_any_record(cut: int) -> None:
    """A record cut at any byte gives a summary that ends with what to do next."""
    assert "Next:" in render(parse(CONTENT[:cut]), Paper(80))


def test_hostile_payload() -> None:
    """Control characters of a payload do not reach the terminal."""
    finding = Finding("canary", "push", "/x", "Cho", "seen \x1b[2J", here="\x07\x1b]0;title\x07\x9b")
    text = render(run(Verdict.BROKEN, findings=(finding,)), Paper(80))

    assert all(letter.isprintable() or letter == "\n" for letter in text)


def test_long_evidence_is_cut() -> None:
    """A long payload is cut on the terminal, and says so."""
    finding = Finding("schema", "push", "", "", "seen", here="x" * 5000)
    text = render(run(Verdict.BROKEN, findings=(finding,)), Paper(80))

    assert "5,000 characters; the report has all" in text
    assert "the whole reply" in text


def test_many_findings() -> None:
    """Only the first findings are told in full; the rest are counted."""
    found = tuple(Finding("twins", f"surface {number}", "/x", "Cho", "seen") for number in range(SHOWN + 2))

    assert "and 2 more findings, in the report" in render(run(Verdict.BROKEN, findings=found), Paper(80))


@pytest.mark.parametrize(
    ("given_run", "words"),
    [
        (run(*KEPT), "plant a leak"),
        (replace(run(*KEPT), header=replace(run(*KEPT).header, fault="x")), "nothing alarmed"),
        (
            run(Verdict.BROKEN, findings=(Finding("twins", "x", "/x", "Cho", "seen"),)),
            "mend the first finding",
        ),
        (run(Verdict.BROKEN, reason="no"), "make true what is asserted above, then `unseen audit features"),
        (run(Verdict.INCONCLUSIVE, reason="503"), "mend what the reasons above name"),
        (run(*KEPT, interrupted=True), "`unseen audit features --seed 1` plays the whole policy"),
        (run(recorded_problems=(Problem("wrong", "f.feature", 2, "write x"),)), "mend the problems above"),
        (run(), "`unseen words` lists the sentences"),
    ],
)
def test_next(given_run: Run, words: str) -> None:
    """Each outcome says what to do next."""
    assert words in " ".join(render(given_run, Paper(110)).split())


def test_asserted() -> None:
    """What broke without a finding is told by its reason, at the step that says so."""
    text = render(run(Verdict.BROKEN, reason="`assert 1 == 2` does not hold"), Paper(80))

    assert "✗ 1 × `assert 1 == 2` does not hold\n      f.feature:4\n" in text


def test_problem() -> None:
    """A problem is told with its place and remedy."""
    wrong = (Problem("no such sentence", "f.feature", 2, "write x"), Problem("no clauses"))
    text = render(run(recorded_problems=wrong), Paper(80))

    assert "  f.feature:2: no such sentence\n    → write x\n  no clauses\n" in text


def test_reasons() -> None:
    """Scenarios without a verdict are counted by reason, with places."""
    text = render(run(*[Verdict.INCONCLUSIVE] * 5, reason="503"), Paper(80))

    assert "? 5 × 503\n      f.feature:0, f.feature:1, f.feature:2 and 2 more" in text


def test_override() -> None:
    """A replaced sentence is named, since it can weaken a promise."""
    found = run(*KEPT)
    text = render(replace(found, header=replace(found.header, overrides=("{who} rests",))), Paper(100))

    assert "a packaged sentence is replaced by the project's own: {who} rests" in text
