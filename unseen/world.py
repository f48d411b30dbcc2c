"""
The world of one scenario: people by name, what they do, what they see, and the same history again.

Acts are kept as data and done at once on a live session. A promise is judged on that session or on
playbacks: fresh sessions that play the same history, as told or varied (`unseen.history`).
"""

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from unseen.canary import Cast
from unseen.compare import View, masked
from unseen.history import MINUTE, Variation, addressed, double_of, expand, moments, now, titles, told
from unseen.model import (
    ADDRESS,
    Act,
    Census,
    Claim,
    Judgement,
    Observation,
    Person,
    Place,
    PolicyError,
    Thing,
)
from unseen.oracles.causes import one_per_place
from unseen.playback import Playback, play_out
from unseen.promises import Promise
from unseen.recorder import Recorder
from unseen.target import NotOffered, Subjects, Target, TargetError
from unseen.watch import Oracle, Watch

LOGGED_OUT = "a logged-out visitor"
STRANGER = "a stranger"
PLATFORM = "the platform"
EVERY_SURFACE = "every surface"
NOTICES = ("in-app notifications", "push", "email", "digest")
"""Surfaces through which something reaches a person who does not look."""

ASKING = frozenset({"ask", "target"})
"""Verbs that ask the platform for something; even refused, they have happened."""

Judge = Callable[["World", Promise], Judgement]


