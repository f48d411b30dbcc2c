"""
A session around a session: nothing reaches anybody unrecorded.

The world talks to the platform through a recorder only, so "every payload this person received" is a
property of the wiring. What passes is handed to `inspect`: the oracles that always look.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from unseen.model import Act, Observation, Person
from unseen.target import Session, Subjects, TargetError

Inspect = Callable[[Sequence[Observation]], None]
Redact = Callable[[str], str]


class Recorder:
    """
    A `Session` that keeps everything that passes through it.

    Args:
        session: the open world of the target.
        inspect: called with what is observed, before anybody else sees it.
        redact: takes what identifies people out of the message of a failure, which may quote an address.
    """

    def __init__(self, session: Session, inspect: Inspect, redact: Redact = str) -> None:
        self._session = session
        self._inspect = inspect
        self._redact = redact
        self.trace: list[Observation] = []

    def _keep(self, ask: Callable[..., Iterable[Observation]], *asked: Any) -> Sequence[Observation]:
        try:
            kept = tuple(ask(*asked))
        except TargetError as error:
            raise TargetError(self._redact(str(error))) from None
        self._inspect(kept)
        self.trace += kept
        return kept

    def join(self, person: Person, at: float) -> Sequence[Observation]:
        """Sign the person up and record the reply."""
        return self._keep(self._session.join, person, at)

    def perform(self, act: Act, at: float) -> Sequence[Observation]:
        """Do the act and record what its actor was told."""
        return self._keep(self._session.perform, act, at)

    def look(self, reader: str, surface: str, subjects: Subjects, at: float) -> Sequence[Observation]:
        """Look at a surface and record every page of it."""
        return self._keep(self._session.look, reader, surface, subjects, at)

    def close(self) -> None:
        """Give the world back; what was recorded stays."""
        self._session.close()
