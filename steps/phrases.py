"""
Acts as phrases: a verb in one of six forms, and what it is done to.

`PHRASES` of a verb form read "has saved the "recipe" video" as an act without an actor, and say it. What a
phrase may end in is a *shape*: a regular expression whose named groups are the parts of the act.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from unseen.model import ADDRESS, DETAILS, Act, Thing

from .nouns import (
    COUNTED_TRAITS,
    NAME,
    NUMBER,
    OWN,
    QUOTED,
    SCOPES,
    SETTINGS,
    TOPIC,
    TRAITS,
    number_of,
    one_of,
    topic_text,
    unquoted,
)

VIDEO = rf"the (?:{QUOTED} )?video"
VIDEOS = rf"{NUMBER} videos?(?: about {TOPIC})?"
COLLECTION = rf"(?:the|{OWN}) {QUOTED} collection"
TRAIT = rf"(?:(?:an? )?{one_of(TRAITS)}|length of \d+ seconds)"
VALUE = one_of({value for values in SETTINGS.values() for value in values})
SETTING = rf"{one_of(SETTINGS)}"

_VIDEO = f"(?P<video>{VIDEO})"
_ANY_VIDEO = rf"(?:{_VIDEO}|(?P<count>{NUMBER}) videos?(?: about (?P<about>{TOPIC}))?)"
_KEPT = rf"(?: (?:in|into|to) (?P<collection>{COLLECTION}))"

SHAPES = {
    "video": _ANY_VIDEO,
    "kept": f"{_ANY_VIDEO}{_KEPT}?",
    "shared": rf"{_ANY_VIDEO}(?: with (?P<to>{NAME}))?",
    "moved": f"{_VIDEO}{_KEPT}",
    "said": rf"{_VIDEO}(?: with (?P<text>{QUOTED}))?",
    "person": f"(?P<person>{NAME})",
    "profile": f"(?P<person>{NAME})(?:'s profile)",
    "either": f"(?:{_VIDEO}|(?P<message>{NAME})'s message|(?P<person>{NAME}))",
    "sent": rf"(?P<person>{NAME})(?:(?: with)? (?P<text>{QUOTED}))?",
    "deleted": f"(?:{_VIDEO}|(?P<comment>{NAME})'s comment)",
    "message": f"(?P<message>{NAME})'s message",
    "watched": rf"{_VIDEO} for (?P<seconds>{NUMBER}) seconds",
    "online": "(?P<presence>online)",
    "offline": "(?P<presence>offline)",
    "place": f"(?P<place>a location|the {QUOTED} location)",
    "contacts": f"contacts with (?P<person>{NAME})",
    "account": rf"(?P<account>(?:the|{OWN}) account)",
    "query": f"(?P<query>{QUOTED})",
    "address": f"with (?P<address>{NAME}{ADDRESS})",
    "posting": (
        rf"{_VIDEO}(?: about (?P<topic>{TOPIC}))?(?: with (?P<trait>{TRAIT}(?: and {TRAIT})*))?"
        r"(?: for (?P<audience>everyone|friends|only me))?(?: as a (?P<way>story))?"
    ),
    "choice": (
        rf"(?P<setting>{SETTING})(?: of (?P<collection>{COLLECTION}))? to (?P<value>{VALUE}|{QUOTED})"
    ),
    "grant": rf"(?P<tool>{NAME}) permission to (?P<scope>{one_of(SCOPES)})",
}
"""What may follow a verb, by the name of the shape."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of an act and its forms: *saves*, *saved* (also after "has"), *save*."""

    name: str
    third: str
    past: str
    base: str
    shape: str
    participle: str = ""


