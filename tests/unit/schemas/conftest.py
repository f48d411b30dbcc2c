import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from platform_stub.documents import SLUGS
from platform_stub.hosting import create_app
from platform_stub.platform import Platform
from platform_stub.rules import ROLES
from platform_stub.settings import SETTINGS
from unseen.home import HOME
from unseen.model import Observation
from unseen.oracles.schema import Schemas

OPEN = {
    "saved-video visibility": "everyone",
    "liked-list visibility": "everyone",
    "following-list visibility": "everyone",
    "profile-view history": "on",
    "post-view history": "on",
    "read receipts": "on",
    "activity status": "on",
    "downloads": "on",
    "location tag": "on",
    "suggestions and contact sync": "on",
    "comment filter": ["rubbish"],
}


class Recorder:
    """Somebody who talks to the reference platform and keeps every answer with the name of its schema."""

    def __init__(self) -> None:
        self.app = create_app(Platform("schemas", post=self._called))
        self.tokens: dict[str, str] = {}
        self.seen: list[Observation] = []

    def ask(self, who: str, method: str, path: str, payload: str, body: Any = None, **headers: str) -> Any:
        """Send one request and return the answer as data; errors are recorded as such."""
        fields = {"authorization": f"Bearer {self.tokens[who]}"} if who in self.tokens else {}
        status, got, raw = asyncio.run(self._send(method, path, fields | headers, body))
        kind = "" if not raw else "error" if status >= 400 else payload
        request = f"{method} {path}"
        self.seen.append(Observation(who, payload, kind, request, status, got, raw))
        return self.seen[-1].document

    def listen(self, who: str) -> Callable[[], None]:
        """Open the live stream of *who*; what is returned records what came on it, and hangs up."""
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/me/live", "query_string": b""}
        scope["headers"] = [(b"authorization", f"Bearer {self.tokens[who]}".encode())]
        running = self.app(scope, lambda: None, send)
        running.send(None)

        def record() -> None:
            running.send(None)
            running.close()
            raw = b"".join(part.get("body", b"") for part in sent)
            headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
            self.seen.append(Observation(who, "live stream", "live-stream", "live", 200, headers, raw))

        return record

    def _called(self, address: str, body: bytes) -> None:
        headers = {"content-type": "application/json"}
        self.seen.append(Observation(address, "webhook", "webhook", "call", 200, headers, body))

    async def _send(
        self, method: str, path: str, fields: Mapping[str, str], body: Any
    ) -> tuple[int, dict[str, str], bytes]:
        raw = b"" if body is None else json.dumps(body).encode()
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": raw, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        bare, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": bare,
            "raw_path": bare.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
        }
        await self.app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], headers, b"".join(part.get("body", b"") for part in sent[1:])


def _history(platform: Recorder) -> None:
    """A little of everything that can be done and looked at."""
    ask = platform.ask
    for name, age in (("cho", 30), ("ana", 30), ("ben", 30), ("bo", 14), ("pia", 30)):
        about = {"email": f"{name}@example.org", "phone": f"+4477009{len(name):05}", "bio": f"I am {name}"}
        signed_up = {"handle": name, "name": name.title(), "age": age, **about}
        platform.tokens[name] = ask(name, "POST", "/people", "signed-up", signed_up)["token"]
    hear = platform.listen("cho")
    for name in ("cho", "ana"):
        ask(name, "PATCH", "/me/settings", "reply-settings", OPEN)
    ask("bo", "PATCH", "/me/settings", "reply-settings", {"profile-view history": "on"})
    everything = {name: setting.choices[0] for name, setting in SETTINGS.items()}
    ask("pia", "PATCH", "/me/settings", "reply-settings", everything)
    recipe = {"title": "recipe", "topic": "food", "traits": ["tutorial"]}
    video = ask("cho", "POST", "/me/videos", "video", recipe)["id"]
    alike = [video, *(ask(who, "POST", "/me/videos", "video", recipe)["id"] for who in ("ben", "ana"))]
    for number in range(25):
        ask("cho", "POST", "/me/videos", "video", {"title": f"walk {number}", "seconds": 20})
    hidden = ask("cho", "POST", "/me/videos", "video", {"title": "draft", "audience": "only me"})["id"]
    for name in ("ana", "ben", "bo", "pia"):
        ask(name, "PUT", "/me/following/cho", "reply-tie")
        ask(name, "PUT", f"/me/likes/{video}", "reply-act")
        ask(name, "PUT", f"/me/saves/{video}", "reply-act", {"collection": "plans"} if name == "ana" else {})
        ask(name, "PUT", f"/me/reposts/{video}", "reply-act")
        ask(name, "POST", f"/videos/{video}/views", "", {"seconds": 12})
        ask(name, "POST", f"/videos/{video}/comments", "reply-text", {"text": "nice"})
        ask(name, "POST", f"/videos/{video}/shares", "reply-act", {"to": "ben"} if name == "ana" else {})
        ask(name, "POST", "/people/cho/visits", "")
    ask("ana", "POST", f"/videos/{video}/comments", "reply-text", {"text": "what rubbish"})
    ask("ana", "PATCH", "/me/collections/plans", "reply-collection", {"visibility": "everyone"})
    ask("ana", "PUT", "/me/following/pia", "reply-tie")
    ask("pia", "PUT", "/me/followers/ana", "reply-tie")
    ask("cho", "PUT", "/me/following/ana", "reply-tie")
    sent = ask("ana", "POST", "/people/cho/messages", "reply-text", {"text": "hello"})
    ask("cho", "PUT", f"/me/messages/{sent['id']}/read", "")
    ask("cho", "POST", f"/me/messages/{sent['id']}/reports", "", {"reason": "rude"})
    ask("ana", "POST", "/people/ben/reports", "")
    ask("ana", "POST", f"/videos/{video}/reports", "")
    ask("ana", "POST", "/me/searches", "search", {"query": "recipe"})
    ask("cho", "PUT", "/me/blocks/ben", "reply-tie")
    ask("cho", "PUT", "/me/mutes/bo", "reply-tie")
    for did in ("like", "save"):
        ask("cho", "POST", "/me/promotions", "reply-promotion", {"audience": {"did": did, "video": video}})
    about = {"name": "StatApp", "privacy_policy": "https://statapp.example", "callback": "http://statapp"}
    ask("StatApp", "POST", "/tools", "reply-tool", about)
    scopes = ["read my profile", "list my videos", "copy everything"]
    for who, tool in (("cho", "StatApp"), ("ana", "Copier")):
        granted = ask(who, "POST", "/me/grants", "reply-grant", {"tool": tool, "scopes": scopes})
        platform.tokens[tool] = granted["token"]
    ask("cho", "POST", f"/videos/{video}/views", "")
    ask("ben", "PATCH", "/me/settings", "reply-settings", {"suggestions and contact sync": "on"})
    ask("ana", "PUT", "/me/presence", "", {"online": True})
    ask("ana", "PUT", "/me/place", "", {"city": "Porto", "country": "Portugal"})
    ask("ana", "PUT", "/me/contacts", "", {"numbers": ["+447700900003"]})
    ask("ana", "POST", f"/videos/{video}/downloads", "reply-act")
    hear()
    _appoint(platform)
    steered = len(platform.seen)
    ask("", "PUT", "/control/features/save%20report%20for%20creators", "", {"on": True})
    for saved in alike:
        ask("", "POST", "/control/crowd", "", {"verb": "save", "count": 1000, "video": saved})
    ask("", "POST", "/control/crowd", "", {"verb": "search", "count": 60, "query": "recipe"})
    ask("", "POST", "/control/crowd", "", {"verb": "locate", "count": 1000, "place": "Porto"})
    del platform.seen[steered:]  # the steering of a test world reaches nobody
    for now in ("2026-01-01T10:00:00Z", "2026-01-03T10:00:00Z"):
        _look_around(platform, now, [video, hidden, "none"])


