"""
The HTTP interface: requests in, encoded replies out.

Nothing here awaits anything but the request's body, so a caller in the same process can drive it
without an event loop.
"""

from collections.abc import Iterable
from contextlib import aclosing
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import orjson
import starlette.routing
from starlette.datastructures import Headers, QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from platform_stub.calls import Call, Csv, Route
from platform_stub.guard import Client
from platform_stub.platform import Platform, stamp
from platform_stub.problems import (
    NO_PERMISSION,
    Problem,
    absent,
    bad,
    refused,
    sign_in_needed,
    suspended,
    too_large,
)
from platform_stub.records import fingerprint
from platform_stub.shapes import Check, ShapeError

__all__ = ["MAX_BODY", "App", "Endpoint", "nothing", "routable", "router"]

MAX_BODY = 64 * 1024
_MOST_PARAMETERS = 20
_YEARS = range(1970, 9999)

_JSON = "application/json"
_CSV = "text/csv"
_CACHING = (b"cache-control", b"private, no-cache")

# no decoded path has lone surrogates, so they can stand for what must not divide a path
_HIDE = (("%2F", "\udc2f"), ("%2f", "\udc2f"), ("%0A", "\udc0a"), ("%0a", "\udc0a"))
_SHOW = {0xDC2F: "/", 0xDC0A: "\n"}


class App:
    """One platform as an ASGI application; *routes* answers, and is told the platform in the scope."""

    def __init__(self, platform: Platform, routes: ASGIApp) -> None:
        self.platform = platform
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._routes(scope, receive, send)
            return
        platform = self.platform
        try:
            now = Headers(scope=scope).get("unseen-now")
            platform.turn_clock(_moment(now) if now is not None and platform.has_test_clock else None)
            scope["path"] = routable(scope)
            scope["platform"] = platform
            await self._routes(scope, receive, send)
        except Problem as problem:
            body = platform.wire.encode(platform.wire.problem(problem))
            await _send(Response(body, problem.status, media_type=_JSON), scope, receive, send)
        except ClientDisconnect:
            return


class Endpoint:
    """Answers the requests for one path, whatever their method."""

    def __init__(self, rows: Iterable[Route]) -> None:
        self._rows = {row.method: (row, row.body and Check(row.body)) for row in rows}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        found = self._rows.get(method)
        if found is None:
            raise Problem(405, absent().code, absent().message)
        row, check = found
        platform: Platform = scope["platform"]
        if row.control and not platform.has_test_clock:
            raise absent()
        headers = Headers(scope=scope)
        reader = platform.state.tokens.get(_bearer(headers))
        if row.signed and reader is None:
            raise sign_in_needed()
        if row.signed and reader is not None and method != "GET":
            _may_act(platform, reader)
        if method == "GET" and "{" in row.path and not row.signed:
            _watch(scope, headers, row.path, reader)
        query = _query(scope["query_string"])
        try:
            body = check(await _json(scope, receive)) if check else {}
            answer = row.answer(Call(platform, reader, _values(scope), query, body))
        except ShapeError as wrong:
            raise bad(wrong) from wrong
        if method == "GET":
            response = _page(platform, answer, reader, headers)
        elif isinstance(answer, dict):
            response = Response(platform.wire.encode(answer), row.status, media_type=_JSON)
        else:
            response = Response(status_code=204)
        await _send(response, scope, receive, send)


def _may_act(platform: Platform, reader: str) -> None:
    if platform.rules.is_suspended(reader, platform.now):
        raise suspended(platform.state.suspended[reader])


def _watch(scope: Scope, headers: Headers, kind: str, reader: str | None) -> None:
    """Let the guard know of a page that is read, unless an examiner of a test world asks what it says."""
    platform: Platform = scope["platform"]
    if platform.has_test_clock and "unseen-examiner" in headers:
        return
    credential = _bearer(headers)
    address = (scope.get("client") or ("",))[0]
    mark = credential or f"{address} {headers.get('user-agent', '')}"
    whose = (reader, "") if reader else platform.state.app_tokens.get(credential, ("", ""))
    client = Client(mark, *whose)
    platform.guard.read(client, kind, "/".join(_values(scope).values()), platform.now)


