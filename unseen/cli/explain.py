"""`unseen explain`: a finding of a search or of an audit in sentences, and how to see it again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unseen.cli.audit import RECORD
from unseen.cli.errors import Wrong, unknown
from unseen.cli.explore import STATE, clauses_file
from unseen.explore import Found
from unseen.explore.explain import explain
from unseen.explore.journal import read_findings
from unseen.policy import load_clauses
from unseen.record import Breach, RecordError, Run, read
from unseen.reports.wording import promise


@dataclass(frozen=True, slots=True)
class _Known:
    """A finding, and the commands that show it again."""

    found: Found
    again: tuple[str, ...]


def explain_finding(name: str, where: Path | None) -> str:
    """The sentences about one finding, by its number or the beginning of it, its fingerprint or its file."""
    places = [where] if where else [STATE, STATE.parent / RECORD]
    known = [each for place in places for each in _known(place)]
    for each in known:
        found = each.found
        if found.number.startswith(name) or name in (found.fingerprint, found.file, Path(found.file).name):
            clauses = load_clauses(clauses_file()).clauses
            rules = {clause.id: promise(clause.rule, clause.conditional) for clause in clauses}
            return explain(found, rules, each.again)
    if not known:
        shown = " or ".join(f"`{place}`" for place in places)
        raise Wrong(
            f"there are no findings in {shown}",
            "run `unseen explore` or `unseen audit` first, or name a file with `--in`",
        )
    raise unknown(
        "finding", name, [each.found.number for each in known], "reports and `unseen explore` name them"
    )


def _known(place: Path) -> Iterator[_Known]:
    if place.name.endswith(RECORD.removeprefix("run")) and place.name != "findings.ndjson":
        yield from _of_record(place)
        return
    for found in read_findings(place):
        audit = [f"unseen audit {found.file}{found.options}"] if found.file else []
        yield _Known(found, (*audit, f"unseen explore --seed {found.seed}{found.options}"))


def _of_record(path: Path) -> Iterator[_Known]:
    """The findings of an audit."""
    try:
        run = read(path)
    except (OSError, RecordError):
        return
    for breach in run.breaches:
        yield _Known(_found(breach, run), (f"unseen report {path}",))


def _found(breach: Breach, run: Run) -> Found:
    finding = breach.finding
    scenarios = {planned.id for planned in breach.scenarios}
    result = next(each for each in run.results if each.id in scenarios)
    promise = next(
        (
            step.text
            for step in result.steps
            for each in step.findings
            if each.fingerprint == breach.fingerprint
        ),
        "",
    )
    said = finding.message.partition(": ")[0].partition(" can tell ")[2]
    return Found(
        number=hashlib.sha256(breach.fingerprint.encode()).hexdigest()[:8],
        fingerprint=breach.fingerprint,
        finding=finding,
        clause=next(iter(breach.clauses), ""),
        promise=promise,
        fact=said,
        steps=tuple((step.keyword, step.text) for step in result.steps),
        start=result.id,
    )
