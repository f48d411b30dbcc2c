"""A target around a target: every call on it and on its sessions is kept, with what it gave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from unseen.evidence.calls import spell_act
from unseen.evidence.writer import Tape
from unseen.model import Act, Observation, Person
from unseen.target import Capabilities, Session, Subjects, Target


class Keeping:
    """The target of one scenario, whose calls go onto its tape."""

    def __init__(self, target: Target, tape: Tape) -> None:
        self._target = target
        self._tape = tape
        self.name = target.name
        self.schemas = target.schemas

    def capabilities(self) -> Capabilities:
        """What the target offers."""
        return self._target.capabilities()

    def open_world(self, seed: int) -> Session:
        """A fresh world, whose calls are kept."""
        world = self._tape.open()
        try:
            session = self._target.open_world(seed)
        except Exception as error:
            self._tape.call(world, "open", {"seed": seed}, error=error)
            raise
        self._tape.call(world, "open", {"seed": seed})
        return _KeptSession(session, self._tape, world)


class _KeptSession:
    def __init__(self, session: Session, tape: Tape, world: int) -> None:
        self._session = session
        self._tape = tape
        self._world = world

    def _keep(
        self, name: str, said: Mapping[str, Any], ask: Callable[[], Iterable[Observation]]
    ) -> Sequence[Observation]:
        try:
            seen = tuple(ask())
        except Exception as error:
            self._tape.call(self._world, name, said, error=error)
            raise
        self._tape.call(self._world, name, said, seen)
        return seen

    def join(self, person: Person, at: float) -> Sequence[Observation]:
        self._tape.know(person)
        said = {"person": person.name, "age": person.age, "at": at}
        return self._keep("join", said, lambda: self._session.join(person, at))

    def perform(self, act: Act, at: float) -> Sequence[Observation]:
        return self._keep(
            "perform", {"act": spell_act(act), "at": at}, lambda: self._session.perform(act, at)
        )

    def look(self, reader: str, surface: str, subjects: Subjects, at: float) -> Iterable[Observation]:
        said = {"reader": reader, "surface": surface, "subjects": self._tape.subjects(subjects), "at": at}
        return self._keep("look", said, lambda: self._session.look(reader, surface, subjects, at))

    def close(self) -> None:
        def nothing() -> Sequence[Observation]:
            self._session.close()
            return ()

        self._keep("close", {}, nothing)
