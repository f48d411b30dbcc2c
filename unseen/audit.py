"""
A run of feature files under pytest: planned and checked first, recorded as it goes, reconciled at the end.

One `Audit` lives in the process that the user started; under pytest-xdist, one more in each worker, which
only collects and runs.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from _pytest.config import ConftestImportFailure
from _pytest.terminal import TerminalReporter

from unseen.asked import Options, header
from unseen.beside import Beside, read_beside
from unseen.ledger import Ledger
from unseen.lint import check
from unseen.model import PolicyError, Verdict, Where
from unseen.play import first_line
from unseen.policy import PlannedScenario, Policy, feature_files, read_files
from unseen.record import Excuses, Header, Problem, RecordWriter, Sheet, read
from unseen.scenarios import FeatureFile, ScenarioItem, as_problem
from unseen.sheets import read_sheets
from unseen.statements import statements_for
from unseen.tagging import allowed_tag
from unseen.vocabulary import Vocabulary, Word

WORDS = {
    Verdict.KEPT: ("passed", ".", "KEPT"),
    Verdict.WAIVED: ("skipped", "w", "WAIVED"),
    Verdict.NOT_APPLICABLE: ("skipped", "s", "NOT APPLICABLE"),
    Verdict.BROKEN: ("failed", "F", "BROKEN"),
    Verdict.INCONCLUSIVE: ("failed", "I", "INCONCLUSIVE"),
    Verdict.NOT_TESTED: ("failed", "E", "NOT TESTED"),
}
"""Category, letter and word of a verdict in pytest's progress."""