VERBS = (
    Verb("save", "saves", "saved", "save", "kept"),
    Verb("unsave", "unsaves", "unsaved", "unsave", "video"),
    Verb("move", "moves", "moved", "move", "moved"),
    Verb("like", "likes", "liked", "like", "video"),
    Verb("unlike", "unlikes", "unliked", "unlike", "video"),
    Verb("comment", "comments on", "commented on", "comment on", "said"),
    Verb("share", "shares", "shared", "share", "shared"),
    Verb("repost", "reposts", "reposted", "repost", "video"),
    Verb("view", "views", "viewed", "view", "video"),
    Verb("watch", "watches", "watched", "watch", "watched"),
    Verb("visit", "visits", "visited", "visit", "profile"),
    Verb("follow", "follows", "followed", "follow", "person"),
    Verb("unfollow", "unfollows", "unfollowed", "unfollow", "person"),
    Verb("ask-to-follow", "asks to follow", "asked to follow", "ask to follow", "person"),
    Verb("block", "blocks", "blocked", "block", "person"),
    Verb("mute", "mutes", "muted", "mute", "person"),
    Verb("report", "reports", "reported", "report", "either"),
    Verb("search", "searches for", "searched for", "search for", "query"),
    Verb("message", "messages", "messaged", "message", "sent"),
    Verb("read", "reads", "read", "read", "message"),
    Verb("delete", "deletes", "deleted", "delete", "deleted"),
    Verb("download", "downloads", "downloaded", "download", "video"),
    Verb("arrive", "comes", "came", "come", "online", "come"),
    Verb("leave", "goes", "went", "go", "offline", "gone"),
    Verb("locate", "tags", "tagged", "tag", "place"),
    Verb("sync", "syncs", "synced", "sync", "contacts"),
    Verb("sign-up", "signs up", "signed up", "sign up", "address"),
    Verb("log-out", "logs out of", "logged out of", "log out of", "account"),
    Verb("close", "closes", "closed", "close", "account"),
    Verb("post", "posts", "posted", "post", "posting"),
    Verb("befriend", "is a friend of", "was a friend of", "are friends of", "person", "been a friend of"),
    Verb("set", "sets", "set", "set", "choice"),
    Verb("grant", "grants", "granted", "grant", "grant"),
)

TIES = ("follow", "ask-to-follow", "block", "mute")
"""Verbs that make a tie; after Given they are said as one."""

FORMS: dict[str, Callable[[Verb], str]] = {
    "saves": lambda verb: verb.third,
    "save": lambda verb: verb.base,
    "saved": lambda verb: verb.past,
    "has saved": lambda verb: f"has {verb.participle or verb.past}",
    "have saved": lambda verb: f"have {verb.participle or verb.past}",
    "had saved": lambda verb: verb.participle or verb.past,
}
"""The forms of a verb, called after those of *save*; "had" itself is left to the sentence."""


def plain(regexp: str) -> str:
    """The regular expression without names of groups."""
    return re.sub(r"\(\?P<\w+>", "(?:", regexp)


class Phrases:
    """
    The phrases of some verbs in some forms; the first form is the canonical one.

    `parse` gives an act without an actor and raises `ValueError` for another phrase; `render` says it.
    """

    def __init__(self, forms: Iterable[str], verbs: Iterable[Verb]) -> None:
        self.forms = tuple(forms)
        self.verbs = {verb.name: verb for verb in verbs}
        shapes: dict[str, list[str]] = {}
        for verb in self.verbs.values():
            shapes.setdefault(verb.shape, []).extend(FORMS[form](verb) for form in self.forms)
        ways = (f"{one_of(set(said))} {plain(SHAPES[shape])}" for shape, said in shapes.items())
        self.regexp = f"(?:{'|'.join(ways)})"

    def parse(self, text: str) -> Act:
        for form in self.forms:
            for verb in self.verbs.values():
                said = FORMS[form](verb) + " "
                if text.startswith(said) and (act := _act(verb, text[len(said) :])):
                    return act
        raise ValueError(text)

    def render(self, act: Act) -> str:
        verb = self.verbs[act.verb]
        return f"{FORMS[self.forms[0]](verb)} {_ending(verb, act)}"

    def within(self, act: Act) -> list[Act]:
        """The act without its actors, if it is one of these."""
        return [Act("", act.verb, act.thing, act.details)] if act.verb in self.verbs else []


