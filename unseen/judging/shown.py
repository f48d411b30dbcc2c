"""
Promises that something is there: the positive controls.

Without them a platform that shows nobody anything, or an adapter that sees nothing, would keep every
other promise.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unseen import promises as p
from unseen.compare import Difference, View, as_view, differences
from unseen.history import Variation, drop
from unseen.judging.evidence import (
    SET_UP,
    Bench,
    figure,
    missing,
    secret_of,
    spell_data,
    spell_fact,
    witness,
)
from unseen.model import (
    Act,
    Content,
    Data,
    Fact,
    Finding,
    Observation,
    Place,
    PolicyError,
    Thing,
    Undecodable,
)
from unseen.oracles.twins import names
from unseen.playback import Playback
from unseen.statements import folded
from unseen.target import NotOffered
from unseen.world import NOTICES

_NOTICE_KINDS = {"ask-to-follow": "follow-request", "befriend": "follow"}
_HIDING = frozenset({"set", "block", "delete"})
"""Acts that may take away what names who did them: they are seen by what is there without them."""
_PANEL = tuple(f"a {place} viewer" for place in ("first", "second", "third", "fourth", "fifth"))


def sees(bench: Bench, promise: p.Sees) -> Iterator[Finding]:
    """Present, and in the number that is said, at the place named or on at least one surface."""
    for reader in bench.world.party(promise.who):
        if not _is_seen(bench, reader, promise.data, promise.place):
            where = f"on {promise.place.surface}" if promise.place else "on any surface"
            surface = promise.place.surface if promise.place else ""
            yield missing(reader, surface, f"{reader} cannot see {spell_data(promise.data)} {where}")


def _is_seen(bench: Bench, reader: str, data: Data, place: Place | None) -> bool:
    if isinstance(data, Fact):
        return _learns(bench, reader, data, place)
    view = bench.look(bench.world.shown(Variation()), reader, place)
    found = list(bench.occurrences(view, data))
    if not isinstance(data, Content) or data.thing.kind != "videos":
        return bool(found)
    by_surface: dict[str, set[object]] = {}
    for seen, _, title in found:
        by_surface.setdefault(seen.surface, set()).add(title)
    return any(len(titles) == data.thing.count for titles in by_surface.values())


def _learns(bench: Bench, reader: str, fact: Fact, place: Place | None) -> bool:
    """
    A fact is seen where its absence would be noticed: by a difference in a figure (*how many*), or one that
    names who did it or lies in what is told of them, all of them for *who*.
    """
    world = bench.world
    told = secret_of(world, fact)
    here = bench.look(world.shown(Variation()), reader, place)
    there = bench.look(world.shown(drop(told.acts)), reader, place)
    found = list(differences(here, there))
    if fact.aspect == "how many":
        counted = bench.occurrences(here, figure(fact.act.verb))
        figures = {(seen.surface, seen.request, pointer) for seen, pointer, _ in counted}
        return any((each.surface, each.request, each.pointer) in figures for each in found)
    is_about_doer = reader in told.doers or (place is not None and place.of in told.doers)
    if fact.aspect == "whether" or is_about_doer or not told.doers:
        return bool(found)
    hides = fact.act.verb in _HIDING
    text = world.cast.redact_text(" ".join(f"{each.here} {each.there if hides else ''}" for each in found))
    meant = (bool(names(text, [doer])) or _is_of(bench, here, found, doer) for doer in told.doers)
    return all(meant) if fact.aspect == "who" else any(meant)


def _is_of(bench: Bench, view: View, found: Sequence[Difference], person: str) -> bool:
    """Whether a difference lies in an object that is about somebody: one with their handle for its own."""
    handle = bench.world.people[person].handle if person in bench.world.people else ""
    for each in found:
        seen = view.get((each.surface, each.request))
        for pointer, kind, value in bench.fields(seen) if seen else ():
            owner = pointer.rpartition("/")[0]
            if (kind, value) == ("person.handle", handle) and each.pointer.startswith(f"{owner}/"):
                return True
    return False


def notified(bench: Bench, promise: p.Notified) -> Iterator[Finding]:
    """Exactly one notice more than without the act, of its kind, naming actor and thing."""
    world, fact = bench.world, promise.fact
    told = secret_of(world, fact)
    here, there = world.shown(Variation()), world.shown(drop(told.acts))
    in_app = Place(NOTICES[0])
    for reader in world.party(promise.who):
        mine = notices(bench.look(here, reader, in_app))
        before = {_key(notice) for notice in notices(bench.look(there, reader, in_app))}
        new = [notice for notice in mine if _key(notice) not in before]
        if len(new) == 1 and _tells_of(bench, new[0], fact):
            continue
        got = f"{len(new)} notices" if len(new) != 1 else "one that does not name actor, act and thing"
        message = f"{reader} should get exactly one notice {spell_fact(fact)}, and gets {got}"
        text = world.cast.redact_text(json.dumps(new, ensure_ascii=False))
        yield missing(reader, NOTICES[0], message, here=text)


def notices(view: View) -> list[dict[str, object]]:
    """The notices in a view, as they were received."""
    found: list[dict[str, object]] = []
    for seen in view.values():
        try:
            document = seen.document
        except Undecodable:  # breaks its schema
            continue
        found += document.get("items", []) if isinstance(document, dict) else []
    return found


def _key(notice: dict[str, object]) -> str:
    return json.dumps(notice, sort_keys=True)


def _tells_of(bench: Bench, notice: dict[str, object], fact: Fact) -> bool:
    text = bench.world.cast.redact_text(json.dumps(notice, ensure_ascii=False))
    names_actor = not fact.act.actor or bool(names(text, [fact.act.actor]))
    names_thing = fact.act.thing.kind != "video" or json.dumps(fact.act.thing.name) in text
    return (
        names_actor and names_thing and notice.get("kind") == _NOTICE_KINDS.get(fact.act.verb, fact.act.verb)
    )


def shown(bench: Bench, promise: p.Shown) -> Iterator[Finding]:
    """Exactly this figure wherever the reader meets it, and they do meet it."""
    title = bench.world.video(promise.thing)
    for reader in bench.world.party(promise.who):
        view = bench.look(bench.world.shown(Variation()), reader)
        met = [
            (seen, *figure)
            for seen in view.values()
            for figure in _figures(bench, seen, title, promise.metric)
        ]
        for seen, pointer, value in met:
            if str(value) != str(promise.count):
                words = f"{reader} is shown {value} {promise.metric} on {seen.surface}, not {promise.count}"
                yield witness(seen, reader, pointer, words, here=str(value), there=str(promise.count))
        if not met:
            yield missing(reader, "", f'{reader} never meets the {promise.metric} of the "{title}" video')


def _figures(bench: Bench, seen: Observation, title: str, metric: str) -> Iterator[tuple[str, object]]:
    """Figures in the objects that carry this title, or below them."""
    fields = list(bench.fields(seen))
    about = [
        pointer.rpartition("/")[0]
        for pointer, kind, value in fields
        if kind == "content.title" and value == title
    ]
    for pointer, kind, value in fields:
        if kind == f"metric.{metric}" and any(pointer.startswith(f"{owner}/") for owner in about):
            yield pointer, value


def recommended(bench: Bench, promise: p.Recommended) -> Iterator[Finding]:
    """The place in For You, of the person named or of all people who play no part, same seed."""
    world = bench.world
    if "For You" not in world.capabilities.surfaces:
        raise NotOffered("the target has no For You")
    readers = [promise.reader] if promise.reader else list(_PANEL)
    mine = _standing(bench, Variation(), readers, promise.thing)
    if promise.baseline:
        words = f'the "{promise.baseline.name}" video'
        other = _standing(bench, Variation(), readers, promise.baseline)
    else:
        words = "before"
        acts = [n for n, act in enumerate(world.history) if act.verb not in SET_UP | {"wait"}]
        if not acts:
            raise PolicyError("nothing happens in this scenario that could change what is recommended")
        other = _standing(bench, drop(frozenset(acts)), readers, promise.thing)
    if not mine.offered and not other.offered:
        raise PolicyError(
            f"{spell_data(Content(promise.thing))} is not offered to anybody in For You, now or {words}",
            remedy="let somebody post what the promise compares",
        )
    direction = _direction(mine, other)
    if direction != promise.direction:
        reader = promise.reader or "people who play no part"
        message = f"{spell_data(Content(promise.thing))} is recommended {direction} to {reader}"
        message += f" {'as' if direction == 'as much' else 'than'} {words}, not {promise.direction}"
        yield missing(reader, "For You", message, here=mine.spelled, there=other.spelled)


@dataclass(frozen=True, slots=True)
class _Standing:
    """The mean place in For You of each reader, counted from 0; after the last for what is not offered."""

    places: tuple[float, ...]
    offered: bool

    @property
    def spelled(self) -> str:
        """For a finding."""
        return f"mean place {sum(self.places) / len(self.places):.1f}"


def _direction(mine: _Standing, other: _Standing) -> str:
    """Readers who do not agree say that both are alike: what ranks alike comes in an order by lot."""
    pairs = list(zip(mine.places, other.places, strict=True))
    if mine.places == other.places:
        return "as much"
    if all(place <= against for place, against in pairs):
        return "more"
    return "less" if all(place >= against for place, against in pairs) else "as much"


def _standing(bench: Bench, twin: Variation, readers: Sequence[str], thing: Thing) -> _Standing:
    playback = bench.world.shown(
        twin, panel=[reader for reader in readers if reader not in bench.world.people]
    )
    wanted = bench.sought(Content(thing))[1] or frozenset()
    places: list[float] = []
    is_offered = False
    for reader in readers:
        view = bench.world.count(playback.view(reader, ["For You"]))
        offered = [
            value
            for seen in view.values()
            for _, kind, value in bench.fields(seen)
            if kind == "content.title"
        ]
        is_offered |= not wanted.isdisjoint(offered)
        found = [offered.index(title) if title in offered else len(offered) for title in wanted]
        places.append(sum(found) / max(1, len(found)))
    return _Standing(tuple(places), is_offered)


def used(bench: Bench, promise: p.Used) -> Iterator[Finding]:
    """Read from the platform's log of what each datum was used for, not inferred."""
    world = bench.world
    if "purpose log" not in world.capabilities.staff_surfaces:
        raise NotOffered("the target keeps no purpose log")
    whose = world.people[world.party(promise.owner)[0]].handle if promise.owner else ""
    view = world.count(world.shown(Variation()).view("the recommender", ["purpose log"]))
    entries = [entry for seen in view.values() for entry in seen.document["entries"]]
    hits = [
        entry
        for entry in entries
        if (entry["data"], entry["purpose"]) == (promise.kind, promise.purpose)
        and whose in ("", entry["subjects"])
    ]
    counts = [entry["count"] for entry in hits if entry["subjects"] == "group"]
    if promise.count and promise.count not in counts:
        message = f"{promise.count} {promise.kind} should be used for {promise.purpose}"
        yield missing("the recommender", "purpose log", message, here=f"{counts} in the purpose log")
    elif bool(hits) != promise.used:
        data = f"{promise.owner}'s {promise.kind}" if promise.owner else promise.kind
        says = "does not say" if promise.used else "says"
        message = f"the purpose log {says} that {data} were used for {promise.purpose}"
        excerpt = f"{len(hits)} of {len(entries)} entries"
        yield missing("the recommender", "purpose log", message, here=excerpt)


