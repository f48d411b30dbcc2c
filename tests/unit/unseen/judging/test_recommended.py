"""What is recommended, what it is used for, and what is granted: where the figures decide."""

import pytest

from unseen import promises as p
from unseen.model import Act, PolicyError, Thing

RECIPE, RAMEN = Thing("video", "recipe"), Thing("video", "ramen")
DAY = Act("", "wait", Thing("days", "", 1))


def target(did):
    return Act("Cho", "target", RECIPE, (("did", did),))


@pytest.fixture
def two(play):
    """A world with two videos that rank alike."""
    world = play.posted()
    world.do(Act("Pia", "post", RAMEN))
    return world


def test_what_ranks_alike_is_recommended_alike(play, two):
    """Where readers do not agree, neither of two videos is recommended more."""
    for one, other in ((RECIPE, RAMEN), (RAMEN, RECIPE)):
        assert play.judged(two, p.Recommended(one, "as much", baseline=other)).findings == ()
        for direction in ("more", "less"):
            assert play.judged(two, p.Recommended(one, direction, baseline=other)).findings


@pytest.mark.parametrize(("one", "other", "direction"), [(RECIPE, RAMEN, "more"), (RAMEN, RECIPE, "less")])
def test_everybody_agrees_on_what_ranks_higher(play, two, one, other, direction):
    """What many like stands higher with all who play no part."""
    two.do(Act("", "like", RECIPE, (), 40))

    assert play.judged(two, p.Recommended(one, direction, baseline=other)).findings == ()


@pytest.mark.parametrize(("count", "kept"), [(0, True), (3, True), (2, False), (4, False)])
def test_a_number_of_uses_is_exact(play, count, kept):
    """The purpose log must speak of exactly as many acts as the promise names, if it names any."""
    world = play.posted()
    world.do(Act("", "like", RECIPE, (), 3))
    judgement = play.judged(world, p.Used("", "likes", "ranking", count=count))

    assert (judgement.findings == ()) is kept
    if not kept:
        assert judgement.findings[0].message == f"{count} likes should be used for ranking"


@pytest.mark.parametrize(("did", "kept"), [("like", True), ("save", False)])
def test_what_is_granted_is_allowed(play, did, kept):
    """A request that is granted is allowed, and one that is refused is not."""
    world = play.posted()
    world.do(target(did))
    judgement = play.judged(world, p.Allowed())

    assert (judgement.findings == ()) is kept
    if not kept:
        assert judgement.findings[0].message == "the platform refuses Cho: it answers 403"


def test_nothing_asked_is_nothing_allowed(play):
    """The platform cannot allow what nobody asked."""
    with pytest.raises(PolicyError, match="nothing was asked"):
        play.judged(play.world(), p.Allowed())
