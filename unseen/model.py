"""
The words of the harness as frozen data: who, what, what was seen, what follows.

Nothing here does anything. Every value can be written as JSON, so that a history can be stored, played
again, and spelled out as a sentence of the vocabulary (see `unseen.vocabulary`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Verdict(StrEnum):
    """The outcome of a scenario, a rule, a clause or a run. Only `KEPT` is green."""

    KEPT = "kept"
    BROKEN = "broken"
    WAIVED = "waived"
    NOT_APPLICABLE = "not applicable"
    INCONCLUSIVE = "inconclusive"
    NOT_TESTED = "not tested"


class Assessment(StrEnum):
    """What the report says of a claim: no verdict on the platform, but on what somebody says."""

    UNVERIFIABLE = "unverifiable"
    CONTRADICTED = "contradicted"
    AMBIGUOUS = "ambiguous"
    DIFFERS = "differs from today's platform"
    KEPT = "kept"
    BROKEN = "broken"
    NOT_TESTED = "not tested"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a policy file: path as given, line counted from 1."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class PolicyError(Exception):
    """
    The policy, a schema or an option is wrong; nothing is said about the platform.

    The message says what is wrong, in lower case; `where` says in which line, `remedy` how to mend it.
    """

    def __init__(self, message: str, where: Where | None = None, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message}" + (f"; {self.remedy}" if self.remedy else "")


DETAILS = (
    "topic",
    "trait",
    "audience",
    "text",
    "to",
    "collection",
    "value",
    "scope",
    "seconds",
    "did",
    "of",
    "data",
    "way",
)
"""Every name a detail of an act may have."""


ADDRESS = "'s e-mail address"
"""After a name: the address with which that person signed up, as something to search for."""


@dataclass(frozen=True, slots=True)
class Thing:
    """
    What an act is done to.

    `kind` is one of *video*, *videos* (`count` of them about the topic `name`), *person*, *query* (a search),
    *collection*, *comment*, *message*, *account*, *document*, *setting*, *surface*, *fact*, *feature*,
    *tool*, *place*, *presence*, *days*, *group*, *claim* (of the tool `name`), *statement*, *address*
    ("Ana's e-mail address").
    """

    kind: str
    name: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Act:
    """
    Something that is done: actor, verb, thing.

    `actor` is a person's name, a tool's, or "the platform"; it is "" for a crowd of `crowd` people, and for
    "anybody" when the act is part of a fact. `details` are pairs of a name and a text, in the order of
    `DETAILS`: the text of a comment, the collection that a video is saved in, the value of a setting …
    """

    actor: str
    verb: str
    thing: Thing
    details: tuple[tuple[str, str], ...] = ()
    crowd: int = 0

    def detail(self, name: str, default: str = "") -> str:
        """The text of one detail, or `default` when the act has none of this name."""
        return dict(self.details).get(name, default)


@dataclass(frozen=True, slots=True)
class Place:
    """A surface somebody looks at, by its name in the vocabulary; `of` names whose, or which video's."""

    surface: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """
    What somebody may or may not learn about acts.

    `aspect` is *that* (it happened), *whether*, *who* (did it) or *how many* (did it).
    """

    aspect: str
    act: Act


@dataclass(frozen=True, slots=True)
class Content:
    """A thing somebody can or cannot see: a video, `count` videos, a comment, a collection, a profile."""

    thing: Thing


@dataclass(frozen=True, slots=True)
class Metric:
    """
    A figure by its name in the vocabulary: views, likes, comments, shares, reposts, followers, saves …

    `of` names the group that *audience size* is about, `part` the age band or the country of its people.
    """

    name: str
    of: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an outside tool says of itself, in its own words, and the fact it speaks of if it names one."""

    text: str
    fact: Fact | None = None


Data = Fact | Content | Metric
"""What a *can see* or *cannot see* sentence speaks of."""


@dataclass(frozen=True, slots=True)
class Person:
    """
    Somebody on the platform: the name used in sentences, and a recognisable (canary) identity.

    `name` never reaches the platform; `handle`, `display`, `email`, `phone` and `bio` do, and each carries a
    token found nowhere else. `age` is in years.
    """

    name: str
    handle: str
    display: str
    email: str
    phone: str
    bio: str
    age: int = 30


class once(Generic[T]):  # noqa: N801 - a decorator
    """A property that is worked out once; before Python 3.12, `functools.cached_property` takes a lock."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    def __get__(self, instance: Any, owner: type) -> T:
        value = instance.__dict__[self._name] = self._work_out(instance)
        return value


