"""
The run record: what was planned, what was judged, as one JSON object a line, only ever appended.

`RecordWriter` writes it while the run goes on, `read` reads it at any moment into a `Run`. Whatever is
printed or written about a run is a function of its `Run`. A record whose end is missing, because the run goes
on, was stopped or was killed, is *partial*; what it holds so far counts, and the rest is *not tested*.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from unseen.model import Census, Finding, Verdict

T = TypeVar("T")

FORMAT = 1
WORST_FIRST = (
    Verdict.BROKEN,
    Verdict.INCONCLUSIVE,
    Verdict.NOT_TESTED,
    Verdict.WAIVED,
    Verdict.KEPT,
    Verdict.NOT_APPLICABLE,
)
"""Of several verdicts on one clause, the first of these that occurs is the clause's."""


class RecordError(Exception):
    """A record that cannot be read: not a record, damaged in its middle, or of a later format."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the policy, in the policy's order."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered promise of the policy. `profile` names the only profile it holds in, "" means all."""

    id: str
    section: str
    rule: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A scenario that was collected. `id` is unique in the run; `line` is that of the scenario or its row."""

    id: str
    feature: str
    rule: str
    scenario: str
    file: str
    line: int
    clauses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step as it was run.

    `outcome` is *done* (Given, When), *kept* or *broken* (Then), *not run*, *not applicable*,
    *inconclusive* or *wrong* (the sentence makes no sense here).
    """

    keyword: str
    text: str
    line: int
    outcome: str
    findings: tuple[Finding, ...] = ()
    census: Census = field(default_factory=Census)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one planned scenario; `reason` says why when it is neither kept nor broken."""

    id: str
    verdict: Verdict
    reason: str = ""
    seconds: float = 0.0
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the policy, a schema or an option: what, where, how to mend it."""

    message: str
    file: str = ""
    line: int = 0
    remedy: str = ""

    @property
    def where(self) -> str:
        """`file:line`, or as much of it as is known."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file


@dataclass(frozen=True, slots=True)
class Header:
    """What was asked for. `started` is an ISO 8601 moment; `overrides` are replaced packaged sentences."""

    unseen: str = ""
    started: str = ""
    target: str = ""
    profile: str = ""
    fault: str | None = None
    seed: int = 0
    paths: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    planned: tuple[Planned, ...] = ()
    overrides: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class Run:
    """A record as it was read; `finished` is "" and `partial` true when its end is missing."""

    header: Header
    results: tuple[Result, ...] = ()
    recorded_problems: tuple[Problem, ...] = ()
    finished: str = ""
    interrupted: bool = False

    @property
    def partial(self) -> bool:
        """Whether the run has no end, or was stopped before it."""
        return not self.finished or self.interrupted

    @cached_property
    def by_id(self) -> Mapping[str, Result]:
        """One result for each planned scenario; the worst when there are several, *not tested* when none."""
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
        """Findings merged by fingerprint, those that break most clauses first."""
        merged: dict[str, Breach] = {}
        for plan in self.header.planned:
            for finding in findings(self.by_id[plan.id]):
                held = merged.get(finding.fingerprint, Breach(finding.fingerprint, finding, (), (), ()))
                merged[finding.fingerprint] = replace(
                    held,
                    pointers=_with(held.pointers, (finding.pointer,)),
                    clauses=_with(held.clauses, plan.clauses),
                    scenarios=_with(held.scenarios, (plan,)),
                )
        return tuple(sorted(merged.values(), key=lambda breach: -len(breach.clauses)))

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

        *Broken* if any scenario is; else *inconclusive* if any is or some have no verdict; *not tested* when
        nothing was judged at all, *not applicable* or *waived* when nothing was kept; else *kept*.
        """
        counts = self.counts
        if counts[Verdict.BROKEN]:
            return Verdict.BROKEN
        if counts[Verdict.NOT_TESTED] == len(self.header.planned):
            return Verdict.NOT_TESTED
        if counts[Verdict.INCONCLUSIVE] or counts[Verdict.NOT_TESTED] or self.partial or self.problems:
            return Verdict.INCONCLUSIVE
        if counts[Verdict.KEPT]:
            return Verdict.KEPT
        return Verdict.WAIVED if counts[Verdict.WAIVED] else Verdict.NOT_APPLICABLE

    @property
    def exit_code(self) -> int:
        """0 kept; 1 broken; 2 policy, schema or option wrong; 3 something has no verdict; 130 interrupted."""
        if self.interrupted:
            return 130
        if self.verdict is Verdict.BROKEN:
            return 1
        if self.problems:
            return 2
        return 0 if self.verdict in (Verdict.KEPT, Verdict.WAIVED) else 3


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that decides among several; *not tested* when there are none."""
    return min(verdicts, key=WORST_FIRST.index, default=Verdict.NOT_TESTED)


def findings(result: Result) -> Iterable[Finding]:
    """The findings of all steps, in order."""
    return (finding for step in result.steps for finding in step.findings)


def _with(held: tuple[T, ...], more: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*held, *more)))


def encode(value: Header | Result | Problem) -> dict[str, Any]:
    """A part of a record as plain data, ready for JSON."""
    data = asdict(value)
    if isinstance(value, Result):
        for step, plain in zip(value.steps, data["steps"], strict=True):
            for finding, fields in zip(step.findings, plain["findings"], strict=True):
                fields["fingerprint"] = finding.fingerprint
    return data


def decode_result(data: Mapping[str, Any]) -> Result:
    """The result that `encode` made plain; raises `RecordError` for anything else."""
    try:
        steps = tuple(_step(step) for step in data["steps"])
        return Result(data["id"], Verdict(data["verdict"]), data["reason"], float(data["seconds"]), steps)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(f"a scenario's result cannot be read: {error!r}") from error


def _step(data: Mapping[str, Any]) -> Step:
    census = data.get("census") or {}
    return Step(
        data["keyword"],
        data["text"],
        data["line"],
        data["outcome"],
        tuple(_finding(each) for each in data.get("findings", ())),
        Census(**{**census, "surfaces": tuple(census.get("surfaces", ()))}),
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    plain = {name: value for name, value in data.items() if name != "fingerprint"}
    return Finding(**{**plain, "also": tuple(plain.get("also", ()))})


def _header(data: Mapping[str, Any]) -> Header:
    plain = {name: value for name, value in data.items() if name not in ("type", "format")}
    plain["paths"] = tuple(plain.get("paths", ()))
    plain["overrides"] = tuple(plain.get("overrides", ()))
    plain["sections"] = tuple(Section(**each) for each in plain.get("sections", ()))
    plain["clauses"] = tuple(Clause(**each) for each in plain.get("clauses", ()))
    plain["planned"] = tuple(
        Planned(**{**each, "clauses": tuple(each.get("clauses", ())), "tags": tuple(each.get("tags", ()))})
        for each in plain.get("planned", ())
    )
    return Header(**plain)


class RecordWriter:
    """
    Writes a new record, line by line; each line is in the file when the call returns.

    An `OSError` (a full disk) leaves the file with whole lines only.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("wb", buffering=0)
        self._size = 0

    def run(self, header: Header) -> None:
        """What is asked for: the first line."""
        self._append({"type": "run", "format": FORMAT, **encode(header)})

    def scenario(self, result: Result) -> None:
        """What became of one scenario."""
        self._append({"type": "scenario", **encode(result)})

    def problem(self, problem: Problem) -> None:
        """Something wrong with the policy, a schema or an option."""
        self._append({"type": "problem", **encode(problem)})

    def end(self, finished: str, interrupted: bool = False) -> None:
        """The last line; closes the file. `finished` is an ISO 8601 moment."""
        self._append({"type": "end", "finished": finished, "interrupted": interrupted})
        self._file.close()

    def _append(self, data: Mapping[str, Any]) -> None:
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            os.ftruncate(self._file.fileno(), self._size)
            self._file.seek(self._size)
            raise
        self._size += len(line)


def read(path: Path) -> Run:
    """
    Read a record, finished or not; a cut-off last line is left out.

    Raises `OSError` when the file cannot be read, `RecordError` when it is no record.
    """
    return parse(path.read_bytes(), str(path))


def parse(content: bytes, name: str = "record") -> Run:
    """Read a record from its bytes; see `read`."""
    lines = content.split(b"\n")
    header, results, problems, end = Header(), [], [], {}
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
        except ValueError as error:
            if number == len(lines):
                break
            raise RecordError(f"{name}:{number}: the line is damaged: {error}") from error
        try:
            if number == 1 and (data["type"], data["format"]) != ("run", FORMAT):
                raise RecordError(f"{name}: not a record, or one of a later `unseen`")
            match data["type"]:
                case "run":
                    header = _header(data)
                case "scenario":
                    results.append(decode_result(data))
                case "problem":
                    problems.append(Problem(data["message"], data["file"], data["line"], data["remedy"]))
                case "end":
                    end = data
        except (KeyError, TypeError) as error:
            raise RecordError(f"{name}:{number}: the line is no part of a record: {error!r}") from error
    return Run(
        header, tuple(results), tuple(problems), end.get("finished", ""), end.get("interrupted", False)
    )
