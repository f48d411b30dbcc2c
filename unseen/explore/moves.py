"""
Moves around a secret: what people may do before it and after it.

Each move reads its choices from the tape and makes an act or two, or none where it makes no sense. Whether
the platform lets an act happen shows when it is played.
"""

from collections.abc import Callable

from unseen.explore.draft import Draft, choice
from unseen.explore.secrets import SCOPES
from unseen.explore.seeds import owners_of
from unseen.model import Act, Fact, Thing
from unseen.world import PLATFORM

_CROWDS = (30, 1, 12, 48, 48, 80, 120)
_ALMOST = 48
_DAYS = (1, 7, 30)
_AGES = (14, 17, 40)
_UNDO = {"save": "unsave", "like": "unlike", "unsave": "save", "unlike": "like"}
_CHOICES = (
    ("account privacy", ("private", "public")),
    ("saved-video visibility", ("only me", "friends", "everyone")),
    ("liked-list visibility", ("only me", "friends", "everyone")),
    ("use of my saves", ("off", "on")),
    ("following-list visibility", ("friends", "everyone")),
    ("post-view history", ("on", "off")),
    ("profile-view history", ("on", "off")),
    ("read receipts", ("on", "off")),
    ("who may comment", ("friends", "no one")),
    ("downloads", ("on",)),
    ("downloads", ("on",)),
    ("personalised ads", ("off",)),
    ("activity status", ("on",)),
    ("suggestions and contact sync", ("on",)),
    ("location tag", ("on",)),
)
_DEEDS = (
    *("like", "comment", "save", "view", "share", "repost"),
    *("visit", "message", "follow", "search", "report"),
)
_OWN_SURFACES = (
    *("in-app notifications", "video page", "creator analytics", "For You"),
    *("Following", "messages", "app interface", "comments"),
)

Acts = Act | tuple[Act, ...] | None
Move = Callable[[Draft], Acts]
"""A move before the secret."""


def _setting_of(draft: Draft, who: str) -> Act | None:
    name, values = draft.tape.choose([each for each in _CHOICES if each[0] in draft.capabilities.settings])
    return choice(who, name, draft.tape.choose(values)) if draft.is_person(who) else None


# what stands before the secret


def _tie(draft: Draft) -> Act | None:
    one, other = draft.somebody(), draft.somebody()
    verb = draft.tape.choose(("follow", "befriend", "ask-to-follow", "mute", "block"))
    if one == other:
        return None
    details = (("way", "tie"),) if verb == "follow" else ()
    return Act(one, verb, Thing("person", other), details)


def _close_tie(draft: Draft) -> Act | None:
    """The actor and the reader know each other."""
    if not draft.is_person(draft.reader):
        return None
    pair = [draft.actor, draft.reader]
    one, other = pair if draft.tape.pick(2) else pair[::-1]
    if draft.tape.pick(2):
        return Act(one, "befriend", Thing("person", other))
    return Act(one, "follow", Thing("person", other), (("way", "tie"),))


def _ended_tie(draft: Draft) -> Acts:
    """The reader once followed the actor, and does no more."""
    if not draft.is_person(draft.reader):
        return None
    whom = Thing("person", draft.actor)
    return Act(draft.reader, "follow", whom, (("way", "tie"),)), Act(draft.reader, "unfollow", whom)


def _ended_grant(draft: Draft) -> Acts:
    """A tool was let in once, and is no more."""
    tool, who = draft.tape.choose([*draft.machines(), "StatApp"]), draft.somebody()
    scope = draft.tape.choose(SCOPES[::-1])
    return (
        Act(who, "grant", Thing("tool", tool), (("scope", scope),)),
        Act(who, "withdraw-grant", Thing("tool", tool)),
    )


