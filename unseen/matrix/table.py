"""
The declared matrix: `matrix.toml` beside the policy, which policy staff edit.

A row is something that somebody does or has, told in sentences of the vocabulary, and what each audience may
learn of it. A difference is a cell in which the platform deliberately does otherwise, with the reason.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unseen.home import HOME
from unseen.model import PolicyError, Where
from unseen.policy import policy_folder
from unseen.tagging import PROFILES
from unseen.toml import lines_of, read_toml

MATRIX = "matrix.toml"
VALUES = ("visible", "count", "aggregate", "hidden", "by setting", "not offered")
"""What an audience can tell: who; that it happened, or how often; how many of a group; nothing; as set."""

_LISTS = ("given", "when", "then", "instead", "group", "figure", "on", "about", "nobody")
_ROW = ("id", "title", *_LISTS, "settings", "later", "days", "missing", "cells", *PROFILES)
_AUDIENCE = ("reads", "on")
_DIFFERENCE = ("row", "rows", "audience", "audiences", "observed", "profile", "why")


@dataclass(frozen=True, slots=True)
class Audience:
    """
    Who an audience is: its readers, and the surfaces on which they count as it (none: every one).
    """

    name: str
    reads: tuple[str, ...]
    on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """
    One act or datum.

    Attributes:
        id, title: its name in files, and in print.
        where: where it stands.
        given, when: sentences; what happens under `when` is the secret.
        then: sentences that come after it, in every world.
        instead: sentences that are so in the twin, where nothing happens that could be left out.
        group: sentences in which many people do it, for figures about groups.
        figure: the metrics that tell how many did it.
        settings: for each, sentences by which the person concerned allows or forbids it.
        later: the same, for what can be done only after it happened.
        on: the surfaces that the row is about (none: every one).
        about: whom readers ask about besides those who act.
        cells: what is declared, by audience; `profiles` what a profile says otherwise.
        days: how many days later they look; digests and figures come at midnight.
        nobody: audiences that this row does not have.
        missing: why the platform does not offer it, "" when it does.
    """

    id: str
    title: str
    where: Where
    given: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    settings: tuple[tuple[str, ...], ...] = ()
    later: tuple[tuple[str, ...], ...] = ()
    on: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    days: int = 1
    nobody: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: str = ""

    def declared(self, audience: str, profile: str) -> str:
        """What an audience may learn in a profile."""
        return self.profiles.get(profile, {}).get(audience, self.cells[audience])


@dataclass(frozen=True, slots=True)
class Difference:
    """A deliberate difference: in these cells the platform does this instead, and why."""

    rows: tuple[str, ...]
    audiences: tuple[str, ...]
    observed: str
    why: str
    where: Where
    profile: str = ""

    def explains(self, row: str, audience: str, observed: str, profile: str) -> bool:
        """Whether it is about this cell, and this value in it."""
        return (
            (row in self.rows)
            and (not self.audiences or audience in self.audiences)
            and observed == self.observed
            and self.profile in ("", profile)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The declared matrix. `people` are sentences that hold in every row."""

    file: str
    people: tuple[str, ...]
    parties: tuple[Audience, ...]
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def audiences(self) -> tuple[str, ...]:
        """The names of the audiences, in order."""
        return tuple(each.name for each in self.parties)

    def why(self, row: str, audience: str, observed: str, profile: str) -> str:
        """The reason given for a difference, or ""."""
        found = (each for each in self.differences if each.explains(row, audience, observed, profile))
        return next((each.why for each in found), "")

    def idle(self, cells: Iterable[tuple[str, str, str, str]], profile: str) -> list[Difference]:
        """The differences that explain none of these cells: row, audience, declared and observed value."""
        apart = [cell for cell in cells if cell[2] != cell[3]]
        return [
            each
            for each in self.differences
            if each.profile in ("", profile)
            and not any(each.explains(row, audience, seen, profile) for row, audience, _, seen in apart)
        ]


def table_for(paths: Iterable[Path]) -> Path:
    """The matrix of the policy that these files and folders belong to, or else the packaged one."""
    for path in paths:
        folder = path if path.is_dir() else policy_folder(path.absolute())
        if folder and (folder / MATRIX).is_file():
            return folder / MATRIX
    return HOME / "features" / MATRIX


def read_table(path: Path, file: str = "") -> Table:
    """Read a `matrix.toml`; raises `PolicyError`, with the line, for what is wrong in it."""
    file = file or str(path)
    data, text = read_toml(path, "cells of the matrix", file)
    whole = Where(file)
    _only(data, ("people", "audience", "row", "difference"), whole, "the matrix")
    parties = tuple(
        _audience(name, body, _line(text, file, f"[audience.{name}]", f'[audience."{name}"]'))
        for name, body in _table(data.get("audience", {}), whole, "`audience`").items()
    )
    if not parties:
        raise PolicyError("the matrix has no audience", whole, "add one under `[audience.NAME]`")
    names = [each.name for each in parties]
    rows = [_row(body, where, names) for body, where in _tables(data, text, file, "row")]
    ids: dict[str, Row] = {}
    for row in rows:
        if row.id in ids:
            raise PolicyError(f"there are two rows `{row.id}`", row.where, "give this one an id of its own")
        ids[row.id] = row
    if not rows:
        raise PolicyError("the matrix has no row", whole, "add one under `[[row]]`")
    differences = tuple(
        _difference(body, where, list(ids), names) for body, where in _tables(data, text, file, "difference")
    )
    return Table(file, _texts(data, "people", whole), parties, tuple(rows), differences)


