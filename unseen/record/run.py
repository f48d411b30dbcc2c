"""What follows from a record: verdicts, counts, root causes, the exit code. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from unseen.model import Assessed, Census, Finding, Verdict
from unseen.places import at_one_place, telling
from unseen.record.digest import calls_name
from unseen.record.parts import Clause, Header, Matrix, Planned, Problem, RecordError, Result
from unseen.record.waived import Excuses, findings, statuses
from unseen.record.waiver import WaiverState, WaiverStatus

T = TypeVar("T")

WORST_FIRST = (
    Verdict.BROKEN,
    Verdict.INCONCLUSIVE,
    Verdict.NOT_TESTED,
    Verdict.WAIVED,
    Verdict.KEPT,
    Verdict.NOT_APPLICABLE,
)
"""Of several verdicts on one clause, the first of these that occurs is the clause's."""


_FATAL = (WaiverState.INVALID,)
_FATAL_STRICT = (WaiverState.INVALID, WaiverState.EXPIRED, WaiverState.UNUSED)


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """The verdict on one clause, the scenarios it rests on, and what has to be said with it."""

    clause: Clause
    verdict: Verdict
    scenarios: tuple[Planned, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """The verdict on one `Rule:` of a feature file (`rule` is "" for scenarios outside any)."""

    file: str
    feature: str
    rule: str
    verdict: Verdict
    scenarios: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """One root cause: a finding, every pointer it was met at, and the clauses and scenarios it breaks."""

    fingerprint: str
    finding: Finding
    pointers: tuple[str, ...]
    clauses: tuple[str, ...]
    scenarios: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim as the report marks it, and the clauses and scenarios that ask for it."""

    assessed: Assessed
    clauses: tuple[str, ...] = ()
    scenarios: tuple[Planned, ...] = ()


@dataclass(frozen=True)
class Run:
    """
    A record as it was read; `finished` is "" and `partial` true when its end is missing.

    `matrix` tells who can tell what, when that was asked for.
    """

    header: Header
    results: tuple[Result, ...] = ()
    recorded_problems: tuple[Problem, ...] = ()
    finished: str = ""
    interrupted: bool = False
    matrix: Matrix | None = None

    def evidence_of(self, plan: Planned) -> str:
        """The file with what was seen in a scenario, relative to the record; "" when there is none."""
        played = any(step.outcome != "not run" for step in self.by_id[plan.id].steps)
        return f"{self.header.evidence}/{calls_name(plan.id)}" if self.header.evidence and played else ""

    @property
    def partial(self) -> bool:
        """Whether the run has no end, or was stopped before it."""
        return not self.finished or self.interrupted

    @cached_property
    def by_id(self) -> Mapping[str, Result]:
        """The result of each planned scenario; broken ones that waivers cover as a whole are *waived*."""
        excuses = Excuses.of(self.header.waivers, self.header.started)
        return {plan.id: excuses.judged(plan, self.recorded[plan.id]) for plan in self.header.planned}

    @cached_property
    def waivers(self) -> tuple[WaiverStatus, ...]:
        """What each waiver came to, on the day of the run."""
        return statuses(self.header, self.recorded, self.partial)

    @cached_property
    def recorded(self) -> Mapping[str, Result]:
        """
        One result for each planned scenario, whatever is waived; the worst when there are several, *not
        tested* when none.
        """
        found: dict[str, Result] = {}
        for result in self.results:
            held = found.get(result.id)
            if held is None or worst((held.verdict, result.verdict)) is not held.verdict:
                found[result.id] = result
        why = "the run ended before its turn" if self.partial else "it was planned but got no verdict"
        return {
            plan.id: found.get(plan.id, Result(plan.id, Verdict.NOT_TESTED, why))
            for plan in self.header.planned
        }

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with policy, schemas or options; also every result that nobody planned."""
        strays = sorted({result.id for result in self.results} - set(self.by_id))
        return (
            *self.recorded_problems,
            *(
                Problem(f"`{stray}` got a verdict but was not planned", remedy="run the audit again")
                for stray in strays
            ),
        )

    @cached_property
    def counts(self) -> Mapping[Verdict, int]:
        """How many planned scenarios got each verdict; the sum is the number of planned scenarios."""
        found = Counter(result.verdict for result in self.by_id.values())
        counts = {verdict: found[verdict] for verdict in Verdict}
        if sum(counts.values()) != len(self.header.planned):
            raise RecordError("scenarios were planned twice under one id")
        return counts

    @cached_property
    def clauses(self) -> tuple[ClauseResult, ...]:
        """Every clause of the policy with its verdict, in the policy's order."""
        reaching: dict[str, list[Planned]] = {clause.id: [] for clause in self.header.clauses}
        for plan in self.header.planned:
            for clause in plan.clauses:
                if clause in reaching:
                    reaching[clause].append(plan)
        return tuple(self._judged(clause, tuple(reaching[clause.id])) for clause in self.header.clauses)

    def _judged(self, clause: Clause, scenarios: tuple[Planned, ...]) -> ClauseResult:
        if not scenarios:
            if clause.profile not in ("", self.header.profile):
                note = f"holds in the profile `{clause.profile}` only"
                return ClauseResult(clause, Verdict.NOT_APPLICABLE, note=note)
            return ClauseResult(clause, Verdict.NOT_TESTED, note="no scenario reaches it")
        verdicts = [self.by_id[plan.id].verdict for plan in scenarios]
        verdict = worst(verdicts)
        aside = verdicts.count(Verdict.NOT_APPLICABLE)
        note = ""
        if verdict in (Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, Verdict.WAIVED, Verdict.NOT_APPLICABLE):
            note = next(
                self.by_id[plan.id].reason for plan in scenarios if self.by_id[plan.id].verdict is verdict
            )
        elif aside:
            note = f"{aside} of {len(verdicts)} scenarios not applicable"
        return ClauseResult(clause, verdict, scenarios, note)

    @cached_property
    def rules(self) -> tuple[RuleResult, ...]:
        """Every rule of the feature files with its verdict, in the order of collection."""
        groups: dict[tuple[str, str, str], list[Planned]] = {}
        for plan in self.header.planned:
            groups.setdefault((plan.file, plan.feature, plan.rule), []).append(plan)
        return tuple(
            RuleResult(*key, worst(self.by_id[plan.id].verdict for plan in plans), tuple(plans))
            for key, plans in groups.items()
        )

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """
        Findings merged by fingerprint, without what is waived: those that break most clauses first.

        Where several were met at one place of one surface they come together, the most telling before the
        rest: what somebody learned is said before what the schema has no room for.
        """
        return self._breaches(plan for plan in self.header.planned if plan.id not in self._excused)

    @cached_property
    def excused(self) -> tuple[Breach, ...]:
        """What was found in waived scenarios, merged likewise."""
        return self._breaches(plan for plan in self.header.planned if plan.id in self._excused)

    @cached_property
    def _excused(self) -> frozenset[str]:
        return frozenset(name for name, result in self.by_id.items() if result.verdict is Verdict.WAIVED)

    def _breaches(self, plans: Iterable[Planned]) -> tuple[Breach, ...]:
        merged: dict[str, Breach] = {}
        for plan in plans:
            for finding in findings(self.by_id[plan.id]):
                held = merged.get(finding.fingerprint, Breach(finding.fingerprint, finding, (), (), ()))
                merged[finding.fingerprint] = replace(
                    held,
                    pointers=_with(held.pointers, (finding.pointer,)),
                    clauses=_with(held.clauses, plan.clauses),
                    scenarios=_with(held.scenarios, (plan,)),
                )
        order = {clause.id: number for number, clause in enumerate(self.header.clauses)}
        ordered = [
            replace(each, clauses=tuple(sorted(each.clauses, key=lambda id_: order.get(id_, len(order)))))
            for each in merged.values()
        ]
        return tuple(_by_place(sorted(ordered, key=lambda breach: -len(breach.clauses))))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Claims as they were assessed, each once, with the clauses and scenarios that ask for it."""
        merged: dict[Assessed, Mark] = {}
        for plan in self.header.planned:
            for step in self.by_id[plan.id].steps:
                for assessed in step.assessed:
                    held = merged.get(assessed, Mark(assessed))
                    merged[assessed] = Mark(
                        assessed, _with(held.clauses, plan.clauses), _with(held.scenarios, (plan,))
                    )
        return tuple(merged.values())

    @property
    def not_tested(self) -> tuple[ClauseResult, ...]:
        """The clauses that got no verdict."""
        return tuple(each for each in self.clauses if each.verdict is Verdict.NOT_TESTED)

    @cached_property
    def census(self) -> Census:
        """What all judgements together rested on."""
        parts = [step.census for result in self.results for step in result.steps]
        return Census(
            sum(part.worlds for part in parts),
            sum(part.observations for part in parts),
            tuple(sorted({surface for part in parts for surface in part.surfaces})),
            sum(part.masked for part in parts),
        )

    @property
    def verdict(self) -> Verdict:
        """
        The verdict on the run.

        *Broken* if any scenario is, or a cell of the matrix differs unexplained; else *inconclusive* if any
        is or some have no verdict; *not tested* when nothing was judged at all; *waived* if any is; *not
        applicable* when nothing was kept; else *kept*.
        """
        counts = self.counts
        if counts[Verdict.BROKEN] or (self.matrix and self.matrix.findings):
            return Verdict.BROKEN
        if counts[Verdict.NOT_TESTED] == len(self.header.planned):
            return Verdict.NOT_TESTED
        if counts[Verdict.INCONCLUSIVE] or counts[Verdict.NOT_TESTED] or self.partial or self.problems:
            return Verdict.INCONCLUSIVE
        if counts[Verdict.WAIVED]:
            return Verdict.WAIVED
        return Verdict.KEPT if counts[Verdict.KEPT] else Verdict.NOT_APPLICABLE

    @property
    def idle_waivers(self) -> tuple[WaiverStatus, ...]:
        """The waivers that fail the run: invalid ones always, expired and unused ones if it is strict."""
        fatal = _FATAL_STRICT if self.header.strict else _FATAL
        return tuple(each for each in self.waivers if each.state in fatal)

    @property
    def exit_code(self) -> int:
        """0 kept; 1 broken; 2 policy, schema or option wrong; 3 something has no verdict; 130 interrupted."""
        if self.interrupted:
            return 130
        if self.verdict is Verdict.BROKEN:
            return 1
        if self.problems or self.idle_waivers:
            return 2
        return 0 if self.verdict in (Verdict.KEPT, Verdict.WAIVED) else 3


def _by_place(breaches: Iterable[Breach]) -> Iterable[Breach]:
    places: list[list[Breach]] = []
    for breach in breaches:
        same = (each for each in places if at_one_place(each[0].finding, breach.finding))
        place = next(same, None)
        if place is None:
            places.append([breach])
        else:
            place.append(breach)
    return (each for place in places for each in sorted(place, key=lambda breach: telling(breach.finding)))


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that decides among several; *not tested* when there are none."""
    return min(verdicts, key=WORST_FIRST.index, default=Verdict.NOT_TESTED)


def _with(held: tuple[T, ...], more: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*held, *more)))
