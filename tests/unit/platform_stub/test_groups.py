"""Groups of people who saved alike: how they are counted, and what is released of them."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_stub.groups import allowed, band

NEXT_DAY = "2026-01-02T00:00:00Z"
MISSING, MALFORMED = 404, 400


def trends(world):
    return world.get(None, "/trends").json


def audiences(world, who="adco"):
    return world.get(who, "/me/ads").json["audiences"]


@pytest.fixture
def sea(open_world):
    """A world with k = 10, an advertiser, and a video about sailing by each of three creators."""
    world = open_world(k=10)
    world.join("adco", "ana", "cho", "dev", "eve")
    world.put(None, "/control/roles/adco", {"role": "advertiser"})
    videos = [
        world.video(who, "knots", topic="sailing", traits=["tutorial"]) for who in ("cho", "dev", "eve")
    ]
    return world, videos


class TestTrends:
    def test_a_trend_is_a_theme_or_a_format_by_age(self, sea):
        """From k people, and after midnight, themes and formats are told with the age of those who save."""
        world, videos = sea
        for video in videos:
            world.crowd("save", 25, video)
        assert trends(world) == {"themes": [], "formats": []}
        world.now = NEXT_DAY

        line = {"group": "25 to 34", "people": 20}
        assert trends(world) == {
            "themes": [{"name": "sailing"} | line],
            "formats": [{"name": "tutorial"} | line],
        }

    @pytest.mark.parametrize(
        ("savers", "told"),
        [
            ((9, 9, 9), False),
            ((10, 10, 10), True),
            ((30, 30, 0), False),
            ((49, 12, 12), True),
            ((50, 12, 12), False),
        ],
    )
    def test_few_people_or_creators_make_no_trend(self, sea, savers, told):
        """Fewer than k people, fewer than three creators, or one with over half, in steps: no trend."""
        world, videos = sea
        for video, count in zip(videos, savers, strict=True):
            if count:
                world.crowd("save", count, video)
        world.now = NEXT_DAY

        assert bool(trends(world)["themes"]) is told

    def test_one_person_counts_once(self, sea):
        """Whoever saves every video of a theme is one person of its group."""
        world, videos = sea
        for video in videos:
            world.put("ana", f"/me/saves/{video}", {})
            world.crowd("save", 18, video)
        world.now = NEXT_DAY
        assert trends(world)["themes"][0]["people"] == 10
        world.now = None
        world.put("dev", f"/me/saves/{videos[0]}", {})
        world.now = "2026-01-03T00:00:00Z"

        assert trends(world)["themes"][0]["people"] == 20

    def test_one_save_more_makes_no_trend(self, sea):
        """Just below a share of half, one saver more of another creator moves nothing."""
        world, videos = sea
        for video, count in zip(videos, (121, 60, 60), strict=True):
            world.crowd("save", count, video)
        world.now = NEXT_DAY
        before = trends(world)
        world.now = None
        world.put("dev", f"/me/saves/{videos[1]}", {})
        world.now = "2026-01-03T00:00:00Z"

        assert before["themes"][0]["people"] == 100
        assert trends(world) == before

    def test_what_is_not_for_everyone_is_not_counted(self, open_world):
        """Videos for friends belong to no theme that is told."""
        world = open_world(k=2)
        world.join("ana", "ben", "cho")
        for one, other in (("ana", "ben"), ("ben", "cho"), ("cho", "ana")):
            world.befriend(one, other)
        for who in ("ana", "ben", "cho"):
            video = world.video(who, "party", topic="parties", audience="friends")
            for reader in {"ana", "ben", "cho"} - {who}:
                assert world.put(reader, f"/me/saves/{video}", {}).status == 200
        world.now = NEXT_DAY

        assert trends(world)["themes"] == []

    @pytest.mark.parametrize(
        ("age", "name"),
        [
            (17, ""),
            (18, "18 to 24"),
            (25, "25 to 34"),
            (35, "35 to 49"),
            (50, "50 to 64"),
            (99, "65 and over"),
        ],
    )
    def test_bands(self, age, name):
        """Adults belong to an age band, children to none."""
        assert band(age) == name


class TestAds:
    @pytest.fixture
    def dance(self, open_world):
        world = open_world()
        world.join("adco", "ana", "cho")
        world.join("bo", age=14)
        world.put(None, "/control/roles/adco", {"role": "advertiser"})
        return world, world.video("cho", "dance")

    def test_audiences_are_large(self, dance):
        """An audience is told from 1,000 people, after midnight, in steps, by topic or else by title."""
        world, video = dance
        topical = world.video("cho", "waltz", topic="ballroom")
        world.crowd("save", 999, topical)
        world.crowd("save", 1100, video)
        assert audiences(world) == []
        world.now = NEXT_DAY

        by_age = [{"age": "25 to 34", "people": 1000}]
        assert audiences(world) == [{"name": "dance", "people": 1000, "by_age": by_age}]

    def test_parts_of_an_audience_are_large_too(self, dance):
        """Ages and countries of a large audience are told where a thousand people have them, in steps."""
        world, video = dance
        for count in (999, 1300):
            world.now = None
            world.post(None, "/control/crowd", {"verb": "locate", "count": count, "place": "Porto"})
            world.crowd("save", 1100, video)
            world.put("ana", "/me/place", {"city": "Vigo", "country": "Spain"})
            world.put("ana", f"/me/saves/{video}", {})
            world.now = NEXT_DAY if count == 999 else "2026-01-03T00:00:00Z"
            told = [{"country": "Portugal", "people": 1000}] if count == 1300 else None
            assert audiences(world)[0].get("by_country") == told

    @pytest.mark.parametrize(
        ("who", "choices", "told"),
        [
            ("ana", {}, True),
            ("bo", {}, False),
            ("ana", {"personalised ads": "off"}, False),
            ("ana", {"use of my saves": "off"}, False),
        ],
    )
    @pytest.mark.parametrize("before", [True, False])
    def test_who_does_not_count(self, dance, who, choices, told, before):
        """Children, and whoever wants no personalised ads or no use of saves, are in no audience."""
        world, video = dance
        world.crowd("save", 999, video)
        if before:
            world.put(who, f"/me/saves/{video}", {})
        if choices:
            world.ask(who, "PATCH", "/me/settings", choices)
        if not before:
            world.put(who, f"/me/saves/{video}", {})
        world.now = NEXT_DAY

        assert bool(audiences(world)) is told

    def test_a_title_that_is_no_longer_public_names_no_audience(self, dance):
        """Once its account is private, a video's title is told to no advertiser."""
        world, video = dance
        world.crowd("save", 1100, video)
        world.now = NEXT_DAY
        assert audiences(world)
        world.set("cho", account_privacy="private")

        assert audiences(world) == []

    def test_the_ads_manager_is_for_advertisers(self, dance):
        """For everybody else the ads manager is not there."""
        world, _ = dance
        assert world.get("cho", "/me/ads").status == MISSING
        assert world.get("cho", "/me/ads").body == world.get("cho", "/me/nothing").body

    def test_advertisers_post_nothing(self, dance):
        """An advertiser posts no videos, and who has posted one can have no role."""
        world, _ = dance
        assert world.post("adco", "/me/videos", {"title": "x"}).status == MISSING
        assert world.put(None, "/control/roles/cho", {"role": "advertiser"}).status == MALFORMED
        assert world.put(None, "/control/roles/nobody", {"role": "advertiser"}).status == MISSING
        assert world.put(None, "/control/roles/cho", {"role": "researcher"}).status == MALFORMED

    def test_ads_are_logged_when_an_audience_is_told(self, dance):
        """The purpose log says that saves are used for ads once there is an audience to choose."""
        world, video = dance
        world.crowd("save", 1500, video)
        for now, logged in ((None, False), (NEXT_DAY, True)):
            world.now = now
            entries = world.get(None, "/control/purposes").json["entries"]
            assert any(entry["purpose"] == "ads" for entry in entries) is logged


