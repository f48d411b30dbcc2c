"""What may be secret: for each kind of act, how somebody does it so that others must not learn of it."""

from collections.abc import Callable

from unseen.explore.draft import Draft, choice
from unseen.explore.seeds import Done
from unseen.model import Act, Fact, Thing

SCOPES = ("list my videos", "read my profile", "copy my activity", "copy everything")
_STARTS_ON = ("use of my saves", "personalised ads")
_QUIET = (
    *_STARTS_ON,
    *("activity status", "read receipts", "location tag", "suggestions and contact sync"),
    *("profile-view history", "post-view history"),
)
_PASSING = (
    *(("account privacy", "private", "public"), ("saved-video visibility", "everyone", "only me")),
    *(("liked-list visibility", "everyone", "only me"), ("following-list visibility", "everyone", "only me")),
    ("who may comment", "no one", "everyone"),
)
"""Settings that can be noticed while they have another value, and the value that they start with."""
_PRESENCE = "activity status"
_SYNC = "suggestions and contact sync"


def another_secret(draft: Draft) -> Fact | None:
    """Something else that the actor does, and that the reader must not learn."""
    act = draft.tape.choose(_SECRETS)(draft)
    if act is None:
        return None
    draft.done.append(Done(act, "when"))
    details = act.details if act.verb == "set" else ()
    return Fact("that", Act(act.actor, act.verb, act.thing, details))


def _video(draft: Draft) -> Thing:
    return Thing("video", draft.video)


def _before(draft: Draft, act: Act) -> None:
    draft.done.append(Done(act, "when"))


def _private(draft: Draft) -> None:
    draft.front.append(Done(choice(draft.actor, "account privacy", "private")))


def _shut(draft: Draft) -> None:
    """Something keeps the reader out: privacy mostly, or a block."""
    if draft.tape.chance(1, 4) and draft.is_person(draft.reader):
        draft.front.append(Done(Act(draft.actor, "block", Thing("person", draft.reader))))
    elif not draft.tape.chance(1, 5):
        _private(draft)


def _save(draft: Draft) -> Act:
    details = (("collection", "plans"),) if draft.tape.chance(1, 4) else ()
    return Act(draft.actor, "save", _video(draft), details)


def _unsave(draft: Draft) -> Act:
    _before(draft, Act(draft.actor, "save", _video(draft)))
    return Act(draft.actor, "unsave", _video(draft))


def _move(draft: Draft) -> Act:
    _before(draft, Act(draft.actor, "save", _video(draft)))
    return Act(draft.actor, "move", _video(draft), (("collection", "plans"),))


def _public(verb: str) -> Callable[[Draft], Act]:
    """What everybody may see, unless the account is private."""

    def make(draft: Draft) -> Act:
        _shut(draft)
        return Act(draft.actor, verb, _video(draft))

    return make


def _inside(verb: str) -> Callable[[Draft], Act | None]:
    """What is done under the video of a private account, which the actor may see."""

    def make(draft: Draft) -> Act | None:
        owner = draft.owner()
        if not owner or owner == draft.actor:
            return None
        tie = Act(draft.actor, "follow", Thing("person", owner), (("way", "tie"),))
        draft.front += [Done(tie), Done(choice(owner, "account privacy", "private"))]
        return Act(draft.actor, verb, _video(draft))

    return make


def _filtered(draft: Draft) -> Act | None:
    """A comment that is held back for the owner to review."""
    owner = draft.owner()
    if not owner or owner == draft.actor:
        return None
    draft.front.append(Done(choice(owner, "comment filter", "spoiler")))
    return Act(draft.actor, "comment", _video(draft), (("text", "what a spoiler"),))


def _gone_private(verb: str) -> Callable[[Draft], Act]:
    """What was done in public before the account went private."""

    def make(draft: Draft) -> Act:
        title = draft.title() if verb == "post" else draft.video
        draft.after.append(Done(choice(draft.actor, "account privacy", "private")))
        return Act(draft.actor, verb, Thing("video", title))

    return make


def _quiet(verb: str) -> Callable[[Draft], Act]:
    """What nobody but the addressed may see, if anybody."""
    return lambda draft: Act(draft.actor, verb, _video(draft))


def _towards(verb: str) -> Callable[[Draft], Act]:
    return lambda draft: Act(draft.actor, verb, Thing("person", draft.whom()))


def _read(draft: Draft) -> Act:
    sender = draft.whom()
    draft.front.append(Done(Act(sender, "message", Thing("person", draft.actor))))
    for who in (draft.actor, sender):
        if draft.tape.chance(1, 2):
            draft.front.append(Done(choice(who, "read receipts", "on")))
    return Act(draft.actor, "read", Thing("message", sender))


def _search(draft: Draft) -> Act:
    return Act(draft.actor, "search", Thing("query", draft.video))


def _set(draft: Draft) -> Act:
    name = draft.tape.choose(_QUIET)
    return choice(draft.actor, name, "off" if name in _STARTS_ON else "on")


