"""
Promises that somebody must not learn something.

Each compares what readers receive in the world as told with what they receive in a twin in which the
secret is another (`unseen.history`): any byte by which they can tell is a finding.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from unseen import promises as p
from unseen.compare import as_view
from unseen.history import (
    ATTRIBUTES,
    COUNTED,
    Variation,
    actors,
    another_age,
    blocks,
    closing,
    double_of,
    drop,
    secret,
    swap,
    values,
)
from unseen.judging import relations
from unseen.judging.evidence import (
    LATER,
    SET_UP,
    Bench,
    Secret,
    figure,
    missing,
    secret_of,
    spell_data,
    spell_fact,
    witness,
)
from unseen.judging.relations import Timeline
from unseen.judging.shown import sees
from unseen.model import Act, Content, Fact, Finding, Metric, Observation, Place, PolicyError, Thing
from unseen.oracles import canary
from unseen.playback import Playback
from unseen.target import NotOffered
from unseen.world import NOTICES


def never_learns(bench: Bench, promise: p.NeverLearns) -> Iterator[Finding]:
    """
    Every surface, now and later, and the replies to the reader's own acts, are the same in every twin.

    Of several who did it, each knows of themselves, and must not learn of the others.
    """
    told = secret_of(bench.world, promise.fact)
    party = bench.world.party(promise.who)
    insiders = [reader for reader in party if reader in told.doers] if len(told.doers) > 1 else []
    if len(insiders) < len(party):
        yield from _never_learn(bench, promise.fact, told, _others(party, told.doers))
    for reader in insiders:
        for other in told.doers:
            if other != reader:
                fact = Fact("that", replace(promise.fact.act, actor=other))
                yield from _never_learn(bench, fact, secret_of(bench.world, fact), [reader])


def _never_learn(bench: Bench, fact: Fact, told: Secret, readers: Sequence[str]) -> Iterator[Finding]:
    world = bench.world
    as_told = world.play(Variation(), told.doubles, told.acts)
    here = bench.timeline(as_told, readers)

    def beside(
        twin: Variation, playback: Playback, examined: Sequence[str], backwards: bool = False
    ) -> tuple[Timeline, list[Finding]]:
        there = bench.timeline(playback, readers, backwards=backwards)
        found: list[Finding] = []
        for reader, moment in here:
            if reader in examined:
                one, other = here[reader, moment], there[reader, moment]
                words = f"{spell_fact(fact)}{moment}"
                found += bench.apart(one, other, reader, twin, words, told.doers)
        return there, found

    for twin, playback, examined in _twins(bench, told, as_told, readers, world.play):
        there, found = beside(twin, playback, examined, backwards=True)

        def again(twin: Variation = twin, examined: Sequence[str] = examined) -> list[Finding]:
            return beside(twin, world.play(twin, told.doubles, told.acts), examined)[1]

        yield from relations.sessions(found, again, readers)
        if twin.relation == "drop" and not found:
            yield from relations.undone(bench, fact, told, examined, there)
    yield from relations.stricter(bench, readers, {reader: here[reader, ""] for reader in readers}, told)
    yield from relations.former_tie(bench, readers)


def _twins(
    bench: Bench, told: Secret, as_told: Playback, readers: Sequence[str], play: Callable[..., Playback]
) -> Iterator[tuple[Variation, Playback, Sequence[str]]]:
    """
    Each twin, its world and whom it examines; none in which the double was refused what the secret is.

    `play` plays it: to act in (`World.play`), or to look at only (`World.shown`).

    Raises:
        PolicyError: a reader is examined by no other, so nobody else could have done it.
    """
    refused: list[Act] = []
    left = set(readers)
    for twin, examined in told.examined(readers):
        playback = play(twin, told.doubles, told.acts)
        turned = told.turned(bench.world, playback, as_told)
        refused += turned
        if not turned:
            left -= {*examined}
            yield twin, playback, examined
    if refused and left:
        act = refused[0]
        raise PolicyError(
            f"nobody else could {act.verb} {act.thing.name}: the platform refuses it to {act.actor}",
            remedy="let somebody do it who is not the only one that can",
        )


def withheld(bench: Bench, promise: p.Withheld) -> Iterator[Finding]:
    """Every surface, now and later, is the same in a world in which this person has another value of it."""
    world = bench.world
    if promise.person not in world.people:
        raise PolicyError(
            f"`{promise.person}` is nobody of whom there is anything to learn",
            remedy="name one person of this scenario",
        )
    person = world.people[promise.person]
    readers = _others(world.party(promise.who), [person.name])
    stand_in = world.cast.person(double_of(person.name), another_age(person.age))
    twins = values(world.history, person, stand_in, [ATTRIBUTES[promise.attribute]])
    here, there = (bench.timeline(world.play(twin), readers) for twin in twins)
    for reader, moment in here:
        words = f"{person.name}'s {promise.attribute}{moment}"
        one, other = here[reader, moment], there[reader, moment]
        yield from bench.apart(one, other, reader, twins[1], words, (person.name,))


def _others(party: Sequence[str], doers: Sequence[str]) -> list[str]:
    others = [reader for reader in party if reader not in doers]
    if not others:
        raise PolicyError(
            f"{' and '.join(party)} knows it anyway", remedy="say who else must not learn of it"
        )
    return others


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
    as_told = world.shown(Variation(), told.doubles, told.acts)
    here = bench.look(as_told, reader, place)
    for twin, playback, _ in _twins(bench, told, as_told, [reader], world.shown):
        there = bench.look(playback, reader, place)
        yield from bench.apart(here, there, reader, twin, spell_fact(fact), told.doers)
    if fact.aspect == "how many":
        yield from _is_not_shown(bench, reader, figure(fact.act.verb), place)


def _is_not_shown(
    bench: Bench, reader: str, data: Content | Metric, place: Place | None
) -> Iterator[Finding]:
    view = bench.look(bench.world.shown(Variation()), reader, place)
    for seen, pointer, value in bench.occurrences(view, data):
        message = f"{reader} can see {spell_data(data)} on {seen.surface}"
        yield witness(seen, reader, pointer, message, here=bench.world.cast.redact_text(str(value)))


def tells_only(bench: Bench, promise: p.TellsOnly) -> Iterator[Finding]:
    """
    The fact can be seen, and a world without everything else that this person did looks the same; what
    may be counted was done by somebody else there.
    """
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
    world.must_have_happened(rest)
    yield from sees(bench, p.Sees(promise.who, fact))
    readers = _others(world.party(promise.who), [fact.act.actor])
    counted = frozenset(number for number in rest if world.history[number].verb in COUNTED)
    twin = Variation("drop", rest - counted, swap(world.history, counted).instead)
    doubles = [fact.act.actor] if counted else []
    here = bench.timeline(world.play(Variation(), doubles, rest), readers)
    there = bench.timeline(world.play(twin, doubles, rest), readers)
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
    world.must_have_happened(acts)
    what = spell_fact(promise.fact) if promise.fact else "that something happened"
    channels = [surface for surface in (*NOTICES, "webhook") if surface in world.capabilities.surfaces]
    if not channels:
        raise NotOffered("the target has no notices of any kind")
    twin, doers = drop(acts), actors(world.history, acts)
    here, there = world.play(Variation()), world.play(twin)
    for moment, days in (("", 0.0), *LATER):
        here.wait(days)
        there.wait(days)
        for reader in world.party(promise.who):
            one, other = world.count(here.view(reader, channels)), world.count(there.view(reader, channels))
            words = f"by a notice {what} {moment}".rstrip()
            yield from bench.apart(one, other, reader, twin, words, doers)


def _happenings(bench: Bench, spared: str) -> frozenset[int]:
    """
    What others did under the last When; where that was only waiting, whatever they did at all; and where
    nobody else did anything, what the reader looked at, who may be warned of it.
    """
    history, meant = bench.world.history, bench.world.when_acts()
    others = frozenset(
        number
        for number, act in enumerate(history)
        if act.verb not in SET_UP | {"wait"} and act.actor != spared
    )
    looks = frozenset(number for number in meant if history[number].verb in ("look", "ask"))
    return bench.world.when_acts(spared) or others or looks


def same_as_if(bench: Bench, promise: p.SameAsIf) -> Iterator[Finding]:
    """Byte for byte the same, at this moment, as in the world that the sentence describes."""
    world = bench.world
    doers = actors(world.history, secret(world.history, promise.act))
    for reader in world.party(promise.who):
        twin, words = _other_world(bench, promise, reader)
        here = bench.look(world.shown(Variation()), reader, promise.place)
        there = bench.look(world.shown(twin), reader, promise.place)
        yield from bench.apart(here, there, reader, twin, words, doers)


def _other_world(bench: Bench, promise: p.SameAsIf, reader: str) -> tuple[Variation, str]:
    """The world of the sentence; an account is closed where its holder blocked the reader, if so."""
    history, act = bench.world.history, promise.act
    acts = secret(history, act)
    if promise.happened:
        may_be_added(bench, act)
        shut_out = blocks(history, reader, act.actor) if act.verb == "close" else frozenset()
        twin = closing(history, shut_out) if shut_out else Variation("add", added=(act,))
        return twin, "the two worlds apart"
    if not acts:
        raise PolicyError(
            "both worlds of this comparison are the same world", remedy="let it happen in a step before"
        )
    bench.world.must_have_happened(acts)
    return drop(acts), spell_fact(Fact("whether", act))


def may_be_added(bench: Bench, act: Act) -> None:
    """An act by nobody, on nothing, or that was done already would make no other world."""
    world = bench.world
    if act.actor:
        world.party(act.actor)
    if act.thing.kind == "video":
        world.video(act.thing)
    elif act.thing.kind == "videos":
        world.titles(act.thing)
    for done in world.history:
        is_same = (done.actor, done.verb, done.thing) == (act.actor, act.verb, act.thing)
        if is_same and done.crowd >= act.crowd:
            raise PolicyError(
                "both worlds of this comparison are the same world", remedy="it has happened already"
            )


def unidentified(bench: Bench, promise: p.Unidentified) -> Iterator[Finding]:
    """Nothing that was sent to this party, or that it looked at or asked for, names the person."""
    world = bench.world
    if promise.person not in world.people:
        raise PolicyError(
            f"`{promise.person}` is nobody who could be identified", remedy="name one person of this scenario"
        )
    readers = _others(world.party(promise.who), [promise.person])
    for reader in readers:
        received = list(world.received(reader))
        pushed = NOTICES if reader in world.people else ("webhook",)
        channels = [surface for surface in pushed if surface in world.capabilities.surfaces]
        received += world.live().view(reader, channels).values()
        world.count(as_view(received))
        if not received:
            raise PolicyError(
                f"nothing reaches {reader} in this scenario", remedy=f"let {reader} look or ask"
            )
        yield from canary.identifies(world.people[promise.person], received, world.cast)
    yield from relations.other_contact(bench, promise.person, readers)


def refused(bench: Bench, promise: p.Refused) -> Iterator[Finding]:
    """No data, the reason that the policy gives, and the same refusal whether or not it is true."""
    asked = bench.world.since_when()
    if not asked:
        raise PolicyError("nothing was asked of the platform", remedy="let somebody ask for something before")
    for act, replies in asked:
        bench.world.count(as_view(replies))
        yield from _refusals(bench, act, _meant(act, replies), promise.reason)
        true = secret(bench.world.history, Act("", act.detail("did"), Thing("video", act.thing.name)))
        if act.detail("did") and true:
            twin, doers = drop(true), actors(bench.world.history, true)
            here = bench.world.count(bench.world.play(Variation()).act(act))
            there = bench.world.count(bench.world.play(twin).act(act))
            words = "from the refusal whether it is true"
            yield from bench.apart(here, there, act.actor, twin, words, doers)


def _meant(act: Act, replies: Sequence[Observation]) -> Sequence[Observation]:
    """
    The replies that have to be refusals.

    A machine that collects pages is let in at first, as anybody is: refused must be the last page that it
    reads, and the question itself.
    """
    if act.detail("way") != "scraping":
        return replies
    pages = [seen for seen in replies if seen.surface != "reply to an act"]
    return [*pages[-1:], *(seen for seen in replies if seen.surface == "reply to an act")]


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
