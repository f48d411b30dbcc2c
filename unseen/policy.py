"""
A policy: its numbered clauses (`clauses.toml`), and the scenarios that its feature files plan.

Nothing here runs a scenario or asks the vocabulary; that the files say something sensible is checked by
`unseen.lint`.
"""

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unseen.feature import PLACEHOLDER, Document, Line, Row, Rule, Scenario, Tag, read_document
from unseen.home import HOME
from unseen.model import PolicyError, Where
from unseen.record import Planned, Section
from unseen.toml import lines_of, read_toml

CLAUSES = "clauses.toml"
PROFILE_MARK = "profile-"
"""What the tag of a scenario, rule or feature that holds in one profile only begins with."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered promise. `stated` is false for one derived to test another; `profile` "" means every one."""

    id: str
    section: str
    rule: str
    stated: bool = True
    audience: str = ""
    surfaces: tuple[str, ...] = ()
    profile: str = ""
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a policy in its order, and the tags that its files may carry besides."""

    file: str = ""
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    tags: frozenset[str] = frozenset()
    by_id: Mapping[str, Clause] = field(default_factory=dict)

    def nearest(self, name: str) -> str:
        """The clause id that was probably meant, or ""."""
        ids = {known.casefold(): known for known in self.by_id}
        near = difflib.get_close_matches(name.casefold(), ids, 1, 0.6)
        return ids[near[0]] if near else ""


def load_clauses(path: Path, file: str = "") -> Clauses:
    """Read a `clauses.toml`, shown as `file`; raises `PolicyError` with the line of what is wrong in it."""
    file = file or str(path)
    data, text = read_toml(path, "clauses", file)
    _check_shape(data, file)
    sections = tuple(
        Section(name, str(body.get("title", name))) for name, body in data.get("sections", {}).items()
    )
    lines = lines_of(text, "[[clause]]")
    clauses: dict[str, Clause] = {}
    for number, body in enumerate(data.get("clause", ())):
        where = Where(file, lines[number] if number < len(lines) else 0)
        clause = _clause(body, {section.id for section in sections}, where)
        if clause.id in clauses:
            raise PolicyError(f"there are two clauses `{clause.id}`", where, "give this one an id of its own")
        clauses[clause.id] = clause
    if not clauses:
        raise PolicyError("the file has no clauses", Where(file), "add one under `[[clause]]`")
    return Clauses(file, sections, tuple(clauses.values()), frozenset(data.get("tags", ())), clauses)


def _check_shape(data: Mapping[str, Any], file: str) -> None:
    """Refuse what is TOML but no file of clauses."""
    sections, clauses, tags = data.get("sections", {}), data.get("clause", []), data.get("tags", {})
    if not isinstance(sections, dict) or not all(isinstance(body, dict) for body in sections.values()):
        raise PolicyError(
            "a section has a table of its own", Where(file), 'write `[sections.ID]` and `title = "…"` below'
        )
    if not isinstance(clauses, list) or not all(isinstance(body, dict) for body in clauses):
        raise PolicyError("a clause is a table", Where(file), "begin each with `[[clause]]`")
    if not isinstance(tags, dict):
        raise PolicyError(
            "tags are a table", Where(file), 'write `[tags]` and `NAME = "what it means"` below'
        )


def _clause(body: Mapping[str, Any], sections: set[str], where: Where) -> Clause:
    known = set(Clause.__dataclass_fields__)
    for name in body:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(sorted(known))}"
            raise PolicyError(f"a clause has no field `{name}`", where, hint)
    for name in ("id", "section", "rule"):
        if not isinstance(body.get(name), str) or not body[name]:
            raise PolicyError(f"this clause has no `{name}`", where, f'add `{name} = "…"`')
    for name, value in body.items():
        kind = {"stated": bool, "conditional": bool, "surfaces": list}.get(name, str)
        if not isinstance(value, kind):
            meant = {bool: "true or false", list: "a list of names"}.get(kind, "a text in quotes")
            raise PolicyError(f"`{name}` of a clause is {meant}", where, "mend the line")
    if body["section"] not in sections:
        near = difflib.get_close_matches(body["section"], sections, 1)
        hint = f"did you mean `{near[0]}`?" if near else "add it to the table [sections]"
        raise PolicyError(f"there is no section `{body['section']}`", where, hint)
    return Clause(**{**body, "surfaces": tuple(body.get("surfaces", ()))})


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step after its row was put in. `row` is the line of that row in Examples, 0 without one."""

    keyword: str
    said: str
    text: str
    line: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class PlannedScenario:
    """
    A scenario as it will run: an outline gives one for each row.

    `id` is the folder of the policy, the file below it, the name, and the row: the same on every machine.
    `steps` begin with those of the backgrounds.
    """

    path: Path
    name: str
    planned: Planned
    steps: tuple[PlannedStep, ...]

    @property
    def profile(self) -> str:
        """The only profile that it holds in, by its mark (`@profile-seed`); "" for every one."""
        marks = (tag for tag in self.planned.tags if tag.startswith(PROFILE_MARK))
        return next(marks, "").removeprefix(PROFILE_MARK)

    @property
    def id(self) -> str:
        """Unique in a run, and the same in every run."""
        return self.planned.id


