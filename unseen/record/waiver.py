"""
Waivers: breaches that somebody has excepted by name, for a reason and until a date. Pure.

A waiver never makes a promise kept. It turns a broken scenario whose every finding it covers into a *waived*
one, on the days it is in force; on all others it says why it is not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unseen.model import Finding

LONGEST = 180
"""A waiver is in force for so many days at most, from the day it was created."""

SOON = 14
"""With so many days left, or fewer, a waiver is said to be expiring."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXTS = ("id", "surface", "reason", "owner", "approver", "ticket", "created", "expires")
_REQUIRED = (*((name, name) for name in _TEXTS), ("rules", "rule"), ("pointers", "pointer"))


class WaiverState(StrEnum):
    """What a waiver is on the day of a run; only the first two waive anything."""

    ACTIVE = "active"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    INVALID = "invalid"
    UNUSED = "unused"


IN_FORCE = (WaiverState.ACTIVE, WaiverState.EXPIRING)


@dataclass(frozen=True, slots=True)
class Waiver:
    """
    One exception, as it was written.

    `rules` are clause ids, or rules in their own words. `surface` and `pointers` are those of the findings
    that it covers; in a pointer, `*` stands for any one part, and `/**` at the end for all that lies below;
    "" is the whole reply. `created` and `expires` are days as "2026-11-30", the latter inclusive, in UTC.
    `wrong` is what was found wrong with it when it was read.
    """

    id: str
    rules: tuple[str, ...]
    surface: str
    pointers: tuple[str, ...]
    reason: str
    owner: str
    approver: str
    ticket: str
    created: str
    expires: str
    file: str = ""
    line: int = 0
    wrong: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def covers(self, surface: str, pointer: str) -> bool:
        """Whether a place lies within the scope, whatever it breaks."""
        return surface == self.surface and any(_within(each, pointer) for each in self.pointers)

    def speaks_of(self, rule: str, clauses: Iterable[str]) -> bool:
        """Whether it excepts something that a scenario of this rule and these clauses proves."""
        return (bool(rule) and rule in self.rules) or not set(clauses).isdisjoint(self.rules)


@dataclass(frozen=True, slots=True)
class WaiverStatus:
    """
    A waiver on the day of a run: its state, why in words, and the days that are left (None: unknown).

    `scenarios` are the ids of those that it waives, alone or with others.
    """

    waiver: Waiver
    state: WaiverState
    note: str = ""
    days_left: int | None = None
    scenarios: tuple[str, ...] = ()


def day(text: str) -> date | None:
    """The day that an ISO 8601 day or moment begins with; None when it is malformed."""
    if not _DAY.match(text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def status(waiver: Waiver, today: date | None) -> WaiverStatus:
    """
    What a waiver is on a day, before it is known what it meets.

    A malformed date is one that has expired; on an unknown day (None) everything has.
    """
    wrong = _wrong(waiver, today)
    if wrong:
        return WaiverStatus(waiver, WaiverState.INVALID, "; ".join(wrong))
    for name, text in (("created", waiver.created), ("expires", waiver.expires)):
        if _exactly(text) is None:
            note = f"`{name}` is no day (`{text}`), so it counts as expired: write it as 2026-11-30"
            return WaiverStatus(waiver, WaiverState.EXPIRED, note)
    expires = _exactly(waiver.expires)
    if expires is None or today is None:
        return WaiverStatus(waiver, WaiverState.EXPIRED, "the day of the run is not known")
    left = (expires - today).days
    if left < 0:
        return WaiverStatus(waiver, WaiverState.EXPIRED, f"it expired on {waiver.expires}", left)
    if left <= SOON:
        return WaiverStatus(waiver, WaiverState.EXPIRING, _left(left), left)
    return WaiverStatus(waiver, WaiverState.ACTIVE, f"until {waiver.expires}", left)


def _wrong(waiver: Waiver, today: date | None) -> list[str]:
    created, expires = _exactly(waiver.created), _exactly(waiver.expires)
    wrong = [*waiver.wrong, *(f"it has no `{said}`" for name, said in _REQUIRED if not getattr(waiver, name))]
    if waiver.owner and _name(waiver.owner) == _name(waiver.approver):
        wrong.append("owner and approver are the same: somebody else has to approve it")
    if created and expires:
        days = (expires - created).days
        if days > LONGEST:
            wrong.append(f"it would hold for {days} days: {LONGEST} after `created` are the most")
        if days < 0:
            wrong.append("it expires before it was created")
    if created and today and created > today:
        wrong.append("it was created after this run")
    return wrong


@dataclass(frozen=True, slots=True)
class Cover:
    """
    What waivers make of the findings of one scenario.

    `by` are those that cover any of it; `open` is what is left: places as "push header etag", clauses.
    """

    by: tuple[Waiver, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything found is excepted, for everything that the scenario proves."""
        return bool(self.by) and not self.open


def cover(waivers: Sequence[Waiver], rule: str, clauses: Iterable[str], found: Iterable[Finding]) -> Cover:
    """
    What these waivers cover of the findings of a scenario that proves this rule and these clauses.

    A waiver of the rule speaks for all clauses that the rule proves, one of a clause for that clause alone,
    and each for its places alone: what nobody has approved stays broken.
    """
    speaking = [waiver for waiver in waivers if waiver.speaks_of(rule, clauses)]
    wanted = tuple(clauses)
    used: dict[Waiver, None] = {}
    left: dict[str, None] = {}
    for finding in found:
        for surface, pointer in places(finding):
            covering = [waiver for waiver in speaking if waiver.covers(surface, pointer)]
            used |= dict.fromkeys(covering)
            excepted = {each for waiver in covering for each in waiver.rules}
            if not covering:
                left[f"{surface}, {pointer or 'the whole reply'}"] = None
            elif rule not in excepted:
                left |= dict.fromkeys(clause for clause in wanted if clause not in excepted)
    return Cover(tuple(used), tuple(left))


def places(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Surface and pointer of every place a finding was met at; those elsewhere are told as "email: /text"."""
    found = [(finding.surface, finding.pointer)]
    for place in finding.also:
        surface, _, pointer = place.partition(": ")
        is_here = place.startswith("/") or ": " not in place
        found.append((finding.surface, place) if is_here else (surface, pointer))
    return tuple(dict.fromkeys(found))


def _exactly(text: str) -> date | None:
    return day(text) if _DAY.fullmatch(text) else None


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()


def _left(days: int) -> str:
    return {0: "it expires today", 1: "it expires tomorrow"}.get(days, f"it expires in {days} days")


def _within(pattern: str, pointer: str) -> bool:
    wanted, parts = pattern.split("/"), pointer.split("/")
    if wanted[-1] == "**" and len(wanted) > 1:
        wanted.pop()
        if len(parts) <= len(wanted):
            return False
        parts = parts[: len(wanted)]
    return len(wanted) == len(parts) and all(a in ("*", b) for a, b in zip(wanted, parts, strict=True))
