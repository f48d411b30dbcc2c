"""What stands between people: blocks, mutes, what they watch of each other, and accounts that close."""

import pytest

ABSENT = 404


def handles(reply, key="items"):
    return [item.get("person", item)["handle"] for item in reply.json[key]]


def titles(reply, key="items"):
    return [item["title"] for item in reply.json[key]]


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
