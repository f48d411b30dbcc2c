"""
One history under examination: it is played as told and as varied, and whoever must not tell them apart looks.

The search asks `examine`, which looks at one twin or two and as little as it may; what it finds is judged
again by `confirm`, with the very judge that the policy is judged with.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from unseen.canary import Cast
from unseen.compare import View
from unseen.explore.audiences import audience_of
from unseen.explore.draft import Varied
from unseen.explore.leak import CONTACT_DATA, Leak, Outcome, keys_of
from unseen.explore.seeds import Case, fact_of
from unseen.explore.soundness import is_sound
from unseen.explore.standing import may_learn, readers_of
from unseen.history import Variation, double_of, secret
from unseen.judging import Judge
from unseen.judging.evidence import LATER, Bench, Secret, secret_of, spell_fact, witness
from unseen.model import ADDRESS, Content, Fact, Finding, Observation, Place, PolicyError, Thing
from unseen.oracles.canary import Credentials, contacts, whose
from unseen.oracles.schema import Schemas
from unseen.playback import Playback
from unseen.promises import Conforms, DoesNotSee, NeverLearns, Promise, Unidentified, Withheld
from unseen.statements import Statements
from unseen.target import NotOffered, Subjects, Target, TargetError
from unseen.watch import Oracle
from unseen.world import ASKING, World

DOCUMENTS = frozenset({"privacy policy", "terms", "help page", "recommendation guide", "advice page"})
"""Surfaces that say the same to everyone; they are read now and then."""

_ASKED = ASKING | {"look"}
"""What others cannot notice."""

HIDING = frozenset(
    {
        *("wait", "look", "read", "set", "block", "mute", "close", "log-out", "delete", "leave", "move"),
        *("unsave", "unlike", "unfollow", "withdraw-grant"),
    }
)
"""Acts after which less may be seen than before; a look may be one, if it marks something as seen."""


@dataclass
class Lab:
    """Plays histories on one platform; `seed` as for `World`."""

    target: Target
    schemas: Schemas
    statements: Statements
    seed: int = 1
    _cast: Cast = field(init=False)
    _judge: Judge = field(init=False)

    def __post_init__(self) -> None:
        self._cast = Cast(self.seed, self.target.capabilities().salts)
        self._judge = Judge(self.schemas, self.statements)

    def examine(
        self,
        varied: Varied,
        surfaces: Sequence[str] | None = None,
        relations: Collection[str] = (),
    ) -> Outcome:
        """
        Play a history and its twins, and compare what its readers see.

        `surfaces` restricts where they look, `relations` how the twins differ; both are for shrinking.
        """
        outcome = self._examine(varied, surfaces, relations)
        for earlier in _earlier(varied):
            if not outcome.leaks:
                outcome = outcome.also(self._examine(earlier, surfaces, relations))
        return outcome

    def _examine(self, varied: Varied, surfaces: Sequence[str] | None, relations: Collection[str]) -> Outcome:
        alarms: list[Finding] = []
        world = self.world(alarms)
        try:
            if not self._play(world, varied.case):
                return Outcome()
            if varied.promise is not None:
                return _judged(world, varied, varied.promise)
            return self._compare(world, varied, surfaces, relations, alarms)
        except (PolicyError, NotOffered):
            return Outcome()
        except TargetError as error:
            # a crowd may have nothing to see in the twin; what fails without one says so
            is_crowded = any(done.act.crowd for done in varied.case.done)
            return Outcome() if is_crowded else Outcome(failure=str(error))
        finally:
            world.close()

    def confirm(self, case: Case, promise: Promise) -> tuple[Finding, ...]:
        """
        What the judge of the policy finds when this is promised after this history.

        Raises:
            PolicyError, NotOffered, TargetError: it cannot be judged.
        """
        world = self.world([])
        try:
            self._play(world, case)
            world.promise(promise)
            return world.judgements[-1][1].findings
        finally:
            world.close()

    def is_secret(self, case: Case, fact: Fact, reader: str) -> bool:
        """Whether this is a history after which the reader must not learn the fact, and a twin can tell."""
        world = self.world([])
        try:
            return self._play(world, case) and bool(_curious(world, fact, [reader]))
        except (PolicyError, NotOffered, TargetError):
            return False
        finally:
            world.close()

    def holds(self, case: Case, promise: Promise) -> bool:
        """Whether a promise is kept after a history, whatever else is wrong with what was received."""
        world = self.world([])
        try:
            return self._play(world, case) and not self._judge(world, promise).findings
        except (PolicyError, NotOffered, TargetError):
            return False
        finally:
            world.close()

    def world(self, alarms: list[Finding]) -> World:
        """A fresh world; what its oracles find in any payload goes to `alarms` as well."""

        def keep(oracle: Oracle) -> Oracle:
            def inspect(seen: Observation, cast: Cast) -> Sequence[Finding]:
                found = oracle(seen, cast)
                alarms.extend(found)
                return found

            return inspect

        oracles = [keep(oracle) for oracle in (self.schemas.oracle, contacts, Credentials())]
        # what is built for a person is built once
        return World(self.target, seed=self.seed, judge=self._judge, oracles=oracles, cast=self._cast)

    def _play(self, world: World, case: Case) -> bool:
        """Let the history happen; False if a crowd could not do what it should have done."""
        for name, age in case.people:
            world.introduce(name, age)
        for tool, claim in case.tools:
            world.introduce_tool(tool, claim)
        for done in case.done:
            world.keyword = done.keyword
            try:
                world.do(done.act)
            except TargetError:
                if done.act.crowd:
                    return False
                raise
        world.keyword = "then"
        return True

    def _compare(
        self,
        world: World,
        varied: Varied,
        surfaces: Sequence[str] | None,
        relations: Collection[str],
        alarms: list[Finding],
    ) -> Outcome:
        fact, case = varied.fact, varied.case
        if fact is None:
            return Outcome()
        readers = _curious(world, fact, varied.readers)
        if not readers:
            return Outcome()
        try:
            told = secret_of(world, fact)
        except TargetError:
            return Outcome(readers=tuple(readers))
        bench = Bench(world, self.schemas, self.statements, _no_more)
        twins = [
            (twin, examined)
            for twin, examined in told.examined(readers)
            if not relations or twin.relation in relations
        ]
        if not varied.swaps and not relations:
            first = [twin for twin, _ in twins if twin.relation != "swap"] or [twin for twin, _ in twins]
            twins = [pair for pair in twins if pair[0] is first[0] or pair[0].relation == "close"]
        doubles = told.doubles if any(twin.relation == "swap" for twin, _ in twins) else ()
        later = LATER if varied.later else ()
        subjects = _nearby(world, fact, readers, doubles)
        if surfaces is None and not varied.documents:
            surfaces = [name for name in world.capabilities.surfaces if name not in DOCUMENTS]
        as_told = world.play(Variation(), doubles, told.acts).about(subjects)
        here = bench.timeline(as_told, readers, surfaces, later)
        leaks: list[Leak] = []
        for twin, examined in twins:
            playback = world.play(twin, doubles, told.acts).about(subjects)
            fair = _fair(told, world, playback, as_told, examined)
            if not fair:
                continue
            there = bench.timeline(playback, readers, surfaces, later)
            for (reader, moment), view in there.items():
                if reader not in fair:
                    continue
                words = f"{spell_fact(fact)}{moment}"
                found = bench.apart(here[reader, moment], view, reader, twin, words, told.doers)
                promise = NeverLearns(reader, fact)
                leaks += [Leak(case, promise, each, keys_of(each, promise)) for each in found]
        known = {*readers_of(world.history, world.people, world.tools)}
        alarms.sort(key=lambda finding: finding.oracle)  # whom it names says more than that it is there
        leaks += [_alarm(case, finding, world.tools) for finding in alarms if finding.reader in known]
        leaks += _found_by_address(bench, case, fact.act.actor, here)
        census = world.census()
        seen = census.observations > 0
        played = census.worlds, census.observations, census.masked
        kinds = _audiences(world, fact.act.actor, readers)
        return Outcome(seen, tuple(readers), *played, tuple(leaks), audiences=kinds)


def _fair(told: Secret, world: World, twin: Playback, as_told: Playback, readers: Sequence[str]) -> list[str]:
    """
    Those whom a twin examines: nobody when what the secret is was refused to the double; and nobody but the
    actor when anything else went through in one world only, as what follows from it is another's to know.
    """
    if told.turned(world, twin, as_told):
        return []
    others = {act.actor for _, act in twin.turned(as_told) if act.verb not in _ASKED}
    return [reader for reader in readers if others <= {reader}]


def _earlier(varied: Varied) -> Iterator[Varied]:
    """
    The same history up to each step after the secret that may hide what was to be seen, the last first.

    What can be seen after any other step can be seen after the next one too.
    """
    if varied.steps and varied.fact:
        acts = varied.case.acts
        first = min(secret(acts, varied.fact.act), default=len(acts))
        for number in reversed(range(first + 1, len(acts))):
            if acts[number].verb in HIDING:
                yield replace(varied, case=replace(varied.case, done=varied.case.done[:number]))


def _curious(world: World, fact: Fact, readers: Iterable[str]) -> list[str]:
    """Those of the readers who must not learn the fact, if a twin can show whether they do."""
    happened = [act for number, act in enumerate(world.history) if _happened(world, number)]
    ages = {person.name: person.age for person in world.people.values()}
    tools = set(world.tools)
    known = {*readers_of(happened, world.people, tools)}
    return [
        reader
        for reader in readers
        if reader in known
        and is_sound(fact, world.history, reader, ages)  # what was refused might not be in the twin
        and not may_learn(reader, fact, happened, ages, tools)
    ]


def _alarm(case: Case, finding: Finding, tools: Collection[str]) -> Leak:
    """What stands in a payload: somebody's address, or what its schema does not have."""
    person, what = whose(finding)
    promise: Promise = Conforms(finding.reader)
    if what in CONTACT_DATA and person != finding.reader and finding.reader not in tools:
        promise = Withheld(finding.reader, person, what)
    return Leak(case, promise, finding, keys_of(finding, promise))


