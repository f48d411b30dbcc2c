"""
What is recommended to whom, and what each kind of data was used for.

One person's saves move that person's own feed, at once. Other people's feeds follow groups only: the
number of savers counts in steps, none below k, as it stood at the last midnight.

The purpose log is made of what scores are made of, by the same methods: what is not in it moved nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import log1p

from platform_stub.audience import Audience
from platform_stub.records import Video
from platform_stub.rules import Reader, Rules
from platform_stub.state import State

__all__ = ["Purpose", "Ranking", "step"]

WEIGHTS = {"views": 0.1, "likes": 1.0, "comments": 3.0, "shares": 3.0, "reposts": 1.0, "saves": 2.0}
INTEREST = 3.0


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
        counts = self.audience.counts(video, today)
        saves = self.group_saves(video, today)
        return self.popularity(counts, saves) + self.quality(counts, saves)

    def popularity(self, counts: Mapping[str, int], saves: int) -> float:
        """How many people there are who did something with a video."""
        public = sum(WEIGHTS[data] * log1p(count) for data, count in counts.items())
        return public + WEIGHTS["saves"] * log1p(saves)

    def quality(self, counts: Mapping[str, int], saves: int) -> float:
        """How many of those who met a video keep it."""
        return WEIGHTS["saves"] * log1p(saves) * self.rate(saves, counts["views"])

    def rate(self, saves: int, views: int) -> float:
        """The share of viewers who saved: many savers among few viewers count more."""
        return min(1.0, saves / views) if views else 1.0

    def group_saves(self, video: Video, today: str) -> int:
        """The savers of a video as its recommendation to others counts them."""
        return step(self.savers(video, today), self.state.k)

    def savers(self, video: Video, today: str) -> int:
        """Who saved a video before today and lets that be used, the audience included."""
        return video.counted.before(today) + self.audience.reached(video, today).saves

    def category(self, video: Video, today: str) -> str:
        """What a video is about: its own topic, or else the one that a group of its savers save most."""
        if video.topic:
            return video.topic
        fans = self.fans(video, today)
        return max(sorted(fans), key=fans.__getitem__, default="")

    def fans(self, video: Video, today: str) -> dict[str, int]:
        """The topics that groups of the savers of a video save, with the size of each group in steps."""
        sizes = {topic: step(tally.before(today), self.state.k) for topic, tally in video.fans.items()}
        return {topic: size for topic, size in sizes.items() if size}

    def interests(self, reader: Reader) -> dict[str, float]:
        """What topics a person's own saves speak for, if that person lets them be used."""
        return {topic: log1p(count) for topic, count in self.tastes(reader).items()}

    def tastes(self, reader: Reader) -> Mapping[str, int]:
        """How many videos of which topic a person has saved, as far as that may be used."""
        if reader is None or not self.rules.uses_saves_of(reader):
            return {}
        saved = (self.state.videos[video] for video in self.state.saves.get(reader, ()))
        return Counter(video.topic for video in saved if video.topic and self.rules.sees_video(reader, video))

    def _lot(self, reader: Reader, video: Video) -> bytes:
        return blake2b(f"{self.seed}\x1f{reader or ''}\x1f{video.id}".encode(), digest_size=8).digest()

    def purposes(self, today: str) -> Iterator[Purpose]:
        """The purpose log: groups first, then each person whose own saves shape that person's feed."""
        used: Counter[tuple[str, str]] = Counter()
        for video in self.state.videos.values():
            if not video.removed:
                for data, purpose, count in self.uses(video, today):
                    used[data, purpose] += count
        for (data, purpose), count in used.items():
            yield Purpose(data, purpose, "group", count)
        for person in self.state.saves:
            if count := sum(self.tastes(person).values()):
                yield Purpose("saves", "ranking", person, count)

    def uses(self, video: Video, today: str) -> Iterator[tuple[str, str, int]]:
        """What was done with a video and moves what others are recommended: data, to what end, how many."""
        counts, saves = self.audience.counts(video, today), self.group_saves(video, today)
        savers = self.savers(video, today)
        for data, count in (*counts.items(), ("saves", savers if saves else 0)):
            if count:
                yield from ((data, "ranking", count), (data, "popularity", count))
        if self.quality(counts, saves):
            yield "saves", "quality", savers
            if counts["views"]:
                yield "views", "quality", counts["views"]
        if not video.topic and self.fans(video, today):
            yield from (("saves", "categories", savers), ("saves", "audiences", savers))
