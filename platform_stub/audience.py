"""
A simulated audience: people of interests and habits who watch, like and save what is posted for everyone.

It looks on only in worlds where somebody has posted a video with a trait or a length of its own, because
only there does it matter what viewers make of a video. Each of them meets each video once, in the fortnight
after it was posted, and decides once. That follows from the seed, the person and the video and from nothing
else that happens, so it needs no events: what they have done by today is computed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import accumulate

from platform_stub.records import Video
from platform_stub.rules import Rules
from platform_stub.state import State

__all__ = ["TRAITS", "Audience", "Persona", "Reached", "Taste", "personas"]

_PEOPLE = 600
_FORTNIGHT = 14

TRAITS: Mapping[str, float] = {
    "tutorial": 0.30,
    "checklist": 0.30,
    "resource compilation": 0.30,
    "visual appeal": 0.25,
    "insight": 0.25,
    "text overlay": 0.20,
}
"""What makes a video worth keeping, and how likely each makes a viewer save it."""

_LENGTHS = ((30, 0.25), (60, 0.15))
"""Seconds up to which a video counts as short, and how likely that makes a viewer save it."""

_TOO_LONG = ((600, 0.2), (300, 0.5))
"""Seconds above which a video deters, and what is left of the wish to save it."""


@dataclass(frozen=True, slots=True)
class Persona:
    """
    Somebody of the audience: a name, the topics that interest them, and their habits.

    `habits` decide when they watch and what they like. They are the same for every video, so that two videos
    of one topic differ only in what makes them worth saving.
    """

    name: str
    interests: frozenset[str]
    habits: bytes


@dataclass(frozen=True, slots=True)
class Taste:
    """What a viewer makes of a video: how likely it is watched, liked and saved, from 0 to 1."""

    watches: float
    likes: float
    saves: float


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of the audience have watched, liked and saved a video so far."""

    views: int = 0
    likes: int = 0
    saves: int = 0


class Audience:
    """The simulated audience of one platform."""

    def __init__(self, state: State, rules: Rules, seed: str) -> None:
        self.state = state
        self.rules = rules
        self.seed = seed

    def reached(self, video: Video, today: str) -> Reached:
        """What the audience has done with *video* before *today* began."""
        if not self.state.is_varied or not self.rules.sees_video(None, video):
            return Reached()
        days = (date.fromisoformat(today) - date.fromisoformat(video.posted_at[:10])).days
        if days <= 0:
            return Reached()
        tastes = {interested: self.taste(video, interested=interested) for interested in (False, True)}
        history = _history(self.seed, video.id, video.topic, tastes[False], tastes[True])
        return history[min(days, _FORTNIGHT) - 1]

    def counts(self, video: Video, today: str) -> dict[str, int]:
        """The figures of *video* that everybody may know: members and audience; no filtered comments."""
        met = self.reached(video, today)
        return {
            "views": video.views + met.views,
            "likes": len(video.likes) + met.likes,
            "comments": len(video.comments) - video.filtered,
            "shares": video.shares,
            "reposts": len(video.reposts),
        }

    def taste(self, video: Video, *, interested: bool) -> Taste:
        """What somebody makes of *video*, who is or is not interested in its topic."""
        misses = 0.90 if interested else 0.97
        for trait in video.traits:
            misses *= 1 - TRAITS.get(trait, 0.0)
        misses *= next((1 - wish for longest, wish in _LENGTHS if video.seconds <= longest), 1.0)
        patience = next((left for least, left in _TOO_LONG if video.seconds > least), 1.0)
        return Taste(0.9 if interested else 0.7, 0.3 if interested else 0.1, (1 - misses) * patience)


@lru_cache(maxsize=1024)
def _history(seed: str, video: str, topic: str, usual: Taste, interested: Taste) -> tuple[Reached, ...]:
    """What the audience has done with a video, day by day after it was posted."""
    days = [[0, 0, 0] for _ in range(_FORTNIGHT)]
    for persona in personas(seed):
        taste = interested if topic in persona.interests else usual
        if _draw(persona.habits, 1) < taste.watches:
            day = days[persona.habits[0] % _FORTNIGHT]
            wish = blake2b(f"{seed}\x1f{persona.name}\x1f{video}".encode(), digest_size=2).digest()
            did = (True, _draw(persona.habits, 3) < taste.likes, _draw(wish, 0) < taste.saves)
            for kind, done in enumerate(did):
                day[kind] += done
    return tuple(Reached(*kinds) for kinds in zip(*map(accumulate, zip(*days, strict=True)), strict=True))


def _draw(chance: bytes, place: int) -> float:
    return int.from_bytes(chance[place : place + 2]) / 2**16


@cache
def personas(seed: str) -> tuple[Persona, ...]:
    """The people of the audience of this seed."""
    from faker.generator import Generator
    from faker.providers import BaseProvider
    from faker.providers.person import en_GB

    class Provider(BaseProvider):
        """Makes personas: the interests that people on a video platform have."""

        topics = (
            "art", "books", "camping", "coding", "cooking", "dance", "fashion", "films", "fitness",
            "games", "gardening", "history", "make-up", "music", "news", "pets", "sailing", "science",
            "sport", "study", "travel",
        )  # fmt: skip

        def persona(self) -> Persona:
            """Somebody with three interests."""
            interests = self.random_elements(self.topics, length=3, unique=True)
            name = f"{self.generator.format('name')} {self.random_int(1000, 9999)}"
            habits = blake2b(f"{seed}\x1f{name}".encode(), digest_size=5).digest()
            return Persona(name, frozenset(interests), habits)

    generator = Generator()
    for provider in (en_GB.Provider, Provider):
        generator.add_provider(provider)
    generator.seed_instance(int.from_bytes(blake2b(seed.encode(), digest_size=4).digest()))
    people: Callable[[], Persona] = generator.get_formatter("persona")
    return tuple(people() for _ in range(_PEOPLE))
