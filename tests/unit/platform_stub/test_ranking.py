"""What is recommended, what saves have to do with it, and what they were used for."""

from itertools import product

import pytest

from platform_stub import Platform, Profile
from platform_stub.ranking import step

NEXT_DAY = "2026-01-02T00:00:00Z"


def order(world, who):
    return [item["title"] for item in world.get(who, "/feed/for-you").json["items"]]


@pytest.fixture
def two(open_world):
    """A world with two videos of Cho's, of which the one that comes second for Ana is returned first."""
    world = open_world()
    world.join("ana", "ben", "cho")
    videos = {title: world.video("cho", title, topic=topic) for title, topic in (("a", "x"), ("b", "y"))}
    last, first = reversed(order(world, "ana"))
    return world, last, first, videos


class TestSteps:
    @pytest.mark.parametrize(
        ("savers", "counted"),
        [
            (0, 0),
            (49, 0),
            (50, 50),
            (99, 50),
            (100, 100),
            (249, 100),
            (250, 250),
            (499, 250),
            (500, 500),
            (999, 500),
            (1000, 1000),
            (4999, 2500),
            (9999, 5000),
            (10_000, 10_000),
        ],
    )
    def test_savers_count_in_steps(self, savers, counted):
        """Below k savers count for nothing, then in steps of k, 2k, 5k, 10k …"""
        assert step(savers, 50) == counted

    def test_any_step_of_one(self):
        """With k = 1 the steps are 1, 2, 5, 10."""
        assert [step(n, 1) for n in (0, 1, 2, 4, 5, 9, 10)] == [0, 1, 2, 2, 5, 5, 10]


class TestGroups:
    def test_saves_below_k_move_nothing(self, two):
        """Below k savers, nobody else's feed moves, then or later."""
        world, last, first, videos = two
        world.crowd("save", 49, videos[last])
        world.now = NEXT_DAY

        assert order(world, "ana") == [first, last]

    def test_saves_from_k_lift_after_midnight(self, two):
        """From k savers a video rises, but only after midnight."""
        world, last, first, videos = two
        world.crowd("save", 50, videos[last])
        assert order(world, "ana") == [first, last]
        world.now = NEXT_DAY

        assert order(world, "ana") == order(world, "ben") == order(world, None) == [last, first]

    def test_taking_saves_back(self, two):
        """Saves taken back stop counting after the next midnight."""
        world, last, first, videos = two
        world.crowd("save", 50, videos[last])
        world.now = NEXT_DAY
        world.crowd("unsave", 1, videos[last])
        assert order(world, "ana") == [last, first]
        world.now = "2026-01-03T00:00:00Z"

        assert order(world, "ana") == [first, last]

    def test_rate_matters(self, two):
        """Of two videos with as many savers, the one with fewer views is recommended more."""
        world, last, first, videos = two
        for title, views in ((last, 200), (first, 10_000)):
            world.crowd("view", views, videos[title])
            world.crowd("save", 80, videos[title])
        world.now = NEXT_DAY

        assert order(world, "ana") == [last, first]

    @pytest.mark.parametrize("verb", ["like", "comment", "share", "repost", "view"])
    def test_other_signals_count_at_once(self, two, verb):
        """Likes, comments, shares, reposts and views lift a video at once."""
        world, last, first, videos = two
        world.crowd(verb, 5, videos[last])

        assert order(world, "ana") == [last, first]

    def test_opted_out_savers_do_not_count(self, two):
        """Somebody who opts out leaves the group, earlier saves included, and rejoins on opting in."""
        world, last, first, videos = two
        world.put("ben", f"/me/saves/{videos[last]}", {})
        world.put(None, "/control/threshold", {"k": 1})
        world.set("ben", **{"use of my saves": "off"})
        world.set("ben", **{"use of my saves": "off"})
        world.now = NEXT_DAY
        assert order(world, "ana") == [first, last]
        world.set("ben", **{"use of my saves": "on"})
        world.now = "2026-01-03T00:00:00Z"
        assert order(world, "ana") == [last, first]
        world.set("ben", **{"use of my saves": "off"})
        world.delete("ben", f"/me/saves/{videos[last]}")
        world.put("ben", f"/me/saves/{videos[last]}", {})
        world.now = "2026-01-04T00:00:00Z"

        assert order(world, "ana") == [first, last]


