"""
Who may learn what: what the settings, ties and permissions of a history admit, by the policy's own words.

Acts alone are folded, never anything a platform answered. In doubt the answer is that somebody may learn:
a search that alarms wrongly is worth less than one that finds less.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from unseen.history import is_undone, secret
from unseen.model import Act, Fact
from unseen.world import LOGGED_OUT

ADULT = 18
OPEN = {
    "account privacy": "public",
    "who may comment": "everyone",
    "use of my saves": "on",
    "personalised ads": "on",
}
"""Settings that an adult starts with at another value than the strictest."""

STRICTEST = {
    "account privacy": "private",
    "saved-video visibility": "only me",
    "liked-list visibility": "only me",
    "following-list visibility": "only me",
    "who may comment": "no one",
}
"""The strictest value, where it is not *off*."""

COPIES = frozenset({"copy my activity", "copy my messages", "copy my posts and profile", "copy everything"})
"""Permissions with which a tool gets what its granter may see."""

_ON_PROFILES = frozenset({"follow", "unfollow", "befriend"})
"""How many somebody follows stands on their profile, so that a twin differs there while it lasts."""


@dataclass
class Standing:
    """What holds at one moment of a history."""

    ages: Mapping[str, int]
    settings: dict[tuple[str, str], str] = field(default_factory=dict)
    collections: dict[tuple[str, str], str] = field(default_factory=dict)
    following: set[tuple[str, str]] = field(default_factory=set)
    blocked: set[tuple[str, str]] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    audiences: dict[str, str] = field(default_factory=dict)
    stories: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    grants: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def setting(self, person: str, name: str) -> str:
        """The value in force."""
        strictest = STRICTEST.get(name, "off")
        start = OPEN.get(name, strictest) if self.ages.get(person, 30) >= ADULT else strictest
        return self.settings.get((person, name), start)

    def take(self, act: Act) -> None:
        """Let one act happen."""
        happen = _HAPPENS.get(act.verb)
        if happen:
            happen(self, act)

    def shut(self, one: str, other: str) -> None:
        """One blocks the other: ties between the two end."""
        self.blocked.add((one, other))
        self.following -= {(one, other), (other, one)}

    def apart(self, one: str, other: str) -> bool:
        """Whether one of the two has blocked the other."""
        return (one, other) in self.blocked or (other, one) in self.blocked

    def is_shut_out(self, reader: str, person: str) -> bool:
        """Whether the reader meets nothing of this person any more."""
        return (person, reader) in self.blocked or person in self.closed

    def sees_activity(self, reader: str, person: str) -> bool:
        """A private account's activity is for accepted followers."""
        if self.is_shut_out(reader, person):
            return False
        return self.setting(person, "account privacy") == "public" or (reader, person) in self.following

    def admits(self, person: str, visibility: str, reader: str) -> bool:
        """Whether a visibility lets the reader in, who never sees more than the account's privacy allows."""
        if visibility == "only me" or not self.sees_activity(reader, person):
            return False
        friends = {(person, reader), (reader, person)} <= self.following
        return visibility == "everyone" or friends

    def sees_video(self, reader: str, title: str) -> bool:
        """Whether the reader is in the audience of a video that is there."""
        return title not in self.deleted and self.saw_video(reader, title)

    def saw_video(self, reader: str, title: str) -> bool:
        """Whether the reader is in the audience of a video, be it there or not."""
        owner = self.owners.get(title, "")
        return reader == owner or self.admits(owner, self.audiences.get(title, "everyone"), reader)


def is_modelled(verb: str) -> bool:
    """Whether it is known here who may learn of such an act; other promises are judged as they stand."""
    return verb in _ADMITS and verb not in _ON_PROFILES


