"""
A scenario while it runs: its steps, what each came to, and the result of it all.

Nothing here knows who runs it: under pytest that is `unseen.scenarios`, for the faults the command itself.
"""

import inspect
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unseen.model import Census, Judgement, PolicyError, Verdict, Where
from unseen.policy import PlannedScenario, PlannedStep
from unseen.record import Result, Step
from unseen.target import NotOffered, TargetError
from unseen.vocabulary import Step as Said
from unseen.vocabulary import Vocabulary


@dataclass
class Play:
    """
    A scenario while it runs: what each step came to, and what stopped it.

    `open_world` gives the one world of the scenario: an object with `keyword`, `judgements` and `close`, on
    which the sentences do what they say; `unseen.world.World`, or one of a project's own.
    """

    planned: PlannedScenario
    vocabulary: Vocabulary
    clock: Callable[[], float]
    open_world: Callable[[], Any]
    started: float = 0.0
    steps: list[Step] = field(default_factory=list)
    verdict: Verdict | None = None
    reason: str = ""
    world: Any = None
    mistake: PolicyError | None = None
    failed: bool = False
    """Whether a step raised what says by itself why the scenario is not kept."""
    _judged: int = 0

    def run(self) -> Result:
        """Run every step until one of them stops the scenario, and say what it came to."""
        try:
            while len(self.steps) < len(self.planned.steps):
                self.run_step()
        except (NotOffered, PolicyError, TargetError, AssertionError):
            pass  # the result tells
        return self.finish()

    def run_step(self) -> None:
        """Run the next step; what goes wrong in it is remembered and goes on as it is."""
        step = self.planned.steps[len(self.steps)]
        where = Where(self.planned.planned.file, step.line)
        self._judged = 0
        try:
            if self.world is None:
                self.world = self.open_world()
            world = self.world
            self._judged = len(world.judgements)
            world.keyword = step.keyword
            said = self.vocabulary.match(step.keyword, step.text, where)
            _awake(said.sentence.function(world, *said.args), said)  # type: ignore[func-returns-value]
        except NotOffered as error:
            self.stop(Verdict.NOT_APPLICABLE, str(error))
            raise
        except PolicyError as error:
            error.where = error.where or where
            self.mistake = error
            reason = f"{error.message}; {error.remedy}" if error.remedy else error.message
            self.stop(Verdict.NOT_TESTED, reason, "wrong")
            raise
        except TargetError as error:
            self.stop(Verdict.INCONCLUSIVE, str(error))
            raise
        except AssertionError as error:
            self.stop(Verdict.BROKEN, first_line(error) or _asserted(error))
            raise
        except Exception as error:
            self.stop(Verdict.INCONCLUSIVE, f"{type(error).__name__}: {first_line(error)}")
            raise
        found = self._found()
        if step.keyword == "then" and not found:
            self.stop(Verdict.INCONCLUSIVE, f"`{step.text}` judged nothing")
            self.failed = False
        else:
            outcome = "done" if step.keyword != "then" else "kept"
            self._note(step, "broken" if any(each.findings for each in found) else outcome, found)

    def stop(self, verdict: Verdict, reason: str, outcome: str = "") -> None:
        """Note the step at hand as one that went wrong; the first verdict and reason stand."""
        reason = self.redacted(reason)
        self._note(self.planned.steps[len(self.steps)], outcome or str(verdict), self._found())
        self.failed = verdict is not Verdict.NOT_APPLICABLE
        if self.verdict is None:
            self.verdict, self.reason = verdict, reason

    def redacted(self, text: str) -> str:
        """A text without anybody's values, as far as the world knows its people."""
        cast = getattr(self.world, "cast", None)
        return str(cast.redact_text(text)) if cast is not None else text

    def _found(self) -> list[Judgement]:
        return [judgement for _, judgement in self.world.judgements[self._judged :]] if self.world else []

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
                assessed=tuple(mark for each in found for mark in each.assessed),
            )
        )

    def finish(self) -> Result:
        """Give the world back, and say what the scenario came to."""
        if self.world is not None:
            try:
                self.world.close()
            except TargetError as error:
                self.verdict, self.reason = self.verdict or Verdict.INCONCLUSIVE, self.redacted(str(error))
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


def _asserted(error: AssertionError) -> str:
    """What a bare `assert` says: the line that does not hold, and where it stands."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"`{last.line}` does not hold in {Path(last.filename).name}:{last.lineno}"


def first_line(error: BaseException) -> str:
    """The first line of an exception's message."""
    return str(error).strip().partition("\n")[0]


def headline(result: Result) -> str:
    """The reason of a result in one line: what was found first, or why nothing was."""
    for step in result.steps:
        for finding in step.findings:
            return f"{step.keyword} {step.text} (line {step.line}): {finding.message}"
    return result.reason
