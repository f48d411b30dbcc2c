"""The film club as a target: acts and surfaces of the policy, spelled as requests of the platform."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from film_club import FilmClub

from unseen.model import Act, Observation, Person
from unseen.target import Capabilities, Subjects

REQUESTS = {"post": ("POST", ""), "like": ("PUT", "/like"), "save": ("PUT", "/watch")}


class Session:
    """One world: a club that nobody has joined yet. It has no clock, so moments (`at`) do not matter."""

    def __init__(self, club: FilmClub) -> None:
        self._club = club
        self._handles: dict[str, str] = {}

    def join(self, person: Person, at: float) -> Sequence[Observation]:
        """Members are known by their handle; `person.name` stays on our side."""
        self._handles[person.name] = person.handle
        return []

    def perform(self, act: Act, at: float) -> Sequence[Observation]:
        """Do an act, and give back what the actor was told."""
        method, end = REQUESTS[act.verb]
        return [self._send(act.actor, "reply to an act", method, act.thing.name, end)]

    def look(self, reader: str, surface: str, subjects: Subjects, at: float) -> Iterator[Observation]:
        """The page of every film that the reader can name, and of one that never existed."""
        for title in (*subjects.videos, *(["no such film"] if subjects.unknown else [])):
            yield self._send(reader, surface, "GET", title, "")

    def close(self) -> None:
        """Nothing to give back."""

    def _send(self, reader: str, surface: str, method: str, title: str, end: str) -> Observation:
        status, document = self._club.request(self._handles.get(reader, ""), method, f"/films/{title}{end}")
        return Observation(
            reader=reader,
            surface=surface,
            payload="film" if status == 200 else "error",  # the schema: schemas/film.json
            request=f"{method} /films/[{title}]{end}",
            status=status,
            headers={"content-type": "application/json"},
            body=json.dumps(document).encode(),
        )


class Target:
    """The film club, under the name that reports give it."""

    name = "the film club"
    schemas = Path(__file__).parent / "schemas"

    def capabilities(self) -> Capabilities:
        """What needs more than this is reported as not applicable."""
        return Capabilities(verbs=frozenset(REQUESTS), surfaces=("video page",), settings=frozenset())

    def open_world(self, seed: int) -> Session:
        """A club of its own for every world."""
        return Session(FilmClub())


def film_club(*, profile: str) -> Target:
    """The factory that `--target` names; `profile` is what `--profile` says."""
    return Target()