def may_learn(reader: str, fact: Fact, acts: Sequence[Act], ages: Mapping[str, int], tools: set[str]) -> bool:
    """
    Whether the settings of this history let the reader learn the fact.

    It is asked at each moment at which the reader does or reads anything, and at the end; of those to whom
    something may be sent, at the moment of the secret as well. Once it was taken back, nobody else
    learns of it.
    """
    numbers = secret(acts, fact.act)
    hidden = [acts[number] for number in sorted(numbers)]
    if not hidden or any(act.actor == reader for act in hidden) or _is_staff(reader, acts):
        return True
    standing, first, last = Standing(ages), min(numbers), len(acts) - 1
    for number, act in enumerate(acts):
        standing.take(act)
        owner = standing.owners.get(act.thing.name)
        told = reader in tools or reader in (act.thing.name, act.detail("to"), owner)
        so_far = [each for each in numbers if each <= number]
        if so_far and is_undone(acts, so_far):
            continue
        is_moment = (number in numbers and told) or act.actor == reader or number == last
        if number >= first and is_moment:
            done = [each for index, each in zip(sorted(numbers), hidden, strict=True) if index <= number]
            if any(_admitted(standing, reader, each, tools) for each in done):
                return True
    return False


def _is_staff(reader: str, acts: Iterable[Act]) -> bool:
    """Moderators see what others hide, through a desk of their own; each look of theirs is written down."""
    appointed = [act for act in acts if act.verb == "appoint" and act.thing.name == reader]
    return any(act.detail("value") == "moderator" for act in appointed)


def _admitted(now: Standing, reader: str, act: Act, tools: set[str]) -> bool:
    if not act.actor:
        return True
    if reader in tools and all(tool != reader for _, tool in now.grants):
        reader = LOGGED_OUT  # who was let in by nobody looks at what anybody may
    elif reader in tools:
        return _tool_may(now, reader, act, now.owners.get(act.thing.name, ""))
    if act.verb == "close":
        return True
    if now.is_shut_out(reader, act.actor):
        return False
    admit = _ADMITS.get(act.verb)
    return admit is None or admit(now, reader, act)


def _sees_collection(now: Standing, reader: str, act: Act) -> bool:
    who = act.actor
    own = [value for (person, _), value in now.collections.items() if person == who]
    every = (now.setting(who, "saved-video visibility"), *own)
    return any(now.admits(who, visibility, reader) for visibility in every)


def _sees_like(now: Standing, reader: str, act: Act) -> bool:
    if reader == LOGGED_OUT:
        return now.admits(act.actor, now.setting(act.actor, "liked-list visibility"), reader)
    return _sees_deed(now, reader, act)


def _sees_deed(now: Standing, reader: str, act: Act) -> bool:
    if _is_owner(now, reader, act):
        return True
    return now.sees_video(reader, act.thing.name) and now.sees_activity(reader, act.actor)


def _sees_comment(now: Standing, reader: str, act: Act) -> bool:
    words = now.setting(now.owners.get(act.thing.name, ""), "comment filter").split(",")
    text = act.detail("text").casefold()
    if any(word.strip() and word.strip().casefold() in text for word in words if word != "off"):
        return _is_owner(now, reader, act)
    return _sees_deed(now, reader, act)


def _is_owner(now: Standing, reader: str, act: Act) -> bool:
    return reader == now.owners.get(act.thing.name, "")


def _is_addressed(_: Standing, reader: str, act: Act) -> bool:
    return reader == act.thing.name


def _sees_viewer(now: Standing, reader: str, act: Act) -> bool:
    is_story = act.thing.name in now.stories  # whoever watches a story is shown to its owner
    return _is_owner(now, reader, act) and (is_story or _both_on(now, "post-view history", act.actor, reader))


def _sees_presence(now: Standing, reader: str, act: Act) -> bool:
    friends = {(act.actor, reader), (reader, act.actor)} <= now.following
    return friends and _both_on(now, "activity status", act.actor, reader)


def _sees_place(now: Standing, reader: str, act: Act) -> bool:
    return now.setting(act.actor, "location tag") == "on" and now.sees_activity(reader, act.actor)


def _is_suggested(now: Standing, reader: str, act: Act) -> bool:
    name = "suggestions and contact sync"
    return reader == act.thing.name and _both_on(now, name, act.actor, reader)


def _sees_visitor(now: Standing, reader: str, act: Act) -> bool:
    return reader == act.thing.name and _both_on(now, "profile-view history", act.actor, reader)


def _sees_receipt(now: Standing, reader: str, act: Act) -> bool:
    return reader == act.thing.name and _both_on(now, "read receipts", act.actor, reader)


def _sees_tie(now: Standing, reader: str, act: Act) -> bool:
    pair = (act.actor, act.thing.name)
    name = "following-list visibility"
    return reader in pair or any(now.admits(one, now.setting(one, name), reader) for one in pair)


