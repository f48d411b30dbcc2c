"""Faults of live streams: what is pushed, to whom, and for how long."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Iterator

from platform_stub.events import Event
from platform_stub.faults.fault import Fault
from platform_stub.live import Live
from platform_stub.parts import Parts
from platform_stub.records import Notice
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]


class PushesFiguresOfSaves(Live):
    def moves_figures(self, event: Event) -> bool:
        return event.verb == "save" or super().moves_figures(event)


class PushesToAll(Live):
    def told(self, event: Event) -> Iterator[tuple[str, str, Payload]]:
        for _, kind, video in self.platform.channels.told(event):
            notice = Notice(event.key, kind, event.actor, video, event.at)
            for listening in list(self._open):
                yield listening, "notice", self.platform.views.notice(listening, notice)


class PushesNoNotices(Live):
    def told(self, event: Event) -> Iterator[tuple[str, str, Payload]]:
        return iter(())


class NeverEnds(Live):
    def ended(self, event: Event) -> Iterator[str]:
        return iter(())


FAULTS = (
    Fault(
        "stream-stirs-at-saves",
        "L26",
        "the live stream tells a creator the figures again whenever somebody saves",
        Parts(live=PushesFiguresOfSaves),
        breaks=("NOT-1", "NOT-2", "NOT-5", "AGG-13", "CON-1"),
    ),
    Fault(
        "stream-over-publishes",
        "L26",
        "the live stream pushes every notice to everybody who listens",
        Parts(live=PushesToAll),
        breaks=("SET-5",),
    ),
    Fault(
        "stream-silent",
        "broken-visibility",
        "the live stream pushes no notice",
        Parts(live=PushesNoNotices),
        breaks=("NOT-1",),
    ),
    Fault(
        "stream-survives-logout",
        "L27",
        "a live stream goes on after its holder signed out",
        Parts(live=NeverEnds),
        breaks=("SET-10",),
    ),
)
