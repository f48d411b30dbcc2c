"""An audit in OSCAL: assessment plan and assessment results."""

from collections.abc import Iterable

from unseen.model import Verdict
from unseen.record import ClauseResult, Planned, Run, WaiverStatus, digest
from unseen.regulation import regulations
from unseen.reports.broken import Broken, broken
from unseen.reports.oscal.basics import (
    FILES,
    NAMESPACE,
    Document,
    assets,
    components,
    day_end,
    day_start,
    document,
    line,
    metadata,
    moment,
    objective,
    origins,
    party,
    prop,
    surface,
    tokens,
    uuid,
)
from unseen.reports.wording import ground, headline, promise

RECORD = uuid("resource", "record")
_SSP = uuid("resource", "system")
_PLAN = uuid("resource", "plan")
_ACTIVITY = uuid("activity", "play")
_STATES = {
    Verdict.KEPT: ("satisfied", "pass"),
    Verdict.BROKEN: ("not-satisfied", "fail"),
    Verdict.WAIVED: ("not-satisfied", "fail"),
    Verdict.INCONCLUSIVE: ("not-satisfied", "other"),
    Verdict.NOT_TESTED: ("not-satisfied", "other"),
}


def _reviewed(run: Run) -> Document:
    names = tokens(run.header.clauses).values()
    if not names:
        return {"control-selections": [{"include-all": {}}]}
    return {
        "control-selections": [{"include-controls": [{"control-id": name} for name in names]}],
        "control-objective-selections": [
            {"include-objectives": [{"objective-id": objective(name)} for name in names]}
        ],
    }


def plan(run: Run) -> Document:
    """What was to be played, as it was frozen before the run: the whole population, no sample."""
    tasks = [
        {
            "uuid": task(each),
            "type": "action",
            "title": line(each.scenario),
            "description": line(f"{each.file}:{each.line}, rule: {each.rule or each.feature}"),
            "props": [prop("scenario", each.id), *(prop("clause", clause) for clause in each.clauses)],
            "associated-activities": [
                {"activity-uuid": _ACTIVITY, "subjects": [{"type": "component", "include-all": {}}]}
            ],
        }
        for each in run.header.planned
    ]
    activity = {
        "uuid": _ACTIVITY,
        "title": "Play a scenario and its twins",
        "description": "The history is played, and everything each person receives is recorded and checked "
        "against closed schemas and for what identifies somebody. It is played again in worlds that differ "
        "in one secret; whoever must not learn the secret must receive the same bytes.",
        "props": [{"name": "method", "value": "TEST"}],
    }
    return document(
        {
            "metadata": metadata(
                run, "Plan of an audit", "The whole population is played; no sample is drawn."
            ),
            "import-ssp": {"href": f"#{_SSP}"},
            "local-definitions": {"components": components(run), "activities": [activity]},
            "reviewed-controls": _reviewed(run),
            "assessment-subjects": [{"type": "component", "include-all": {}}],
            "assessment-assets": assets(run),
            "tasks": tasks,
            "back-matter": {
                "resources": [
                    {
                        "uuid": _SSP,
                        "title": "The platform under test",
                        "description": "No system security plan is at hand: the platform is described by the "
                        "components of this plan.",
                    }
                ]
            },
        }
    )


def task(each: Planned) -> str:
    """The identifier of a planned scenario."""
    return uuid("task", each.id)


def results(run: Run) -> Document:
    """What came of it: an observation for each scenario, a finding for each clause, a risk for each cause."""
    start = moment(run.header.started)
    parts = " + ".join(f"{count} {verdict}" for verdict, count in run.counts.items() if count) or "nothing"
    said = f"{len(run.header.planned)} scenarios planned = {parts}."
    if run.partial:
        said += " The run did not reach its end."
    result = {
        "uuid": uuid("result", run.header.started, run.header.target),
        "title": line(f"{str(run.verdict).upper()}: {headline(run)}"),
        "description": line(ground(run)),
        "start": start,
        "end": moment(run.finished, run.header.started),
        "props": [prop("verdict", run.verdict), prop("exit-code", str(run.exit_code))],
        "local-definitions": {"components": components(run), "assessment-assets": assets(run)},
        "reviewed-controls": _reviewed(run),
        "attestations": [
            {
                "parts": [
                    {"name": "completeness", "ns": NAMESPACE, "prose": said},
                    *(
                        {"name": "problem", "ns": NAMESPACE, "prose": f"{each.where}: {each.message}"}
                        for each in run.problems
                    ),
                ]
            }
        ],
        "observations": observations(run, run.header.planned),
        "risks": [risk(run, each) for each in broken(run)],
        "findings": findings(run, run.clauses),
    }
    return document(
        {
            "metadata": metadata(run, "Results of an audit"),
            "import-ap": {"href": f"#{_PLAN}"},
            "results": [result],
            "back-matter": {
                "resources": [
                    {
                        "uuid": _PLAN,
                        "title": "Plan of an audit",
                        "rlinks": [{"href": FILES["plan"], "media-type": "application/json"}],
                    },
                    record_resource(),
                ]
            },
        }
    )


