"""OSCAL: valid documents, every reference resolved, and nothing satisfied that is not kept."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from unseen.model import Verdict
from unseen.record import Clause, Run
from unseen.reports.oscal import documents
from unseen.reports.oscal.basics import tokens

Check = Callable[[str, Any], None]
SCHEMAS = {
    "catalog": "catalog",
    "profile": "profile",
    "component-definition": "component",
    "assessment-plan": "assessment-plan",
    "assessment-results": "assessment-results",
    "plan-of-action-and-milestones": "poam",
}
# what a document may refer to besides itself
IMPORTS = {
    "catalog": (),
    "profile": ("catalog",),
    "component-definition": ("profile", "catalog"),
    "assessment-plan": ("profile", "catalog"),
    "assessment-results": ("assessment-plan", "profile", "catalog"),
    "plan-of-action-and-milestones": ("profile", "catalog"),
}


@pytest.fixture(params=["every", "leaky", "empty"])
def run(request: pytest.FixtureRequest) -> Run:
    """Each of the runs."""
    found: Run = request.getfixturevalue(request.param)
    return found


def nodes(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name, each
            yield from nodes(each)


def test_valid(run: Run, check: Check) -> None:
    """Each of the six documents is valid against NIST's schema."""
    for name, made in documents(run).items():
        check(f"oscal-{SCHEMAS[name]}", json.loads(json.dumps(made)))


def test_references(run: Run) -> None:
    """Every reference by identifier leads to something in the document or in one that it imports."""
    made = documents(run)
    for name, imports in IMPORTS.items():
        own = [pair for each in (name, *imports) for pair in nodes(made[each])]
        uuids = {value for key, value in own if key == "uuid"}
        names = {value for key, value in own if key == "id"}
        for key, value in nodes(made[name]):
            if key.endswith("-uuid"):
                assert value in uuids, (name, key, value)
            elif key == "href" and value.startswith("#"):
                assert value[1:] in uuids, (name, key, value)
            elif key in ("control-id", "target-id", "objective-id"):
                assert value in names, (name, key, value)
            elif key == "with-ids":
                assert set(value) <= names


def test_names_are_used_once(run: Run) -> None:
    """Nothing in a document is called the same as something else, and identifiers are name-based."""
    for name, made in documents(run).items():
        uuids = [value for key, value in nodes(made) if key == "uuid"]

        assert len(uuids) == len(set(uuids)), name
        assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]{21}", each) for each in uuids)


def test_satisfied_is_kept(run: Run) -> None:
    """Satisfied are the kept clauses and no others; what is not applicable has no finding."""
    result = documents(run)["assessment-results"]["assessment-results"]["results"][0]
    states = {
        next(each["value"] for each in finding["props"] if each["name"] == "label"): finding["target"][
            "status"
        ]["state"]
        for finding in result.get("findings", ())
    }

    assert {name for name, state in states.items() if state == "satisfied"} == {
        each.clause.id for each in run.clauses if each.verdict is Verdict.KEPT
    }
    assert set(states) == {
        each.clause.id for each in run.clauses if each.verdict is not Verdict.NOT_APPLICABLE
    }


def test_waiver(every: Run) -> None:
    """A waiver is an approved deviation with its deadline, approver and item."""
    made = documents(every)
    result = made["assessment-results"]["assessment-results"]["results"][0]
    risks = {each["title"]: each for each in result["risks"]}
    waived = risks["Ben's address reached Cho."]
    items = made["plan-of-action-and-milestones"]["plan-of-action-and-milestones"]["poam-items"]

    assert [each["status"] for each in risks.values()] == ["open", "open", "deviation-approved"]
    assert waived["deadline"] == "2026-08-30T23:59:59+00:00"
    assert waived["risk-log"]["entries"][0]["description"] == "Approved by Privacy: the old mailer"
    assert [len(each["related-risks"]) for each in items] == [1, 1, 1]
    assert {"name": "waiver", "ns": "https://unseen.example/ns/oscal", "value": "W-1"} in items[2]["props"]


def test_completeness(every: Run, leaky: Run) -> None:
    """The results attest how many were planned and what came of each, and the problems."""
    result = documents(every)["assessment-results"]["assessment-results"]["results"][0]
    parts = result["attestations"][0]["parts"]

    assert parts[0]["prose"].startswith(
        "11 scenarios planned = 1 kept + 3 broken + 1 waived + 2 not applicable"
    )
    assert parts[1]["prose"] == "f/a b.feature:99: no sentence reads: this, that"
    assert len(result["observations"]) == 11


def test_nothing_to_mend(every: Run) -> None:
    """A plan of action without anything to do says so, since there has to be an item."""
    kept = replace(every, results=(), recorded_problems=())
    made = documents(kept)["plan-of-action-and-milestones"]["plan-of-action-and-milestones"]

    assert [each["title"] for each in made["poam-items"]] == ["Nothing to mend"]
    assert "did not reach its end" in json.dumps(documents(replace(kept, finished="")))


def test_stable(every: Run) -> None:
    """The same thing has the same name in another run, and only what changed differs."""
    later = replace(every, header=replace(every.header, started="2026-08-04T09:12:44+00:00"))
    first, second = (documents(each)["assessment-results"]["assessment-results"] for each in (every, later))

    assert first["uuid"] != second["uuid"]
    assert [each["uuid"] for each in first["results"][0]["observations"]] == [
        each["uuid"] for each in second["results"][0]["observations"]
    ]


def test_tokens() -> None:
    """Clause ids that OSCAL does not allow get names of their own."""
    found = tokens(tuple(Clause(name, "s", "x") for name in ("A-1", "§ 1", "§_1", "7.b")))

    assert found == {"A-1": "A-1", "§ 1": "___1", "§_1": "___1_", "7.b": "_7.b"}
