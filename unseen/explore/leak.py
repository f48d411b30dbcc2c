"""What a search finds in one history, and what tells one root cause from another: frozen data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from unseen.explore.seeds import Case, fact_of
from unseen.history import family
from unseen.model import Fact, Finding
from unseen.promises import Promise

Key = tuple[str, ...]
"""What two findings of one root cause share: a header, the name of a field, or a place of a surface."""


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
        readers: who was examined.
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
        )


def keys_of(finding: Finding, verb: str) -> frozenset[Key]:
    """
    What a finding shares with others of its root cause.

    A header, or the spelling of a whole payload, is one cause wherever it shows; so is a field of one name.
    A list with one entry more, or a status, is one cause on its surface and for one kind of act.
    """
    about = min(family(verb))
    keys: set[Key] = set()
    for place in (finding.pointer, *finding.also):
        pointer = place if place.startswith(("/", "header ")) else place.rpartition(": ")[2]
        parts = pointer.split("/")[1:]
        while parts and parts[-1].isdigit():
            parts.pop()
        is_entry = len(parts) < 2 and pointer.rpartition("/")[2].isdigit()
        if pointer.startswith("header ") or not pointer:
            keys.add((pointer or "payload",))
        elif pointer == "status" or is_entry or not parts:
            pattern = "/".join("*" if part.isdigit() else part for part in pointer.split("/"))
            keys.add((about, finding.surface, pattern))
        else:
            keys.add(("field", parts[-1]))
    return frozenset(keys)


def is_everywhere(key: Key) -> bool:
    """Whether a cause shows in any payload, so that it must not hide another."""
    return len(key) == 1


def widened(leaks: Iterable[Leak]) -> list[Leak]:
    """One leak for each promise, with the keys of all that was found of it."""
    merged: dict[Promise, Leak] = {}
    for leak in leaks:
        first = merged.setdefault(leak.promise, leak)
        merged[leak.promise] = replace(first, keys=first.keys | leak.keys)
    return list(merged.values())
