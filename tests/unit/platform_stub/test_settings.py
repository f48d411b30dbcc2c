"""What the settings of an account are, by age and by one another."""

import pytest


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