class TestOwnSaves:
    def test_own_saves_lift_a_topic(self, two):
        """A person's saves lift videos of that topic in that person's feed at once, in nobody else's."""
        world, last, first, _ = two
        other = world.video("ben", "other", topic={"a": "x", "b": "y"}[last])
        others = order(world, "cho")
        world.put("ana", f"/me/saves/{other}", {})

        assert order(world, "ana").index(last) < order(world, "ana").index(first)
        assert order(world, "cho") == others

    def test_opting_out(self, two):
        """With use of my saves off, own saves move nothing, and the collection stays."""
        world, last, first, videos = two
        world.put("ana", f"/me/saves/{videos[last]}", {})
        assert order(world, "ana") == [last, first]
        world.set("ana", **{"use of my saves": "off"})

        assert order(world, "ana") == [first, last]
        assert len(world.get("ana", "/people/ana/collections/saved").json["items"]) == 1

    def test_saves_without_topic(self, world):
        """A saved video without a topic, or one that is gone, speaks for nothing."""
        plain, gone = world.video("cho", "plain"), world.video("cho", "gone", topic="x")
        world.video("cho", "third")
        before = order(world, "ana")
        world.put("ana", f"/me/saves/{plain}", {})
        world.put("ana", f"/me/saves/{gone}", {})
        world.delete("cho", f"/me/videos/{gone}")

        assert order(world, "ana") == [title for title in before if title != "gone"]


class TestPurposes:
    @staticmethod
    def log(world):
        entries = world.get(None, "/control/purposes").json["entries"]
        return {(entry["data"], entry["purpose"], entry["subjects"]): entry["count"] for entry in entries}

    def test_one_saver(self, world):
        """One person's saves serve that person's own ranking only, and only as they speak for a topic."""
        for video in (world.video("cho", "ramen", topic="cooking"), world.video("cho", "knots")):
            world.put("ana", f"/me/saves/{video}", {})

        assert self.log(world) == {("saves", "ranking", "ana"): 1}

    def test_opted_out(self, world):
        """Saves of somebody who opted out are used for nothing."""
        world.put("ana", f"/me/saves/{world.video('cho', 'ramen', topic='cooking')}", {})
        world.set("ana", **{"use of my saves": "off"})

        assert self.log(world) == {}

    def test_what_moves_the_score(self, world):
        """Likes are used at once, saves from k on and a day later; neither for what it does not move."""
        knots = world.video("cho", "knots")
        world.crowd("save", 80, knots)
        world.crowd("like", 3, knots)
        likes = {("likes", purpose, "group"): 3 for purpose in ("ranking", "popularity")}
        saves = {("saves", purpose, "group"): 80 for purpose in ("ranking", "popularity", "quality")}
        assert self.log(world) == likes

        world.now = NEXT_DAY
        assert self.log(world) == likes | saves
        world.crowd("view", 5, knots)
        assert self.log(world)["views", "quality", "group"] == 5
        world.delete("cho", f"/me/videos/{knots}")
        assert self.log(world) == {}

    @pytest.mark.parametrize(("savers", "used"), [(50, True), (49, False)])
    def test_what_a_video_is_about(self, world, savers, used):
        """Saves say what a video is about, and whom it is for, where a group of its savers share a topic."""
        for video in (world.video("cho", "ramen", topic="cooking"), world.video("cho", "knots")):
            world.crowd("save", savers, video)
        world.now = NEXT_DAY

        for purpose in ("categories", "audiences"):
            assert (("saves", purpose, "group") in self.log(world)) is used

    @pytest.mark.parametrize("creators", [("ana", "ben"), ("ana", "ben", "cho")])
    def test_trends(self, world, creators):
        """Saves are used for trends where there is a trend; likes never are."""
        for creator in creators:
            video = world.video(creator, f"{creator}'s", topic="sailing")
            world.crowd("save", 60, video)
            world.crowd("like", 60, video)
        world.now = NEXT_DAY

        log = self.log(world)
        assert log.get(("saves", "trends", "group")) == (50 if len(creators) == 3 else None)
        assert ("likes", "ranking", "group") in log
        assert not {("likes", "trends", "group"), ("likes", "audiences", "group")} & log.keys()


