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


class TestBlocks:
    def test_the_blocked_meet_nothing(self, world, recipe):
        """To the blocked, the blocker's profile, videos, comments, likes and messages are gone."""
        world.befriend("ben", "cho")
        other = world.video("ana", "song")
        world.put("cho", f"/me/likes/{other}")
        world.post("cho", f"/videos/{other}/comments", {"text": "hey"})
        world.post("cho", "/people/ben/messages", {"text": "hello"})
        world.put("cho", f"/me/reposts/{other}")
        assert world.put("cho", "/me/blocks/ben").json == {"handle": "ben"}
        assert world.put("cho", "/me/blocks/ben").status == 200

        assert world.get("ben", "/people/cho").status == ABSENT
        assert world.get("ben", f"/videos/{recipe}").status == ABSENT
        assert world.get("ben", f"/videos/{other}/likes").json["items"] == []
        assert world.get("ben", f"/videos/{other}/comments").json["items"] == []
        assert world.get("ben", "/me/messages").json["items"] == []
        assert world.get("ben", "/search?q=cho").json == {"people": [], "videos": []}
        assert world.get("ben", "/search?q=recipe").json["videos"] == []
        assert world.get("ben", "/people/cho/collections").status == ABSENT
        for method, path in (
            ("PUT", "/me/following/cho"),
            ("DELETE", "/me/following/cho"),
            ("PUT", "/me/blocks/cho"),
            ("PUT", "/me/mutes/cho"),
            ("POST", "/people/cho/visits"),
        ):
            assert world.ask("ben", method, path).status == ABSENT
        assert world.post("ben", "/people/cho/messages", {"text": "why"}).status == ABSENT

    def test_ties_end(self, world):
        """A block ends the ties between the two, and lifting it does not bring them back."""
        world.befriend("ben", "cho")
        world.put("cho", "/me/blocks/ben")
        assert handles(world.get("cho", "/me/blocks")) == ["ben"]
        assert world.get("cho", "/people/ben").json["tie"]["blocked"] is True
        world.delete("cho", "/me/blocks/ben")

        assert world.delete("cho", "/me/blocks/ben").status == ABSENT
        assert world.get("ben", "/people/cho").json["metrics"] == {"followers": 0, "following": 0}

    def test_the_blocker_keeps_the_conversation(self, world):
        """The blocker still has the messages; neither can send more."""
        sent = world.post("ben", "/people/cho/messages", {"text": "hello"}).json["id"]
        world.put("ben", "/me/blocks/cho")

        assert len(world.get("ben", "/me/messages").json["items"]) == 1
        assert world.put("cho", f"/me/messages/{sent}/read").status == ABSENT
        assert world.post("ben", "/people/cho/messages", {"text": "x"}).status == ABSENT

    def test_a_block_hides_past_notices(self, world, recipe):
        """In-app notices about somebody who then blocked the reader vanish, and are not counted."""
        world.put("ana", f"/me/likes/{recipe}")
        world.put("ben", f"/me/likes/{recipe}")
        world.put("ana", "/me/blocks/cho")
        notices = world.get("cho", "/me/notices").json

        assert (notices["unread"], [item["actor"]["handle"] for item in notices["items"]]) == (1, ["ben"])

    def test_blocking_says_nothing_of_saves(self, open_world):
        """After blocking a saver and after blocking somebody else, a creator sees the same."""
        seen = []
        for saves in (True, False):
            world = open_world()
            world.join("ana", "cho")
            recipe = world.video("cho", "recipe")
            if saves:
                world.put("ana", f"/me/saves/{recipe}")
            world.put("cho", "/me/blocks/ana")
            seen.append(list(world.everything("cho", ["ana", "cho"], [recipe])))

        assert seen[0] == seen[1]

    def test_muted_creators_leave_the_feeds(self, world, recipe):
        """The muted are absent from feeds and present on their pages."""
        world.put("ana", "/me/following/cho")
        assert titles(world.get("ana", "/feed/following")) == ["recipe"]
        assert world.put("ana", "/me/mutes/cho").status == 200
        assert world.put("ana", "/me/mutes/cho").status == 200

        assert titles(world.get("ana", "/feed/following")) == []
        assert titles(world.get("ana", "/feed/for-you")) == []
        assert world.get("ana", "/people/cho").json["tie"]["muted"] is True
        assert world.get("ana", f"/videos/{recipe}").status == 200
        assert world.delete("ana", "/me/mutes/cho").status == 204
        assert world.delete("ana", "/me/mutes/cho").status == ABSENT

    @pytest.mark.parametrize(
        ("method", "path"),
        [("PUT", "/me/following/ana"), ("DELETE", "/me/following/ana"), ("PUT", "/me/blocks/ana")],
    )
    def test_no_ties_to_oneself(self, world, method, path):
        """Nobody follows or blocks themselves."""
        assert world.ask("ana", method, path).status == ABSENT