def _passing(draft: Draft) -> Act:
    """A past setting: it had another value for a moment."""
    name, value, start = draft.tape.choose(_PASSING)
    _before(draft, choice(draft.actor, name, value))
    return choice(draft.actor, name, start)


def _taken_back(make: Callable[[Draft], Act], undo: str) -> Callable[[Draft], Act]:
    """What is done and at once taken back, of which nothing may be left."""

    def undone(draft: Draft) -> Act:
        act = make(draft)
        draft.after.insert(0, Done(Act(act.actor, undo, act.thing)))
        return act

    return undone


def _deleted_comment(draft: Draft) -> Act:
    draft.after.insert(0, Done(Act(draft.actor, "delete", Thing("comment", draft.actor))))
    return Act(draft.actor, "comment", _video(draft))


def _deleted_post(draft: Draft) -> Act:
    title = Thing("video", draft.title())
    draft.after.insert(0, Done(Act(draft.actor, "delete", title)))
    return Act(draft.actor, "post", title)


def _deletion(draft: Draft) -> Act:
    """That something was deleted which the reader was never shown."""
    title = Thing("video", draft.title())
    audience = (("audience", draft.tape.choose(("only me", "friends"))),)
    _before(draft, Act(draft.actor, "post", title, audience))
    return Act(draft.actor, "delete", title)


def _arrive(draft: Draft) -> Act:
    """Somebody comes online, and a friend may see it only where both want that."""
    if draft.tape.chance(3, 4) and draft.is_person(draft.reader):
        draft.front.append(Done(Act(draft.reader, "befriend", Thing("person", draft.actor))))
    for who in (draft.reader, draft.actor):
        if draft.tape.chance(1, 2) and draft.is_person(who):
            draft.front.append(Done(choice(who, _PRESENCE, "on")))
    return Act(draft.actor, "arrive", Thing("presence", "online"))


def _left(draft: Draft) -> Act:
    act = _arrive(draft)
    draft.after.insert(0, Done(Act(draft.actor, "leave", Thing("presence", "offline"))))
    return act


def _locate(draft: Draft) -> Act:
    if draft.tape.chance(1, 2):
        draft.front.append(Done(choice(draft.actor, "location tag", "on")))
        _private(draft)
    return Act(draft.actor, "locate", Thing("place", "Porto"))


def _sync(draft: Draft) -> Act:
    whom = draft.whom()
    for who in (draft.actor, whom):
        if draft.tape.chance(1, 2):
            draft.front.append(Done(choice(who, _SYNC, "on")))
    return Act(draft.actor, "sync", Thing("person", whom))


def _story(draft: Draft) -> Act | None:
    """Who watches a story is shown to its owner, and to nobody else."""
    owner = draft.owner()
    if not owner or owner == draft.actor:
        return None
    title = Thing("video", draft.title())
    draft.front.append(Done(Act(owner, "post", title, (("way", "story"),))))
    return Act(draft.actor, "view", title)


def _sent(draft: Draft) -> Act:
    """A video that is shared with somebody on the platform."""
    others = [name for name in (draft.owner(), draft.other) if name not in ("", draft.actor)]
    whom = draft.tape.choose(others or [draft.whom()])
    return Act(draft.actor, "share", _video(draft), (("to", whom),))


def _download(draft: Draft) -> Act | None:
    owner = draft.owner()
    if not owner or owner == draft.actor:
        return None
    draft.front.append(Done(choice(owner, "downloads", "on")))
    return Act(draft.actor, "download", _video(draft))


def _grant(draft: Draft) -> Act:
    return Act(draft.actor, "grant", Thing("tool", "StatApp"), (("scope", draft.tape.choose(SCOPES)),))


def _post(draft: Draft) -> Act:
    audience = draft.tape.choose(("only me", "friends", ""))
    if not audience:
        _shut(draft)
    details = (("audience", audience),) if audience else ()
    return Act(draft.actor, "post", Thing("video", draft.title()), details)


_SECRETS: tuple[Callable[[Draft], Act | None], ...] = (
    *(_save,) * 6,
    *(_unsave, _unsave, _move),
    *(_public("like"),) * 3,
    *(_public("comment"),) * 2,
    *(_post,) * 3,
    *(_towards("block"),) * 3,
    *(_public("repost"), _quiet("share"), _quiet("view"), _quiet("report")),
    *(_towards("visit"), _towards("mute"), _towards("message")),
    *(_read, _read, _search, _set, _grant, _filtered, _filtered),
    *(_inside("comment"), _inside("comment"), _inside("like")),
    *(_passing, _arrive, _left, _locate, _sync, _story, _sent, _sent, _download, _deletion),
    *(_taken_back(_public("like"), "unlike"), _taken_back(_save, "unsave")),
    *(_taken_back(_towards("follow"), "unfollow"), _taken_back(_towards("ask-to-follow"), "unfollow")),
    *(_taken_back(_grant, "withdraw-grant"), _deleted_comment, _deleted_post),
    *(_gone_private("post"), _gone_private("like"), _gone_private("repost"), _gone_private("comment")),
)
"""What is tried, as often as it stands here."""
