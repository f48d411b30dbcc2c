"""
What a policy may not say: every way in which a scenario could be green without having proved anything.

Each rule of `RULES` looks at one file and yields what is wrong with it, with its line and a remedy. Nothing
is run.
"""

import difflib
import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from unseen import tagging
from unseen.feature import PLACEHOLDER, Document, Line, Scenario, Table
from unseen.model import PolicyError, Where
from unseen.policy import Clauses, PlannedStep, Policy, policy_folder, read_policy, steps_of
from unseen.prose import misread
from unseen.statements import Statements, statements_for
from unseen.vocabulary import Step


class Vocabulary(Protocol):
    """What lint asks of `unseen.vocabulary.Vocabulary`."""

    def match(self, keyword: str, text: str, where: Where | None = None) -> Step:
        """The one step that a text says, else `PolicyError` with `where`."""
        ...

    def readings(self, keyword: str, text: str) -> list[Step]:
        """Every step that a text says."""
        ...


@dataclass
class Context:
    """What the rules share: the vocabulary, and what was asked of it already."""

    vocabulary: Vocabulary
    clauses: Clauses
    tags: frozenset[str]
    answers: dict[tuple[str, str], Step | PolicyError] = field(default_factory=dict)

    def match(self, keyword: str, text: str) -> Step | PolicyError:
        """The step, or why there is none."""
        key = keyword, text
        if key not in self.answers:
            try:
                self.answers[key] = self.vocabulary.match(keyword, text)
            except PolicyError as error:
                self.answers[key] = error
        return self.answers[key]

    def reads(self, text: str) -> bool:
        """Whether some sentence, after any keyword, reads this text."""
        return any(self.vocabulary.readings(each, text) for each in ("given", "when", "then"))


def lint(
    paths: Iterable[Path | str],
    vocabulary: Vocabulary,
    clauses: Clauses | None = None,
    *,
    root: Path | None = None,
    tags: Iterable[str] = (),
) -> list[PolicyError]:
    """
    Everything wrong with these feature files and folders, by file and line; an empty list when nothing is.

    `clauses` and `root` as in `unseen.policy.read_policy`; `tags` are allowed besides the known ones.
    """
    return check(read_policy(map(Path, paths), root, clauses), vocabulary, tags)


def check(policy: Policy, vocabulary: Vocabulary, tags: Iterable[str] = ()) -> list[PolicyError]:
    """Everything wrong with a policy that was read; see `lint`."""
    found = list(policy.problems)
    answers: dict[tuple[str, str], Step | PolicyError] = {}
    allowed = frozenset(tags)
    for document in policy.documents:
        clauses = policy.clauses_of(document)
        context = Context(vocabulary, clauses, allowed | clauses.tags, answers)
        for rule in RULES:
            found += (
                PolicyError(problem.message, Where(document.file, line), problem.remedy)
                for line, problem in rule(document, context)
            )
    found += _same_ids(policy)
    found += _statements(policy, vocabulary)
    return sorted(found, key=_place)


def _place(problem: PolicyError) -> tuple[str, int]:
    return (problem.where.file, problem.where.line) if problem.where else ("", 0)


Problems = Iterator[tuple[int, PolicyError]]


def _wrong(line: int, message: str, remedy: str) -> tuple[int, PolicyError]:
    return line, PolicyError(message, remedy=remedy)


def names(document: Document, _: Context) -> Problems:
    """Everything has a name, and no two scenarios of a file share one."""
    if not document.name:
        yield _wrong(document.line, "this feature has no name", "write one after `Feature:`")
    if not document.rules:
        yield _wrong(
            document.line, "this feature promises nothing", "add a rule with a scenario, or delete it"
        )
    seen: dict[str, int] = {}
    for rule in document.rules:
        if rule.line and not rule.name:
            yield _wrong(rule.line, "this rule has no name", "write one after `Rule:`")
        if not rule.scenarios:
            yield _wrong(rule.line, "this rule has no scenario", "add one, or delete the rule")
        for scenario in rule.scenarios:
            if not scenario.name:
                yield _wrong(scenario.line, "this scenario has no name", "write one after `Scenario:`")
            elif scenario.name in seen:
                yield _wrong(
                    scenario.line,
                    f"the scenario in line {seen[scenario.name]} is called `{scenario.name}` too",
                    "give one of them another name",
                )
            seen.setdefault(scenario.name, scenario.line)


