"""What the reports say of claims."""

import json

import jsonschema

from unseen.model import Assessed, Assessment, Verdict
from unseen.record import Header, Planned, Result, Run, Step, decode_result, encode
from unseen.reports import html, junit, summary, terminal

WORDS = "promises <b>names</b>"


def marked(number: int) -> Run:
    """A run of so many scenarios that mark a claim each, and one that repeats the first."""
    marks = [
        Assessed(f"Spy{n}'s claim", WORDS, Assessment.UNVERIFIABLE, "no reply tells") for n in range(number)
    ]
    plans = tuple(Planned(str(n), "F", "R", f"s{n}", "f.feature", n, (f"C-{n}",)) for n in range(number + 1))
    results = tuple(
        Result(plan.id, Verdict.KEPT, "", 0.1, (Step("Then", "the report …", 3, "kept", assessed=(mark,)),))
        for plan, mark in zip(plans, [*marks, marks[0]], strict=True)
    )
    return Run(Header(planned=plans), results, finished="2026-01-01T00:00:00+00:00")


def test_marks_are_merged() -> None:
    """A claim marked by two scenarios is one mark, with the clauses of both."""
    first, second = marked(2).marks

    assert first.clauses == ("C-0", "C-2")
    assert second.clauses == ("C-1",)


def test_marks_survive_the_record() -> None:
    """What was assessed is read back as it was written."""
    result = marked(1).results[0]

    assert decode_result(json.loads(json.dumps(encode(result)))) == result


def test_summary() -> None:
    """The summary lists each claim, and stays valid."""
    found = json.loads(summary.render(marked(1)))

    jsonschema.validate(found, json.loads(summary.SCHEMA.read_text(encoding="utf-8")))
    assert [each["assessment"] for each in found["assessments"]] == ["unverifiable"]


def test_terminal() -> None:
    """The terminal shows the first claims and counts the rest."""
    text = terminal.render(marked(terminal.SHOWN + 2), terminal.Paper(80))

    assert f"· Spy0's claim ({WORDS}): unverifiable; no reply tells" in " ".join(text.split())
    assert "and 2 more, in the report" in text


def test_html() -> None:
    """The report has a table of claims, in which a claim's words are words and nothing else."""
    page = html.render(marked(1))

    assert "What others claim" in page
    assert "promises &lt;b&gt;names&lt;/b&gt;" in page
    assert WORDS not in page


def test_junit() -> None:
    """Each test case that marks a claim says so in a property."""
    assert 'name="assessment" value="Spy0\'s claim: unverifiable"' in junit.render(marked(1))
