"""
Runs that went before: verdicts, counts and fingerprints in a local SQLite file, to see a trend by.

Of each run that reached its end the history keeps when and against what it was played, the verdict on every
clause, and where each finding was; no name, no payload, and of paths and addresses what tells runs apart.
"""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from unseen.model import Verdict
from unseen.record import Run, encode

FOLDER = ".unseen"
FILE = "history.sqlite"
_FORMAT = 1
_TABLES = """\
CREATE TABLE runs (
    key TEXT PRIMARY KEY, started TEXT NOT NULL, target TEXT NOT NULL, profile TEXT NOT NULL,
    fault TEXT NOT NULL, seed INTEGER NOT NULL, played TEXT NOT NULL, unseen TEXT NOT NULL,
    verdict TEXT NOT NULL, scenarios TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE clauses (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, clause TEXT NOT NULL, verdict TEXT NOT NULL,
    PRIMARY KEY (run, clause)
) WITHOUT ROWID;
CREATE TABLE findings (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, fingerprint TEXT NOT NULL,
    PRIMARY KEY (run, fingerprint)
) WITHOUT ROWID;
"""


class HistoryError(Exception):
    """The history cannot be read or written; the message says why, in lower case."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """
    A run as the history keeps it.

    `started` is an ISO 8601 moment; `played` names the files and folders without where they lie; `scenarios`
    counts them by verdict; `clauses` has the verdict on each; `findings` are fingerprints.
    """

    key: str
    started: str
    target: str
    profile: str
    fault: str
    seed: int
    played: str
    unseen: str
    verdict: Verdict
    scenarios: Mapping[str, int] = field(default_factory=dict)
    clauses: Mapping[str, Verdict] = field(default_factory=dict)
    findings: tuple[str, ...] = ()

    def is_like(self, other: "PastRun") -> bool:
        """Whether both played the same thing, so that what differs has changed in between."""
        mine = (self.target, self.profile, self.fault, self.played)
        return mine == (other.target, other.profile, other.fault, other.played)

    def count(self, verdict: Verdict) -> int:
        """How many clauses have this verdict."""
        return sum(each is verdict for each in self.clauses.values())


def past_run(run: Run) -> PastRun:
    """What the history keeps of a run; the same run always has the same key."""
    header = run.header
    content = json.dumps([encode(header), run.finished, len(run.results)], sort_keys=True, default=str)
    return PastRun(
        hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16],
        header.started,
        _without_login(header.target),
        header.profile,
        header.fault or "",
        header.seed,
        ", ".join(Path(path).name for path in header.paths),
        header.unseen,
        run.verdict,
        {str(verdict): count for verdict, count in run.counts.items()},
        {each.clause.id: each.verdict for each in run.clauses},
        tuple(sorted(breach.fingerprint for breach in run.breaches)),
    )


def _without_login(target: str) -> str:
    if "://" not in target:
        return target
    parts = urlsplit(target)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))


def before(runs: Sequence[PastRun], this: PastRun) -> list[PastRun]:
    """The runs that played the same before this one, the oldest first."""
    return [each for each in runs if each.is_like(this) and each.started < this.started]


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than in the run before, as clauses: newly broken, mended, no longer tested."""

    broken: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def change(last: PastRun, this: PastRun) -> Change:
    """What changed from one run to the next."""
    was = last.clauses
    settled = (Verdict.KEPT, Verdict.BROKEN, Verdict.WAIVED)

    def those(now: Verdict, then: tuple[Verdict, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_, verdict in this.clauses.items() if verdict is now and was.get(id_) in then)

    others = tuple(verdict for verdict in Verdict if verdict is not Verdict.BROKEN)
    return Change(
        those(Verdict.BROKEN, others),
        those(Verdict.KEPT, (Verdict.BROKEN,)),
        those(Verdict.NOT_TESTED, settled),
    )


def place(out: Path) -> Path:
    """The history of the reports that are written to a folder: it lies beside the folder."""
    return out.absolute().parent / FOLDER / FILE


class History:
    """Past runs in one file; raises `HistoryError` for what cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def runs(self) -> list[PastRun]:
        """All runs, the oldest first; none when there is no file."""
        if not self.path.is_file():
            return []
        with self._open() as database:
            clauses: dict[str, dict[str, Verdict]] = {}
            for run, clause, verdict in database.execute("SELECT run, clause, verdict FROM clauses"):
                clauses.setdefault(run, {})[clause] = Verdict(verdict)
            findings: dict[str, list[str]] = {}
            for run, fingerprint in database.execute("SELECT run, fingerprint FROM findings"):
                findings.setdefault(run, []).append(fingerprint)
            rows = database.execute(
                "SELECT key, started, target, profile, fault, seed, played, unseen, verdict, scenarios "
                "FROM runs ORDER BY started, key"
            ).fetchall()
        return [
            PastRun(
                key=key,
                started=started,
                target=target,
                profile=profile,
                fault=fault,
                seed=seed,
                played=played,
                unseen=unseen,
                verdict=Verdict(verdict),
                scenarios=json.loads(scenarios),
                clauses=clauses.get(key, {}),
                findings=tuple(findings.get(key, ())),
            )
            for key, started, target, profile, fault, seed, played, unseen, verdict, scenarios in rows
        ]

    def add(self, run: PastRun) -> None:
        """Keep a run; one that is kept already stays as it is."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            ignore = self.path.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise HistoryError(f"`{self.path}` cannot be written: {_because(error)}") from error
        with self._open() as database:
            row = (
                *(run.key, run.started, run.target, run.profile, run.fault, run.seed, run.played, run.unseen),
                str(run.verdict),
                json.dumps(run.scenarios),
            )
            added = database.execute("INSERT OR IGNORE INTO runs VALUES (?,?,?,?,?,?,?,?,?,?)", row).rowcount
            if added:
                database.executemany(
                    "INSERT INTO clauses VALUES (?,?,?)",
                    [(run.key, clause, str(verdict)) for clause, verdict in run.clauses.items()],
                )
                database.executemany(
                    "INSERT OR IGNORE INTO findings VALUES (?,?)",
                    [(run.key, fingerprint) for fingerprint in run.findings],
                )

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the file, which is made when it is missing."""
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=10)) as database, database:
                database.execute("PRAGMA foreign_keys = ON")
                database.execute("BEGIN IMMEDIATE")
                form = database.execute("PRAGMA user_version").fetchone()[0]
                if form > _FORMAT:
                    raise HistoryError(f"`{self.path}` was written by a later `unseen`")
                if form == 0:
                    for statement in _TABLES.split(";\n"):
                        database.execute(statement)
                    database.execute(f"PRAGMA user_version = {_FORMAT}")
                yield database
        except (sqlite3.Error, ValueError) as error:
            raise HistoryError(f"`{self.path}` cannot be used as a history: {str(error).lower()}") from error


def _because(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
