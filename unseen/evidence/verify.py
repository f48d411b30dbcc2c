"""
Checking a signed directory: is every file what was signed, and does everything in it agree with the rest?

Nothing is taken from the directory that the signature does not cover, nothing is repaired, and nothing that
lies in it is believed to be what it should: it may be a link, a pipe, too large, or no JSON at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import orjson

from unseen.evidence.agreement import contradictions, unproved
from unseen.evidence.bundle import ENVELOPE, digests, strange
from unseen.evidence.calls import EvidenceError
from unseen.evidence.envelope import EnvelopeError, Key, opened
from unseen.evidence.log import read_root, records
from unseen.evidence.statement import EVIDENCE, PREDICATE_TYPE, STATEMENT_TYPE, Chain, predicate
from unseen.evidence.store import Store
from unseen.evidence.writer import LOG
from unseen.record import RecordError, Run, read

RECORD = "run.ndjson"
_NAMED, _WIDE = 3, 60
_NO_RECORD = (TypeError, ValueError, KeyError, AttributeError, RecursionError, OverflowError)
"""What comes of reading a run from a file in which anything may stand."""


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
    checked = Checked(wrong=list(strange(directory)))
    if checked.wrong:
        return checked
    try:
        signed, said = _statement(opened((directory / ENVELOPE).read_bytes(), key))
    except EnvelopeError as error:
        checked.wrong.append(f"`{ENVELOPE}`: {error}")
        return checked
    by = f" by {said['assessor']}" if said["assessor"] else ""
    checked.said.append(f"the statement is signed{by} with the key {key.id[:16]}…")
    files = list(_files(signed, digests(directory)))
    checked.wrong += files
    if not files:
        checked.said.append(f"{len(signed):,} files are what was signed, and there are no others")
    checked.wrong += _contents(directory, said, checked)
    checked.wrong += _chain(said["previous"], previous, checked)
    return checked


def _statement(payload: bytes) -> tuple[Mapping[str, str], Mapping[str, Any]]:
    """The digests of the files by name, and the predicate."""
    try:
        statement: dict[str, Any] = orjson.loads(payload)
        if (statement["_type"], statement["predicateType"]) != (STATEMENT_TYPE, PREDICATE_TYPE):
            raise EnvelopeError("it is signed, but no statement on a run")
        pairs = [(each["name"], each["digest"]["sha256"]) for each in statement["subject"]]
        said = dict(statement["predicate"])
        _before(said["previous"])
        str(said["assessor"])
    except (ValueError, KeyError, TypeError) as error:
        raise EnvelopeError("it is signed, but no statement on a run") from error
    if len(dict(pairs)) < len(pairs):
        raise EnvelopeError("it is signed, but names a file twice")
    return dict(pairs), said


def _before(named: Mapping[str, str] | None) -> Chain | None:
    return None if named is None else Chain(str(named["root"]), str(named["started"]))


def _files(signed: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    order = sorted(signed, key=lambda name: (name != RECORD, name.startswith(EVIDENCE), name))
    for name in order:
        if name not in found:
            yield f"`{name}` is gone"
        elif found[name] != signed[name]:
            yield f"`{name}` is not what was signed"
    for name in sorted(found.keys() - signed.keys()):
        yield f"`{name}` was added after the run was signed"


def _contents(directory: Path, said: Mapping[str, Any], checked: Checked) -> Iterator[str]:
    try:
        run, store = read(directory / RECORD), Store.open(directory / EVIDENCE)
        wrong = [*_log(run, store), *contradictions(run, store)]
        made = predicate(run, store, said["assessor"], _before(said["previous"]))
        wrong += _claims(said, orjson.loads(orjson.dumps(made)))
        bare = unproved(run, store)
    except (RecordError, EvidenceError) as error:
        yield str(error)
        return
    except OSError as error:
        yield f"`{_within(directory, error)}` cannot be read: {(error.strerror or str(error)).lower()}"
        return
    except _NO_RECORD as error:
        yield f"`{RECORD}` is no record of a run: {type(error).__name__}"
        return
    yield from wrong
    if not wrong:
        log, planned = made["log"], len(run.header.planned)
        terms = " + ".join(f"{count} {verdict}" for verdict, count in made["verdicts"].items() if count)
        checked.said += [
            f"the {log['size']:,} records of the log make up the root {log['root'][:16]}… that was signed",
            f"{planned} scenarios planned = {terms or 0}",
            f"begun {run.header.started}, ended {run.finished or 'never'}: {run.verdict}",
        ]
    checked.partial = "; ".join(_short(run, bare))


def _within(directory: Path, error: OSError) -> str:
    path = Path(str(error.filename))
    return path.relative_to(directory).as_posix() if path.is_relative_to(directory) else path.as_posix()


def _short(run: Run, bare: tuple[str, ...]) -> Iterator[str]:
    """How a run is not whole."""
    planned = len(run.header.planned)
    if run.partial:
        untested = sum(result.verdict == "not tested" for result in run.by_id.values())
        why = "it was interrupted" if run.interrupted else "it has no end"
        yield f"{why}, and {untested} of {planned} scenarios were not tested"
    if not planned:
        yield "no scenario was planned in it"
    if bare:
        names = ", ".join(f"`{each}`" for each in bare[:_NAMED])
        more = f" and {len(bare) - _NAMED} more" if len(bare) > _NAMED else ""
        yield f"{len(bare)} of {planned} scenarios were played and have no evidence: {names}{more}"


def _claims(said: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[str]:
    """The first claim of the statement that does not follow from the record and the evidence."""
    for name, value in made.items():
        if said.get(name) != value:
            yield (
                f"the statement has {_spelled(said.get(name))} as `{name}`, but record and evidence make it"
                f" {_spelled(value)}"
            )
            return


def _spelled(value: Any) -> str:
    text = orjson.dumps(value).decode()
    return f"`{text}`" if len(text) <= _WIDE else f"`{text[:_WIDE]}…`"


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
        what = data.get("id") or data.get("path") or "the run"
    except (ValueError, AttributeError):
        return "what the record of the run and the evidence say"
    return f"the record of the run and the evidence: {what}"


def _chain(named: Mapping[str, str] | None, previous: Path | None, checked: Checked) -> Iterator[str]:
    """Whether the run before is the one that was signed, and its log what its record and evidence make it."""
    if previous is None:
        if named is not None:
            checked.said.append(
                f"the run before it, begun {named['started']}, has the root {named['root'][:16]}…;"
                " `--previous` checks it"
            )
        return
    if named is None:
        yield "the statement names no run before it"
        return
    try:
        store = Store.open(previous / EVIDENCE)
        root, _ = read_root(store.directory / LOG)
        if root != named["root"]:
            yield f"`{previous}` is not the run before: its root is {root[:16]}…, not {named['root'][:16]}…"
            return
        run = read(previous / RECORD)
        wrong = [*_log(run, store), *contradictions(run, store)]
    except (RecordError, EvidenceError, OSError, *_NO_RECORD) as error:
        yield f"`{previous}` is not the run before: {error}"
        return
    if run.header.started != named["started"]:
        wrong.append(f"it began {run.header.started}, not {named['started']}")
    yield from (f"`{previous}` is not the run before as it was: {each}" for each in wrong)
    if not wrong:
        checked.said.append(f"the run before it is the one in `{previous}`, begun {named['started']}")