class TestHistories:
    def test_visitors_need_both(self, world):
        """Visits are counted for all; who visited is shown when both had that history on."""
        world.post("ana", "/people/cho/visits")
        for who in ("ana", "ben", "cho"):
            world.set(who, **{"profile-view history": "on"})
        world.post("ben", "/people/cho/visits")
        world.post("cho", "/people/cho/visits")

        assert handles(world.get("cho", "/me/visitors")) == ["ben"]
        assert world.get("cho", "/me/analytics").json["profile_visits"] == 2
        world.set("cho", **{"profile-view history": "off"})
        assert world.get("cho", "/me/visitors").json == {"items": []}
        assert world.post("ben", "/people/nobody/visits").status == ABSENT

    def test_viewers_need_both(self, world, recipe):
        """Who watched is shown to an owner with that history on, of those who had it on too."""
        world.post("ana", f"/videos/{recipe}/views", {"seconds": 9})
        world.set("ben", **{"post-view history": "on"})
        world.post("ben", f"/videos/{recipe}/views", {})
        assert world.get("cho", f"/videos/{recipe}/viewers").status == ABSENT
        world.set("cho", **{"post-view history": "on"})

        assert handles(world.get("cho", f"/videos/{recipe}/viewers")) == ["ben"]
        assert world.get("ben", f"/videos/{recipe}/viewers").status == ABSENT

    def test_read_receipts_need_both(self, world):
        """A sender learns that a message was read when both have receipts on."""
        sent = world.post("ana", "/people/ben/messages", {"text": "hello"}).json["id"]
        assert world.put("ana", f"/me/messages/{sent}/read").status == ABSENT
        assert world.put("ben", f"/me/messages/{sent}/read").status == 204
        assert world.put("ben", f"/me/messages/{sent}/read").status == 204
        assert "read" not in world.get("ana", "/me/messages").json["items"][0]
        assert world.get("ben", "/me/messages").json["items"][0]["read"] is True
        world.set("ana", **{"read receipts": "on"})
        assert "read" not in world.get("ana", "/me/messages").json["items"][0]
        world.set("ben", **{"read receipts": "on"})

        assert world.get("ana", "/me/messages").json["items"][0]["read"] is True
        assert world.post("ana", "/people/ana/messages", {"text": "me"}).status == ABSENT

    def test_shared_videos_arrive(self, world, recipe):
        """A video shared with somebody arrives as a message, unless they may not see it."""
        assert world.post("ana", f"/videos/{recipe}/shares", {"to": "ben"}).status == 201
        assert world.post("ana", f"/videos/{recipe}/shares", {"to": "nobody"}).status == ABSENT
        own = world.video("ana", "diary", audience="only me")
        assert world.post("ana", f"/videos/{own}/shares", {"to": "ben"}).status == 201

        texts = [item["text"] for item in world.get("ben", "/me/messages").json["items"]]
        assert texts == ['Watch "recipe"']
        assert world.get("cho", f"/videos/{recipe}").json["metrics"]["shares"] == 1

    def test_quiet_acts(self, world, recipe):
        """Reporting and searching are accepted and change nothing for anybody."""
        before = list(world.everything("cho", ["ana", "cho"], [recipe]))
        assert world.post("ana", f"/videos/{recipe}/reports", {"reason": "rude"}).status == 204
        found = world.post("ana", "/me/searches", {"query": "cook"})

        assert titles(found, "videos") == ["recipe"]
        assert list(world.everything("cho", ["ana", "cho"], [recipe])) == before


