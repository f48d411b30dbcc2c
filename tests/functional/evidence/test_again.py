"""What was kept of a scenario is judged as the platform was, whatever leaks, and whoever the people are."""

import gzip
from pathlib import Path

import pytest

from unseen.canary import MARKS, Cast
from unseen.evidence.keeping import Keeping
from unseen.evidence.markers import Marked
from unseen.evidence.replay import Replay
from unseen.evidence.store import Store
from unseen.evidence.writer import Writer
from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Verdict
from unseen.oracles.canary import Credentials, contacts
from unseen.oracles.schema import Schemas
from unseen.play import Play
from unseen.policy import read_policy
from unseen.record import encode
from unseen.statements import Statements
from unseen.targets.stub import embedded
from unseen.vocabulary import Vocabulary
from unseen.world import World

VOCABULARY = Vocabulary.packaged()
SCHEMAS = Schemas.load(HOME / "schemas")
JUDGE = Judge(SCHEMAS, Statements.load(HOME / "features" / "statements.toml", VOCABULARY))
POLICY = {planned.id: planned for planned in read_policy([HOME / "features"]).scenarios}


def play(planned, target, seed, cast=None, worlds=None):
    """What a scenario comes to on a target."""

    def open_world():
        oracles = (SCHEMAS.oracle, contacts, Credentials())
        world = World(target, seed=seed, judge=JUDGE, oracles=oracles, cast=cast)
        if worlds is not None:
            worlds.append(world)
        return world

    return Play(planned, VOCABULARY, lambda: 0.0, open_world).run()


def breaking(clause, number=0):
    """A scenario about a clause."""
    return [planned for planned in POLICY.values() if clause in planned.planned.clauses][number]


CASES = [
    ("", "INT-2", 1),
    ("body-extra-field", "INT-2", 2),
    ("cursor-encodes-identity", "TPT-3", 3),
    ("notification-names-saver", "NOT-1", 4),
    ("copy-includes-savers", "TPT-17", 5),
    ("webhook-names-likers", "TPT-11", 6),
    ("existence-status-difference", "CTL-4", 7),
    ("list-order-by-saves", "NOT-2", 8),
    ("research-names-savers", "RES-1", 9),
]


@pytest.mark.parametrize(("fault", "clause", "seed"), CASES)
def test_same(tmp_path: Path, fault: str, clause: str, seed: int) -> None:
    """The same verdict, findings and words as before; and nobody is in what it was judged by."""
    from unseen.targets.stub import fault_list

    breaks = {each.slug: each.breaks for each in fault_list()}
    planned = breaking(breaks.get(fault, (clause,))[0])
    target = embedded(fault=fault)
    writer, worlds = Writer(tmp_path, seed, target.capabilities().salts), []
    writer.target(target)
    with writer.scenario(planned.id) as tape:
        then = play(planned, Keeping(target, tape), seed, worlds=worlds)

    store = Store.open(tmp_path)
    replayed = Replay(store, HOME / "schemas").scenario(planned.id)
    now = play(planned, replayed, seed, Marked(seed, store.capabilities.salts))
    assert encode(now) == encode(then)
    assert then.verdict in (Verdict.KEPT, Verdict.BROKEN, Verdict.NOT_APPLICABLE)

    cast = Cast(seed)
    names = {person.name for world in worlds for person in world.cast.people}
    for path in tmp_path.rglob("*.gz"):
        data = gzip.decompress(path.read_bytes())
        assert not any(mark.encode() in data.lower() for mark in MARKS)
        assert not any(hit for name in names for hit in cast.find(cast.person(name), data))


def test_other_judge(tmp_path: Path) -> None:
    """A scenario that asks something else than it did then has no verdict from what was kept."""
    planned, other = breaking("INT-2"), breaking("NOT-1")
    target = embedded()
    writer = Writer(tmp_path, 1)
    writer.target(target)
    with writer.scenario(other.id) as tape:
        play(planned, Keeping(target, tape), 1)
    replayed = Replay(Store.open(tmp_path), HOME / "schemas").scenario(other.id)
    now = play(other, replayed, 1, Marked(1))
    assert now.verdict is Verdict.INCONCLUSIVE
    assert "the evidence goes on with" in now.reason or "the evidence ends before" in now.reason
