"""What a grant opens to an outside tool, and when it ends."""

import pytest

ABSENT = 404


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
