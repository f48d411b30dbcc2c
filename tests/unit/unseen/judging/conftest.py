"""A world in which Cho has posted two videos and Ben one, for promises to be judged in."""

import pytest

from unseen import promises as p
from unseen.model import Act, Thing


@pytest.fixture
def happened(play):
    """Worlds in which these acts have happened, without or with a leak."""

    def happen(acts, fault=""):
        world = play.posted(fault)
        world.do(Act("Cho", "post", Thing("video", "ramen"), (("topic", "cooking"),)))
        world.keyword = "given"
        world.do(Act("Ben", "post", Thing("video", "reply")))
        world.keyword = "when"
        world.promise(p.Conforms("Cho"))
        world.introduce("Ana")
        world.introduce("Ben")
        for act in acts:
            world.do(act)
        return world

    return happen