class TestSettings:
    def test_defaults_of_adults(self, world):
        """Adults start with the strictest values but where a promise needs the looser."""
        values = {row["name"]: row["value"] for row in world.get("ana", "/me/settings").json["settings"]}

        assert values == {
            "account privacy": "public",
            "saved-video visibility": "only me",
            "liked-list visibility": "only me",
            "profile-view history": "off",
            "post-view history": "off",
            "following-list visibility": "only me",
            "read receipts": "off",
            "activity status": "off",
            "who may comment": "everyone",
            "downloads": "off",
            "suggestions and contact sync": "off",
            "location tag": "off",
            "use of my saves": "on",
            "personalised ads": "on",
        }

    @pytest.mark.parametrize(
        ("age", "locked"),
        [
            (14, {"profile-view history", "post-view history", "downloads", "personalised ads"}),
            (16, {"downloads", "personalised ads"}),
            (18, set()),
        ],
    )
    def test_children(self, open_world, age, locked):
        """Under 18 every default is the strictest; some settings are locked by age or privacy."""
        world = open_world()
        world.join("bo", age=age)
        rows = world.get("bo", "/me/settings").json["settings"]

        assert {row["name"] for row in rows if not row["changeable"]} == locked
        if age < 18:
            assert all(row["value"] == row["choices"][0] for row in rows)

    def test_downloads_follow_privacy(self, world):
        """Downloads are off while an account is private, and back when it opens."""

        def downloads():
            rows = world.get("ana", "/me/settings").json["settings"]
            return next((row["value"], row["changeable"]) for row in rows if row["name"] == "downloads")

        world.set("ana", downloads="on")
        assert downloads() == ("on", True)
        world.set("ana", **{"account privacy": "private"})
        assert downloads() == ("off", False)
        world.set("ana", **{"account privacy": "public"})
        assert downloads() == ("on", True)


class TestTools:
    SCOPES = (
        ("read my profile", {"/app/me"}),
        ("list my videos", {"/app/videos"}),
        ("copy my activity", {"/app/activity"}),
        ("copy my messages", set()),
        ("copy my posts and profile", {"/app/me", "/app/videos"}),
        ("copy everything", {"/app/me", "/app/videos", "/app/activity"}),
    )

    @pytest.mark.parametrize(("scope", "opens"), SCOPES)
    def test_scopes(self, world, recipe, scope, opens):
        """A grant opens what its scope names and nothing else; no scope opens savers."""
        granted = world.post("cho", "/me/grants", {"tool": "StatApp", "scopes": [scope, scope]})
        world.tokens["StatApp"] = granted.json["token"]
        paths = ["/app/me", "/app/videos", "/app/activity", f"/app/videos/{recipe}/savers", "/app/x"]
        replies = {path: world.get("StatApp", path) for path in paths}

        assert granted.json["scopes"] == [scope]
        assert {path for path, reply in replies.items() if reply.status == 200} == opens
        refusals = [reply for path, reply in replies.items() if path not in opens]
        assert refusals[0].json["error"]["message"] == "no permission covers it"
        assert all(reply == refusals[0] for reply in refusals)

    def test_tokens_are_not_exchangeable(self, world):
        """A person's token opens no app interface, and a tool's token is nobody's."""
        granted = world.post("cho", "/me/grants", {"tool": "StatApp", "scopes": ["copy everything"]})
        world.tokens["StatApp"] = granted.json["token"]

        assert world.get("cho", "/app/me").status == world.get(None, "/app/me").status == 403
        assert world.get("StatApp", "/me/notices").status == 401
        assert world.post("StatApp", "/app/me").status == 403

    def test_withdrawal_ends_access(self, world):
        """Taking a grant back, or granting anew, ends the old token at once."""
        tokens = []
        for _ in range(2):
            granted = world.post("cho", "/me/grants", {"tool": "StatApp", "scopes": ["read my profile"]})
            tokens.append(granted.json["token"])
        world.tokens |= {"old": tokens[0], "new": tokens[1]}

        assert (world.get("old", "/app/me").status, world.get("new", "/app/me").status) == (403, 200)
        assert world.delete("cho", "/me/grants/StatApp").status == 204
        assert world.get("new", "/app/me").status == 403
        assert world.delete("cho", "/me/grants/StatApp").status == ABSENT

    def test_own_activity_only(self, world, recipe):
        """The app interface gives the granter's own likes, saves and views, and own videos' figures."""
        for who in ("ana", "ben"):
            world.put(who, f"/me/saves/{recipe}", {})
            world.put(who, f"/me/likes/{recipe}")
            world.post(who, f"/videos/{recipe}/views", {})
        granted = world.post("ana", "/me/grants", {"tool": "T", "scopes": ["copy everything"]})
        world.tokens["T"] = granted.json["token"]
        activity = world.get("T", "/app/activity")

        assert [activity.json[kind][0]["video"]["title"] for kind in ("likes", "saves", "views")] == [
            "recipe"
        ] * 3
        assert activity.json["saves"][0]["collection"] == "saved"
        assert b"ben" not in activity.body
        assert world.get("T", "/app/me").json["bio"] == "ana here"
        assert world.get("T", "/app/videos").json == {"items": []}

    def test_promotions(self, world, recipe):
        """Creators may reach people who liked their own video, and see what they asked for."""
        wanted = {"did": "like", "video": recipe}
        made = world.post("cho", "/me/promotions", {"audience": wanted})

        assert made.status == 201
        assert world.post("ana", "/me/promotions", {"audience": wanted}).status == ABSENT
        tool = world.get("cho", "/me/promotions").json
        assert tool["promotions"] == [made.json]
        assert not [audience for audience in tool["audiences"] if "save" in audience["name"]]