def places(document: Document, _: Context) -> Problems:
    """Every scenario after a rule belongs to that rule, even one that is written as if it stood beside it."""
    for rule in document.rules:
        inside = any(scenario.column > rule.column for scenario in rule.scenarios)
        for scenario in rule.scenarios:
            if rule.line and inside and scenario.column <= rule.column:
                yield _wrong(
                    scenario.line,
                    f"this scenario belongs to the rule in line {rule.line}, and does not look so",
                    "indent it; or move it above the first rule, if it belongs to none",
                )


def tags(document: Document, context: Context) -> Problems:
    """Tags are clauses, laws, profiles, or registered, and agree with the clauses they stand beside."""
    for line, message, remedy in tagging.misused(document, context.clauses, context.tags):
        yield _wrong(line, message, remedy)


def outlines(document: Document, _: Context) -> Problems:
    """Examples have rows, each once, and exactly the columns that the scenario has placeholders for."""
    for rule, scenario in document.scenarios:
        for step in (*document.background, *rule.background):
            for name in PLACEHOLDER.findall(step.text):
                yield _wrong(
                    step.line, f"a background has no examples for `<{name}>`", "write the words themselves"
                )
        said = [(scenario.line, scenario.name), *((step.line, step.text) for step in scenario.steps)]
        used = {name: line for line, text in reversed(said) for name in PLACEHOLDER.findall(text)}
        if not scenario.tables:
            for name, line in used.items():
                yield _wrong(line, f"`<{name}>` has no examples", "add `Examples:` with this column")
        for table in scenario.tables:
            yield from _table(table, used)
        rows = [(table.columns, row) for table in scenario.tables for row in table.rows]
        first: dict[tuple[str, ...], int] = {}
        for _columns, row in rows:
            if row.cells in first:
                yield _wrong(row.line, f"this row repeats the row in line {first[row.cells]}", "delete it")
            first.setdefault(row.cells, row.line)


def _table(table: Table, used: Mapping[str, int]) -> Problems:
    if not table.rows:
        yield _wrong(table.line, "these examples are empty", "add a row, or delete `Examples:`")
    if not table.columns:
        return
    for name, line in used.items():
        if name not in table.columns:
            near = difflib.get_close_matches(name, table.columns, 1)
            hint = f"did you mean `<{near[0]}>`?" if near else "add the column"
            yield _wrong(line, f"the examples in line {table.line} have no column `{name}`", hint)
    for name, count in Counter(table.columns).items():
        if name not in used:
            near = difflib.get_close_matches(name, used, 1)
            hint = f"did you mean `{near[0]}`?" if near else "use it in a step, or delete it"
            yield _wrong(table.header, f"no step uses the column `{name}`", hint)
        if count > 1:
            yield _wrong(table.header, f"two columns are called `{name}`", "give one of them another name")


def shape(document: Document, _: Context) -> Problems:
    """Backgrounds promise nothing, scenarios do, nothing opens with And, nothing hangs loose."""
    backgrounds = [document.background, *(rule.background for rule in document.rules)]
    for background in backgrounds:
        yield from _opening(background)
        for step in background:
            if step.keyword == "then":
                yield _wrong(step.line, "a background promises nothing", "move this step into a scenario")
    for _rule, scenario in document.scenarios:
        yield from _opening(scenario.steps)
        if not scenario.steps:
            yield _wrong(
                scenario.line, f"the scenario `{scenario.name}` has no steps", "write them, or delete it"
            )
        elif not any(step.keyword == "then" for step in scenario.steps):
            yield _wrong(
                scenario.line, f"the scenario `{scenario.name}` promises nothing", "add a step with `Then`"
            )
    for step in _lines(document):
        if step.extra:
            what = "table" if step.extra == "table" else "text"
            yield _wrong(step.line, f"nobody reads the {what} under this step", "say it in the sentence")


def _opening(steps: tuple[Line, ...]) -> Problems:
    if steps and not steps[0].keyword:
        yield _wrong(
            steps[0].line,
            f"`{steps[0].said}` cannot open a scenario or a background",
            "begin with `Given`, `When` or `Then`",
        )


def _lines(document: Document) -> Iterator[Line]:
    yield from document.background
    for rule in document.rules:
        yield from rule.background
        for scenario in rule.scenarios:
            yield from scenario.steps


