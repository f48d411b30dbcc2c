"""The run as one JSON document for machines; its published schema lies beside this module."""

import json
from pathlib import Path
from typing import Any

from unseen.record import Breach, Run, WaiverStatus
from unseen.reports.wording import ground, headline, replay_breach

SCHEMA = Path(__file__).with_name("summary.schema.json")
FORMAT = 1


def summary(run: Run) -> dict[str, Any]:
    """Verdict, counts, clauses, findings, what was not tested, problems; valid against `SCHEMA`."""
    header, census = run.header, run.census
    return {
        "format": FORMAT,
        "unseen": header.unseen,
        "verdict": run.verdict,
        "headline": headline(run),
        "exit_code": run.exit_code,
        "partial": run.partial,
        "interrupted": run.interrupted,
        "started": header.started,
        "finished": run.finished or None,
        "target": header.target,
        "profile": header.profile,
        "fault": header.fault,
        "seed": header.seed,
        "paths": list(header.paths),
        "counts": {
            "planned": len(header.planned),
            **{str(name): count for name, count in run.counts.items()},
        },
        "clauses": {each.clause.id: each.verdict for each in run.clauses},
        "conditional": [clause.id for clause in header.clauses if clause.conditional],
        "findings": [_finding(run, breach) for breach in run.breaches],
        "assessments": [
            {
                "item": mark.assessed.item,
                "said": mark.assessed.said,
                "assessment": mark.assessed.assessment,
                "reason": mark.assessed.reason,
                "clauses": list(mark.clauses),
            }
            for mark in run.marks
        ],
        "not_tested": [
            {
                "id": each.clause.id,
                "section": each.clause.section,
                "rule": each.clause.rule,
                "reason": each.note,
            }
            for each in run.not_tested
        ],
        "problems": [
            {"message": each.message, "file": each.file, "line": each.line, "remedy": each.remedy}
            for each in run.problems
        ],
        "census": {
            "statement": ground(run),
            "worlds": census.worlds,
            "observations": census.observations,
            "surfaces": list(census.surfaces),
            "masked": census.masked,
        },
        "overrides": list(header.overrides),
        "strict": header.strict,
        "waivers": [_waiver(each) for each in run.waivers],
        "waived": [_finding(run, breach) for breach in run.excused],
    }


def render(run: Run) -> str:
    """The summary as JSON text."""
    return json.dumps(summary(run), ensure_ascii=False, indent=2) + "\n"


def _waiver(status: WaiverStatus) -> dict[str, Any]:
    waiver = status.waiver
    return {
        "id": waiver.id,
        "state": status.state,
        "note": status.note,
        "days_left": status.days_left,
        "rules": list(waiver.rules),
        "surface": waiver.surface,
        "pointers": list(waiver.pointers),
        "reason": waiver.reason,
        "owner": waiver.owner,
        "approver": waiver.approver,
        "ticket": waiver.ticket,
        "created": waiver.created,
        "expires": waiver.expires,
        "file": waiver.file,
        "line": waiver.line,
        "scenarios": list(status.scenarios),
    }


def _finding(run: Run, breach: Breach) -> dict[str, Any]:
    finding = breach.finding
    return {
        "fingerprint": breach.fingerprint,
        "message": finding.message,
        "remedy": finding.remedy,
        "oracle": finding.oracle,
        "relation": finding.relation,
        "reader": finding.reader,
        "surface": finding.surface,
        "pointers": list(breach.pointers),
        "request": finding.request,
        "here": finding.here,
        "there": finding.there,
        "also": list(finding.also),
        "clauses": list(breach.clauses),
        "scenarios": [
            {"scenario": plan.scenario, "file": plan.file, "line": plan.line} for plan in breach.scenarios
        ],
        "replay": replay_breach(run, breach),
    }
