"""
A history while it is put together, and the tape of choices that it is put together from.

A tape is a few bytes drawn by Hypothesis. Each choice takes one byte, and what a choice offers depends on who
and what is there, so that acts are done by people and to things that exist. A tape of zeros is the scenario
as it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from unseen.explore.seeds import Case, Done, owners_of
from unseen.explore.standing import readers_of
from unseen.model import Act, Fact, Thing
from unseen.promises import Promise
from unseen.target import Capabilities
from unseen.world import LOGGED_OUT

T = TypeVar("T")

LENGTH = 48
"""Bytes of a tape: more than any history reads."""

_NAMES = ("Ana", "Cho", "Ben", "Dev", "Pia", "Eve", "Bo", "Zoe", "Kim", "Lou")
_TITLES = ("recipe", "diary", "knots", "song", "tides", "lamps")


class Tape:
    """Choices read from bytes; at its end every choice is the first one."""

    def __init__(self, data: bytes) -> None:
        self._data = iter(data)

    def pick(self, number: int) -> int:
        """A number below *number*."""
        return next(self._data, 0) % number

    def choose(self, options: Sequence[T]) -> T:
        """One of these, the first where the tape says nothing."""
        return options[self.pick(len(options))]

    def chance(self, times: int, of: int) -> bool:
        """True so many times of so many; never where the tape says nothing."""
        return self.pick(of) >= of - times


@dataclass(frozen=True, slots=True)
class Varied:
    """
    A history to examine: what is secret in it, and who must not learn it.

    `promise` is judged as it stands where nothing that it says can be varied; then there is no `fact`, and
    what happens in its `own` scenario is part of what it means.
    `later` says whether readers look again later, `swaps` whether a double is tried where nobody must notice
    anything at all, `documents` whether they read what says the same to everyone, `steps` whether they look
    after each step as well that a later one may hide.
    """

    case: Case
    fact: Fact | None = None
    readers: tuple[str, ...] = ()
    later: bool = False
    swaps: bool = False
    documents: bool = False
    steps: bool = False
    promise: Promise | None = None
    said: str = ""
    own: Case | None = None


@dataclass
class Draft:
    """
    A history so far.

    `actor` has the secret, `reader` is curious, `other` stands by; `video` is what it is mostly about.
    `front` comes before what the scenario says under *when*, `after` comes last.
    """

    tape: Tape
    capabilities: Capabilities
    people: dict[str, int | None]
    tools: dict[str, object]
    done: list[Done]
    actor: str = ""
    reader: str = ""
    other: str = ""
    video: str = ""
    front: list[Done] = field(default_factory=list)
    after: list[Done] = field(default_factory=list)

    @property
    def acts(self) -> list[Act]:
        """Every act so far."""
        return [each.act for each in (*self.front, *self.done, *self.after)]

    def named(self) -> list[str]:
        """The people so far, in order of appearance."""
        machines = self.machines()
        readers = readers_of(self.acts, self.people, self.tools)
        return [name for name in readers if name != LOGGED_OUT and name not in machines]

    def machines(self) -> list[str]:
        """The outside tools so far."""
        known = [*self.tools, *(act.thing.name for act in self.acts if act.thing.kind == "tool")]
        return list(dict.fromkeys(known))

    def newcomer(self) -> str:
        """Somebody who plays no part yet."""
        used = {*self.named(), self.actor, self.reader, self.other, *self.machines()}
        return next(name for name in (*_NAMES, *(f"{name}a" for name in _NAMES)) if name not in used)

    def title(self) -> str:
        """A video that is not there yet."""
        used = owners_of(self.acts)
        return next(title for title in (*_TITLES, *(f"{one} again" for one in _TITLES)) if title not in used)

    def owner(self) -> str:
        """Who posted the video."""
        return owners_of(self.acts).get(self.video, "")

    def somebody(self) -> str:
        """The actor, the reader or who stands by."""
        three = (self.actor, self.reader, self.other)
        return self.tape.choose([name for name in three if self.is_person(name)])

    def is_person(self, name: str) -> bool:
        """Whether this is neither a tool nor a visitor."""
        return name not in (LOGGED_OUT, "") and name not in self.machines()

    def whom(self) -> str:
        """A person other than the actor, the reader if it is one."""
        if self.is_person(self.reader):
            return self.reader
        return self.owner() if self.owner() != self.actor else self.other


def choice(who: str, name: str, value: str) -> Act:
    """Somebody gives a setting a value."""
    return Act(who, "set", Thing("setting", name), (("value", value),))