def _judged(world: World, varied: Varied, promise: Promise) -> Outcome:
    """What the judge of the policy makes of a promise as it stands."""
    world.promise(promise)
    judgement = world.judgements[-1][1]
    census = judgement.census
    leaks: list[Leak] = []
    fact = fact_of(promise)
    for finding in judgement.findings:
        keys = keys_of(finding, promise)
        own = Leak(varied.case, promise, finding, keys, varied.said, varied.own)
        if finding.oracle == "schema" or (
            finding.oracle == "canary" and not isinstance(promise, Unidentified)
        ):  # it is about whatever this reader receives
            leaks.append(_alarm(varied.case, finding, world.tools))
        elif fact is not None and _curious(world, fact, [finding.reader]):
            leaks += [Leak(varied.case, NeverLearns(finding.reader, fact), finding, keys), own]
        else:
            leaks.append(own)
    readers = tuple(filter(None, [str(getattr(promise, "who", ""))]))
    person = fact.act.actor if fact else str(getattr(promise, "person", ""))
    kinds = _audiences(world, person, [name for who in readers for name in world.party(who)])
    played = census.worlds, census.observations, census.masked
    return Outcome(True, readers, *played, tuple(leaks), audiences=kinds)


def _audiences(world: World, person: str, readers: Iterable[str]) -> tuple[str, ...]:
    """What those readers are to a person who has a part in this world."""
    ages = {each.name: each.age for each in world.people.values()}
    found = (audience_of(name, person, world.history, ages, world.tools) for name in readers)
    return tuple(dict.fromkeys(found))


