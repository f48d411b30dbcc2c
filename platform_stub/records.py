"""What the state is made of: people, videos, and what was done to them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from typing import NamedTuple

__all__ = [
    "CROWD_MARK",
    "ELSEWHERE",
    "SAVED",
    "STEPS",
    "SUSPENSION",
    "USUAL_LENGTH",
    "Comment",
    "Grant",
    "Inbox",
    "Message",
    "Notice",
    "Person",
    "Place",
    "Report",
    "Save",
    "Tally",
    "Tool",
    "Video",
    "View",
    "digest",
    "fingerprint",
]

CROWD_MARK = "~"
"""In the handle of every member of the crowd and of nobody who signed up."""

STEPS = ("warning", "suspension")
"""What collecting data costs, the first time and the second; after these the account ends."""

SUSPENSION = timedelta(days=7)

SAVED = "saved"
"""The collection everybody has."""

ELSEWHERE = "elsewhere"
"""Where a view came from if nobody said."""

USUAL_LENGTH = 180
"""How many seconds a video lasts if nobody says."""


def fingerprint(token: str) -> str:
    """What is kept of a bearer token."""
    return blake2b(token.encode(errors="replace"), digest_size=20).hexdigest()


def digest(*parts: str, size: int = 8) -> str:
    """A hex hash of *parts*, *size* bytes long, the same on every machine."""
    return blake2b("\x1f".join(parts).encode(), digest_size=size).hexdigest()


@dataclass(slots=True)
class Person:
    """An account. `settings` holds every value, defaults included; `role` is empty for an ordinary one."""

    handle: str
    name: str
    email: str
    phone: str
    bio: str
    age: int
    joined_at: str
    settings: dict[str, str]
    comment_filter: tuple[str, ...] = ()
    role: str = ""


class Tally:
    """A number that others are told only as it stood at the last midnight."""

    __slots__ = ("_day", "_settled", "_today")

    def __init__(self) -> None:
        self._day = ""
        self._settled = 0
        self._today = 0

    def add(self, at: str, amount: int) -> None:
        """Count *amount* more at time *at*."""
        day = at[:10]
        if day != self._day:
            self._settled += self._today
            self._today = 0
            self._day = day
        self._today += amount

    def before(self, day: str) -> int:
        """The number as *day* began."""
        return self._settled + self._today if self._day < day else self._settled

    @property
    def total(self) -> int:
        """The number now."""
        return self._settled + self._today


class View(NamedTuple):
    """The last time a person watched a video, and whether that person's history was on then."""

    at: str
    shown: bool


@dataclass(slots=True)
class Video:
    """
    A video and what was done to it.

    `kept` is the number of savers, `counted` that of those who let their saves be used; `comments` holds the
    ids of all comments that were not deleted, of which `filtered` wait for the owner's review. `sources` says
    how many views came from where; `fans`, how many of those savers also save videos of each other topic.
    """

    id: str
    owner: str
    title: str
    topic: str
    traits: tuple[str, ...]
    seconds: int
    audience: str
    posted_at: str
    story: bool = False
    removed: bool = False
    views: int = 0
    shares: int = 0
    filtered: int = 0
    likes: dict[str, str] = field(default_factory=dict)
    reposts: dict[str, str] = field(default_factory=dict)
    savers: dict[str, str] = field(default_factory=dict)
    comments: dict[str, None] = field(default_factory=dict)
    viewers: dict[str, View] = field(default_factory=dict)
    kept: Tally = field(default_factory=Tally)
    counted: Tally = field(default_factory=Tally)
    watchers: Tally = field(default_factory=Tally)
    watched_times: Tally = field(default_factory=Tally)
    watched_seconds: Tally = field(default_factory=Tally)
    timed: set[str] = field(default_factory=set)
    sources: Counter[str] = field(default_factory=Counter)
    fans: dict[str, Tally] = field(default_factory=dict)


@dataclass(slots=True)
class Comment:
    """A comment; `filtered` follows the owner's filter as it is now."""

    id: str
    video: str
    author: str
    text: str
    at: str
    filtered: bool


class Save(NamedTuple):
    """Where a person keeps a video and since when."""

    collection: str
    at: str


@dataclass(slots=True)
class Message:
    """A direct message."""

    id: str
    sender: str
    recipient: str
    text: str
    at: str
    read: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person lets an outside tool do."""

    tool: str
    scopes: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Tool:
    """
    Software that is not the platform's, as it registered.

    `privacy_policy` is the address of its policy, `security` what it says of how it guards data, `callback`
    where it wants to be called; each may be empty.
    """

    name: str
    privacy_policy: str
    security: str
    callback: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is, no closer than a city."""

    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reported to the moderators; `kind` is *video*, *person* or *message*, `of` its id."""

    key: str
    reporter: str
    kind: str
    of: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing a person is told, on every channel."""

    key: str
    kind: str
    actor: str
    video: str
    at: str


class Inbox:
    """What one person was told, oldest first."""

    __slots__ = ("days", "notices", "total_unread", "unread")

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.total_unread = 0
        self.unread: Counter[str] = Counter()
        self.days: dict[str, int] = {}

    def add(self, notice: Notice) -> None:
        """Tell the owner of this inbox."""
        self.days.setdefault(notice.at[:10], len(self.notices))
        self.notices.append(notice)
        self.unread[notice.actor] += 1
        self.total_unread += 1

    def read(self) -> None:
        """Mark everything read."""
        self.unread.clear()
        self.total_unread = 0

    def by_day(self, before: str) -> Iterator[tuple[str, int, int]]:
        """Each day earlier than *before*: the day, and from where to where its notices stand."""
        days = list(self.days.items())
        ends = [start for _, start in days[1:]] + [len(self.notices)]
        for (day, start), end in zip(days, ends, strict=True):
            if day < before:
                yield day, start, end
