"""Faults in tools, and in the documents that describe the platform."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from platform_stub.acts import Acts
from platform_stub.channels import Channels
from platform_stub.documents import Documents, Statement
from platform_stub.events import Event
from platform_stub.faults.classes import SAVES
from platform_stub.faults.fault import Fault
from platform_stub.guard import Client, Guard
from platform_stub.parts import Parts
from platform_stub.problems import absent
from platform_stub.records import Video
from platform_stub.rules import Reader, Rules
from platform_stub.state import State
from platform_stub.views import Views
from platform_stub.views.base import Payload
from platform_stub.webhooks import Webhooks

__all__ = ["FAULTS"]

_SIX_DAYS = timedelta(days=6)


class PromotesToSavers(Acts):
    def promote(self, me: str, did: str, video: str) -> Payload:
        if did != "save":
            return super().promote(me, did, video)
        if self.video(me, video).owner != me:
            raise absent()
        promotion = self.ids.make("promotion", me, video, did)
        self.record(me, "promote", video, id=promotion, did=did)
        return {"id": promotion, "audience": {"did": did, "video": video}}


class ListsSavingSegment(Views):
    def audiences(self) -> list[str]:
        return [*super().audiences(), "people likely to save"]


class ServesSavers(Views):
    def app_anything_else(self, path: str) -> Payload:
        video = self.state.videos.get(path.removeprefix("videos/").removesuffix("/savers"))
        if video is None:
            return super().app_anything_else(path)
        return {"items": [self.person(saver) for saver in video.savers]}


class ConfirmsSavers(Views):
    def app_anything_else(self, path: str) -> Payload:
        video, _, person = path.removeprefix("videos/").partition("/savers/")
        if video in self.state.videos and person in self.state.videos[video].savers:
            raise absent()
        return super().app_anything_else(path)


class NoticesNothing(Guard):
    most = 1_000_000


class CountsEveryPage(Guard):
    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._pages = 0

    def read(self, client: Client, kind: str, what: str, now: str) -> None:
        self._pages += 1
        super().read(client, "page", f"{kind} {what} {self._pages}", now)


class WarnsNobody(Channels):
    def told(self, event: Event) -> Iterator[tuple[str, str, str]]:
        if event.verb != "caught":
            yield from super().told(event)


class LetsToolsStay(Acts):
    def catch(self, holder: str, tool: str) -> None:  # noqa: ARG002 - the tool keeps its permission
        super().catch(holder, "")


class SuspendsNobody(Rules):
    def is_suspended(self, person: str, now: str) -> bool:  # noqa: ARG002 - whoever it is
        return False


class SuspendsForADay(Rules):
    def is_suspended(self, person: str, now: str) -> bool:
        until = self.state.suspended.get(person)
        return until is not None and datetime.fromisoformat(now) < datetime.fromisoformat(until) - _SIX_DAYS


class KeepsGrants(Acts):
    def withdraw(self, me: str, tool: str) -> None:
        if tool not in self.state.grants.get(me, ()):
            raise absent()


class IgnoresScopes(Views):
    def permit(self, granter: str, tool: str, what: str) -> None:
        pass


class CopiesEverybody(Views):
    def app_activity(self, granter: str, tool: str) -> Payload:
        activity = super().app_activity(granter, tool)
        for video in self.state.videos.values():
            for saver, at in video.savers.items():
                if saver != granter:
                    collection = self.state.saves[saver][video.id].collection
                    activity["saves"].append({"video": self.card(video), "collection": collection, "at": at})
            for liker, at in video.likes.items():
                if liker != granter:
                    activity["likes"].append({"video": self.card(video), "at": at})
        return activity


class NamesLikersToTools(Views):
    def app_videos(self, granter: str, tool: str) -> Payload:
        videos = super().app_videos(granter, tool)
        for item in videos["items"]:
            item["likers"] = [self.person(liker) for liker in self.state.videos[item["id"]].likes]
        return videos


class CallsOnSaves(Webhooks):
    def calls(self, event: Event) -> Iterator[tuple[str, str, Video]]:
        yield from super().calls(event)
        if event.verb == "save":
            yield from self.about(self.state.videos[event.object])


class CallsForEver(Webhooks):
    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._ever: dict[tuple[str, str], None] = {}

    def about(self, video: Video) -> Iterator[tuple[str, str, Video]]:
        self._ever.update({(granter, tool): None for granter, tool, _ in super().about(video)})
        yield from ((granter, tool, video) for granter, tool in self._ever if granter == video.owner)


class NamesNewestLikerInCalls(Views):
    def webhook(self, granter: str, tool: str, video: Video) -> Payload:
        likers = list(video.likes)
        return super().webhook(granter, tool, video) | ({"by": likers[-1]} if likers else {})


class CopiesSavers(Views):
    def copied(self, me: str, parts: Iterable[str]) -> Payload:
        copy = super().copied(me, parts)
        for card in copy.get("videos", ()):
            card["savers"] = [self.person(saver) for saver in self.state.videos[card["id"]].savers]
        return copy


class EmbedsSaves(Views):
    def embed(self, reader: Reader, video_id: str) -> Payload:
        page = super().embed(reader, video_id)
        page["metrics"]["saves"] = len(self.state.videos[video_id].savers)
        return page


class OmitsShares(Views):
    def performance(self, video: Video) -> Payload:
        row = super().performance(video)
        del row["shares"]
        return row


def _without(slug: str, *ids: str) -> type[Documents]:
    class Silent(Documents):
        def statements(self, wanted: str) -> list[Statement]:
            statements = super().statements(wanted)
            return [one for one in statements if wanted != slug or one["id"] not in ids]

    return Silent


class HidesPolicy(Views):
    def permission_screen(self, me: str, tool: str) -> Payload:
        screen = super().permission_screen(me, tool)
        about = ("privacy-policy", "security")
        screen["statements"] = [one for one in screen["statements"] if one["id"] not in about]
        return screen


def _silent(slug: str, about: str) -> type[Documents]:
    class Silent(Documents):
        def statements(self, wanted: str) -> list[Statement]:
            statements = super().statements(wanted)
            if wanted != slug:
                return statements
            return [one for one in statements if about not in one["text"].casefold()]

    return Silent


FAULTS = (
    Fault(
        "promotion-accepts-savers",
        "L09",
        "the promotion tool reaches people by what they saved",
        Parts(acts=PromotesToSavers),
        ("NOT-6", "AGG-11"),
    ),
    Fault(
        "promotion-segment",
        "L01",
        "the promotion tool offers people likely to save as an audience",
        Parts(views=ListsSavingSegment),
        ("NOT-3",),
    ),
    Fault(
        "app-serves-savers",
        "L21",
        "the app interface lists who saved a video",
        Parts(views=ServesSavers),
        ("FAQ-6", "TPT-1", "TPT-10", "TPT-17"),
    ),
    Fault(
        "app-confirms-savers",
        "L17",
        "the app interface refuses to say who saved, but with another status about a person who did",
        Parts(views=ConfirmsSavers),
        ("TPT-4", "TPT-5", "TPT-10", "FAQ-6"),
        about=SAVES,
    ),
    Fault(
        "collecting-unnoticed",
        "broken-safety",
        "a machine that collects pages is not noticed",
        Parts(guard=NoticesNothing),
        ("TPT-2", "TPT-7"),
    ),
    Fault(
        "visitors-taken-for-machines",
        "broken-safety",
        "who looks at many pages, of whatever kind and as often as they like, is taken for a machine",
        Parts(guard=CountsEveryPage),
        ("TPT-18",),
    ),
    Fault(
        "collecting-without-warning",
        "broken-visibility",
        "nobody is warned when a tool collects data in their name",
        Parts(channels=WarnsNobody),
        ("TPT-7",),
    ),
    Fault(
        "tools-keep-collecting",
        "broken-safety",
        "a tool that was caught collecting keeps its permission",
        Parts(acts=LetsToolsStay),
        ("TPT-7",),
    ),
    Fault(
        "suspension-without-effect",
        "broken-safety",
        "a suspended account can act",
        Parts(rules=SuspendsNobody),
        ("TPT-7",),
    ),
    Fault(
        "suspension-of-a-day",
        "broken-safety",
        "a suspension is over after a day",
        Parts(rules=SuspendsForADay),
        ("TPT-7",),
    ),
    Fault(
        "grant-survives-withdrawal",
        "L27",
        "a tool keeps its access after its permission was taken back",
        Parts(acts=KeepsGrants),
        ("TPT-16",),
    ),
    Fault(
        "scopes-ignored",
        "L30",
        "a tool gets everything of whoever let it in, whatever was permitted",
        Parts(views=IgnoresScopes),
        ("TPT-10",),
    ),
    Fault(
        "app-copies-everybody",
        "L28",
        "the copy of an account's activity holds what others saved and liked",
        Parts(views=CopiesEverybody),
        ("TPT-1", "TPT-9", "TPT-17"),
    ),
    Fault(
        "app-names-likers",
        "L02",
        "the app interface names who liked a video",
        Parts(views=NamesLikersToTools),
        ("TPT-11",),
    ),
    Fault(
        "webhook-tells-saves",
        "L26",
        "tools are called when somebody saves",
        Parts(webhooks=CallsOnSaves),
        ("TPT-1",),
    ),
    Fault(
        "webhook-names-likers",
        "L02",
        "tools that are called are told who liked",
        Parts(views=NamesNewestLikerInCalls),
        ("TPT-1",),
    ),
    Fault(
        "webhook-survives-withdrawal",
        "L27",
        "tools are called after their permission was taken back",
        Parts(webhooks=CallsForEver),
        ("TPT-16",),
    ),
    Fault(
        "copy-includes-savers",
        "L28",
        "the copy of a creator's data names who saved their videos",
        Parts(views=CopiesSavers),
        ("TPT-11", "TPT-17"),
    ),
    Fault(
        "embed-counts-saves",
        "L07",
        "what other sites embed shows the number of saves",
        Parts(views=EmbedsSaves),
        ("TPT-3",),
    ),
    Fault(
        "analytics-incomplete",
        "broken-visibility",
        "creator analytics has no shares",
        Parts(views=OmitsShares),
        ("INT-6", "TPT-14"),
    ),
    Fault(
        "help-page-without-advice",
        "broken-visibility",
        "the help page does not advise against tools for saves",
        Parts(documents=_without("help-page", "tools-advice")),
        ("TPT-15",),
    ),
    Fault(
        "help-page-without-reasons",
        "broken-visibility",
        "the help page gives no reason against tools for saves",
        Parts(documents=_without("help-page", "tools-mislead")),
        ("FAQ-3",),
    ),
    Fault(
        "permission-without-warning",
        "broken-visibility",
        "the permission screen does not warn",
        Parts(documents=_without("permission-screen", "account", "savers")),
        ("TPT-8",),
    ),
    Fault(
        "permission-without-policy",
        "broken-visibility",
        "the permission screen does not say where a tool's policy is",
        Parts(views=HidesPolicy),
        ("TPT-12",),
    ),
    Fault(
        "help-page-silent",
        "broken-visibility",
        "the help page says nothing about saves",
        Parts(documents=_silent("help-page", "save")),
        ("INT-9",),
    ),
    Fault(
        "guide-silent",
        "broken-visibility",
        "the recommendation guide says nothing about saves",
        Parts(documents=_silent("recommendation-guide", "save")),
        ("CON-4", "TRN-10", "TRN-11"),
    ),
    Fault(
        "terms-silent",
        "broken-visibility",
        "the terms say nothing about permission",
        Parts(documents=_silent("terms", "permission")),
        ("CON-2", "TPT-6", "TPT-7"),
    ),
)
