"""Faults in figures about groups: trends and audiences that speak of too few people, or of who they are."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Iterator
from dataclasses import replace

from platform_stub.faults.fault import Fault
from platform_stub.groups import Group
from platform_stub.parts import Parts
from platform_stub.ranking import Purpose, step
from platform_stub.reports import Figure, Reports
from platform_stub.rules import Rules
from platform_stub.settings import ADS, ADULT
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]


class CountsExactly(Reports):
    def rounded(self, number: int, least: int) -> int:
        return number if number >= least else 0


class CountsOneFewer(Reports):
    def rounded(self, number: int, least: int) -> int:
        return super().rounded(number, least - 1)


class AdvertisesSmallGroups(Reports):
    def least_advertised(self) -> int:
        return self.state.k


class TellsOfOneVideo(Reports):
    def is_shared(self, group: Group, today: str) -> bool:
        return True


class TellsBySingleSaves(Reports):
    def is_shared(self, group: Group, today: str) -> bool:
        saves = [tally.before(today) for tally in group.creators.values()]
        return len(saves) > 2 and 2 * max(saves) <= sum(saves)


class AdvertisesEverybody(Reports):
    def audiences(self, today: str) -> Iterator[Figure]:
        everybody: dict[str, set[str]] = {}
        for video in self.state.videos.values():
            everybody.setdefault(video.topic or video.title, set()).update(
                saver for saver, at in video.savers.items() if at[:10] < today and self.is_counted(saver)
            )
        for name, people in sorted(everybody.items()):
            if size := step(len(people), self.least_advertised()):
                yield Figure("audience", name, "", size)

    def is_counted(self, saver: str) -> bool:
        return True


class AdvertisesOptedOut(AdvertisesEverybody):
    def is_counted(self, saver: str) -> bool:
        person = self.state.people[saver]
        return person.age >= ADULT and person.settings[ADS] == "on"


class MakesTrendsOfLikes(Reports):
    def trends(self, today: str) -> Iterator[Figure]:
        yield from super().trends(today)
        likers: dict[str, set[str]] = {}
        for video in self.state.videos.values():
            likers.setdefault(video.topic, set()).update(video.likes)
        for topic, people in likers.items():
            if topic and len(people) >= self.state.k:
                yield Figure("theme", topic, "", step(len(people), self.state.k))


class LogsLikesForTrends(Reports):
    def purposes(self, today: str) -> Iterator[Purpose]:
        yield from super().purposes(today)
        likes = sum(len(video.likes) for video in self.state.videos.values())
        if likes:
            yield Purpose("likes", "trends", "group", likes)


class CountsPartsExactly(Reports):
    def audiences(self, today: str) -> Iterator[Figure]:
        for figure in super().audiences(today):
            part = self.state.groups.audiences[figure.kind, figure.name, figure.group]
            yield replace(figure, people=part.size.before(today)) if figure.group else figure


class TellsSmallParts(Reports):
    def audiences(self, today: str) -> Iterator[Figure]:
        for (kind, name, group), counted in sorted(self.state.groups.audiences.items()):
            people = self.released(counted, today, self.state.k if group else self.least_advertised())
            if people and name in self.public_names():
                yield Figure(kind, name, group, people)


class NamesAudiences(Views):
    def audience(self, figure: Figure) -> Payload:
        members = [
            saver
            for video in self.state.videos.values()
            if figure.name in (video.topic, video.title)
            for saver in reversed(video.savers)
        ]
        return super().audience(figure) | {"sample": [self.person(saver) for saver in members[:20]]}


class OpensAdsManager(Rules):
    def sees_audiences(self, person: str) -> bool:
        return True


FAULTS = (
    Fault(
        "aggregate-differencing",
        "L09",
        "the size of a group is told exactly, so that two sizes subtract to one person",
        Parts(reports=CountsExactly),
        ("AGG-14", "AGG-6", "AGG-8", "AGG-12"),
    ),
    Fault(
        "group-of-one-fewer",
        "L10",
        "groups are told of from k-1 people",
        Parts(reports=CountsOneFewer),
        ("AGG-12", "AGG-6", "AGG-8"),
    ),
    Fault(
        "small-audiences",
        "L10",
        "advertisers are told of groups as small as other reports tell of",
        Parts(reports=AdvertisesSmallGroups),
        ("AGG-12", "AGG-8"),
    ),
    Fault(
        "trend-of-one-video",
        "L07",
        "a theme that one creator alone has posted about is a trend",
        Parts(reports=TellsOfOneVideo),
        ("AGG-6",),
    ),
    Fault(
        "likes-make-trends",
        "undeclared-use",
        "what many people like is a trend too, and nothing says so",
        Parts(reports=MakesTrendsOfLikes),
        ("AGG-6",),
    ),
    Fault(
        "log-adds-likes",
        "undeclared-use",
        "the purpose log says that likes are used for trends, which they are not",
        Parts(reports=LogsLikesForTrends),
        ("AGG-6",),
    ),
    Fault(
        "trend-by-one-save",
        "L10",
        "whether several creators share in a trend is decided by exact numbers, so by one save",
        Parts(reports=TellsBySingleSaves),
        ("AGG-6",),
    ),
    Fault(
        "audience-of-everybody",
        "L30",
        "children, and people who want no personalised ads, are counted for advertisers",
        Parts(reports=AdvertisesEverybody),
        ("AGG-8",),
    ),
    Fault(
        "opt-out-misses-ads",
        "undeclared-use",
        "people who keep their saves out of recommendations are counted for advertisers",
        Parts(reports=AdvertisesOptedOut),
        ("TRN-15",),
    ),
    Fault(
        "audience-parts-exact",
        "L09",
        "how many of an audience are of which age, and in which country, is told exactly",
        Parts(reports=CountsPartsExactly),
        ("AGG-8", "AGG-14"),
    ),
    Fault(
        "small-parts",
        "L10",
        "the ages and countries of a large audience are told from k people on",
        Parts(reports=TellsSmallParts),
        ("AGG-8", "AGG-12"),
    ),
    Fault(
        "audience-names-savers",
        "L02",
        "the ads manager names some of the people in an audience",
        Parts(views=NamesAudiences),
        ("AGG-8", "AGG-14"),
    ),
    Fault(
        "ads-manager-open",
        "L37",
        "everybody is told the sizes of the audiences for advertisers",
        Parts(rules=OpensAdsManager),
        ("AGG-8",),
    ),
)