@dataclass(frozen=True, init=False, eq=False)
class Observation:
    """
    One payload that reached one party on one surface; compared as an object.

    `reader` is a person's name, a tool's, or "a logged-out visitor". `payload` names the schema that the body
    has to match (the stem of a file in `schemas/`; "" for an empty body). `request` is what was asked,
    without any credential. Header names are lower case.
    """

    reader: str
    surface: str
    payload: str
    request: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def __init__(  # what a frozen dataclass generates takes four times as long
        self,
        reader: str,
        surface: str,
        payload: str,
        request: str,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
    ) -> None:
        values = self.__dict__
        values["reader"] = reader
        values["surface"] = surface
        values["payload"] = payload
        values["request"] = request
        values["status"] = status
        values["headers"] = headers
        values["body"] = body

    @once
    def document(self) -> Any:
        """
        The body as data, to be read only: JSON as it is, CSV as rows (name to text), a stream as its events,
        None when empty.
        """
        return decode(self.body, self.headers.get("content-type", ""))

    @once
    def everything(self) -> bytes:
        """All header values and the body, to be searched at once."""
        return "\n".join(self.headers.values()).encode() + b"\n" + self.body


class Undecodable(ValueError):
    """A body that is not what its content type says."""


def decode(body: bytes, content_type: str) -> Any:
    """Read a body by its content type; raise `Undecodable` when it is cut off or of another kind."""
    if not body:
        return None
    if content_type != "application/json":
        if content_type.startswith("text/event-stream"):
            return {"events": [_event(block) for block in body.split(b"\n\n") if block]}
        if content_type.startswith("text/csv"):
            return _table(body)
    try:
        return _json(body)
    except ValueError as error:
        raise Undecodable(f"the body is not JSON: {error}") from error
    except RecursionError as error:
        raise Undecodable("the body is JSON nested too deeply to be read") from error


def _table(body: bytes) -> Any:
    import csv
    import io

    try:
        rows = list(csv.reader(io.StringIO(body.decode("utf-8", "replace"))))
    except csv.Error as error:
        raise Undecodable(f"the body is no table: {error}") from error
    header = rows[0] if rows else []
    if any(len(row) != len(header) for row in rows):
        raise Undecodable("a row of the file has more or fewer cells than its header")
    return {"columns": header, "rows": [dict(zip(header, row, strict=True)) for row in rows[1:]]}


@lru_cache(maxsize=4096)
def _event(block: bytes) -> Any:
    """One server-sent event, whose data is JSON, in one line or several; its fields by name."""
    event: dict[str, Any] = {}
    for line in block.decode("utf-8", "replace").split("\n"):
        name, colon, value = line.partition(": ")
        if not colon or (name in event and name != "data"):
            raise Undecodable(f"`{line[:40]}` is no field of an event that was pushed")
        event[name] = f"{event[name]}\n{value}" if name in event else value
    try:
        return event | {"data": json.loads(event["data"])}
    except (KeyError, ValueError) as error:
        raise Undecodable(f"the data of an event that was pushed is not JSON: {error}") from error


_RAW = json.JSONDecoder()


@lru_cache(maxsize=1024)
def _json(body: bytes) -> Any:
    """Twin worlds answer with the same bytes most of the time: reading them once is enough."""
    try:
        text = body.decode()
        value, end = _RAW.raw_decode(text)
    except ValueError:
        return json.loads(body)  # says what is wrong, or knows the encoding
    return value if end == len(text) else json.loads(body)


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A broken promise with its evidence.

    `oracle` is *schema*, *canary*, *twins*, *metamorphic*, *timing* or *witness* (something that should be
    there is not); `seen_by` are others that saw the same. `relation` says how the twin differed (*drop*,
    *swap* …), or which relation does not hold. `pointer` is a JSON pointer into the body, or "status",
    "header etag". `here` and `there` are excerpts of what was seen in this world and in its twin, redacted.
    """

    oracle: str
    surface: str
    pointer: str
    reader: str
    message: str
    remedy: str = ""
    relation: str = ""
    request: str = ""
    here: str = ""
    there: str = ""
    also: tuple[str, ...] = ()
    seen_by: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """
        The same for every finding with one root cause: oracle or relation, surface and path pattern.

        A header has its cause below all surfaces.
        """
        pattern = "/".join("*" if part.isdigit() else part for part in self.pointer.split("/"))
        surface = "every surface" if self.pointer.startswith("header ") else self.surface
        kind = self.relation if self.oracle == "metamorphic" else self.oracle
        return f"{kind} · {surface} · {pattern}"


@dataclass(frozen=True, slots=True)
class Census:
    """What a judgement rested on: worlds played, payloads compared, surfaces, masked paths."""

    worlds: int = 0
    observations: int = 0
    surfaces: tuple[str, ...] = ()
    masked: int = 0


@dataclass(frozen=True, slots=True)
class Assessed:
    """
    A claim after it was examined: whose it is ("SaveSpy's claim"), what it says, how it is marked and why.
    """

    item: str
    said: str
    assessment: Assessment
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    One promise of a scenario after it was judged: its findings (none: kept) and what it rested on.

    `assessed` are the claims that were examined for it.
    """

    findings: tuple[Finding, ...] = ()
    census: Census = field(default_factory=Census)
    assessed: tuple[Assessed, ...] = ()
