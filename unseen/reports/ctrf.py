"""
The run in the Common Test Report Format (CTRF 1.0), for actions that comment on pull requests.

Kept has passed and broken has failed; waived and not applicable are *skipped*, not tested is *pending*,
inconclusive is *other*; the verdict itself is the raw status.
"""

import json
from typing import Any

from unseen.model import Verdict
from unseen.record import Planned, Result, Run, digest, findings, identifier
from unseen.regulation import regulations
from unseen.reports.broken import Broken, broken, detail, place
from unseen.reports.sarif import instant

_STATUS = {
    Verdict.KEPT: "passed",
    Verdict.BROKEN: "failed",
    Verdict.WAIVED: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.INCONCLUSIVE: "other",
    Verdict.NOT_TESTED: "pending",
}


def render(run: Run) -> str:
    """The whole document as text."""
    return json.dumps(document(run), ensure_ascii=False, indent=2) + "\n"


def document(run: Run) -> dict[str, Any]:
    """The whole document as data."""
    header = run.header
    tests = [_test(plan, run.by_id[plan.id]) for plan in header.planned]
    tests += [_cell(each) for each in broken(run) if not each.scenarios]
    statuses = [each["status"] for each in tests]
    start, stop = _milliseconds(header.started), _milliseconds(run.finished)
    tool: dict[str, Any] = {"name": "unseen"}
    if header.unseen:
        tool["version"] = header.unseen
    made: dict[str, Any] = {
        "reportFormat": "CTRF",
        "specVersion": "1.0.0",
        "reportId": identifier("ctrf", header.started, header.target, str(header.seed)),
        "generatedBy": "unseen",
        "results": {
            "tool": tool,
            "summary": {
                "tests": len(statuses),
                **{
                    name: statuses.count(name) for name in ("passed", "failed", "skipped", "pending", "other")
                },
                "suites": len({plan.file for plan in header.planned}),
                "start": start,
                "stop": max(start, stop),
            },
            "tests": tests,
            "environment": {
                "extra": {
                    "target": header.target,
                    "profile": header.profile,
                    "seed": header.seed,
                    **({"fault": header.fault} if header.fault else {}),
                }
            },
            "extra": {
                "verdict": str(run.verdict),
                "exitCode": run.exit_code,
                "counts": {str(verdict): count for verdict, count in run.counts.items()},
                "problems": [f"{each.where}: {each.message}".removeprefix(": ") for each in run.problems],
            },
        },
    }
    if instant(run.finished):
        made["timestamp"] = run.finished
    return made


def _test(plan: Planned, result: Result) -> dict[str, Any]:
    found = list(findings(result))
    message = result.reason if result.verdict is not Verdict.BROKEN or not found else found[0].message
    made: dict[str, Any] = {
        "testId": plan.id or "scenario",
        "id": identifier("scenario", plan.id),
        "name": plan.scenario or plan.id or "scenario",
        "status": _STATUS[result.verdict],
        "rawStatus": str(result.verdict),
        "duration": round(result.seconds * 1000),
        "suite": [each for each in (plan.feature, plan.rule) if each] or ["policy"],
        "filePath": plan.file,
        "line": place(plan, result),
        "tags": list(plan.tags),
        "extra": {"recordLine": f"sha256:{digest(result)}"},
    }
    if message:
        made["message"] = message
    if found:
        made["trace"] = "\n\n".join(f"{each.message}\n{detail(each)}" for each in found)
    labels = {"clause": list(plan.clauses), "regulation": list(regulations(plan.tags))}
    if any(labels.values()):
        made["labels"] = {name: values for name, values in labels.items() if values}
    return made


def _cell(each: Broken) -> dict[str, Any]:
    return {
        "testId": each.fingerprint,
        "id": identifier("cell", each.fingerprint),
        "name": each.message,
        "status": "failed",
        "rawStatus": str(Verdict.BROKEN),
        "duration": 0,
        "suite": ["matrix"],
        "message": each.message,
    }


def _milliseconds(moment: str) -> int:
    found = instant(moment)
    return round(found.timestamp() * 1000) if found else 0
