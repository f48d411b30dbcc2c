"""
The HTTP interface: requests in, encoded replies out.

Nothing here awaits anything but the request's body, so a caller in the same process can drive it
without an event loop.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from platform_stub.calls import Call, Csv, Route
from platform_stub.guard import Client
from platform_stub.live import Connection
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
from platform_stub.routing import Routes, routable
from platform_stub.shapes import Check, ShapeError
from platform_stub.streaming import serve

__all__ = ["MAX_BODY", "App", "Endpoint", "router"]

Fields = Sequence[tuple[bytes, bytes]]

MAX_BODY = 64 * 1024
_MOST_PARAMETERS = 20
_YEARS = range(1970, 9999)

_JSON = b"application/json"
_CSV = b"text/csv; charset=utf-8"
_CACHING = (b"cache-control", b"private, no-cache")


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
        await self.answer(routable(scope), scope, receive, send)

    async def answer(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request for *path*, which is `routable` and may be only a part of that of the scope."""
        platform = self.platform
        fields = _fields(scope)
        try:
            now = fields.get(b"unseen-now")
            platform.turn_clock(_moment(now) if now is not None and platform.has_test_clock else None)
            scope["path"], scope["fields"], scope["platform"] = path, fields, platform
            await self._routes(scope, receive, send)
        except Problem as problem:
            body = platform.wire.encode(platform.wire.problem(problem))
            await _send(scope, send, problem.status, _JSON, body)
        except ClientDisconnect:
            return