class Audit:
    """
    pytest's hooks for feature files.

    Args:
        config: pytest's.
        options: what was asked for.
        version: of this package, for the record.
        clock: seconds that only ever grow.
        now: this moment in ISO 8601.
        wrong: mistakes in the options that are known already.
        schemas: the folder of what can be received, given the folders of the policy; None: not known.
    """

    def __init__(
        self,
        config: pytest.Config,
        options: Options,
        version: str,
        clock: Callable[[], float],
        now: Callable[[], str],
        wrong: Sequence[PolicyError] = (),
        schemas: Callable[[Sequence[Path]], Path | None] = lambda _: None,
    ) -> None:
        self.config = config
        self.options = options
        self.clock = clock
        self.profile = options.profile
        self.vocabulary = Vocabulary((), ())
        self._version = version
        self._started = getattr(config, "workerinput", {}).get("unseen") or now()
        self._beside = Beside()
        self._sheets: tuple[Sheet, ...] = ()
        self._schemas = schemas
        self.excuses = Excuses()
        self._wrong = list(wrong)
        self._in_worker = hasattr(config, "workerinput")
        self._by_path: dict[Path, list[PlannedScenario]] = {}
        self._policy = Policy((), {}, (), ())
        self._bound: set[Path] = set()
        self._deselected: set[str] = set()
        self._ledger = Ledger(self._header, now)

    # before anything runs

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> bool | None:
        """Read and check every file there is to collect, at once; collect nothing if something is wrong."""
        problems = self._prepare()
        if self._in_worker:
            return None
        if self.options.record and not self.config.option.collectonly:
            try:
                self._ledger.write_to(RecordWriter(self.options.record))
                folder = self._schemas(self._policy.folders)
                self._sheets = read_sheets(folder) if folder else ()
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise pytest.UsageError(
                    f"{self.options.record}: the record cannot be written: {reason}"
                ) from error
        if not problems:
            problems = [*self._wrong, *check(self._policy, self.vocabulary, self.options.tags)]
        if problems:
            self._ledger.begin(self._policy.scenarios)
            self._ledger.refuse(as_problem(each) for each in problems)
        return True if problems else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> bool | None:
        """Run nothing of a policy that is wrong."""
        return True if self._ledger.refused else None

    def _prepare(self) -> list[PolicyError]:
        files, problems = feature_files(self._arguments(), self.config.rootpath)
        files = [path for path in files if not self._ignored(path)]
        for folder in dict.fromkeys(path.parent for path in files):
            problems += self._load_conftest(folder)
        if problems or not files:
            return problems
        try:
            self.vocabulary = Vocabulary.packaged(self._own_modules())
        except PolicyError as error:
            return [error]
        self._policy = read_files(files, self.config.rootpath)
        self._plan(self._policy)
        self._beside = read_beside(self._policy.folders, self.config.rootpath, self.options.waivers)
        self.excuses = self._ledger.excuses = Excuses.of(self._beside.waivers, self._started)
        return [*problems, *self._beside.problems]

    def policy_files(self) -> list[Path]:
        """Every file that says what the policy is: features, what lies beside them, statements, waivers."""
        folders = self._policy.folders
        beside = [path for folder in folders for path in folder.glob("*.toml")]
        given = [self.options.waivers] if self.options.waivers else []
        files = [document.path for document in self._policy.documents]
        return [*files, *beside, *map(statements_for, folders), *given]

    def _arguments(self) -> list[Path]:
        here = self.config.invocation_params.dir
        paths = [here / argument.partition("::")[0] for argument in self.config.args]
        return [path for path in paths if path.is_dir() or path.suffix == ".feature"]

    def _ignored(self, path: Path) -> bool:
        here = self.config.invocation_params.dir
        ignored = [here / each for each in self.config.getoption("ignore") or ()]
        globs = self.config.getoption("ignore_glob") or ()
        return any(path == each or each in path.parents for each in ignored) or any(
            path.match(str(here / each)) for each in globs
        )

    def _load_conftest(self, folder: Path) -> list[PolicyError]:
        # own sentences may stand in a conftest.py that pytest has not come to yet
        try:
            self.config.pluginmanager._loadconftestmodules(  # noqa: SLF001
                folder,
                self.config.getoption("importmode"),
                self.config.rootpath,
                consider_namespace_packages=self.config.getini("consider_namespace_packages"),
            )
        except ConftestImportFailure as error:
            if isinstance(error.cause, PolicyError):
                return [error.cause]
            reason = f"{type(error.cause).__name__}: {first_line(error.cause)}"
            return [PolicyError(f"the file cannot be imported: {reason}", Where(str(error.path)), "mend it")]
        return []

    def _own_modules(self) -> Iterable[ModuleType]:
        for _, plugin in self.config.pluginmanager.list_name_plugin():
            if isinstance(plugin, ModuleType) and not plugin.__name__.startswith("unseen."):
                words = any(isinstance(value, Word) for value in vars(plugin).values())
                if words or hasattr(plugin, "__sentences__"):
                    yield plugin

    def _plan(self, policy: Policy) -> None:
        for document in policy.documents:
            self._by_path[document.path] = []
        for planned in policy.scenarios:
            self._by_path[planned.path].append(planned)
        for document in policy.documents:
            clauses = policy.clauses_of(document)
            for tag in dict.fromkeys(
                tag for each in self._by_path[document.path] for tag in each.planned.tags
            ):
                if allowed_tag(tag, clauses, {*self.options.tags, *clauses.tags}):
                    rule = clauses.by_id[tag].rule if tag in clauses.by_id else "a tag of feature files"
                    self.config.addinivalue_line("markers", f"{tag}: {rule}")

    # collecting

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
        """Feature files are collected as they are; nobody writes Python for them."""
        if file_path.suffix != ".feature":
            return None
        self._bound.add(file_path)
        return FeatureFile.of(parent, file_path, self)

    def planned_in(self, file: FeatureFile) -> Sequence[PlannedScenario]:
        """The scenarios of a file; raises `CollectError` for one that the arguments did not lead to."""
        if file.path not in self._by_path:
            policy = read_files([file.path], self.config.rootpath)
            wrong = check(policy, self.vocabulary, self.options.tags)
            if wrong:
                raise file.CollectError("\n".join(map(str, wrong)))
            self._plan(policy)
        return self._by_path[file.path]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        """Every feature file that there is was collected, and only the user took anything away."""
        if self.options.done:
            done = {result.id for result in read(self.options.done).results}
            items[:] = [
                each for each in items if not (isinstance(each, ScenarioItem) and each.scenario_id in done)
            ]
        collected = {item.nodeid: item.planned for item in items if isinstance(item, ScenarioItem)}
        yield
        running = {item.nodeid for item in items}
        wanted = {node: each for node, each in collected.items() if node not in self._deselected}
        problems = [
            Problem(
                "this feature file would never run: pytest does not collect it",
                document.file,
                1,
                "move it out of the folder that pytest skips, or out of the policy",
            )
            for document in self._policy.documents
            if document.path not in self._bound
        ]
        problems += [
            Problem(
                f"the scenario `{each.name}` was collected, but something took it away",
                each.planned.file,
                each.planned.line,
                "look for a conftest.py or a plugin that changes what pytest collected",
            )
            for node, each in wanted.items()
            if node not in running
        ]
        self._ledger.running = wanted
        if problems:
            self._drop(items, problems)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """What the user did not ask for is not planned."""
        self._deselected.update(item.nodeid for item in items)

    def pytest_collection_finish(self) -> None:
        """What was collected and not deselected is what will run."""
        if not self._in_worker:
            self._ledger.begin(self._ledger.running.values())

    def _drop(self, items: list[pytest.Item], problems: list[Problem]) -> None:
        if not self._in_worker:
            self._ledger.begin(self._policy.scenarios)
            self._ledger.refuse(problems)
            return
        items.clear()  # a worker can only run nothing; the controller says why
        said = [[each.message, each.file, each.line, each.remedy] for each in problems]
        self.config.workeroutput["unseen"] = json.dumps(said)  # type: ignore[attr-defined]

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """All workers take the run to have begun when it did: a waiver holds by the day."""
        node.workerinput["unseen"] = self._started

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """All workers collect the same; the first one says what will run."""
        if self._ledger.begun:
            return
        running: dict[str, PlannedScenario] = {}
        names: dict[tuple[str, str], list[PlannedScenario]] = {}
        for planned in self._policy.scenarios:
            names.setdefault((planned.path.name, planned.name), []).append(planned)
        for node_id in ids:
            file, _, name = node_id.partition("::")
            for planned in names.get((Path(file).name, name), ()):
                if planned.path.as_posix().endswith(file.removeprefix("../")):
                    running[node_id] = planned
        self._ledger.running = running
        self._ledger.begin(self._ledger.running.values())

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker says what it refused to run."""
        said = getattr(node, "workeroutput", {}).get("unseen")
        if said:
            self._ledger.refuse(Problem(*each) for each in json.loads(said))

    # running

    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest) -> None:
        """Judge, while a breach is still a failure of the test and not of its teardown."""
        __tracebackhide__ = True
        if isinstance(request.node, ScenarioItem):
            request.node.conclude()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """A scenario that is over leaves its result only: a hundred worlds are as many megabytes and more."""
        try:
            return (yield)
        finally:
            if isinstance(item, ScenarioItem):
                item.forget()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """The verdict decides, not a mark."""
        report = yield
        if isinstance(item, ScenarioItem) and call.when == "call":
            item.enforce(report)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Verdicts have words of their own."""
        result = self._ledger.judged(report) if report.when == "call" else None
        return WORDS.get(result.verdict) if result else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record a scenario when all of it is over."""
        self._ledger.take(report)

    # the end

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Every scenario that was to run has a verdict, or the run has failed."""
        if self._in_worker or self.config.option.collectonly:
            return
        stopped = session.shouldfail or session.shouldstop
        why = (
            f"the run stopped before its turn: {stopped}" if stopped else "it was to run, but got no verdict"
        )
        interrupted = exitstatus == pytest.ExitCode.INTERRUPTED
        self._ledger.close(self._policy.scenarios, why, interrupted)
        if session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = self._ledger.exit_code or session.exitstatus

    def _header(self, planned: Iterable[PlannedScenario]) -> Header:
        return header(
            self.options,
            self._policy,
            self._beside,
            unseen=self._version,
            started=self._started,
            paths=tuple(self.config.args),
            planned=tuple({each.id: each.planned for each in planned}.values()),
            overrides=tuple(
                f"{each.keyword} {each.expression} ({each.own})" for each in self.vocabulary.overrides
            ),
            sheets=self._sheets,
        )

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """What is wrong, what has no verdict, and how many scenarios have each."""
        if self._in_worker:
            return
        tell = terminalreporter.write_line
        if self._ledger.problems:
            terminalreporter.section("the policy is wrong", red=True)
            for problem in self._ledger.problems:
                tell(f"{problem.where}: {problem.message}" if problem.where else problem.message)
                if problem.remedy:
                    tell(f"    {problem.remedy}")
        if self._ledger.running and not self._ledger.refused and not self.config.option.collectonly:
            terminalreporter.section("unseen")
            for override in self.vocabulary.overrides:
                tell(f"replaced: {override.keyword} {override.expression} ({override.own})")
            for line in self._ledger.summary():
                tell(line)
