"""
What is recommended to whom, and what each kind of data was used for.

One person's saves move that person's own feed, at once. Other people's feeds follow groups only: the
number of savers counts in steps, none below k, as it stood at the last midnight.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from math import log1p

from platform_stub.audience import Audience
from platform_stub.records import Video
from platform_stub.rules import Reader, Rules
from platform_stub.state import State

__all__ = ["PURPOSES", "Purpose", "Ranking", "step"]

WEIGHTS = {"views": 0.1, "likes": 1.0, "comments": 3.0, "shares": 3.0, "reposts": 1.0, "saves": 2.0}
INTEREST = 3.0
PURPOSES = ("ranking", "trends", "popularity", "quality", "categories", "audiences")


@dataclass(frozen=True, slots=True)
class Purpose:
    """One entry of the purpose log: whose data of which kind served what, and how many acts."""

    data: str
    purpose: str
    subjects: str
    count: int


def step(savers: int, k: int) -> int:
    """The number of savers that ranking goes by: 0 below k, then k, 2k, 5k, 10k, 20k, 50k …"""
    reached, unit = 0, k
    while savers >= unit:
        for factor in (1, 2, 5):
            if savers >= factor * unit:
                reached = factor * unit
        unit *= 10
    return reached


class Ranking:
    """The recommender."""

    def __init__(self, state: State, rules: Rules, seed: str, audience: Audience) -> None:
        self.state = state
        self.rules = rules
        self.seed = seed
        self.audience = audience

    def for_you(self, reader: Reader, today: str) -> list[Video]:
        """Everything offered to *reader* by others, most recommended first."""
        interests = self.interests(reader)
        offered = [
            (
                -self.appeal(video, today) - INTEREST * interests.get(self.category(video, today), 0.0),
                self._lot(reader, video),
                video,
            )
            for video in self.state.videos.values()
            if video.owner != reader and self.rules.is_offered(reader, video)
        ]
        offered.sort(key=lambda entry: entry[:2])
        return [video for _, _, video in offered]

    def appeal(self, video: Video, today: str) -> float:
        """How much a video is recommended to everybody, from what groups of people did with it."""
        saves = self.group_saves(video, today)
        met = self.audience.reached(video, today)
        views = video.views + met.views
        return (
            WEIGHTS["views"] * log1p(views)
            + WEIGHTS["likes"] * log1p(len(video.likes) + met.likes)
            + WEIGHTS["comments"] * log1p(len(video.comments) - video.filtered)
            + WEIGHTS["shares"] * log1p(video.shares)
            + WEIGHTS["reposts"] * log1p(len(video.reposts))
            + WEIGHTS["saves"] * log1p(saves) * (1 + self.rate(saves, views))
        )

    def rate(self, saves: int, views: int) -> float:
        """The share of viewers who saved: many savers among few viewers count more."""
        return min(1.0, saves / views) if views else 1.0

    def group_saves(self, video: Video, today: str) -> int:
        """The savers of a video as its recommendation to others counts them."""
        return step(video.counted.before(today) + self.audience.reached(video, today).saves, self.state.k)

    def category(self, video: Video, today: str) -> str:
        """What a video is about: its own topic, or else the one that a group of its savers save most."""
        if video.topic:
            return video.topic
        fans = {topic: step(tally.before(today), self.state.k) for topic, tally in video.fans.items()}
        most = max(sorted(fans), key=fans.__getitem__, default="")
        return most if fans.get(most) else ""

    def interests(self, reader: Reader) -> dict[str, float]:
        """What topics a person's own saves speak for, if that person lets them be used."""
        if reader is None or not self.rules.uses_saves_of(reader):
            return {}
        counts: dict[str, int] = {}
        for saved in self.state.saves.get(reader, ()):
            video = self.state.videos[saved]
            if video.topic and self.rules.sees_video(reader, video):
                counts[video.topic] = counts.get(video.topic, 0) + 1
        return {topic: log1p(count) for topic, count in counts.items()}

    def _lot(self, reader: Reader, video: Video) -> bytes:
        return blake2b(f"{self.seed}\x1f{reader or ''}\x1f{video.id}".encode(), digest_size=8).digest()

    def purposes(self, today: str) -> Iterable[Purpose]:
        """The purpose log: groups first, then each person whose own saves shape that person's feed."""
        videos = [video for video in self.state.videos.values() if not video.removed]
        met = [self.audience.reached(video, today) for video in videos]
        saves = [video.counted.total + its.saves for video, its in zip(videos, met, strict=True)]
        totals = {
            "views": sum(video.views for video in videos) + sum(its.views for its in met),
            "likes": sum(len(video.likes) for video in videos) + sum(its.likes for its in met),
            "comments": sum(len(video.comments) - video.filtered for video in videos),
            "shares": sum(video.shares for video in videos),
            "reposts": sum(len(video.reposts) for video in videos),
            "saves": sum(number for number in saves if number >= self.state.k),
        }
        for data, count in totals.items():
            if count:
                for purpose in PURPOSES:
                    yield Purpose(data, purpose, "group", count)
        for person, saved in self.state.saves.items():
            if saved and self.rules.uses_saves_of(person):
                yield Purpose("saves", "ranking", person, len(saved))