class TestCategories:
    def test_a_video_is_offered_to_people_who_save_what_its_savers_save(self, open_world):
        """A video without a topic takes that of a group of its savers; its cards do not say so."""
        world = open_world(k=10)
        world.join("ana", "ben", "cho")
        first, dance, speech = (
            world.video("cho", title, **({"topic": "dance"} if title == "steps" else {}))
            for title in ("steps", "dance", "speech")
        )
        world.crowd("save", 10, first)
        world.crowd("save", 12, dance)
        world.crowd("like", 40, speech)
        world.crowd("comment", 40, speech)
        world.put("ben", f"/me/saves/{first}", {})
        world.now = NEXT_DAY

        def before(who):
            titles = [item["title"] for item in world.get(who, "/feed/for-you").json["items"]]
            return titles.index("dance") < titles.index("speech")

        assert not before("ana")
        world.now = None
        for number in range(20):
            world.put("ben", f"/me/saves/{world.video('cho', f'more {number}', topic='dance')}", {})
        world.now = NEXT_DAY
        assert before("ben")
        assert "topic" not in world.get("ben", f"/videos/{dance}").json
        why = world.get("ben", f"/videos/{dance}/why").json["reasons"]
        assert why[0] == "You saved videos about dance"


class TestWhy:
    def test_reasons_are_ones_own(self, world, recipe):
        """Own saves, own ties and public figures are reasons; a friend's save is none."""

        def why(who):
            return world.get(who, f"/videos/{recipe}/why").json["reasons"]

        assert why("ana") == why(None) == ["It is new to most people"]
        world.befriend("ana", "ben")
        world.put("ben", f"/me/saves/{recipe}", {})
        assert why("ana") == ["It is new to most people"]
        world.crowd("view", 3, recipe)
        world.put("ana", f"/me/saves/{recipe}", {})
        world.put("ana", "/me/following/cho")
        assert why("ana") == [
            "You saved videos about cooking",
            "You follow this account",
            "People watch, like, comment on or share it",
        ]
        world.set("ana", use_of_my_saves="off")
        assert why("ana")[0] == "You follow this account"

    def test_nothing_is_explained_that_is_not_offered(self, world, recipe):
        """To its creator, and to whoever it is not offered to, there is no explanation."""
        world.put("cho", "/me/blocks/ben")
        for who in ("cho", "ben"):
            assert world.get(who, f"/videos/{recipe}/why").status == MISSING


