"""Outside tools: what is said of them before they are let in, and what they and their granters can copy."""

import pytest


def texts(reply):
    return [statement["text"] for statement in reply.json["statements"]]


def test_the_permission_screen_tells_what_a_tool_registered(world):
    """Warnings, scopes with their data, policy and security stand on one screen, with what was granted."""
    about = {"name": "Stat", "privacy_policy": "https://stat.example", "security": "locks"}
    assert world.post(None, "/tools", about).json == {"tool": "Stat"}
    world.post("cho", "/me/grants", {"tool": "Stat", "scopes": ["list my videos"]})
    screen = world.get("cho", "/me/permissions/Stat")

    assert screen.json["granted"] == ["list my videos"]
    assert "Outside tools that collect data cost a warning, then a suspension, then the account" in texts(
        screen
    )
    assert "The privacy policy of Stat is at https://stat.example" in texts(screen)
    assert "Stat says of security: locks" in texts(screen)
    assert world.get("ana", "/me/permissions/Stat").json["granted"] == []
    assert world.get(None, "/me/permissions/Stat").status == 401


def test_the_permission_screen_tells_what_nobody_registered(world):
    """Of a tool that nobody registered, or that says nothing of itself, the screen invents nothing."""
    world.post(None, "/tools", {"name": "Mute"})

    assert "Nobody has registered this tool" in texts(world.get("cho", "/me/permissions/Ghost"))
    said = texts(world.get("cho", "/me/permissions/Mute"))
    assert not any("Mute" in text or "Nobody" in text for text in said)


COPIES = {
    "copy my posts and profile": {"profile", "videos", "comments"},
    "copy my activity": {"likes", "saves", "views"},
    "copy my messages": {"messages"},
    "copy everything": {"profile", "videos", "comments", "likes", "saves", "views", "messages"},
    "list my videos": None,
}


@pytest.mark.parametrize("scope", COPIES)
def test_a_copy_goes_as_far_as_the_scope(world, recipe, scope):
    """Each scope gives its parts of the copy, and a scope for something else gives none."""
    world.tokens["t"] = world.post("cho", "/me/grants", {"tool": "T", "scopes": [scope]}).json["token"]
    reply = world.get("t", "/app/copy")

    assert (set(reply.json) if reply.status == 200 else None) == COPIES[scope]


def test_a_copy_of_ones_own_is_whole(world, recipe):
    """One's own copy has contact details, own comments and messages, and nothing that others did."""
    world.post("ana", f"/videos/{recipe}/comments", {"text": "by ana"})
    world.post("ben", f"/videos/{recipe}/comments", {"text": "by ben"})
    world.put("ben", f"/me/saves/{recipe}", {})
    world.post("ana", "/people/cho/messages", {"text": "hello"})
    copy = world.get("ana", "/me/copy").json

    assert copy["contact"] == {"email": "ana@mail.example", "phone": "555 0100"}
    assert [comment["text"] for comment in copy["comments"]] == ["by ana"]
    assert [message["text"] for message in copy["messages"]] == ["hello"]
    assert copy["saves"] == []


def test_a_copy_of_ones_own_has_what_nobody_else_is_told(world, recipe):
    """Searches, visits and shares stand in one's own copy, and nothing of whoever has blocked one since."""
    world.post("ana", "/me/searches", {"query": "soup"})
    world.post("ana", "/people/ben/visits")
    world.post("ana", "/people/cho/visits")
    world.post("ana", f"/videos/{recipe}/shares", {})
    copy = world.get("ana", "/me/copy").json
    assert [search["query"] for search in copy["searches"]] == ["soup"]
    assert [visit["person"]["handle"] for visit in copy["visits"]] == ["ben", "cho"]
    assert [share["video"]["id"] for share in copy["shares"]] == [recipe]

    world.put("cho", "/me/blocks/ana")
    copy = world.get("ana", "/me/copy").json
    assert [visit["person"]["handle"] for visit in copy["visits"]] == ["ben"]
    assert copy["shares"] == []


def test_a_copy_is_for_whoever_is_signed_in(world):
    """Nobody else can ask for a copy."""
    assert world.get(None, "/me/copy").status == 401


def test_an_embed_is_what_a_visitor_sees(world, recipe):
    """Other sites show public figures, the same for everybody; what is not public cannot be embedded."""
    hidden = world.video("cho", "diary", audience="only me")
    world.put("ana", f"/me/likes/{recipe}")

    assert world.get("ana", f"/embed/{recipe}").json == world.get(None, f"/embed/{recipe}").json
    assert world.get(None, f"/embed/{recipe}").json["metrics"]["likes"] == 1
    assert world.get("cho", f"/embed/{hidden}").status == 404
    world.put("cho", "/me/blocks/ana")
    assert world.get("ana", f"/embed/{recipe}").status == 404
