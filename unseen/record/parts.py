"""The parts of a run record as frozen data, and each as JSON and back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unseen.model import Assessed, Assessment, Census, Finding, Verdict
from unseen.record.waiver import Waiver


class RecordError(Exception):
    """A record that cannot be read: not a record, damaged in its middle, or of a later format."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the policy, in the policy's order."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Clause:
    """
    A numbered promise of the policy. `profile` names the only profile it holds in, "" means all.

    `audience` says in the policy's words whom it keeps something from, or tells something;
    `reviewed` is the digest of the text that its rules were last reviewed against, "" when they never were.
    `conditional` is what the policy only wishes for: it binds a platform that offers what it speaks of.
    """

    id: str
    section: str
    rule: str
    profile: str = ""
    audience: str = ""
    reviewed: str = ""
    conditional: bool = False

    @property
    def digest(self) -> str:
        """What changes when the text does, and not when only its line breaks do."""
        return hashlib.sha256(" ".join(self.rule.split()).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    What a payload's schema says: the surface it comes on, and of each field its path (`*` for any place in a
    list) and category ("" when it has none).
    """

    schema: str
    surface: str
    fields: tuple[tuple[str, str], ...] = ()


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
    assessed: tuple[Assessed, ...] = ()


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
class Cell:
    """
    What one audience can tell of one act or datum, as the policy declares it and as it was observed.

    Both are one of *visible* (who, and what), *count* (a number only), *aggregate* (a number of at least k
    people), *hidden*, *by setting* (as the person concerned has set it) and *not offered*. `note` says why
    they may differ, or why nothing could be observed; "" when nothing has to be said.
    """

    declared: str
    observed: str
    note: str = ""

    @property
    def agrees(self) -> bool:
        """Whether it is as declared."""
        return self.declared == self.observed

    @property
    def is_finding(self) -> bool:
        """Whether it differs and nobody has explained why."""
        return not self.agrees and not self.note


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One act or datum, and what each audience can tell of it."""

    id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who can tell what: the cells of each row are in the order of `audiences`."""

    profile: str
    audiences: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def findings(self) -> tuple[tuple[MatrixRow, str, Cell], ...]:
        """The differences that nobody has explained: row, audience, cell."""
        return tuple(
            (row, audience, cell)
            for row in self.rows
            for audience, cell in zip(self.audiences, row.cells, strict=True)
            if cell.is_finding
        )


@dataclass(frozen=True, slots=True)
class Header:
    """
    What was asked for. `started` is an ISO 8601 moment; `overrides` are replaced packaged sentences; `strict`
    makes a waiver that waives nothing an error; `sheets` are the schemas of what can be received;
    `evidence` is the folder, beside the record, with everything that was seen ("" when it was not kept).
    """

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
    waivers: tuple[Waiver, ...] = ()
    strict: bool = False
    sheets: tuple[Sheet, ...] = ()
    evidence: str = ""


def encode(value: Header | Result | Problem | Matrix) -> dict[str, Any]:
    """A part of a record as plain data, ready for JSON."""
    data: dict[str, Any] = _plain(value)
    if isinstance(value, Result):
        for step, plain in zip(value.steps, data["steps"], strict=True):
            for finding, fields in zip(step.findings, plain["findings"], strict=True):
                fields["fingerprint"] = finding.fingerprint
    return data


def _plain(value: Any) -> Any:
    """What `dataclasses.asdict` gives, without the copies it makes of everything: there are many steps."""
    if isinstance(value, tuple):
        return tuple([_plain(each) for each in value])
    names = getattr(value, "__dataclass_fields__", None)
    return value if names is None else {name: _plain(getattr(value, name)) for name in names}


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
        tuple(
            Assessed(**{**each, "assessment": Assessment(each["assessment"])})
            for each in data.get("assessed", ())
        ),
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    plain = {name: value for name, value in data.items() if name != "fingerprint"}
    lists = {name: tuple(plain.get(name, ())) for name in ("also", "seen_by")}
    return Finding(**{**plain, **lists})


def decode_matrix(data: Mapping[str, Any]) -> Matrix:
    """The matrix that `encode` made plain; raises `KeyError` or `TypeError` for anything else."""
    audiences = tuple(data["audiences"])
    rows = tuple(
        MatrixRow(
            row["id"],
            row["title"],
            tuple(Cell(cell["declared"], cell["observed"], cell.get("note", "")) for cell in row["cells"]),
        )
        for row in data["rows"]
    )
    if any(len(row.cells) != len(audiences) for row in rows):
        raise TypeError("a row of the matrix has not one cell for each audience")
    return Matrix(data["profile"], audiences, rows)


def decode_header(data: Mapping[str, Any]) -> Header:
    plain = {name: value for name, value in data.items() if name not in ("type", "format")}
    plain["paths"] = tuple(plain.get("paths", ()))
    plain["overrides"] = tuple(plain.get("overrides", ()))
    plain["sections"] = tuple(Section(**each) for each in plain.get("sections", ()))
    plain["clauses"] = tuple(Clause(**each) for each in plain.get("clauses", ()))
    plain["planned"] = tuple(
        Planned(**{**each, "clauses": tuple(each.get("clauses", ())), "tags": tuple(each.get("tags", ()))})
        for each in plain.get("planned", ())
    )
    lists = ("rules", "pointers", "wrong")
    plain["waivers"] = tuple(
        Waiver(**{**each, **{name: tuple(each.get(name, ())) for name in lists}})
        for each in plain.get("waivers", ())
    )
    plain["sheets"] = tuple(
        Sheet(each["schema"], each["surface"], tuple((path, category) for path, category in each["fields"]))
        for each in plain.get("sheets", ())
    )
    return Header(**plain)
