"""
How a history is varied: a tape of bytes, drawn by Hypothesis, read as choices.

A tape of zeros is the scenario as it stands. Each choice takes one byte; what a choice offers depends on who
and what is there, so that acts are done by people and to things that exist. Whether the platform lets an act
happen shows when it is played.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from unseen.explore.seeds import Case, Done, Seed, owners_of
from unseen.explore.standing import readers_of
from unseen.model import Act, Fact, Thing
from unseen.target import Capabilities
from unseen.world import LOGGED_OUT, PLATFORM

T = TypeVar("T")

LENGTH = 48
"""Bytes of a tape: more than any history reads."""

GIVEN_ONLY = frozenset({"befriend", "appoint", "offer", "withhold", "say", "unsay", "threshold"})
"""Verbs that are said after *given* alone."""

_NAMES = ("Ana", "Cho", "Ben", "Dev", "Pia", "Eve", "Bo", "Zoe")
_TITLES = ("recipe", "diary", "knots", "song")
_CROWDS = (30, 1, 12, 48, 48, 80, 120)
_DAYS = (1, 7, 30)
_AGES = (14, 17, 40)
_SCOPES = ("list my videos", "read my profile", "copy my activity", "copy everything")
_UNDO = {"save": "unsave", "like": "unlike", "follow": "unfollow", "unsave": "save", "unlike": "like"}
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
    ("personalised ads", ("off",)),
    ("activity status", ("on",)),
    ("suggestions and contact sync", ("on",)),
    ("location tag", ("on",)),
)
_SECRETS = (
    *("save",) * 6,
    *("like", "comment", "post", "save and unsave") * 2,
    *("repost", "share", "view", "visit", "follow", "report", "search", "mute", "block", "block", "message"),
    *("read", "set", "grant", "move", "post", "unfollow", "like"),
)


class Tape:
    """Choices read from bytes; at its end every choice is the first one."""

    def __init__(self, data: bytes) -> None:
        self._data = iter(data)

    def pick(self, number: int) -> int:
        """A number below *number*."""
        return next(self._data, 0) % number

    def choose(self, options: Sequence[T]) -> T:
        """One of these, the first where the tape says nothing."""
        return options[self.pick(len(options))]

    def chance(self, times: int, of: int) -> bool:
        """True so many times of so many; never where the tape says nothing."""
        return self.pick(of) >= of - times


@dataclass(frozen=True, slots=True)
class Varied:
    """
    A history to examine: what is secret in it, and who must not learn it.

    `later` says whether they look again later, `swaps` whether a double is tried where nobody must notice
    anything at all, `documents` whether they read what says the same to everyone.
    """

    case: Case
    fact: Fact
    readers: tuple[str, ...]
    later: bool = False
    swaps: bool = False
    documents: bool = False


@dataclass
class _Draft:
    """A history while it is put together: `actor` has the secret, `reader` is curious, `other` stands by."""

    tape: Tape
    capabilities: Capabilities
    people: dict[str, int | None]
    tools: dict[str, object]
    done: list[Done]
    actor: str = ""
    reader: str = ""
    other: str = ""
    video: str = ""
    front: list[Done] = field(default_factory=list)
    after: list[Done] = field(default_factory=list)

    @property
    def acts(self) -> list[Act]:
        return [each.act for each in (*self.front, *self.done, *self.after)]

    def named(self) -> list[str]:
        """The people of the history so far, in order of appearance."""
        readers = readers_of(self.acts, self.people, self.tools)
        return [name for name in readers if name != LOGGED_OUT and name not in self.machines()]

    def machines(self) -> list[str]:
        """The outside tools of the history so far."""
        known = [*self.tools, *(act.thing.name for act in self.acts if act.thing.kind == "tool")]
        return list(dict.fromkeys(known))

    def newcomer(self) -> str:
        """Somebody who plays no part yet."""
        used = {*self.named(), self.actor, self.reader, self.other, *self.machines()}
        return next(name for name in (*_NAMES, *(f"{name}a" for name in _NAMES)) if name not in used)

    def title(self) -> str:
        """A video that is not there yet."""
        used = owners_of(self.acts)
        return next(title for title in (*_TITLES, *(f"{title} again" for title in _TITLES)) if title not in used)

    def owner(self) -> str:
        return owners_of(self.acts).get(self.video, "")

    def somebody(self) -> str:
        return self.tape.choose([name for name in (self.actor, self.reader, self.other) if self.is_person(name)])

    def is_person(self, name: str) -> bool:
        return name not in (LOGGED_OUT, "") and name not in self.machines()


def vary(seed: Seed, data: bytes, capabilities: Capabilities) -> Varied | None:
    """The history that this tape makes of a promise; None where it makes none."""
    tape = Tape(data)
    base = seed.case
    draft = _Draft(tape, capabilities, dict(base.people), dict(base.tools), list(base.done))
    fact = _own_fact(seed, draft)
    is_own = fact is not None and not tape.chance(2, 5)
    _cast(seed, draft, fact if is_own else None)
    fact = fact if is_own and fact is not None else _other_fact(draft)
    if fact is None:
        return None
    for _ in range(tape.pick(4)):
        _add(draft.front, tape.choose(_FRONT)(draft))
    for _ in range(tape.pick(5)):
        _add(draft.after, tape.choose(_AFTER)(draft, fact))
    steps = (*_sorted(draft), *draft.after)
    if any(step.act.verb not in capabilities.verbs | {"befriend", "wait"} for step in steps):
        return None
    case = Case(tuple(draft.people.items()), base.tools + _new_tools(base, draft), steps)
    readers = dict.fromkeys((draft.reader, draft.owner()))
    if tape.chance(1, 3):
        readers.setdefault(tape.choose(readers_of(case.acts, draft.people, draft.tools)))
    curious = tuple(name for name in readers if name and name != draft.actor)
    later, swaps, documents = tape.chance(1, 4), tape.chance(1, 4), tape.chance(1, 8)
    return Varied(case, fact, curious, later, swaps, documents)


def _sorted(draft: _Draft) -> list[Done]:
    """What can only be given comes before what happens, and videos before what is done with them."""
    posts = [each for each in draft.done if each.keyword == "given"]
    whens = [each for each in draft.done if each.keyword != "given"]
    return [*posts, *draft.front, *whens]


def _new_tools(base: Case, draft: _Draft) -> tuple[tuple[str, None], ...]:
    return tuple((name, None) for name in draft.tools if name not in dict(base.tools))


def _add(steps: list[Done], act: Act | None) -> None:
    if act is not None:
        steps.append(Done(act))


def _own_fact(seed: Seed, draft: _Draft) -> Fact | None:
    """The fact of the promise, about the one who did it where the promise speaks of anybody."""
    fact = seed.fact
    if fact is None or fact.act.actor or fact.act.crowd:
        return fact if fact and not fact.act.crowd else None
    doers = [act for act in draft.acts if act.verb == fact.act.verb and act.thing == fact.act.thing]
    named = [act.actor for act in doers if act.actor and act.actor != PLATFORM]
    return Fact("that", replace(fact.act, actor=named[0])) if named else None


def _cast(seed: Seed, draft: _Draft, fact: Fact | None) -> None:
    """Who has the secret, who is curious, who stands by, and which video it is about."""
    owners = owners_of(draft.acts)
    if fact is not None and fact.act.thing.kind == "video":
        draft.video = fact.act.thing.name
    elif owners:
        draft.video = draft.tape.choose(list(owners))
    else:
        draft.video, owner = "recipe", "Cho"
        draft.done.insert(0, Done(Act(owner, "post", Thing("video", "recipe"))))
    owner = draft.owner()
    who = getattr(seed.promise, "who", "")
    named = draft.named()
    if fact is not None:
        draft.actor = fact.act.actor
    else:
        free = [name for name in named if name != owner]
        draft.actor = draft.tape.choose([*free, draft.newcomer()] if free else [draft.newcomer(), owner])
    parties = [name for name in (who, owner) if name and not name.startswith("everyone")]
    parties += [name for name in named if name not in parties] + draft.machines() + [LOGGED_OUT]
    parties = [name for name in dict.fromkeys(parties) if name != draft.actor]
    draft.reader = draft.tape.choose([*parties, draft.newcomer()])
    if draft.is_person(draft.reader) and draft.reader not in named:
        draft.people.setdefault(draft.reader, None)
    spare = [name for name in named if name not in (draft.actor, draft.reader, owner)]
    draft.other = spare[0] if spare else draft.newcomer()


def _other_fact(draft: _Draft) -> Fact | None:
    """Something else that the actor does and the reader must not learn."""
    tape, who, verb = draft.tape, draft.actor, draft.tape.choose(_SECRETS)
    video, person = Thing("video", draft.video), draft.reader
    if not draft.is_person(person):
        person = draft.owner() if draft.owner() != who else draft.other
    hidden = Thing("person", person)
    match verb:
        case "like" | "comment" | "repost" | "unfollow" | "follow":
            if tape.pick(4) < 3:
                draft.front.append(Done(_choice(who, "account privacy", "private")))
            act = Act(who, verb, hidden if "follow" in verb else video)
            if verb == "unfollow":
                draft.front.append(Done(Act(who, "follow", hidden, (("way", "tie"),))))
        case "save and unsave":
            draft.done.append(Done(Act(who, "save", video), "when"))
            act = Act(who, "unsave", video)
        case "move":
            draft.done.append(Done(Act(who, "save", video), "when"))
            act = Act(who, "move", video, (("collection", "plans"),))
        case "visit" | "mute" | "block" | "message":
            act = Act(who, verb, hidden)
        case "read":
            draft.front.append(Done(Act(person, "message", Thing("person", who))))
            act = Act(who, "read", Thing("message", person))
        case "search":
            act = Act(who, "search", Thing("query", draft.video))
        case "set":
            name = tape.choose(("use of my saves", "personalised ads", "activity status", "read receipts"))
            act = _choice(who, name, "off" if name in ("use of my saves", "personalised ads") else "on")
        case "grant":
            act = Act(who, "grant", Thing("tool", "StatApp"), (("scope", tape.choose(_SCOPES)),))
        case "post":
            audience = tape.choose(("only me", "friends", ""))
            if not audience:
                draft.front.append(Done(_choice(who, "account privacy", "private")))
            title = Thing("video", draft.title())
            act = Act(who, "post", title, (("audience", audience),) if audience else ())
        case "save" if tape.chance(1, 4):
            act = Act(who, "save", video, (("collection", "plans"),))
        case _:
            act = Act(who, verb, video)
    draft.done.append(Done(act, "when"))
    details = act.details if act.verb == "set" else ()
    return Fact("that", Act(who, act.verb, act.thing, details))


def _choice(who: str, name: str, value: str) -> Act:
    return Act(who, "set", Thing("setting", name), (("value", value),))


def _setting_of(draft: _Draft, who: str) -> Act | None:
    name, values = draft.tape.choose([each for each in _CHOICES if each[0] in draft.capabilities.settings])
    return _choice(who, name, draft.tape.choose(values)) if draft.is_person(who) else None


# what stands before the secret


def _tie(draft: _Draft) -> Act | None:
    one, other = draft.somebody(), draft.somebody()
    verb = draft.tape.choose(("follow", "befriend", "ask-to-follow", "mute", "block"))
    if one == other:
        return None
    details = (("way", "tie"),) if verb == "follow" else ()
    return Act(one, verb, Thing("person", other), details)


def _close_tie(draft: _Draft) -> Act | None:
    """The actor and the reader know each other."""
    if not draft.is_person(draft.reader):
        return None
    pair = [draft.actor, draft.reader]
    one, other = pair if draft.tape.pick(2) else pair[::-1]
    if draft.tape.pick(2):
        return Act(one, "befriend", Thing("person", other))
    return Act(one, "follow", Thing("person", other), (("way", "tie"),))


def _earlier_setting(draft: _Draft) -> Act | None:
    return _setting_of(draft, draft.somebody())


def _age(draft: _Draft) -> Act | None:
    who = draft.somebody()
    doing = [act for act in draft.acts if who in (act.actor, act.thing.name)]
    if draft.people.get(who) is None and (who in draft.people or not doing or draft.acts):
        draft.people[who] = draft.tape.choose(_AGES)
    return None


def _another_video(draft: _Draft) -> Act | None:
    who = draft.somebody()
    audience = draft.tape.choose(("", "friends", "only me"))
    about = (("topic", draft.tape.choose(("cooking", "sailing"))),) if draft.tape.pick(2) else ()
    details = (*about, *((("audience", audience),) if audience else ()))
    return Act(who, "post", Thing("video", draft.title()), details)


def _crowd(draft: _Draft) -> Act | None:
    verb = draft.tape.choose(("save", "save", "like", "view", "comment", "share", "save"))
    return Act("", verb, Thing("video", draft.video), crowd=draft.tape.choose(_CROWDS))


def _grant(draft: _Draft) -> Act | None:
    tool = draft.tape.choose([*draft.machines(), "StatApp"])
    if tool not in draft.tools:
        draft.tools[tool] = None
    return Act(draft.somebody(), "grant", Thing("tool", tool), (("scope", draft.tape.choose(_SCOPES)),))


def _role(draft: _Draft) -> Act | None:
    who = draft.tape.choose(("AdCo", draft.other))
    if who in owners_of(draft.acts).values():
        return None
    return Act(PLATFORM, "appoint", Thing("person", who), (("value", "advertiser"),))


def _feature(draft: _Draft) -> Act | None:
    return Act(PLATFORM, "offer", Thing("feature", "save report for creators"))


def _filter(draft: _Draft) -> Act | None:
    owner = draft.owner()
    return _choice(owner, "comment filter", "spoiler") if owner else None


def _earlier_act(draft: _Draft) -> Act | None:
    """Somebody did something with the video, or with a person, before."""
    who = draft.tape.choose([name for name in (draft.other, draft.reader) if draft.is_person(name)])
    return _doing(draft, who, draft.tape.choose(_DEEDS))


_DEEDS = ("like", "comment", "save", "view", "share", "repost", "visit", "message", "follow", "search", "report")


def _doing(draft: _Draft, who: str, verb: str) -> Act | None:
    if not draft.is_person(who):
        return None
    if verb in ("visit", "message", "follow"):
        whom = draft.actor if who != draft.actor else draft.reader
        return Act(who, verb, Thing("person", whom)) if draft.is_person(whom) else None
    if verb == "search":
        return Act(who, "search", Thing("query", draft.video))
    return Act(who, verb, Thing("video", draft.video))


_FRONT: tuple[Callable[[_Draft], Act | None], ...] = (
    *(_tie, _close_tie, _close_tie),
    *(_earlier_setting,) * 4,
    *(_crowd,) * 3,
    *(_another_video, _another_video, _earlier_act, _earlier_act),
    *(_grant, _role, _feature, _filter, _age),
)


# what happens from the secret on


def _look(draft: _Draft, _: Fact) -> Act | None:
    surfaces = [name for name in draft.capabilities.surfaces if name in _OWN_SURFACES]
    return Act(draft.reader, "look", Thing("surface", draft.tape.choose(surfaces))) if surfaces else None


_OWN_SURFACES = frozenset(
    "in-app notifications|video page|creator analytics|For You|Following|messages|app interface|comments".split(
        "|"
    )
)


def _wait(draft: _Draft, _: Fact) -> Act | None:
    return Act("", "wait", Thing("days", "", draft.tape.choose(_DAYS)))


def _reader_does(draft: _Draft, _: Fact) -> Act | None:
    return _doing(draft, draft.reader, draft.tape.choose(_DEEDS))


def _reader_posts(draft: _Draft, _: Fact) -> Act | None:
    return Act(draft.reader, "post", Thing("video", draft.title())) if draft.is_person(draft.reader) else None


def _reader_turns(draft: _Draft, _: Fact) -> Act | None:
    verb = draft.tape.choose(("block", "mute", "unfollow", "ask-to-follow"))
    if not draft.is_person(draft.reader):
        return None
    return Act(draft.reader, verb, Thing("person", draft.actor))


def _reader_asks(draft: _Draft, fact: Fact) -> Act | None:
    if fact.act.thing.kind != "video" or fact.act.verb not in ("save", "like", "view", "comment", "share"):
        return None
    if draft.tape.pick(4) == 3 and draft.is_person(draft.reader):
        return Act(draft.reader, "target", fact.act.thing, (("did", fact.act.verb),))
    data = draft.tape.choose(("whether", "who", "how many"))
    of = (("of", draft.actor),) if data == "whether" else ()
    way = (("way", "scraping"),) if draft.tape.chance(1, 4) else ()
    details = (("did", fact.act.verb), *of, ("data", data), *way)
    return Act(draft.reader, "ask", Thing("fact", fact.act.thing.name), details)


def _reader_sets(draft: _Draft, _: Fact) -> Act | None:
    return _setting_of(draft, draft.reader)


def _reader_deletes(draft: _Draft, _: Fact) -> Act | None:
    owner = draft.owner()
    return Act(owner, "delete", Thing("video", draft.video)) if owner else None


def _undone(draft: _Draft, fact: Fact) -> Act | None:
    verb = _UNDO.get(fact.act.verb)
    return Act(fact.act.actor, verb, fact.act.thing) if verb else None


def _again(draft: _Draft, fact: Fact) -> Act | None:
    return Act(fact.act.actor, fact.act.verb, fact.act.thing) if fact.act.verb in _UNDO else None


def _moved(draft: _Draft, fact: Fact) -> Act | None:
    if fact.act.verb != "save":
        return None
    return Act(fact.act.actor, "move", fact.act.thing, (("collection", "plans"),))


def _actor_does(draft: _Draft, _: Fact) -> Act | None:
    return _doing(draft, draft.actor, draft.tape.choose(_DEEDS))


def _actor_shuts(draft: _Draft, _: Fact) -> Act | None:
    return _setting_of(draft, draft.actor)


def _actor_blocks(draft: _Draft, _: Fact) -> Act | None:
    verb = draft.tape.choose(("block", "mute", "unfollow"))
    return Act(draft.actor, verb, Thing("person", draft.reader)) if draft.is_person(draft.reader) else None


def _other_does(draft: _Draft, _: Fact) -> Act | None:
    return _doing(draft, draft.other, draft.tape.choose(_DEEDS))


def _withdrawn(draft: _Draft, _: Fact) -> Act | None:
    granted = [act for act in draft.acts if act.verb == "grant"]
    return Act(granted[0].actor, "withdraw-grant", granted[0].thing) if granted else None


def _later_crowd(draft: _Draft, _: Fact) -> Act | None:
    return _crowd(draft)


_AFTER: tuple[Callable[[_Draft, Fact], Act | None], ...] = (
    *(_wait, _look, _wait),
    *(_reader_does, _reader_posts, _reader_turns, _reader_asks, _reader_asks, _reader_sets, _reader_deletes),
    *(_undone, _undone, _again, _moved),
    *(_actor_does, _actor_shuts, _actor_blocks),
    *(_other_does, _withdrawn, _later_crowd),
)