def _audience(name: str, body: Any, where: Where) -> Audience:
    body = _table(body, where, "an audience")
    _only(body, _AUDIENCE, where, "an audience")
    reads = _texts(body, "reads", where)
    if not reads:
        raise PolicyError(f"nobody reads for the audience `{name}`", where, 'add `reads = ["…"]`')
    return Audience(name, reads, _texts(body, "on", where))


def _row(body: Mapping[str, Any], where: Where, audiences: list[str]) -> Row:
    _only(body, _ROW, where, "a row")
    for name in ("id", "title"):
        if not isinstance(body.get(name), str) or not body[name]:
            raise PolicyError(f"this row has no `{name}`", where, f'add `{name} = "…"`')
    missing = body.get("missing", "")
    if not isinstance(missing, str):
        raise PolicyError("`missing` is a reason in words", where, 'write `missing = "…"`')
    days = body.get("days", 1)
    if not isinstance(days, int) or days < 0:
        raise PolicyError("`days` is a number from 0 on", where, "write `days = 0` to look at once")
    if not missing and not (body.get("when") or body.get("group")):
        raise PolicyError(
            f"nothing happens in the row `{body['id']}`",
            where,
            "add `when` or `group`, or say what is `missing`",
        )
    if bool(body.get("group")) != bool(body.get("figure")):
        raise PolicyError("`group` and `figure` go together", where, "say which figure tells of the group")
    cells = _cells(body.get("cells", {}), where, audiences)
    for name in audiences:
        if name not in cells:
            raise PolicyError(
                f"the row `{body['id']}` says nothing of the audience `{name}`", where, "add it to `cells`"
            )
    lists = {name: _texts(body, name, where) for name in _LISTS}
    for name in lists["nobody"]:
        _known(name, audiences, where, "audience")
    return Row(
        id=body["id"],
        title=body["title"],
        where=where,
        settings=_choices(body, "settings", where),
        later=_choices(body, "later", where),
        days=days,
        cells=cells,
        profiles={name: _cells(body[name], where, audiences) for name in PROFILES if name in body},
        missing=missing,
        **lists,
    )


def _choices(body: Mapping[str, Any], name: str, where: Where) -> tuple[tuple[str, ...], ...]:
    value = body.get(name, [])
    if not isinstance(value, list):
        raise PolicyError(f"`{name}` is a list of lists of sentences", where, f'write `{name} = [["…"]]`')
    return tuple(_texts({name: each}, name, where) for each in value)


def _cells(body: Any, where: Where, audiences: list[str]) -> dict[str, str]:
    cells = _table(body, where, "`cells`")
    for name, value in cells.items():
        _known(name, audiences, where, "audience")
        _known(value, VALUES, where, "value of a cell")
    return dict(cells)


def _difference(body: Mapping[str, Any], where: Where, rows: list[str], audiences: list[str]) -> Difference:
    _only(body, _DIFFERENCE, where, "a difference")
    named = (*_texts(body, "rows", where), *([body["row"]] if "row" in body else []))
    readers = (*_texts(body, "audiences", where), *([body["audience"]] if "audience" in body else []))
    for name in named:
        _known(name, rows, where, "row")
    for name in readers:
        _known(name, audiences, where, "audience")
    _known(body.get("observed", ""), VALUES, where, "value of a cell")
    if "profile" in body:
        _known(body["profile"], PROFILES, where, "profile")
    why = body.get("why")
    if not named or not isinstance(why, str) or not why:
        raise PolicyError("a difference names a row and says why", where, 'add `row = "…"` and `why = "…"`')
    return Difference(named, readers, body["observed"], why, where, body.get("profile", ""))


def _tables(
    data: Mapping[str, Any], text: str, file: str, name: str
) -> list[tuple[Mapping[str, Any], Where]]:
    bodies, lines = data.get(name, []), lines_of(text, f"[[{name}]]")
    if not isinstance(bodies, list) or any(not isinstance(each, dict) for each in bodies):
        raise PolicyError(f"`{name}` is a list of tables", Where(file), f"write each under `[[{name}]]`")
    places = [*lines, *[0] * (len(bodies) - len(lines))]
    return [(body, Where(file, line)) for body, line in zip(bodies, places, strict=False)]


def _line(text: str, file: str, *heads: str) -> Where:
    return Where(file, next((line for head in heads for line in lines_of(text, head)), 0))


def _table(value: Any, where: Where, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise PolicyError(f"{what} is a table", where, 'write `name = "value"` in it')
    return value


def _texts(body: Mapping[str, Any], name: str, where: Where) -> tuple[str, ...]:
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise PolicyError(f"`{name}` is a list of texts", where, f'write `{name} = ["…"]`')
    return tuple(value)


def _only(body: Mapping[str, Any], known: Iterable[str], where: Where, what: str) -> None:
    for name in body:
        if name not in known:
            raise PolicyError(f"{what} has no field `{name}`", where, _nearest(name, known))


def _known(name: Any, known: Iterable[str], where: Where, what: str) -> None:
    if name not in known:
        raise PolicyError(f"there is no {what} `{name}`", where, _nearest(str(name), known))


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, 1)
    return f"did you mean `{near[0]}`?" if near else f"known are {', '.join(f'`{each}`' for each in names)}"
