"""Two records of the same scenarios side by side: what was judged, and what is judged again. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unseen.model import Finding, Verdict
from unseen.record import Result, Run, findings


@dataclass(frozen=True, slots=True)
class Difference:
    """One scenario that comes out differently, and how, in words."""

    scenario: str
    how: str


def differences(then: Run, now: Run) -> Iterator[Difference]:
    """Every scenario with a verdict then whose verdict, findings or marks are others now."""
    fresh = {result.id: result for result in now.results}
    for scenario, result in judged(then).items():
        if scenario not in fresh:
            yield Difference(scenario, f"was {result.verdict}, and is not among the scenarios any more")
        elif how := _how(result, fresh[scenario]):
            yield Difference(scenario, how)


def unplanned(then: Run, now: Run) -> tuple[str, ...]:
    """The scenarios and clauses that the policy has and the record is silent of, by their ids."""
    known = {planned.id for planned in then.header.planned} | {clause.id for clause in then.header.clauses}
    has = [*(planned.id for planned in now.header.planned), *(clause.id for clause in now.header.clauses)]
    return tuple(each for each in has if each not in known)


def judged(run: Run) -> Mapping[str, Result]:
    """The scenarios that got a verdict: those that a run ended before are left out."""
    return {
        result.id: result
        for result in run.results
        if result.verdict is not Verdict.NOT_TESTED or result.steps
    }


def _how(then: Result, now: Result) -> str:
    if then.verdict is not now.verdict:
        return f"was {then.verdict}, is {now.verdict}" + (f": {now.reason}" if now.reason else "")
    gone, come = _apart(then, now)
    if gone:
        return f"a finding is gone: {_spelled(gone[0])}"
    if come:
        return f"a finding has come: {_spelled(come[0])}"
    marks = [[mark for step in each.steps for mark in step.assessed] for each in (then, now)]
    return "" if marks[0] == marks[1] else "claims are marked differently"


def _apart(then: Result, now: Result) -> tuple[list[Finding], list[Finding]]:
    one, other = list(findings(then)), list(findings(now))
    return [each for each in one if each not in other], [each for each in other if each not in one]


def _spelled(finding: Finding) -> str:
    return f"{finding.fingerprint}: {finding.message}"
