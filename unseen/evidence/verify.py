"""
Checking a signed directory: is every file what was signed, and does everything in it agree with the rest?

Nothing is taken from the directory that the signature does not cover, and nothing is repaired.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import orjson

from unseen.evidence.calls import EvidenceError
from unseen.evidence.envelope import EnvelopeError, Key, opened
from unseen.evidence.log import read_root, records
from unseen.evidence.statement import (
    ENVELOPE,
    EVIDENCE,
    PREDICATE_TYPE,
    STATEMENT_TYPE,
    digests,
    verdicts,
)
from unseen.evidence.store import Store
from unseen.evidence.writer import LOG
from unseen.record import RecordError, Run, read

RECORD = "run.ndjson"


@dataclass(slots=True)
class Checked:
    """
    What was found.

    Attributes:
        said: what holds, in a sentence each.
        wrong: what does not, the first thing first.
        partial: how the run is not whole, "" if it is.
    """

    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    partial: str = ""


def verify(directory: Path, key: Key, previous: Path | None = None) -> Checked:
    """
    Check a directory against the statement in it, which this key must have signed.

    `previous` is the directory of the run before, if the chain is to be checked too. Raises OSError when
    there is no statement.
    """
    checked = Checked()
    try:
        statement = _statement(opened((directory / ENVELOPE).read_bytes(), key))
    except EnvelopeError as error:
        checked.wrong.append(f"`{ENVELOPE}`: {error}")
        return checked
    predicate = statement["predicate"]
    by = f" by {predicate['assessor']}" if predicate["assessor"] else ""
    checked.said.append(f"the statement is signed{by} with the key {key.id[:16]}…")
    signed = {each["name"]: each["digest"]["sha256"] for each in statement["subject"]}
    files = list(_files(signed, digests(directory)))
    checked.wrong += files
    if not files:
        checked.said.append(f"{len(signed):,} files are what was signed, and there are no others")
    checked.wrong += _contents(directory, predicate, checked)
    if previous is not None:
        checked.wrong += _chain(predicate, previous, checked)
    return checked


def _statement(payload: bytes) -> dict[str, Any]:
    statement: dict[str, Any] = orjson.loads(payload)
    if (statement.get("_type"), statement.get("predicateType")) != (STATEMENT_TYPE, PREDICATE_TYPE):
        raise EnvelopeError("it is signed, but no statement on a run")
    return statement


def _files(signed: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    order = sorted(signed, key=lambda name: (name != RECORD, name.startswith(EVIDENCE), name))
    for name in order:
        if name not in found:
            yield f"`{name}` is gone"
        elif found[name] != signed[name]:
            yield f"`{name}` is not what was signed"
    for name in sorted(found.keys() - signed.keys()):
        yield f"`{name}` was added after the run was signed"


def _contents(directory: Path, predicate: Mapping[str, Any], checked: Checked) -> Iterator[str]:
    try:
        run, store = read(directory / RECORD), Store.open(directory / EVIDENCE)
        root, size = read_root(store.directory / LOG)
        yield from _log(run, store)
        counts = verdicts(run)
    except (RecordError, EvidenceError, OSError) as error:
        yield str(error)
        return
    if (root, size) != (predicate["log"]["root"], predicate["log"]["size"]):
        yield f"`{EVIDENCE}/{LOG}` does not make up the root that was signed"
    else:
        checked.said.append(f"the {size:,} records of the log make up the root {root[:16]}… that was signed")
    if counts != predicate["verdicts"] or (not run.partial) != predicate["complete"]:
        yield "the verdicts that were signed are not those of the record"
    else:
        terms = " + ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
        checked.said.append(f"{len(run.header.planned)} scenarios planned = {terms or 0}")
    if run.partial:
        untested = counts["not tested"]
        why = "it was interrupted" if run.interrupted else "it has no end"
        checked.partial = f"{why}, and {untested} of {len(run.header.planned)} scenarios were not tested"


def _log(run: Run, store: Store) -> Iterator[str]:
    """The first record of the log that is not what the record of the run and the evidence make it."""
    written = (store.directory / LOG).read_bytes().removesuffix(b"\n").split(b"\n")
    for number, (there, made) in enumerate(zip_longest(written, _records(run, store)), 1):
        if there != made:
            yield f"`{EVIDENCE}/{LOG}:{number}` does not agree with {_about(there or made or b'')}"
            return


def _records(run: Run, store: Store) -> Iterator[bytes]:
    try:
        yield from records(run, store)
    except EvidenceError as error:
        yield orjson.dumps({"id": str(error)})


def _about(line: bytes) -> str:
    try:
        data = orjson.loads(line)
    except ValueError:
        return "what the record of the run and the evidence say"
    what = data.get("id") or data.get("path") or "the run"
    return f"the record of the run and the evidence: {what}"


def _chain(predicate: Mapping[str, Any], previous: Path, checked: Checked) -> Iterator[str]:
    named = predicate["previous"]
    if named is None:
        yield "the statement names no run before it"
        return
    root, _ = read_root(previous / EVIDENCE / LOG)
    if root != named["root"]:
        yield f"`{previous}` is not the run before: its root is {root[:16]}…, not {named['root'][:16]}…"
    else:
        checked.said.append(f"the run before it is the one in `{previous}`, begun {named['started']}")