def _seclusion(draft: Draft) -> Acts:
    """The account is private, though its lists are for everyone."""
    name = draft.tape.choose(("saved-video visibility", "liked-list visibility"))
    value = draft.tape.choose(("everyone", "friends"))
    return choice(draft.actor, name, value), choice(draft.actor, "account privacy", "private")


def _earlier_setting(draft: Draft) -> Act | None:
    return _setting_of(draft, draft.somebody())


def _age(draft: Draft) -> Act | None:
    who = draft.somebody()
    doing = [act for act in draft.acts if who in (act.actor, act.thing.name)]
    if draft.people.get(who) is None and (who in draft.people or not doing or draft.acts):
        draft.people[who] = draft.tape.choose(_AGES)
    return None


def _another_video(draft: Draft) -> Act | None:
    who = draft.somebody()
    audience = draft.tape.choose(("", "friends", "only me"))
    about = (("topic", draft.tape.choose(("cooking", "sailing"))),) if draft.tape.pick(2) else ()
    details = (*about, *((("audience", audience),) if audience else ()))
    return Act(who, "post", Thing("video", draft.title()), details)


def _crowd(draft: Draft) -> Act | None:
    verb = draft.tape.choose(("save", "save", "like", "view", "comment", "share", "save"))
    return Act("", verb, Thing("video", draft.video), crowd=draft.tape.choose(_CROWDS))


def _nearly_a_group(draft: Draft) -> Acts:
    """So many savers that one more is one fewer than the smallest group, and a video to compare with."""
    other = Act(draft.newcomer(), "post", Thing("video", draft.title()))
    return other, Act("", "save", Thing("video", draft.video), crowd=_ALMOST)


def _grant(draft: Draft) -> Act | None:
    tool = draft.tape.choose([*draft.machines(), "StatApp"])
    if tool not in draft.tools:
        draft.tools[tool] = None
    return Act(draft.somebody(), "grant", Thing("tool", tool), (("scope", draft.tape.choose(SCOPES)),))


def _role(draft: Draft) -> Act | None:
    who = draft.tape.choose(("AdCo", draft.other))
    if who in owners_of(draft.acts).values():
        return None
    return Act(PLATFORM, "appoint", Thing("person", who), (("value", "advertiser"),))


def _feature(_: Draft) -> Act | None:
    return Act(PLATFORM, "offer", Thing("feature", "save report for creators"))


def _filter(draft: Draft) -> Act | None:
    owner = draft.owner()
    return choice(owner, "comment filter", "spoiler") if owner else None


def _earlier_act(draft: Draft) -> Act | None:
    """Somebody did something with the video, or with a person, before."""
    three = (draft.other, draft.reader, draft.actor)
    who = draft.tape.choose([name for name in three if draft.is_person(name)])
    return _doing(draft, who, draft.tape.choose(_DEEDS))


def _doing(draft: Draft, who: str, verb: str) -> Act | None:
    if not draft.is_person(who):
        return None
    if verb in ("visit", "message", "follow"):
        whom = draft.actor if who != draft.actor else draft.reader
        return Act(who, verb, Thing("person", whom)) if draft.is_person(whom) else None
    if verb == "search":
        return Act(who, "search", Thing("query", draft.video))
    return Act(who, verb, Thing("video", draft.video))


BEFORE: tuple[Move, ...] = (
    *(_tie, _close_tie, _close_tie, _ended_tie, _ended_grant, _seclusion),
    *(_earlier_setting,) * 4,
    *(_crowd, _crowd, _nearly_a_group, _nearly_a_group),
    *(_another_video, _another_video, _earlier_act, _earlier_act),
    *(_grant, _role, _feature, _filter, _age),
)


# what happens from the secret on


def _look(draft: Draft, _: Fact) -> Act | None:
    surfaces = [name for name in draft.capabilities.surfaces if name in _OWN_SURFACES]
    return Act(draft.reader, "look", Thing("surface", draft.tape.choose(surfaces))) if surfaces else None