def allowed(bench: Bench, _promise: p.Allowed) -> Iterator[Finding]:
    """Everything that was asked since the last When was answered, and not with a refusal."""
    asked = bench.world.since_when()
    if not asked:
        raise PolicyError("nothing was asked of the platform", remedy="let somebody ask for something before")
    for act, replies in asked:
        bench.world.count(as_view(replies))
        if not replies:
            yield missing(act.actor, "", f"{act.actor} gets no answer at all")
        for seen in replies:
            if seen.status >= 400:
                text = bench.world.cast.redact_text(seen.body.decode("utf-8", "replace"))
                message = f"the platform refuses {seen.reader}: it answers {seen.status}"
                yield witness(seen, seen.reader, "status", message, here=f"{seen.status} {text}")


def tells(bench: Bench, promise: p.Tells) -> Iterator[Finding]:
    """One of the document's addressed statements has these words, in at most two steps from the index."""
    for reader in bench.world.party(promise.who):
        view = bench.look(bench.world.shown(Variation()), reader, Place(promise.document))
        told = [
            folded(str(value))
            for seen in view.values()
            for _, kind, value in bench.fields(seen)
            if kind == "document.statement"
        ]
        if not told:
            message = f"{reader} cannot read a single statement of the {promise.document}"
            yield missing(reader, promise.document, message)
        elif promise.tells and not _is_listed(bench, view, promise.document):
            message = f"{reader} does not find the {promise.document} in the list of documents"
            yield missing(reader, promise.document, message)
        elif (folded(promise.statement) in told) != promise.tells:
            verb = "does not tell" if promise.tells else "tells"
            message = f'the {promise.document} {verb} {reader} "{promise.statement}"'
            yield missing(reader, promise.document, message, here=f"{len(told)} statements read")