class TestSources:
    def test_views_come_from_somewhere(self, world, recipe):
        """Creator analytics says how many views came from where, and from elsewhere if nobody said."""
        for source in ("For You", "search", None):
            body = {"source": source} if source else {}
            world.post("ana", f"/videos/{recipe}/views", body)
        shown = world.get("cho", "/me/analytics").json["videos"][0]["sources"]

        assert shown == [{"name": name, "views": 1} for name in ("For You", "search", "elsewhere")]
        assert world.post("ana", f"/videos/{recipe}/views", {"source": "a save"}).status == MALFORMED


PEOPLE = ["ana", "ben", "bo"]
ACTS = st.one_of(
    st.tuples(st.sampled_from(["PUT", "DELETE"]), st.integers(0, 3)),
    st.tuples(st.sampled_from(["use of my saves", "personalised ads"]), st.sampled_from(["on", "off"])),
    st.tuples(st.just("remove"), st.integers(0, 3)),
    st.tuples(st.just("place"), st.sampled_from(["Portugal", "Spain"])),
)


def happen(world, videos, who, what, which):
    if what == "remove":
        world.delete("cho", f"/me/videos/{videos[which]}")
    elif what == "place":
        world.put(who, "/me/place", {"city": "Somewhere", "country": which})
    elif isinstance(which, int):
        world.ask(who, what, f"/me/saves/{videos[which]}", {} if what == "PUT" else None)
    else:
        world.ask(who, "PATCH", "/me/settings", {what: which})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(st.tuples(st.sampled_from(PEOPLE), ACTS), max_size=14))
def test_groups_are_those_of_the_saves_that_stand(open_world, history):
    """However saves, choices and videos come and go, groups are what the saves that stand make of them."""
    world = open_world()
    world.join("ana", "ben", "cho")
    world.join("bo", age=14)
    topics = ["x", "x", "y", ""]
    videos = [world.video("cho", f"v{n}", **({"topic": it} if it else {})) for n, it in enumerate(topics)]
    for who, (what, which) in history:
        happen(world, videos, who, what, which)

    state = world.platform.state
    themes, ads, fans = Counter(), Counter(), Counter()
    for who in PEOPLE:
        person = state.people[who]
        uses, advertises = allowed(person)
        kept = [state.videos[video] for video in state.saves.get(who, ())]
        kept = [video for video in kept if uses and not video.removed]
        for topic in {video.topic for video in kept if video.topic and band(person.age)}:
            themes[topic, band(person.age)] += 1
        for name in {video.topic or video.title for video in kept if advertises and band(person.age)}:
            ads["audience", name, ""] += 1
            ads["age", name, band(person.age)] += 1
            if who in state.places:
                ads["country", name, state.places[who].country] += 1
        for video in kept:
            for topic in {other.topic for other in kept if other.topic} - {video.topic}:
                fans[video.id, topic] += 1

    found = {(name, years): group.size.total for (_, name, years), group in state.groups.trends.items()}
    assert {key: size for key, size in found.items() if size} == themes
    sizes = {cell: group.size.total for cell, group in state.groups.audiences.items()}
    assert {cell: size for cell, size in sizes.items() if size} == ads
    standing = [video for video in state.videos.values() if not video.removed]
    counted = {(video.id, topic): tally.total for video in standing for topic, tally in video.fans.items()}
    assert {key: size for key, size in counted.items() if size} == fans
