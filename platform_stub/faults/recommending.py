"""Faults in the recommender, and in what it says of itself."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Iterator
from dataclasses import replace
from math import log1p

from platform_stub.audience import Audience, Taste
from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.ranking import Purpose, Ranking
from platform_stub.records import USUAL_LENGTH, Video
from platform_stub.rules import Reader
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]


class KnowsNoTarget(Ranking):
    def category(self, video: Video, today: str) -> str:
        return video.topic


class KnowsNoTaste(Ranking):
    def interests(self, reader: Reader) -> dict[str, float]:
        return {}


class RanksBySavesAlone(Ranking):
    def appeal(self, video: Video, today: str) -> float:
        return self.group_saves(video, today)


class RanksByLikes(Ranking):
    def appeal(self, video: Video, today: str) -> float:
        return super().appeal(video, today) + 9 * log1p(len(video.likes))


class RanksByRawCount(Ranking):
    def rate(self, saves: int, views: int) -> float:
        return 0.0


class PutsSavedFirst(Ranking):
    def appeal(self, video: Video, today: str) -> float:
        return super().appeal(video, today) + (100.0 if self.group_saves(video, today) else 0.0)


class CountsOneStep(Ranking):
    def group_saves(self, video: Video, today: str) -> int:
        return min(super().group_saves(video, today), self.state.k)


class LogsRankingOnly(Ranking):
    def purposes(self, today: str) -> Iterator[Purpose]:
        return (entry for entry in super().purposes(today) if entry.purpose == "ranking")


class LogsNoSaves(Ranking):
    def purposes(self, today: str) -> Iterator[Purpose]:
        return (entry for entry in super().purposes(today) if entry.data != "saves")


class UsesSmallGroups(Ranking):
    def fans(self, video: Video, today: str) -> dict[str, int]:
        sizes = {topic: tally.before(today) for topic, tally in video.fans.items()}
        return {topic: size for topic, size in sizes.items() if size}


class SourcesBySaves(Views):
    def sources(self, video: Video) -> list[Payload]:
        interests = self.platform.ranking.interests
        alike = sum(one in video.savers or video.topic in interests(one) for one in video.viewers)
        found = super().sources(video)
        return [*found, {"name": "viewers who saved this or the like", "views": alike}] if alike else found


class TellsNoSources(Views):
    def sources(self, video: Video) -> list[Payload]:
        return []


class ExplainsByFriends(Views):
    def reasons(self, reader: Reader, video: Video) -> list[str]:
        friends = [saver for saver in video.savers if self.rules.are_friends(reader, saver)]
        return [*super().reasons(reader, video), *(f"{self.person(one)['name']} saved it" for one in friends)]


class AdvisesFromSavers(Views):
    def document(self, reader: Reader, slug: str) -> Payload:
        page = super().document(reader, slug)
        savers = sum(len(video.savers) for video in self.own_videos(reader)) if reader else 0
        if slug != "advice-page" or savers < self.state.k:
            return page
        more = {"id": "yours", "text": "Your viewers save what you post, so post more of the same"}
        return page | {"statements": [*page["statements"], more]}


class MindsNoTrait(Audience):
    trait = ""

    def taste(self, video: Video, *, interested: bool) -> Taste:
        left = tuple(trait for trait in video.traits if trait != self.trait)
        return super().taste(replace(video, traits=left), interested=interested)


class MindsNoLength(Audience):
    def taste(self, video: Video, *, interested: bool) -> Taste:
        return super().taste(replace(video, seconds=USUAL_LENGTH), interested=interested)


class SilentOnOwnSaves(Views):
    def reasons(self, reader: Reader, video: Video) -> list[str]:
        return [reason for reason in super().reasons(reader, video) if not reason.startswith("You saved")]


FAULTS = (
    Fault(
        "no-target-groups",
        "broken-visibility",
        "a video is not offered to people who save what its savers save",
        Parts(ranking=KnowsNoTarget),
        ("AGG-5",),
    ),
    Fault(
        "tastes-ignored",
        "broken-visibility",
        "what somebody saves has no effect on what is recommended to that person",
        Parts(ranking=KnowsNoTaste),
        ("AGG-7", "ALG-6", "ALG-7", "ALG-8"),
    ),
    Fault(
        "only-saves-rank",
        "broken-visibility",
        "nothing but saves has any effect on what is recommended to others",
        Parts(ranking=RanksBySavesAlone),
        ("ALG-1", "ALG-2", "ALG-11"),
    ),
    Fault(
        "likes-weigh-most",
        "broken-visibility",
        "likes have more weight than anything else",
        Parts(ranking=RanksByLikes),
        ("TRN-11",),
    ),
    Fault(
        "raw-count-ranks",
        "broken-visibility",
        "the number of saves ranks a video, whatever the number of its viewers",
        Parts(ranking=RanksByRawCount),
        ("ALG-3", "FAQ-4"),
    ),
    Fault(
        "saves-guarantee-promotion",
        "broken-visibility",
        "a video that a group of people saved comes before every other",
        Parts(ranking=PutsSavedFirst),
        ("ALG-11",),
    ),
    Fault(
        "first-step-only",
        "broken-visibility",
        "more saves than the smallest group count for nothing",
        Parts(ranking=CountsOneStep),
        ("TIP-9",),
    ),
    Fault(
        "log-keeps-ranking-only",
        "undeclared-use",
        "the purpose log leaves out everything but ranking",
        Parts(ranking=LogsRankingOnly),
        ("AGG-3", "ALG-5", "FAQ-5"),
    ),
    Fault(
        "log-without-saves",
        "undeclared-use",
        "the purpose log leaves out what saves are used for",
        Parts(ranking=LogsNoSaves),
        ("AGG-1", "SET-7"),
    ),
    Fault(
        "small-groups-used",
        "L10",
        "videos are sorted by the saves of groups smaller than k",
        Parts(ranking=UsesSmallGroups),
        ("ALG-5",),
    ),
    Fault(
        "source-names-saves",
        "L01",
        "traffic sources say how many viewers came because of what they had saved",
        Parts(views=SourcesBySaves),
        ("ALG-9", "AGG-10"),
    ),
    Fault(
        "sources-missing",
        "broken-visibility",
        "creator analytics does not say where views came from",
        Parts(views=TellsNoSources),
        ("ALG-9",),
    ),
    Fault(
        "why-names-friend",
        "L23",
        "the reasons for a recommendation name friends who saved the video",
        Parts(views=ExplainsByFriends),
        ("ALG-10",),
    ),
    Fault(
        "advice-from-savers",
        "L12",
        "the advice page tells creators something else once enough people saved their videos",
        Parts(views=AdvisesFromSavers),
        ("TIP-8",),
    ),
    *(
        Fault(
            f"{slug}-do-not-matter",
            "broken-visibility",
            f"viewers save a video no more often for {what}",
            Parts(audience=type(MindsNoTrait.__name__, (MindsNoTrait,), {"trait": trait})),
            (clause,),
        )
        for slug, trait, what, clause in (
            ("tutorials", "tutorial", "being a tutorial", "TIP-1"),
            ("checklists", "checklist", "being a checklist", "TIP-2"),
            ("compilations", "resource compilation", "being a compilation of resources", "TIP-3"),
            ("looks", "visual appeal", "its visual appeal", "TIP-4"),
            ("insights", "insight", "its insight", "TIP-5"),
            ("overlays", "text overlay", "the text over its picture", "TIP-7"),
        )
    ),
    Fault(
        "length-does-not-matter",
        "broken-visibility",
        "viewers save long videos as often as short ones",
        Parts(audience=MindsNoLength),
        ("TIP-6",),
    ),
    Fault(
        "why-without-own-saves",
        "broken-visibility",
        "whoever asks why a video is shown is not told of their own saves",
        Parts(views=SilentOnOwnSaves),
        breaks=("TRN-9",),
    ),
)
