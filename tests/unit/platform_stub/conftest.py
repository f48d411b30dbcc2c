"""A client that calls the platform's ASGI application directly, and a world to play in."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from platform_stub import Platform, create_app

START = "2026-01-01T09:00:00Z"


class Reply:
    """What came back."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reply) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.status} {self.headers} {self.body.decode()}"


def ask(
    app: Any,
    method: str,
    path: str,
    content: object = None,
    headers: dict[str, str] | None = None,
    *,
    raw: list[bytes] | None = None,
    scope: dict[str, Any] | None = None,
) -> Reply:
    """Send one request without an event loop; `raw` sends these chunks instead of JSON."""
    target, _, query = path.partition("?")
    chunks = raw if raw is not None else [b"" if content is None else json.dumps(content).encode()]
    waiting = list(chunks)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    request = {
        "type": "http",
        "method": method,
        "path": target,
        "raw_path": target.encode(errors="replace"),
        "query_string": query.encode(errors="replace"),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in (headers or {}).items()],
    } | (scope or {})
    running = app(request, receive, send)
    with pytest.raises(StopIteration):
        running.send(None)
    head, body = sent
    found = {name.decode(): value.decode() for name, value in head["headers"]}
    return Reply(head["status"], found, body["body"])


class Listener:
    """Somebody who listens to the live stream of a world, and drives it by hand."""

    def __init__(self, world: "World", who: str, method: str) -> None:
        self.messages: list[dict[str, Any]] = []
        now = [(b"unseen-now", world.now.encode())] if world.now else []
        scope = {
            "type": "http",
            "method": method,
            "path": "/me/live",
            "query_string": b"",
            "headers": [(b"authorization", f"Bearer {world.tokens[who]}".encode()), *now],
        }
        self.running = world.app(scope, self.receive, self.send)
        self.is_over = False
        self.drive()

    async def receive(self) -> dict[str, Any]:
        raise AssertionError("nobody asks a reader who is driven by hand")

    async def send(self, message: dict[str, Any]) -> None:
        self.messages.append(message)

    def drive(self) -> None:
        if not self.is_over:
            try:
                self.running.send(None)
            except StopIteration:
                self.is_over = True

    @property
    def status(self) -> int:
        return self.messages[0]["status"]

    def events(self) -> list[tuple[str, Any]]:
        """Kind and data of everything that came so far."""
        self.drive()
        text = b"".join(message.get("body", b"") for message in self.messages).decode()
        blocks = [block.split("\n") for block in text.split("\n\n")[:-1]]
        events = [[line.split(": ", 1) for line in block] for block in blocks]
        said = [("".join(text for name, text in event if name == "data"), dict(event)) for event in events]
        return [(event["event"], json.loads(data)) for data, event in said if "event" in event]


