"""Consequences: what an offender loses, beside the world in which nothing was done."""

import pytest

from unseen import promises as p
from unseen.model import Act, PolicyError, Thing

GRANT = Act("Cho", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),))
TAKE_BACK = Act("Cho", "withdraw-grant", Thing("tool", "StatApp"))


def told(play, fault, given, when):
    world = play.posted(fault)
    for keyword, acts in (("given", given), ("when", when)):
        world.keyword = keyword
        for act in acts:
            world.do(act)
    return world


def test_access_is_lost(play):
    """A tool whose permission was taken back has nothing left."""
    judgement = play.judged(told(play, "", [GRANT], [TAKE_BACK]), p.LosesAccess("StatApp"))

    assert judgement.findings == ()
    assert judgement.census.observations


def test_access_is_kept_in_spite(play):
    """A tool that is still answered is a finding that names what answers."""
    world = told(play, "grant-survives-withdrawal", [GRANT], [TAKE_BACK])
    (finding,) = play.judged(world, p.LosesAccess("StatApp")).findings

    assert finding.message == "StatApp still has access: app interface answers 200"


def test_no_access_to_lose(play):
    """Who could use nothing before cannot lose it."""
    with pytest.raises(PolicyError, match="no access that could be lost"):
        play.judged(told(play, "", [], [GRANT, TAKE_BACK]), p.LosesAccess("StatApp"))
