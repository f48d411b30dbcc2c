"""
The run as SARIF 2.1.0, for code scanning: a rule for each clause, a result for each root cause.

Only what is broken is a result; a waived breach is one with an accepted suppression. What has no verdict, and
what is wrong with the policy, are notifications. Results carry a fingerprint that is the same in every run,
and stand at the line of the step.
"""

import hashlib
import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

from unseen.model import Verdict
from unseen.record import Run
from unseen.regulation import regulations
from unseen.reports.broken import Broken, broken, place
from unseen.reports.wording import promise

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5000
"""So many results are shown where SARIF is read; more are refused above five times as many."""

_TAGS = 20
_RELATED = 20
_NO_CLAUSE = "no-clause"


def render(run: Run) -> str:
    """The whole log as text."""
    return json.dumps(log(run), ensure_ascii=False, indent=2) + "\n"


def log(run: Run) -> dict[str, Any]:
    """The whole log as data."""
    found = broken(run)
    tags: dict[str, list[str]] = {}
    for plan in run.header.planned:
        for clause in plan.clauses:
            tags.setdefault(clause, []).extend(regulations(plan.tags))
    rules = [
        {
            "id": each.id,
            "shortDescription": {"text": promise(each.rule, each.conditional)},
            "defaultConfiguration": {"level": "error"},
            "properties": {"tags": ["privacy", *dict.fromkeys(tags.get(each.id, ()))][:_TAGS]},
        }
        for each in run.header.clauses
    ]
    if any(not each.clauses for each in found):
        rules.append({"id": _NO_CLAUSE, "shortDescription": {"text": "A scenario of no clause is broken."}})
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "unseen", "semanticVersion": run.header.unseen or "0", "rules": rules}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": f"unseen/{run.header.profile or 'policy'}/"},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(run, len(found))],
                "results": [_result(each, index) for each in found[:MOST]],
                "properties": {
                    "verdict": str(run.verdict),
                    "planned": len(run.header.planned),
                    **{str(verdict): count for verdict, count in run.counts.items()},
                },
            }
        ],
    }


def _result(each: Broken, index: dict[Any, int]) -> dict[str, Any]:
    rule = next((clause for clause in each.clauses if clause in index), _NO_CLAUSE)
    result: dict[str, Any] = {
        "ruleId": rule,
        "kind": "fail",
        "level": "error",
        "message": {"text": f"{each.message}\n{each.detail}".strip()},
        "locations": [_location(each.file, each.line)],
        "partialFingerprints": {"unseen/v1": hashlib.sha256(each.fingerprint.encode()).hexdigest()},
        "properties": {"clauses": list(each.clauses), "scenarios": len(each.scenarios)},
    }
    if rule in index:
        result["ruleIndex"] = index[rule]
    related = [
        {"id": number, **_location(plan.file, plan.line), "message": {"text": plan.scenario}}
        for number, plan in enumerate(each.scenarios[:_RELATED], 1)
    ]
    if len(related) > 1:
        result["relatedLocations"] = related
    if each.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": each.waived}]
    return result


def _location(file: str, line: int) -> dict[str, Any]:
    region = {"region": {"startLine": line}} if line > 0 else {}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(file or "features")}, **region}}


def _invocation(run: Run, results: int) -> dict[str, Any]:
    notes: list[dict[str, Any]] = [
        {
            "level": "error",
            "message": {"text": f"{each.message}. {each.remedy}".strip()},
            "locations": [_location(each.file, each.line)],
        }
        for each in run.problems
    ]
    for plan in run.header.planned:
        result = run.by_id[plan.id]
        if result.verdict in (Verdict.INCONCLUSIVE, Verdict.NOT_TESTED):
            text = f"{result.verdict}: {plan.scenario}: {result.reason or 'no reason was given'}"
            where = [_location(plan.file, place(plan, result))]
            notes.append({"level": "warning", "message": {"text": text}, "locations": where})
    if results > MOST:
        notes.append({"level": "warning", "message": {"text": f"{results - MOST} more results are left out"}})
    found: dict[str, Any] = {
        "executionSuccessful": not run.partial and not run.problems,
        "exitCode": run.exit_code,
    }
    moments = {"startTimeUtc": run.header.started, "endTimeUtc": run.finished}
    found |= {name: moment for name, moment in moments.items() if instant(moment)}
    if notes:
        found["toolExecutionNotifications"] = notes
    return found


def instant(moment: str) -> datetime | None:
    """A moment with its time zone; None for anything else."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return found if found.tzinfo else None
