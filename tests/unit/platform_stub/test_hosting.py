"""The host: a root world that lasts, and fresh worlds beside it."""

import gc
import weakref
from datetime import UTC, datetime
from itertools import count

import pytest

from platform_stub import Platform, UnknownFaultError, create_host
from platform_stub.events import LogError
from platform_stub.parts import Parts
from platform_stub.platform import PROFILES
from platform_stub.views import Views


@pytest.fixture
def host():
    """A host with a clock that stands still and numbered secrets."""
    numbers = count()
    return create_host(
        seed="s",
        clock=lambda: datetime(2026, 5, 1, 12, 0, 30, tzinfo=UTC),
        secret=lambda: f"t{next(numbers)}",
    )


class TestRoot:
    def test_system_clock_and_secret_tokens(self, host, open_world):
        """The root world goes by the system's clock, whatever a request says, and gives out secret tokens."""
        world = open_world(host)
        world.now = "1999-01-01T00:00:00Z"
        world.join("cho")
        video = world.video("cho", "recipe")

        assert world.tokens["cho"] == "t0"
        assert world.get(None, f"/videos/{video}").json["posted_at"] == "2026-05-01T12:00:30Z"

    @pytest.mark.parametrize("path", ["/control/purposes", "/control/worlds", "/control/crowd"])
    def test_no_control(self, host, open_world, path):
        """The root world cannot be steered."""
        assert open_world(host).get(None, path).status in (404, 405)
        assert open_world(host).post(None, "/control/crowd", {"verb": "save", "count": 1}).status == 404

    def test_the_clock_never_runs_back(self, open_world):
        """When the system's clock is set back, time stands still."""
        times = [datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC)]
        world = open_world(create_host(clock=lambda: times.pop() if len(times) > 1 else times[0]))
        world.join("cho")
        video = world.video("cho", "recipe")

        assert world.get(None, f"/videos/{video}").json["posted_at"] == "2026-05-02T00:00:00Z"

    def test_damaged_database(self, tmp_path):
        """A file that is no database is refused."""
        path = tmp_path / "x.db"
        path.write_text("no database" * 100)

        with pytest.raises(LogError):
            create_host(database=path)


class TestWorlds:
    def open(self, host, open_world, **options):
        reply = open_world(host).post(None, "/control/worlds", options)
        assert reply.status == 201, reply
        return open_world(host, base=reply.json["path"])

    def test_worlds_are_apart(self, host, open_world):
        """What happens in one world happens in no other."""
        one, other = (self.open(host, open_world, seed="x", profile="seed") for _ in range(2))
        one.join("ana")

        assert one.get(None, "/people/ana").status == 200
        assert (
            other.get(None, "/people/ana").status == open_world(host).get(None, "/people/ana").status == 404
        )

    def test_equal_seeds_equal_bytes(self, host, open_world):
        """Two worlds of one seed with one history answer alike, tokens included; another seed does not."""
        worlds = [self.open(host, open_world, seed=seed) for seed in ("x", "x", "y")]
        seen = []
        for world in worlds:
            world.join("ana", "cho")
            world.crowd("like", 3, world.video("cho", "recipe"))
            seen.append((dict(world.tokens), list(world.everything("cho", ["ana", "cho"], []))))

        assert seen[0] == seen[1]
        assert seen[0] != seen[2]

    def test_clock_and_percent_encoding(self, host, open_world):
        """A world has a test clock, and paths below it are decoded like others."""
        world = self.open(host, open_world)
        world.now = "2030-01-01T00:00:00Z"
        world.join("ana", "cho")
        video = world.video("cho", "recipe")
        world.put("ana", f"/me/saves/{video}", {"collection": "a/b c"})

        assert world.get("ana", "/people/ana/collections/a%2Fb%20c").json["name"] == "a/b c"
        assert world.get(None, f"/videos/{video}").json["posted_at"] == "2030-01-01T00:00:00Z"

    def test_smallest_group_and_fault(self, host, open_world):
        """A world can be opened with another smallest group, and with a fault."""
        world = self.open(host, open_world, k=2, fault="body-extra-field")
        world.join("cho")
        world.video("cho", "recipe")

        assert world.put(None, "/control/threshold", {"k": 3}).json == {"k": 3}
        assert "savers" in world.get("cho", "/me/analytics").json["videos"][0]

    def test_a_leaking_host_leaks_everywhere(self, open_world):
        """What was planted in a served platform is in the worlds that are opened there; so is its profile."""
        host = create_host(fault="body-extra-field", profile=PROFILES["counted"])
        world = self.open(host, open_world)
        clean = self.open(host, open_world, fault="other-id-scheme", profile="seed")
        shown = []
        for each in (world, clean):
            each.join("cho")
            video = each.video("cho", "recipe")
            each.crowd("save", 1000, video)
            each.now = "2026-01-03T09:00:00Z"
            page = each.get("cho", f"/videos/{video}").json
            shown.append(
                ("savers" in each.get("cho", "/me/analytics").json["videos"][0], "saves" in str(page))
            )

        assert shown == [(True, True), (False, False)]

    def test_closing(self, host, open_world):
        """A world that was closed is absent."""
        world = self.open(host, open_world)
        root = open_world(host)
        assert root.delete(None, f"/control{world.base}").status == 204

        assert root.delete(None, f"/control{world.base}").status == 404
        assert world.get(None, "/documents").status == 404
        assert root.get(None, "/worlds/").status == root.get(None, "/worlds").status == 404

    def test_bad_wishes(self, host, open_world):
        """An unknown fault or profile is 400, and the nearest fault is named."""
        root = open_world(host)
        fault = root.post(None, "/control/worlds", {"fault": "body-extra-feild"})

        assert fault.status == 400
        assert "did you mean `body-extra-field`?" in fault.json["error"]["message"]
        assert root.post(None, "/control/worlds", {"profile": "none"}).status == 400

    def test_world_root(self, host, open_world):
        """The bare address of a world is answered by that world."""
        world = self.open(host, open_world)

        assert open_world(host).get(None, world.base + "/").status == 404


def test_unknown_fault():
    """A platform is not opened with a fault that does not exist."""
    with pytest.raises(UnknownFaultError, match=r"no fault is called `zzz`; there are \d+ others"):
        Platform(fault="zzz")


def test_a_closed_world_is_gone_at_once(open_world):
    """Nothing holds a world that was closed, so that its memory is free without a search for garbage."""
    opened = []

    class Noting(Views):
        def __init__(self, platform):
            super().__init__(platform)
            opened.append(weakref.ref(self))

    world = open_world(create_host(parts=Parts(views=Noting)))
    path = world.post(None, "/control/worlds", {}).json["path"]
    inside = world.post(None, f"{path}/people", {"handle": "cho", "name": "Cho", "age": 30})
    gc.disable()
    try:
        closed = world.ask(None, "DELETE", f"/control{path}")
        root, gone = opened
        left = gone()
    finally:
        gc.enable()

    assert (inside.status, closed.status) == (201, 204)
    assert root() is not None
    assert left is None
