"""Faults in the number of saves, where a profile shows it: they leak nothing where it is shown to nobody."""

from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.ranking import step
from platform_stub.records import Video
from platform_stub.reports import Reports
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]

_PROFILE = "counted"


class CountsOneEarly(Reports):
    def saves(self, video: Video, today: str) -> int:
        savers = video.kept.before(today) + self.audience.reached(video, today).saves
        return self.state.k if savers == self.state.k - 1 else step(savers, self.state.k)


class CountsEverySave(Reports):
    def saves(self, video: Video, today: str) -> int:
        savers = video.kept.before(today) + self.audience.reached(video, today).saves
        return savers if savers >= self.state.k else 0


class CountsSmallGroups(Reports):
    def saves(self, video: Video, today: str) -> int:  # noqa: ARG002 - at once, whatever the day
        return len(video.savers)


class CountsAtOnce(Reports):
    def saves(self, video: Video, today: str) -> int:
        return step(video.kept.total + self.audience.reached(video, today).saves, self.state.k)


class SendsZeroBelow(Views):
    def figures(self, video: Video) -> Payload:
        hidden = {"saves": 0} if self.platform.profile.shows_save_count else {}
        return hidden | super().figures(video)


class CountsForTools(Views):
    def metrics(self, video: Video) -> Payload:
        metrics, saves = super().metrics(video), self.platform.reports.saves(video, self.platform.today)
        return metrics | ({"saves": saves} if saves and self.platform.profile.shows_save_count else {})


FAULTS = (
    Fault(
        "count-one-early",
        "L10",
        "the number of saves is shown from k-1 savers on",
        Parts(reports=CountsOneEarly),
        ("AGG-12",),
        profile=_PROFILE,
    ),
    Fault(
        "count-every-save",
        "L09",
        "the number of saves is exact from k savers on, so that each save moves it",
        Parts(reports=CountsEverySave),
        ("AGG-12", "AGG-13", "AGG-14", "AGG-10"),
        profile=_PROFILE,
    ),
    Fault(
        "count-below-k",
        "L07",
        "the exact number of saves is shown for any group, at once",
        Parts(reports=CountsSmallGroups),
        ("AGG-12", "AGG-13", "NOT-2", "CON-4", "TPT-13"),
        profile=_PROFILE,
    ),
    Fault(
        "count-at-once",
        "L10",
        "the number of saves moves the moment that a step is reached, not at midnight",
        Parts(reports=CountsAtOnce),
        ("AGG-13",),
        profile=_PROFILE,
    ),
    Fault(
        "count-zero-below-k",
        "L07",
        "a number of saves that is hidden is sent as 0",
        Parts(views=SendsZeroBelow),
        ("AGG-12", "NOT-2"),
        profile=_PROFILE,
    ),
    Fault(
        "count-for-tools",
        "L03",
        "outside tools and embeds get the number of saves that people are shown",
        Parts(views=CountsForTools),
        ("FAQ-7",),
        profile=_PROFILE,
    ),
)
