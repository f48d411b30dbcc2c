"""
A platform that answers what it answered before: each call of a scenario from what was kept of it.

The calls come back in the order in which they were made. A call that is not the one that was kept raises a
`TargetError` that names both, so that the verdict cannot silently rest on something else.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from unseen.evidence.calls import Call, EvidenceError, Kept, spell_act, spell_subjects
from unseen.evidence.store import Store
from unseen.model import Act, Observation, Person
from unseen.target import Capabilities, NotOffered, Session, Subjects, TargetError


class Replay:
    """
    The target of a run as it was kept; `scenario` gives the target of one scenario.

    Args:
        store: the evidence of the run.
        schemas: the directory that describes its payloads.
    """

    def __init__(self, store: Store, schemas: Path) -> None:
        self._store = store
        self.name = store.target_name
        self.schemas = schemas

    def capabilities(self) -> Capabilities:
        """What the target offered."""
        return self._store.capabilities

    def open_world(self, seed: int) -> Session:  # noqa: ARG002
        """Nothing: what was kept belongs to scenarios."""
        raise TargetError("what was kept can be replayed scenario by scenario only")

    def scenario(self, scenario_id: str) -> "Played":
        """The target of one scenario."""
        return Played(self, self._store, scenario_id)


class Played:
    """The target of one scenario: a world opens as it opened, and so on to the last call."""

    def __init__(self, replay: Replay, store: Store, scenario_id: str) -> None:
        self._replay = replay
        self._store = store
        self._calls = _calls(store, scenario_id)
        self.name = replay.name
        self.schemas = replay.schemas

    def capabilities(self) -> Capabilities:
        """What the target offered."""
        return self._replay.capabilities()

    def open_world(self, seed: int) -> Session:
        """The next world that was opened."""
        call = self.next("open", {"seed": seed})
        self.answer(call)
        return _Session(self, call.world)

    def next(self, name: str, said: Mapping[str, Any], world: int | None = None) -> Call:
        """The next call that was kept; it must be this one."""
        try:
            call = next(self._calls, None)
        except EvidenceError as error:
            raise TargetError(str(error)) from error
        asked = _spelled(name, said, world)
        if call is None:
            raise TargetError(f"the evidence ends before `{asked}`")
        kept = _spelled(call.name, call.said, None if world is None else call.world)
        if kept != asked:
            raise TargetError(f"asked was `{asked}`, but the evidence goes on with `{kept}`")
        return call

    def answer(self, call: Call) -> list[Observation]:
        """What came back then, or the failure that did."""
        if call.raised == "NotOffered":
            raise NotOffered(call.message)
        if call.raised == "TargetError":
            raise TargetError(call.message)
        if call.raised:
            raise TargetError(f"{call.raised}: {call.message}")
        return [_observation(each) for each in call.seen]


class _Session:
    def __init__(self, played: Played, world: int) -> None:
        self._played = played
        self._world = world

    def _ask(self, name: str, said: Mapping[str, Any]) -> Sequence[Observation]:
        return self._played.answer(self._played.next(name, said, self._world))

    def join(self, person: Person, at: float) -> Sequence[Observation]:
        return self._ask("join", {"person": person.name, "age": person.age, "at": at})

    def perform(self, act: Act, at: float) -> Sequence[Observation]:
        return self._ask("perform", {"act": spell_act(act), "at": at})

    def look(self, reader: str, surface: str, subjects: Subjects, at: float) -> Sequence[Observation]:
        asked = {"reader": reader, "surface": surface, "subjects": spell_subjects(subjects), "at": at}
        return self._ask("look", asked)

    def close(self) -> None:
        self._ask("close", {})


def _observation(kept: Kept) -> Observation:
    return Observation(
        kept.reader, kept.surface, kept.payload, kept.request, kept.status, kept.headers, kept.body
    )


def _calls(store: Store, scenario_id: str) -> Iterator[Call]:
    """The calls of a scenario; what is wrong with its evidence is said when the first is asked for."""
    yield from store.calls(scenario_id)


def _spelled(name: str, said: Mapping[str, Any], world: int | None) -> str:
    what = ", ".join(f"{key} {_plain(value)}" for key, value in said.items())
    return f"{name} {what}".rstrip() + ("" if world is None else f" in world {world}")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in islice(value, None)]
    return value
