"""
Writing evidence while scenarios run: a file for each scenario, with everything that was seen in it.

Many processes may write into one directory. Every file is a function of the scenario and the seed alone and
is put in its place whole, so it does not matter which of them wrote it, or in which order.
"""

import contextlib
import gzip
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from unseen.credentials import credential_in
from unseen.evidence.calls import FORMAT, spell_body, spell_subjects
from unseen.evidence.redaction import Redaction, Redactor
from unseen.evidence.sources import SOURCES, Sources
from unseen.model import Observation, Person
from unseen.record import calls_name
from unseen.target import Subjects, Target

TARGET = "target.json"
LOG = "log.ndjson"

_LEVEL = 2
_FILES = (TARGET, SOURCES, LOG, "scenarios/*.ndjson.gz", "scenarios/.*")


class Tape:
    """
    The calls of one scenario, redacted as they come.

    Args:
        scenario: its id.
        redaction: what is known of its people.
    """

    def __init__(self, scenario: str, redaction: Redaction) -> None:
        self._redaction = redaction
        self._lines: list[bytes] = [orjson.dumps({"scenario": scenario, "format": FORMAT})]
        self._calls = self._worlds = 0
        self._seen: dict[Observation | tuple[object, ...], int] = {}
        self._numbers = self._known = 0
        self._subjects: dict[Subjects, int] = {}
        self._latest: tuple[Subjects | None, int] = None, 0
        self._digests: dict[bytes, tuple[int, str]] = {}
        self._kept: set[str] = set()

    def open(self) -> int:
        """A world was asked for; gives its number."""
        self._worlds += 1
        return self._worlds - 1

    def know(self, person: Person) -> None:
        """Somebody joins."""
        self._redaction.know(person)
        self._see_anew()

    def call(
        self,
        world: int,
        name: str,
        said: Mapping[str, Any],
        seen: tuple[Observation, ...] = (),
        error: BaseException | None = None,
    ) -> None:
        """Keep one call, with what it gave or how it failed."""
        line: dict[str, Any] = {"world": world, "call": name}
        if name == "perform":  # alike in every world
            line["said"] = orjson.Fragment(self._redaction.clean(orjson.dumps(said)))
        elif said:
            line["said"] = said
        if seen:
            known = self._seen.get
            line["seen"] = [
                self._number(each) if (number := known(each)) is None else number for each in seen
            ]
        if error is not None:
            line["raised"] = [type(error).__name__, str(error)]
        spelled = orjson.dumps(line)
        self._lines.append(spelled if error is None else self._redaction.clean(spelled))
        self._calls += 1

    def subjects(self, subjects: Subjects) -> int:
        """The number of these subjects; they are kept when they come first."""
        latest, number = self._latest
        if subjects is latest:  # mostly so: a reader looks at one surface after the other
            return number
        if subjects not in self._subjects:
            self._subjects[subjects] = len(self._subjects)
            self._lines.append(orjson.dumps({"subjects": spell_subjects(subjects)}))
        self._latest = subjects, self._subjects[subjects]
        return self._subjects[subjects]

    def _number(self, seen: Observation) -> int:
        """The number of what is not known as this object; it is kept when the same was not seen before."""
        if given := credential_in(seen):
            self._redaction.learn(given)
            self._see_anew()
        about = (seen.request, seen.reader, seen.surface, seen.payload, seen.status)
        same = (seen.everything, *about, *seen.headers)
        number = self._seen.get(same)
        if number is None:
            number = self._seen[same] = self._numbers
            self._numbers += 1
            self._lines.append(self._plain(seen))
        self._seen[seen] = number
        return number

    def _see_anew(self) -> None:
        """Where more is known, the same may be written otherwise from now on."""
        if self._known != self._redaction.known:
            self._known = self._redaction.known
            self._seen.clear()

    def _plain(self, seen: Observation) -> bytes:
        plain = {
            "reader": seen.reader,
            "surface": seen.surface,
            "payload": seen.payload,
            "request": seen.request,
            "status": seen.status,
            "headers": dict(seen.headers),
        }
        line = self._redaction.clean(orjson.dumps({"seen": plain}))
        return line.removesuffix(b"}}") + f',"sha256":"{self._body(seen.body)}"}}}}'.encode()

    def _body(self, body: bytes) -> str:
        if not body:
            return ""
        known, digest = self._digests.get(body, (-1, ""))
        if known != self._redaction.known:
            clean = self._redaction.clean(body)
            digest = hashlib.sha256(clean).hexdigest()
            self._digests[body] = self._redaction.known, digest
            if digest not in self._kept:
                self._kept.add(digest)
                self._lines.append(spell_body(clean))
        return digest

    def content(self) -> bytes:
        """All of it, as it is kept."""
        return b"\n".join((*self._lines, orjson.dumps({"end": self._calls}))) + b"\n"


class Writer:
    """Writes the evidence of one process; `salts` are those with which the platform makes digests."""

    def __init__(self, directory: Path, seed: int, salts: Iterable[str] = ()) -> None:
        self._directory = directory
        self._redactor = Redactor(seed, salts)

    def target(self, target: Target) -> None:
        """Keep what the target says of itself."""
        capabilities = target.capabilities()
        plain = {
            "format": FORMAT,
            "name": target.name,
            "verbs": sorted(capabilities.verbs),
            "surfaces": list(capabilities.surfaces),
            "settings": sorted(capabilities.settings),
            "staff_surfaces": list(capabilities.staff_surfaces),
            "time_travel": capabilities.time_travel,
            "fresh_worlds": capabilities.fresh_worlds,
            "salts": list(self._redactor.salts),
        }
        put(self._directory / TARGET, orjson.dumps(plain, option=orjson.OPT_INDENT_2) + b"\n")

    def sources(self, sources: Sources) -> None:
        """Keep what verdicts depend on besides what is seen."""
        put(self._directory / SOURCES, sources.encoded())

    @contextlib.contextmanager
    def scenario(self, scenario_id: str) -> Iterator[Tape]:
        """A tape for one scenario; it is in the directory when the block ends."""
        tape = Tape(scenario_id, self._redactor.scenario())
        yield tape
        put(scenario_path(self._directory, scenario_id), gzip.compress(tape.content(), _LEVEL, mtime=0))


def scenario_path(directory: Path, scenario_id: str) -> Path:
    """Where the calls of a scenario are kept."""
    return directory / calls_name(scenario_id)


def clear(directory: Path) -> None:
    """Remove the evidence of an earlier run, and nothing else that may lie there."""
    for path in [path for pattern in _FILES for path in directory.glob(pattern)]:
        path.unlink(missing_ok=True)
    for folder in (directory / "scenarios", directory):
        with contextlib.suppress(OSError):  # it is not there, or somebody else's files are in it
            folder.rmdir()


def put(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
