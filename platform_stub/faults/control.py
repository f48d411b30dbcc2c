"""Faults in what people control: blocks, deletions, collections, figures to steer by, settings."""

from typing import Any

from platform_stub.acts import Acts
from platform_stub.channels import Channels
from platform_stub.events import Event
from platform_stub.faults.fault import Fault
from platform_stub.faults.notices import Told
from platform_stub.parts import Parts
from platform_stub.problems import Problem
from platform_stub.records import Notice, Video
from platform_stub.rules import Reader
from platform_stub.settings import SETTINGS
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]


class TellsOfVisits(Channels):
    def told(self, event: Event) -> Told:
        yield from super().told(event)
        if event.verb == "visit":
            yield event.object, "visit", ""

    def title(self, notice: Notice) -> str:
        return "New visitor" if notice.kind == "visit" else super().title(notice)

    def text(self, notice: Notice) -> str:
        if notice.kind != "visit":
            return super().text(notice)
        return f"{self.state.people[notice.actor].name} looked at your profile"


class NamesCollections(Views):
    def profile(self, reader: Reader, handle: str) -> Payload:
        shown = super().profile(reader, handle)
        if self.rules.sees_activity(reader, handle):
            shown["collections"] = [{"name": name} for name in self.collection_names(handle)]
        return shown


class SaysBlocked(Views):
    def profile(self, reader: Reader, handle: str) -> Payload:
        if handle in self.state.people and reader in self.state.blocks.get(handle, ()):
            raise Problem(403, "refused", "this account has blocked you")
        return super().profile(reader, handle)


class CountsNoticesOfBlockers(Views):
    def unread(self, me: str) -> int:
        inbox = self.state.inboxes.get(me)
        if inbox is None:
            return 0
        return inbox.total_unread - sum(inbox.unread[other] for other in self.state.closed)


class TellsWhetherTheyHadSaved(Acts):
    def block(self, me: str, other: str) -> Payload:
        had_saved = any(other in self.state.videos[video].savers for video in self.state.posted.get(me, ()))
        return super().block(me, other) | {"had_saved": had_saved}


class CountsSaversOfDeleted(Acts):
    def remove_video(self, me: str, video: str) -> Any:
        super().remove_video(me, video)
        return {"saved_by": len(self.state.videos[video].savers)}


class LosesShares(Views):
    def performance(self, video: Video) -> Payload:
        return super().performance(video) | {"shares": 0}


class ListsHalfTheSettings(Views):
    def settings_screen(self, me: str, collections: list[str]) -> Payload:
        screen = super().settings_screen(me, collections)
        screen["settings"] = screen["settings"][len(SETTINGS) // 2 :]
        return screen


FAULTS = (
    Fault(
        "visit-notifies",
        "L04",
        "people are notified of who visits their profile",
        Parts(channels=TellsOfVisits),
        ("CTL-2",),
    ),
    Fault(
        "collection-names-shown",
        "L21",
        "a profile names every collection, whoever may open it",
        Parts(views=NamesCollections),
        ("CTL-3",),
    ),
    Fault(
        "block-told",
        "L17",
        "a blocked person is told that they were blocked",
        Parts(views=SaysBlocked),
        ("CTL-6",),
    ),
    Fault(
        "counter-includes-ignored",
        "L08",
        "unread notices from somebody who has blocked the reader still count",
        Parts(views=CountsNoticesOfBlockers),
        ("CTL-6",),
    ),
    Fault(
        "block-reveals-saver",
        "L01",
        "whoever blocks somebody is told whether they had saved",
        Parts(acts=TellsWhetherTheyHadSaved),
        ("CTL-7", "CTL-12"),
    ),
    Fault(
        "deletion-counts-savers",
        "L07",
        "whoever deletes a video is told how many had saved it",
        Parts(acts=CountsSaversOfDeleted),
        ("CTL-11",),
    ),
    Fault(
        "shares-not-counted",
        "broken-visibility",
        "creator analytics shows no shares",
        Parts(views=LosesShares),
        ("CTL-8", "INT-6"),
    ),
    Fault(
        "settings-missing",
        "broken-visibility",
        "the settings screen lists half of the settings",
        Parts(views=ListsHalfTheSettings),
        ("CTL-1", "SET-4", "TRN-13"),
    ),
)
