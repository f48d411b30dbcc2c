"""One world of the reference platform: acts become requests, surfaces become pages that are read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn
from urllib.parse import quote

from unseen.model import ADDRESS, Act, Observation, Person, Undecodable, decode
from unseen.target import Subjects, TargetError
from unseen.targets.interface import LIVE, REPLIES, STAFF_SURFACES, SURFACES
from unseen.targets.listener import Listener
from unseen.targets.spelling import UNKNOWN, Spelling
from unseen.targets.streams import Stream
from unseen.targets.transport import LONG, REMEMBERED, Answer, Fields, Transport

_BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_MOST_PAGES = 1000
_LIVE = "/me/live"
_SCRAPED = ("video page", "comments")
_GUESSES = 40
"""So many addresses a scraping machine tries; a person looks at fewer in a minute."""


class StubSession:
    """One world of the reference platform, reached over a transport below a path."""

    def __init__(
        self, transport: Transport, path: str, give_back: str = "", listener: Listener | None = None
    ) -> None:
        self._listener = listener
        self._transport = transport
        self._path = path
        self._give_back = give_back
        self._names = Spelling()
        self._tokens: dict[str, str] = {}
        self._grants: dict[str, dict[str, str]] = {}
        self._registered: set[str] = set()
        self._streams: dict[str, list[Stream]] = {}
        self._beats = 0
        self._at = 0.0
        self._sent: dict[tuple[str, str, bool], Fields] = {}
        self._asked_about = Subjects()
        self._places: dict[str, list[_Place]] = {}

    # acts

    def join(self, person: Person, at: float) -> Sequence[Observation]:
        """Sign up."""
        identity = {
            "handle": person.handle,
            "name": person.display,
            "email": person.email,
            "phone": person.phone,
            "bio": person.bio,
            "age": person.age,
        }
        answer = self._send("", "POST", "/people", at, identity)
        self._forget()
        self._tokens[person.name] = text_of(answer, "POST /people", "token")
        self._names.handles[person.name] = person.handle
        self._names.addresses[person.name + ADDRESS] = person.email
        self._names.phones[person.name] = person.phone
        self._listen(person.name, at)
        return [_seen(person.name, "reply to an act", "signed-up", "sign up", answer)]

    def perform(self, act: Act, at: float) -> Sequence[Observation]:
        """Do one primitive act; what the actor was told comes back."""
        if act.crowd or act.actor == "the platform":
            self._steer(act, at)
            return []
        if act.verb == "grant":
            self._register(act.thing.name, at)
        scraped = list(self._scrape(act, at)) if act.detail("way") == "scraping" else []
        method, path, body = self._names.request(act)
        answers = [
            self._send(act.actor, method, path, at, body, granter) for granter in self._granters(act.actor)
        ]
        for answer in answers:
            if answer.status == 400 and act.verb != "sign-up":  # which may say why nobody is let in
                raise TargetError(
                    f"the platform does not understand `{act.verb} {act.thing.name}`: {_reason(answer)}"
                )
            self._remember(act, answer)
        payload = "reply-collection" if act.detail("collection") and act.verb == "set" else REPLIES[act.verb]
        surface = "app interface" if act.verb == "ask" and path.startswith("/app/") else "reply to an act"
        request = f"{act.verb} {act.thing.name}".strip()
        told = [_seen(act.actor, surface, payload, request, answer) for answer in answers]
        return [*scraped, *told]

    def _scrape(self, act: Act, at: float) -> Iterator[Observation]:
        """What a machine reads before it asks: pages of the video, then what it guesses."""
        known = Subjects(videos=(act.thing.name,), unknown=False)
        for granter in self._granters(act.actor):
            headers = self._headers(act.actor, at, granter)
            for surface in _SCRAPED:
                for template, payload in SURFACES[surface]:
                    for path, label in self._subjects(template, known):
                        place = _Place(self._path + path, f"GET {label}", payload)
                        yield from self._pages(act.actor, surface, place, granter, headers)
            for number in range(_GUESSES):
                path = f"{self._path}/videos/guess-{number}"
                guess = _Place(path, f"GET /videos/[guess {number}]", "video")
                yield from self._pages(act.actor, "video page", guess, granter, headers)

    def _register(self, tool: str, at: float) -> None:
        """An outside tool registers before anybody lets it in or is shown what it would get."""
        if tool in self._registered:
            return
        self._registered.add(tool)
        site = f"https://{tool.casefold()}.example"
        about = {"name": tool, "privacy_policy": f"{site}/privacy", "security": f"see {site}/security"}
        if self._listener is not None:
            about["callback"] = self._listener.address(self._path, tool)
        text_of(self._send("", "POST", "/tools", at, about), "POST /tools", "tool")

    def _steer(self, act: Act, at: float) -> None:
        method, path, body = self._names.steering(act)
        answer = self._send("", method, path, at, body)
        if answer.status >= 400:
            raise TargetError(f"the platform refused to steer `{act.verb}`: {_reason(answer)}")

    def _remember(self, act: Act, answer: Answer) -> None:
        if answer.status >= 400 or act.verb not in ("post", "message", "comment", "grant"):
            return
        self._forget()
        if act.verb == "post":
            self._names.videos[act.thing.name] = text_of(answer, act.verb, "id")
        elif act.verb == "comment":
            self._names.comments[act.actor] = text_of(answer, act.verb, "id")
        elif act.verb == "message":
            self._names.messages[act.actor, act.thing.name] = text_of(answer, act.verb, "id")
        else:
            self._grants.setdefault(act.thing.name, {})[act.actor] = text_of(answer, act.verb, "token")

    def _granters(self, who: str) -> Sequence[str]:
        """Who gave a tool permission: it asks in the name of each. All others ask once, as themselves."""
        return tuple(self._grants.get(who, ())) or ("",)

    # surfaces

    def look(self, reader: str, surface: str, subjects: Subjects, at: float) -> Iterable[Observation]:
        """Every page of every request that this surface takes."""
        if surface in STAFF_SURFACES:
            path, payload = STAFF_SURFACES[surface]
            return [_seen(reader, surface, payload, surface, self._send("", "GET", path, at, None))]
        if surface == "webhook":
            return self._told(reader)
        if reader in self._grants and surface != "app interface":
            return ()  # an outside tool has the app interface and nothing else
        if surface == LIVE:
            return self._heard(reader, at)
        if surface == "permission screen":
            for tool in subjects.tools:
                self._register(tool, at)
        granters = [
            (granter, self._headers(reader, at, granter, examining=not subjects.acting))
            for granter in self._granters(reader)
        ]
        found: list[Observation] = []
        for place in self._places_of(surface, subjects):
            for granter, headers in granters:
                found += self._pages(reader, surface, place, granter, headers)
        return found

    def _told(self, tool: str) -> Iterator[Observation]:
        """What the platform called this tool to tell it, call by call."""
        if self._listener is not None:
            for number, body in enumerate(self._listener.heard(self._path, tool), 1):
                answer = Answer(200, {"content-type": "application/json"}, body)
                yield _seen(tool, "webhook", "webhook", f"call {number}", answer)

    def _listen(self, reader: str, at: float) -> Stream | None:
        """Open the live stream of somebody; returns it if the platform refused."""
        stream = self._transport.listen(self._path + _LIVE, self._headers(reader, at))
        if stream.status >= 400:
            return stream
        self._streams.setdefault(reader, []).append(stream)
        return None

    def _heard(self, reader: str, at: float) -> Iterator[Observation]:
        """What came on the live streams of a reader so far; where the last one ended, it is opened again."""
        streams = self._streams.get(reader, [])
        if any(stream.is_far and not stream.is_over for stream in streams):
            self._beats += 1
            self._send("", "PUT", "/control/beat", at, {"beat": self._beats})
        for number, stream in enumerate(streams, 1):
            answer = Answer(stream.status, stream.headers, stream.read(self._beats))
            yield _seen(reader, LIVE, "live-stream", f"connection {number}", answer)
        if not streams or streams[-1].is_over:
            refused = self._listen(reader, at)
            if refused is not None:
                answer = Answer(refused.status, refused.headers, refused.read(0))
                yield _seen(reader, LIVE, "live-stream", f"GET {_LIVE}", answer)
                refused.close()

    def _pages(
        self, reader: str, surface: str, place: "_Place", granter: str, headers: Fields
    ) -> Sequence[Observation]:
        """Every page of one request; most have one."""
        path, request, payload = place
        if granter:
            request += f" for {granter}"
        answer = self._transport.send("GET", path, headers, None)
        if answer.status >= 500:
            self._fail(answer, "GET", path)
        first = _seen(reader, surface, payload, request, answer)
        if b'"next"' not in answer.body or (cursor := _next(answer)) is None:
            return (first,)
        found, cursors = [first], {cursor}
        while len(found) < _MOST_PAGES:
            joint = "&" if "?" in path else "?"
            further = f"{path}{joint}cursor={quote(cursor, safe='')}"
            answer = self._transport.send("GET", further, headers, None)
            if answer.status >= 500:
                self._fail(answer, "GET", further)
            found.append(_seen(reader, surface, payload, f"{request} page {len(found) + 1}", answer))
            next_cursor = _next(answer)
            if next_cursor is None:
                return found
            cursor = next_cursor
            if cursor in cursors:
                raise TargetError(f"the pages of {place.request} never end: page {len(found)} leads back")
            cursors.add(cursor)
        raise TargetError(f"the pages of {place.request} never end: there are more than {_MOST_PAGES}")

    def _places_of(self, surface: str, subjects: Subjects) -> Sequence["_Place"]:
        """What there is to ask on a surface: the same for all who look at one moment."""
        if subjects is not self._asked_about:
            self._asked_about = subjects
            self._places.clear()
        places = self._places.get(surface)
        if places is None:
            places = self._places[surface] = [
                _Place(self._path + path, f"GET {label}", payload)
                for template, payload in SURFACES[surface]
                for path, label in self._subjects(template, subjects)
            ]
        return places

    def _forget(self) -> None:
        """Somebody or something has a name now, or a credential: what was spelled before may have changed."""
        self._sent.clear()
        self._places.clear()

    def _subjects(self, template: str, subjects: Subjects) -> Iterator[tuple[str, str]]:
        """The paths that a template stands for, and how they are called: with names, not identifiers."""
        unknown = (UNKNOWN,) if subjects.unknown else ()
        if "{video}" in template:
            for title in (*subjects.videos, *unknown):
                path = template.replace("{video}", self._names.video(title))
                yield path, template.replace("{video}", f"[{title}]")
        elif "{person}" in template:
            for name in (*subjects.people, *unknown):
                filled = template.replace("{person}", self._names.person(name))
                label = template.replace("{person}", f"[{name}]")
                collections = subjects.collections if "{collection}" in template else ("",)
                for collection in collections:
                    path = filled.replace("{collection}", quote(collection, safe=""))
                    yield path, label.replace("{collection}", collection)
        elif "{tool}" in template:
            for tool in (*subjects.tools, *unknown):
                path = template.replace("{tool}", quote(tool, safe=""))
                yield path, template.replace("{tool}", f"[{tool}]")
        elif "{query}" in template:
            for query in (*subjects.queries, *unknown):
                text = self._names.handles.get(query) or self._names.addresses.get(query, query)
                yield template.replace("{query}", quote(text, safe="")), template.replace("{query}", query)
        else:
            yield template, template

    def close(self) -> None:
        """Let the platform forget this world."""
        while self._streams:
            for stream in self._streams.popitem()[1]:
                stream.close()
        if self._listener is not None:
            self._listener.forget(self._path)
        if self._give_back:
            self._transport.send("DELETE", self._give_back, {}, None)

    # requests

    def _send(
        self, who: str, method: str, path: str, at: float, content: object, granter: str = ""
    ) -> Answer:
        path = self._path + path
        answer = self._transport.send(method, path, self._headers(who, at, granter), content)
        if answer.status >= 500:
            self._fail(answer, method, path)
        return answer

    def _fail(self, answer: Answer, method: str, path: str) -> NoReturn:
        raise TargetError(
            f"the platform failed with {answer.status} on {method} "
            f"{path.removeprefix(self._path).partition('?')[0]}; look for the reason in its log"
        )

    def _headers(self, who: str, at: float, granter: str = "", *, examining: bool = False) -> Fields:
        """What somebody sends with every request of one moment."""
        if at != self._at:
            self._at = at
            self._sent.clear()
        known = self._sent.get((who, granter, examining))
        if known is None:
            headers = {"unseen-now": _spelled(at)}
            token = self._grants[who][granter] if granter else self._tokens.get(who)
            if token:
                headers["authorization"] = f"Bearer {token}"
            if who not in self._tokens:
                headers["user-agent"] = quote(who)
            if examining:
                headers["unseen-examiner"] = "1"
            known = self._sent[who, granter, examining] = Fields(headers)
        return known


def _seen(reader: str, surface: str, payload: str, request: str, answer: Answer) -> Observation:
    """What somebody received: the same object for the same answer, so that it is examined once."""
    read = _read if len(answer.body) <= LONG else _read.__wrapped__
    return read(reader, surface, payload, request, answer)


@lru_cache(maxsize=REMEMBERED)
def _read(reader: str, surface: str, payload: str, request: str, answer: Answer) -> Observation:
    kind = "error" if answer.status >= 400 else payload if answer.body else ""
    seen = Observation(reader, surface, kind, request, answer.status, answer.headers, answer.body)
    if not answer.headers.get("content-type", "").startswith("text/csv"):
        try:
            seen.document  # noqa: B018
        except Undecodable as error:
            raise TargetError(f"{request}: {error}; is this the reference platform?") from error
    return seen


@lru_cache(maxsize=256)
def _spelled(at: float) -> str:
    return (_BEGIN + timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Place(NamedTuple):
    """A path to get, how the request is called in evidence, and what answers it."""

    path: str
    request: str
    payload: str


def _next(answer: Answer) -> str | None:
    if answer.status != 200 or b'"next"' not in answer.body:
        return None
    cursor = _json(answer, "a page").get("next")
    return cursor if isinstance(cursor, str) else None


def _json(answer: Answer, request: str) -> dict[str, Any]:
    try:
        document = decode(answer.body, "application/json")
    except Undecodable as error:
        raise TargetError(
            f"{request} was answered with {answer.status}, and {error}; is this the reference platform?"
        ) from error
    if answer.status >= 400:
        raise TargetError(f"the platform refused {request}: {_reason(answer)}")
    if not isinstance(document, dict):
        raise TargetError(f"{request} was answered with JSON, but not with an object")
    return document


def text_of(answer: Answer, request: str, name: str) -> str:
    value = _json(answer, request).get(name)
    if not isinstance(value, str):
        raise TargetError(f"the answer to {request} has no `{name}`; is this the reference platform?")
    return value


def _reason(answer: Answer) -> str:
    """Why the platform refused, in its own words."""
    try:
        return f"{answer.status}, {decode(answer.body, 'application/json')['error']['message']}"
    except (Undecodable, LookupError, TypeError):
        return str(answer.status)
