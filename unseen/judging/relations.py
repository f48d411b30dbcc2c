"""
Where metamorphic relations are asked: beside a promise, on worlds that are there anyway or cheap to play.

What each relation says is in `unseen.oracles.metamorphic`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from unseen.compare import View
from unseen.history import Variation, double_of, drop, family, secret, values
from unseen.judging.evidence import Bench, Secret, spell_fact
from unseen.model import Act, Fact, Finding, Thing
from unseen.oracles import metamorphic
from unseen.target import Subjects

Timeline = Mapping[tuple[str, str], View]

_UNDO = {"save": "unsave"}
"""Acts whose undoing has to leave nothing; of a like, its notice may stay."""
_STRICTER = {"public": "private", "everyone": "only me", "friends": "only me", "on": "off"}
_STRICTER_OF = {"who may comment": {"everyone": "no one", "friends": "no one"}}


def undone(
    bench: Bench, fact: Fact, told: Secret, readers: Sequence[str], never: Timeline
) -> Iterator[Finding]:
    """What was done and is now undone, beside the world in which it was never done, as `never` saw it."""
    world, undo = bench.world, _UNDO.get(fact.act.verb, "")
    if undo not in world.capabilities.verbs:
        return
    last = {world.history[number].actor: world.history[number] for number in sorted(told.acts)}
    acts = tuple(
        Act(actor, undo, act.thing)
        for actor, act in last.items()
        if actor and act.verb != undo and act.thing.kind == "video"
    )
    if len(acts) < len(last):
        return  # a crowd cannot undo, and some have done so already
    playback = world.shown(Variation("undo", added=acts), told.doubles, told.acts)
    for reader in readers:
        here = bench.seen(playback, reader)
        yield from metamorphic.undone(
            here, never[reader, ""], reader, spell_fact(fact), world.cast.redact_text
        )


def sessions(
    found: Sequence[Finding], again: Callable[[], Sequence[Finding]], readers: Sequence[str]
) -> Sequence[Finding]:
    """
    Findings of a comparison in whose second world readers looked in the opposite order.

    `again` compares once more with the same order: what is then gone was no secret, but another's session.
    """
    if not found or len(readers) < 2:
        return found
    gone = metamorphic.vanished(found, again())
    return [metamorphic.as_sessions(each) if each in gone else each for each in found]


def other_contact(bench: Bench, name: str, readers: Sequence[str]) -> Iterator[Finding]:
    """What is never shown of a person has another value, and nobody can tell, not even by looking for it."""
    world = bench.world
    person = world.people[name]
    told, other = values(world.history, person, world.cast.person(double_of(name), person.age))
    here, there = world.play(told), world.play(other)
    for reader in readers:
        views = [
            world.count(playback.received(reader)) | bench.seen(playback, reader)
            for playback in (here, there)
        ]
        words = f"{name}'s e-mail address or telephone number"
        yield from bench.apart(views[0], views[1], reader, other, words, (name,))


def stricter(
    bench: Bench, readers: Sequence[str], views: Mapping[str, View], told: Secret
) -> Iterator[Finding]:
    """With every setting of this scenario at its strictest, nobody is shown more; `views` are as told."""
    world = bench.world
    changed = []
    for number, act in enumerate(world.history):
        values = _STRICTER_OF.get(act.thing.name, _STRICTER)
        strict = values.get(act.detail("value")) if act.verb == "set" else None
        if strict:
            details = tuple((name, strict if name == "value" else text) for name, text in act.details)
            changed.append((number, replace(act, details=details)))
    if not changed:
        return
    playback = world.shown(Variation("stricter", instead=tuple(changed)), told.doubles, told.acts)
    owners = list(dict.fromkeys(act.actor for _, act in changed if act.actor in world.people))
    for reader in readers:
        there = bench.seen(playback, reader)
        for owner in owners:
            if owner != reader:
                person = world.people[owner]
                yield from metamorphic.stricter(
                    views[reader],
                    there,
                    reader,
                    owner,
                    lambda body, person=person: sum(1 for _ in world.cast.find(person, body)),  # type: ignore[misc]
                    world.cast.redact_text,
                )


def former_tie(bench: Bench, readers: Sequence[str]) -> Iterator[Finding]:
    """Who no longer follows somebody is shown what is about them as if they had never followed."""
    world = bench.world
    for act in dict.fromkeys(act for act in world.history if act.verb == "unfollow"):
        owner = act.thing.name
        theirs = {title for title, creator in world.videos.items() if creator == owner}
        if act.actor not in readers or _was_active(bench, act.actor, owner, theirs):
            continue
        ties = secret(world.history, Act(act.actor, "follow", Thing("person", owner)))
        about = Subjects((owner,), tuple(theirs), (), (owner, *theirs), unknown=False)
        views = [
            bench.world.count(world.shown(variation).about(about).view(act.actor))
            for variation in (Variation(), drop(ties))
        ]
        here, there = ({key: seen for key, seen in view.items() if "[" in key[1]} for view in views)
        yield from metamorphic.former_tie(here, there, act.actor, owner, world.cast.redact_text)


def _was_active(bench: Bench, reader: str, owner: str, videos: set[str]) -> bool:
    """Whether the reader did anything there that they could only do, or that only counts, as a follower."""
    ties = family("follow")
    return any(
        act.actor == reader and act.verb not in ties | {"look", "set"} and act.thing.name in {owner, *videos}
        for act in bench.world.history
    )