class Endpoint:
    """Answers the requests for one path, whatever their method."""

    def __init__(self, rows: Iterable[Route]) -> None:
        self._rows = {row.method: (row, row.body and Check(row.body), _is_watched(row)) for row in rows}
        if "GET" in self._rows:
            self._rows["HEAD"] = self._rows["GET"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._rows.get(scope["method"])
        if found is None:
            raise Problem(405, absent().code, absent().message)
        row, check, is_watched = found
        platform: Platform = scope["platform"]
        credential = _bearer(scope["fields"].get(b"authorization", b""))
        reader = platform.state.tokens.get(credential)
        _admit(platform, row, reader)
        # an examiner of a test world asks what a page says, and does nothing by that
        is_noted = not (b"unseen-examiner" in scope["fields"] and platform.has_test_clock)
        if is_noted and is_watched:
            _watch(scope, row.path, credential, reader)
        query = _query(scope["query_string"])
        try:
            body = check(await _json(receive)) if check else {}
            answer = row.answer(Call(platform, reader, scope["path_params"], query, body, is_noted=is_noted))
        except ShapeError as wrong:
            raise bad(wrong) from wrong
        if isinstance(answer, Connection):
            await serve(answer, scope, receive, send)
        elif row.method == "GET":
            await _send_page(scope, send, answer, reader)
        elif isinstance(answer, dict):
            await _send(scope, send, row.status, _JSON, platform.wire.encode(answer))
        else:
            await _send(scope, send, 204)


def _admit(platform: Platform, row: Route, reader: str | None) -> None:
    if row.control and not platform.has_test_clock:
        raise absent()
    if not row.signed:
        return
    if reader is None:
        raise sign_in_needed()
    if row.method != "GET" and platform.rules.is_suspended(reader, platform.now):
        raise suspended(platform.state.suspended[reader])


def _is_watched(row: Route) -> bool:
    """Whether it is a page that anybody may read, of which there are many."""
    return row.method == "GET" and "{" in row.path and not row.signed


def _watch(scope: Scope, kind: str, credential: str, reader: str | None) -> None:
    """Let the guard know of a page that is read."""
    platform: Platform = scope["platform"]
    address = (scope.get("client") or ("",))[0]
    mark = credential or f"{address} {_field(scope, b'user-agent')}"
    whose = (reader, "") if reader else platform.state.app_tokens.get(credential, ("", ""))
    client = Client(mark, *whose)
    platform.guard.read(client, kind, "/".join(scope["path_params"].values()), platform.now)


class _Tools:
    """Answers outside tools, which hold the token of a grant."""

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        platform: Platform = scope["platform"]
        grant = platform.state.app_tokens.get(_bearer(scope["fields"].get(b"authorization", b"")))
        if grant is None:
            raise refused(NO_PERMISSION)
        what = scope["path_params"].get("what", "") if scope["method"] in ("GET", "HEAD") else ""
        await _send_page(scope, send, self._answer(platform, grant, what), None)

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


def router(rows: Iterable[Route]) -> Routes:
    """An ASGI application that answers these rows and the app interface, for the platform in the scope."""
    tools = _Tools()
    paths: dict[str, list[Route]] = {}
    for row in rows:
        paths.setdefault(row.path, []).append(row)
    # "{" sorts last: what is spelled out comes before what varies
    endpoints: list[tuple[str, ASGIApp]] = [(path, Endpoint(paths[path])) for path in sorted(paths)]
    return Routes([("/app", tools), ("/app/{what:path}", tools), *endpoints])


@lru_cache(maxsize=256)
def _query(raw: bytes) -> Mapping[str, str]:
    if not raw:
        return {}
    query = QueryParams(raw)
    if len(query.multi_items()) > _MOST_PARAMETERS:
        raise bad(f"at most {_MOST_PARAMETERS} query parameters")
    return dict(query)


def _fields(scope: Scope) -> dict[bytes, bytes]:
    """The header fields by lower-case name; of one that comes twice, the first."""
    return dict(reversed(scope["headers"]))


def _field(scope: Scope, name: bytes) -> str:
    value: bytes = scope["fields"].get(name, b"")
    return value.decode("latin-1")


@lru_cache(maxsize=256)
def _bearer(authorization: bytes) -> str:
    """The mark of the credential that a request carries; empty if it carries none."""
    scheme, _, token = authorization.decode("latin-1").partition(" ")
    return fingerprint(token) if scheme.lower() == "bearer" else ""


@lru_cache(maxsize=256)
def _moment(header: bytes) -> str:
    try:
        moment = datetime.fromisoformat(header.decode("latin-1"))
    except ValueError as error:
        raise bad("`Unseen-Now` must be a time such as 2026-01-01T09:00:00Z") from error
    if moment.tzinfo is None or moment.year not in _YEARS[1:-1]:
        raise bad("`Unseen-Now` must be a time with its zone, such as 2026-01-01T09:00:00Z")
    return stamp(moment.astimezone(UTC))


async def _json(receive: Receive) -> object:
    body, is_more = b"", True
    while is_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        is_more = message.get("more_body", False)
        if len(body) > MAX_BODY:
            raise too_large(MAX_BODY)
    if not body:
        return {}
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad(f"the body is not valid JSON: {error}") from error


async def _send_page(
    scope: Scope, send: Send, answer: dict[str, Any] | Csv | None, reader: str | None
) -> None:
    wire = scope["platform"].wire
    if isinstance(answer, Csv):
        kind, body = _CSV, answer.text.encode()
    else:
        kind, body = _JSON, wire.encode(answer or {})
    etag = wire.etag(body, reader)
    more = [(b"etag", etag.encode()), *wire.headers(reader)]
    if b"if-none-match" in scope["fields"] and _matches(_field(scope, b"if-none-match"), etag):
        await _send(scope, send, 304, more=more)
    else:
        await _send(scope, send, 200, kind, body, more)


def _matches(known: str, etag: str) -> bool:
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in known.split(","))


async def _send(
    scope: Scope, send: Send, status: int, kind: bytes = b"", body: bytes = b"", more: Fields = ()
) -> None:
    """Send a reply; with a body it has a length and a content type, and to HEAD nothing but that."""
    about = [(b"content-length", b"%d" % len(body)), (b"content-type", kind)] if kind else []
    await send({"type": "http.response.start", "status": status, "headers": [*about, *more, _CACHING]})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
