"""Faults of what devices tell: presence, places, contacts, downloads, stories and searches."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Iterator

from platform_stub.channels import Channels
from platform_stub.events import Event
from platform_stub.faults.fault import Fault
from platform_stub.groups import Group
from platform_stub.parts import Parts
from platform_stub.records import Video
from platform_stub.reports import Figure, Reports
from platform_stub.rules import Reader, Rules

__all__ = ["FAULTS"]


class ShowsPresenceToFriends(Rules):
    def shows_presence(self, reader: Reader, person: str) -> bool:
        return self.are_friends(reader, person)


class ShowsPlaceAlways(Rules):
    def shows_place(self, reader: Reader, person: str) -> bool:
        return self.sees_activity(reader, person)


class SuggestsOneSided(Rules):
    def takes_suggestions(self, person: str) -> bool:
        return True

    def is_suggested(self, reader: str, person: str) -> bool:
        return person != reader and not self.keeps_away(reader, person)


class TellsOfDownloads(Channels):
    def told(self, event: Event) -> Iterator[tuple[str, str, str]]:
        yield from super().told(event)
        if event.verb == "download":
            video = self.state.videos[event.object]
            yield video.owner, "share", video.id


class KeepsStories(Rules):
    def is_current(self, video: Video) -> bool:
        return True


class TellsOfEverySearch(Reports):
    def searches(self, creator: str, today: str) -> Iterator[Figure]:
        for term, counted in self.state.searched.items():
            yield Figure("search", term, "", self._people(counted))

    def _people(self, counted: Group) -> int:
        return counted.size.total


FAULTS = (
    Fault(
        "presence-ignores-setting",
        "L30",
        "friends see who is online although the setting is off",
        Parts(rules=ShowsPresenceToFriends),
        breaks=("SET-4",),
    ),
    Fault(
        "place-ignores-setting",
        "L30",
        "a profile shows a place although the location tag is off",
        Parts(rules=ShowsPlaceAlways),
        breaks=("SET-4",),
    ),
    Fault(
        "contact-import-match",
        "L19",
        "whoever has somebody's number is told of their account, whether or not they want that",
        Parts(rules=SuggestsOneSided),
        breaks=("SET-4",),
    ),
    Fault(
        "download-told",
        "L04",
        "a creator is notified of who downloaded a video",
        Parts(channels=TellsOfDownloads),
        breaks=("CTL-2",),
    ),
    Fault(
        "story-stays",
        "L31",
        "a story can be seen after its day",
        Parts(rules=KeepsStories),
        breaks=("CTL-1",),
    ),
    Fault(
        "every-search-told",
        "L10",
        "creators are told every term that anybody searched for, and by how many",
        Parts(reports=TellsOfEverySearch),
        breaks=("AGG-12",),
    ),
)
