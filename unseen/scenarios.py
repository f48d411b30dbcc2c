"""
Scenarios as pytest items: one for each scenario, or row of an outline, of a feature file.

pytest-bdd runs the steps. It knows three of them, one for each keyword, which hand every sentence to the
vocabulary; and they are known to our feature files only, so that other files are none of our business. What
a scenario came to is a `Result`, which travels in the report's `user_properties`.
"""

import inspect
import json
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from _pytest._code.code import (
    ExceptionInfo,
    ReprEntryNative,
    ReprExceptionInfo,
    ReprFileLocation,
    ReprTraceback,
    TerminalRepr,
    Traceback,
)
from pytest_bdd import given, parser, then, when
from pytest_bdd.parsers import StepParser
from pytest_bdd.scenario import _execute_scenario

from unseen.model import Census, Finding, Judgement, PolicyError, Verdict, Where
from unseen.policy import PlannedScenario, PlannedStep
from unseen.record import Problem, Result, Step, decode_result, encode
from unseen.target import NotOffered, TargetError
from unseen.vocabulary import Step as Said
from unseen.vocabulary import Vocabulary

PROPERTY, MISTAKE = "unseen", "unseen-mistake"
"""The names, among a report's `user_properties`, of the result and of what is wrong with the policy."""


OUTCOMES: Mapping[Verdict, Literal["passed", "skipped"]] = {
    Verdict.KEPT: "passed",
    Verdict.NOT_APPLICABLE: "skipped",
}
"""What pytest calls a verdict; every other one has failed."""


class NotKept(Exception):  # noqa: N818 - a verdict, not an error
    """What ends a scenario that is not kept: its result."""

    def __init__(self, result: Result) -> None:
        super().__init__(f"{result.verdict}: {headline(result)}")
        self.result = result


@dataclass
class Play:
    """A scenario while it runs: what each step came to, and what stopped it."""

    planned: PlannedScenario
    vocabulary: Vocabulary
    profile: str
    clock: Callable[[], float]
    started: float = 0.0
    steps: list[Step] = field(default_factory=list)
    verdict: Verdict | None = None
    reason: str = ""
    world: Any = None
    mistake: PolicyError | None = None
    failed: bool = False
    """Whether a step raised what says by itself why the scenario is not kept."""

    def run_step(self, request: pytest.FixtureRequest) -> None:
        """Run the next step; what goes wrong in it is remembered and goes on as it is."""
        step = self.planned.steps[len(self.steps)]
        where = Where(self.planned.planned.file, step.line)
        judged = 0
        try:
            self.world = world = request.getfixturevalue("world")
            judged = len(world.judgements)
            world.keyword = step.keyword
            said = self.vocabulary.match(step.keyword, step.text, where)
            _awake(said.sentence.function(world, *said.args), said)  # type: ignore[func-returns-value]
        except NotOffered as error:
            self._stop(step, judged, Verdict.NOT_APPLICABLE, str(error))
            raise
        except PolicyError as error:
            error.where = error.where or where
            self.mistake = error
            reason = f"{error.message}; {error.remedy}" if error.remedy else error.message
            self._stop(step, judged, Verdict.NOT_TESTED, reason, "wrong")
            raise
        except TargetError as error:
            self._stop(step, judged, Verdict.INCONCLUSIVE, str(error))
            raise
        except pytest.xfail.Exception:
            raise  # an excuse, of the same kind as a failure; it leaves the step without an outcome
        except (AssertionError, pytest.fail.Exception) as error:
            self._stop(step, judged, Verdict.BROKEN, first_line(error) or "an assertion failed")
            raise
        except Exception as error:
            self._stop(step, judged, Verdict.INCONCLUSIVE, f"{type(error).__name__}: {first_line(error)}")
            raise
        found = [judgement for _, judgement in world.judgements[judged:]]
        if step.keyword == "then" and not found:
            self._stop(step, judged, Verdict.INCONCLUSIVE, f"`{step.text}` judged nothing")
            self.failed = False
        else:
            outcome = "done" if step.keyword != "then" else "kept"
            self._note(step, "broken" if any(each.findings for each in found) else outcome, found)

    def _stop(self, step: PlannedStep, judged: int, verdict: Verdict, reason: str, outcome: str = "") -> None:
        found = [judgement for _, judgement in self.world.judgements[judged:]] if self.world else []
        self._note(step, outcome or str(verdict), found)
        self.failed = verdict is not Verdict.NOT_APPLICABLE
        if self.verdict is None:
            self.verdict, self.reason = verdict, reason

    def _note(self, step: PlannedStep, outcome: str, found: Iterable[Judgement]) -> None:
        found = list(found)
        self.steps.append(
            Step(
                keyword=step.said,
                text=step.text,
                line=step.line,
                outcome=outcome,
                findings=tuple(finding for each in found for finding in each.findings),
                census=_sum(each.census for each in found),
            )
        )

    def finish(self) -> Result:
        """Give the world back, and say what the scenario came to."""
        if self.world is not None:
            try:
                self.world.close()
            except TargetError as error:
                self.verdict, self.reason = self.verdict or Verdict.INCONCLUSIVE, str(error)
        left = self.planned.steps[len(self.steps) :]
        if left and self.verdict is None:
            self.verdict, self.reason = Verdict.INCONCLUSIVE, f"stopped before `{left[0].text}`"
        if any(step.outcome == "broken" for step in self.steps):
            self.verdict = Verdict.BROKEN
        elif self.verdict is None and not any(step.outcome == "kept" for step in self.steps):
            self.verdict, self.reason = Verdict.INCONCLUSIVE, "nothing was judged"
        self.steps += [Step(step.said, step.text, step.line, "not run") for step in left]
        verdict = self.verdict or Verdict.KEPT
        return Result(
            id=self.planned.id,
            verdict=verdict,
            reason=self.reason,
            seconds=round(self.clock() - self.started, 6),
            steps=tuple(self.steps),
        )


