"""
The run as OSCAL 1.2 (Open Security Controls Assessment Language): six documents that refer to each other.

A clause is a control, with a statement and an objective; a rule of a feature file is what checks it; a
scenario is a task of the plan and an observation of the results; the verdict on a clause is a finding; a root
cause is a risk, and an item of the plan of action. OSCAL knows *satisfied* and *not-satisfied* only:
everything that is not kept is not satisfied, with the verdict itself as a property, and what is not
applicable has no finding.

Every identifier follows from what it names, so documents of equal runs are equal and others differ by line.
"""

import json
from collections.abc import Callable
from typing import Any

from unseen.record import Run
from unseen.reports.oscal import assessment, policy
from unseen.reports.oscal import poam as milestones

__all__ = [
    "assessment_plan",
    "assessment_results",
    "catalog",
    "component_definition",
    "documents",
    "poam",
    "profile",
]

_MAKERS: dict[str, Callable[[Run], dict[str, Any]]] = {
    "catalog": policy.catalog,
    "profile": policy.profile,
    "component-definition": policy.component_definition,
    "assessment-plan": assessment.plan,
    "assessment-results": assessment.results,
    "plan-of-action-and-milestones": milestones.poam,
}


def documents(run: Run) -> dict[str, dict[str, Any]]:
    """All six as data, each below the name that it has in OSCAL."""
    return {name: {name: make(run)} for name, make in _MAKERS.items()}


def _text(name: str, run: Run) -> str:
    return json.dumps({name: _MAKERS[name](run)}, ensure_ascii=False, indent=1) + "\n"


def catalog(run: Run) -> str:
    """The clauses as controls."""
    return _text("catalog", run)


def profile(run: Run) -> str:
    """The clauses that hold in the profile of this run."""
    return _text("profile", run)


def component_definition(run: Run) -> str:
    """What checks each clause."""
    return _text("component-definition", run)


def assessment_plan(run: Run) -> str:
    """What was planned, before anything was judged."""
    return _text("assessment-plan", run)


def assessment_results(run: Run) -> str:
    """What came of it."""
    return _text("assessment-results", run)


def poam(run: Run) -> str:
    """What is to be mended."""
    return _text("plan-of-action-and-milestones", run)
