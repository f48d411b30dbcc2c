"""Faults in how people deal with each other: who is there, who asked, and what passing something on does."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.records import Message, Person, Video
from platform_stub.rules import Reader, Rules
from platform_stub.views import Views
from platform_stub.views.base import Payload
from platform_stub.wire import Wire

__all__ = ["FAULTS", "TakesLonger"]

_MOST = 50


class FindsByCollection(Views):
    def searched_of_person(self, person: Person) -> str:
        names = self.collection_names(person.handle)[1:]
        return "\n".join([super().searched_of_person(person), *names]).casefold()


class PassesOn(Rules):
    def sees_video(self, reader: Reader, video: Video) -> bool:
        if super().sees_video(reader, video):
            return True
        passed = not video.removed and any(self.follows(reader, other) for other in video.reposts)
        return passed and not self.is_blocked_by(reader, video.owner)


class TakesLonger(Wire):
    def encode(self, payload: Mapping[str, Any]) -> bytes:
        body = super().encode(payload)
        for _ in range(min(_MOST, sum(len(video.savers) for video in self.state.videos.values()))):
            self.look_up(body)
        return body

    def look_up(self, body: bytes) -> str:
        """What a query costs that looks at one save."""
        return blake2b(body * 20).hexdigest()


class TellsWhoIsThere(Views):
    def message(self, me: str, message: Message) -> Payload:
        shown = super().message(me, message)
        acted = [event.at for event in self.state.deeds.get(message.recipient, ()) if event.at >= message.at]
        return shown | {"at": max([message.at, *acted])}


class CountsWhoAsked(Views):
    def profile(self, reader: Reader, handle: str) -> Payload:
        shown = super().profile(reader, handle)
        asked = len(self.state.requests.get(handle, ()))
        metrics = shown["metrics"]
        return shown | {"metrics": metrics | {"followers": metrics["followers"] + asked}}


class CopiesWhoCame(Views):
    def traces(self, me: str) -> Payload:
        came = [
            {"person": self.person(visitor), "at": visit.at}
            for visitor, visit in self.state.visitors.get(me, {}).items()
        ]
        own = super().traces(me)
        return own | {"visits": [*own["visits"], *came]}


class CopiesNoTraces(Views):
    def traces(self, me: str) -> Payload:
        return {kind: [] for kind in super().traces(me)}


FAULTS = (
    Fault(
        "copy-tells-visitors",
        "L28",
        "the copy of somebody's data holds who visited their profile, beside whom they visited",
        Parts(views=CopiesWhoCame),
        ("TPT-17", "CTL-2", "SET-9"),
    ),
    Fault(
        "copy-incomplete",
        "broken-visibility",
        "the copy of somebody's data leaves out what they searched for, visited and shared",
        Parts(views=CopiesNoTraces),
        ("TPT-17",),
    ),
    Fault(
        "collection-names-searchable",
        "L35",
        "search finds people by what they call their collections",
        Parts(views=FindsByCollection),
        ("CTL-3",),
    ),
    Fault(
        "repost-widens-audience",
        "L36",
        "a repost shows a video to the followers of whoever reposted it, whoever it was for",
        Parts(rules=PassesOn),
        ("SET-12",),
    ),
    Fault(
        "response-time-varies",
        "L38",
        "every reply takes a little longer for each save",
        Parts(wire=TakesLonger),
    ),
    Fault(
        "message-times-show-presence",
        "L40",
        "the time of a message moves when whoever it was sent to does something",
        Parts(views=TellsWhoIsThere),
        ("SET-4",),
    ),
    Fault(
        "requests-count-as-followers",
        "L42",
        "people who only asked to follow a private account count as its followers",
        Parts(views=CountsWhoAsked),
        ("CTL-4",),
    ),
)
