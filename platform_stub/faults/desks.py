"""Faults of what accounts with a role are served: researchers and moderators."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Iterator

from platform_stub.acts import Acts
from platform_stub.events import Event
from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.records import Video
from platform_stub.reports import Reports
from platform_stub.rules import Rules
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]


class TellsResearchersWhoSaved(Views):
    def researched_video(self, video: Video) -> Payload:
        return super().researched_video(video) | {"savers": sorted(video.savers)}


class TellsResearchersExactly(Reports):
    def savers(self, video: Video, today: str) -> int:
        return video.counted.before(today)


class StudiesPrivateAccounts(Rules):
    def is_studied(self, researcher: str, video: Video) -> bool:
        is_public = video.audience == "everyone" and not video.removed
        return is_public and self.sees_account(researcher, video.owner)


class LetsAnybodyModerate(Rules):
    def moderates(self, person: str) -> bool:
        return True


class LooksUnseen(Acts):
    def look_into(self, me: str, what: str) -> None:
        return


class ReadsMessages(Views):
    def told_deeds(self, handle: str) -> Iterator[Event]:
        return reversed(self.state.deeds.get(handle, ()))


FAULTS = (
    Fault(
        "research-names-savers",
        "L28",
        "research data names who saved a video",
        Parts(views=TellsResearchersWhoSaved),
        breaks=("AGG-12",),
    ),
    Fault(
        "research-counts-exactly",
        "L07",
        "research data holds the exact number of saves, however small",
        Parts(reports=TellsResearchersExactly),
        breaks=("AGG-12",),
    ),
    Fault(
        "research-of-private-accounts",
        "L30",
        "research data holds the videos of accounts that turned private",
        Parts(rules=StudiesPrivateAccounts),
        breaks=("SET-5",),
    ),
    Fault(
        "moderation-desk-open",
        "L37",
        "the moderation desk answers everybody",
        Parts(rules=LetsAnybodyModerate),
        breaks=("CTL-2", "SET-2", "NOT-2", "FAQ-1"),
    ),
    Fault(
        "look-not-written-down",
        "undeclared-use",
        "moderators look at accounts and it is written down nowhere",
        Parts(acts=LooksUnseen),
        breaks=("CTL-2",),
    ),
    Fault(
        "moderators-read-messages",
        "L22",
        "moderators read messages that nobody reported",
        Parts(views=ReadsMessages),
        breaks=("CTL-2",),
    ),
)
