"""Nobody is in what a run leaves behind."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.privacy import Asked, searched
from benchmarks.searched import texts
from unseen.canary import MARKS, Cast
from unseen.targets.stub import embedded

if TYPE_CHECKING:
    from conftest import Bundle

PEOPLE = ("Ana", "Ben", "Cho", "Ana's double", "Ben's double", "a stranger")


class Nobody:
    """Looks for the people of a seed, and for what the platform gives them to sign in with."""

    def __init__(self, seed: int) -> None:
        self._cast, session = Cast(seed), embedded().open_world(seed)
        self._people = [self._cast.person(name) for name in PEOPLE]
        self._tokens = [session.join(person, 0.0)[0].document["token"].encode() for person in self._people]

    def is_in(self, where: str, data: bytes) -> None:
        """No value of anybody in any encoding is, no mark, no credential."""
        for person in self._people:
            hits = list(self._cast.find(person, data))
            assert not hits, f"{where}: {hits[0]}: {data[hits[0].start - 30 : hits[0].end + 30]!r}"
        assert not any(mark.encode() in data.lower() for mark in MARKS), where
        assert not any(token in data for token in self._tokens), where


def test_nobody(audited: "Callable[..., Bundle]") -> None:
    """Record, reports, evidence and terminal of a leaking platform hold no value of anybody, and no token."""
    bundle = audited("--fault", "body-extra-field", "--seed", "5")
    found = dict(texts(bundle.directory)) | {"printed": bundle.printed.encode()}
    assert len([name for name in found if name.endswith(".ndjson.gz")]) == 3
    nobody = Nobody(5)
    for name, data in found.items():
        nobody.is_in(name, data)


CLUMSY = """
from unseen.targets.stub import embedded


class Clumsy:
    def __init__(self, target):
        self.target, self.name, self.schemas = target, target.name, target.schemas
        self.capabilities = target.capabilities

    def open_world(self, seed):
        return Session(self.target.open_world(seed))


class Session:
    def __init__(self, session):
        self.session, self.people, self.tokens = session, {}, {}
        self.look, self.close = session.look, session.close

    def join(self, person, at):
        self.people[person.name] = person
        print("joined by", person.email)
        seen = self.session.join(person, at)
        self.tokens[person.name] = seen[0].document["token"]
        return seen

    def perform(self, act, at):
        if act.verb in ("save", "like"):
            person = self.people[act.actor]
            quoted = f"{person.handle} {person.email} {person.phone} {person.bio} {person.display}"
            raise KeyError(f"{quoted} {self.tokens[act.actor]} {self.tokens[act.actor][::-1].upper()}")
        return self.session.perform(act, at)


def make(profile="seed"):
    return Clumsy(embedded(profile=profile))
"""


def test_tracebacks(policy: Path) -> None:
    """An adapter that fails, and quotes people and credentials, does not bring them into logs or evidence."""
    (policy / "clumsy.py").write_text(CLUMSY)
    words = [
        "-m",
        "pytest",
        "policy",
        "-o",
        "unseen_features=true",
        "-o",
        "python_files=",
        "-rA",
        "-p",
        "no:randomly",
    ]
    words += ["--unseen-target", "clumsy:make", "--unseen-record", "clumsy/run.ndjson", "--unseen-evidence"]
    ran = subprocess.run(
        [sys.executable, *words, "clumsy/evidence"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(policy)},
        cwd=policy,
    )
    assert b"KeyError" in ran.stdout
    assert b"joined by" in ran.stdout
    nobody = Nobody(1)
    nobody.is_in("terminal", ran.stdout + ran.stderr)
    for name, data in texts(policy / "clumsy"):
        nobody.is_in(name, data)


@pytest.mark.parametrize(
    ("number", "way", "workers"),
    [(0, "over HTTP, and the platform dies", "1"), (2, "an adapter that fails", "2")],
)
def test_left_behind(number: int, way: str, workers: str) -> None:
    """A run that fails on its way, in all formats, leaves no byte that names anybody: the bench, twice."""
    asked = Asked(number, 31 + number, "body-extra-field", "seed", "conclusion.feature", way, workers, "json")
    left = searched(asked)
    assert left.found == ()
    assert left.people >= 3
    assert left.tokens >= 3
    assert left.values >= 10
    assert left.files >= 40
    assert left.verdicts["inconclusive"]
