"""Who may see and do what, asked over HTTP."""

from urllib.parse import quote

import pytest

ABSENT = 404


def handles(reply, key="items"):
    return [item.get("person", item)["handle"] for item in reply.json[key]]


def titles(reply, key="items"):
    return [item["title"] for item in reply.json[key]]


class TestSaves:
    def test_only_the_saver_sees_a_save(self, world, recipe):
        """A save shows in the saver's own collection and to nobody else."""
        world.put("ana", f"/me/saves/{recipe}", {"collection": "plans"})

        assert titles(world.get("ana", "/people/ana/collections/plans")) == ["recipe"]
        assert world.get("ana", "/people/ana/collections").json["items"] == [
            {"name": "saved", "visibility": "only me", "total": 0},
            {"name": "plans", "visibility": "only me", "total": 1},
        ]
        assert world.get("ana", f"/videos/{recipe}").json["viewer"]["saved"] is True
        assert world.get("cho", "/people/ana/collections/plans").status == ABSENT
        assert world.get("cho", "/people/ana/collections").json == {"items": []}
        assert "collections" not in world.get("cho", "/people/ana").json

    def test_moving_and_taking_back(self, world, recipe):
        """A save moves when another collection is named, stays when none is, and goes when unsaved."""
        world.put("ana", f"/me/saves/{recipe}", {"collection": "plans"})
        assert world.put("ana", f"/me/saves/{recipe}", {}).json["collection"] == "plans"
        assert world.put("ana", f"/me/saves/{recipe}", {"collection": "old"}).json["collection"] == "old"
        assert world.delete("ana", f"/me/saves/{recipe}").status == 204
        assert world.delete("ana", f"/me/saves/{recipe}").status == 204

        assert world.get("ana", "/people/ana/collections").json["items"] == [
            {"name": "saved", "visibility": "only me", "total": 0}
        ]
        assert world.delete("ana", "/me/saves/unknown").status == ABSENT

    @pytest.mark.parametrize(
        ("visibility", "sees"),
        [("only me", {"ana"}), ("friends", {"ana", "ben"}), ("everyone", {"ana", "ben", "cho", None})],
    )
    def test_collection_visibility(self, world, recipe, visibility, sees):
        """A collection is for its holder, for friends or for everyone."""
        world.befriend("ana", "ben")
        world.put("ana", f"/me/saves/{recipe}", {})
        world.set("ana", **{"saved-video visibility": visibility})
        readers = ("ana", "ben", "cho", None)
        found = {who for who in readers if world.get(who, "/people/ana/collections/saved").status == 200}
        listed = {who for who in readers if "collections" in world.get(who, "/people/ana").json}

        assert found == listed == sees

    def test_named_collections_differ(self, world, recipe):
        """A named collection may have a visibility of its own; that of `saved` is an ordinary setting."""
        world.put("ana", f"/me/saves/{recipe}", {"collection": "plans"})
        shown = world.ask("ana", "PATCH", "/me/collections/plans", {"visibility": "everyone"})
        world.ask("ana", "PATCH", "/me/collections/saved", {"visibility": "friends"})

        assert shown.json == {"name": "plans", "visibility": "everyone"}
        assert titles(world.get("cho", "/people/ana/collections/plans")) == ["recipe"]
        assert world.get("ana", "/me/settings").json["collections"] == [
            {"name": "saved", "visibility": "friends"},
            {"name": "plans", "visibility": "everyone"},
        ]

    def test_stricter_wins(self, world, recipe):
        """On a private account, a collection for everyone is for accepted followers."""
        world.put("ben", "/me/following/ana")
        world.put("ana", f"/me/saves/{recipe}", {})
        world.set("ana", **{"saved-video visibility": "everyone", "account privacy": "private"})

        assert world.get("ben", "/people/ana/collections/saved").status == 200
        assert world.get("cho", "/people/ana/collections/saved").status == ABSENT

    def test_collections_hold_what_may_be_seen(self, world, recipe):
        """A saved video that is deleted leaves the collection, and can still be unsaved."""
        world.put("ana", f"/me/saves/{recipe}", {})
        assert world.delete("cho", f"/me/videos/{recipe}").status == 204

        assert world.get("ana", "/people/ana/collections/saved").json["items"] == []
        assert world.delete("ana", f"/me/saves/{recipe}").status == 204
        assert world.get("cho", f"/videos/{recipe}").status == ABSENT

    def test_save_report_respects_settings(self, world, recipe):
        """Where it is offered, the save report lists only savers whose collection the creator may see."""
        assert world.get("cho", "/me/save-report").status == ABSENT
        feature = f"/control/features/{quote('save report for creators')}"
        assert world.put(None, feature, {"on": True}).json["on"] is True
        world.put("ana", f"/me/saves/{recipe}", {})
        world.put("ben", f"/me/saves/{recipe}", {})
        world.put("cho", f"/me/saves/{recipe}", {})
        world.set("ben", **{"saved-video visibility": "everyone"})

        assert world.get("cho", "/me/save-report").json == {
            "items": [
                {
                    "person": {"handle": "ben", "name": "Ben"},
                    "video": {"id": recipe, "title": "recipe"},
                }
            ]
        }
        world.put(None, feature, {"on": False})
        assert world.get("cho", "/me/save-report").status == ABSENT
        assert world.put(None, "/control/features/gossip", {"on": True}).status == ABSENT


