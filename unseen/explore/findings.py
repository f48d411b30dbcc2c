"""Findings and what a search came to, as frozen data, JSON in and out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from unseen.model import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """
    A leak that a search found, with the scenario that shows it.

    Attributes:
        number: its short name, for `unseen explain`.
        fingerprint: the same for every finding with one root cause.
        finding: what was found, where, and by which oracle.
        clause: the clause that it breaks, "" if none is near.
        promise: the sentence that is broken.
        fact: what is learned, in the words of the policy; "" if it is no fact.
        steps: the scenario, keyword and sentence.
        text: its feature file; `file` is where it was written, "" if it was not.
        acts: how many of its steps are acts.
        seed: the seed of the search.
        start: the promise that the search started from.
        histories: how many histories of that promise were played before; `tried` for making it short.
        seconds: since the search began.
        options: of a command that asks the same platform.
        keys: what other findings of this root cause have in common with it.
    """

    number: str
    fingerprint: str
    finding: Finding
    clause: str = ""
    promise: str = ""
    fact: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    text: str = ""
    acts: int = 0
    seed: int = 0
    start: str = ""
    histories: int = 0
    tried: int = 0
    keys: frozenset[tuple[str, ...]] = frozenset()
    file: str = ""
    seconds: float = 0.0
    options: str = ""


def encode(found: Found) -> dict[str, Any]:
    """A finding as data for JSON."""
    return {**asdict(found), "keys": sorted(found.keys)}


def decode(data: Mapping[str, Any]) -> Found:
    """The finding that was encoded; raises `KeyError` or `TypeError` for anything else."""
    known = {each.name: data[each.name] for each in fields(Found)}
    lists = {name: tuple(known["finding"][name]) for name in ("also", "seen_by")}
    known["finding"] = Finding(**{**known["finding"], **lists})
    known["steps"] = tuple((keyword, text) for keyword, text in known["steps"])
    known["keys"] = frozenset(tuple(key) for key in known["keys"])
    return Found(**known)


@dataclass(frozen=True, slots=True)
class Batch:
    """
    What some histories of one promise came to.

    Attributes:
        seed: the id of the promise; `number` counts its batches from 0.
        histories: how many were played; `exposed`, in how many of them the secret came about and somebody
            who must not learn it had something to look at.
        worlds, observations, masked: what was played, compared and left out.
        readers: who was examined, and as what: `audiences`, as in `unseen.explore.audiences`.
        unconfirmed: differences that the judge of the policy does not see.
        failures: why the platform could not be asked.
    """

    seed: str
    number: int
    histories: int = 0
    exposed: int = 0
    worlds: int = 0
    observations: int = 0
    masked: int = 0
    readers: tuple[str, ...] = ()
    unconfirmed: int = 0
    failures: tuple[str, ...] = ()
    seconds: float = 0.0
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a search came to."""

    promises: int = 0
    batches: tuple[Batch, ...] = ()
    found: tuple[Found, ...] = ()
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def searched(self) -> int:
        """How many promises at least one history was played for."""
        return len({batch.seed for batch in self.batches if batch.histories})

    @property
    def histories(self) -> int:
        """How many histories were played."""
        return sum(batch.histories for batch in self.batches)

    @property
    def exposed(self) -> int:
        """In how many of them a leak could have shown."""
        return sum(batch.exposed for batch in self.batches)

    @property
    def unconfirmed(self) -> int:
        """How many differences the judge of the policy does not see."""
        return sum(batch.unconfirmed for batch in self.batches)

    @property
    def failures(self) -> tuple[str, ...]:
        """Why the platform could not be asked, each reason once."""
        return tuple(dict.fromkeys(reason for batch in self.batches for reason in batch.failures))

    @property
    def never_exposed(self) -> tuple[str, ...]:
        """The promises of which no history could have shown a leak."""
        shown = {batch.seed for batch in self.batches if batch.exposed}
        return tuple(dict.fromkeys(b.seed for b in self.batches if b.histories and b.seed not in shown))