class _Tools:
    """Answers outside tools, which hold the token of a grant."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        platform: Platform = scope["platform"]
        headers = Headers(scope=scope)
        grant = platform.state.app_tokens.get(_bearer(headers))
        if grant is None:
            raise refused(NO_PERMISSION)
        what = _values(scope).get("what", "") if scope["method"] in ("GET", "HEAD") else ""
        await _send(_page(platform, self._answer(platform, grant, what), None, headers), scope, receive, send)

    def _answer(self, platform: Platform, grant: tuple[str, str], what: str) -> dict[str, Any]:
        views = platform.views
        if what == "me":
            return views.app_me(*grant)
        if what == "videos":
            return views.app_videos(*grant)
        if what == "activity":
            return views.app_activity(*grant)
        if what == "copy":
            return views.app_copy(*grant)
        return views.app_anything_else(what)


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Where no route leads: HTTP requests raise Problem, web sockets are closed."""
    if scope["type"] == "websocket":
        await WebSocketClose()(scope, receive, send)
        return
    raise absent()


def router(rows: Iterable[Route]) -> ASGIApp:
    """An ASGI application that answers these rows and the app interface, for the platform in the scope."""
    tools = _Tools()
    top: list[BaseRoute] = [_route("/app", tools), _route("/app/{what:path}", tools)]
    paths: dict[str, list[Route]] = {}
    for row in rows:
        paths.setdefault(row.path, []).append(row)
    areas: dict[str, list[BaseRoute]] = {}
    for path in sorted(paths):  # "{" sorts last: what is spelled out comes before what varies
        area, slash, rest = path[1:].partition("/")
        endpoint = Endpoint(paths[path])
        if slash:
            areas.setdefault(area, []).append(_route(f"/{rest}", endpoint))
        else:
            top.append(_route(path, endpoint))
    # one mount for each first part of a path, largest first: a request is compared with few patterns
    largest = sorted(areas.items(), key=lambda area: -len(area[1]))
    mounts = [Mount(f"/{area}", app=_router(inner)) for area, inner in largest]
    return _router([*mounts, *top])


def _router(routes: list[BaseRoute]) -> ASGIApp:
    return starlette.routing.Router(routes, redirect_slashes=False, default=nothing)


def _route(path: str, endpoint: ASGIApp) -> BaseRoute:
    return starlette.routing.Route(path, endpoint)


def routable(scope: Scope) -> str:
    """The path, decoded, in which a percent-encoded slash divides nothing."""
    raw: bytes = scope.get("raw_path") or b""
    if b"%" in raw:
        encoded = raw.partition(b"?")[0].decode("ascii", "replace")
        for dividing, hidden in _HIDE:
            encoded = encoded.replace(dividing, hidden)
        return unquote(encoded)
    path: str = scope["path"]
    return path if path.isascii() else path.encode(errors="replace").decode()


def _values(scope: Scope) -> dict[str, str]:
    values: dict[str, str] = scope["path_params"]
    return {n: value if value.isascii() else value.translate(_SHOW) for n, value in values.items()}


def _query(raw: bytes) -> dict[str, str]:
    if not raw:
        return {}
    query = QueryParams(raw)
    if len(query.multi_items()) > _MOST_PARAMETERS:
        raise bad(f"at most {_MOST_PARAMETERS} query parameters")
    return dict(query)


def _bearer(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return fingerprint(token) if scheme.lower() == "bearer" else ""


@lru_cache(maxsize=256)
def _moment(header: str) -> str:
    try:
        moment = datetime.fromisoformat(header)
    except ValueError as error:
        raise bad("`Unseen-Now` must be a time such as 2026-01-01T09:00:00Z") from error
    if moment.tzinfo is None or moment.year not in _YEARS[1:-1]:
        raise bad("`Unseen-Now` must be a time with its zone, such as 2026-01-01T09:00:00Z")
    return stamp(moment.astimezone(UTC))


async def _json(scope: Scope, receive: Receive) -> object:
    body = b""
    async with aclosing(Request(scope, receive).stream()) as chunks:
        async for chunk in chunks:
            body += chunk
            if len(body) > MAX_BODY:
                raise too_large(MAX_BODY)
    if not body:
        return {}
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad(f"the body is not valid JSON: {error}") from error


def _page(
    platform: Platform, answer: dict[str, Any] | Csv | None, reader: str | None, headers: Headers
) -> Response:
    wire = platform.wire
    if isinstance(answer, Csv):
        kind, body = _CSV, answer.text.encode()
    else:
        kind, body = _JSON, wire.encode(answer or {})
    etag = wire.etag(body, reader)
    known = headers.get("if-none-match")
    if known is not None and _matches(known, etag):
        response = Response(status_code=304)
    else:
        response = Response(body, media_type=kind)
    response.raw_headers += [(b"etag", etag.encode()), *wire.headers(reader)]
    return response


def _matches(known: str, etag: str) -> bool:
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in known.split(","))


async def _send(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    response.raw_headers.append(_CACHING)
    if scope["method"] == "HEAD":
        response.body = b""
    await response(scope, receive, send)
