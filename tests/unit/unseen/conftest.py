"""A world to play in, in words as short as the tests need."""

import pytest

from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Act, Thing
from unseen.oracles.schema import Schemas
from unseen.targets.stub import embedded
from unseen.world import World

RECIPE = Thing("video", "recipe")


@pytest.fixture(scope="session")
def schemas():
    """The packaged schemas."""
    return Schemas.load(HOME / "schemas")


class Playground:
    """Opens worlds and tells them what happens; closes them in the end."""

    def __init__(self, schemas):
        self.schemas = schemas
        self.opened = []

    def world(self, fault="", *, target=None, oracles=(), judge=None):
        """A world on the reference platform, or on this target."""
        target = target or embedded(fault=fault)
        world = World(target, seed=1, judge=judge or Judge(self.schemas), oracles=oracles)
        self.opened.append(world)
        return world

    def posted(self, fault="", **options):
        """A world in which Cho has posted the recipe; acts are those of a When from here on."""
        world = self.world(fault, **options)
        world.do(Act("Cho", "post", RECIPE, (("topic", "cooking"),)))
        world.keyword = "when"
        return world

    def judged(self, world, promise):
        """The judgement of a promise."""
        world.promise(promise)
        return world.judgements[-1][1]


@pytest.fixture
def play(schemas):
    """Worlds to play in."""
    playground = Playground(schemas)
    yield playground
    for world in playground.opened:
        world.close()