class TestPrivateAccounts:
    def test_strangers_get_name_and_figures(self, world, recipe):
        """Of a private account, strangers get handle, name, figures and their own tie."""
        world.put("ana", f"/me/reposts/{recipe}")
        world.set("ana", **{"account privacy": "private"})

        assert world.get(None, "/people/ana").json == {
            "handle": "ana",
            "name": "Ana",
            "private": True,
            "metrics": {"followers": 0, "following": 0},
        }
        assert set(world.get("ben", "/people/ana").json) == {"handle", "name", "private", "metrics", "tie"}
        assert titles(world.get("ana", "/people/ana"), "reposts") == ["recipe"]

    def test_following_needs_acceptance(self, world):
        """Following a private account is a request until it is accepted."""
        world.set("cho", **{"account privacy": "private"})
        video = world.video("cho", "diary")
        asked = world.put("ana", "/me/following/cho").json
        again = world.put("ana", "/me/following/cho").json

        assert asked == again == {"handle": "cho", "state": "requested"}
        assert world.get("ana", "/people/cho").json["tie"]["requested"] is True
        assert world.get("ana", f"/videos/{video}").status == ABSENT
        assert world.put("cho", "/me/followers/ana").json == {"handle": "ana"}
        assert world.put("cho", "/me/followers/ana").status == ABSENT
        assert world.get("ana", f"/videos/{video}").status == 200
        assert world.put("ana", "/me/following/cho").json["state"] == "following"
        assert world.delete("ana", "/me/following/cho").status == 204
        assert world.get("ana", f"/videos/{video}").status == ABSENT

    def test_requests_can_be_taken_back(self, world):
        """A request taken back cannot be accepted."""
        world.set("cho", **{"account privacy": "private"})
        world.put("ana", "/me/following/cho")
        world.delete("ana", "/me/following/cho")

        assert world.put("cho", "/me/followers/ana").status == ABSENT

    def test_likes_and_comments_of_private_accounts(self, world, recipe):
        """A private account's like and comment reach the owner, followers and itself; figures count all."""
        world.join("dev")
        world.put("ben", "/me/following/ana")
        world.set("ana", **{"account privacy": "private"})
        world.put("ana", f"/me/likes/{recipe}")
        world.post("ana", f"/videos/{recipe}/comments", {"text": "lovely"})

        for who, count in (("cho", 1), ("ben", 1), ("ana", 1), ("dev", 0), (None, 0)):
            assert len(world.get(who, f"/videos/{recipe}/likes").json["items"]) == count, who
            assert len(world.get(who, f"/videos/{recipe}/comments").json["items"]) == count, who
        metrics = world.get("dev", f"/videos/{recipe}").json["metrics"]
        assert (metrics["likes"], metrics["comments"]) == (1, 1)

    def test_the_past_is_hidden_too(self, world, recipe):
        """Going private closes the lists and the videos of before."""
        video = world.video("ana", "song")
        world.put("ana", f"/me/likes/{recipe}")
        world.set("ana", **{"liked-list visibility": "everyone", "following-list visibility": "everyone"})
        paths = ["/people/ana/likes", "/people/ana/following", "/people/ana/followers", f"/videos/{video}"]
        assert [world.get("ben", path).status for path in paths] == [200] * 4
        world.set("ana", **{"account privacy": "private"})

        assert [world.get("ben", path).status for path in paths] == [ABSENT] * 4
        assert titles(world.get("ben", "/search?q=song"), "videos") == []
        assert "song" not in titles(world.get("ben", "/feed/for-you"))

    def test_private_people_can_be_found(self, world):
        """A private person is found by name, and by nothing else of theirs."""
        world.set("ana", **{"account privacy": "private"})

        assert handles(world.get("ben", "/search?q=ANA"), "people") == ["ana"]
        assert handles(world.get("ben", "/search?q=ana@mail.example"), "people") == []
        assert handles(world.get("ben", "/search?q=555"), "people") == []


