"""Faults in figures: saves counted where nobody may see them, and public figures that are wrong."""

from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.records import Video
from platform_stub.rules import Reader
from platform_stub.settings import DOWNLOADS
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]

_FANS = 20


class ListsSavers(Views):
    def performance(self, video: Video) -> Payload:
        return super().performance(video) | {"savers": list(video.savers)}


class CountsSavesOnPage(Views):
    def video_page(self, reader: Reader, video_id: str) -> Payload:
        page = super().video_page(reader, video_id)
        page["metrics"]["saves"] = len(self.state.videos[video_id].savers)
        return page


class SendsZero(Views):
    def performance(self, video: Video) -> Payload:
        return super().performance(video) | {"saves": 0}


class ExportsSaves(Views):
    def columns(self) -> list[str]:
        return [*super().columns(), "saves"]

    def row(self, video: Video) -> list[str | int]:
        return [*super().row(video), len(video.savers)]


class OrdersBySaves(Views):
    def own_videos(self, me: str) -> list[Video]:
        return sorted(super().own_videos(me), key=lambda video: -len(video.savers))


class AddsSavesToLikes(Views):
    def metrics(self, video: Video) -> Payload:
        metrics = super().metrics(video)
        return metrics | {"likes": metrics["likes"] + len(video.savers)}


class CountsViewsLate(Views):
    def metrics(self, video: Video) -> Payload:
        metrics = super().metrics(video)
        return metrics | {"views": max(0, metrics["views"] - 1)}


class KeepsUnsaves(Views):
    def metrics(self, video: Video) -> Payload:
        metrics = super().metrics(video)
        unsaves = sum(
            count
            for (_, verb, what), count in self.state.nth.items()
            if verb == "unsave" and what == video.id
        )
        return metrics | {"views": metrics["views"] + unsaves}


class NamesFans(Views):
    def performance(self, video: Video) -> Payload:
        row = super().performance(video)
        if len(video.savers) >= self.state.k:
            row["fans"] = [self.person(saver) for saver in list(reversed(video.savers))[:_FANS]]
        return row


class OpensByDownloads(Views):
    def performance(self, video: Video) -> Payload:
        row = super().performance(video)
        if self.rules.setting(video.owner, DOWNLOADS) == "on":
            row["savers"] = list(video.savers)
        return row


FAULTS = (
    Fault(
        "body-extra-field",
        "L01",
        "creator analytics lists the handles of savers",
        Parts(views=ListsSavers),
        ("INT-2", "NOT-5", "SET-1", "SET-8", "FAQ-1", "FAQ-7", "CON-1", "CON-2", "TPT-4", "TPT-5", "AGG-2"),
    ),
    Fault(
        "counter-below-k",
        "L07",
        "the video page shows the exact number of saves",
        Parts(views=CountsSavesOnPage),
        ("INT-7", "NOT-2", "TPT-13", "AGG-12", "AGG-13", "CTL-9"),
    ),
    Fault(
        "saves-as-zero",
        "L07",
        "creator analytics shows a number of saves that is always 0",
        Parts(views=SendsZero),
        ("INT-7", "FAQ-7", "ALG-4", "CTL-9"),
    ),
    Fault(
        "export-save-count",
        "L07",
        "the analytics export has a column of saves",
        Parts(views=ExportsSaves),
        ("INT-7", "TPT-13", "CTL-9", "AGG-13"),
    ),
    Fault(
        "list-order-by-saves",
        "L11",
        "a creator's own videos are listed by number of saves",
        Parts(views=OrdersBySaves),
        ("AGG-13", "NOT-2", "NOT-7"),
    ),
    Fault(
        "save-moves-like-count",
        "L07",
        "each save adds one to the likes of a video",
        Parts(views=AddsSavesToLikes),
        ("INT-8", "NOT-7", "AGG-13", "INT-6"),
    ),
    Fault(
        "view-count-wrong",
        "broken-visibility",
        "one view of each video is left out of its number of views",
        Parts(views=CountsViewsLate),
        ("INT-6", "TPT-14"),
    ),
    Fault(
        "save-unsave-residue",
        "L41",
        "a save that was taken back adds one to the views of a video",
        Parts(views=KeepsUnsaves),
        ("NOT-8",),
    ),
    Fault(
        "aggregates-name-savers",
        "L01",
        "creator analytics names savers once there are k of them",
        Parts(views=NamesFans),
        ("SET-8", "AGG-2"),
    ),
    Fault(
        "opening-setting",
        "L03",
        "a creator who allows downloads is shown the savers",
        Parts(views=OpensByDownloads),
        ("SET-9",),
    ),
)
