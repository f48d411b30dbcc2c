"""What waivers make of a run: which broken scenarios they waive, and what each waiver came to. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from unseen.model import Finding, Verdict
from unseen.record.parts import Header, Planned, Result
from unseen.record.waiver import IN_FORCE, Cover, Waiver, WaiverState, WaiverStatus, cover, day, status

_JUDGED = (Verdict.KEPT, Verdict.BROKEN, Verdict.WAIVED)


def findings(result: Result) -> Iterable[Finding]:
    """The findings of all steps, in order."""
    return (finding for step in result.steps for finding in step.findings)


@dataclass(frozen=True, slots=True)
class Excuses:
    """The waivers of a run that are in force on its day."""

    waivers: tuple[Waiver, ...] = ()

    @classmethod
    def of(cls, waivers: Sequence[Waiver], started: str) -> "Excuses":
        """Those in force on the day that `started` (an ISO 8601 moment) begins with."""
        today = day(started)
        return cls(tuple(each for each in waivers if status(each, today).state in IN_FORCE))

    def cover(self, plan: Planned, result: Result) -> Cover:
        """What they cover of a broken scenario; what broke without a finding is left open."""
        if result.verdict is not Verdict.BROKEN or not self.waivers:
            return Cover()
        found = cover(self.waivers, plan.rule, plan.clauses, findings(result))
        unsaid = tuple(
            f"`{step.text}` ({step.outcome})"
            for step in result.steps
            if step.outcome not in ("done", "kept") and not (step.outcome == "broken" and step.findings)
        )
        return replace(found, open=(*found.open, *unsaid))

    def judged(self, plan: Planned, result: Result) -> Result:
        """The result as it is, or *waived* with everything that was found when all of it is covered."""
        covered = self.cover(plan, result)
        if not covered.is_whole:
            return result
        said = (f"{each.id} until {each.expires} ({each.ticket}): {each.reason}" for each in covered.by)
        return replace(result, verdict=Verdict.WAIVED, reason=f"waived by {'; '.join(said)}")


def statuses(header: Header, recorded: Mapping[str, Result], partial: bool) -> tuple[WaiverStatus, ...]:
    """
    What each waiver came to, in the order they were written.

    Args:
        header: of the run.
        recorded: the results as they were recorded, by scenario; nothing in them is waived.
        partial: the run did not reach its end, so that nothing can be called unused.
    """
    excuses = Excuses.of(header.waivers, header.started)
    pairs = [(plan, recorded[plan.id]) for plan in header.planned if plan.id in recorded]
    covers = [(plan, result, excuses.cover(plan, result)) for plan, result in pairs]
    today = day(header.started)
    return tuple(_status(header, status(each, today), covers, partial) for each in header.waivers)


def _status(
    header: Header, before: WaiverStatus, covers: Sequence[tuple[Planned, Result, Cover]], partial: bool
) -> WaiverStatus:
    waiver = before.waiver
    if before.state not in IN_FORCE:
        found = any(
            waiver.speaks_of(plan.rule, plan.clauses)
            and any(waiver.covers(each.surface, each.pointer) for each in findings(result))
            for plan, result, _ in covers
        )
        return replace(before, note=f"{before.note}; what it speaks of is broken") if found else before
    met = [(plan, covered) for plan, _, covered in covers if waiver in covered.by]
    if met:
        left = dict.fromkeys(each for _, covered in met for each in covered.open)
        note = f"{before.note}; left broken, because no waiver covers it: {' · '.join(left)}"
        waived = tuple(plan.id for plan, covered in met if covered.is_whole)
        return replace(before, note=note if left else before.note, scenarios=waived)
    own = [result for plan, result, _ in covers if waiver.speaks_of(plan.rule, plan.clauses)]
    known = {clause.id for clause in header.clauses}
    if own and not partial and all(result.verdict in _JUDGED for result in own):
        return replace(before, state=WaiverState.UNUSED, note="nothing that it covers was found: take it out")
    strange = [each for each in waiver.rules if each not in known]
    if not own and strange and not partial:
        named = ", ".join(f"`{each}`" for each in strange)
        return replace(before, state=WaiverState.UNUSED, note=f"no clause or rule of this run is {named}")
    return replace(before, note=f"{before.note}; nothing that it speaks of was judged in this run")
