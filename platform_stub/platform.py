"""Ties log, state, rules, ranking, channels and views into one platform."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from weakref import proxy

from platform_stub.acts import CROWD_VERBS, Acts
from platform_stub.channels import Channels
from platform_stub.dealings import Record
from platform_stub.events import Event, Log, MemoryLog
from platform_stub.faults import find
from platform_stub.live import Live
from platform_stub.parts import Parts
from platform_stub.problems import bad
from platform_stub.records import CROWD_MARK, SAVED
from platform_stub.state import State
from platform_stub.webhooks import Post, Webhooks

__all__ = ["COUNTED", "PROFILES", "SEED", "START", "Clock", "Platform", "Profile", "stamp"]

Clock = Callable[[], datetime]

START = "2026-01-01T09:00:00Z"
"""When a world with a test clock begins, if nobody says otherwise."""


_OTHERS = 1_000_001


def stamp(moment: datetime) -> str:
    """The moment as this platform writes it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


@lru_cache(maxsize=16384)
def _handle(member: int) -> str:
    return f"crowd{CROWD_MARK}{member}"


def _recording(platform: "Platform") -> Record:
    def record(actor: str, verb: str, what: str = "", **details: Any) -> Event:
        return platform.perform(actor, verb, what, details)

    return record


def _folds_at_once(parts: Parts) -> bool:
    """Whether a crowd's saves are folded at once: a fault may tell somebody of each, or do more with it."""
    told = parts.channels is Channels and parts.live is Live and parts.webhooks is Webhooks
    return told and parts.acts.save is Acts.save


@dataclass(frozen=True, slots=True)
class Profile:
    """
    A variant of the policy.

    Attributes:
        name: as in the policy's decisions.
        shows_save_count: whether people are shown how many saved a video, in steps, from *k* on.
        k: the smallest group whose saves have any effect on others.
    """

    name: str
    shows_save_count: bool
    k: int = 50


SEED = Profile("seed", shows_save_count=False)
COUNTED = Profile("counted", shows_save_count=True)
PROFILES = {profile.name: profile for profile in (SEED, COUNTED)}
"""The variants of the policy, by name; the first is the one that holds if nobody says otherwise."""


