"""What devices tell: presence, places, contacts, downloads, stories and searches, and who is told of it."""

import pytest

LATER = "2026-01-01T09:20:00Z"
NEXT_DAY = "2026-01-02T09:30:00Z"


def both(world, setting, value="on"):
    for who in ("ana", "ben"):
        assert world.set(who, **{setting: value}).status == 200


def suggested(world, who):
    return {row["person"]["handle"]: row["reason"] for row in world.get(who, "/me/suggestions").json["items"]}


class TestPresence:
    def test_friends_see_it_for_a_quarter_of_an_hour(self, world):
        """Where both have activity status on, a friend sees who is online, for a quarter of an hour."""
        world.befriend("ana", "ben")
        assert "online" not in world.get("ben", "/people/ana").json
        both(world, "activity_status")
        told = []
        for online in (True, False, True):
            world.put("ana", "/me/presence", {"online": online})
            told.append(world.get("ben", "/people/ana").json["online"])
        world.now = LATER

        assert told == [True, False, True]
        assert world.get("ben", "/people/ana").json["online"] is False

    @pytest.mark.parametrize("reader", ["cho", None])
    def test_nobody_else_does(self, world, reader):
        """A stranger, a follower and a visitor see nothing of it."""
        both(world, "activity_status")
        world.set("cho", activity_status="on")
        world.put("cho", "/me/following/ana")
        world.put("ana", "/me/presence", {"online": True})

        assert "online" not in world.get(reader, "/people/ana").json


class TestPlaces:
    def test_on_the_profile_with_the_tag_on(self, world):
        """A city is on the profile while the location tag is on, for whoever sees what the account does."""
        world.put("ana", "/me/place", {"city": "Porto", "country": "Portugal"})
        assert "place" not in world.get(None, "/people/ana").json
        world.set("ana", location_tag="on")
        assert world.get(None, "/people/ana").json["place"] == "Porto"
        world.set("ana", account_privacy="private")

        assert "place" not in world.get("ben", "/people/ana").json

    def test_researchers_are_told_the_country(self, world):
        """Research data has the country of a public account, and no city."""
        world.join("ria")
        world.put(None, "/control/roles/ria", {"role": "researcher"})
        world.put("ana", "/me/place", {"city": "Porto", "country": "Portugal"})
        rows = {row["handle"]: row for row in world.get("ria", "/research/people").json["items"]}

        assert rows["ana"]["country"] == "Portugal"
        assert "country" not in rows["ben"]
        assert "Porto" not in str(rows)


class TestSuggestions:
    def test_contacts_are_handed_over_with_leave_only(self, world):
        """Without the setting no contacts are taken, and nobody is suggested."""
        assert world.put("ana", "/me/contacts", {"numbers": ["555 0100"]}).status == 403
        assert suggested(world, "ana") == {}

    def test_a_number_in_the_contacts_of_either(self, world):
        """Both are suggested to each other, if both have it on, until one follows or blocks the other."""
        both(world, "suggestions_and_contact_sync")
        world.put("ana", "/me/contacts", {"numbers": ["555 0100"]})
        assert suggested(world, "ana") == {"ben": "contacts"}
        assert suggested(world, "ben") == {"ana": "contacts"}
        world.put("ana", "/me/following/ben")
        assert suggested(world, "ana") == {}
        world.put("ana", "/me/blocks/ben")

        assert suggested(world, "ben") == {}

    def test_somebody_between_whose_list_is_open(self, world):
        """Whoever is followed by those one follows is suggested, if one may read whom they follow."""
        both(world, "suggestions_and_contact_sync")
        world.put("ana", "/me/following/cho")
        world.put("cho", "/me/following/ben")
        assert suggested(world, "ana") == {}
        world.ask("cho", "PATCH", "/me/settings", {"following-list visibility": "everyone"})

        assert suggested(world, "ana") == {"ben": "people you follow"}


class TestDownloads:
    def test_only_where_the_owner_lets_people(self, world, recipe):
        """A download needs the owner's leave, which a private account never gives; owners always may."""
        assert world.post("ana", f"/videos/{recipe}/downloads").status == 404
        assert world.post("cho", f"/videos/{recipe}/downloads").json == {"video": recipe}
        world.set("cho", downloads="on")
        assert world.post("ana", f"/videos/{recipe}/downloads").status == 201
        assert world.get("cho", "/me/notices").json["items"] == []
        world.put("ana", "/me/following/cho")
        world.set("cho", account_privacy="private")

        assert world.post("ana", f"/videos/{recipe}/downloads").status == 404


class TestStories:
    def test_for_a_day_with_who_watched(self, world):
        """A story and the list of who watched it are there for a day; its owner keeps the story."""
        story = world.video("cho", "day", story=True)
        world.post("ana", f"/videos/{story}/views", {})
        listed = world.get("cho", f"/videos/{story}/viewers").json["items"]
        viewers = [row["person"]["handle"] for row in listed]
        before = world.get("ben", f"/videos/{story}").status
        world.now = NEXT_DAY

        assert (viewers, before) == (["ana"], 200)
        assert world.get("ben", f"/videos/{story}").status == 404
        assert world.get("cho", f"/videos/{story}/viewers").status == 404
        assert world.get("cho", f"/videos/{story}").status == 200

    def test_who_has_blocked_the_owner_is_not_listed(self, world):
        """A viewer who blocks the owner is gone from the list."""
        story = world.video("cho", "day", story=True)
        world.post("ana", f"/videos/{story}/views", {})
        world.put("ana", "/me/blocks/cho")

        assert world.get("cho", f"/videos/{story}/viewers").json["items"] == []


class TestSearches:
    def test_terms_of_many_that_find_ones_videos(self, world, recipe):
        """A creator is told terms that at least 50 people searched for and that find a video, in steps."""
        for query, people in (("Recipe", 120), ("cooking", 49), ("sailing", 120)):
            world.post(None, "/control/crowd", {"verb": "search", "count": people, "query": query})
        today = world.get("cho", "/me/analytics").json["searches"]
        world.now = NEXT_DAY

        assert today == []
        assert world.get("cho", "/me/analytics").json["searches"] == [{"term": "recipe", "people": 100}]
        assert world.get("ben", "/me/analytics").json["searches"] == []
