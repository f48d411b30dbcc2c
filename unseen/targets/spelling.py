"""Acts of the reference platform as requests; and how what they name is known to it."""

from urllib.parse import quote

from unseen.model import Act
from unseen.target import NotOffered
from unseen.targets.interface import ACTS, PHRASES

UNKNOWN = "nobody-has-this-name"
"""Stands for whatever the platform does not know."""

_NEWCOMER = "newcomer"
"""Whoever signs up with an address in a scenario; a number follows."""

_CITY, _COUNTRY = "Lisbon", "Portugal"
"""Where people are if the policy does not say."""

Request = tuple[str, str, object]
"""Method, path and body."""


class Spelling:
    """
    The names of one world, and acts spelled with what the platform calls those things.

    `handles` are those of people by name, `addresses` their e-mail addresses, `phones` their numbers,
    `videos` the identifiers by title, `messages` by sender and recipient, `comments` the last of
    each author, `newcomers` how many signed up in the course of it.
    """

    def __init__(self) -> None:
        self.handles: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.phones: dict[str, str] = {}
        self.videos: dict[str, str] = {}
        self.comments: dict[str, str] = {}
        self.messages: dict[tuple[str, str], str] = {}
        self.newcomers = 0

    def request(self, act: Act) -> Request:
        """The request of an act. Raises NotOffered for what the platform does not have."""
        if act.verb in ACTS:
            method, template, names = ACTS[act.verb]
            body: dict[str, object] = {name: act.detail(name) for name in names if act.detail(name)}
            if act.verb == "search":
                body["query"] = act.thing.name
            if "to" in body:
                body["to"] = self.person(act.detail("to"))
            return method, self._fill(template, act.thing.name), body if method != "DELETE" else None
        special = getattr(self, f"_{act.verb.replace('-', '_')}", None)
        if special is None:
            raise NotOffered(f"the reference platform has no act `{act.verb}`")
        request: Request = special(act)
        return request

    def _post(self, act: Act) -> Request:
        details = [(name, text) for name, text in act.details if name not in ("trait", "way")]
        traits = [text for name, text in act.details if name == "trait"]
        lengths = [trait.split()[2] for trait in traits if trait.startswith("length of")]
        body: dict[str, object] = {"title": act.thing.name, **dict(details)}
        if act.detail("way") == "story":
            body["story"] = True
        if lengths:
            body["seconds"] = int(lengths[0])
        plain = [trait for trait in traits if not trait.startswith("length of")]
        return "POST", "/me/videos", body | ({"traits": plain} if plain else {})

    def _sign_up(self, act: Act) -> Request:
        """An account more, of somebody who plays no part."""
        email = self.addresses.get(act.thing.name, act.thing.name)
        self.newcomers += 1
        handle = f"{_NEWCOMER}{self.newcomers}"
        return "POST", "/people", {"handle": handle, "name": handle.title(), "age": 30, "email": email}

    def _set(self, act: Act) -> Request:
        value, name = act.detail("value"), act.thing.name
        if act.detail("collection"):
            return (
                "PATCH",
                f"/me/collections/{quote(act.detail('collection'), safe='')}",
                {"visibility": value},
            )
        words = [word.strip() for word in value.split(",")]
        return "PATCH", "/me/settings", {name: words if name == "comment filter" else value}

    def _grant(self, act: Act) -> Request:
        scopes = [text for name, text in act.details if name == "scope"]
        return "POST", "/me/grants", {"tool": act.thing.name, "scopes": scopes}

    def _withdraw_grant(self, act: Act) -> Request:
        return "DELETE", f"/me/grants/{quote(act.thing.name, safe='')}", None

    def _target(self, act: Act) -> Request:
        audience = {
            "did": PHRASES.get(act.detail("did"), act.detail("did")),
            "video": self.video(act.thing.name),
        }
        return "POST", "/me/promotions", {"audience": audience}

    def _ask(self, act: Act) -> Request:
        app = "" if act.actor in self.handles or act.detail("way") == "scraping" else "/app"
        what = "saves" if act.detail("data") == "how many" else "savers"
        whom = f"/{self.person(act.detail('of'))}" if act.detail("data") == "whether" else ""
        return "GET", f"{app}/videos/{self.video(act.thing.name)}/{what}{whom}", None

    def _report(self, act: Act) -> Request:
        match act.thing.kind:
            case "person":
                what = f"/people/{self.person(act.thing.name)}"
            case "message":
                what = f"/me/messages/{self.messages.get((act.thing.name, act.actor), UNKNOWN)}"
            case _:
                what = f"/videos/{self.video(act.thing.name)}"
        return "POST", f"{what}/reports", {}

    def _delete(self, act: Act) -> Request:
        if act.thing.kind == "comment":
            return "DELETE", f"/me/comments/{self.comments.get(act.thing.name, UNKNOWN)}", None
        return "DELETE", f"/me/videos/{self.video(act.thing.name)}", None

    def _watch(self, act: Act) -> Request:
        return "POST", f"/videos/{self.video(act.thing.name)}/views", {"seconds": int(act.detail("seconds"))}

    def _arrive(self, _: Act) -> Request:
        return "PUT", "/me/presence", {"online": True}

    def _leave(self, _: Act) -> Request:
        return "PUT", "/me/presence", {"online": False}

    def _locate(self, act: Act) -> Request:
        return "PUT", "/me/place", {"city": act.thing.name or _CITY, "country": _COUNTRY}

    def _sync(self, act: Act) -> Request:
        return "PUT", "/me/contacts", {"numbers": [self.phones.get(act.thing.name, UNKNOWN)]}

    def _read(self, act: Act) -> Request:
        return "PUT", f"/me/messages/{self.messages.get((act.thing.name, act.actor), UNKNOWN)}/read", None

    def steering(self, act: Act) -> Request:
        """What the platform or a crowd does, as a request to the platform's control interface."""
        if act.verb == "threshold":
            body: dict[str, object] = {"k": act.thing.count}
            request = "PUT", "/control/threshold"
        elif act.verb == "appoint":
            body = {"role": act.detail("value")}
            request = "PUT", f"/control/roles/{self.person(act.thing.name)}"
        elif act.verb in ("say", "unsay"):
            body = {"says": act.detail("text")}
            document = act.thing.name.replace(" ", "-")
            request = "POST", f"/control/documents/{document}/{'added' if act.verb == 'say' else 'dropped'}"
        elif act.verb in ("offer", "withhold"):
            body = {"on": act.verb == "offer"}
            request = "PUT", f"/control/features/{quote(act.thing.name)}"
        else:
            whom = {"handle": self.person(act.thing.name)} if act.thing.kind == "person" else {}
            body = {"verb": act.verb, "count": act.crowd} | whom
            body |= {"others": True} if act.detail("of") == "others" else {}
            body |= {"video": self.video(act.thing.name)} if act.thing.kind == "video" else {}
            body |= {"query": act.thing.name} if act.thing.kind == "query" else {}
            body |= {"place": act.thing.name or _CITY} if act.thing.kind == "place" else {}
            request = "POST", "/control/crowd"
        return *request, body

    def _fill(self, template: str, name: str) -> str:
        if "{video}" in template:
            return template.replace("{video}", self.video(name))
        return template.replace("{person}", self.person(name)) if "{person}" in template else template

    def video(self, title: str) -> str:
        """The identifier of a video."""
        return self.videos.get(title, UNKNOWN)

    def person(self, name: str) -> str:
        """The handle of a person."""
        return self.handles.get(name, UNKNOWN)