class TestClosedAccounts:
    def full(self, open_world):
        """A world in which cho and dev have to do with each other in every way there is."""
        world = open_world()
        world.join("cho", "dev", "eve")
        talk, reply = world.video("cho", "talk"), world.video("dev", "reply")
        world.befriend("cho", "dev")
        world.set("eve", **{"account privacy": "private"})
        world.put("cho", "/me/following/eve")
        for who, video in (("cho", reply), ("dev", talk)):
            world.put(who, f"/me/likes/{video}")
            world.put(who, f"/me/reposts/{video}")
            world.put(who, f"/me/saves/{video}", {})
            world.post(who, f"/videos/{video}/comments", {"text": "hello"})
            world.post(who, f"/videos/{video}/shares", {})
        world.post("cho", "/people/dev/messages", {"text": "hi"})
        world.tokens["T"] = world.post("cho", "/me/grants", {"tool": "T", "scopes": ["list my videos"]}).json[
            "token"
        ]
        return world, [talk, reply]

    def test_a_block_looks_like_a_closed_account(self, open_world):
        """Whoever is blocked receives, byte for byte, what they would if the account had been closed."""
        seen = []
        for how in (("PUT", "/me/blocks/dev"), ("DELETE", "/me")):
            world, videos = self.full(open_world)
            world.ask("cho", *how)
            world.now = "2026-01-03T00:00:00Z"
            seen.append(list(world.everything("dev", ["cho", "dev", "eve"], videos)))
        assert seen[0] == seen[1]

    def test_a_closed_account_is_gone(self, open_world):
        """To everybody and to visitors it is as if it had never been; its keys open nothing."""
        world, [talk, _] = self.full(open_world)
        assert world.delete("cho", "/me").status == 204
        assert world.get("cho", "/me/settings").status == 401
        assert world.get("T", "/app/videos").status == 403
        assert world.get("eve", "/me/notices").json == {"unread": 0, "items": []}
        for reader in ("dev", "eve", None):
            assert world.get(reader, "/people/cho").status == ABSENT
            assert world.get(reader, f"/videos/{talk}").status == ABSENT
            assert world.get(reader, "/search?q=cho").json == {"people": [], "videos": []}


class TestDocuments:
    def test_documents_need_no_account(self, world):
        """All documents are read without signing in, at most two steps away, and say it plainly."""
        index = world.get(None, "/documents").json["items"]
        texts = {
            row["slug"]: [
                one["text"] for one in world.get(None, f"/documents/{row['slug']}").json["statements"]
            ]
            for row in index
        }

        slugs = ["privacy-policy", "terms", "help-page", "recommendation-guide", "advice-page"]
        assert list(texts) == slugs
        assert "Creators are never told who saved their videos" in texts["help-page"]
        assert "Creators are never told who saved their videos" in texts["privacy-policy"]
        assert "Saves are combined to choose which videos to suggest" in texts["privacy-policy"]
        guide = texts["recommendation-guide"]
        assert "Saves count, with medium weight, beside other signals" in guide
        assert world.get(None, "/documents/unknown").status == ABSENT

    def test_a_world_may_change_what_documents_say(self, world):
        """A statement is added, or taken out by any of its wordings, in this world only."""

        def texts():
            return [one["text"] for one in world.get(None, "/documents/terms").json["statements"]]

        before = texts()
        steer = "/control/documents/terms"
        assert world.post(None, f"{steer}/added", {"says": "Be kind"}).status == 200
        assert texts() == [*before, "Be kind"]
        assert world.post(
            None, f"{steer}/dropped", {"says": "saving history is NOT a targeting choice!"}
        ).json
        assert set(before) - set(texts()) == {"Saving history is not a targeting choice"}
        assert world.post(None, f"{steer}/dropped", {"says": "Be rude"}).status == 400
        assert world.post(None, "/control/documents/manifesto/added", {"says": "x"}).status == ABSENT
        assert world.post(None, "/control/documents/manifesto/dropped", {"says": "x"}).status == ABSENT
