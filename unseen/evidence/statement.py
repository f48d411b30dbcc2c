"""
What is signed of a run: an in-toto Statement v1, whose subjects are all files of its directory.

Its predicate is ours, `…/compliance-run/v1`, and holds an in-toto test result (v0.1) whole: that one knows
passed, warned and failed tests only, and a run has six verdicts. Nothing in it depends on when it is made.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from unseen.evidence.bundle import digests
from unseen.evidence.log import read_root
from unseen.evidence.store import Store
from unseen.evidence.writer import LOG
from unseen.model import Verdict
from unseen.record import RecordError, Run

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://unseen.example/predicate/compliance-run/v1"
TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1"
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Chain:
    """The run before: the root of its log, and when it began."""

    root: str
    started: str


def statement(directory: Path, run: Run, *, assessor: str = "", previous: Chain | None = None) -> bytes:
    """
    The statement on a run in a directory, whose log is written.

    `assessor` is who answers for the run. Raises `RecordError` when the verdicts do not add up to what was
    planned.
    """
    subjects = [
        {"name": name, "digest": {"sha256": digest}} for name, digest in sorted(digests(directory).items())
    ]
    whole = {
        "_type": STATEMENT_TYPE,
        "subject": subjects,
        "predicateType": PREDICATE_TYPE,
        "predicate": predicate(run, Store.open(directory / EVIDENCE), assessor, previous),
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2)


def predicate(run: Run, store: Store, assessor: str = "", previous: Chain | None = None) -> dict[str, Any]:
    """What the statement says of a run: all but `assessor` and `previous` follows from the directory."""
    root, size = read_root(store.directory / LOG)
    return {
        "testResult": _test_result(run, store),
        "population": len(run.header.planned),
        "planned": len(run.header.planned),
        "executed": len(run.results),
        "method": "full population: every planned scenario is played, none is sampled",
        "verdicts": verdicts(run),
        "verdict": str(run.verdict),
        "complete": not run.partial,
        "assessor": assessor,
        "started": run.header.started,
        "finished": run.finished,
        "versions": {"unseen": run.header.unseen},
        "log": {"root": root, "size": size, "tree": "RFC 6962, SHA-256"},
        "previous": {"root": previous.root, "started": previous.started} if previous else None,
    }


def verdicts(run: Run) -> dict[str, int]:
    """How many planned scenarios have each verdict; raises `RecordError` if they do not add up."""
    counts = {str(verdict): run.counts[verdict] for verdict in Verdict}
    if sum(counts.values()) != len(run.header.planned):
        raise RecordError("the six verdicts do not add up to the scenarios that were planned")
    return counts


def _test_result(run: Run, store: Store) -> dict[str, Any]:
    named = {
        verdict: [plan.id for plan in run.header.planned if run.by_id[plan.id].verdict is verdict]
        for verdict in Verdict
    }
    passed = run.verdict in (Verdict.KEPT, Verdict.WAIVED)
    return {
        "predicateType": TEST_RESULT,
        "result": "FAILED" if not passed else "WARNED" if named[Verdict.WAIVED] else "PASSED",
        "configuration": [
            {"name": source.path, "digest": {"sha256": source.sha256}} for source in store.sources.files
        ],
        "passedTests": named[Verdict.KEPT],
        "warnedTests": named[Verdict.WAIVED],
        "failedTests": named[Verdict.BROKEN],
    }
