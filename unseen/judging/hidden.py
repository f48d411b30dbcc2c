"""
Promises that somebody must not learn something.

Each compares what readers receive in the world as told with what they receive in a twin in which the
secret is another (`unseen.history`): any byte by which they can tell is a finding.
"""

from collections.abc import Iterator, Sequence

from unseen import promises as p
from unseen.compare import as_view
from unseen.history import Variation, actors, drop, secret
from unseen.judging.evidence import (
    LATER,
    SET_UP,
    Bench,
    missing,
    secret_of,
    spell_data,
    spell_fact,
    witness,
)
from unseen.judging.shown import sees
from unseen.model import Act, Content, Fact, Finding, Metric, Observation, Place, PolicyError, Thing
from unseen.oracles import canary
from unseen.world import NOTICES

_FIGURES = {"comment": "comments", "view": "views", "follow": "followers", "visit": "profile visits"}


def never_learns(bench: Bench, promise: p.NeverLearns) -> Iterator[Finding]:
    """Every surface, now and later, and the replies to the reader's own acts, are the same in every twin."""
    world = bench.world
    told = secret_of(world, promise.fact)
    readers = [reader for reader in world.party(promise.who) if reader not in told.doers]
    here = bench.timeline(world.play(Variation(), told.doubles, told.acts), readers)
    for twin in told.twins:
        there = bench.timeline(world.play(twin, told.doubles, told.acts), readers)
        for reader, moment in here:
            words = f"{spell_fact(promise.fact)}{moment}"
            yield from bench.apart(
                here[reader, moment], there[reader, moment], reader, twin, words, told.doers
            )


def does_not_see(bench: Bench, promise: p.DoesNotSee) -> Iterator[Finding]:
    """At this moment, at the place named or anywhere: the twin looks the same, the thing is not there."""
    for reader in bench.world.party(promise.who):
        if isinstance(promise.data, Fact):
            yield from _does_not_learn(bench, reader, promise.data, promise.place)
        else:
            yield from _is_not_shown(bench, reader, promise.data, promise.place)


def _does_not_learn(bench: Bench, reader: str, fact: Fact, place: Place | None) -> Iterator[Finding]:
    world = bench.world
    told = secret_of(world, fact)
    here = bench.look(world.play(Variation(), told.doubles, told.acts), reader, place)
    for twin in told.twins:
        there = bench.look(world.play(twin, told.doubles, told.acts), reader, place)
        yield from bench.apart(here, there, reader, twin, spell_fact(fact), told.doers)
    if fact.aspect == "how many":
        figure = Metric(_FIGURES.get(fact.act.verb, f"{fact.act.verb}s"))
        yield from _is_not_shown(bench, reader, figure, place)


def _is_not_shown(
    bench: Bench, reader: str, data: Content | Metric, place: Place | None
) -> Iterator[Finding]:
    view = bench.look(bench.world.play(Variation()), reader, place)
    for seen, pointer, value in bench.occurrences(view, data):
        message = f"{reader} can see {spell_data(data)} on {seen.surface}"
        yield witness(seen, reader, pointer, message, here=bench.world.cast.redact_text(str(value)))


def tells_only(bench: Bench, promise: p.TellsOnly) -> Iterator[Finding]:
    """The fact can be seen, and a world without everything else that this person did looks the same."""
    world, fact = bench.world, promise.fact
    told = secret(world.history, fact.act)
    rest = frozenset(
        number
        for number, act in enumerate(world.history)
        if act.actor == fact.act.actor and number not in told and act.verb not in SET_UP
    )
    if not rest:
        raise PolicyError(
            f"{fact.act.actor} did nothing else that {promise.who} could learn of",
            remedy="add what else was done",
        )
    yield from sees(bench, p.Sees(promise.who, fact))
    readers, twin = world.party(promise.who), drop(rest)
    here = bench.timeline(world.play(Variation()), readers)
    there = bench.timeline(world.play(twin), readers)
    for reader, moment in here:
        words = f"more than {spell_fact(fact)}{moment}"
        one, other = here[reader, moment], there[reader, moment]
        yield from bench.apart(one, other, reader, twin, words, (fact.act.actor,))