def _is_listed(bench: Bench, view: View, document: str) -> bool:
    """Whether the document can be found where documents are listed, if they are listed anywhere."""
    listed = [
        folded(str(value))
        for seen in view.values()
        if all(kind != "document.statement" for _, kind, _ in bench.fields(seen))
        for _, kind, value in bench.fields(seen)
        if kind in ("document.slug", "document.title")
    ]
    return not listed or folded(document) in listed


def setting_is(bench: Bench, promise: p.SettingIs) -> Iterator[Finding]:
    """The effective value on the settings screen; "who can change it" is tried, and read again."""
    for reader in bench.world.party(promise.who):
        row = _setting(bench, bench.world.shown(Variation()), reader, promise.setting)
        if row.get("setting.value") != promise.value:
            got = str(row.get("setting.value", "not on the settings screen"))
            message = f"{promise.setting} is {got} for {reader}, not {promise.value}"
            yield missing(reader, "settings screen", message, here=got, there=promise.value)
        elif promise.changeable is not None:
            yield from _changes(bench, reader, promise, row)


def _changes(bench: Bench, reader: str, promise: p.SettingIs, row: dict[str, object]) -> Iterator[Finding]:
    other = next((choice for choice in _choices(row) if choice != promise.value), promise.value)
    playback = bench.world.play(Variation())
    playback.act(Act(reader, "set", Thing("setting", promise.setting), (("value", other),)))
    after = _setting(bench, playback, reader, promise.setting)
    changed = other != promise.value and after.get("setting.value") == other
    says = bool(row.get("setting.changeable"))
    if changed != promise.changeable or says != promise.changeable:
        message = f"{reader} {'can' if changed else 'cannot'} change {promise.setting}, "
        message += f"and the settings screen says that it {'can' if says else 'cannot'} be changed"
        yield missing(reader, "settings screen", message)


def _choices(row: dict[str, object]) -> list[str]:
    choices = row.get("setting.choice", [])
    return choices if isinstance(choices, list) else []


def _setting(bench: Bench, playback: Playback, reader: str, name: str) -> dict[str, object]:
    """The row of a setting, by category of field; empty where the screen does not have it."""
    rows: dict[str, dict[str, object]] = {}
    words: list[str] = []
    for seen in bench.look(playback, reader, Place("settings screen")).values():
        for pointer, kind, value in bench.fields(seen):
            row = rows.setdefault("/".join(pointer.split("/")[:3]), {})
            row[kind] = [*_choices(row), value] if kind == "setting.choice" else value
            words += [str(value)] if kind == "setting.filter" else []
    if name == "comment filter":
        return {
            "setting.value": ", ".join(words),
            "setting.choice": ["any other word"],
            "setting.changeable": True,
        }
    return next((row for row in rows.values() if row.get("setting.name") == name), {})
