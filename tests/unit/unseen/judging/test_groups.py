"""Figures about groups: judged just below, at and above the size from which they are shown."""

import pytest

from unseen import promises as p
from unseen.model import Act, Content, Fact, Metric, Place, PolicyError, Thing

SAILING = Metric("audience size", "sailing")
DAY = Act("", "wait", Thing("days", "", 1))
ADCO = Act("the platform", "appoint", Thing("person", "AdCo"), (("value", "advertiser"),))
TITLES = ("knots", "sails", "tides")
ANA_TOO = tuple(Act("Ana", "save", Thing("video", title)) for title in TITLES)
TOPIC, TUTORIAL = ("topic", "sailing"), ("trait", "tutorial")


def sailed(play, fault="", least=10, *acts):
    """Three creators post about sailing, and ten people more than the smallest group save each video."""
    world = play.world(fault)
    world.keyword = "given"
    world.do(Act("the platform", "threshold", Thing("group", "", least)))
    for creator, title in zip(("Cho", "Pia", "Dora"), TITLES, strict=True):
        world.do(Act(creator, "post", Thing("video", title), (TOPIC, TUTORIAL)))
    world.keyword = "when"
    for title in TITLES:
        world.do(Act("", "save", Thing("video", title), (), least + 10))
    for act in acts:
        world.do(act)
    return world


@pytest.mark.parametrize("name", ["sailing", "tutorial"])
@pytest.mark.parametrize("acts", [(), (DAY,), (*ANA_TOO, DAY)])
def test_a_trend_is_shown_from_the_smallest_group(play, name, acts):
    """The size of a theme or a format is shown from k people, named ones included, and never for fewer."""
    world = sailed(play, "", 10, *acts)

    judgement = play.judged(world, p.ShownFrom("Cho", Metric("audience size", name), 10))

    assert judgement.findings == ()
    assert judgement.census.worlds == 3


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("group-of-one-fewer", "is shown the size of the sailing audience for a group of 9, below 10"),
        ("aggregate-differencing", "can subtract two figures about groups, which leaves 1 people"),
    ],
)
def test_a_trend_of_too_few_is_found(play, fault, why):
    """One person fewer than k, or a size told exactly, breaks the promise."""
    judgement = play.judged(sailed(play, fault), p.ShownFrom("Cho", SAILING, 10))

    assert why in " ".join(finding.message for finding in judgement.findings)


@pytest.mark.parametrize(
    ("least", "why"),
    [(8, "is not shown the size of the sailing audience"), (12, "for a group of 11, below 12")],
)
def test_another_threshold_than_the_real_one_is_found(play, least, why):
    """The promise is broken when k is not the real threshold, in either direction."""
    judgement = play.judged(sailed(play), p.ShownFrom("Cho", SAILING, least))

    assert why in judgement.findings[0].message


def test_advertisers_have_a_threshold_of_their_own(play):
    """In the ads manager, an audience is shown from 1,000 people; a fault that goes below is found."""
    promise = p.ShownFrom("AdCo", Metric("audience size", "recipe"), 1000)
    save = Act("", "save", Thing("video", "recipe"), (), 1200)
    for fault, kept in (("", True), ("small-audiences", False)):
        world = play.world(fault)
        for act in (ADCO, Act("Cho", "post", Thing("video", "recipe")), save, DAY):
            world.do(act)
        assert (play.judged(world, promise).findings == ()) is kept


def test_the_number_of_an_act_is_a_figure(play):
    """How many people liked is shown for any group: a promise that it is not is broken."""
    world = play.posted()
    world.do(Act("", "like", Thing("video", "recipe"), (), 5))
    likes = Fact("how many", Act("", "like", Thing("video", "recipe")))

    judgement = play.judged(world, p.ShownFrom("Cho", likes, 4))

    assert "Cho is shown the number of likes for a group of 3, below 4" in judgement.findings[0].message


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (Content(Thing("video", "knots")), "is no figure"),
        (Fact("who", Act("", "save", Thing("video", "knots"))), "is no figure"),
        (Metric("audience size", "chess"), "no group in this scenario"),
        (Fact("how many", Act("", "like", Thing("video", "knots"))), "no group in this scenario"),
    ],
)
def test_what_is_no_group_is_refused(play, data, why):
    """A promise about no figure, or about a group that nobody makes, is a mistake of the policy."""
    with pytest.raises(PolicyError, match=why):
        play.judged(sailed(play), p.ShownFrom("Cho", data, 10))


def test_sizes_are_those_of_the_audience_that_is_named(play):
    """Whoever cannot see one audience may see another."""
    world = sailed(play, "", 10, DAY)

    for name, seen in (("sailing", True), ("chess", False)):
        promise = p.Sees("Cho", Metric("audience size", name), Place("trend report"))
        assert (play.judged(world, promise).findings == ()) is seen


def test_a_group_of_named_people_alone(play):
    """Below the number of its named people a group has no crowd at all."""
    world = play.world()
    world.do(Act("the platform", "threshold", Thing("group", "", 2)))
    for creator, title in zip(("Cho", "Pia", "Dora"), TITLES, strict=True):
        world.do(Act(creator, "post", Thing("video", title), (TOPIC,)))
    for title in TITLES:
        world.do(Act("Ana", "save", Thing("video", title)))
        world.do(Act("", "save", Thing("video", title), (), 3))

    assert play.judged(world, p.ShownFrom("Cho", SAILING, 2)).findings == ()
