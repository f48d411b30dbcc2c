"""Clauses that the policy only wishes for."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from unseen.home import HOME
from unseen.policy import CLAUSES, load_clauses
from unseen.record import Run, parse
from unseen.reports import diff, html, oscal, sarif, summary, terminal, trace, trace_text
from unseen.reports.terminal import Paper

WISHED = "conditional: the article only wishes for it"


@pytest.fixture(scope="session")
def wished(every: Run) -> Run:
    """A run in which a broken, a waived and an untested clause are conditional."""
    named = ("C-1", "C-2", "C-4")
    clauses = tuple(replace(clause, conditional=clause.id in named) for clause in every.header.clauses)
    return replace(every, header=replace(every.header, clauses=clauses))


def test_the_policy_marks_what_is_only_wished_for() -> None:
    """The setting that keeps saves out of recommendations is wished for; nothing else is."""
    known = load_clauses(HOME / "features" / CLAUSES).clauses

    assert [clause.id for clause in known if clause.conditional] == ["TRN-14", "TRN-15", "TRN-16"]


def test_terminal(wished: Run, every: Run) -> None:
    """The clauses are named below the sections, and told so wherever their text stands."""
    text = terminal.render(wished, Paper(110))

    assert f"C-1, 2, 4 {WISHED}" in text
    assert f"✗ C-1: Nobody is told of a save. ({WISHED})" in text
    assert f"◐ C-2: No mail | names <anybody>. ({WISHED})" in text
    assert "conditional" not in terminal.render(every, Paper(110))


def test_page(wished: Run, every: Run) -> None:
    """The page says so beside the promise, tested or not."""
    page = html.render(wished)

    assert page.count(f"{WISHED[0].upper()}{WISHED[1:]}.") == 3
    assert f"Nobody has a rule for this. ({WISHED})" in page
    assert "Conditional:" not in html.render(every)


def test_trace(wished: Run) -> None:
    """A trace says so in short, in full, and as data."""
    assert text_of(wished).count(WISHED) == 3
    assert f"Nobody is told of a save. ({WISHED})" in text_of(wished, "C-1")
    assert WISHED not in text_of(wished, "C-3")
    made = trace.document(wished)["clauses"]
    assert [each["id"] for each in made if each["conditional"]] == ["C-1", "C-2", "C-4"]


def text_of(run: Run, *words: str) -> str:
    return trace_text.render(run, Paper(110), words)


def test_summary(wished: Run, every: Run) -> None:
    """The summary names them, and its published schema knows of it."""
    made = json.loads(summary.render(wished))

    jsonschema.Draft202012Validator(json.loads(Path(summary.SCHEMA).read_bytes())).validate(made)
    assert made["conditional"] == ["C-1", "C-2", "C-4"]
    assert summary.summary(every)["conditional"] == []


def test_other_forms(wished: Run, every: Run) -> None:
    """SARIF, OSCAL and a comparison with an earlier run tell the clause in the same words."""
    rules = {
        each["id"]: each["shortDescription"]["text"]
        for each in sarif.log(wished)["runs"][0]["tool"]["driver"]["rules"]
    }
    assert rules["C-1"] == f"Nobody is told of a save. ({WISHED})"
    assert rules["C-3"] == "A like is told."
    made = oscal.documents(wished)
    assert all(WISHED in json.dumps(made[name]) for name in ("catalog", "assessment-results"))
    first = replace(every, header=replace(every.header, clauses=every.header.clauses[1:]))
    assert any(f"Nobody is told of a save. ({WISHED})" in each.said for each in diff.compare(first, wished))


def test_record_of_before() -> None:
    """A record that was written before clauses could be conditional is read: none of its clauses is."""
    content = Path(__file__).with_name("leaky.ndjson").read_bytes()

    assert b"conditional" not in content
    assert not any(clause.conditional for clause in parse(content).header.clauses)
