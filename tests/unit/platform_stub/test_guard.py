"""Machines that collect data are recognised by what they do, and the account they act for pays."""

import pytest

from platform_stub.guard import Guard

COLLECTING = "collecting data without permission is forbidden"
MINUTE = "2026-01-01T09:{:02}:00Z"


@pytest.fixture
def world(open_world):
    """Cho, who posted the recipe, lets a tool in again and again."""
    world = open_world()
    world.join("ana", "cho")
    world.video("cho", "recipe")
    return world


def let_in(world, minute):
    """Cho gives Spy permission; its token is that of `spy` from now on."""
    world.now = MINUTE.format(minute)
    reply = world.post("cho", "/me/grants", {"tool": "Spy", "scopes": ["list my videos"]})
    if reply.status == 201:
        world.tokens["spy"] = reply.json["token"]
    return reply.status


def collect(world, who, minute, pages=Guard.most + 1):
    """So many different pages within a minute; the statuses of the replies."""
    world.now = MINUTE.format(minute)
    return [world.get(who, f"/videos/guess-{number}").status for number in range(pages)]


def kinds(world, who="cho"):
    return [notice["kind"] for notice in world.get(who, "/me/notices").json["items"]]


def test_a_machine_is_refused(world):
    """What comes after as many pages as a person can look at is refused, and nothing before."""
    statuses = collect(world, "ana", 1, Guard.most + 5)

    assert statuses == [404] * Guard.most + [403] * 5
    assert world.get("ana", "/videos/guess-1").json["error"]["message"] == COLLECTING


def test_the_next_minute_is_another(world):
    """Who slows down is answered again; each minute counts for itself."""
    collect(world, None, 1)
    assert collect(world, None, 2, Guard.most) == [404] * Guard.most


def test_reading_again_is_no_collecting(world):
    """One page may be read as often as anybody likes, and its lists to their end."""
    video = world.video("cho", "knots")
    assert {world.get("ana", f"/videos/{video}/likes?cursor=p{n}").status for n in range(90)} == {200}
    assert kinds(world, "ana") == []


def test_readers_are_told_apart(world):
    """A machine costs nobody else their access: not the signed-in, not other software."""
    video = world.video("cho", "knots")
    collect(world, None, 1)
    world.now = MINUTE.format(1)

    assert world.get(None, f"/videos/{video}").status == 403
    assert world.get("ana", f"/videos/{video}").status == 200
    assert world.get(None, f"/videos/{video}", user_agent="a browser").status == 200


def test_the_examiner_does_not_count(world):
    """In a test world, what an examiner reads is nobody's doing."""
    replies = [world.get("ana", f"/videos/guess-{n}", unseen_examiner="1").status for n in range(100)]

    assert set(replies) == {404}
    assert kinds(world, "ana") == []


def test_the_ladder(world):
    """First a warning, then a week, then the account; the tool loses its permission each time."""
    assert let_in(world, 1) == 201
    assert collect(world, "spy", 2)[-1] == 403
    assert world.get("spy", "/app/videos").status == 403
    assert kinds(world) == ["warning"]

    assert let_in(world, 3) == 201
    collect(world, "spy", 4)
    assert kinds(world) == ["suspension", "warning"]
    refusal = world.post("cho", "/me/videos", {"title": "ramen"})
    assert (refusal.status, refusal.json["error"]["code"]) == (403, "suspended")
    assert world.get("cho", "/me/analytics").status == 200
    assert let_in(world, 5) == 403

    world.now = "2026-01-08T09:04:00Z"
    assert world.post("cho", "/me/videos", {"title": "ramen"}).status == 201
    reply = world.post("cho", "/me/grants", {"tool": "Spy", "scopes": ["list my videos"]})
    world.tokens["spy"] = reply.json["token"]
    for number in range(Guard.most + 1):
        world.get("spy", f"/videos/guess-{number}")
    assert world.get("cho", "/me/notices").status == 401


def test_a_notice_of_the_platform_has_no_actor(world):
    """A warning comes on every channel and names nobody."""
    let_in(world, 1)
    collect(world, "spy", 2)
    (notice,) = world.get("cho", "/me/notices").json["items"]

    assert "actor" not in notice
    assert "Outside tools may cost the account" in notice["text"]
    assert "Outside tools may cost the account" in world.get("cho", "/me/push").json["items"][0]["body"]
