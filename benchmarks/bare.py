"""A scenario on the reference platform, what it asks of the application, and the same asked directly."""

import contextlib
import json
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from itertools import count
from typing import Any
from urllib.parse import unquote

from platform_stub.hosting import Host, create_host
from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Act, Thing
from unseen.oracles.canary import Credentials, contacts
from unseen.oracles.schema import Schemas
from unseen.targets.streams import Stream
from unseen.targets.stub import Stub
from unseen.targets.transport import Answer, InProcess
from unseen.world import World

SCHEMAS = Schemas.load(HOME / "schemas")
_RECIPE = Thing("video", "recipe")


def host() -> Host:
    """A host whose worlds have the same names every time, so that one run's requests fit another."""
    names = count()
    return create_host(secret=lambda: f"w{next(names)}")


class Spy:
    """A transport that notes what is sent, as the application is given it, and the status that came back."""

    def __init__(self, app: Host) -> None:
        self.app = app
        self.sent: list[tuple[MutableMapping[str, Any], bytes, int]] = []
        self._inner = InProcess(app)

    def send(self, method: str, path: str, headers: Mapping[str, str], content: object) -> Answer:
        """Pass the request on."""
        answer = self._inner.send(method, path, headers, content)
        body = b"" if content is None else json.dumps(content).encode()
        self.sent.append((_scope(method, path, headers, content is not None), body, answer.status))
        return answer

    def listen(self, path: str, headers: Mapping[str, str]) -> Stream:
        """Open the stream and remember the request that did."""
        stream = self._inner.listen(path, headers)
        self.sent.append((_scope("GET", path, headers, has_content=False), b"", stream.status))
        return stream


def _scope(method: str, path: str, headers: Mapping[str, str], has_content: bool) -> MutableMapping[str, Any]:
    path, _, query = path.partition("?")
    fields = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [*fields, (b"content-type", b"application/json")] if has_content else fields,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


def bare(app: Host, sent: Sequence[tuple[MutableMapping[str, Any], bytes, int]]) -> Callable[[], None]:
    """Call the application with each of these requests, and keep what it sends; nothing else."""

    def replay() -> None:
        for scope, body, status in sent:
            answered: list[MutableMapping[str, Any]] = []

            async def receive(body: bytes = body) -> MutableMapping[str, Any]:
                return {"type": "http.request", "body": body, "more_body": False}

            async def send(message: MutableMapping[str, Any], kept: list[Any] = answered) -> None:
                kept.append(message)

            with contextlib.suppress(StopIteration):
                app(dict(scope), receive, send).__await__().__next__()
            assert answered[0]["status"] == status, scope["path"]

    return replay


def world(transport: InProcess | Spy, seed: int) -> World:
    """A scenario's world as the plugin makes it; another seed gives other people and other payloads."""
    stub = Stub(transport, "the reference platform", {"profile": "seed"})
    oracles = (SCHEMAS.oracle, contacts, Credentials())
    return World(stub, seed=seed, judge=Judge(SCHEMAS), oracles=oracles)


def play(made: World) -> None:
    """A scenario of ordinary size: some people, two videos, saves, likes, comments, ties."""
    made.do(Act("Cho", "post", _RECIPE, (("topic", "cooking"),)))
    made.do(Act("Pia", "post", Thing("video", "knots"), (("topic", "sailing"),)))
    made.do(Act("Ben", "follow", Thing("person", "Ana"), (("way", "tie"),)))
    made.do(Act("Dev", "follow", Thing("person", "Cho"), (("way", "tie"),)))
    for name in ("Ben", "Dev"):
        made.do(Act(name, "like", _RECIPE))
    made.do(Act("Dev", "comment", _RECIPE, (("text", "how lovely"),)))
    made.do(Act("", "save", _RECIPE, crowd=40))
    made.do(Act("Ana", "like", Thing("video", "knots")))
    made.do(Act("Ana", "save", _RECIPE))
