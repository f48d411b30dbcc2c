"""
The HTTP interface: requests in, encoded replies out.

Nothing here awaits anything but the request's body, so a caller in the same process can drive it
without an event loop.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson

from platform_stub.calls import Call, Csv, Route
from platform_stub.platform import Platform, stamp
from platform_stub.problems import NO_PERMISSION, Problem, absent, bad, refused, sign_in_needed, too_large
from platform_stub.records import fingerprint
from platform_stub.shapes import ShapeError

__all__ = ["MAX_BODY", "App", "Receive", "Router", "Scope", "Send"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Header = tuple[bytes, bytes]

MAX_BODY = 64 * 1024
_MOST_PARAMETERS = 20
_YEARS = range(1970, 9999)

_JSON: Header = (b"content-type", b"application/json")
_CSV: Header = (b"content-type", b"text/csv; charset=utf-8")
_CACHING: Header = (b"cache-control", b"private, no-cache")


class _Node:
    __slots__ = ("literal", "routes", "variable")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.variable: _Node | None = None
        self.routes: dict[str, tuple[Route, tuple[str, ...]]] = {}


class Router:
    """Finds the route of a path, in time that does not grow with the table."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node, names = self._root, []
        for part in route.path.split("/")[1:]:
            if part.startswith("{"):
                names.append(part[1:-1])
                node.variable = node.variable or _Node()
                node = node.variable
            else:
                node = node.literal.setdefault(part, _Node())
        node.routes[route.method] = (route, tuple(names))

    def find(self, method: str, parts: list[str]) -> tuple[Route, dict[str, str]]:
        """
        The route for *method* and the parts of a path, and the values of its variable parts.

        Raises:
            Problem: there is no such path, or not for this method.
        """
        node, values = self._root, []
        for part in parts:
            following = node.literal.get(part)
            if following is None:
                following = node.variable
                if following is None:
                    raise absent()
                values.append(part)
            node = following
        found = node.routes.get(method)
        if found is not None:
            return found[0], dict(zip(found[1], values, strict=True))
        if node.routes:
            raise Problem(405, absent().code, absent().message)
        raise absent()


class App:
    """One platform as an ASGI application."""

    def __init__(self, platform: Platform, router: Router) -> None:
        self.platform = platform
        self._router = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await _other(scope["type"], receive, send)
            return
        wire = self.platform.wire
        try:
            status, headers, body = await self._answer(scope, receive)
        except Problem as problem:
            status, headers, body = problem.status, [_JSON], wire.encode(wire.problem(problem))
        headers.append(_CACHING)
        if status not in (204, 304):
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, list[Header], bytes]:
        token, known, now = _wanted(scope["headers"])
        platform = self.platform
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        platform.turn_clock(_moment(now) if now is not None and platform.has_test_clock else None)
        parts = _parts(scope)
        if parts[0] == "app":
            return self._read(self._for_tool(method, parts, token), None, known)
        route, values = self._router.find(method, parts)
        if route.control and not platform.has_test_clock:
            raise absent()
        reader = None if token is None else platform.state.tokens.get(_bearer(token))
        if route.signed and reader is None:
            raise sign_in_needed()
        query = _query(scope["query_string"])
        try:
            body = {} if route.body is None else route.body.check("body", await _json(receive))
            answer = route.answer(Call(platform, reader, values, query, body))
        except ShapeError as wrong:
            raise bad(wrong) from wrong
        if method == "GET":
            return self._read(answer, reader, known)
        if not isinstance(answer, dict):
            return 204, [], b""
        return route.status, [_JSON], platform.wire.encode(answer)

    def _read(
        self, answer: dict[str, Any] | Csv | None, reader: str | None, known: bytes | None
    ) -> tuple[int, list[Header], bytes]:
        wire = self.platform.wire
        if isinstance(answer, Csv):
            kind, body = _CSV, answer.text.encode()
        else:
            kind, body = _JSON, wire.encode(answer or {})
        etag = wire.etag(body, reader).encode()
        headers = [(b"etag", etag), *wire.headers(reader)]
        if known is not None and _matches(known, etag):
            return 304, headers, b""
        return 200, [kind, *headers], body

    def _for_tool(self, method: str, parts: list[str], token: bytes | None) -> dict[str, Any]:
        platform = self.platform
        grant = None if token is None else platform.state.app_tokens.get(_bearer(token))
        if grant is None:
            raise refused(NO_PERMISSION)
        views = platform.views
        what = "/".join(parts[1:]) if method == "GET" else ""
        if what == "me":
            return views.app_me(*grant)
        if what == "videos":
            return views.app_videos(*grant)
        if what == "activity":
            return views.app_activity(*grant)
        return views.app_anything_else(what)


async def _other(kind: str, receive: Receive, send: Send) -> None:
    if kind == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
    else:
        await send({"type": "websocket.close"})


def _wanted(headers: Iterable[Header]) -> tuple[bytes | None, bytes | None, bytes | None]:
    token = known = now = None
    for name, value in headers:
        if name == b"authorization":
            token = value
        elif name == b"if-none-match":
            known = value
        elif name == b"unseen-now":
            now = value
    return token, known, now


def _parts(scope: Scope) -> list[str]:
    raw: bytes = scope.get("raw_path") or b""
    if b"%" in raw:
        return [unquote(part) for part in raw.partition(b"?")[0].decode("ascii", "replace").split("/")[1:]]
    path: str = scope["path"]
    if not path.isascii():
        path = path.encode(errors="replace").decode()
    return path.split("/")[1:] or [""]


def _query(raw: bytes) -> dict[str, str]:
    if not raw:
        return {}
    try:
        return dict(
            parse_qsl(raw.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
        )
    except ValueError as error:
        raise bad(f"at most {_MOST_PARAMETERS} query parameters") from error


def _bearer(header: bytes) -> str:
    scheme, _, token = header.decode("latin-1").partition(" ")
    return fingerprint(token) if scheme.lower() == "bearer" else ""


@lru_cache(maxsize=256)
def _moment(header: bytes) -> str:
    try:
        moment = datetime.fromisoformat(header.decode("ascii"))
    except ValueError as error:
        raise bad("`Unseen-Now` must be a time such as 2026-01-01T09:00:00Z") from error
    if moment.tzinfo is None or moment.year not in _YEARS[1:-1]:
        raise bad("`Unseen-Now` must be a time with its zone, such as 2026-01-01T09:00:00Z")
    return stamp(moment.astimezone(UTC))


def _matches(known: bytes, etag: bytes) -> bool:
    return any(tag.strip().removeprefix(b"W/") in (etag, b"*") for tag in known.split(b","))


async def _json(receive: Receive) -> object:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            raise too_large(MAX_BODY)
        more = message.get("more_body", False)
    if not body:
        return {}
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad(f"the body is not valid JSON: {error}") from error