def not_notified(bench: Bench, promise: p.NotNotified) -> Iterator[Finding]:
    """No notice on any channel, now and later, that is not there in a world where nothing happened."""
    world = bench.world
    acts = secret(world.history, promise.fact.act) if promise.fact else _happenings(bench, promise.who)
    if not acts:
        raise PolicyError(
            f"nothing happens in this scenario that {promise.who} could be notified of",
            remedy="let it happen in a step before",
        )
    what = spell_fact(promise.fact) if promise.fact else "that something happened"
    channels = [surface for surface in NOTICES if surface in world.capabilities.surfaces]
    twin, doers = drop(acts), actors(world.history, acts)
    for reader in world.party(promise.who):
        here, there = world.play(Variation()), world.play(twin)
        for moment, days in (("", 0.0), *LATER):
            here.wait(days)
            there.wait(days)
            one, other = world.count(here.view(reader, channels)), world.count(there.view(reader, channels))
            words = f"by a notice {what} {moment}".rstrip()
            yield from bench.apart(one, other, reader, twin, words, doers)


def _happenings(bench: Bench, spared: str) -> frozenset[int]:
    """What others did under the last When; where that was only waiting, whatever they did at all."""
    return bench.world.when_acts(spared) or frozenset(
        number
        for number, act in enumerate(bench.world.history)
        if act.verb not in SET_UP | {"wait"} and act.actor != spared
    )


def same_as_if(bench: Bench, promise: p.SameAsIf) -> Iterator[Finding]:
    """Byte for byte the same, at this moment, as in the world that the sentence describes."""
    world = bench.world
    acts = secret(world.history, promise.act)
    if promise.happened:
        twin, words = Variation("add", added=(promise.act,)), "the two worlds apart"
    elif acts:
        twin, words = drop(acts), spell_fact(Fact("whether", promise.act))
    else:
        raise PolicyError(
            "both worlds of this comparison are the same world", remedy="let it happen in a step before"
        )
    for reader in world.party(promise.who):
        here = bench.look(world.play(Variation()), reader, promise.place)
        there = bench.look(world.play(twin), reader, promise.place)
        yield from bench.apart(here, there, reader, twin, words, actors(world.history, acts))


def unidentified(bench: Bench, promise: p.Unidentified) -> Iterator[Finding]:
    """Nothing that was sent to this party, or that it looked at or asked for, names the person."""
    world = bench.world
    world.party(promise.person)
    for reader in world.party(promise.who):
        received = list(world.received(reader))
        if reader in world.people:
            received += world.live().view(reader, NOTICES).values()
        world.count(as_view(received))
        if not received:
            raise PolicyError(
                f"nothing reaches {reader} in this scenario", remedy=f"let {reader} look or ask"
            )
        yield from canary.identifies(world.people[promise.person], received, world.cast)


def refused(bench: Bench, promise: p.Refused) -> Iterator[Finding]:
    """No data, the reason that the policy gives, and the same refusal whether or not it is true."""
    asked = bench.world.since_when()
    if not asked:
        raise PolicyError("nothing was asked of the platform", remedy="let somebody ask for something before")
    for act, replies in asked:
        bench.world.count(as_view(replies))
        yield from _refusals(bench, act, replies, promise.reason)
        true = secret(bench.world.history, Act("", act.detail("did"), Thing("video", act.thing.name)))
        if act.detail("did") and true:
            twin, doers = drop(true), actors(bench.world.history, true)
            again = bench.world.play(twin).act(act)
            words = "from the refusal whether it is true"
            yield from bench.apart(as_view(replies), again, act.actor, twin, words, doers)


def _refusals(bench: Bench, act: Act, replies: Sequence[Observation], reason: str) -> Iterator[Finding]:
    if not replies:
        yield missing(act.actor, "", f"{act.actor} gets no answer at all")
    for seen in replies:
        text = bench.world.cast.redact_text(seen.body.decode("utf-8", "replace"))
        if seen.status < 400:
            message = f"the platform does not refuse {seen.reader}: it answers {seen.status}"
            yield witness(seen, seen.reader, "status", message, here=f"{seen.status} {text}")
        elif reason and reason not in text:
            message = f"the platform refuses {seen.reader}, but not because {reason}"
            yield witness(seen, seen.reader, "/error/message", message, here=text, there=reason)
