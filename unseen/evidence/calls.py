"""
The calls of a scenario as they are kept: one JSON object a line, in the order in which they were made.

The first line says which scenario it is. Then come calls, each with the numbers of the observations that it
gave; an observation, its body, and the subjects of a look, stand on a line of their own before the first line
that names them, each once. An observation names its body by the digest, so that no other can take its place.
The last line says how many calls there are, so that a file that was cut off is known for one.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import orjson

from unseen.model import Act, Thing
from unseen.target import Subjects

FORMAT = 2


class EvidenceError(Exception):
    """Evidence that cannot be read: not there, damaged, or of a later format. The message names the file."""


class Kept(NamedTuple):
    """
    One observation as it was kept.

    `world` is 0 for the live world, 1 and on for its playbacks in the order in which they were opened.
    `sha256` is the digest of its redacted `body`, "" for an empty one. See `Observation` for the rest.
    """

    world: int
    reader: str
    surface: str
    payload: str
    request: str
    status: int
    headers: Mapping[str, str]
    sha256: str
    body: bytes = b""

    def __repr__(self) -> str:
        return f"<{self.request} by {self.reader}: {self.status}, {self.sha256[:12]}>"


@dataclass(frozen=True, slots=True)
class Call:
    """
    One call on the target or on a session: *open*, *join*, *perform*, *look* or *close*.

    `said` is what was asked, as plain data; `raised` the kind of the failure that came instead of an answer,
    and `message` what it said.
    """

    world: int
    name: str
    said: Mapping[str, Any]
    seen: tuple[Kept, ...] = ()
    raised: str = ""
    message: str = ""


def spell_act(act: Act) -> dict[str, Any]:
    """An act as plain data; what is at its default is left out."""
    thing = act.thing
    plain: dict[str, Any] = {
        "actor": act.actor,
        "verb": act.verb,
        "thing": [thing.kind, thing.name, thing.count],
    }
    if act.details:
        plain["details"] = [list(pair) for pair in act.details]
    if act.crowd:
        plain["crowd"] = act.crowd
    return plain


def read_act(plain: Mapping[str, Any]) -> Act:
    """The act that `spell_act` made plain."""
    details = tuple((name, text) for name, text in plain.get("details", ()))
    return Act(plain["actor"], plain["verb"], Thing(*plain["thing"]), details, plain.get("crowd", 0))


def spell_subjects(subjects: Subjects) -> dict[str, Any]:
    """Subjects as plain data."""
    return asdict(subjects)


def spell_body(body: bytes) -> bytes:
    """The line of a body: as text if it is that, so that it can be read; otherwise in base64."""
    try:
        return orjson.dumps({"body": body.decode()})
    except UnicodeDecodeError:
        return orjson.dumps({"base64": base64.b64encode(body).decode()})


class _Seen:
    """The observations of a file, as they come, with the bodies that they name by digest."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bodies = {"": b""}
        self._lines: list[tuple[Mapping[str, Any], bytes]] = []

    def take(self, line: Mapping[str, Any]) -> None:
        """Keep what a line holds, if it is a body or an observation; raises `EvidenceError`."""
        if "seen" in line:
            seen = line["seen"]
            if seen["sha256"] not in self._bodies:
                raise EvidenceError(
                    f"{self._name}: no body has the digest {seen['sha256'][:12]}… that was seen:"
                    " it is not the one that was kept, or is gone"
                )
            self._lines.append((seen, self._bodies[seen["sha256"]]))
        elif "body" in line or "base64" in line:
            text = line.get("body")
            body = base64.b64decode(line["base64"], validate=True) if text is None else text.encode()
            self._bodies[hashlib.sha256(body).hexdigest()] = body

    def kept(self, number: int, world: int) -> Kept:
        """An observation by its number, in one of the worlds in which it was made."""
        seen, body = self._lines[number]
        return Kept(world, body=body, **seen)


def lines(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The lines of a file of calls as data, the first and the last included; raises `EvidenceError`."""
    number, whole = 0, False
    for number, line in enumerate(content.splitlines(), 1):
        try:
            data = orjson.loads(line)
        except ValueError as error:
            raise EvidenceError(f"{name}:{number}: the line is damaged: {error}") from error
        if not isinstance(data, dict):
            raise EvidenceError(f"{name}:{number}: the line is no part of a file of calls")
        if number == 1 and data.get("format") != FORMAT:
            raise EvidenceError(f"{name}: not a file of calls, or one of another version of `unseen`")
        whole = "end" in data
        yield data
    if not whole:
        raise EvidenceError(f"{name}:{number}: the file ends before its end")


def read_calls(data: Iterable[Mapping[str, Any]], name: str) -> Iterator[Call]:
    """Calls from the lines of a file, in order; raises `EvidenceError`."""
    seen = _Seen(name)
    subjects: list[Mapping[str, Any]] = []
    for number, line in enumerate(data, 1):
        try:
            if "call" in line:
                said = dict(line.get("said", {}))
                if "subjects" in said:
                    said["subjects"] = subjects[said["subjects"]]
                kept = tuple(seen.kept(each, line["world"]) for each in line.get("seen", ()))
                raised, message = line.get("raised", ("", ""))
                yield Call(line["world"], line["call"], said, kept, raised, message)
            elif "subjects" in line:
                subjects.append(line["subjects"])
            else:
                seen.take(line)
        except _STRANGE as error:
            raise _strange(name, number, error) from error


def read_received(data: Iterable[Mapping[str, Any]], name: str) -> Iterator[tuple[Kept, int]]:
    """
    What was received, from the lines of a file, each observation once: in the world in which it came first.

    With it comes how often it came; the order is that in which they came first. Raises `EvidenceError`.
    """
    seen = _Seen(name)
    first: dict[int, Kept] = {}
    times: dict[int, int] = {}
    for number, line in enumerate(data, 1):
        try:
            if "call" in line:
                for each in line.get("seen", ()):
                    if each in times:
                        times[each] += 1
                    else:
                        times[each], first[each] = 1, seen.kept(each, line["world"])
            else:
                seen.take(line)
        except _STRANGE as error:
            raise _strange(name, number, error) from error
    return ((kept, times[each]) for each, kept in first.items())


_STRANGE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What comes of reading calls from lines in which anything may stand."""


def _strange(name: str, number: int, error: Exception) -> EvidenceError:
    return EvidenceError(f"{name}:{number}: the line is no part of a file of calls: {error!r}")
