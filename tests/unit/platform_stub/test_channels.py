"""What people are told, and what nobody is told."""

import pytest


def notices(world, who):
    return [(item["kind"], item["actor"]["handle"]) for item in world.get(who, "/me/notices").json["items"]]


class TestNotices:
    @pytest.mark.parametrize(
        ("kind", "method", "path", "text"),
        [
            ("like", "PUT", "/me/likes/{}", 'Ana liked your video "recipe"'),
            ("comment", "POST", "/videos/{}/comments", 'Ana commented on your video "recipe"'),
            ("share", "POST", "/videos/{}/shares", 'Ana shared your video "recipe"'),
            ("repost", "PUT", "/me/reposts/{}", 'Ana reposted your video "recipe"'),
        ],
    )
    def test_engagement_is_told(self, world, recipe, kind, method, path, text):
        """The owner gets exactly one notice of an engagement, on each channel."""
        world.ask("ana", method, path.format(recipe), {"text": "hi"} if kind == "comment" else {})
        inbox = world.get("cho", "/me/notices").json

        assert inbox["unread"] == 1
        assert [(item["kind"], item["text"], item["video"]["id"]) for item in inbox["items"]] == [
            (kind, text, recipe)
        ]
        assert [item["body"] for item in world.get("cho", "/me/push").json["items"]] == [text]
        (mail,) = world.get("cho", "/me/email").json["items"]
        assert (mail["to"], mail["text"]) == ("cho@mail.example", text)
        assert notices(world, "ben") == []

    def test_quiet_acts_are_not_told(self, world, recipe):
        """Saves, moves, unsaves, views, visits, reports, mutes and blocks tell nobody anything."""
        for method, path, body in (
            ("PUT", f"/me/saves/{recipe}", {}),
            ("PUT", f"/me/saves/{recipe}", {"collection": "plans"}),
            ("DELETE", f"/me/saves/{recipe}", None),
            ("POST", f"/videos/{recipe}/views", {}),
            ("POST", "/people/cho/visits", None),
            ("POST", f"/videos/{recipe}/reports", {}),
            ("PUT", "/me/mutes/cho", None),
            ("PUT", "/me/blocks/cho", None),
        ):
            assert world.ask("ana", method, path, body).status in (200, 204)

        assert world.get("cho", "/me/notices").json == {"unread": 0, "items": []}
        for channel in ("push", "email", "digest"):
            assert world.get("cho", f"/me/{channel}").json == {"items": []}

    def test_follows_and_messages(self, world):
        """The followed are told of followers and requests, and recipients of messages."""
        world.put("ana", "/me/following/cho")
        world.set("cho", **{"account privacy": "private"})
        world.put("ben", "/me/following/cho")
        world.post("ben", "/people/cho/messages", {"text": "please"})

        assert notices(world, "cho") == [("message", "ben"), ("follow-request", "ben"), ("follow", "ana")]

    def test_again_is_no_news(self, world, recipe):
        """Liking again after taking it back is not told again; a second comment is."""
        for _ in range(2):
            world.put("ana", f"/me/likes/{recipe}")
            world.put("ana", f"/me/likes/{recipe}")
            world.delete("ana", f"/me/likes/{recipe}")
            world.post("ana", f"/videos/{recipe}/comments", {"text": "hi"})

        assert [kind for kind, _ in notices(world, "cho")] == ["comment", "comment", "like"]

    def test_own_acts_are_no_news(self, world, recipe):
        """Nobody is told of what they did themselves."""
        world.put("cho", f"/me/likes/{recipe}")

        assert notices(world, "cho") == []

    def test_reading_notices(self, world, recipe):
        """Marked read, notices stay and the number of unread ones is 0."""
        world.post("ben", "/me/notices/read")
        world.put("ana", f"/me/likes/{recipe}")
        assert world.post("cho", "/me/notices/read").status == 204
        world.put("ben", f"/me/likes/{recipe}")

        inbox = world.get("cho", "/me/notices").json
        assert (inbox["unread"], len(inbox["items"])) == (1, 2)

    def test_no_address_no_mail(self, open_world):
        """Somebody without an e-mail address gets no e-mail."""
        world = open_world()
        world.join("ana")
        cho = world.post(None, "/people", {"handle": "cho", "name": "Cho", "age": 30})
        world.tokens["cho"] = cho.json["token"]
        world.put("ana", f"/me/likes/{world.video('cho', 'recipe')}")

        assert world.get("cho", "/me/email").json == {"items": []}
        assert len(world.get("cho", "/me/push").json["items"]) == 1


class TestDigest:
    def test_one_a_day_after_midnight(self, world, recipe):
        """The digest of a day comes after its midnight and lists that day's notices."""
        world.now = "2026-01-01T23:59:59Z"
        world.put("ana", f"/me/likes/{recipe}")
        assert world.get("cho", "/me/digest").json == {"items": []}
        world.now = "2026-01-02T00:00:00Z"
        world.put("ben", f"/me/likes/{recipe}")
        (first,) = world.get("cho", "/me/digest").json["items"]
        world.now = "2026-02-01T00:00:00Z"
        later = world.get("cho", "/me/digest").json["items"]

        assert first["lines"] == ['Ana liked your video "recipe"']
        assert first["at"] == "2026-01-02T00:00:00Z"
        assert [digest["subject"] for digest in later] == ["Your day on 2026-01-02", "Your day on 2026-01-01"]
        assert later[1] == first

    def test_long_days_are_cut(self, world, recipe):
        """A digest of many notices says how many more there are."""
        world.crowd("like", 30, recipe)
        world.now = "2026-01-02T00:00:00Z"
        (digest,) = world.get("cho", "/me/digest").json["items"]

        assert len(digest["lines"]) == 21
        assert digest["lines"][-1] == "and 10 more"
