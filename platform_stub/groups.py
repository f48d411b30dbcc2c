"""
Groups of people who saved alike: the counts behind trends, audiences and categories.

Only saves that their owners let be used are counted, and only those of videos for everyone. Whoever saves
many videos of one theme is one person in its group. What is released of a group is up to `reports.py`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from platform_stub.records import Person, Tally, Video
from platform_stub.settings import ADS, ADULT, USE_OF_SAVES

__all__ = ["Cell", "Group", "Groups", "allowed", "band"]

Cell = tuple[str, str, str]
"""
A group of people: its kind, the name of what they saved, and which of these people.

Trends are of the kind *theme* or *format*, by age band. Audiences are of the kind *audience*, of everybody
(""), and of *age* or *country*, by age band or country.
"""

_BANDS = ((65, "65 and over"), (50, "50 to 64"), (35, "35 to 49"), (25, "25 to 34"), (ADULT, "18 to 24"))


@cache
def band(age: int) -> str:
    """The age band of an adult; empty for a child, who belongs to no group."""
    return next((name for least, name in _BANDS if age >= least), "")


class Group:
    """How many people saved videos of one kind, and how their saves fall on the creators."""

    __slots__ = ("_people", "creators", "size")

    def __init__(self) -> None:
        self._people: dict[str, int] = {}
        self.size = Tally()
        self.creators: dict[str, Tally] = {}

    def add(self, people: Sequence[str], creator: str, at: str, amount: int) -> None:
        """Count one save more (1) or less (-1) of each of these people on a video of this creator."""
        saves, changed = self._people, 0
        for person in people:
            before = saves.get(person, 0)
            after = saves[person] = before + amount
            if (before > 0) != (after > 0):
                changed += amount
        if changed:
            self.size.add(at, changed)
        tally = self.creators.get(creator)
        if tally is None:
            tally = self.creators[creator] = Tally()
        tally.add(at, amount * len(people))


class Groups:
    """All groups of one platform, kept as saves come and go."""

    def __init__(self) -> None:
        self.trends: dict[Cell, Group] = defaultdict(Group)
        self.audiences: dict[Cell, Group] = defaultdict(Group)
        self._countries: dict[str, str] = {}
        self._tastes: dict[str, dict[str, int]] = defaultdict(dict)

    def count(
        self,
        people: Sequence[str],
        age: int,
        video: Video,
        at: str,
        amount: int,
        others: Callable[[str], Iterable[Video]],
        *,
        ads: bool,
    ) -> None:
        """
        Count a save more (1) or less (-1) of each of *people*, who are of one age.

        *others* gives the other videos that somebody saved; *ads* tells whether it counts for advertisers.
        """
        if video.audience != "everyone":
            return
        for cell in _trends(video.topic, video.traits, age):
            self.trends[cell].add(people, video.owner, at, amount)
        if ads:
            self.count_ads(people, age, video, at, amount)
        self._count_tastes(people, video, at, amount, others)

    def count_ads(self, people: Sequence[str], age: int, video: Video, at: str, amount: int) -> None:
        """Count a save more or less of each in the audiences that advertisers are told of."""
        if video.audience == "everyone" and age >= ADULT:
            for cell in _audiences(video.topic or video.title, age):
                self.audiences[cell].add(people, video.owner, at, amount)
            self._count_country(people, video, at, amount)

    def _count_country(self, people: Iterable[str], video: Video, at: str, amount: int) -> None:
        countries = self._countries
        for person in people if countries else ():
            country = countries.get(person)
            if country is not None:
                cell = ("country", video.topic or video.title, country)
                self.audiences[cell].add((person,), video.owner, at, amount)

    def move(self, person: Person, country: str, at: str, kept: Iterable[Video]) -> None:
        """Somebody is in this country from now on; *kept* is what they saved, as far as it counts for ads."""
        shown = [video for video in kept if video.audience == "everyone" and person.age >= ADULT]
        for video in shown:
            self._count_country((person.handle,), video, at, -1)
        self._countries[person.handle] = country
        for video in shown:
            self._count_country((person.handle,), video, at, 1)

    def _count_tastes(
        self,
        people: Sequence[str],
        video: Video,
        at: str,
        amount: int,
        others: Callable[[str], Iterable[Video]],
    ) -> None:
        """Each video knows for how many of its savers each theme is one that they save."""
        for topic, fans in self._tastes.items():
            if topic != video.topic and (number := sum([fans.get(person, 0) > 0 for person in people])):
                video.fans.setdefault(topic, Tally()).add(at, amount * number)
        if not video.topic:
            return
        fans = self._tastes[video.topic]
        for person in people:
            before = fans.get(person, 0)
            after = fans[person] = before + amount
            if (before > 0) != (after > 0):
                for other in others(person):
                    if other.topic != video.topic:
                        other.fans.setdefault(video.topic, Tally()).add(at, amount)


def allowed(person: Person) -> tuple[bool, bool]:
    """Whether this person's saves may be used, and whether for ads as well."""
    uses = person.settings[USE_OF_SAVES] == "on"
    return uses, uses and person.settings[ADS] == "on"


@lru_cache(maxsize=1024)
def _trends(topic: str, traits: tuple[str, ...], age: int) -> tuple[Cell, ...]:
    years = band(age)
    themes = (("theme", topic, years),) if topic else ()
    return (*themes, *(("format", trait, years) for trait in dict.fromkeys(traits))) if years else ()


@lru_cache(maxsize=1024)
def _audiences(name: str, age: int) -> tuple[Cell, ...]:
    return ("audience", name, ""), ("age", name, band(age))
