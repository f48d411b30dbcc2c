"""
Which endpoint answers a path: Starlette's routes decide, and what they decided is remembered.

All worlds have the same routes, and twin worlds are asked for the same paths again and again.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

import starlette.routing
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from platform_stub.problems import absent

__all__ = ["Routes", "nothing", "routable"]

# no decoded path has lone surrogates, so they can stand for what must not divide a path
_HIDE = (("%2F", "\udc2f"), ("%2f", "\udc2f"), ("%0A", "\udc0a"), ("%0a", "\udc0a"))
_SHOW = {0xDC2F: "/", 0xDC0A: "\n"}
_REMEMBERED = 8192


class _Found(NamedTuple):
    app: ASGIApp
    values: dict[str, str]


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Where no route leads: HTTP requests raise Problem, web sockets are closed."""
    if scope["type"] == "websocket":
        await WebSocketClose()(scope, receive, send)
        return
    raise absent()


class Routes:
    """
    An ASGI application made of applications, by path; *default* answers where no path leads.

    The endpoints take care of methods themselves. `path` in the scope has to be `routable` already; the
    variable parts of it become `path_params`, as they were meant.
    """

    def __init__(self, endpoints: Iterable[tuple[str, ASGIApp]], default: ASGIApp = nothing) -> None:
        self._default = default
        self._routes = [starlette.routing.Route(path, endpoint) for path, endpoint in endpoints]
        self._router = starlette.routing.Router((), redirect_slashes=False, default=default)
        self._find = lru_cache(_REMEMBERED)(self._match)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand one request on, or take part in the start and stop of a server."""
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        found = self._find(scope["path"])
        if found is None:
            await self._default(scope, receive, send)
            return
        scope["path_params"] = found.values
        await found.app(scope, receive, send)

    def _match(self, path: str) -> _Found | None:
        scope = {"type": "http", "method": "GET", "path": path}
        for route in self._routes:
            match, child = route.matches(scope)
            if match is not Match.NONE:
                values: dict[str, str] = child["path_params"]
                return _Found(route.app, {name: value.translate(_SHOW) for name, value in values.items()})
        return None


def routable(scope: Scope) -> str:
    """The path below where the application is mounted, decoded; a percent-encoded slash divides nothing."""
    raw: bytes = scope.get("raw_path") or b""
    path: str = scope["path"]
    if b"%" in raw:
        encoded = raw.partition(b"?")[0].decode("ascii", "replace")
        for dividing, hidden in _HIDE:
            encoded = encoded.replace(dividing, hidden)
        path = unquote(encoded)
    elif not path.isascii():
        path = path.encode(errors="replace").decode()
    return path.removeprefix(scope.get("root_path", ""))