@dataclass(frozen=True, slots=True)
class Policy:
    """Feature files as read: those that could be, what they plan, and what is wrong with the others."""

    documents: tuple[Document, ...]
    clauses: Mapping[Path, Clauses]
    scenarios: tuple[PlannedScenario, ...]
    problems: tuple[PolicyError, ...]

    def clauses_of(self, document: Document) -> Clauses:
        """The clauses that the tags of this file speak of."""
        return self.clauses[document.path]

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that the clauses of these files lie in."""
        return tuple(dict.fromkeys(policy_folder(each.path) or HOME / "features" for each in self.documents))


def read_policy(paths: Iterable[Path], root: Path | None = None, clauses: Clauses | None = None) -> Policy:
    """
    Read feature files, and those in folders. Never raises for what is wrong with them: see `problems`.

    Args:
        paths: files and folders.
        root: what paths are shown relative to (None: the working folder).
        clauses: for every file; None takes the `clauses.toml` in the nearest folder above each file, and
            the packaged ones where there is none.
    """
    root = root or Path.cwd()
    files, problems = feature_files(paths, root)
    return read_files(files, root, clauses, problems)


def read_files(
    files: Iterable[Path],
    root: Path,
    clauses: Clauses | None = None,
    known_problems: Iterable[PolicyError] = (),
) -> Policy:
    """Read feature files by their absolute paths; see `read_policy`."""
    problems = list(known_problems)
    loaded: dict[Path, Clauses] = {}
    documents: list[Document] = []
    of: dict[Path, Clauses] = {}
    scenarios: list[PlannedScenario] = []
    for path in files:
        document = read_document(path, shown(path, root))
        if isinstance(document, list):
            problems += document
            continue
        home = policy_folder(path)
        where = (home or HOME / "features") / CLAUSES
        try:
            known = clauses or loaded.get(where) or load_clauses(where, shown(where, root))
        except PolicyError as error:
            problems += [error] if where not in loaded else []
            known = Clauses(shown(where, root))
        loaded[where] = of[path] = known
        documents.append(document)
        base = path.relative_to(home.parent) if home else Path(document.file)
        scenarios += _plan(document, known, base.as_posix() if not base.is_absolute() else path.name)
    return Policy(tuple(documents), of, tuple(scenarios), tuple(problems))


def plan(paths: Iterable[Path], root: Path | None = None) -> list[PlannedScenario]:
    """Every scenario that these files and folders plan; raises `PolicyError` for what cannot be read."""
    policy = read_policy(paths, root)
    for problem in policy.problems:
        raise problem
    return list(policy.scenarios)


def feature_files(paths: Iterable[Path], root: Path) -> tuple[list[Path], list[PolicyError]]:
    """
    The feature files among and below these paths, each once, and what could not be looked into.

    Hidden folders and those of installed packages are left out, unless they lie inside a policy.
    """
    found: dict[Path, None] = {}
    problems: list[PolicyError] = []

    def unreadable(error: OSError) -> None:
        place = shown(Path(error.filename or "."), root)
        reason = (error.strerror or str(error)).lower()
        problems.append(
            PolicyError(f"the folder cannot be read: {reason}", Where(place), "check its permissions")
        )

    for path in paths:
        path = Path(os.path.abspath(root / path))  # noqa: PLW2901, PTH100 - resolve() would follow links
        if path.is_dir():
            for folder, folders, names in os.walk(path, onerror=unreadable):
                inside = policy_folder(Path(folder, CLAUSES)) is not None
                folders[:] = sorted(name for name in folders if inside or not _is_foreign(name))
                found |= {Path(folder, name): None for name in sorted(names) if name.endswith(".feature")}
                found |= {Path(folder, name): None for name in folders if name.endswith(".feature")}
        elif path.suffix == ".feature":
            found[path] = None
        else:
            reason = "this is not a feature file" if path.exists() else "there is no such file or folder"
            problems.append(PolicyError(reason, Where(shown(path, root)), "check the path"))
    return list(found), problems


def _is_foreign(name: str) -> bool:
    return name.startswith(".") or name in ("build", "dist", "node_modules", "site-packages", "venv")


def shown(path: Path, root: Path) -> str:
    """The path as people read it: below `root` relative to it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def policy_folder(path: Path) -> Path | None:
    """The nearest folder above that has a `clauses.toml`; None without one."""
    return next((folder for folder in path.parents if (folder / CLAUSES).is_file()), None)


def _plan(document: Document, clauses: Clauses, base: str) -> Iterator[PlannedScenario]:
    for rule, scenario in document.scenarios:
        lines = (*document.background, *rule.background, *scenario.steps)
        for tags, row, values in _cases(document, rule, scenario):
            # `::` parts the names in a pytest id
            name = scenario.name.replace("::", ":") + (f"[{' · '.join(row.cells)}]" if row else "")
            names = tuple(dict.fromkeys(tag.name for tag in tags))
            planned = Planned(
                id=f"{base}::{name}",
                feature=document.name,
                rule=rule.name,
                scenario=fill(scenario.name, values),
                file=document.file,
                line=row.line if row else scenario.line,
                clauses=tuple(tag for tag in names if tag in clauses.by_id),
                tags=names,
            )
            yield PlannedScenario(document.path, name, planned, tuple(steps_of(lines, row, values)))


def _cases(
    document: Document, rule: Rule, scenario: Scenario
) -> Iterator[tuple[tuple[Tag, ...], Row | None, dict[str, str]]]:
    tags = (*document.tags, *rule.tags, *scenario.tags)
    if not scenario.tables:
        yield tags, None, {}
    for table in scenario.tables:
        for row in table.rows:
            yield (*tags, *table.tags), row, dict(zip(table.columns, row.cells, strict=True))


def steps_of(lines: Sequence[Line], row: Row | None, values: Mapping[str, str]) -> Iterator[PlannedStep]:
    """Steps with a row put in; one that opens with `And` continues the step before it."""
    keyword = "given"
    for line in lines:
        keyword = line.keyword or keyword
        yield PlannedStep(keyword, line.said, fill(line.text, values), line.line, row.line if row else 0)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the placeholders of a text; one that has no value stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