def _appoint(platform: Recorder) -> None:
    for name in ROLES:
        about = {"handle": name, "name": name.title(), "age": 30}
        platform.tokens[name] = platform.ask(name, "POST", "/people", "signed-up", about)["token"]
        platform.ask("", "PUT", f"/control/roles/{name}", "", {"role": name})
        platform.seen.pop()  # the steering of a test world reaches nobody


def _look_around(platform: Recorder, now: str, videos: list[str]) -> None:
    for who in ("", "ana", "ben", "bo", "cho", "pia", *ROLES):
        for path, payload in _pages(videos):
            cursor = ""
            while cursor is not None:
                page = platform.ask(who, "GET", path + cursor, payload, **{"unseen-now": now})
                following = page.get("next") if isinstance(page, dict) else None
                cursor = f"{'&' if '?' in path else '?'}cursor={following}" if following else None
    for tool in ("StatApp", "Copier", "none"):
        for what in ("me", "videos", "activity", "copy", "none"):
            platform.ask(tool, "GET", f"/app/{what}", f"app-{what}", **{"unseen-now": now})
    platform.ask("", "GET", "/control/purposes", "purposes", **{"unseen-now": now})


def _pages(videos: list[str]) -> list[tuple[str, str]]:
    pages = [("/me/suggestions", "suggestions")]
    own = "notices push email digest analytics promotions settings messages visitors blocks save-report"
    pages += [(f"/me/{name}", name) for name in own.split()]
    pages += [("/me/ads", "ads-manager"), ("/trends", "trends")]
    pages += [(f"/research/{name}", f"research-{name}") for name in ("videos", "comments", "people")]
    pages += [(f"/moderation/{name}", f"moderation-{name}") for name in ("reports", "videos", "looks")]
    pages += [(f"/moderation/people/{handle}", "moderation-account") for handle in ("ana", "none")]
    pages += [("/me/analytics.csv", "analytics-export"), ("/search?q=a", "search")]
    pages += [("/feed/for-you", "for-you"), ("/feed/following", "following-feed")]
    pages += [(f"/me/permissions/{tool}", "permission-screen") for tool in ("StatApp", "Copier")]
    pages += [("/documents", "documents"), ("/nothing", "nothing")]
    pages += [(f"/documents/{slug}", "document") for slug in (*SLUGS, "none")]
    pages.append(("/me/copy", "data-copy"))
    for video in videos:
        pages += [(f"/videos/{video}", "video"), (f"/embed/{video}", "embed")]
        for part, payload in (
            ("likes", "likers"),
            ("comments", "comments"),
            ("comments/filtered", "filtered-comments"),
            ("viewers", "viewers"),
            ("why", "why-this-video"),
        ):
            pages.append((f"/videos/{video}/{part}", payload))
    for handle in ("ana", "cho", "pia", "none"):
        pages += [(f"/people/{handle}", "profile"), (f"/people/{handle}/collections", "collections")]
        pages += [(f"/people/{handle}/collections/{name}", "collection") for name in ("saved", "plans")]
        pages += [(f"/people/{handle}/likes", "liked-list")]
        pages += [(f"/people/{handle}/{side}", f"{side}-list") for side in ("following", "followers")]
    return pages


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    """The schemas of the reference platform."""
    return Schemas.load(HOME / "schemas")


@pytest.fixture(scope="session")
def recorded() -> list[Observation]:
    """Payloads of every kind, as the reference platform sends them."""
    platform = Recorder()
    _history(platform)
    return platform.seen
