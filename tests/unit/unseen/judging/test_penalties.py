"""Consequences: what an offender loses, beside the world in which nothing was done."""

import re

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


SCRAPE = Act(
    "StatApp", "ask", Thing("fact", "recipe"), (("did", "save"), ("data", "who"), ("way", "scraping"))
)
WARNING = p.Warned("Cho", "outside tools may cost the account")
TWICE = [SCRAPE, GRANT, SCRAPE]


@pytest.mark.parametrize(
    ("when", "promise", "fault", "message"),
    [
        ([SCRAPE], WARNING, "collecting-without-warning", "is warned 0 times"),
        ([SCRAPE], p.LosesAccess("StatApp"), "tools-keep-collecting", "still has access"),
        (TWICE, p.Suspended("Cho"), "suspension-without-effect", "can still act"),
        ([SCRAPE], p.Refused(), "collecting-unnoticed", "does not refuse|but not because"),
    ],
)
def test_consequences(play, when, promise, fault, message):
    """Each consequence follows on the clean platform, and is missed where the platform is at fault."""
    if isinstance(promise, p.Refused):
        promise = p.Refused("collecting data without permission is forbidden")
    clean = play.judged(told(play, "", [GRANT], when), promise)
    assert clean.findings == ()
    assert clean.census.observations

    findings = play.judged(told(play, fault, [GRANT], when), promise).findings
    assert findings
    assert all(re.search(message, finding.message) for finding in findings)


def test_an_account_is_lost(play):
    """After the third time its holder can neither look nor act."""
    week = Act("", "wait", Thing("days", "", 8))
    world = told(play, "", [GRANT], [*TWICE, week, GRANT, SCRAPE])

    assert play.judged(world, p.LosesAccess("Cho")).findings == ()


def test_nobody_to_suspend(play):
    """Whoever could do nothing before cannot be suspended."""
    world = told(play, "", [GRANT, *TWICE], [Act("Ana", "like", Thing("video", "recipe"))])

    with pytest.raises(PolicyError, match="could do nothing before"):
        play.judged(world, p.Suspended("Cho"))
