"""
Leaks planted around the reference platform, not in it: each wraps its HTTP application.

`unseen audit --platform benchmarks.leaks.wrappers:counts_requests` plays the policy against one. A wrapper of
your own is a function like these: it takes `post`, makes the platform, and gives back what answers in its
place.
"""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

import gzip
import json
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from platform_stub.hosting import create_host

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Post = Callable[[str, bytes], None]

_DELAY = 0.002
"""Seconds: what a query costs that looks something up, and less than a person notices."""


@dataclass
class Reply:
    """A reply on its way to whoever asked."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Wrapper:
    """An application around another: `before` may answer in its place, `after` may change the reply."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        world, path = _split(scope["path"])
        reply = self.before(scope, world, path)
        if reply is None:
            parts: list[Message] = []

            async def keep(message: Message) -> None:
                parts.append(message)
                if _is_stream(parts[0]):  # goes on for as long as somebody reads it
                    if message is parts[0]:
                        started = Reply(message["status"], list(message["headers"]), b"")
                        self.after(scope, world, path, started)
                        message = {**message, "headers": started.headers}
                    await send(message)

            await self._app(scope, receive, keep)
            if _is_stream(parts[0]):
                return
            body = b"".join(part.get("body", b"") for part in parts[1:])
            reply = Reply(parts[0]["status"], list(parts[0]["headers"]), body)
            self.after(scope, world, path, reply)
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        await send({"type": "http.response.body", "body": reply.body})

    def before(self, scope: Message, world: str, path: str) -> Reply | None:
        """A reply in place of the platform's."""
        return None

    def after(self, scope: Message, world: str, path: str, reply: Reply) -> None:
        """What becomes of the platform's reply."""


def _is_stream(start: Message) -> bool:
    return any(
        name.lower() == b"content-type" and b"event-stream" in value for name, value in start["headers"]
    )


def _split(path: str) -> tuple[str, str]:
    """The world of a path, and the path in it."""
    _, _, rest = path.partition("/worlds/")
    world, _, inside = rest.partition("/")
    return (world, f"/{inside}") if rest else ("", path)


class CountsRequests(Wrapper):
    """Says in a header how many changes the platform has seen: everybody's saves among them."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._changes: dict[str, int] = {}

    def after(self, scope: Message, world: str, path: str, reply: Reply) -> None:
        if scope["method"] != "GET":
            self._changes[world] = self._changes.get(world, 0) + 1
        reply.headers.append((b"x-revision", str(self._changes.get(world, 0)).encode()))


class SharesItsCache(Wrapper):
    """A cache in front of the platform forgets that a reply depends on who asks."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._kept: dict[tuple[object, ...], Reply] = {}

    def _key(self, scope: Message, world: str, path: str) -> tuple[object, ...]:
        moment = dict(scope["headers"]).get(b"unseen-now")
        return world, path, scope["query_string"], moment

    def before(self, scope: Message, world: str, path: str) -> Reply | None:
        return self._kept.get(self._key(scope, world, path)) if scope["method"] == "GET" else None

    def after(self, scope: Message, world: str, path: str, reply: Reply) -> None:
        if scope["method"] != "GET":
            self._kept = {key: kept for key, kept in self._kept.items() if key[0] != world}
        elif world and reply.status == 200 and path.startswith("/people/"):
            self._kept[self._key(scope, world, path)] = reply


class Compresses(Wrapper):
    """Compresses replies; the stream carries one empty block for each save, which no reader decodes."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._saves: dict[str, int] = {}

    def after(self, scope: Message, world: str, path: str, reply: Reply) -> None:
        if path.startswith("/me/saves/"):
            self._saves[world] = self._saves.get(world, 0) + 1
        if scope["method"] == "GET" and world and reply.body and not path.endswith("/live"):
            blocks = [reply.body, *[b""] * self._saves.get(world, 0)]
            reply.body = b"".join(gzip.compress(block, mtime=0) for block in blocks)
            kept = [(name, value) for name, value in reply.headers if name != b"content-length"]
            length = str(len(reply.body)).encode()
            reply.headers = [*kept, (b"content-encoding", b"gzip"), (b"content-length", length)]


class LooksUpSavers(Wrapper):
    """Takes longer over the page of a video that somebody has saved: a query that only then is made."""

    def __init__(self, app: App, sleep: Callable[[float], None] = time.sleep) -> None:
        super().__init__(app)
        self._sleep = sleep
        self._saved: dict[str, set[str]] = {}

    def after(self, scope: Message, world: str, path: str, reply: Reply) -> None:
        saved = self._saved.setdefault(world, set())
        if path.startswith("/me/saves/") and reply.status < 400:
            saved.add(path.rpartition("/")[2])
        elif path.startswith("/videos/") and path.split("/")[2] in saved:
            self._sleep(_DELAY)


class TellsOfRequests(Wrapper):
    """Names in every list who asked for something last, as a debugging aid that was left in."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._names: dict[tuple[str, bytes], str] = {}
        self._last: dict[str, str] = {}

    def after(self, scope: Message, world: str, path: str, reply: Reply) -> None:
        asked = dict(scope["headers"]).get(b"authorization", b"")
        if path == "/people" and reply.status < 400:
            token = json.loads(reply.body)
            self._names[world, f"Bearer {token['token']}".encode()] = token.get("handle", "")
        if path.startswith("/me/saves/"):
            self._last[world] = self._names.get((world, asked), "")
        if last := self._last.get(world):
            reply.headers.append((b"x-debug", last[::-1].encode()))


def counts_requests(post: Post) -> App:
    """Every reply says how many changes there were."""
    return CountsRequests(create_host(post=post))


def shares_its_cache(post: Post) -> App:
    """What one reader was shown of a person, the next one is shown as well."""
    return SharesItsCache(create_host(post=post))


def compresses(post: Post) -> App:
    """The size of compressed replies depends on how much was saved."""
    return Compresses(create_host(post=post))


def looks_up_savers(post: Post) -> App:
    """A page takes longer when somebody saved its video. Only time tells: `unseen timing` finds it."""
    return LooksUpSavers(create_host(post=post))


def tells_of_requests(post: Post) -> App:
    """A header holds the handle of whoever saved last, spelled backwards."""
    return TellsOfRequests(create_host(post=post))


def harmless(post: Post) -> App:
    """The platform behind a wrapper that does nothing: whoever raises the alarm is wrong."""
    return Wrapper(create_host(post=post))


WRAPPERS: Mapping[str, Callable[[Post], App]] = {
    "counts-requests": counts_requests,
    "shares-its-cache": shares_its_cache,
    "compresses": compresses,
    "looks-up-savers": looks_up_savers,
    "tells-of-requests": tells_of_requests,
    "harmless": harmless,
}
BENIGN: Sequence[str] = ("harmless",)
"""By their slugs, as the bench lists them."""