class TestLists:
    def test_likers_are_public_when_signed_in(self, world, recipe):
        """Strangers see who liked; logged-out visitors only how many."""
        world.put("ana", f"/me/likes/{recipe}")

        assert handles(world.get("ben", f"/videos/{recipe}/likes")) == ["ana"]
        assert handles(world.get(None, f"/videos/{recipe}/likes")) == []
        assert world.get(None, f"/videos/{recipe}").json["metrics"]["likes"] == 1

    def test_liked_list_is_closed_at_first(self, world, recipe):
        """The list of what somebody liked is open to whom its setting admits."""
        world.put("ana", f"/me/likes/{recipe}")
        assert world.get("ben", "/people/ana/likes").status == ABSENT
        assert titles(world.get("ana", "/people/ana/likes")) == ["recipe"]
        world.set("ana", **{"liked-list visibility": "everyone"})

        assert titles(world.get("ben", "/people/ana/likes")) == ["recipe"]
        assert world.delete("ana", f"/me/likes/{recipe}").status == 204
        assert world.delete("ana", f"/me/likes/{recipe}").status == 204
        assert titles(world.get("ben", "/people/ana/likes")) == []

    def test_followers_decide_too(self, world):
        """In an open followers list, each follower is shown as their own setting says."""
        world.join("dev")
        world.put("ana", "/me/following/cho")
        world.put("ben", "/me/following/cho")
        world.set("cho", **{"following-list visibility": "everyone"})
        world.set("ben", **{"following-list visibility": "everyone"})

        assert handles(world.get("dev", "/people/cho/followers")) == ["ben"]
        assert handles(world.get("cho", "/people/cho/followers")) == ["ben", "ana"]
        assert handles(world.get("ana", "/people/cho/followers")) == ["ben", "ana"]
        assert handles(world.get("dev", "/people/ben/following")) == ["cho"]

    def test_friends_only_videos(self, world):
        """A video for friends is seen by mutual followers, one for only me by its owner."""
        world.befriend("ana", "cho")
        world.put("ben", "/me/following/cho")
        close = world.video("cho", "party", audience="friends")
        own = world.video("cho", "diary", audience="only me")

        assert world.get("ana", f"/videos/{close}").status == 200
        assert world.get("ben", f"/videos/{close}").status == ABSENT
        assert world.get("ana", f"/videos/{own}").status == ABSENT
        assert world.get("cho", f"/videos/{own}").json["audience"] == "only me"
        assert world.delete("ana", f"/me/videos/{close}").status == ABSENT

    def test_one_title_twice(self, world, recipe):
        """Two videos of one title are two videos, and a deleted one's identifier is not used again."""
        second = world.video("cho", "recipe")
        world.delete("cho", f"/me/videos/{recipe}")
        third = world.video("cho", "recipe")

        assert len({recipe, second, third}) == 3


class TestComments:
    def test_who_may_comment(self, world, recipe):
        """No one, friends or everyone may comment, as the owner says; the owner always may."""
        world.befriend("ana", "cho")

        def can(who):
            return world.post(who, f"/videos/{recipe}/comments", {"text": "hi"}).status == 201

        assert can("ben")
        world.set("cho", **{"who may comment": "friends"})
        assert (can("ana"), can("ben"), can("cho")) == (True, False, True)
        world.set("cho", **{"who may comment": "no one"})
        assert (can("ana"), can("ben"), can("cho")) == (False, False, True)

    def test_filtered_comments(self, world, recipe):
        """A filtered comment is seen by its author and on the owner's review list, and not counted."""
        world.set("cho", **{"comment filter": ["Spoiler"]})
        world.post("ana", f"/videos/{recipe}/comments", {"text": "what a SPOILER"})
        comments, review = f"/videos/{recipe}/comments", f"/videos/{recipe}/comments/filtered"

        assert len(world.get("ana", comments).json["items"]) == 1
        assert world.get("ben", comments).json == world.get("cho", comments).json == {"items": []}
        assert world.get("cho", review).json["items"][0]["text"] == "what a SPOILER"
        assert world.get("ana", review).status == ABSENT
        assert world.get("ben", f"/videos/{recipe}").json["metrics"]["comments"] == 0
        assert world.get("cho", "/me/notices").json["items"] == []
        assert world.get("cho", "/me/settings").json["comment_filter"] == ["spoiler"]

    def test_a_filter_shows_nobody_who_has_blocked_the_owner(self, world, recipe):
        """What a comment's author hides from a blocked owner is not on the owner's review list either."""
        world.set("cho", **{"comment filter": ["spoiler"]})
        world.post("ana", f"/videos/{recipe}/comments", {"text": "what a spoiler"})
        world.put("ana", "/me/blocks/cho")

        assert world.get("cho", f"/videos/{recipe}/comments/filtered").json == {"items": []}

    def test_filter_works_backwards(self, world, recipe):
        """A word filtered later hides earlier comments; taken out, it shows them."""
        world.post("ana", f"/videos/{recipe}/comments", {"text": "what a spoiler"})
        world.set("cho", **{"comment filter": ["spoiler"]})
        assert world.get("ben", f"/videos/{recipe}").json["metrics"]["comments"] == 0
        world.set("cho", **{"comment filter": []})

        assert world.get("ben", f"/videos/{recipe}").json["metrics"]["comments"] == 1
        assert len(world.get("ben", f"/videos/{recipe}/comments").json["items"]) == 1

    def test_deleting_comments(self, world, recipe):
        """A comment is deleted by its author or the video's owner, and then gone for all."""
        first, second = (
            world.post("ana", f"/videos/{recipe}/comments", {"text": text}).json["id"] for text in "ab"
        )

        assert first != second
        assert world.delete("ben", f"/me/comments/{first}").status == ABSENT
        assert world.delete("ana", f"/me/comments/{first}").status == 204
        assert world.delete("cho", f"/me/comments/{second}").status == 204
        assert world.delete("cho", f"/me/comments/{second}").status == ABSENT
        assert world.get("ana", f"/videos/{recipe}/comments").json["items"] == []
