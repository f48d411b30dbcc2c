"""
The reference platform behind a witness: whoever joins and whatever is seen is noted aside, as it came.

`benchmarks.privacy` looks for all of it in what a run leaves behind. What it may do is said in the variable
`UNSEEN_SPY` of the environment, as JSON: a `Plan`.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from unseen.credentials import credential_in
from unseen.model import Act, Observation, Person
from unseen.target import Session, Subjects, Target
from unseen.targets.stub import embedded, served

VARIABLE = "UNSEEN_SPY"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to note; the fault; where the platform is ("" here); how many of 100 acts fail, quoting."""

    notes: str
    fault: str = ""
    url: str = ""
    clumsy: int = 0

    def spelled(self) -> str:
        """As the variable has it."""
        return json.dumps(asdict(self))


def make(profile: str = "seed") -> "Spy":
    """The target, as `--target benchmarks.spy:make` names it."""
    plan = Plan(**json.loads(os.environ[VARIABLE]))
    if plan.url:
        return Spy(served(plan.url, profile=profile, fault=plan.fault), plan)
    return Spy(embedded(profile=profile, fault=plan.fault), plan)


class Spy:
    """A target that hands on everything, and notes it."""

    def __init__(self, target: Target, plan: Plan) -> None:
        self._target = target
        self._plan = plan
        self._noted: set[str] = set()
        self.name, self.schemas, self.capabilities = target.name, target.schemas, target.capabilities

    def open_world(self, seed: int) -> "Spied":
        """A world, spied on."""
        return Spied(self, self._target.open_world(seed), self._plan.clumsy)

    def note(self, kind: str, text: str) -> None:
        """Keep a text aside, once."""
        line = json.dumps([kind, text])
        if line not in self._noted:
            self._noted.add(line)
            with Path(self._plan.notes, f"{os.getpid()}.ndjson").open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")


class Spied:
    """A session whose answers are noted; clumsy ones quote people in what they print and how they fail."""

    def __init__(self, spy: Spy, session: Session, clumsy: int) -> None:
        self._spy = spy
        self._session = session
        self._clumsy = clumsy
        self._quotes: dict[str, str] = {}

    def _saw(self, seen: Iterable[Observation]) -> Sequence[Observation]:
        found = tuple(seen)
        for each in found:
            for text in (each.body.decode("utf-8", "replace"), each.request, *each.headers.values()):
                self._spy.note("seen", text)
            if token := credential_in(each):
                self._spy.note("token", token)
                self._quotes[each.reader] = f"{self._quotes.get(each.reader, '')} {token}"
        return found

    def join(self, person: Person, at: float) -> Sequence[Observation]:
        self._spy.note("person", person.name)
        values = (person.handle, person.display, person.email, person.phone, person.bio)
        self._quotes[person.name] = " ".join(values)
        return self._saw(self._session.join(person, at))

    def perform(self, act: Act, at: float) -> Sequence[Observation]:
        quote = self._quotes.get(act.actor, "")
        # the same acts in every world of a history, so that twins stay twins
        dice = Random(hashlib.sha256(f"{act} {at}".encode()).digest()).randrange(100)
        if dice < self._clumsy:
            print(f"{act.actor} is {quote}")
            raise (KeyError if dice % 2 else ValueError)(quote)
        return self._saw(self._session.perform(act, at))

    def look(self, reader: str, surface: str, subjects: Subjects, at: float) -> Iterable[Observation]:
        return self._saw(self._session.look(reader, surface, subjects, at))

    def close(self) -> None:
        self._session.close()
