"""
Feature files as data: what stands in a file, with the line of everything, and what Gherkin has against it.

Only reading: what a policy may not say is in `unseen.lint`, what follows from it in `unseen.policy`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from gherkin.dialect import Dialect
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from unseen.model import PolicyError, Where

KEYWORDS = {"Context": "given", "Action": "when", "Outcome": "then"}
"""Gherkin's kinds of step, in any language, and ours. Whatever else opens a step takes the one before."""

PLACEHOLDER = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag without its `@`."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """A step as written. `keyword` is *given*, *when*, *then*, or "" for `And`, `But` and `*`."""

    keyword: str
    said: str
    text: str
    line: int
    extra: str = ""
    """*table* or *text* when something hangs under the step."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of a description: what Gherkin took for no keyword. `among_steps`: a step could stand here."""

    line: int
    text: str
    among_steps: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of Examples."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of Examples; `columns` is empty when it has not even a header."""

    line: int
    tags: tuple[Tag, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    header: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario or an outline, as written; `column` is where its keyword begins, from 1."""

    name: str
    line: int
    tags: tuple[Tag, ...]
    steps: tuple[Line, ...]
    tables: tuple[Table, ...]
    column: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its scenarios. Those that stand in no rule are in one without a name, at line 0."""

    name: str
    line: int
    tags: tuple[Tag, ...]
    background: tuple[Line, ...]
    scenarios: tuple[Scenario, ...]
    column: int = 1


@dataclass(frozen=True)
class Document:
    """A feature file. `file` is its path for people; `source` is what the parser made of it."""

    path: Path
    file: str
    source: dict[str, Any]
    name: str
    line: int
    language: str
    tags: tuple[Tag, ...]
    background: tuple[Line, ...]
    rules: tuple[Rule, ...]
    prose: tuple[Prose, ...]

    @cached_property
    def scenarios(self) -> tuple[tuple[Rule, Scenario], ...]:
        """Every scenario with its rule, in the order of the file."""
        return tuple((rule, scenario) for rule in self.rules for scenario in rule.scenarios)


def read_document(path: Path, file: str) -> Document | list[PolicyError]:
    """Read a feature file, or say everything that is wrong with it as text."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return [
            PolicyError(f"the file cannot be read: {reason}", Where(file), "check its path and permissions")
        ]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return [PolicyError("the file is not UTF-8", Where(file, line), "save it in the encoding UTF-8")]
    try:
        source: dict[str, Any] = dict(Parser().parse(text))
    except CompositeParserException as error:
        return [_explain(each, file) for each in error.errors]
    except ParserException as error:
        return [_explain(error, file)]
    if not source.get("feature"):
        return [PolicyError("the file is empty", Where(file, 1), "begin it with `Feature:` or delete it")]
    return _document(path, file, source, text.splitlines())


def _document(path: Path, file: str, source: dict[str, Any], lines: list[str]) -> Document:
    feature = source["feature"]
    children = feature["children"]
    loose = tuple(_scenario(child["scenario"]) for child in children if "scenario" in child)
    rules = [_rule(child["rule"]) for child in children if "rule" in child]
    return Document(
        path=path,
        file=file,
        source=source,
        name=feature["name"],
        line=feature["location"]["line"],
        language=feature["language"],
        tags=_tags(feature),
        background=_background(children),
        rules=((Rule("", 0, (), (), loose), *rules) if loose else tuple(rules)),
        prose=tuple(_prose(feature, lines)),
    )


def _background(children: list[dict[str, Any]]) -> tuple[Line, ...]:
    return tuple(step for child in children if "background" in child for step in _steps(child["background"]))


def _rule(node: dict[str, Any]) -> Rule:
    children = node["children"]
    scenarios = tuple(_scenario(child["scenario"]) for child in children if "scenario" in child)
    place = node["location"]
    return Rule(node["name"], place["line"], _tags(node), _background(children), scenarios, place["column"])


def _scenario(node: dict[str, Any]) -> Scenario:
    tables = tuple(_table(each) for each in node["examples"])
    place = node["location"]
    return Scenario(node["name"], place["line"], _tags(node), _steps(node), tables, place["column"])


def _table(node: dict[str, Any]) -> Table:
    header = node.get("tableHeader")
    line = node["location"]["line"]
    return Table(
        line=line,
        tags=_tags(node),
        columns=_cells(header) if header else (),
        rows=tuple(Row(each["location"]["line"], _cells(each)) for each in node.get("tableBody", ())),
        header=header["location"]["line"] if header else line,
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _tags(node: dict[str, Any]) -> tuple[Tag, ...]:
    return tuple(Tag(tag["name"].removeprefix("@"), tag["location"]["line"]) for tag in node["tags"])


def _steps(node: dict[str, Any]) -> tuple[Line, ...]:
    return tuple(
        Line(
            keyword=KEYWORDS.get(step["keywordType"], ""),
            said=step["keyword"].strip(),
            text=step["text"],
            line=step["location"]["line"],
            extra="table" if "dataTable" in step else "text" if "docString" in step else "",
        )
        for step in node["steps"]
    )


def _prose(node: dict[str, Any], lines: list[str]) -> Iterator[Prose]:
    # Gherkin gives a description without its place, and leaves out comments and blank lines around it
    number = node["location"]["line"]
    for text in node["description"].splitlines():
        if text.strip():
            while lines[number].strip() != text.strip():
                number += 1
            number += 1
            yield Prose(number, text.strip(), "steps" in node)
    for child in node.get("children", ()):
        yield from _prose(next(iter(child.values())), lines)
    for table in node.get("examples", ()):
        yield from _prose(table, lines)


def keywords_of(language: str) -> dict[str, tuple[str, ...]]:
    """The words of a language that open a step (*step*) or a part of a file (*part*)."""
    dialect = Dialect.for_name(language)
    if dialect is None:
        return keywords_of("en")
    spec: dict[str, list[str]] = dict(dialect.spec)  # type: ignore[arg-type]
    steps = ("given", "when", "then", "and", "but")
    return {
        "step": _words(word for name in steps for word in spec[name]),
        "part": _words(
            word for name, words in spec.items() if name not in (*steps, "name", "native") for word in words
        ),
    }


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip() != "*"))


def _explain(error: ParserException, file: str) -> PolicyError:
    where = Where(file, error.location["line"])
    said = str(error).partition(": ")[2]
    expected, _, got = said.partition(", got '")
    if not got:
        if "cell count" in said:
            return PolicyError(
                "this row has more or fewer cells than the row above it", where, "mend the table"
            )
        if "whitespace" in said:
            return PolicyError("a tag holds a space", where, "write each tag with its own `@`")
        if said.startswith("unexpected end of file"):
            return PolicyError("the file ends in the middle of something", where, _wanted(said))
        return PolicyError(said[:1].lower() + said[1:], where)
    got = got.removesuffix("'")
    english = keywords_of("en")
    words = (*english["step"], *(f"{part}:" for part in english["part"]))
    first = got.split(" ")[0]
    near = get_close_matches(first, words, 1, 0.6) if got else []
    remedy = f"did you mean `{near[0]}`?" if near and near[0] != first else _wanted(expected)
    return PolicyError(f"`{got}` cannot stand here", where, remedy)


_TOKENS = {
    "#FeatureLine": "`Feature:`",
    "#RuleLine": "`Rule:`",
    "#BackgroundLine": "`Background:`",
    "#ScenarioLine": "`Scenario:`",
    "#ExamplesLine": "`Examples:`",
    "#StepLine": "a step",
    "#TableRow": "a row of a table",
    "#TagLine": "a tag",
    "#DocStringSeparator": "a text in quotes",
}


def _wanted(expected: str) -> str:
    names = [name for token, name in _TOKENS.items() if token in expected]
    return f"expected {', '.join(names)}" if names else ""
