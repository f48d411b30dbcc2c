"""
The log of a run: what was played, with what, and what came of it, a record a line. None tells a time.

So two runs of one seed against one platform have the same log, and the same root, on however many processes.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from unseen.evidence import merkle
from unseen.evidence.calls import FORMAT
from unseen.evidence.store import Store
from unseen.evidence.writer import LOG, put, scenario_path
from unseen.record import Result, Run


def records(run: Run, store: Store) -> Iterator[bytes]:
    """
    The records of a run: what was asked for, every source, every planned scenario with its verdict.

    A scenario names its evidence by the digest of the file.
    """
    header = run.header
    yield _line(
        {
            "type": "run",
            "format": FORMAT,
            "unseen": header.unseen,
            "target": header.target,
            "profile": header.profile,
            "fault": header.fault,
            "seed": header.seed,
            "planned": len(header.planned),
        }
    )
    for source in store.sources.files:
        yield _line({"type": "source", "kind": source.kind, "path": source.path, "sha256": source.sha256})
    for number, planned in enumerate(header.planned):
        result = run.by_id[planned.id]
        yield _line(
            {
                "type": "scenario",
                "seq": number,
                "id": planned.id,
                "clauses": list(planned.clauses),
                "verdict": str(result.verdict),
                "findings": list(_findings(result)),
                "evidence": _digest(store, planned.id),
            }
        )


def write(run: Run, store: Store) -> str:
    """Put the log beside the evidence; gives its root."""
    lines = list(records(run, store))
    put(store.directory / LOG, b"\n".join(lines) + b"\n")
    return merkle.root(lines)


def read_root(path: Path) -> tuple[str, int]:
    """The root of a log that was written, and how many records it has."""
    lines = path.read_bytes().removesuffix(b"\n").split(b"\n")
    return merkle.root(lines), len(lines)


def _findings(result: Result) -> Iterator[dict[str, str]]:
    for step in result.steps:
        for finding in step.findings:
            yield {
                "fingerprint": finding.fingerprint,
                "surface": finding.surface,
                "reader": finding.reader,
                "pointer": finding.pointer,
            }


def _digest(store: Store, scenario_id: str) -> str:
    """Of the evidence of a scenario; "" if there is none."""
    path = scenario_path(store.directory, scenario_id)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _line(data: dict[str, Any]) -> bytes:
    return orjson.dumps(data)