class World:
    """
    One scenario on one platform.

    Args:
        target: the platform under test.
        seed: makes identities and the platform's own choices repeatable.
        judge: judges a promise in this world; see `unseen.judging`.
        oracles: look at every payload that reaches anybody.
        cast: who plays the people; by default the cast of the seed.

    Raises:
        PolicyError: from any method, when a sentence makes no sense here.
        TargetError, NotOffered: from any method, as the target says.
    """

    def __init__(
        self,
        target: Target,
        *,
        seed: int,
        judge: Judge,
        oracles: Sequence[Oracle] = (),
        cast: Cast | None = None,
    ) -> None:
        self._target = target
        self._seed = seed
        self._judge = judge
        self._sessions: list[Recorder] = []
        self._live: Recorder | None = None
        self._replies: list[tuple[Act, Sequence[Observation]]] = []
        self._worlds = self._observations = self._masked = 0
        self._seen_surfaces: set[str] = set()
        self._whens: set[int] = set()
        self._refusals: dict[int, int] = {}
        self._is_in_when = False
        self._shown: dict[tuple[object, ...], Playback] = {}
        self._topics: dict[str, Thing] = {}
        self._extras: dict[str, Person] = {}
        self.capabilities = target.capabilities()
        self.cast = cast or Cast(seed, self.capabilities.salts)
        self._watch = Watch(oracles, self.cast)
        self.history: list[Act] = []
        self.people: dict[str, Person] = {}
        self.tools: dict[str, Claim | None] = {}
        self.videos: dict[str, str] = {}
        self.judgements: list[tuple[Promise, Judgement]] = []
        self.keyword = "given"
        """The keyword of the step at hand; the runner sets it."""

    # people and things

    def introduce(self, name: str, age: int | None = None) -> None:
        """Make a person known by name; an age is given before they do anything."""
        if name in self.people:
            if age is not None:
                raise PolicyError(
                    f"`{name}` is already on the platform", remedy=f"say `{name} is {age} years old` first"
                )
            return
        self._admit(self.cast.person(name, 30 if age is None else age))

    def strangers(self, one: str, other: str) -> None:
        """Make two people known who have no tie."""
        self.introduce(one)
        self.introduce(other)

    def introduce_tool(self, name: str, claim: Claim | None = None) -> None:
        """Make an outside tool known by name; what it claims is kept until the report marks it."""
        self.tools[name] = claim or self.tools.get(name)

    def party(self, who: str) -> tuple[str, ...]:
        """
        The readers behind a party: one; or everyone but moderators, with a creator of the videos that are
        known by their topic only, a stranger and a logged-out visitor.
        """
        if who.startswith("everyone"):
            spared = who.removeprefix("everyone except ") if " " in who else ""
            if spared:
                self._known(spared)
            left_out = {spared, STRANGER, *self._moderators()}
            named = [name for name in (*self.people, *self.tools) if name not in left_out]
            return (*named, *[_creator(topic, 0) for topic in self._topics], STRANGER, LOGGED_OUT)
        if who not in (LOGGED_OUT, STRANGER):
            self._known(who)
        return (who,)

    def _moderators(self) -> list[str]:
        """Staff, who see what people do for safety: promises to everyone do not speak of them."""
        roles = [act for act in self.history if act.verb == "appoint"]
        return [act.thing.name for act in roles if act.detail("value") == "moderator"]

    def _known(self, name: str) -> None:
        known = [*self.people, *self.tools]
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"say first who `{name}` is"
            raise PolicyError(
                f"nobody called `{name}` appears in this scenario before this step", remedy=hint
            )

    def _admit(self, person: Person) -> None:
        self.people[person.name] = person
        self._session().join(person, now(self.history) if self.history else 0.0)

    # what happens

    def do(self, act: Act) -> None:
        """Do an act now, and remember it as part of the history."""
        self._mention(act)
        if self.keyword == "when":
            if not self._is_in_when:
                self._whens.clear()
                self._replies.clear()
            self._whens.add(len(self.history))
        self._is_in_when = self.keyword == "when"
        self.history.append(act)
        session, at = self._session(), moments(self.history)[-1]
        if act.thing.kind == "videos" and act.thing.name not in self._topics:
            self._topics[act.thing.name] = act.thing
            self._post_topic(session, act.thing, at)
        parts = [(primitive, self._perform(session, primitive, at)) for primitive in expand(act)]
        self._replies += parts
        replies = [seen.status for part, seen_by in parts if part.verb == act.verb for seen in seen_by]
        if replies and min(replies) >= 400 and act.verb not in ASKING:
            self._refusals[len(self.history) - 1] = replies[0]

    def try_settings(self, acts: Iterable[Act]) -> None:
        """Do these acts, but for those that set what the platform has no setting for."""
        offered = [act for act in acts if act.verb != "set" or act.thing.name in self.capabilities.settings]
        if all(act.verb != "set" for act in offered):
            raise NotOffered(f"{self._target.name} has none of these settings")
        for act in offered:
            self.do(act)

    def _mention(self, act: Act) -> None:
        capabilities = self.capabilities
        if act.verb == "wait":
            if not capabilities.time_travel:
                raise NotOffered(f"{self._target.name} cannot let time pass")
            return
        for part in expand(act):
            if part.verb not in capabilities.verbs:
                raise NotOffered(f"{self._target.name} does not offer `{part.verb}`")
        if act.verb == "set" and act.thing.name not in capabilities.settings:
            raise NotOffered(f"{self._target.name} has no setting `{act.thing.name}`")
        if act.verb == "look" and act.thing.name not in (EVERY_SURFACE, *capabilities.surfaces):
            raise NotOffered(f"{self._target.name} does not show {act.thing.name}")
        self._meet(act)

    def _meet(self, act: Act) -> None:
        """Whom and what an act names: people come into being, things must be there."""
        if act.actor and act.actor not in (PLATFORM, LOGGED_OUT) and act.actor not in self.tools:
            self.introduce(act.actor)
        for name in addressed(act):
            self.introduce(name)
        if act.thing.kind == "tool":
            self.introduce_tool(act.thing.name)
        elif act.verb == "post":
            if act.thing.name in self.videos:
                raise PolicyError(
                    f"there are two videos called `{act.thing.name}`", remedy="give one of them another name"
                )
            self.videos[act.thing.name] = act.actor
        elif act.thing.kind in ("video", "fact"):
            self.video(act.thing)
        elif act.thing.kind == "videos":
            first = self._topics.get(act.thing.name, act.thing)
            if act.thing.count > first.count:
                raise PolicyError(
                    f"only {first.count} videos about {act.thing.name} were spoken of before",
                    remedy="name the greatest number first",
                )

    def video(self, thing: Thing) -> str:
        """The title of a video that somebody has posted."""
        if thing.name not in self.videos:
            near = difflib.get_close_matches(thing.name, self.videos, 1)
            first = f'say first who has posted the "{thing.name}" video'
            hint = f"did you mean `{near[0]}`?" if near else first
            raise PolicyError(f"nobody has posted a video called `{thing.name}`", remedy=hint)
        return thing.name

    def titles(self, thing: Thing) -> list[str]:
        """The titles behind "20 videos about chess"; the topic must have been spoken of before."""
        if thing.name and thing.name not in self._topics:
            raise PolicyError(
                f"nobody did anything with videos about `{thing.name}`", remedy="let somebody save them first"
            )
        known = [self._topics[thing.name]] if thing.name else list(self._topics.values())
        posted = [title for topic in known for title in titles(topic)]
        return posted if thing.name else [*posted, *self.videos]

    def _perform(self, session: Recorder, act: Act, at: float) -> Sequence[Observation]:
        if act.verb == "look":
            place = Place(act.thing.name, act.detail("of"))
            every = place.surface == EVERY_SURFACE
            surfaces = self.capabilities.surfaces if every else (place.surface,)
            subjects = replace(self.subjects(place), acting=True)
            return [seen for surface in surfaces for seen in session.look(act.actor, surface, subjects, at)]
        return session.perform(act, at)

    def _post_topic(self, session: Recorder, thing: Thing, at: float) -> None:
        for number, title in enumerate(titles(thing)):
            poster = _creator(thing.name, number)
            if poster not in self._extras:
                self._extras[poster] = self.cast.person(poster, 30)
                session.join(self._extras[poster], at)
            session.perform(Act(poster, "post", Thing("video", title), (("topic", thing.name),)), at)

    def subjects(self, place: Place | None = None, doubles: Sequence[str] = ()) -> Subjects:
        """Whom and what a reader can name: everybody and everything in this scenario, or one of them."""
        collections = dict.fromkeys(
            ["saved", *(act.detail("collection") for act in self.history if act.detail("collection"))]
        )
        if place is not None and place.of:
            if place.of in self.videos:
                return Subjects((), (place.of,), (), (place.of,), unknown=False)
            self._known(place.of.removesuffix(ADDRESS))
            return Subjects((place.of,), (), tuple(collections), (place.of,), unknown=False)
        people = (*self.people, *map(double_of, doubles))
        videos = (*self.videos, *[titles(topic)[0] for topic in self._topics.values()])
        queries = (*people, *videos)
        return Subjects(people, videos, tuple(collections), queries, tuple(self.tools))

    # what is promised

    def promise(self, promise: Promise) -> None:
        """Judge a promise at this moment and keep the judgement."""
        self._is_in_when = False
        judgement = self._judge(self, promise)
        found = tuple(map(self.cast.redact_finding, judgement.findings))
        known = {finding.fingerprint for finding in found}
        alarms = tuple(alarm for name, alarm in self._watch.alarms().items() if name not in known)
        whole = replace(judgement, findings=one_per_place((*found, *alarms)))
        self.judgements.append((promise, whole))

    def since_when(self) -> list[tuple[Act, Sequence[Observation]]]:
        """What was asked of the platform since the last When began, with what came back."""
        asked = [pair for pair in self._replies if pair[0].verb in ASKING]
        return asked or self._replies[-1:]

    def when_acts(self, spared: str = "") -> frozenset[int]:
        """The numbers of the acts under the last When, without those of one person."""
        meant = self._whens or set(range(len(self.history)))
        return frozenset(
            number
            for number in meant
            if self.history[number].actor not in (spared, PLATFORM) and self.history[number].verb != "wait"
        )

    def must_have_happened(self, acts: frozenset[int]) -> None:
        """
        Make sure that the platform let at least one of these acts happen.

        Raises:
            TargetError: it refused them all, so a promise about them would hold for want of the act.
        """
        if acts and acts <= self._refusals.keys():
            number = min(acts)
            act = self.history[number]
            what = f"{act.actor or 'people'} could not {act.verb} {act.thing.name}".rstrip()
            raise TargetError(
                f"{what}: the platform refused with {self._refusals[number]}, so nothing can be said about it"
            )

    def received(self, who: str) -> list[Observation]:
        """Everything that reached a party on the live session so far."""
        return [seen for seen in self._session().trace if seen.reader == who]

    def live(self) -> Playback:
        """The session on which the scenario is being played, at this moment."""
        return Playback(self._session(), self.subjects(), self.capabilities.surfaces, now(self.history))

    def play(
        self,
        variation: Variation,
        doubles: Sequence[str] = (),
        secret: frozenset[int] = frozenset(),
        panel: Sequence[str] = (),
    ) -> Playback:
        """
        Play the history again in a fresh world, as told or varied.

        `doubles` names people whose stand-ins are there too, `secret` the acts that are not mirrored onto
        them, `panel` people who only look.
        """
        session = self._open()
        people = [*self.people.values(), *self._extras.values()]
        people += [self.cast.person(double_of(name), self.people[name].age) for name in doubles]
        people += [self.cast.person(name, 30) for name in panel]
        people += [self.cast.person(STRANGER, 30)] if STRANGER not in self.people else []
        others = {person.name: person for person in variation.people}
        for person in people:
            session.join(others.get(person.name, person), 0.0)
        for thing in self._topics.values():
            self._post_topic(session, thing, 0.0)
        acts = told(self.history, variation, doubles, secret)
        outcomes = play_out(acts, lambda act, at: self._perform(session, act, at))
        end = now(self.history) + MINUTE
        subjects = self.subjects(doubles=doubles)
        return Playback(session, subjects, self.capabilities.surfaces, end, outcomes)

    def shown(
        self,
        variation: Variation,
        doubles: Sequence[str] = (),
        secret: frozenset[int] = frozenset(),
        panel: Sequence[str] = (),
    ) -> Playback:
        """A world as `play` makes it, to look at only: the same one for all who ask at this moment."""
        moment = len(self.history), len(self.people), len(self.tools)
        asked = moment, variation, (*doubles,), secret if doubles else None, (*panel,)
        if asked not in self._shown:
            self._shown[asked] = self.play(variation, doubles, secret, panel).shared()
        return self._shown[asked]

    def census(self) -> Census:
        """What was played and compared since the last call."""
        census = Census(self._worlds, self._observations, tuple(sorted(self._seen_surfaces)), self._masked)
        self._worlds = self._observations = self._masked = 0
        self._seen_surfaces.clear()
        return census

    def count(self, view: View) -> View:
        """Take a view into the census of the promise at hand."""
        self._observations += len(view)
        self._masked += masked(view)
        self._seen_surfaces.update(seen.surface for seen in view.values())
        return view

    def leave_out(self, places: int) -> None:
        """Note that so many places were left out of a comparison."""
        self._masked += places

    def close(self) -> None:
        """Give every world back."""
        while self._sessions:
            self._sessions.pop().close()

    def _session(self) -> Recorder:
        self._live = self._live or self._open()
        return self._live

    def _open(self) -> Recorder:
        self._worlds += 1
        recorder = Recorder(self._target.open_world(self._seed), self._watch.inspect, self.cast.redact_text)
        self._sessions.append(recorder)
        return recorder


def _creator(topic: str, number: int) -> str:
    """Who posts video *number*, counted from 0, of the videos about a topic."""
    return f"a {topic} creator {number % 4 + 1}"
