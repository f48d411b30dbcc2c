"""
Histories and their twins: which acts are the secret, and how the other world differs.

Pure. A history is a list of acts; act number *i* keeps its moment in every twin, whatever is left out, so
that nothing but the secret can differ. Relations, after the information-flow literature (see
docs/twins.md):

*drop*  the acts of the secret are left out: finds existence.
*swap*  a double does them: finds identity. The double has the same settings, ties and age in both worlds.
*close* whoever blocked somebody closed the account instead: what a block has to look like to the blocked.
*value* somebody has another e-mail address, telephone number or age: what is never shown of them.
*add*   acts are added at the end ("as if 900 people had saved it").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unseen.model import ADDRESS, Act, Fact, Person, Thing

MINUTE = 60.0
DAY = 86400.0

_FAMILIES = (
    frozenset({"save", "unsave", "move"}),
    frozenset({"like", "unlike"}),
    frozenset({"follow", "unfollow", "befriend", "ask-to-follow"}),
    frozenset({"grant", "withdraw-grant"}),
    frozenset({"arrive", "leave"}),
)
"""Verbs that are about the same thing: what undoes or changes an act belongs to its secret."""

_UNDOING = frozenset({"unsave", "unlike", "unfollow", "withdraw-grant", "leave", "delete"})
"""Verbs after which nothing is left of what was done; a mute, a block or a repost cannot be taken back."""

COUNTED = frozenset(
    {
        "like",
        "unlike",
        "comment",
        "share",
        "repost",
        "view",
        "watch",
        "visit",
        "follow",
        "unfollow",
        "befriend",
    }
)
"""
Acts whose number observers may see (matrix of the policy: "count only" somewhere). Their twin keeps the
number and changes the person, so only swap applies.
"""

_MIRRORED = frozenset(
    {
        "set",
        "follow",
        "unfollow",
        "befriend",
        "ask-to-follow",
        "block",
        "mute",
        "grant",
        "withdraw-grant",
        "appoint",
    }
)
"""Acts that make up settings and ties: a double has them too."""


_TEXTS = {"comment": "how do you do that?", "message": "hello there"}
"""What is said where the policy does not say it."""


@dataclass(frozen=True, slots=True)
class Variation:
    """
    How a world differs from the history as told. The empty variation is the world as told.

    `people` are those who have something else to hide in it, under the same name.
    """

    relation: str = ""
    without: frozenset[int] = frozenset()
    instead: tuple[tuple[int, Act], ...] = ()
    added: tuple[Act, ...] = ()
    people: tuple[Person, ...] = ()


def double_of(name: str) -> str:
    """The name of the stand-in for a person."""
    return f"{name}'s double"


def family(verb: str) -> frozenset[str]:
    """The verbs whose acts belong to the same secret as an act of this verb."""
    return next((verbs for verbs in _FAMILIES if verb in verbs), frozenset({verb}))


def secret(history: Sequence[Act], pattern: Act) -> frozenset[int]:
    """
    The numbers of the acts that a fact speaks of.

    `pattern.actor` "" stands for anybody, crowds included, unless `pattern.crowd` says how many they are; a
    thing without a name for any thing.
    """
    verbs = family(pattern.verb)

    def is_meant(act: Act) -> bool:
        if act.verb == "delete" and pattern.verb in ("post", "comment"):
            return _deletes(act, pattern)
        same_name = pattern.thing.name in {"", act.thing.name} or act.thing.kind == "presence"
        same_thing = same_name and pattern.thing.kind == act.thing.kind
        same_actor = act.actor == pattern.actor or (not pattern.actor and act.actor != "the platform")
        same_crowd = pattern.crowd in {0, act.crowd}
        return act.verb in verbs and same_thing and same_actor and same_crowd

    return frozenset(number for number, act in enumerate(history) if is_meant(act))


def _deletes(act: Act, pattern: Act) -> bool:
    """Whether somebody deletes what they themselves have posted or written."""
    if act.thing.kind == "comment":
        return pattern.verb == "comment" and act.actor == act.thing.name == pattern.actor
    return pattern.verb == "post" and act.thing == pattern.thing and pattern.actor in {"", act.actor}


def is_undone(history: Sequence[Act], acts: Iterable[int]) -> bool:
    """
    Whether all that these acts did was taken back, so that there is nothing left to be seen.

    Each comment is one more; whatever else is done twice is done once.
    """
    done: dict[tuple[str, str], list[bool]] = {}
    for number in sorted(acts):
        act = history[number]
        is_one = act.verb == "comment" or act.thing.kind in ("presence", "comment")
        done.setdefault((act.actor, "" if is_one else act.thing.name), []).append(act.verb in _UNDOING)
    if any(history[number].verb == "comment" for number in acts):
        return all(undoing[-1] and 2 * sum(undoing) >= len(undoing) for undoing in done.values())
    return bool(done) and all(undoing[-1] and not undoing[0] for undoing in done.values())


def drop(acts: frozenset[int]) -> Variation:
    """The world in which these acts never happened."""
    return Variation("drop", without=acts)


def swap(history: Sequence[Act], acts: frozenset[int]) -> Variation:
    """The world in which doubles did these acts. A crowd is replaced by another crowd of the same size."""
    changed = []
    for number in sorted(acts):
        act = history[number]
        stand_in = replace(act, details=(*act.details, ("of", "others"))) if act.crowd else _as_double(act)
        changed.append((number, stand_in))
    return Variation("swap", instead=tuple(changed))


ATTRIBUTES: Mapping[str, str] = {"e-mail address": "email", "telephone number": "phone", "age": "age"}
"""What is never shown of a person, and the field that holds it."""

_EDGES = frozenset({13, 16, 18, 25, 35, 50, 65})
"""Ages from which other rules hold, or another group is counted."""


def another_age(age: int) -> int:
    """An age of somebody to whom the same rules apply, and who counts in the same groups."""
    return age - 1 if age + 1 in _EDGES else age + 1


def values(
    history: Sequence[Act], person: Person, other: Person, attributes: Iterable[str] = ("email", "phone")
) -> tuple[Variation, Variation]:
    """
    Two worlds that differ in what is never shown of a person: these fields are those of `other`.

    Whoever looks for the address in the history looks for the same one in both: that of `person`.
    """
    named = f"{person.name}{ADDRESS}"
    instead = tuple(
        (number, replace(act, thing=replace(act.thing, name=person.email)))
        for number, act in enumerate(history)
        if act.thing.name == named
    )
    hidden = replace(person, **{name: getattr(other, name) for name in attributes})
    return Variation("value", instead=instead), Variation("value", instead=instead, people=(hidden,))


def closing(history: Sequence[Act], acts: Iterable[int]) -> Variation:
    """The world in which whoever did these acts closed their account at that moment instead."""
    instead = ((number, Act(history[number].actor, "close", Thing("account"))) for number in sorted(acts))
    return Variation("close", instead=tuple(instead))


def blocks(history: Sequence[Act], reader: str, blocker: str = "") -> frozenset[int]:
    """The numbers of the acts by which somebody ("": anybody) blocked the reader."""
    return frozenset(
        number
        for number, act in enumerate(history)
        if act.verb == "block" and act.thing.name == reader and blocker in ("", act.actor)
    )


def variations(history: Sequence[Act], fact: Fact) -> list[Variation]:
    """
    The twins that examine a fact (policy decisions on stand-ins and counts).

    *who* is about identity alone: swap. Acts that observers may count: swap. A setting has no stand-in:
    drop. Everything else: drop, and swap as well where a named person did it. What was taken back is dropped
    too, whether or not it was counted while it lasted.
    """
    acts = secret(history, fact.act)
    if not acts:
        return []
    if fact.act.verb == "set":
        return [drop(acts)]
    if fact.aspect == "how many":
        return [drop(acts)]
    is_counted = fact.act.verb in COUNTED and not is_undone(history, acts)
    if fact.aspect == "who" or is_counted:
        return [swap(history, acts)]
    return [drop(acts), swap(history, acts)]


def actors(history: Sequence[Act], acts: frozenset[int]) -> tuple[str, ...]:
    """The named people who did these acts, in order of appearance."""
    return tuple(dict.fromkeys(history[number].actor for number in sorted(acts) if history[number].actor))


def addressed(act: Act) -> Iterator[str]:
    """The people whom an act is done to, or who are named in it."""
    if act.detail("to"):
        yield act.detail("to")
    if act.thing.kind in ("person", "message"):
        yield act.thing.name
    elif act.thing.kind == "address":
        yield act.thing.name.removesuffix(ADDRESS)


def told(
    history: Sequence[Act], variation: Variation, doubles: Sequence[str], secret_acts: frozenset[int]
) -> Iterator[tuple[float, Act]]:
    """
    Play a history under a variation: every primitive act with its moment in seconds.

    People named in `doubles` have their settings and ties mirrored onto a stand-in, in every world.
    """
    instead: Mapping[int, Act] = dict(variation.instead)
    for number, (at, act) in enumerate(zip(moments(history), history, strict=True)):
        if number in variation.without:
            continue
        for primitive in expand(instead.get(number, act)):
            yield at, primitive
        if number not in secret_acts:
            for primitive in (part for mirrored in _mirror(act, doubles) for part in expand(mirrored)):
                yield at, primitive
    end = now(history)
    for act in variation.added:
        yield from ((end, primitive) for primitive in expand(act))


def moments(history: Sequence[Act]) -> list[float]:
    """When each act happens: one minute after the other, and after the days that passed before."""
    times, days = [], 0
    for number, act in enumerate(history):
        if act.verb == "wait":
            days += act.thing.count
        times.append(days * DAY + (number + 1) * MINUTE)
    return times


def now(history: Sequence[Act]) -> float:
    """The moment after the last act, the same in every twin."""
    return (moments(history)[-1] if history else 0.0) + MINUTE


def expand(act: Act) -> Iterator[Act]:
    """
    The primitive acts behind one act: friends follow each other, "20 videos" are twenty videos, and who
    comments or writes says something.
    """
    if act.verb == "befriend":
        other = act.thing.name
        for one, two in ((act.actor, other), (other, act.actor)):
            yield Act(one, "follow", Thing("person", two))
            yield Act(two, "accept", Thing("person", one))
    elif act.verb == "follow" and act.detail("way") == "tie":
        yield replace(act, details=())
        yield Act(act.thing.name, "accept", Thing("person", act.actor))
    elif act.thing.kind == "videos":
        for title in titles(act.thing)[: act.thing.count]:
            yield replace(act, thing=Thing("video", title))
    elif act.verb in _TEXTS and not act.crowd and not act.detail("text"):
        yield replace(act, details=(*act.details, ("text", _TEXTS[act.verb])))
    elif act.verb != "wait":
        yield act


def titles(thing: Thing) -> list[str]:
    """The videos behind "20 videos about chess": the twenty, and as many others of the topic."""
    return [f"{thing.name} video {number}" for number in range(1, 2 * thing.count + 1)]


def _as_double(act: Act) -> Act:
    own = act.thing.kind == "comment" and act.thing.name == act.actor
    thing = replace(act.thing, name=double_of(act.actor)) if own else act.thing
    return replace(act, actor=double_of(act.actor), thing=thing)


def _mirror(act: Act, doubles: Sequence[str]) -> Iterator[Act]:
    if act.verb == "delete" and act.thing.kind == "comment" and act.thing.name in doubles:
        yield replace(act, thing=Thing("comment", double_of(act.thing.name)))
    if act.verb not in _MIRRORED:
        return
    has_double = act.actor in doubles
    if has_double:
        yield _as_double(act)
    if act.thing.kind == "person" and act.thing.name in doubles:
        towards = replace(act, thing=Thing("person", double_of(act.thing.name)))
        yield towards
        if has_double:
            yield _as_double(towards)