class TestFigures:
    def test_analytics_equal_acts(self, world, recipe):
        """Creator analytics shows exactly what was done, latest video first."""
        for verb, count in (("view", 120), ("like", 30), ("comment", 4), ("share", 3), ("repost", 2)):
            world.crowd(verb, count, recipe)
        world.crowd("save", 45, recipe)
        world.crowd("follow", 7, handle="cho")
        world.crowd("visit", 6, handle="cho")
        world.crowd("unlike", 1, recipe)
        world.crowd("unfollow", 1, handle="cho")
        newer = world.video("cho", "newer")

        assert world.get("cho", "/me/analytics").json == {
            "followers": 6,
            "profile_visits": 6,
            "searches": [],
            "videos": [
                dict.fromkeys(("views", "likes", "comments", "shares", "reposts"), 0)
                | {"id": newer, "title": "newer", "sources": []},
                {
                    "id": recipe,
                    "title": "recipe",
                    "views": 120,
                    "likes": 29,
                    "comments": 4,
                    "shares": 3,
                    "reposts": 2,
                    "sources": [{"name": "elsewhere", "views": 120}],
                },
            ],
        }

    def test_mean_watch_time_needs_k(self, world, recipe):
        """The mean watch time is shown from k watchers, as it stood at the last midnight."""
        world.put(None, "/control/threshold", {"k": 2})
        for who, seconds in (("ana", 10), ("ana", 20), ("ben", 31)):
            world.post(who, f"/videos/{recipe}/views", {"seconds": seconds})
            assert "mean_watch_seconds" not in world.get("cho", "/me/analytics").json["videos"][0]
        world.now = NEXT_DAY
        shown = world.get("cho", "/me/analytics").json["videos"][0]["mean_watch_seconds"]
        world.post("ben", f"/videos/{recipe}/views", {"seconds": 900})

        assert shown == 20
        assert world.get("cho", "/me/analytics").json["videos"][0]["mean_watch_seconds"] == shown

    def test_two_crowds(self, world, recipe):
        """The members of a crowd are the same people for every verb; the other crowd is nobody of them."""
        world.crowd("like", 5, recipe)
        world.crowd("like", 3, recipe)
        assert world.get("cho", f"/videos/{recipe}").json["metrics"]["likes"] == 5
        world.crowd("like", 3, recipe, others=True)

        assert world.get("cho", f"/videos/{recipe}").json["metrics"]["likes"] == 8
        assert world.get("cho", "/search?q=member").json["people"] == []

    def test_crowds_have_no_pages(self, world, recipe):
        """That a member of the crowd exists cannot be asked, so it cannot tell what the crowd saved."""
        before = list(world.everything("cho", ["crowd~1"], [recipe]))
        world.crowd("save", 5, recipe)

        assert list(world.everything("cho", ["crowd~1"], [recipe])) == before
        assert world.post("cho", "/people/crowd~1/messages", {"text": "hi"}).status == 404

    def test_profile_that_shows_counts(self):
        """A profile may show how many saved, in steps from k on, a day later; no tool is told at all."""
        steps = {1: None, 2: 2, 3: 2, 4: 4}
        for shown, savers in product((True, False), steps):
            platform = Platform(profile=Profile("other", shows_save_count=shown, k=2))
            platform.acts.sign_up("cho", "Cho", 30)
            video = platform.acts.post("cho", "recipe")
            platform.crowd("save", savers, video)
            assert "saves" not in platform.views.video_page(None, video)["metrics"]
            platform.turn_clock("2026-01-02T00:00:00Z")
            expected = steps[savers] if shown else None
            assert platform.views.video_page(None, video)["metrics"].get("saves") == expected
            assert platform.views.analytics("cho")["videos"][0].get("saves") == expected
            assert "saves" not in platform.views.embed(None, video)["metrics"]
            last = f",{expected or ''}" if shown else ""
            assert platform.views.export("cho").endswith(f"recipe,0,0,0,0,0{last}\r\n")


class TestFollowing:
    def test_posts_and_reposts_of_the_followed(self, world, recipe):
        """Following shows what the followed posted and reposted, latest first, each once."""
        world.now = "2026-01-01T10:00:00Z"
        world.put("ana", "/me/following/ben")
        world.put("ana", "/me/following/cho")
        world.video("ben", "song")
        world.video("cho", "diary", audience="only me")
        world.now = "2026-01-01T11:00:00Z"
        world.put("ben", f"/me/reposts/{recipe}")
        world.put("ben", f"/me/reposts/{recipe}")

        titles = [item["title"] for item in world.get("ana", "/feed/following").json["items"]]
        assert titles == ["recipe", "song"]
        assert order(world, "ben") == ["recipe"]