def _found_by_address(
    bench: Bench, case: Case, person: str, views: Mapping[tuple[str, str], View]
) -> Iterator[Leak]:
    """Somebody who is looked for by the address that they signed up with, and shows in what is found."""
    place = Place("search", person + ADDRESS)
    content = Content(Thing("person", person))
    for (reader, _), view in views.items():
        answers = {key: seen for key, seen in view.items() if ADDRESS in seen.request}
        for seen, pointer, value in bench.occurrences(answers, content):
            text = bench.world.cast.redact_text(str(value))
            finding = witness(seen, reader, pointer, f"{reader} finds {person} by their address", here=text)
            promise = DoesNotSee(reader, content, place)
            said = f"{reader} cannot see {person}'s profile on search for {place.of}"
            yield Leak(case, promise, finding, keys_of(finding, promise), said)


def _nearby(world: World, fact: Fact, readers: Sequence[str], doubles: Sequence[str]) -> Subjects:
    """Whom and what the readers look at: those who have to do with the secret."""
    whole = world.subjects(doubles=doubles)
    near = {fact.act.actor, fact.act.thing.name, *readers, *map(double_of, doubles)}
    near |= {owner for title, owner in world.videos.items() if title == fact.act.thing.name}
    people = tuple(name for name in whole.people if name in near)
    queries = (*(name for name in people if name not in readers), *whole.videos[:2])
    if fact.act.actor in world.people:
        queries = (*queries, fact.act.actor + ADDRESS)
    return replace(whole, people=people, queries=queries, unknown=False)


def _no_more(*_: object) -> Iterator[Finding]:
    """No promise follows from another here."""
    return iter(())


def _happened(world: World, number: int) -> bool:
    try:
        world.must_have_happened(frozenset({number}))
    except TargetError:
        return False
    return True