def _wait(draft: Draft, _: Fact) -> Act | None:
    return Act("", "wait", Thing("days", "", draft.tape.choose(_DAYS)))


def _reader_does(draft: Draft, _: Fact) -> Act | None:
    return _doing(draft, draft.reader, draft.tape.choose(_DEEDS))


def _reader_posts(draft: Draft, _: Fact) -> Act | None:
    return Act(draft.reader, "post", Thing("video", draft.title())) if draft.is_person(draft.reader) else None


def _reader_turns(draft: Draft, _: Fact) -> Act | None:
    verb = draft.tape.choose(("block", "mute", "unfollow", "ask-to-follow"))
    if not draft.is_person(draft.reader):
        return None
    return Act(draft.reader, verb, Thing("person", draft.actor))


def _reader_asks(draft: Draft, fact: Fact) -> Act | None:
    if fact.act.thing.kind != "video" or fact.act.verb not in ("save", "like", "view", "comment", "share"):
        return None
    if draft.tape.pick(4) == 3 and draft.is_person(draft.reader):
        return Act(draft.reader, "target", fact.act.thing, (("did", fact.act.verb),))
    data = draft.tape.choose(("whether", "who", "how many"))
    of = (("of", draft.actor),) if data == "whether" else ()
    way = (("way", "scraping"),) if draft.tape.chance(1, 4) else ()
    details = (("did", fact.act.verb), *of, ("data", data), *way)
    return Act(draft.reader, "ask", Thing("fact", fact.act.thing.name), details)


def _reader_sets(draft: Draft, _: Fact) -> Act | None:
    return _setting_of(draft, draft.reader)


def _reader_deletes(draft: Draft, _: Fact) -> Act | None:
    owner = draft.owner()
    return Act(owner, "delete", Thing("video", draft.video)) if owner else None


def _undone(_: Draft, fact: Fact) -> Act | None:
    verb = _UNDO.get(fact.act.verb)
    return Act(fact.act.actor, verb, fact.act.thing) if verb else None


def _again(_: Draft, fact: Fact) -> Act | None:
    return Act(fact.act.actor, fact.act.verb, fact.act.thing) if fact.act.verb in _UNDO else None


def _moved(_: Draft, fact: Fact) -> Act | None:
    if fact.act.verb != "save" or fact.act.thing.kind != "video":
        return None
    return Act(fact.act.actor, "move", fact.act.thing, (("collection", "plans"),))


def _actor_does(draft: Draft, _: Fact) -> Act | None:
    return _doing(draft, draft.actor, draft.tape.choose(_DEEDS))


def _actor_shuts(draft: Draft, _: Fact) -> Act | None:
    return _setting_of(draft, draft.actor)


def _actor_blocks(draft: Draft, _: Fact) -> Act | None:
    verb = draft.tape.choose(("block", "mute", "unfollow"))
    return Act(draft.actor, verb, Thing("person", draft.reader)) if draft.is_person(draft.reader) else None


def _other_does(draft: Draft, _: Fact) -> Act | None:
    return _doing(draft, draft.other, draft.tape.choose(_DEEDS))


def _withdrawn(draft: Draft, _: Fact) -> Act | None:
    granted = [act for act in draft.acts if act.verb == "grant"]
    return Act(granted[0].actor, "withdraw-grant", granted[0].thing) if granted else None


def _later_crowd(draft: Draft, _: Fact) -> Act | None:
    return _crowd(draft)


AFTER: tuple[Callable[[Draft, Fact], Act | None], ...] = (
    *(_wait, _look, _wait),
    *(
        _reader_does,
        _reader_posts,
        _reader_turns,
        _reader_asks,
        _reader_asks,
        _reader_sets,
        _reader_sets,
        _reader_deletes,
    ),
    *(_undone, _undone, _again, _moved),
    *(_actor_does, _actor_shuts, _actor_blocks),
    *(_other_does, _withdrawn, _later_crowd),
)
