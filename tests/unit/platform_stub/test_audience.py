"""The simulated audience: who they are, what they keep, and that nothing else moves them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from platform_stub import Platform
from platform_stub.audience import TRAITS, Reached, personas

LATER = "2026-02-01T00:00:00Z"


def posted(*videos, seed="s"):
    """A platform with these videos of Cho's: title, traits and seconds; and a month later."""
    platform = Platform(seed)
    platform.acts.sign_up("cho", "Cho", 30)
    ids = [platform.acts.post("cho", title, "", traits, seconds) for title, traits, seconds in videos]
    platform.turn_clock(LATER)
    return platform, [platform.state.videos[video] for video in ids]


def saves(platform, video):
    return platform.audience.reached(video, platform.today).saves


def test_the_audience_looks_on_where_traits_matter():
    """Without a trait or a length of its own in the world nobody looks on; with one, everything is met."""
    platform, (plain,) = posted(("plain", [], 180))
    assert platform.audience.reached(plain, platform.today) == Reached()
    platform, (plain, _) = posted(("plain", [], 180), ("lesson", ["tutorial"], 180))
    assert platform.audience.reached(plain, platform.today).views > 100


@pytest.mark.parametrize("seed", ["1", "2", "another"])
def test_every_trait_and_brevity_earn_saves(seed):
    """For any seed, each trait and a short length bring more than a group of savers, their lack fewer."""
    told = [("plain", [], 180), ("short", [], 20), ("brief", [], 60)]
    told += [(trait, [trait], 180) for trait in TRAITS]
    platform, (plain, *better) = posted(*told, seed=seed)

    assert saves(platform, plain) < 50
    assert all(saves(platform, video) >= 50 for video in better)


def test_long_videos_deter():
    """A useful video is saved less the longer it lasts."""
    told = [("useful", ["tutorial"], seconds) for seconds in (180, 400, 900)]
    platform, videos = posted(*((f"useful {seconds}", traits, seconds) for _, traits, seconds in told))
    counts = [saves(platform, video) for video in videos]

    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == len(counts)


def test_two_videos_differ_in_saves_alone():
    """The same people watch and like two videos of one topic, whatever these offer."""
    platform, videos = posted(("plain", [], 180), ("lesson", ["tutorial"], 180))
    one, other = (platform.audience.reached(video, platform.today) for video in videos)

    assert replace(one, saves=0) == replace(other, saves=0)


def test_figures_grow_for_a_fortnight():
    """Nobody has met a video on the day it is posted; each day more have, until a fortnight has passed."""
    platform, (video,) = posted(("lesson", ["tutorial"], 180))
    days = [platform.audience.reached(video, f"2026-01-{day:02}") for day in range(1, 20)]

    assert days[0] == Reached()
    assert all(one.views <= next_one.views for one, next_one in pairwise(days))
    assert days[1].views < days[14].views
    assert days[14:] == [days[14]] * 5


def test_figures_are_shown_and_counted():
    """Views and likes of the audience are in the public figures, its views come from For You, saves rank."""
    platform, (video,) = posted(("lesson", ["tutorial"], 180))
    met = platform.audience.reached(video, platform.today)
    row = platform.views.analytics("cho")["videos"][0]

    assert (row["views"], row["likes"]) == (met.views, met.likes)
    assert row["sources"] == [{"name": "For You", "views": met.views}]
    assert "saves" not in row
    assert platform.ranking.group_saves(video, platform.today) == 100
    log = {(one.data, one.purpose): one.count for one in platform.ranking.purposes(platform.today)}
    assert log["saves", "ranking"] == met.saves


def test_what_is_not_for_everyone_is_met_by_nobody():
    """A private account's videos are not met by the audience."""
    platform, (video,) = posted(("lesson", ["tutorial"], 180))
    platform.acts.change_settings("cho", {"account privacy": "private"})

    assert platform.audience.reached(video, platform.today) == Reached()


def test_the_audience_follows_from_the_seed():
    """One seed makes the same people on every machine, another seed others; interests move what they keep."""
    assert personas("1") == personas("1") != personas("2")
    assert len({persona.name for persona in personas("1")}) > 590
    platform = Platform("s")
    platform.acts.sign_up("cho", "Cho", 30)
    titles = {topic: platform.acts.post("cho", "x", topic, ["insight"]) for topic in ("cooking", "tax law")}
    platform.turn_clock(LATER)
    likes = {
        topic: platform.audience.reached(platform.state.videos[video], platform.today).likes
        for topic, video in titles.items()
    }
    assert likes["cooking"] > likes["tax law"]
