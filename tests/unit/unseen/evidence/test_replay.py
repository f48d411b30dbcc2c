"""A platform made of what was kept: it fails as the platform failed, and never makes an answer up."""

import gzip
from pathlib import Path

import pytest

from unseen.canary import Cast
from unseen.evidence.keeping import Keeping
from unseen.evidence.replay import Replay
from unseen.evidence.store import Store
from unseen.evidence.writer import Writer, scenario_path
from unseen.model import Act, Observation, Thing
from unseen.target import Capabilities, NotOffered, Subjects, TargetError

CAST = Cast(1)
POST = Act("Cho", "post", Thing("video", "recipe"))


class Moody:
    """A platform that fails in every way: its sessions raise what they are told to."""

    name, schemas = "moody", Path("schemas")

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)

    def capabilities(self) -> Capabilities:
        return Capabilities(frozenset({"post"}), ("profile",), frozenset())

    def open_world(self, seed: int) -> "Moody":
        return self

    def join(self, person, at):
        return [Observation(person.name, "profile", "profile", "GET /me", 200, {}, b'{"here": true}')]

    def perform(self, act, at):
        raise self._failures.pop(0)

    def look(self, reader, surface, subjects, at):
        return []

    def close(self) -> None:
        """Nothing."""


def kept(directory: Path, *failures: Exception) -> Replay:
    """A platform that failed so, as it was kept."""
    target = Moody(*failures)
    writer = Writer(directory, 1)
    writer.target(target)
    with writer.scenario("one") as tape:
        session = Keeping(target, tape).open_world(1)
        session.join(CAST.person("Cho"), 0.0)
        for failure in failures:
            with pytest.raises(type(failure)):
                session.perform(POST, 1.0)
        session.look("Cho", "profile", Subjects(("Cho",)), 2.0)
        session.close()
    return Replay(Store.open(directory), Path("schemas"))


def test_fails_as_it_failed(tmp_path: Path) -> None:
    """What was not offered is not offered, what failed fails, whatever else was raised is a failure too."""
    replay = kept(tmp_path, NotOffered("no such thing"), TargetError("it is down"), KeyError("x"))
    session = replay.scenario("one").open_world(1)
    session.join(CAST.person("Cho"), 0.0)
    with pytest.raises(NotOffered, match="no such thing"):
        session.perform(POST, 1.0)
    with pytest.raises(TargetError, match="it is down"):
        session.perform(POST, 1.0)
    with pytest.raises(TargetError, match="KeyError: 'x'"):
        session.perform(POST, 1.0)
    assert session.look("Cho", "profile", Subjects(("Cho",)), 2.0) == []
    session.close()


def test_nothing_is_made_up(tmp_path: Path) -> None:
    """Without a scenario, its evidence or a body there is no answer, and it is said why."""
    replay = kept(tmp_path)
    with pytest.raises(TargetError, match="scenario by scenario only"):
        replay.open_world(1)
    with pytest.raises(TargetError, match="cannot be read: no such file"):
        replay.scenario("two").open_world(1)
    path = scenario_path(tmp_path, "one")
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"here", b"gone")))
    session = replay.scenario("one").open_world(1)
    with pytest.raises(TargetError, match="no body has the digest"):
        session.join(CAST.person("Cho"), 0.0)
    path.write_bytes(b"no archive")
    with pytest.raises(TargetError, match="the file is damaged"):
        replay.scenario("one").open_world(1)
    assert replay.scenario("one").capabilities().verbs == {"post"}
    assert replay.scenario("one").name == "moody"


def test_ends(tmp_path: Path) -> None:
    """A call after the last one has no answer, and one that differs is told beside what was kept."""
    replay = kept(tmp_path)
    session = replay.scenario("one").open_world(1)
    with pytest.raises(TargetError, match=r"asked was `join person Ana.*goes on with `join person Cho"):
        session.join(CAST.person("Ana"), 0.0)
    session = replay.scenario("one").open_world(1)
    session.join(CAST.person("Cho"), 0.0)
    session.look("Cho", "profile", Subjects(("Cho",)), 2.0)
    session.close()
    with pytest.raises(TargetError, match="the evidence ends before `close in world 0`"):
        session.close()
