"""Applications to serve: one platform alone, or a host that opens more worlds beside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from starlette.types import Receive, Scope, Send

from platform_stub.calls import Call, Route
from platform_stub.events import MemoryLog, SqliteLog
from platform_stub.faults import UnknownFaultError
from platform_stub.http import App, Endpoint, router
from platform_stub.parts import Parts
from platform_stub.platform import PROFILES, SEED, Clock, Platform, Profile
from platform_stub.problems import absent, bad
from platform_stub.routes import ROUTES
from platform_stub.routing import Routes, beside_http, routable
from platform_stub.shapes import Choice, Fields, Number, Text
from platform_stub.webhooks import Post

__all__ = ["Host", "create_app", "create_host"]

_WORLDS = "/worlds/"
_SYSTEM_CLOCK: Clock = partial(datetime.now, UTC)
_WORLD = Fields(
    {
        "seed": Text(0, 200),
        "profile": Choice(tuple(PROFILES)),
        "fault": Text(1, 100),
        "k": Number(1, 10**9),
    }
)


@cache
def _routes() -> Routes[Endpoint]:
    return router(ROUTES)


def create_app(platform: Platform) -> App:
    """*platform* as an ASGI application. Costs next to nothing: all platforms share one router."""
    return App(platform, _routes())


@lru_cache(maxsize=1024)
def _parted(path: str) -> tuple[str | None, str]:
    """The name of the world that a path leads into, and the path in it; None for the root world."""
    if not path.startswith(_WORLDS):
        return None, path
    world, slash, rest = path.removeprefix(_WORLDS).partition("/")
    return world if slash else "", f"/{rest}"


class Host:
    """
    A root world at `/`, and fresh worlds with a test clock under `/worlds/{id}/`.

    `POST /control/worlds` opens one, of *profile* and with *fault* unless it names others; `DELETE
    /control/worlds/{id}` forgets it.
    """

    def __init__(
        self,
        root: Platform,
        name_world: Callable[[], str],
        post: Post | None = None,
        parts: Parts | None = None,
        profile: Profile = SEED,
        fault: str | None = None,
    ) -> None:
        self._profile = profile
        self._fault = fault
        self._post = post
        self._parts = parts
        self._worlds: dict[str, App] = {}
        self._name_world = name_world
        self._forgotten = App(root, Routes(()))
        opening = Route("POST", "/control/worlds", self._open, "Open a world", body=_WORLD, status=201)
        closing = Route("DELETE", "/control/worlds/{world}", self._close, "Forget a world")
        steering = [(row.path, Endpoint([row])) for row in (opening, closing)]
        self._root = App(root, Routes(steering, default=_routes()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in the world its path names."""
        if scope["type"] != "http":
            await beside_http(scope, receive, send)
            return
        world, path = _parted(routable(scope))
        app = self._root if world is None else self._worlds.get(world, self._forgotten)
        await app.answer(path, scope, receive, send)

    def _open(self, call: Call) -> dict[str, Any]:
        wanted = call.body
        try:
            platform = Platform(
                wanted.get("seed", ""),
                PROFILES[wanted.get("profile", self._profile.name)],
                fault=wanted.get("fault", self._fault),
                parts=self._parts,
                k=wanted.get("k"),
                post=self._post,
            )
        except UnknownFaultError as unknown:
            raise bad(str(unknown)) from unknown
        world = self._name_world()
        self._worlds[world] = create_app(platform)
        return {"path": f"/worlds/{world}"}

    def _close(self, call: Call) -> None:
        if self._worlds.pop(call["world"], None) is None:
            raise absent()


def create_host(
    *,
    seed: str = "",
    profile: Profile = SEED,
    database: Path | None = None,
    fault: str | None = None,
    parts: Parts | None = None,
    clock: Clock = _SYSTEM_CLOCK,
    secret: Callable[[], str] = token_urlsafe,
    post: Post | None = None,
) -> Host:
    """
    What `unseen platform serve` serves.

    Args:
        seed: the seed of the root world.
        profile: its variant of the policy, and that of other worlds unless they are opened with another.
        database: a SQLite file that keeps its events; without one they are kept in memory.
        fault: the slug of a fault to plant in it, and in other worlds unless they are opened with another.
        parts: the classes that every world is built from, unless a fault decides.
        clock: its clock.
        secret: where its bearer tokens and the names of other worlds come from.
        post: how outside tools are called, in every world; without it they are not.

    Raises:
        LogError: *database* cannot be used, or is damaged.
        UnknownFaultError: no fault is called that.
    """
    log = MemoryLog() if database is None else SqliteLog(database)
    root = Platform(seed, profile, log, fault=fault, parts=parts, clock=clock, secret=secret, post=post)
    return Host(root, secret, post, parts, profile, fault)