def _awake(returned: object, said: Said) -> None:
    if inspect.iscoroutine(returned):
        returned.close()
        raise PolicyError(
            f"the function behind this step returned a coroutine, which nobody awaits: {said.sentence.where}",
            remedy="do what it does before it returns",
        )


def _sum(parts: Iterable[Census]) -> Census:
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    return Census(
        sum(part.worlds for part in parts),
        sum(part.observations for part in parts),
        tuple(sorted({surface for part in parts for surface in part.surfaces})),
        sum(part.masked for part in parts),
    )


def first_line(error: BaseException) -> str:
    """The first line of an exception's message."""
    return str(error).strip().partition("\n")[0]


def headline(result: Result) -> str:
    """The reason of a result in one line: what was found first, or why nothing was."""
    for step in result.steps:
        for finding in step.findings:
            return f"{step.keyword} {step.text} (line {step.line}): {finding.message}"
    return result.reason


class Whatever(StepParser):
    """Reads every sentence; the vocabulary knows better."""

    def __init__(self) -> None:
        super().__init__("any sentence")

    def is_matching(self, name: str) -> bool:  # noqa: ARG002
        """Yes."""
        return True

    def parse_arguments(self, name: str) -> dict[str, Any]:  # noqa: ARG002
        """Nothing: the vocabulary reads the arguments."""
        return {}


def _dispatch(request: pytest.FixtureRequest) -> None:
    __tracebackhide__ = True
    request.node.play.run_step(request)


class Dispatcher:
    """The three steps that pytest-bdd knows; its decorators leave fixtures in the body of this class."""

    given(Whatever())(_dispatch)
    when(Whatever())(_dispatch)
    then(Whatever())(_dispatch)


class Planner(Protocol):
    """What a feature file has to know of the run."""

    vocabulary: Vocabulary
    profile: str
    clock: Callable[[], float]

    def planned_in(self, file: "FeatureFile") -> Iterable[PlannedScenario]:
        """The scenarios of a file, which is thereby known to be collected."""
        ...


