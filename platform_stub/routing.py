"""
Which endpoint answers a path: Starlette's patterns decide, and what they decided is remembered.

All worlds have the same routes, and twin worlds are asked for the same paths again and again.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import unquote

from starlette.routing import Router, compile_path
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from platform_stub.problems import absent

__all__ = ["Routes", "beside_http", "routable"]

# no decoded path has lone surrogates, so they can stand for what must not divide a path
_HIDE = (("%2F", "\udc2f"), ("%2f", "\udc2f"), ("%0A", "\udc0a"), ("%0a", "\udc0a"))
_SHOW = {0xDC2F: "/", 0xDC0A: "\n"}
_REMEMBERED = 8192

Endpoint = TypeVar("Endpoint")


class Routes(Generic[Endpoint]):
    """Endpoints by path; *default* is asked where no path leads."""

    def __init__(
        self, endpoints: Iterable[tuple[str, Endpoint]], default: "Routes[Endpoint] | None" = None
    ) -> None:
        self._default = default
        self._patterns = [(*compile_path(path), endpoint) for path, endpoint in endpoints]
        self._match = lru_cache(_REMEMBERED)(self._matched)

    def find(self, path: str) -> tuple[Endpoint, Mapping[str, str]]:
        """
        What answers for a path, which has to be `routable`, and its variable parts, as they were meant.

        Raises:
            Problem: nothing does.
        """
        found = self._match(path)
        if found is not None:
            return found
        if self._default is None:
            raise absent()
        return self._default.find(path)

    def _matched(self, path: str) -> tuple[Endpoint, Mapping[str, str]] | None:
        for pattern, _, kinds, endpoint in self._patterns:
            if match := pattern.match(path):
                found = match.groupdict()
                return endpoint, {
                    name: kinds[name].convert(value).translate(_SHOW) for name, value in found.items()
                }
        return None


async def _no_socket(scope: Scope, receive: Receive, send: Send) -> None:
    await WebSocketClose()(scope, receive, send)


beside_http = Router((), redirect_slashes=False, default=_no_socket)
"""Takes part in the start and stop of a server; web sockets are closed."""


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
