"""The fixed names of the vocabulary, surfaces, settings, metrics and others, and how they are written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

QUOTED = r'"[^"\n]+"'
NAME = (
    r"(?!(?:The|Everyone|Everybody|Everything|Nobody|Nothing|Somebody|Anybody)\b)"
    r"[^\W\d_a-zß-öø-ÿ]\w*(?:[-'’][^\W\d_a-zß-öø-ÿ]\w*)*"
)
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
TOPIC = rf"(?:[a-z][a-z0-9-]*|{QUOTED})"
VISITOR = "a logged-out visitor"
OWN = "(?:her|his|their)(?: own)?"


def one_of(names: Iterable[str]) -> str:
    """A regular expression for any of the names, the longest first."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name).replace(r"\ ", " ") for name in ordered) + ")"


def unquoted(text: str) -> str:
    """The text without the quotes around it, if it has any."""
    return text[1:-1] if text[:1] == '"' else text


def topic_text(topic: str) -> str:
    """The topic as it stands in a sentence: in quotes unless it is one plain word."""
    return topic if re.fullmatch(r"[a-z][a-z0-9-]*", topic) else f'"{topic}"'


def number_of(text: str) -> int:
    """The number, with or without commas between thousands."""
    return int(text.replace(",", ""))


@dataclass(frozen=True, slots=True)
class Surface:
    """
    How a surface is written.

    `before` stands before its name when nobody is named; `of` says what it can be *of*: a person ("Ana's
    profile"), a video ("the comments of the "recipe" video") or a query ("search for "pasta"").
    """

    before: str = ""
    of: str = "person"


SURFACES = {
    "every surface": Surface(of=""),
    "in-app notifications": Surface(),
    "push": Surface(),
    "email": Surface(),
    "digest": Surface("the "),
    "live stream": Surface("the "),
    "webhook": Surface("the "),
    "video page": Surface("the ", of="video"),
    "profile": Surface("their "),
    "comments": Surface("the ", of="video"),
    "filtered comments": Surface("the ", of="video"),
    "saved collection": Surface("their "),
    "liked list": Surface("their "),
    "following list": Surface("their "),
    "followers list": Surface("their "),
    "search": Surface(of="query"),
    "For You": Surface(),
    "Following": Surface(),
    "suggestions": Surface(),
    "why this video": Surface(of="video"),
    "creator analytics": Surface(),
    "analytics export": Surface("the "),
    "promotion tool": Surface("the "),
    "trend report": Surface("the ", of=""),
    "messages": Surface(),
    "app interface": Surface("the "),
    "embed": Surface("the ", of="video"),
    "data copy": Surface("their "),
    "ads manager": Surface("the "),
    "research data": Surface(),
    "moderation desk": Surface("the "),
    "settings screen": Surface("the "),
    "permission screen": Surface("the ", of=""),
    "error replies": Surface(),
    "save report": Surface("the "),
    "privacy policy": Surface("the ", of=""),
    "terms": Surface("the ", of=""),
    "help page": Surface("the ", of=""),
    "recommendation guide": Surface("the ", of=""),
    "advice page": Surface("the ", of=""),
}

AUDIENCES = ("only me", "friends", "everyone")
SWITCH = ("off", "on")
SETTINGS = {
    "account privacy": ("private", "public"),
    "saved-video visibility": AUDIENCES,
    "liked-list visibility": AUDIENCES,
    "profile-view history": SWITCH,
    "post-view history": SWITCH,
    "following-list visibility": AUDIENCES,
    "read receipts": SWITCH,
    "activity status": SWITCH,
    "who may comment": ("no one", "friends", "everyone"),
    "downloads": SWITCH,
    "suggestions and contact sync": SWITCH,
    "location tag": SWITCH,
    "use of my saves": SWITCH,
    "personalised ads": SWITCH,
    "comment filter": (),
}
"""Settings by name with their values, the strictest first; the comment filter takes any quoted words."""

PLURAL_SETTINGS = ("downloads", "read receipts", "suggestions and contact sync", "personalised ads")

SCOPES = (
    "read my profile",
    "list my videos",
    "copy my activity",
    "copy my messages",
    "copy my posts and profile",
    "copy everything",
)

METRICS = {
    "views": "view",
    "likes": "like",
    "comments": "comment",
    "shares": "share",
    "reposts": "repost",
    "followers": "follower",
    "profile visits": "profile visit",
    "saves": "save",
}
"""Metrics by name, with the name of one."""

BANDS = ("18 to 24", "25 to 34", "35 to 49", "50 to 64", "65 and over")
"""Ages of adults, as figures about groups tell of them."""

KINDS = ("saves", "likes", "views", "comments", "shares", "reposts", "follows", "searches", "messages")
"""Kinds of data that the purpose log knows."""

ATTRIBUTES = ("e-mail address", "telephone number", "age")
PURPOSES = ("ranking", "trends", "popularity", "quality", "categories", "audiences", "ads", "safety")

DOCUMENTS = ("privacy policy", "help page", "recommendation guide", "advice page", "permission screen")
"""Documents that *tell* in the singular; the terms are named in sentences of their own."""

REASONS = (
    "collecting data without permission is forbidden",
    "no permission covers it",
    "saving history is not a targeting choice",
)

WARNINGS = ("outside tools may cost the account",)

FEATURES = ("save report for creators",)

ROLES = ("advertiser", "researcher", "moderator")
"""What an account can be besides an ordinary one."""

TRAITS = ("tutorial", "checklist", "resource compilation", "visual appeal", "insight", "text overlay")
COUNTED_TRAITS = ("tutorial", "checklist", "resource compilation", "insight")
"""Traits that may be written with "a" or "an"."""
