"""
Two ways to the same HTTP interface: the application called in process, and a server over the network.

Both take a request and give back status, headers and body; an adapter does not know which it has.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import orjson

from unseen.target import TargetError
from unseen.targets import fields
from unseen.targets.streams import HttpStream, ParkedStream, Stream

_CONNECT = 10.0
REMEMBERED = 4096
"""So many answers are remembered; twin worlds give the same ones most of the time."""
LONG = 1 << 14
"""Bodies of more bytes are not remembered: whoever answers with nothing else would fill the memory."""

Asgi = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Coroutine[Any, Any, None],
]
"""An ASGI application."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """
    What came back: status, headers with lower-case names, body.

    Compared as an object: an application that answers alike in two worlds gives the same one.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class Fields(dict[str, str]):
    """Header fields that many requests have in common; they are not changed, and encoded once."""

    @cached_property
    def encoded(self) -> tuple[tuple[bytes, bytes], ...]:
        """The fields as they stand in the scope of an ASGI application."""
        return tuple((name.encode(), value.encode("latin-1")) for name, value in self.items())


class Transport(Protocol):
    """Sends one request; `content` is sent as JSON. Raises `TargetError` when no answer comes."""

    def send(self, method: str, path: str, headers: Mapping[str, str], content: object) -> Answer:
        """Send a request and wait for the answer."""
        ...

    def listen(self, path: str, headers: Mapping[str, str]) -> Stream:
        """Open a stream of server-sent events. What is none is over at once: `read` gives its body."""
        ...


class InProcess:
    """
    Calls an ASGI application directly: real routing, headers and bodies, and no network.

    The application must not wait for anything (every handler `async`, no sockets): a coroutine that does
    is reported as a `TargetError`.
    """

    def __init__(self, app: Asgi) -> None:
        self._app = app

    def send(self, method: str, path: str, headers: Mapping[str, str], content: object) -> Answer:
        """Run the application on one request until it has answered."""
        scope = _scope(method, path, headers)
        receive = _receive_nothing
        if content is not None:
            body = orjson.dumps(content)
            about = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
            scope["headers"] += about
            receive = _receiving(body)
        sent: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        running = self._app(scope, receive, send)
        try:
            running.send(None)
        except StopIteration:
            pass
        except Exception as error:  # a server would answer 500
            raise TargetError(
                f"the application failed on {method} {path}: {type(error).__name__}: {error}"
            ) from error
        else:
            raise TargetError(
                f"the application waits for something while it answers {method} {path}; serve it over HTTP"
            )
        if not sent or "status" not in sent[0]:
            raise TargetError(f"the application gave no answer to {method} {path.partition('?')[0]}")
        head = sent[0]
        if len(sent) == 2:
            body = bytes(sent[1].get("body", b""))
        else:
            body = b"".join([part.get("body", b"") for part in sent[1:]])
        answer = _answer if len(body) <= LONG else _answer.__wrapped__
        try:
            return answer(head["status"], tuple(head["headers"]), body)
        except TypeError:  # a field may be a list as well
            return answer(head["status"], tuple(map(tuple, head["headers"])), body)

    def listen(self, path: str, headers: Mapping[str, str]) -> Stream:
        """Let the application answer until it has nothing more to send, and drive it on with each reading."""
        sent: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        running = self._app(_scope("GET", path, headers), _receive_nothing, send)
        return ParkedStream(running, sent, f"GET {path}")


def _receiving(body: bytes) -> Callable[[], Awaitable[MutableMapping[str, Any]]]:
    """What gives an application the body of a request."""

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


_receive_nothing = _receiving(b"")


@lru_cache(maxsize=REMEMBERED)
def _answer(status: int, raw: tuple[tuple[bytes, bytes], ...], body: bytes) -> Answer:
    found = fields.of_message(raw)
    return Answer(status, found, _decoded(found, body) if "content-encoding" in found else body)


def _decoded(headers: Mapping[str, str], content: bytes) -> bytes:
    """The body as a client reads it; headers stay as they were sent, so that its size can be compared."""
    if headers.get("content-encoding") != "gzip":
        return content
    import gzip

    try:
        return gzip.decompress(content)
    except (OSError, EOFError) as error:
        raise TargetError(f"a body that says it is compressed is not: {error}") from error


def _scope(method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
    common = _scope_of if len(path) <= LONG else _scope_of.__wrapped__
    scope = common(path).copy()
    scope["method"] = method
    scope["headers"] = [*(headers.encoded if type(headers) is Fields else Fields(headers).encoded)]
    return scope


@lru_cache(maxsize=1024)
def _scope_of(path: str) -> dict[str, Any]:
    """What all requests for a path have in common: everybody asks for the same things."""
    path, _, query = path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "",
        "scheme": "http",
        "path": unquote(path) if "%" in path else path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


class OverHttp:
    """Speaks to a server at a URL, over connections that are kept open."""

    def __init__(self, url: str, timeout: float = 10.0) -> None:
        import urllib3

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise TargetError(
                f"`{url}` is not the address of a platform; it should look like http://127.0.0.1:8080"
            )
        self._url = url.rstrip("/")
        self._pool = urllib3.PoolManager(retries=False, timeout=timeout)

    def send(self, method: str, path: str, headers: Mapping[str, str], content: object) -> Answer:
        """Send one request; a failure of the network is a `TargetError`, never a retry that acts twice."""
        import urllib3

        body = None if content is None else orjson.dumps(content)
        sent = dict(headers) | ({} if content is None else {"content-type": "application/json"})
        try:
            reply = self._pool.request(method, self._url + path, headers=sent, body=body)
        except urllib3.exceptions.HTTPError as error:
            raise TargetError(
                f"{self._url} did not answer {method} {path.partition('?')[0]}: {error}; is it running there?"
            ) from error
        return Answer(reply.status, fields.of_reply(reply.headers.items()), reply.data)

    def listen(self, path: str, headers: Mapping[str, str]) -> Stream:
        """Open a stream over a connection of its own; a thread reads it."""
        import urllib3

        own = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=_CONNECT, read=None))
        try:
            reply = own.request("GET", self._url + path, headers=headers, preload_content=False)
        except urllib3.exceptions.HTTPError as error:
            raise TargetError(
                f"{self._url} did not answer GET {path}: {error}; is it running there?"
            ) from error
        return HttpStream(reply, f"GET {path}")
