"""
The book of a run: what is to run, what became of it, and what is wrong; written down as it happens.

Kept by the one process that the user started. What is to run and what has a verdict in the end are compared
here: the rest is *lost*, and a run that lost anything is no success.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

import pytest

from unseen.model import Verdict
from unseen.play import headline
from unseen.policy import PlannedScenario
from unseen.record import Excuses, Header, Problem, RecordWriter, Result, Run
from unseen.scenarios import mistakes_of, result_of

WRONG, NO_VERDICT = 2, 3
"""Exit codes, as `unseen` has them."""


class Ledger:
    """
    What is known of a run so far.

    Args:
        header: what was asked for, around the scenarios that are to run.
        now: this moment in ISO 8601.
    """

    def __init__(self, header: Callable[[Iterable[PlannedScenario]], Header], now: Callable[[], str]) -> None:
        self._header = header
        self._now = now
        self._writer: RecordWriter | None = None
        self._begun = False
        self.excuses = Excuses()
        """What waivers excuse; the record gets every result as it is."""
        self._pending: dict[str, Result] = {}
        self._results: WeakKeyDictionary[pytest.TestReport, Result | None] = WeakKeyDictionary()
        self.running: Mapping[str, PlannedScenario] = {}
        """What is to run, by the id that pytest has for it."""
        self.verdicts: dict[str, Result] = {}
        self.lost: list[PlannedScenario] = []
        self.problems: list[Problem] = []
        self.refused = False
        """Whether nothing is to run at all."""

    def write_to(self, writer: RecordWriter) -> None:
        """Keep a record from now on."""
        self._writer = writer

    def begin(self, planned: Iterable[PlannedScenario]) -> None:
        """Say what is to run; the first time counts."""
        if self._writer and not self._begun:
            self._writer.run(self._header(planned))
        self._begun = True

    @property
    def begun(self) -> bool:
        """Whether it is known what is to run."""
        return self._begun

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Run nothing, because of these."""
        self.refused = True
        self._report(problems)

    def _report(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if problem not in self.problems:
                self.problems.append(problem)
                if self._writer:
                    self._writer.problem(problem)

    def take(self, report: pytest.TestReport) -> None:
        """Note what pytest reports; a scenario is settled when all of it is over."""
        planned = self.running.get(report.nodeid)
        if planned is None:
            return
        held = self._pending.get(planned.id)
        if report.when == "setup":
            if report.passed:
                return
            verdict = Verdict.NOT_TESTED if report.skipped else Verdict.INCONCLUSIVE
            self._pending[planned.id] = Result(planned.id, verdict, _reason(report))
        elif report.when == "call":
            self._report(mistakes_of(report))
            result = self.result(report)
            self._pending[planned.id] = result or Result(planned.id, Verdict.INCONCLUSIVE, _reason(report))
        elif report.when == "teardown":
            if held and report.failed and held.verdict is Verdict.KEPT:
                held = replace(held, verdict=Verdict.INCONCLUSIVE, reason=_reason(report))
            if held:
                self._settle(held)
        else:  # what pytest-xdist reports of a worker that died
            self._settle(Result(planned.id, Verdict.INCONCLUSIVE, _reason(report)))

    def result(self, report: pytest.TestReport) -> Result | None:
        """The result that a report carries, read once."""
        if report not in self._results:
            self._results[report] = result_of(report)
        return self._results[report]

    def judged(self, report: pytest.TestReport) -> Result | None:
        """The result that a report carries, after waivers."""
        result, planned = self.result(report), self.running.get(report.nodeid)
        return self.excuses.judged(planned.planned, result) if result and planned else result

    @property
    def _judged(self) -> list[Result]:
        plans = {each.id: each.planned for each in self.running.values()}
        return [
            self.excuses.judged(plans[name], result) if name in plans else result
            for name, result in self.verdicts.items()
        ]

    @property
    def waived_nothing(self) -> list[str]:
        """Which waivers make the run fail, and why."""
        header = self._header(self.running.values())
        if not header.waivers or self.refused:
            return []
        run = Run(header, tuple(self.verdicts.values()), finished="" if self.lost else self._now())
        return [
            f"{each.waiver.where}: waiver `{each.waiver.id}` is {each.state}: {each.note}"
            for each in run.idle_waivers
        ]

    def _settle(self, result: Result) -> None:
        self._pending.pop(result.id, None)
        self.verdicts[result.id] = result
        if self._writer:
            self._writer.scenario(result)

    def close(self, everything: Iterable[PlannedScenario], why: str, interrupted: bool) -> None:
        """Find what is lost, and why; end the record. `everything` is to run if nobody said what is."""
        for planned in self.running.values():
            if planned.id not in self.verdicts and not self.refused:
                self.lost.append(planned)
                if self._writer and not interrupted:
                    self._writer.scenario(Result(planned.id, Verdict.NOT_TESTED, why))
        if self._writer:
            self.begin(everything)
            self._writer.end(self._now(), interrupted)

    @property
    def exit_code(self) -> int:
        """What a run that pytest has nothing against has to end with."""
        verdicts = {result.verdict for result in self._judged}
        if self.problems or self.waived_nothing:
            return WRONG
        empty = self.running and verdicts.isdisjoint((Verdict.KEPT, Verdict.WAIVED))
        return NO_VERDICT if self.lost or empty or Verdict.NOT_TESTED in verdicts else 0

    def summary(self) -> Iterator[str]:
        """Lines on what is neither kept nor broken, and how many scenarios have each verdict."""
        judged = self._judged
        for result in judged:
            if result.verdict not in (Verdict.KEPT, Verdict.BROKEN):
                why = result.reason if result.verdict is Verdict.WAIVED else headline(result)
                yield f"{result.verdict}: {result.id}: {why}"
        for planned in self.lost:
            yield f"no verdict: {planned.id}"
        yield from self.waived_nothing
        counts = Counter(result.verdict for result in judged)
        counts[Verdict.NOT_TESTED] += len(self.lost)
        parts = [f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict]]
        yield f"{len(self.running)} scenarios: {', '.join(parts)}"


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        return str(crash.message).partition("\n")[0]
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr or "")
    return said.strip().rpartition("\n")[2] or "it did not run"
