"""
The calls of a scenario as they are kept: one JSON object a line, in the order in which they were made.

The first line says which scenario it is. Then come calls, each with the numbers of the observations that it
gave; an observation, and the subjects of a look, stand on a line of their own before the first call that
names them. The last line says how many calls there are, so that a file that was cut off is known for one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from unseen.model import Act, Thing
from unseen.target import Subjects

FORMAT = 1


class EvidenceError(Exception):
    """Evidence that cannot be read: not there, damaged, or of a later format. The message names the file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    One observation as it was kept.

    `world` is 0 for the live world, 1 and on for its playbacks in the order in which they were opened.
    `sha256` names the body: the digest of its redacted bytes, "" for an empty body. See `Observation` for
    the rest.
    """

    world: int
    reader: str
    surface: str
    payload: str
    request: str
    status: int
    headers: Mapping[str, str]
    sha256: str


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
            raise EvidenceError(f"{name}: not a file of calls, or one of a later `unseen`")
        whole = "end" in data
        yield data
    if not whole:
        raise EvidenceError(f"{name}:{number}: the file ends before its end")


def read_calls(data: Iterable[Mapping[str, Any]], name: str) -> Iterator[Call]:
    """Calls from the lines of a file, in order; raises `EvidenceError`."""
    seen: list[Mapping[str, Any]] = []
    subjects: list[Mapping[str, Any]] = []
    for number, line in enumerate(data, 1):
        try:
            if "seen" in line and "call" not in line:
                seen.append(line["seen"])
            elif "subjects" in line and "call" not in line:
                subjects.append(line["subjects"])
            elif "call" in line:
                said = dict(line.get("said", {}))
                if "subjects" in said:
                    said["subjects"] = subjects[said["subjects"]]
                kept = tuple(Kept(line["world"], **seen[each]) for each in line.get("seen", ()))
                raised, message = line.get("raised", ("", ""))
                yield Call(line["world"], line["call"], said, kept, raised, message)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise _strange(name, number, error) from error


def read_received(data: Iterable[Mapping[str, Any]], name: str) -> Iterator[tuple[Kept, int]]:
    """
    What was received, from the lines of a file, each observation once: in the world in which it came first.

    With it comes how often it came; the order is that in which they came first. Raises `EvidenceError`.
    """
    seen: list[Mapping[str, Any]] = []
    worlds: dict[int, int] = {}
    times: dict[int, int] = {}
    for number, line in enumerate(data, 1):
        try:
            if "call" in line:
                for each in line.get("seen", ()):
                    if each in times:
                        times[each] += 1
                    else:
                        seen[each]
                        times[each], worlds[each] = 1, line["world"]
            elif "seen" in line:
                seen.append(line["seen"])
        except (KeyError, IndexError, TypeError) as error:
            raise _strange(name, number, error) from error
    for each, count in times.items():
        try:
            kept = Kept(worlds[each], **seen[each])
        except TypeError as error:
            raise _strange(name, 0, error) from error
        yield kept, count


def _strange(name: str, number: int, error: Exception) -> EvidenceError:
    place = f"{name}:{number}" if number else name
    return EvidenceError(f"{place}: the line is no part of a file of calls: {error!r}")
