"""
What is released of groups: the trend report, the audiences that advertisers choose from, and, in a profile
that shows it, how many people saved a video.

Figures move in steps, none below the smallest group, as they stood at the last midnight: so adding or
leaving out one person moves nothing, and no two figures subtract to fewer people than such a group. A trend
comes from at least three creators, none of whom has more than half of its saves: it is never one video. What
each of them has is counted in the same steps: else one save would decide whether there is a trend.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from platform_stub.audience import Audience
from platform_stub.groups import Group
from platform_stub.ranking import Purpose, step
from platform_stub.records import Video
from platform_stub.rules import Rules
from platform_stub.state import State

__all__ = ["ADVERTISED", "Figure", "Reports"]

ADVERTISED = 1000
"""The smallest group that advertisers are told of, however small other reports may be."""

_CREATORS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """
    How many people, in steps.

    `kind` is *theme*, *format*, *audience*, *age*, *country* or *search*, `group` an age band or a country.
    """

    kind: str
    name: str
    group: str
    people: int


class Reports:
    """What is released about groups of people."""

    def __init__(self, state: State, rules: Rules, audience: Audience) -> None:
        self.state = state
        self.rules = rules
        self.audience = audience

    def trends(self, today: str) -> Iterator[Figure]:
        """Which themes and formats people of which age save, by kind, name and age."""
        public = self.public_names()
        for (kind, name, group), counted in sorted(self.state.groups.trends.items()):
            people = self.released(counted, today, self.state.k)
            if people and name in public and self.is_shared(counted, today):
                yield Figure(kind, name, group, people)

    def saves(self, video: Video, today: str) -> int:
        """
        The number of savers as everybody may be shown it; 0 for nothing.

        Whoever keeps their saves out of recommendations is counted too: else the number would tell of it.
        """
        savers = video.kept.before(today) + self.audience.reached(video, today).saves
        return step(savers, self.state.k)

    def audiences(self, today: str) -> Iterator[Figure]:
        """
        The audiences that advertisers can choose: adults who let their saves serve ads, by interest.

        How many of them are of which age, and in which country, is told by the same steps as all of them: so
        nothing that is left over is a smaller group.
        """
        public = self.public_names()
        for (kind, name, group), counted in sorted(self.state.groups.audiences.items()):
            people = self.released(counted, today, self.least_advertised())
            if people and name in public:
                yield Figure(kind, name, group, people)

    def savers(self, video: Video, today: str) -> int:
        """How many saved a video, as researchers are told; 0 for nothing."""
        return step(video.counted.before(today), self.state.k)

    def searches(self, creator: str, today: str) -> Iterator[Figure]:
        """What people searched for that finds a video of this creator, and how many people did."""
        videos = [self.state.videos[video] for video in self.state.posted.get(creator, ())]
        found = "\n".join(f"{video.title}\n{video.topic}" for video in videos).casefold()
        for term, counted in sorted(self.state.searched.items()):
            people = self.released(counted, today, self.state.k)
            if people and term in found:
                yield Figure("search", term, "", people)

    def public_names(self) -> set[str]:
        """Topics, titles and traits that stand on a video anybody may see: no other name is told."""
        videos = [video for video in self.state.videos.values() if self.rules.sees_video(None, video)]
        return {name for video in videos for name in (video.topic or video.title, *video.traits)}

    def least_advertised(self) -> int:
        """The smallest group that advertisers are told of."""
        return max(ADVERTISED, self.state.k)

    def released(self, group: Group, today: str, least: int) -> int:
        """The size of a group as it is released; 0 for nothing."""
        return self.rounded(group.size.before(today), least)

    def rounded(self, number: int, least: int) -> int:
        """A number of people or of saves in the steps from *least* on; 0 below."""
        return step(number, least)

    def is_shared(self, group: Group, today: str) -> bool:
        """Whether several creators share in a figure, so that it does not speak of one of them."""
        saves = [self.rounded(tally.before(today), self.state.k) for tally in group.creators.values()]
        return sum(number > 0 for number in saves) >= _CREATORS and 2 * max(saves) <= sum(saves)

    def purposes(self, today: str) -> Iterator[Purpose]:
        """What the purpose log says of trends and of advertising: only what was released."""
        for trend in self.trends(today):
            yield Purpose("saves", "trends", "group", trend.people)
        for audience in self.audiences(today):
            if audience.kind == "audience":
                yield Purpose("saves", "audiences", "group", audience.people)
                yield Purpose("saves", "ads", "group", audience.people)