def _act(verb: Verb, ending: str) -> Act | None:
    found = re.fullmatch(SHAPES[verb.shape], ending)
    if not found:
        return None
    said = {name: text for name, text in found.groupdict().items() if text is not None}
    setting = said.get("setting")
    if setting and not fits(setting, said["value"], "collection" in said):
        return None
    return Act("", verb.name, _thing(said), tuple(_details(said)))


def fits(setting: str, value: str, collection: bool = False) -> bool:
    """Whether the setting takes this value, and may be set for one collection."""
    if collection and setting != "saved-video visibility":
        return False
    return value in SETTINGS[setting] or (not SETTINGS[setting] and value.startswith('"'))


def video_title(text: str) -> str:
    """The title in `the "recipe" video`; "" for `the video`."""
    return unquoted(text.removeprefix("the ").removesuffix("video").strip())


_KINDS = ("person", "message", "comment", "query", "address", "setting", "tool", "presence")


def _thing(said: dict[str, str]) -> Thing:
    if "video" in said:
        return Thing("video", video_title(said["video"]))
    if "count" in said:
        return Thing("videos", unquoted(said.get("about", "")), number_of(said["count"]))
    if "account" in said:
        return Thing("account")
    if "place" in said:
        return Thing("place", "" if said["place"] == "a location" else said["place"].split('"')[1])
    kind = next(kind for kind in _KINDS if kind in said)
    return Thing(kind, unquoted(said[kind]))


def _details(said: dict[str, str]) -> Iterable[tuple[str, str]]:
    for name in DETAILS:
        if name not in said:
            continue
        if name == "trait":
            yield from ((name, _trait(one)) for one in said[name].split(" and "))
        elif name == "collection":
            yield name, said[name].split('"')[1]
        else:
            yield name, unquoted(said[name])


def _trait(text: str) -> str:
    return re.sub("^an? ", "", text)


def _trait_text(trait: str) -> str:
    article = {"i": "an "}.get(trait[0], "a ") if trait in COUNTED_TRAITS else ""
    return article + trait


def thing_text(thing: Thing) -> str:
    """The thing as it stands after a verb."""
    match thing.kind:
        case "video":
            return f'the "{thing.name}" video' if thing.name else "the video"
        case "videos":
            about = f" about {topic_text(thing.name)}" if thing.name else ""
            return f"{thing.count} {'video' if thing.count == 1 else 'videos'}{about}"
        case "query":
            return f'"{thing.name}"'
        case "message":
            return f"{thing.name}'s message"
        case "account":
            return "their account"
        case "comment":
            return f"{thing.name}'s comment"
        case "place":
            return f'the "{thing.name}" location' if thing.name else "a location"
        case _:
            return thing.name


def value_text(setting: str, value: str) -> str:
    """The value as it stands in a sentence: in quotes where any words will do."""
    return value if SETTINGS[setting] else f'"{value}"'


_BEFORE = {"contacts": "contacts with ", "address": "with "}
_AFTER = {"profile": "'s profile"}


_SAYS = {
    "topic": " about {}",
    "audience": " for {}",
    "text": ' with "{}"',
    "to": " with {}",
    "seconds": " for {} seconds",
    "way": " as a {}",
    "scope": " permission to {}",
}
"""How a detail stands after the thing; others have a grammar of their own."""


def _ending(verb: Verb, act: Act) -> str:
    text = _BEFORE.get(verb.shape, "") + thing_text(act.thing) + _AFTER.get(verb.shape, "")
    traits = [value for name, value in act.details if name == "trait"]
    said = dict(act.details)
    for name, value in said.items():
        if name == "trait":
            text += " with " + " and ".join(map(_trait_text, traits))
        elif name == "collection":
            joint = {"set": "of", "move": "to"}.get(verb.name, "in")
            text += f' {joint} the "{value}" collection'
        elif name == "value":
            text += f" to {value_text(act.thing.name, value)}"
        elif name in _SAYS and (name != "way" or verb.shape == "posting"):
            text += _SAYS[name].format(topic_text(value) if name == "topic" else value)
    return text