def _never(*_: object) -> bool:
    return False


_ADMITS: Mapping[str, Callable[[Standing, str, Act], bool]] = {
    **dict.fromkeys(("save", "unsave", "move"), _sees_collection),
    **dict.fromkeys(("like", "unlike"), _sees_like),
    "comment": _sees_comment,
    "repost": _sees_deed,
    **dict.fromkeys(("follow", "befriend", "unfollow", "ask-to-follow"), _sees_tie),
    **dict.fromkeys(("message", "grant", "withdraw-grant"), _is_addressed),
    **dict.fromkeys(("block", "mute", "report", "search", "set"), _never),
    "share": lambda now, reader, act: _is_owner(now, reader, act) or reader == act.detail("to"),
    **dict.fromkeys(("arrive", "leave"), _sees_presence),
    "locate": _sees_place,
    "sync": _is_suggested,
    "download": _never,
    "delete": lambda now, reader, act: now.saw_video(reader, act.thing.name),
    **dict.fromkeys(("view", "watch"), _sees_viewer),
    "visit": _sees_visitor,
    "read": _sees_receipt,
    "post": lambda now, reader, act: now.sees_video(reader, act.thing.name),
}
"""To whom an act of each kind is told or shown; everybody may learn of any other."""


def _follow(now: Standing, act: Act) -> None:
    who, whom = act.actor, act.thing.name
    is_open = now.setting(whom, "account privacy") == "public" or act.detail("way") == "tie"
    if is_open and not now.apart(who, whom):
        now.following.add((who, whom))


def _befriend(now: Standing, act: Act) -> None:
    now.following |= {(act.actor, act.thing.name), (act.thing.name, act.actor)}


def _set(now: Standing, act: Act) -> None:
    if act.detail("collection"):
        now.collections[act.actor, act.detail("collection")] = act.detail("value")
    else:
        now.settings[act.actor, act.thing.name] = act.detail("value")


def _post(now: Standing, act: Act) -> None:
    if act.detail("way") == "story":
        now.stories.add(act.thing.name)
    now.owners[act.thing.name] = act.actor
    now.audiences[act.thing.name] = act.detail("audience", "everyone")


def _grant(now: Standing, act: Act) -> None:
    scopes = {value for key, value in act.details if key == "scope"}
    now.grants[act.actor, act.thing.name] = scopes


_HAPPENS: Mapping[str, Callable[[Standing, Act], object]] = {
    "set": _set,
    "befriend": _befriend,
    "follow": _follow,
    "ask-to-follow": _follow,
    "unfollow": lambda now, act: now.following.discard((act.actor, act.thing.name)),
    "block": lambda now, act: now.shut(act.actor, act.thing.name),
    "close": lambda now, act: now.closed.add(act.actor),
    "post": _post,
    "delete": lambda now, act: now.deleted.add(act.thing.name),
    "grant": _grant,
    "withdraw-grant": lambda now, act: now.grants.pop((act.actor, act.thing.name), None),
}
"""What follows from an act of each kind."""


def _tool_may(now: Standing, tool: str, act: Act, owner: str) -> bool:
    own = now.grants.get((act.actor, tool), set())
    if own & COPIES:
        return True
    if act.verb in ("save", "unsave", "move", "mute", "report", "search", "set", "view", "block"):
        return False
    if act.verb in ("post", "grant", "withdraw-grant"):
        return True
    addressed = {act.thing.name, owner}
    return any(person in addressed and scopes & COPIES for (person, _), scopes in now.grants.items())


def _both_on(now: Standing, name: str, one: str, other: str) -> bool:
    return now.setting(one, name) == "on" and now.setting(other, name) == "on"


def readers_of(acts: Iterable[Act], people: Iterable[str], tools: Iterable[str]) -> list[str]:
    """Everybody of a history who can look at something, and a visitor who is not signed in."""
    named: dict[str, None] = dict.fromkeys(people)
    machines = set(tools) | {act.thing.name for act in acts if act.thing.kind == "tool"}
    for act in acts:
        if act.actor and act.actor not in (LOGGED_OUT, "the platform") and act.actor not in machines:
            named.setdefault(act.actor)
        if act.thing.kind in ("person", "message"):
            named.setdefault(act.thing.name)
    return [*named, *machines, LOGGED_OUT]
