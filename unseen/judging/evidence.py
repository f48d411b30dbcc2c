"""What a judge works with: views of readers in a world and in its twin, fields of payloads, findings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unseen.compare import View
from unseen.history import (
    Variation,
    actors,
    blocks,
    closing,
    double_of,
    expand,
    moments,
    secret,
    variations,
)
from unseen.judging.released import threshold, without_steps
from unseen.model import (
    Act,
    Assessed,
    Content,
    Data,
    Fact,
    Finding,
    Metric,
    Observation,
    Place,
    PolicyError,
    Thing,
    Undecodable,
)
from unseen.oracles import metamorphic
from unseen.oracles.annotations import escaped
from unseen.oracles.schema import Schemas
from unseen.oracles.twins import shorten, tell_apart
from unseen.playback import Playback
from unseen.promises import Promise
from unseen.statements import Statements
from unseen.target import NotOffered
from unseen.world import EVERY_SURFACE, World

LATER = (("a day later", 1.0), ("a month later", 29.0))
"""Moments at which readers look again, and the days until each: digests and milestones come late."""

SET_UP = frozenset(
    {
        "set",
        "post",
        "follow",
        "befriend",
        "block",
        "mute",
        "grant",
        "say",
        "unsay",
        "offer",
        "threshold",
        "appoint",
        "look",
    }
)
"""Verbs that arrange a scenario rather than happen in it."""

_FIGURES = {
    "comment": "comments",
    "view": "views",
    "follow": "followers",
    "visit": "profile visits",
    "search": "searches",
}

_DONE = {
    "ask-to-follow": "asked to follow",
    "comment": "commented on",
    "read": "read",
    "search": "searched for",
    "set": "set",
    "arrive": "came",
    "leave": "went",
    "locate": "tagged",
    "sync": "synced contacts with",
}
"""Past forms that are not made in the regular way."""

_PARTS = ("audience.age band", "audience.country")
"""What an audience is told by, in parts."""

_REMEDY = "make the platform do what the sentence says, or change the sentence"


@dataclass(frozen=True, slots=True)
class Bench:
    """
    One world, and what is known of it.

    `schemas` say what the fields of its payloads are, `statements` what the words of its documents mean,
    `judge` examines one more promise; `assessed` are the claims examined so far, `noticed` what was found
    although nobody had asked for it.
    """

    world: World
    schemas: Schemas
    statements: Statements
    judge: Callable[["Bench", Promise], Iterator[Finding]]
    assessed: list[Assessed] = field(default_factory=list)
    noticed: dict[str, Finding] = field(default_factory=dict)

    def look(self, playback: Playback, reader: str, place: Place | None = None) -> View:
        """What a reader finds at a place (None: on every surface), counted into the census."""
        world = self.world
        if place is None or place.surface == EVERY_SURFACE:
            return self.seen(playback, reader)
        if place.surface not in world.capabilities.surfaces:
            raise NotOffered(f"the target does not show {place.surface}")
        about = playback.about(world.subjects(place)) if place.of else playback
        return world.count(about.view(reader, [place.surface]))

    def seen(self, playback: Playback, reader: str, surfaces: Sequence[str] | None = None) -> View:
        """What a reader finds on these surfaces (None: all), counted; refusals must not tell what exists."""
        world = self.world
        view = world.count(playback.view(reader, surfaces))
        own = {reader, *(title for title, creator in world.videos.items() if creator == reader)}
        exists = frozenset(playback.names)
        for finding in metamorphic.existence(view, reader, exists, world.cast.redact_text, own):
            self.noticed.setdefault(finding.fingerprint, finding)
        return view

    def timeline(
        self,
        playback: Playback,
        readers: Sequence[str],
        surfaces: Sequence[str] | None = None,
        later: Sequence[tuple[str, float]] = LATER,
        *,
        backwards: bool = False,
    ) -> dict[tuple[str, str], View]:
        """
        What readers were told so far, replies to their own acts included; what they see now; what they are
        told when they act themselves; and what they see later.

        A search may look at some `surfaces` only, or at no `later` moment. `backwards` lets readers look in
        the opposite order.
        """
        seen = {
            (reader, " from what came back before"): self.world.count(playback.received(reader))
            for reader in readers
        }
        looking = readers[::-1] if backwards else readers
        seen |= {(reader, ""): self.seen(playback, reader, surfaces) for reader in looking}
        for reader in readers:
            if reader in self.world.people:
                replies = self.world.count(self._own_acts(playback, reader))
                seen[reader, " from the reply to an act of their own"] = replies
        if self.world.capabilities.time_travel:
            for moment, days in later:
                playback.wait(days)
                seen |= {(reader, f" {moment}"): self.seen(playback, reader, surfaces) for reader in looking}
        return seen

    def _own_acts(self, playback: Playback, reader: str) -> View:
        acts = [Act(reader, "post", Thing("video", f"{reader}'s next video"))]
        said = (("text", "thank you, first of all"),)
        acts += [Act(reader, "comment", Thing("video", title), said) for title in self.world.videos]
        replies: View = {}
        for act in acts:
            if act.verb in self.world.capabilities.verbs:
                replies |= playback.act(act)
        return replies

    def apart(
        self, here: View, there: View, reader: str, twin: Variation, words: str, people: Sequence[str] = ()
    ) -> list[Finding]:
        """
        Findings where the reader can tell two views apart; `people` are those whose secret it is.

        Figures released in steps are compared through their release rule: see `unseen.judging.released`.
        """
        one, other, left_out = without_steps(here, there, self.schemas, threshold(self.world.history))
        self.world.leave_out(left_out)
        return tell_apart(
            one,
            other,
            reader=reader,
            relation=twin.relation,
            secret=words,
            redact=self.world.cast.redact_text,
            people=(*people, *map(double_of, people)),
        )

    def fields(self, seen: Observation) -> Iterator[tuple[str, str, object]]:
        """
        Pointer, category and value of every annotated field of a payload; nothing for a refusal, nor for
        what cannot be read, which breaks its schema; nor for a figure whose cell is empty.
        """
        for pointer, category, value in self.schemas.fields(seen.payload, _document(seen)):
            if value != "" or not category.startswith("metric."):
                yield pointer, category, value

    def occurrences(self, view: View, data: Content | Metric) -> Iterator[tuple[Observation, str, object]]:
        """Where in a view a thing or a figure is shown."""
        kind, wanted = self.sought(data)
        for seen in view.values():
            if kind == "person.handle" and seen.surface not in ("profile", "search", "suggestions"):
                continue
            if isinstance(data, Metric) and data.of:
                yield from ((seen, *size) for size in self._sizes(seen, data))
                continue
            for pointer, category, value in self.fields(seen):
                if category == kind and (wanted is None or value in wanted):
                    yield seen, pointer, value
            if isinstance(data, Metric):
                yield from ((seen, *figure) for figure in self._undeclared(seen, data.name))

    def _sizes(self, seen: Observation, data: Metric) -> Iterator[tuple[str, object]]:
        """Sizes in the objects that name this audience."""
        fields = list(self.fields(seen))
        named = {
            pointer.rpartition("/")[0]
            for pointer, kind, value in fields
            if kind == "audience.name" and value == data.of
        }
        if data.part:
            parts = ((pointer, value) for pointer, kind, value in fields if kind in _PARTS)
            inside = {pointer.rpartition("/")[0] for pointer, value in parts if value == data.part}
            named = {part for part in inside for whole in named if f"{part}/".startswith(f"{whole}/")}
        for pointer, kind, value in fields:
            if kind == f"metric.{data.name}" and pointer.rpartition("/")[0] in named:
                yield pointer, value

    def _undeclared(self, seen: Observation, name: str) -> Iterator[tuple[str, object]]:
        """Figures of this name that no schema knows."""
        known = {pointer for pointer, _, _ in self.fields(seen)}
        if name.encode() in seen.body:
            for pointer, value in _leaves("", _document(seen)):
                if pointer.endswith(f"/{name}") and str(value).isdigit() and pointer not in known:
                    yield pointer, value

    def sought(self, data: Content | Metric) -> tuple[str, frozenset[object] | None]:
        """The category of field that shows a thing, and the values that are it (None: any)."""
        if isinstance(data, Metric):
            return f"metric.{data.name}", None
        thing, world = data.thing, self.world
        if thing.kind == "video":
            return "content.title", frozenset({world.video(thing)})
        if thing.kind == "videos":
            return "content.title", frozenset(world.titles(thing))
        if thing.kind == "comment":
            texts = [
                part.detail("text") for act in world.history if act.verb == "comment" for part in expand(act)
            ]
            if not texts:
                raise PolicyError("nobody comments in this scenario", remedy="let somebody comment before")
            return "content.text", frozenset({thing.name or texts[-1]})
        if thing.kind == "person":
            world.party(thing.name)
            return "person.handle", frozenset({world.people[thing.name].handle})
        if thing.kind == "collection":
            return "collection.name", frozenset({thing.name})
        raise PolicyError(f"no payload shows a {thing.kind}", remedy="name a video, a comment or a person")


@dataclass(frozen=True, slots=True)
class Secret:
    """
    What a fact speaks of in this scenario: the acts, who did them, whose doubles stand by, the twins.

    `shut_out` has the twin of those whom the acts block: to them it is as if an account had been closed.
    """

    acts: frozenset[int]
    doers: tuple[str, ...]
    doubles: tuple[str, ...]
    twins: tuple[Variation, ...]
    shut_out: Mapping[str, Variation]

    def twins_of(self, reader: str) -> tuple[Variation, ...]:
        """The worlds that this reader must not be able to tell from the one at hand."""
        return (self.shut_out[reader],) if reader in self.shut_out else self.twins

    def examined(self, readers: Sequence[str]) -> Iterator[tuple[Variation, list[str]]]:
        """Each twin, with the readers whom it examines."""
        for twin in dict.fromkeys(twin for reader in readers for twin in self.twins_of(reader)):
            yield twin, [reader for reader in readers if twin in self.twins_of(reader)]

    def turned(self, world: World, twin: Playback, as_told: Playback) -> list[Act]:
        """Acts of the secret that the platform refuses in a twin and not as told, or the other way round."""
        at = moments(world.history)
        when = {at[number] for number in self.acts}
        return [act for moment, act in twin.turned(as_told) if moment in when]


def secret_of(world: World, fact: Fact) -> Secret:
    """
    Find the acts that a promise is about.

    Raises:
        PolicyError: there are none, so the promise could not be broken.
        TargetError: there are, but the platform refused them all.
    """
    twins = variations(world.history, fact)
    if not twins:
        raise PolicyError(
            f"nothing in this scenario is what the promise speaks of: {spell_fact(fact)}",
            remedy="let it happen in a step before; otherwise the promise cannot be broken",
        )
    acts = secret(world.history, fact.act)
    world.must_have_happened(acts)
    doers = actors(world.history, acts)
    doubles = doers if any(twin.relation == "swap" for twin in twins) else ()
    blocked = [act.thing.name for act in map(world.history.__getitem__, acts) if act.verb == "block"]
    shut_out = {name: closing(world.history, acts & blocks(world.history, name)) for name in blocked}
    return Secret(acts, doers, doubles, tuple(twins), shut_out)


def witness(
    seen: Observation, reader: str, pointer: str, message: str, *, here: str = "", there: str = ""
) -> Finding:
    """A finding at a place in a payload that was read."""
    return Finding(
        oracle="witness",
        surface=seen.surface,
        pointer=pointer,
        reader=reader,
        message=message,
        remedy=_REMEDY,
        request=seen.request,
        here=shorten(here),
        there=shorten(there),
    )


def missing(reader: str, surface: str, message: str, *, here: str = "", there: str = "") -> Finding:
    """A finding that something is not where the policy says it is."""
    return Finding(
        oracle="witness",
        surface=surface or "every surface",
        pointer="",
        reader=reader,
        message=message,
        remedy=_REMEDY,
        here=shorten(here),
        there=shorten(there),
    )


def spell_fact(fact: Fact) -> str:
    """A fact in plain words, for messages."""
    act = fact.act
    name = f'the "{act.thing.name}" video' if act.thing.kind in ("video", "fact") else act.thing.name
    if act.thing.kind == "account":
        name = "the account"
    if act.thing.kind == "videos":
        name = f"{act.thing.count} videos about {act.thing.name}"
    doer = act.actor or ("how many people" if fact.aspect == "how many" else "somebody")
    start = {"who": "who", "how many": doer}.get(fact.aspect, f"{fact.aspect} {doer}")
    done = _DONE.get(act.verb, f"{act.verb}d" if act.verb.endswith("e") else f"{act.verb}ed")
    return f"{start} {done} {name}".strip()


def spell_data(data: Data) -> str:
    """What somebody can or cannot see in plain words, for messages."""
    if isinstance(data, Fact):
        return spell_fact(data)
    if isinstance(data, Metric):
        return f"the size of the {data.of} audience" if data.of else f"the number of {data.name}"
    thing = data.thing
    if thing.kind == "videos":
        return f"{thing.count} videos" + (f" about {thing.name}" if thing.name else "")
    return f'the "{thing.name}" {thing.kind}' if thing.name else f"the {thing.kind}"


def figure(verb: str) -> Metric:
    """The figure that tells how many people did this."""
    return Metric(_FIGURES.get(verb, f"{verb}s"))


def _document(seen: Observation) -> object:
    try:
        return None if seen.status >= 400 else seen.document
    except Undecodable:
        return None


def _leaves(pointer: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(f"{pointer}/{escaped(str(key))}", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(f"{pointer}/{index}", item)
    else:
        yield pointer, value
