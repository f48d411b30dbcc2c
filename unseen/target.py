"""
The port: what a platform under test has to offer, and nothing else.

A target says what it can do, opens worlds, does acts, and lets a party look at a surface. Adapters live in
`unseen.targets`; the recorder (`unseen.recorder`) is the only caller.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from unseen.model import Act, Observation, Person

METASCHEMA = "metaschema.json"
"""The file that says what a schema may say; a directory without one uses ours."""


class TargetError(Exception):
    """
    The platform could not be reached, failed, or answered what no platform should.

    Nothing can be said about its promises: the scenario is *inconclusive*. The message says what was
    asked, what came back and what to try.
    """


class NotOffered(Exception):
    """The target does not declare what the scenario needs: *not applicable*, with this reason."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """
    What a target declares: verbs of acts, surfaces by their names in the vocabulary, settings by name.

    `staff_surfaces` are read by the harness and by nobody on the platform (the purpose log).
    `time_travel` tells whether days can pass at will, `fresh_worlds` whether a world starts empty. `salts`
    are those with which the platform hashes what identifies somebody, so that digests are recognised.
    """

    verbs: frozenset[str]
    surfaces: tuple[str, ...]
    settings: frozenset[str]
    staff_surfaces: tuple[str, ...] = ()
    time_travel: bool = True
    fresh_worlds: bool = True
    salts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subjects:
    """
    Whom and what a reader can name: people by name, videos by title, collections, queries, tools.

    `unknown` adds to every kind one that never existed, so that refusals are looked at too. `acting` tells
    that the reader does look, as part of the history; otherwise it is asked what they could find, and the
    platform must not take that for something they did.
    """

    people: tuple[str, ...] = ()
    videos: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    unknown: bool = True
    acting: bool = False


def base_of(schemas: Path) -> Path:
    """
    The directory whose schemas hold in this one too: itself, or the one above.

    A directory with a namesake of a schema above says only what differs from there, in one profile.
    """
    own = {path.name for path in schemas.glob("*.json")} - {METASCHEMA}
    return schemas.parent if any((schemas.parent / name).is_file() for name in own) else schemas


class Session(Protocol):
    """One open world. Times are seconds since the world began; they never go back."""

    def join(self, person: Person, at: float) -> Sequence[Observation]:
        """Make the person known to the platform, at default settings."""
        ...

    def perform(self, act: Act, at: float) -> Sequence[Observation]:
        """
        Do the act and return what its actor received in reply, refusals included.

        Raises `NotOffered` for an act the platform does not have, `TargetError` when it fails.
        """
        ...

    def look(self, reader: str, surface: str, subjects: Subjects, at: float) -> Iterable[Observation]:
        """Everything the reader obtains on this surface about these subjects, page by page."""
        ...

    def close(self) -> None:
        """Give the world back."""
        ...


class Target(Protocol):
    """
    A platform under test.

    `name` is how reports call it; `schemas` the directory that describes every payload of its observations.
    """

    name: str
    schemas: Path

    def capabilities(self) -> Capabilities:
        """What the platform offers; asked once per run."""
        ...

    def open_world(self, seed: int) -> Session:
        """A fresh world. Two worlds of one seed answer the same history with the same bytes."""
        ...
