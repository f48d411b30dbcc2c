"""What is broken, as every exchange format tells it: one entry for each root cause, with its place. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from unseen.model import Finding, Verdict
from unseen.record import Breach, Planned, Result, Run, Step
from unseen.reports.wording import sentence, side

_PLACES = 5


@dataclass(frozen=True, slots=True)
class Broken:
    """
    One root cause, one scenario that broke without a finding, or one cell of the matrix (`file` is "").

    `line` is that of the step it was met in first; `waived` says by which waivers it is excepted, "" when it
    is not. `fingerprint` is the same in every run.
    """

    message: str
    detail: str
    fingerprint: str
    clauses: tuple[str, ...]
    file: str
    line: int
    scenarios: tuple[Planned, ...]
    waived: str = ""
    finding: Finding | None = None


def broken(run: Run) -> tuple[Broken, ...]:
    """What is broken, the worst first, then what the matrix says, then what is waived."""
    return (
        *(_of_breach(run, breach, "") for breach in run.breaches),
        *_without_finding(run),
        *_of_matrix(run),
        *(_of_breach(run, breach, run.by_id[breach.scenarios[0].id].reason) for breach in run.excused),
    )


def _of_breach(run: Run, breach: Breach, waived: str) -> Broken:
    finding, plan = breach.finding, breach.scenarios[0]
    return Broken(
        sentence(finding.message),
        detail(finding),
        breach.fingerprint,
        breach.clauses,
        plan.file,
        place(plan, run.by_id[plan.id]),
        breach.scenarios,
        waived,
        finding,
    )


def _without_finding(run: Run) -> Iterator[Broken]:
    for plan in run.header.planned:
        result = run.by_id[plan.id]
        if result.verdict is Verdict.BROKEN and not any(step.findings for step in result.steps):
            said = sentence(result.reason or "the scenario is broken")
            yield Broken(
                said, "", f"scenario · {plan.id}", plan.clauses, plan.file, place(plan, result), (plan,)
            )


def _of_matrix(run: Run) -> Iterator[Broken]:
    """The cells of the matrix that differ from what is declared, which nobody has explained."""
    for row, audience, cell in run.matrix.findings if run.matrix else ():
        said = f"{row.title}: declared {cell.declared} to {audience}, and is {cell.observed}."
        fingerprint = f"matrix · {row.id} · {audience}"
        yield Broken(said, "the matrix of who can tell what", fingerprint, (), "", 0, ())


def place(plan: Planned, result: Result) -> int:
    """The line of the first step that was not as it should be, else that of the scenario."""
    return next((step.line for step in result.steps if _stands_out(step)), plan.line) or plan.line


def _stands_out(step: Step) -> bool:
    return step.outcome not in ("done", "kept", "not run")


def detail(finding: Finding) -> str:
    """Where a finding was met, by whom, and both sides of it."""
    reached = f", reached {finding.reader}" if finding.reader else ""
    lines = [f"{finding.surface}, {finding.pointer or 'the whole reply'}{reached}"]
    if finding.also:
        more = len(finding.also) - _PLACES
        shown = ", ".join(finding.also[:_PLACES])
        lines.append(f"also at: {shown}" + (f" and {more} more" if more > 0 else ""))
    if finding.request:
        lines.append(f"request: {finding.request}")
    if finding.here or finding.there:
        lines += [f"here: {side(finding.here)}", f"twin: {side(finding.there)}"]
    if finding.remedy:
        lines.append(f"remedy: {finding.remedy}")
    return "\n".join(lines)
