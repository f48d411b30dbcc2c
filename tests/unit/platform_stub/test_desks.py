"""Research data and the moderation desk: who is served, what they are told, and what is written down."""

import pytest

NEXT_DAY = "2026-01-02T10:00:00Z"


@pytest.fixture
def staffed(world, recipe):
    """A world with Ria, a researcher, and Mia, a moderator."""
    world.join("ria", "mia")
    for who, role in (("ria", "researcher"), ("mia", "moderator")):
        assert world.put(None, f"/control/roles/{who}", {"role": role}).status == 200
    return world


def items(world, who, path):
    return world.get(who, path).json["items"]


def people(world):
    return {row["handle"]: row for row in items(world, "ria", "/research/people")}


class TestResearch:
    def test_savers_are_told_in_steps_of_yesterday(self, staffed, recipe):
        """Of savers a researcher is told how many, from 50 up, in steps, as it stood at midnight."""
        told = []
        for savers, now in ((49, None), (120, "2026-01-01T12:00:00Z"), (120, NEXT_DAY)):
            staffed.now = now
            staffed.crowd("save", savers, recipe)
            (row,) = items(staffed, "ria", "/research/videos")
            told.append(row["metrics"].get("saves"))

        assert told == [None, None, 100]

    def test_private_accounts_and_children_are_left_out(self, staffed, recipe):
        """Nothing that a private account, a child or a closed account did is in research data."""
        staffed.join("bo", age=15)
        for who in ("ana", "ben", "bo"):
            staffed.put(who, "/me/following/cho")
            staffed.post(who, f"/videos/{recipe}/comments", {"text": f"said by {who}"})
        staffed.set("ben", account_privacy="private")

        assert [row["text"] for row in items(staffed, "ria", "/research/comments")] == ["said by ana"]
        assert set(people(staffed)) == {"ana", "cho", "ria", "mia"}
        assert [row["handle"] for row in people(staffed)["cho"]["followers"]] == ["ana"]
        staffed.set("cho", account_privacy="private")
        assert items(staffed, "ria", "/research/videos") == []

    def test_whoever_blocked_the_researcher_is_left_out(self, staffed, recipe):
        """A block works on research data too."""
        staffed.put("cho", "/me/blocks/ria")

        assert items(staffed, "ria", "/research/videos") == []
        assert "cho" not in people(staffed)

    def test_likes_are_told_where_the_list_is_open(self, staffed, recipe):
        """What somebody liked is in research data only if that list is for everyone; reposts are."""
        staffed.put("ana", f"/me/likes/{recipe}")
        staffed.put("ana", f"/me/reposts/{recipe}")
        assert "likes" not in people(staffed)["ana"]
        staffed.ask("ana", "PATCH", "/me/settings", {"liked-list visibility": "everyone"})

        assert [row["title"] for row in people(staffed)["ana"]["likes"]] == ["recipe"]
        assert [row["title"] for row in people(staffed)["ana"]["reposts"]] == ["recipe"]

    def test_comments_held_back_are_left_out(self, staffed, recipe):
        """What an owner's filter holds back is not researched."""
        staffed.set("cho", comment_filter=["rubbish"])
        staffed.post("ana", f"/videos/{recipe}/comments", {"text": "what rubbish"})

        assert items(staffed, "ria", "/research/comments") == []


