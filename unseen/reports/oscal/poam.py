"""What is to be mended, in OSCAL: the plan of action and milestones."""

from unseen.model import Verdict
from unseen.record import Run
from unseen.reports.broken import Broken, broken
from unseen.reports.oscal.assessment import (
    findings,
    observations,
    record_resource,
    risk,
    risk_of,
    waivers_of,
)
from unseen.reports.oscal.basics import (
    Document,
    assets,
    components,
    document,
    line,
    metadata,
    objective,
    origins,
    prop,
    tokens,
    uuid,
)


def poam(run: Run) -> Document:
    """An item for each root cause, open or waived; OSCAL wants one at least, so without any it says so."""
    causes = broken(run)
    plans = {plan.id: plan for each in causes for plan in each.scenarios}
    own = [each for each in run.clauses if each.verdict in (Verdict.BROKEN, Verdict.WAIVED)]
    shown = {plan.id: plan for each in own for plan in each.scenarios} | plans
    nothing = {
        "uuid": uuid("item", "nothing"),
        "title": "Nothing to mend",
        "description": f"No scenario of {len(run.header.planned)} is broken or waived.",
    }
    return document(
        {
            "metadata": metadata(run, "What is to be mended"),
            "system-id": {"id": line(run.header.target or "unknown")},
            "local-definitions": {"components": components(run), "assessment-assets": assets(run)},
            "observations": _without_tasks(observations(run, shown.values())),
            "risks": [risk(run, each) for each in causes],
            "findings": findings(run, own),
            "poam-items": [_item(run, each) for each in causes] or [nothing],
            "back-matter": {"resources": [record_resource()]},
        }
    )


def _without_tasks(found: list[Document]) -> list[Document]:
    """A plan of action stands alone: the tasks are those of the assessment plan."""
    return [{**each, "origins": origins()} for each in found]


def _item(run: Run, each: Broken) -> Document:
    names = tokens(run.header.clauses)
    excepted = waivers_of(run, each)
    known = [clause for clause in each.clauses if clause in names]
    return {
        "uuid": uuid("item", "waived" if each.waived else "open", each.fingerprint),
        "title": line(each.message),
        "description": line(each.waived or (each.finding.remedy if each.finding else "") or each.message),
        "props": [
            *(prop("objective", objective(names[clause])) for clause in known),
            *(prop("waiver", status.waiver.id) for status in excepted),
            *(prop("owner", status.waiver.owner) for status in excepted),
            *(prop("ticket", status.waiver.ticket) for status in excepted),
        ],
        "origins": origins(),
        "related-findings": [{"finding-uuid": uuid("finding", clause)} for clause in known],
        "related-observations": [
            {"observation-uuid": uuid("observation", plan.id)} for plan in each.scenarios
        ],
        "related-risks": [{"risk-uuid": risk_of(each)}],
    }