class FeatureFile(pytest.File):
    """A feature file as a collector of its scenarios."""

    planner: Planner

    @classmethod
    def of(cls, parent: pytest.Collector, path: Any, planner: Planner) -> "FeatureFile":
        """The collector of one file; `planner` says what is in it."""
        made: FeatureFile = cls.from_parent(parent, path=path)
        made.planner = planner
        return made

    def collect(self) -> Iterator["ScenarioItem"]:
        """One item for each scenario and row."""
        # pytest has no public way to give a collector fixtures of its own, nor to share what it knows of them
        self.session._fixturemanager.parsefactories(holder=Dispatcher, node=self)  # noqa: SLF001
        shared = None
        for planned in self.planner.planned_in(self):
            item = ScenarioItem.from_parent(
                self,
                name=planned.name,
                callobj=_run,
                fixtureinfo=shared,
                planned=planned,
                planner=self.planner,
            )
            shared = item._fixtureinfo  # noqa: SLF001
            yield item


def _run(request: pytest.FixtureRequest) -> None:
    __tracebackhide__ = True
    item: ScenarioItem = request.node
    told = item.planned.planned
    feature = parser.Feature(
        scenarios=OrderedDict(),
        filename=str(item.path),
        rel_filename=told.file,
        language="en",
        keyword="Feature",
        name=told.feature,
        tags=set(),
        background=None,
        line_number=1,
        description="",
    )
    scenario = parser.Scenario(
        feature=feature,
        keyword="Scenario",
        name=told.scenario,
        line_number=told.line,
        steps=[parser.Step(step.text, step.keyword, 0, step.line, step.said) for step in item.planned.steps],
        description="",
        tags=set(told.tags),
        rule=parser.Rule("Rule", told.rule, "", set()) if told.rule else None,
    )
    try:
        _execute_scenario(feature, scenario, request)
    except NotOffered:
        pytest.skip(item.result.reason if item.result else "")


class ScenarioItem(pytest.Function):
    """A scenario that pytest runs."""

    planned: PlannedScenario
    planner: Planner
    play: Play
    result: Result | None

    def __init__(self, *, planned: PlannedScenario, planner: Planner, **rest: Any) -> None:
        super().__init__(**rest)
        self.planned = planned
        self.planner = planner
        self.result = None
        for tag in planned.planned.tags:
            self.add_marker(tag)

    def runtest(self) -> None:
        """Run the steps, unless the scenario holds in another profile only."""
        planner = self.planner
        self.play = Play(self.planned, planner.vocabulary, planner.profile, planner.clock, planner.clock())
        only = [tag for tag in self.planned.planned.tags if tag.startswith("profile-")]
        if only and f"profile-{planner.profile}" not in only:
            self.play.verdict = Verdict.NOT_APPLICABLE
            self.play.reason = f"holds in the profile `{only[0].removeprefix('profile-')}` only"
            self.conclude()
            pytest.skip(self.play.reason)
        super().runtest()

    def conclude(self) -> None:
        """Judge the scenario as a whole, put its result into the report, and fail unless it is kept."""
        stopped = sys.exc_info()[1]
        if isinstance(stopped, KeyboardInterrupt | pytest.exit.Exception):
            return
        self.result = result = self.play.finish()
        self.user_properties = [pair for pair in self.user_properties if pair[0] not in (PROPERTY, MISTAKE)]
        self.user_properties.append((PROPERTY, json.dumps(encode(result), ensure_ascii=False)))
        if self.play.mistake:
            self.user_properties.append((MISTAKE, json.dumps(encode(as_problem(self.play.mistake)))))
        if result.verdict not in (Verdict.KEPT, Verdict.NOT_APPLICABLE) and not self.play.failed:
            raise NotKept(result)

    def reportinfo(self) -> tuple[Any, int, str]:
        """The feature file, the line counted from 0, and the name."""
        return self.path, self.planned.planned.line - 1, self.name

    def enforce(self, report: pytest.TestReport) -> None:
        """Let the verdict decide the outcome, whatever marks or other plugins made of it."""
        if self.result is None:
            return
        told = self.planned.planned
        report.outcome = OUTCOMES.get(self.result.verdict, "failed")
        vars(report).pop("wasxfail", None)
        if report.outcome == "skipped":
            report.longrepr = (told.file, told.line, self.result.reason)
        elif report.outcome == "failed" and not isinstance(report.longrepr, ReprExceptionInfo):
            report.longrepr = self._told(self.result)
        elif report.outcome == "passed":
            report.longrepr = None

    def _traceback_filter(self, excinfo: ExceptionInfo[BaseException]) -> Traceback:
        ours = excinfo.traceback.filter(lambda entry: not _is_machinery(Path(entry.path)))
        return ours or excinfo.traceback

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        """What a policy writer can read; a traceback only for a mistake in Python."""
        del style  # `--tb` decides, as for every function
        if self.result is None:
            return super().repr_failure(excinfo)
        if isinstance(excinfo.value, NotKept | PolicyError | TargetError | NotOffered):
            return self._told(self.result)
        return self._told(self.result, "\n\n" + str(super().repr_failure(excinfo)))

    def _told(self, result: Result, more: str = "") -> TerminalRepr:
        told = self.planned.planned
        line = _line(result) or told.line
        crash = ReprFileLocation(told.file, line, f"{result.verdict}: {headline(result)}")
        entry = ReprEntryNative([explain(self.planned, result) + more + "\n\n"])
        return ReprExceptionInfo(ReprTraceback([entry], None, "native"), crash)


