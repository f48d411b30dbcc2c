"""The visibility matrix as text for a terminal, and as one JSON document."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from unseen.record import Cell, Matrix, MatrixRow
from unseen.reports.terminal import Paper
from unseen.reports.wording import many

FORMAT = 1
LETTERS = {
    "visible": "V",
    "count": "C",
    "aggregate": "A",
    "hidden": "H",
    "by setting": "S",
    "not offered": "–",
}
MEANINGS = {
    "visible": "who",
    "count": "that, or how often",
    "aggregate": "how many of a group",
    "hidden": "nothing",
    "by setting": "as set, granted or reported",
    "not offered": "nowhere to look",
}
_TITLE = 25


def render(matrix: Matrix, paper: Paper, where: str, worlds: int = 0) -> str:
    """
    The whole table, what is not offered, deliberate differences, findings.

    `where` is the platform in words; `worlds` is how many histories were played, unless 0.
    """
    return "\n".join(_lines(matrix, paper, where, worlds)) + "\n"


def _lines(matrix: Matrix, paper: Paper, where: str, worlds: int) -> Iterator[str]:
    size = f"{many(len(matrix.rows), 'row')} × {many(len(matrix.audiences), 'audience')}"
    yield paper.wrapped(f"Who can tell what: {size}, on {where} (profile {matrix.profile})", "")
    yield ""
    heads = [name.split()[-1][:3] for name in matrix.audiences]
    yield " " * (_TITLE + 2) + "".join(f"{head:<4}" for head in heads).rstrip()
    for row in matrix.rows:
        cells = "".join(_cell(cell, paper) for cell in row.cells)
        yield f"  {textwrap.shorten(row.title, _TITLE, placeholder='…'):<{_TITLE}}{cells}".rstrip()
    yield ""
    legend = " · ".join(f"{LETTERS[value]} {value} ({meaning})" for value, meaning in MEANINGS.items())
    yield paper.wrapped(legend, "  ")
    yield paper.wrapped(f"V≠C declared visible, observed count. Columns: {', '.join(matrix.audiences)}", "  ")
    yield from _notes(matrix, paper)
    yield from _verdict(matrix, paper, worlds)


def _cell(cell: Cell, paper: Paper) -> str:
    if cell.agrees or (cell.observed == "not offered" and not cell.is_finding):
        return f" {LETTERS.get(cell.observed, '?')}  "
    text = f"{LETTERS.get(cell.declared, '?')}≠{LETTERS.get(cell.observed, '?')}"
    return paper.dye(text, "1;31" if cell.is_finding else "33") + " "


def _notes(matrix: Matrix, paper: Paper) -> Iterator[str]:
    apart: dict[str, list[str]] = {}
    absent: dict[str, list[str]] = {}
    for row in matrix.rows:
        for cells, found in (
            ([pair for pair in _pairs(matrix, row) if _is_explained(pair[1])], apart),
            ([pair for pair in _pairs(matrix, row) if _is_absent(pair[1])], absent),
        ):
            by_note: dict[str, list[str]] = {}
            for audience, cell in cells:
                by_note.setdefault(cell.note, []).append(audience)
            for note, audiences in by_note.items():
                whom = "" if len(audiences) == len(matrix.audiences) else f" ({', '.join(audiences)})"
                found.setdefault(note, []).append(f"{row.title}{whom}")
    for title, groups in (("Deliberate differences", apart), ("Not offered", absent)):
        if groups:
            yield ""
            yield paper.bold(title)
        for note, places in groups.items():
            yield paper.wrapped(f"{'; '.join(places)}: {note or 'no such audience'}", "    ", "  · ")


def _is_explained(cell: Cell) -> bool:
    return not cell.agrees and bool(cell.note) and cell.observed != "not offered"


def _is_absent(cell: Cell) -> bool:
    return cell.observed == "not offered" and not cell.is_finding


def _pairs(matrix: Matrix, row: MatrixRow) -> Iterable[tuple[str, Cell]]:
    return zip(matrix.audiences, row.cells, strict=True)


def _verdict(matrix: Matrix, paper: Paper, worlds: int) -> Iterator[str]:
    cells = [cell for row in matrix.rows for cell in row.cells]
    counts = {value: sum(cell.observed == value for cell in cells) for value in LETTERS}
    explained = sum(map(_is_explained, cells))
    yield ""
    if matrix.findings:
        yield paper.bold("What was found")
        for row, audience, cell in matrix.findings:
            words = f"{row.title}, {audience}: declared {cell.declared}, observed {cell.observed}"
            yield paper.wrapped(words, "    ", "  ✗ ")
        yield ""
        sign, colour = "✗ DIFFERENT", "1;31"
        words = f"{many(len(matrix.findings), 'cell')} of {len(cells)} not as declared, and not explained"
    else:
        sign, colour = "✓ AS DECLARED", "1;32"
        words = f"{len(cells) - counts['not offered'] - explained} of {len(cells)} cells as declared, "
        words += f"{explained} deliberately different, {counts['not offered']} not offered"
    yield paper.dye(paper.wrapped(f"{sign}: {words}", "  ", ""), colour)
    if worlds:
        told = ", ".join(f"{count} {value}" for value, count in counts.items() if count)
        yield paper.wrapped(f"observed in {many(worlds, 'history', 'histories')}: {told}", "  ")


def as_json(
    matrix: Matrix, *, target: str, fault: str | None, idle: Iterable[str] = (), worlds: int = 0
) -> str:
    """The matrix as JSON text; `idle` are explanations of differences that are none."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "target": target,
        "profile": matrix.profile,
        "fault": fault,
        "as_declared": not matrix.findings,
        "worlds": worlds,
        "audiences": list(matrix.audiences),
        "rows": [
            {
                "id": row.id,
                "title": row.title,
                "cells": {
                    audience: {"declared": cell.declared, "observed": cell.observed, "note": cell.note}
                    for audience, cell in _pairs(matrix, row)
                },
            }
            for row in matrix.rows
        ],
        "findings": [
            {"row": row.id, "audience": audience, "declared": cell.declared, "observed": cell.observed}
            for row, audience, cell in matrix.findings
        ],
        "idle": list(idle),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
