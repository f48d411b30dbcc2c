"""What may be secret: for each kind of act, how somebody does it so that others must not learn of it."""

from collections.abc import Callable

from unseen.explore.draft import Draft, choice
from unseen.explore.seeds import Done
from unseen.model import Act, Fact, Thing

SCOPES = ("list my videos", "read my profile", "copy my activity", "copy everything")
_STARTS_ON = ("use of my saves", "personalised ads")
_QUIET = (*_STARTS_ON, "activity status", "read receipts")


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
    *(_gone_private("post"), _gone_private("like"), _gone_private("repost"), _gone_private("comment")),
)
"""What is tried, as often as it stands here."""