class TestDesk:
    def test_a_look_is_written_down(self, staffed, recipe):
        """Each page of the desk that a moderator reads is on the list of looks; reading nothing is not."""
        staffed.put("ana", f"/me/saves/{recipe}")
        before = items(staffed, "mia", "/moderation/looks")
        for path in ("/moderation/people/ana", "/moderation/reports", "/moderation/people/nobody"):
            staffed.get("mia", path)
        looks = items(staffed, "mia", "/moderation/looks")

        assert before == []
        assert [look.get("page") or look["person"]["handle"] for look in looks] == ["reports", "ana", "looks"]
        assert {look["moderator"]["handle"] for look in looks} == {"mia"}

    def test_looks_are_in_the_purpose_log(self, staffed, recipe):
        """A look at an account uses for safety whatever kinds of acts it shows."""
        staffed.put("ana", f"/me/saves/{recipe}")
        staffed.get("mia", "/moderation/people/ana")
        staffed.now = NEXT_DAY
        staffed.put("ana", f"/me/likes/{recipe}")
        entries = staffed.get(None, "/control/purposes").json["entries"]

        assert [(entry["data"], entry["subjects"]) for entry in entries if entry["purpose"] == "safety"] == [
            ("saves", "ana")
        ]

    def test_an_examiner_of_a_test_world_leaves_no_trace(self, staffed):
        """What an examiner asks the desk is no look of a moderator."""
        staffed.get("mia", "/moderation/people/ana", unseen_examiner="1")

        assert items(staffed, "mia", "/moderation/looks") == []

    def test_an_account_with_all_it_did(self, staffed, recipe):
        """The desk shows age, settings and deeds of an account, latest first; messages are not among them."""
        staffed.put("ana", f"/me/saves/{recipe}", {"collection": "plans"})
        staffed.post("ana", "/people/ben/messages", {"text": "see you at eight"})
        staffed.post("ana", "/me/searches", {"query": "pasta"})
        staffed.put("ana", "/me/following/cho")
        staffed.post("ana", "/me/grants", {"tool": "StatApp", "scopes": ["read my profile"]})
        staffed.set("ana", comment_filter=["rubbish", "spoiler"])
        shown = staffed.get("mia", "/moderation/people/ana").json
        deeds = [
            deed.get("query") or deed.get("collection") or deed.get("tool") or deed["did"]
            for deed in shown["items"]
        ]

        assert deeds == ["set", "StatApp", "follow", "pasta", "plans", "join"]
        assert shown["items"][0]["settings"] == [{"name": "comment filter", "value": "rubbish, spoiler"}]
        assert shown["items"][2]["person"]["handle"] == "cho"
        assert shown["age"] == 30
        assert {"name": "account privacy", "value": "public"} in shown["settings"]

    def test_a_message_is_read_once_it_is_reported(self, staffed):
        """Whoever was sent a message can report it; then moderators read it, in the queue and among deeds."""
        sent = staffed.post("ana", "/people/ben/messages", {"text": "rude words"}).json["id"]
        assert staffed.post("ana", f"/me/messages/{sent}/reports").status == 404
        assert staffed.post("ben", f"/me/messages/{sent}/reports", {"reason": "rude"}).status == 204
        (report,) = items(staffed, "mia", "/moderation/reports")

        assert report["message"]["text"] == "rude words"
        assert (report["kind"], report["reason"], report["reporter"]["handle"]) == ("message", "rude", "ben")
        assert items(staffed, "mia", "/moderation/people/ana")[0]["text"] == "rude words"

    def test_accounts_and_videos_are_reported(self, staffed, recipe):
        """A report names what it is about; nobody reports themselves or what is not there."""
        assert staffed.post("ana", "/people/ana/reports").status == 404
        assert staffed.post("ana", "/people/nobody/reports").status == 404
        staffed.post("ana", "/people/ben/reports")
        staffed.post("ana", f"/videos/{recipe}/reports")
        video, person = items(staffed, "mia", "/moderation/reports")

        assert (video["video"]["title"], person["person"]["handle"]) == ("recipe", "ben")

    def test_every_video_with_its_savers_counted(self, staffed, recipe):
        """Moderators see drafts and removed videos too, and the exact number of saves."""
        staffed.video("ana", "draft", audience="only me")
        staffed.put("ana", f"/me/saves/{recipe}")
        staffed.delete("cho", f"/me/videos/{recipe}")
        draft, removed = items(staffed, "mia", "/moderation/videos")

        assert (draft["audience"], draft["removed"]) == ("only me", False)
        assert (removed["removed"], removed["metrics"]["saves"]) == (True, 1)


@pytest.mark.parametrize("who", ["ana", "ria", "mia", None])
def test_only_a_role_opens_its_desk(staffed, who):
    """To everybody without the role, its pages are like pages that do not exist."""
    for role, area, pages in (
        ("ria", "research", ("videos", "comments", "people")),
        ("mia", "moderation", ("reports", "videos", "looks", "people/ana")),
    ):
        for page in pages:
            reply = staffed.get(who, f"/{area}/{page}")
            assert reply.status == (200 if who == role else 401 if who is None else 404)
            if who not in (role, None):
                assert reply == staffed.get(who, "/no/such/page")


def test_roles_and_videos_do_not_go_together(staffed, recipe):
    """Whoever has a role posts no video, and whoever has posted one gets no role."""
    assert staffed.post("ria", "/me/videos", {"title": "x"}).status == 404
    assert staffed.put(None, "/control/roles/cho", {"role": "moderator"}).status == 400