class Platform:
    """
    One world: a log and what follows from it.

    Args:
        seed: decides identifiers and every choice left to chance.
        profile: the variant of the policy.
        log: where events are kept; what it holds already is folded first.
        fault: the slug of a fault to plant.
        parts: the classes to build it from, unless a fault decides.
        clock: the time of the system; without one, the world has a test clock, set by each request.
        secret: a source of unguessable tokens; without one, tokens follow from the seed.
        k: the smallest group, instead of the profile's.
        post: how outside tools are called; without it they are not.

    Raises:
        LogError: the log is damaged.
        UnknownFaultError: no fault is called that.
    """

    def __init__(
        self,
        seed: str = "",
        profile: Profile = SEED,
        log: Log | None = None,
        *,
        fault: str | None = None,
        parts: Parts | None = None,
        clock: Clock | None = None,
        secret: Callable[[], str] | None = None,
        k: int | None = None,
        post: Post | None = None,
    ) -> None:
        parts = find(fault).parts if fault else parts or Parts()
        self.seed = seed
        self.profile = profile
        self.clock = clock
        self.has_test_clock = clock is None
        """Whether requests say what time it is."""
        self.log = MemoryLog() if log is None else log
        self._now = START
        settings = parts.settings()
        self.state = State(settings, profile.k if k is None else k)
        self.state.now = self._now
        self.rules = parts.rules(self.state, settings)
        self.audience = parts.audience(self.state, self.rules, seed)
        self.ranking = parts.ranking(self.state, self.rules, seed, self.audience)
        self.reports = parts.reports(self.state, self.rules, self.audience)
        self.channels = parts.channels(self.state)
        self.ids = parts.ids(seed, self.state, secret)
        self.documents = parts.documents(self.state, profile.name)
        me: Platform = proxy(self)  # no circles: a world is gone as soon as nobody asks it any more
        self.acts = parts.acts(self.state, self.rules, self.ids, _recording(me))
        self.guard = parts.guard(self.acts)
        self.webhooks = parts.webhooks(self.state)
        self._post = post
        self._calls: dict[tuple[str, str, str], None] = {}
        self.views = parts.views(me)
        self.wire = parts.wire(self.state)
        self.live = parts.live(me)
        self._pending: list[Event] | None = None
        self._folds_at_once = _folds_at_once(parts)
        for event in self.log:
            if CROWD_MARK in event.actor:
                self.state.enlist(event.actor, event.at)
            self._take(event)

    @property
    def now(self) -> str:
        """The present moment, `2026-01-01T09:00:00Z`."""
        return self._now

    @property
    def today(self) -> str:
        """The present day, `2026-01-01`."""
        return self._now[:10]

    def turn_clock(self, to: str | None = None) -> None:
        """
        Set the time of the next request: *to* with a test clock, else the system's.

        Time never runs back before the last event.

        Raises:
            Problem: *to* lies before the last event.
        """
        if self.clock is not None:
            self._now = max(stamp(self.clock()), self.state.at)
        elif to is None:
            self._now = self.state.at or START
        elif to < self.state.at:
            raise bad(f"time does not run backwards: it is already {self.state.at}")
        else:
            self._now = to
        self.state.now = self._now

    def perform(self, actor: str, verb: str, what: str, details: Mapping[str, Any]) -> Event:
        """Write down that *actor* did *verb* to *what* now, and let everything follow from it."""
        nth = self.state.nth.get((actor, verb, what), 0)
        event = Event(self._now, actor, verb, what, details, nth)
        if self._pending is None:
            self.log.append((event,))
        else:
            self._pending.append(event)
        self._take(event)
        self.live.publish(event)
        if self._post is not None:
            for granter, tool, video in self.webhooks.calls(event):
                self._calls[granter, tool, video.id] = None
        if self._pending is None:
            self._spread()
        return event

    def _spread(self) -> None:
        """Tell streams and tools what changed: each once for each video, however many acts there were."""
        self.live.settle()
        calls, self._calls = self._calls, {}
        for granter, tool, video in calls:
            registered = self.state.tools.get(tool)
            if self._post is not None and registered is not None and registered.callback:
                payload = self.views.webhook(granter, tool, self.state.videos[video])
                self._post(registered.callback, self.wire.encode(payload))

    def _take(self, event: Event) -> None:
        self.state.apply(event)
        self.channels.deliver(event)

    def crowd(self, verb: str, count: int, what: str, *, others: bool = False) -> int:
        """
        Let the first *count* members of the crowd do *verb* to *what*; returns how many could.

        The crowd are anonymous adults with public accounts and default settings; its members are the
        same people for every verb. *others* stands for a second crowd of nobody in the first.

        Raises:
            Problem: *verb* is no act of a crowd, or *what* is not there for strangers.
        """
        if verb not in CROWD_VERBS:
            raise bad(f"`verb` must be one of {', '.join(f'`{known}`' for known in CROWD_VERBS)}")
        self._pending = []
        first = _OTHERS if others else 1
        try:
            with self.state.together():
                members = self._enlisted(range(first, first + count))
                if verb == "save" and self._folds_at_once:
                    self._save_all(members, what, self._pending)
                else:
                    for member in members:
                        self.acts.act(member, verb, what)
        finally:
            done, self._pending = self._pending, None
            self.log.append(done)
        self._spread()
        return count

    def _enlisted(self, members: Iterable[int]) -> Iterator[str]:
        for handle in map(_handle, members):
            self.state.enlist(handle, self._now)
            yield handle

    def _save_all(self, members: Iterable[str], video: str, done: list[Event]) -> None:
        """Let each save the video; nobody is told of a save, so they are folded together."""
        details, nth, new = {"collection": SAVED}, self.state.nth, len(done)
        try:
            for member in members:
                self.acts.video(member, video)
                if video not in self.state.saves.get(member, ()):
                    before = nth.get((member, "save", video), 0)
                    done.append(Event(self._now, member, "save", video, details, before))
        finally:
            self.state.apply_saves(done[new:])