def _is_machinery(path: Path) -> bool:
    own = path.is_relative_to(Path(__file__).parent) and "steps" not in path.parts
    return own or not {"pytest_bdd", "_pytest", "pluggy"}.isdisjoint(path.parts)


def _line(result: Result) -> int:
    stopped = ("broken", "wrong", str(Verdict.INCONCLUSIVE), str(Verdict.NOT_APPLICABLE))
    return next((step.line for step in result.steps if step.outcome in stopped), 0)


def explain(planned: PlannedScenario, result: Result) -> str:
    """What a scenario came to, for people: each step that was not as it should be, where, and why."""
    told = planned.planned
    lines = [f"{str(result.verdict).upper()}  {told.scenario}", f"{told.file}:{told.line}"]
    if told.rule:
        lines.append(f"Rule: {told.rule}")
    lines += [f"Clauses: {', '.join(told.clauses)}"] if told.clauses else []
    for step in result.steps:
        if step.outcome in ("done", "kept", "not run"):
            continue
        lines += ["", f"  {told.file}:{step.line}: {step.outcome}", f"    {step.keyword} {step.text}"]
        for finding in step.findings:
            lines += _said(finding)
    lines += ["", f"  {result.reason}"] if result.reason else []
    return "\n".join(lines)


def _said(finding: Finding) -> Iterator[str]:
    yield f"      {finding.message}"
    place = " ".join(part for part in (finding.surface, finding.pointer) if part)
    yield f"        seen by {finding.reader} on {place} ({finding.oracle})"
    if finding.request:
        yield f"        request  {finding.request}"
    if finding.here or finding.there:
        yield f"        here     {finding.here or '(nothing)'}"
        yield f"        there    {finding.there or '(nothing)'}"
    if finding.remedy:
        yield f"        remedy   {finding.remedy}"


def result_of(report: pytest.TestReport) -> Result | None:
    """The result that a report carries; None for other tests, and for a scenario that never began."""
    for name, text in report.user_properties:
        if name == PROPERTY:
            return decode_result(json.loads(str(text)))
    return None


def mistakes_of(report: pytest.TestReport) -> Iterator[Problem]:
    """What a scenario found wrong with the policy while it ran."""
    for name, text in report.user_properties:
        if name == MISTAKE:
            yield Problem(**json.loads(str(text)))


def as_problem(error: PolicyError) -> Problem:
    """A mistake as the record has it."""
    where = error.where or Where("")
    return Problem(error.message, where.file, where.line, error.remedy)
