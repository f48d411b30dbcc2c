"""
Scenarios as pytest items: one for each scenario, or row of an outline, of a feature file.

pytest-bdd runs the steps, and calls its hooks. It knows one step only, which hands every sentence to the
vocabulary, and which no other project's files ever meet. What a scenario came to is a `Result`, which travels
in the report's `user_properties`.
"""

import inspect
import json
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
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
from pytest_bdd import parser
from pytest_bdd.parsers import StepParser
from pytest_bdd.scenario import _execute_step_function
from pytest_bdd.steps import StepFunctionContext

from unseen.model import Finding, PolicyError, Verdict, Where
from unseen.play import Play, first_line, headline
from unseen.policy import PlannedScenario
from unseen.record import Excuses, Problem, Result, decode_result, encode
from unseen.target import NotOffered, TargetError
from unseen.vocabulary import Vocabulary

PROPERTY, MISTAKE = "unseen", "unseen-mistake"
"""The names, among a report's `user_properties`, of the result and of what is wrong with the policy."""


OUTCOMES: Mapping[Verdict, Literal["passed", "skipped"]] = {
    Verdict.KEPT: "passed",
    Verdict.WAIVED: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
}
"""What pytest calls a verdict; every other one has failed."""


class NotKept(Exception):
    """What ends a scenario that is not kept: its result."""

    def __init__(self, result: Result) -> None:
        super().__init__(f"{result.verdict}: {headline(result)}")
        self.result = result


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
    play: Play = request.node.play
    try:
        play.run_step()
    except pytest.xfail.Exception:
        raise  # an excuse, of the same kind as a failure; it leaves the step without an outcome
    except pytest.fail.Exception as error:
        play.stop(Verdict.BROKEN, first_line(error) or "the step failed")
        raise


_dispatch.__signature__ = inspect.signature(_dispatch)  # type: ignore[attr-defined]
"""What pytest-bdd asks for with every step: Python finds it here, and need not work it out."""

_EVERY_STEP = StepFunctionContext(type=None, step_func=_dispatch, parser=Whatever())
"""The one step that pytest-bdd runs; looking it up among all fixtures would take longer than running it."""


class Planner(Protocol):
    """What a feature file has to know of the run."""

    vocabulary: Vocabulary
    profile: str
    clock: Callable[[], float]
    excuses: Excuses

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
    hooks = request.config.hook
    hooks.pytest_bdd_before_scenario(request=request, feature=feature, scenario=scenario)
    try:
        for step in scenario.steps:
            _execute_step_function(request, scenario, step, _EVERY_STEP)
    except NotOffered as error:
        pytest.skip(str(error))
    finally:
        hooks.pytest_bdd_after_scenario(request=request, feature=feature, scenario=scenario)


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

    @property
    def scenario_id(self) -> str:
        """The id of the scenario in the record."""
        return self.planned.id

    def runtest(self) -> None:
        """Run the steps, unless the scenario holds in another profile only."""
        planner = self.planner
        open_world = partial(self._request.getfixturevalue, "world")
        self.play = Play(self.planned, planner.vocabulary, planner.clock, open_world, planner.clock())
        if self.planned.profile not in ("", planner.profile):
            self.play.verdict = Verdict.NOT_APPLICABLE
            self.play.reason = f"holds in the profile `{self.planned.profile}` only"
            self.conclude()
            pytest.skip(self.play.reason)
        super().runtest()

    def conclude(self) -> None:
        """Judge the scenario as a whole, put its result into the report, and fail unless it is kept."""
        stopped = sys.exc_info()[1]
        if isinstance(stopped, KeyboardInterrupt | pytest.exit.Exception):
            return
        result = self.play.finish()
        self.result = judged = self.planner.excuses.judged(self.planned.planned, result)
        self.user_properties = [pair for pair in self.user_properties if pair[0] not in (PROPERTY, MISTAKE)]
        self.user_properties.append((PROPERTY, json.dumps(encode(result), ensure_ascii=False)))
        if self.play.mistake:
            self.user_properties.append((MISTAKE, json.dumps(encode(as_problem(self.play.mistake)))))
        if judged.verdict not in OUTCOMES and not self.play.failed:
            raise NotKept(judged)

    def forget(self) -> None:
        """Let go of the world, as pytest keeps what it has run to the end."""
        vars(self).pop("play", None)

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
        report.sections = [(name, self.play.redacted(text)) for name, text in report.sections]
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
        return self._told(self.result, "\n\n" + self.play.redacted(str(super().repr_failure(excinfo))))

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
