"""
The census: which kinds of data each audience received, counted over all payloads, playbacks included.

What a field is and whom it is about, its schema says; who received it was seen. So the table is what
happened, not what was declared. Fields about nobody (identifiers, labels, cursors) are left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from unseen.model import Undecodable, decode
from unseen.reports.html.payloads import Received

VISITOR = "a logged-out visitor"
AUDIENCES = ("creator", "viewer", "logged-out visitor", "outside tool", "researcher", "staff")
"""Who receives: people who posted a video in the scenario, other people, and those that are no users."""

_OF_SURFACE = {"tool": "outside tool", "staff": "staff", "moderator": "staff", "researcher": "researcher"}
_ABOUT = {"reader": "themselves", "owner": "the owner", "group": "groups"}
_MOST = 5


class Leaves(Protocol):
    """What schemas say of a payload by its name."""

    def audience(self, payload: str) -> tuple[str, ...]:
        """Who may receive it at all; empty for a payload that has no schema."""
        ...

    def leaves(self, payload: str, document: Any) -> Iterable[tuple[str, str]]:
        """Category and subject of each value in it."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of data about somebody, and how many values of it each audience received."""

    category: str
    about: str
    counts: tuple[int, ...]

    def heat(self, count: int) -> int:
        """How dark a cell is: 0 for none, then one step for every tenfold."""
        return min(len(str(count)), _MOST) if count else 0


@dataclass(frozen=True, slots=True)
class Census:
    """The table; the counts of each row are in the order of `audiences`."""

    audiences: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class Counting:
    """Takes one payload after the other, scenario by scenario, and makes the table in the end."""

    schemas: Leaves
    _scenario: str = ""
    _held: list[tuple[str, int, Counter[tuple[str, str]]]] = field(default_factory=list)
    _kinds: dict[str, str] = field(default_factory=dict)
    _bodies: dict[tuple[str, str], Counter[tuple[str, str]]] = field(default_factory=dict)
    _counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def look(self, scenario: str, seen: Received, times: int = 1) -> None:
        """Count what is in one payload that came so many times."""
        if scenario != self._scenario:
            self._settle()
            self._scenario = scenario
        kind = self._kind(seen)
        if kind:
            self._kinds[seen.reader] = kind
        self._held.append((seen.reader, times, self._values(seen)))

    def _kind(self, seen: Received) -> str:
        if seen.reader == VISITOR:
            return "logged-out visitor"
        for name in self.schemas.audience(seen.payload):
            if name not in _OF_SURFACE:
                break
            return _OF_SURFACE[name]
        posted = seen.surface == "reply to an act" and seen.payload == "video"
        return "creator" if posted and seen.reader not in self._kinds else ""

    def _values(self, seen: Received) -> Counter[tuple[str, str]]:
        key = (seen.payload, seen.sha256)
        if key not in self._bodies:
            try:
                document = decode(seen.body, seen.headers.get("content-type", ""))
            except Undecodable:
                document = None
            self._bodies[key] = Counter(
                (category, _ABOUT.get(subject, "others"))
                for category, subject in self.schemas.leaves(seen.payload, document)
                if subject != "nobody"
            )
        return self._bodies[key]

    def _settle(self) -> None:
        """Who was who in a scenario is known when all of it was seen."""
        for reader, times, values in self._held:
            kind = self._kinds.get(reader, "viewer")
            for (category, about), number in values.items():
                self._counts[category, about, kind] += number * times
        self._held, self._kinds = [], {}

    def table(self) -> Census:
        """The table of everything that was counted; audiences that received nothing are left out."""
        self._settle()
        return tabulated(self._counts)


def tabulated(counts: Mapping[tuple[str, str, str], int]) -> Census:
    """Counts by category, subject and audience as a table."""
    there = tuple(name for name in AUDIENCES if any(audience == name for _, _, audience in counts))
    pairs = sorted({(category, about) for category, about, _ in counts})
    return Census(
        there,
        tuple(
            Row(category, about, tuple(counts.get((category, about, name), 0) for name in there))
            for category, about in pairs
        ),
    )