def sentences(document: Document, context: Context) -> Problems:
    """Every step, with every row put in, reads as exactly one sentence, whose function does something."""
    for background in (document.background, *(rule.background for rule in document.rules)):
        for step in steps_of(background, None, {}):
            yield from _sentence(step, context)
    for _rule, scenario in document.scenarios:
        plain = [not PLACEHOLDER.search(step.text) for step in scenario.steps]
        expanded = list(_expanded(scenario)) or [list(steps_of(scenario.steps, None, {}))]
        for number, steps in enumerate(expanded):
            for step, same in zip(steps, plain, strict=True):
                # what no row changes is said once; what has no value is a matter of `outlines`
                if same and number == 0:
                    yield from _sentence(step, context, row=False)
                elif not same and not PLACEHOLDER.search(step.text):
                    yield from _sentence(step, context)


def _expanded(scenario: Scenario) -> Iterator[list[PlannedStep]]:
    for table in scenario.tables:
        for row in table.rows:
            yield list(steps_of(scenario.steps, row, dict(zip(table.columns, row.cells, strict=True))))


def _sentence(step: PlannedStep, context: Context, row: bool = True) -> Problems:
    answer = context.match(step.keyword, step.text)
    line = step.row if row and step.row else step.line
    if isinstance(answer, PolicyError):
        where = f" (line {step.line})" if line != step.line else ""
        yield _wrong(line, f"{answer.message}{where}", answer.remedy)
        return
    function = answer.sentence.function
    asleep = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
    if asleep or inspect.isgeneratorfunction(function):
        kind = "`async`" if asleep else "a generator"
        yield _wrong(
            step.line,
            f"the function behind `{step.text}` is {kind}: it would not run",
            f"make it a plain function, at {answer.sentence.where}",
        )


def controls(document: Document, context: Context) -> Problems:
    """Every rule shows something as well: silence proves nothing where nothing is ever heard."""
    for rule in document.rules:
        answers = [
            context.match(step.keyword, step.text)
            for scenario in rule.scenarios
            for steps in (list(_expanded(scenario)) or [list(steps_of(scenario.steps, None, {}))])
            for step in steps
            if step.keyword == "then"
        ]
        if not answers or any(isinstance(each, PolicyError) or each.sentence.shows for each in answers):
            continue
        what = f"the rule `{rule.name}`" if rule.line else "the scenarios outside any rule"
        line = rule.line or rule.scenarios[0].line
        yield _wrong(
            line,
            f"{what} would hold on a platform that shows nothing at all",
            "add a `Then` that somebody can see something, such as what they are entitled to see",
        )


def prose(document: Document, context: Context) -> Problems:
    """No line of a description is a step or a heading with a misspelt keyword, which would never run."""
    for line, message, remedy in misread(document, context.reads):
        yield _wrong(line, message, remedy)


def _same_ids(policy: Policy) -> Iterator[PolicyError]:
    seen: dict[str, Where] = {}
    for scenario in policy.scenarios:
        where = Where(scenario.planned.file, scenario.planned.line)
        first = seen.setdefault(scenario.id, where)
        if first.file != where.file:
            yield PolicyError(
                f"`{scenario.id}` is the id of a scenario at {first} too",
                where,
                "rename one of the files, or check the two policies in two runs",
            )


def _statements(policy: Policy, vocabulary: Vocabulary) -> Iterator[PolicyError]:
    """What is wrong with the page of statements beside each policy that has one."""
    pages = {
        policy_folder(document.path): (statements_for(policy_folder(document.path)), document)
        for document in policy.documents
    }
    for folder, (page, document) in pages.items():
        clauses = policy.clauses_of(document)
        if page.parent == policy_folder(page):
            try:
                found = Statements.load(page, vocabulary, Path(clauses.file).with_name(page.name).as_posix())
            except PolicyError as error:
                yield error
                continue
            for meaning in found.meanings if page.parent == folder else ():
                for clause in meaning.clauses:
                    if clause not in clauses.by_id:
                        near = clauses.nearest(clause)
                        hint = f"did you mean `{near}`?" if near else "name one of the policy's"
                        yield PolicyError(f"there is no clause `{clause}`", meaning.where, hint)


RULES: tuple[Callable[[Document, Context], Problems], ...] = (
    names,
    places,
    tags,
    outlines,
    shape,
    sentences,
    controls,
    prose,
)
"""Every rule; the order does not matter."""
