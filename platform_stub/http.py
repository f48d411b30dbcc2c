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
from starlette.types import Receive, Scope, Send

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
from platform_stub.routing import Routes, beside_http, routable
from platform_stub.shapes import Check, ShapeError
from platform_stub.streaming import serve

__all__ = ["MAX_BODY", "App", "Endpoint", "router"]

Fields = Sequence[tuple[bytes, bytes]]
Names = Mapping[bytes, bytes]
"""Header fields by lower-case name; of one that comes twice, the first."""
_Reply = tuple[int, bytes, bytes, Fields]
"""Status, kind of content, body and more header fields; without a kind there is no body."""

MAX_BODY = 64 * 1024
_MOST_PARAMETERS = 20
_YEARS = range(1970, 9999)

_JSON = b"application/json"
_CSV = b"text/csv; charset=utf-8"
_CACHING = (b"cache-control", b"private, no-cache")


class App:
    """One platform as an ASGI application."""

    def __init__(self, platform: Platform, routes: "Routes[Endpoint]") -> None:
        self.platform = platform
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or take part in the start and stop of a server."""
        if scope["type"] == "http":
            await self.answer(routable(scope), scope, receive, send)
        else:
            await beside_http(scope, receive, send)

    async def answer(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request for *path*, which is `routable` and may be only a part of that of the scope."""
        platform = self.platform
        fields: Names = dict(reversed(scope["headers"]))
        try:
            now = fields.get(b"unseen-now")
            platform.turn_clock(_moment(now) if now is not None and platform.has_test_clock else None)
            endpoint, params = self._routes.find(path)
            row, check, call = endpoint.admit(platform, scope, fields, params)
            if check is not None:
                call.body = check(await _json(receive))
            answer = row.answer(call)
            if isinstance(answer, Connection):
                await serve(answer, scope, receive, send)
                return
            reply = _reply(row, answer, call, fields.get(b"if-none-match"))
        except (Problem, ShapeError) as wrong:
            reply = _refusal(platform, wrong)
        except ClientDisconnect:
            return
        status, kind, body, more = reply
        about = [(b"content-length", b"%d" % len(body)), (b"content-type", kind)] if kind else []
        await send({"type": "http.response.start", "status": status, "headers": [*about, *more, _CACHING]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


class Endpoint:
    """Answers the requests for one path, whatever their method."""

    def __init__(self, rows: Iterable[Route]) -> None:
        self._rows = {
            row.method: (row, Check(row.body) if row.body else None, _is_watched(row)) for row in rows
        }
        if "GET" in self._rows:
            self._rows["HEAD"] = self._rows["GET"]

    def admit(
        self, platform: Platform, scope: Scope, fields: Names, params: Mapping[str, str]
    ) -> tuple[Route, Check | None, Call]:
        """
        Let a request in: what answers it, what its body has to be, and the call without its body.

        *params* are what varies in its path.

        Raises:
            Problem: whoever asks may not.
        """
        found = self._rows.get(scope["method"])
        if found is None:
            raise Problem(405, absent().code, absent().message)
        row, check, is_watched = found
        credential = _bearer(fields.get(b"authorization", b""))
        reader = platform.state.tokens.get(credential)
        _admit(platform, row, reader)
        # an examiner of a test world asks what a page says, and does nothing by that
        is_noted = not (b"unseen-examiner" in fields and platform.has_test_clock)
        if is_noted and is_watched:
            address = (scope.get("client") or ("",))[0]
            mark = credential or f"{address} {fields.get(b'user-agent', b'').decode('latin-1')}"
            _watch(platform, mark, credential, reader, row.path, "/".join(params.values()))
        return row, check, Call(platform, reader, params, _query(scope["query_string"]), is_noted=is_noted)


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


def _watch(platform: Platform, mark: str, credential: str, reader: str | None, kind: str, what: str) -> None:
    """Let the guard know of a page that is read."""
    whose = (reader, "") if reader else platform.state.app_tokens.get(credential, ("", ""))
    platform.guard.read(Client(mark, *whose), kind, what, platform.now)


class _Tools(Endpoint):
    """Answers outside tools, which hold the token of a grant."""

    def __init__(self) -> None:
        super().__init__(())

    def admit(
        self, platform: Platform, scope: Scope, fields: Names, params: Mapping[str, str]
    ) -> tuple[Route, Check | None, Call]:
        """Let a tool in that somebody gave permission, whatever it asks for and how."""
        grant = platform.state.app_tokens.get(_bearer(fields.get(b"authorization", b"")))
        if grant is None:
            raise refused(NO_PERMISSION)
        what = params.get("what", "") if scope["method"] in ("GET", "HEAD") else ""
        row = Route(
            "GET", "/app", lambda call: self._answer(call.platform, grant, what), "What a tool may see"
        )
        return row, None, Call(platform, None, params, {}, is_noted=False)

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


def router(rows: Iterable[Route]) -> Routes[Endpoint]:
    """What answers these rows and the app interface."""
    tools = _Tools()
    paths: dict[str, list[Route]] = {}
    for row in rows:
        paths.setdefault(row.path, []).append(row)
    # "{" sorts last: what is spelled out comes before what varies
    endpoints = [(path, Endpoint(paths[path])) for path in sorted(paths)]
    return Routes([("/app", tools), ("/app/{what:path}", tools), *endpoints])


@lru_cache(maxsize=256)
def _query(raw: bytes) -> Mapping[str, str]:
    if not raw:
        return {}
    query = QueryParams(raw)
    if len(query.multi_items()) > _MOST_PARAMETERS:
        raise bad(f"at most {_MOST_PARAMETERS} query parameters")
    return dict(query)


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


def _reply(row: Route, answer: dict[str, Any] | Csv | None, call: Call, known: bytes | None) -> _Reply:
    """What is sent for an answer; *known* are the entity tags of what the reader has already."""
    wire = call.platform.wire
    if row.method != "GET":
        return (
            (row.status, _JSON, wire.encode(answer), ()) if isinstance(answer, dict) else (204, b"", b"", ())
        )
    if isinstance(answer, Csv):
        kind, body = _CSV, answer.text.encode()
    else:
        kind, body = _JSON, wire.encode(answer or {})
    etag = wire.etag(body, call.reader)
    more = [(b"etag", etag.encode()), *wire.headers(call.reader)]
    if known is not None and _matches(known.decode("latin-1"), etag):
        return 304, b"", b"", more
    return 200, kind, body, more


def _refusal(platform: Platform, wrong: Problem | ShapeError) -> _Reply:
    """What is sent instead of an answer."""
    problem = wrong if isinstance(wrong, Problem) else bad(wrong)
    return problem.status, _JSON, platform.wire.encode(platform.wire.problem(problem)), ()


def _matches(known: str, etag: str) -> bool:
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in known.split(","))
