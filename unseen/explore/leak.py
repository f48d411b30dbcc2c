"""What a search finds in one history, and what tells one root cause from another: frozen data."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from unseen.compare import SPELLED
from unseen.explore.seeds import Case, fact_of
from unseen.history import family
from unseen.model import Fact, Finding
from unseen.oracles.canary import whose
from unseen.oracles.metamorphic import UNDONE
from unseen.places import at_one_place
from unseen.promises import Promise, SameAsIf, Withheld

Key = tuple[str, ...]
"""What two findings of one root cause share: a header, the name of a field, or a place of a surface."""

CONTACT_DATA = ("e-mail address", "telephone number")
"""What nobody else ever learns of a person, in the words of the policy."""

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)')
_INNER = re.compile(r'\\".*?(?:\\"|$)')
_NAMED = re.compile(r"\[[^\]]*'s [^\]]*\]")


@dataclass(frozen=True, slots=True)
class Leak:
    """
    A history, what somebody learns in it that they must not, and where it shows.

    `promise` is what is broken, `said` its sentence if a scenario has it, and `own` what happens in that
    scenario; `finding` is the evidence, `keys` what tells this root cause from others.
    """

    case: Case
    promise: Promise
    finding: Finding
    keys: frozenset[Key]
    said: str = ""
    own: Case | None = None

    @property
    def fact(self) -> Fact | None:
        """What is learned, if it is a fact."""
        return fact_of(self.promise)

    @property
    def reader(self) -> str:
        """Who learns it."""
        return str(getattr(self.promise, "who", ""))


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What one history came to.

    Attributes:
        exposed: whether the secret came about and somebody who must not learn it saw anything at all.
        readers: who was examined, and as what: `audiences`.
        worlds, observations, masked: what was played and compared.
        leaks: what was found.
        failure: why the platform could not be asked, "" if it could.
    """

    exposed: bool = False
    readers: tuple[str, ...] = ()
    worlds: int = 0
    observations: int = 0
    masked: int = 0
    leaks: tuple[Leak, ...] = ()
    failure: str = ""
    audiences: tuple[str, ...] = ()

    def also(self, other: "Outcome") -> "Outcome":
        """What this one and another came to together."""
        return Outcome(
            self.exposed or other.exposed,
            tuple(dict.fromkeys((*self.readers, *other.readers))),
            self.worlds + other.worlds,
            self.observations + other.observations,
            self.masked + other.masked,
            self.leaks + other.leaks,
            self.failure or other.failure,
            tuple(dict.fromkeys((*self.audiences, *other.audiences))),
        )


def keys_of(finding: Finding, promise: Promise) -> frozenset[Key]:
    """
    What a finding shares with others of its root cause.

    A header, or the spelling of a whole payload, is one cause wherever it shows. So is a field of one name,
    and what is told in the same words, for one kind of secret. A list with one entry more, or a status, is
    one cause on its surface and for one kind of secret.
    """
    keys: set[Key] = set()
    for about in _about(finding, promise):
        for place in (finding.pointer, *finding.also):
            keys.add(_key(finding, place, about))
        keys |= {("told", about, words) for words in _told(finding)}
    return frozenset(keys)


def _about(finding: Finding, promise: Promise) -> Iterator[str]:
    """The kind of secret: of which family of acts, whose address, or what else is wrong."""
    yield from (oracle for oracle in finding.seen_by if oracle == "schema")
    fact = fact_of(promise)
    if finding.oracle == "canary":
        yield "contact" if is_contact(finding) else "canary"
    elif finding.oracle == "twins" and isinstance(promise, Withheld):
        yield "age" if promise.attribute == "age" else "contact"
    elif finding.relation == "close":  # what a block has to look like
        yield "block"
    elif finding.oracle == "twins" and isinstance(promise, SameAsIf):
        yield min(family(promise.act.verb))
    elif fact is not None and (finding.oracle == "twins" or finding.relation == UNDONE):
        yield min(family(fact.act.verb))
    else:
        yield finding.relation if finding.oracle == "metamorphic" else finding.oracle


def _key(finding: Finding, place: str, about: str) -> Key:
    pointer = place if place.startswith(("/", "header ")) else place.rpartition(": ")[2]
    parts = pointer.split("/")[1:]
    while parts and parts[-1].isdigit():
        parts.pop()
    is_entry = len(parts) < 2 and pointer.rpartition("/")[2].isdigit()
    if pointer.startswith("header "):
        return (pointer,)
    if not pointer and finding.here == SPELLED:
        return ("payload",)
    if pointer in ("", "status") or is_entry or not parts or about == "witness":
        pattern = "/".join("*" if part.isdigit() else part for part in pointer.split("/"))
        return about, finding.surface, pattern
    return "field", about, parts[-1]


def _told(finding: Finding) -> Iterator[str]:
    """The sentences about people that stand in what was received, without their names and without titles."""
    for quoted in _QUOTED.findall(finding.here):
        words = _NAMED.sub("", _INNER.sub("", quoted)).split()
        if _NAMED.search(quoted) and len(words) > 1:
            yield " ".join(words)


def is_everywhere(key: Key) -> bool:
    """Whether a cause shows in any payload, so that it must not hide another."""
    return len(key) == 1


def is_known(keys: frozenset[Key], known: frozenset[Key]) -> bool:
    """Whether a finding with these keys has a cause that is known, causes that show everywhere aside."""
    own = {key for key in keys if not (is_everywhere(key) and key in known)}
    return not own or bool(own & known)


def is_contact(finding: Finding) -> bool:
    """Whether somebody's e-mail address or telephone number was met."""
    return whose(finding)[1] in CONTACT_DATA


class Met(Protocol):
    """What was found, and what it has in common with others of its root cause."""

    @property
    def finding(self) -> Finding:
        """The evidence."""
        ...

    @property
    def keys(self) -> frozenset[Key]:
        """What others of its root cause share."""
        ...


def at_the_same(one: Met, other: Met) -> bool:
    """
    Whether two oracles, or a promise about a fact and one about none, met one thing: they are at one place.

    An address is another matter than what else is told there, unless nothing at all should stand there.
    """
    oracles = {one.finding.oracle, other.finding.oracle}
    is_apart = (is_contact(one.finding) or is_contact(other.finding)) and "schema" not in oracles
    is_vague = any("twins" in key for key in one.keys | other.keys)
    return (len(oracles) > 1 or is_vague) and not is_apart and at_one_place(one.finding, other.finding)


def widened(leaks: Iterable[Leak]) -> list[Leak]:
    """One leak for each promise, with the keys of all that was found of it and at the same places."""
    leaks = list(leaks)
    merged: dict[Promise, Leak] = {}
    for leak in leaks:
        beside = (each.keys for each in leaks if at_the_same(leak, each))
        first = merged.setdefault(leak.promise, leak)
        merged[leak.promise] = replace(first, keys=first.keys.union(leak.keys, *beside))
    return list(merged.values())
