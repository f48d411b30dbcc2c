"""Promises about groups: a figure is there from a size on, and below it nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from unseen import promises as p
from unseen.history import Variation
from unseen.judging.evidence import Bench, figure, missing, spell_data, witness
from unseen.model import Act, Data, Fact, Finding, Metric, Observation, PolicyError
from unseen.oracles.metamorphic import DIFFERENCING, differencing
from unseen.world import World

_Figures = dict[int, tuple[Observation, str]]
"""Where each value stands."""


def shown_from(bench: Bench, promise: p.ShownFrom) -> Iterator[Finding]:
    """
    The same scenario with k-1, k and k+1 people in the group, looked at now and a day later.

    With k-1 the figure is nowhere; with k and k+1 it is somewhere. What is shown of this and of any other
    group, in all of these worlds, is equal or at least k apart: subtracting leaves nobody.
    """
    data, group = _data(promise.data), _group(bench.world, promise.data)
    least = promise.least
    for reader in bench.world.party(promise.who):
        every: _Figures = {}
        for people in (least - 1, least, least + 1):
            mine, others = _figures(bench, group.of(people), reader, data)
            every |= mine | others
            if people < least:
                for value, (seen, pointer) in mine.items():
                    message = f"{reader} is shown {spell_data(data)} for a group of {people}, below {least}"
                    yield witness(seen, reader, pointer, message, here=str(value))
            elif not mine:
                message = f"{reader} is not shown {spell_data(data)} for a group of {people}"
                yield missing(reader, "", message, there=f"shown from {least}")
        for less, more in differencing(every, least):
            message = f"{reader} can subtract two figures about groups, which leaves {more - less} people"
            seen, pointer = every[more]
            found = witness(seen, reader, pointer, message, here=str(more), there=str(less))
            yield replace(found, oracle="metamorphic", relation=DIFFERENCING)


@dataclass(frozen=True, slots=True)
class _Group:
    """The acts of crowds that make a group, by number, and how many named people belong to it besides."""

    crowds: dict[int, Act]
    named: int

    def of(self, people: int) -> Variation:
        """The world in which the group has this size: crowds are made of the same people."""
        crowd = max(0, people - self.named)
        instead = tuple((number, replace(act, crowd=crowd)) for number, act in self.crowds.items())
        if not crowd:
            return Variation("size", without=frozenset(self.crowds))
        return Variation("size", instead=instead)


def _data(data: Data) -> Metric:
    if isinstance(data, Fact) and data.aspect == "how many":
        return figure(data.act.verb)
    if isinstance(data, Metric):
        return data
    raise PolicyError(f"{spell_data(data)} is no figure", remedy="name a figure about a group")


def _group(world: World, data: Data) -> _Group:
    if isinstance(data, Fact):
        verb, titles = data.act.verb, {data.act.thing.name}
    else:
        name = data.of if isinstance(data, Metric) else ""
        posts = [act for act in world.history if act.verb == "post"]
        titles = {act.thing.name for act in posts if name in {act.thing.name, *_about(act)}}
        titles, verb = titles | {name}, "save"
    acts = {
        number: act
        for number, act in enumerate(world.history)
        if act.verb == verb and act.thing.name in titles
    }
    crowds = {number: act for number, act in acts.items() if act.crowd}
    if not crowds:
        raise PolicyError(
            f"no group in this scenario is what the promise speaks of: {spell_data(data)}",
            remedy="let several people do it in a step before",
        )
    return _Group(crowds, len({act.actor for act in acts.values() if act.actor}))


def _about(post: Act) -> list[str]:
    """The topic and the traits of a video."""
    return [text for name, text in post.details if name in ("topic", "trait")]


def _figures(bench: Bench, twin: Variation, reader: str, data: Metric) -> tuple[_Figures, _Figures]:
    """What a reader is shown of this group, and of any group, now and a day later."""
    playback = bench.world.play(twin)
    mine: _Figures = {}
    others: _Figures = {}
    for days in (0.0, 1.0) if bench.world.capabilities.time_travel else (0.0,):
        playback.wait(days)
        view = bench.look(playback, reader)
        for found, wanted in ((mine, data), (others, Metric(data.name))):
            for seen, pointer, value in bench.occurrences(view, wanted):
                if isinstance(value, int):
                    found[value] = (seen, pointer)
    return mine, others