def record_resource() -> Document:
    """The run record, as what evidence refers to."""
    return {
        "uuid": RECORD,
        "title": "The run record",
        "description": "One JSON object a line; evidence names the SHA-256 of a line.",
        "rlinks": [{"href": "run.ndjson", "media-type": "application/x-ndjson"}],
    }


def observation_of(each: Planned) -> str:
    """The identifier of what was observed in a scenario."""
    return uuid("observation", each.id)


def observations(run: Run, plans: Iterable[Planned]) -> list[Document]:
    """What was observed in each of these scenarios."""
    return [_observation(run, each) for each in plans]


def _observation(run: Run, each: Planned) -> Document:
    result = run.by_id[each.id]
    worlds = sum(step.census.worlds for step in result.steps)
    seen = sum(step.census.observations for step in result.steps)
    found = [finding for step in result.steps for finding in step.findings]
    said = [f"{result.verdict}: {each.scenario}", result.reason, *(finding.message for finding in found)]
    kept = run.evidence_of(each)
    looked_at = sorted({name for step in result.steps for name in step.census.surfaces})
    return {
        "uuid": observation_of(each),
        "title": line(each.scenario),
        "description": line("; ".join(filter(None, said))),
        "props": [
            prop("verdict", result.verdict),
            prop("place", f"{each.file}:{each.line}"),
            prop("worlds", str(worlds)),
            prop("payloads", str(seen)),
            *(prop("regulation", tag) for tag in regulations(each.tags)),
        ],
        "methods": ["TEST"],
        "types": ["finding" if found else "control-objective"],
        "origins": [{**origins()[0], "related-tasks": [{"task-uuid": task(each)}]}],
        "subjects": [
            {"subject-uuid": surface(name), "type": "component", "title": line(name)} for name in looked_at
        ],
        "relevant-evidence": [
            {
                "href": f"#{RECORD}",
                "description": "The line of this scenario in the run record.",
                "props": [prop("line-sha-256", digest(result))],
            },
            *([{"href": kept, "description": "Everything that was seen, redacted."}] if kept else []),
        ],
        "collected": moment(run.finished, run.header.started),
    }


def findings(run: Run, clauses: Iterable[ClauseResult]) -> list[Document]:
    """The verdict on each of these clauses; one that is not applicable has none."""
    names = tokens(run.header.clauses)
    risks = broken(run)
    made = []
    for each in clauses:
        if each.verdict is Verdict.NOT_APPLICABLE:
            continue
        state, reason = _STATES[each.verdict]
        own = [cause for cause in risks if each.clause.id in cause.clauses]
        made.append(
            {
                "uuid": uuid("finding", each.clause.id),
                "title": line(promise(each.clause.rule, each.clause.conditional)),
                "description": line(each.note or f"The clause is {each.verdict}."),
                "props": [prop("verdict", each.verdict), {"name": "label", "value": line(each.clause.id)}],
                "origins": origins(),
                "target": {
                    "type": "objective-id",
                    "target-id": objective(names[each.clause.id]),
                    "status": {"state": state, "reason": reason},
                },
                "related-observations": [
                    {"observation-uuid": observation_of(plan)} for plan in each.scenarios
                ],
                "related-risks": [{"risk-uuid": risk_of(cause)} for cause in own],
            }
        )
    return made


def risk_of(each: Broken) -> str:
    """The identifier of a root cause."""
    return uuid("risk", "waived" if each.waived else "open", each.fingerprint)


def waivers_of(run: Run, each: Broken) -> list[WaiverStatus]:
    """The waivers that except a root cause."""
    if not each.waived or each.finding is None:
        return []
    own = {plan.id for plan in each.scenarios}
    return [
        status
        for status in run.waivers
        if not own.isdisjoint(status.scenarios)
        and status.waiver.covers(each.finding.surface, each.finding.pointer)
    ]


def risk(run: Run, each: Broken) -> Document:
    """A root cause, open or with its approved deviation."""
    excepted = waivers_of(run, each)
    entries = [
        {
            "uuid": uuid("entry", status.waiver.id, status.waiver.created),
            "title": line(f"Waiver {status.waiver.id} approved"),
            "description": line(f"Approved by {status.waiver.approver}: {status.waiver.reason}"),
            "start": day_start(status.waiver.created),
            "logged-by": [{"party-uuid": party(status.waiver.approver)}],
            "status-change": "deviation-approved",
        }
        for status in excepted
    ]
    return {
        "uuid": risk_of(each),
        "title": line(each.message),
        "description": line(each.detail or each.message),
        "statement": line(f"It breaks {', '.join(each.clauses) or 'no clause'}."),
        "props": [prop("fingerprint", each.fingerprint), *(prop("clause", name) for name in each.clauses)],
        "status": "deviation-approved" if each.waived else "open",
        "origins": origins(),
        "mitigating-factors": [
            {
                "uuid": uuid("factor", each.fingerprint, status.waiver.id),
                "description": line(f"{status.waiver.reason} ({status.waiver.ticket})"),
            }
            for status in excepted
        ],
        "deadline": min((day_end(status.waiver.expires) for status in excepted), default=None),
        "risk-log": {"entries": entries} if entries else None,
        "related-observations": [{"observation-uuid": observation_of(plan)} for plan in each.scenarios],
    }