class World:
    """A platform with people on it, called by name."""

    def __init__(self, app: Any = None, base: str = "", **options: Any) -> None:
        self.platform = None if app else Platform(options.pop("seed", "s"), **options)
        self.app = app or create_app(self.platform)
        self.base = base
        self.now: str | None = None
        self.tokens: dict[str, str] = {}

    def ask(self, who: str | None, method: str, path: str, content: object = None, **headers: str) -> Reply:
        """One request of *who*, or of a logged-out visitor."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if who is not None:
            sent["authorization"] = f"Bearer {self.tokens[who]}"
        if self.now is not None:
            sent["unseen-now"] = self.now
        return ask(self.app, method, self.base + path, content, sent)

    def get(self, who: str | None, path: str, **headers: str) -> Reply:
        return self.ask(who, "GET", path, **headers)

    def put(self, who: str | None, path: str, content: object = None) -> Reply:
        return self.ask(who, "PUT", path, content)

    def post(self, who: str | None, path: str, content: object = None) -> Reply:
        return self.ask(who, "POST", path, content)

    def delete(self, who: str | None, path: str) -> Reply:
        return self.ask(who, "DELETE", path)

    def listen(self, who: str, method: str = "GET") -> Listener:
        """Open the live stream of *who*."""
        return Listener(self, who, method)

    def set(self, who: str, **settings: Any) -> Reply:
        """Change settings, named with underscores; those with a dash are named in full."""
        return self.ask(who, "PATCH", "/me/settings", {n.replace("_", " "): v for n, v in settings.items()})

    def join(self, *names: str, age: int = 30) -> None:
        """Sign people up."""
        for name in names:
            reply = self.post(
                None,
                "/people",
                {
                    "handle": name,
                    "name": name.title(),
                    "age": age,
                    "email": f"{name}@mail.example",
                    "phone": "555 0100",
                    "bio": f"{name} here",
                },
            )
            assert reply.status == 201, reply
            self.tokens[name] = reply.json["token"]

    def video(self, who: str, title: str, **details: Any) -> str:
        """Post a video; its id."""
        reply = self.post(who, "/me/videos", {"title": title, **details})
        assert reply.status == 201, reply
        return str(reply.json["id"])

    def crowd(self, verb: str, count: int, video: str = "", **details: Any) -> Reply:
        """Let a crowd act."""
        whom = {"video": video} if video else {}
        reply = self.post(None, "/control/crowd", {"verb": verb, "count": count} | whom | details)
        assert reply.status == 200, reply
        return reply

    def befriend(self, one: str, other: str) -> None:
        """Two people follow each other."""
        self.put(one, f"/me/following/{other}")
        self.put(other, f"/me/following/{one}")

    def everything(
        self, who: str | None, people: list[str], videos: list[str]
    ) -> Iterator[tuple[str, Reply]]:
        """Every page of every surface that *who* can ask for."""
        paths = ["/documents", "/documents/help-page", "/documents/recommendation-guide", "/feed/for-you"]
        paths += [f"/documents/{slug}" for slug in ("privacy-policy", "terms", "advice-page")]
        paths += ["/trends"]
        for video in [*videos, "no-such-video"]:
            paths += [f"/videos/{video}{part}" for part in ("", "/likes", "/comments", "/viewers", "/savers")]
            paths += [f"/videos/{video}/comments/filtered", f"/videos/{video}/why"]
        for person in [*people, "nobody"]:
            paths += [f"/people/{person}{part}" for part in ("", "/likes", "/following", "/followers")]
            paths += [f"/people/{person}/collections{part}" for part in ("", "/saved", "/plans")]
            paths += [f"/search?q={quote(query)}" for query in (person, f"{person}@mail.example")]
        paths += [f"/search?q={query}" for query in ("cooking", "recipe", "")]
        if who is not None:
            own = (
                "notices push email digest analytics analytics.csv promotions settings messages visitors ads"
            )
            paths += [f"/me/{part}" for part in [*own.split(), "blocks", "save-report", "suggestions"]]
            paths += ["/research/videos", "/research/people", "/moderation/reports", "/moderation/videos"]
            paths += ["/feed/following"]
        for path in paths:
            address: str | None = path
            while address is not None:
                reply = self.get(who, address)
                yield address, reply
                cursor = None
                if reply.status == 200 and "json" in reply.headers["content-type"]:
                    cursor = reply.json.get("next")
                address = None if cursor is None else f"{path}{'&' if '?' in path else '?'}cursor={cursor}"


@pytest.fixture
def world() -> World:
    """A world with Ana, Ben and Cho, and Cho's `recipe` video."""
    made = World()
    made.join("ana", "ben", "cho")
    return made


@pytest.fixture
def recipe(world: World) -> str:
    """The id of Cho's `recipe` video."""
    return world.video("cho", "recipe", topic="cooking")


@pytest.fixture(scope="session")
def open_world() -> Callable[..., World]:
    """Opens worlds with other options."""
    return World


@pytest.fixture(scope="session")
def request_of() -> Callable[..., Reply]:
    """Sends one raw request to an application."""
    return ask
