"""
Which saves count: those of people whose settings let them.

What a crowd does is counted once, when all of it have done it. Its members are alike but for their names, so
it is the same as one after the other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from platform_stub.groups import allowed
from platform_stub.memory import Memory
from platform_stub.records import Person, Video
from platform_stub.settings import Settings

__all__ = ["Counting"]

_Others = Callable[[str], Iterable[Video]]


def _given(others: Sequence[Video], person: str) -> Sequence[Video]:  # noqa: ARG001 - it is known whose they are
    return others


class Counting(Memory):
    """Keeps the counts of saves that others are told of in steps."""

    def __init__(self, settings: Settings, k: int) -> None:
        super().__init__(settings, k)
        self._due: dict[tuple[str, str, int], list[str]] | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Within, saves come and go of members of a crowd, each of whom acts once; they count at the end."""
        due = self._due = {}
        try:
            yield
        finally:
            self._due = None
            for (video, at, amount), people in due.items():
                self._tally(people, video, at, amount)

    def tally(self, people: Sequence[str], video: str, at: str, amount: int) -> None:
        """Count a save of each that came (1) or went (-1), if they, who are alike, let it be used."""
        if self._due is None:
            self._tally(people, video, at, amount)
        else:
            self._due.setdefault((video, at, amount), []).extend(people)

    def _tally(self, people: Sequence[str], video: str, at: str, amount: int) -> None:
        alike, saved = self.people[people[0]], self.videos[video]
        uses, advertises = allowed(alike)
        if uses:
            self._count(people, alike.age, saved, at, amount, lambda who: self.kept(who, saved), advertises)

    def _count(
        self,
        people: Sequence[str],
        age: int,
        video: Video,
        at: str,
        amount: int,
        others: _Others,
        ads: bool,
    ) -> None:
        video.counted.add(at, amount * len(people))
        if not video.removed:
            self.groups.count(people, age, video, at, amount, others, ads=ads)

    def recount(self, person: Person, before: tuple[bool, bool], at: str) -> None:
        """All saves of a person begin or cease to count, or to count for ads."""
        used, advertised = before
        uses, advertises = allowed(person)
        people, kept = (person.handle,), self.kept(person.handle)
        for number, video in enumerate(kept):
            if uses != used:
                amount, others = (1, kept[:number]) if uses else (-1, kept[number + 1 :])
                ads = advertises if uses else advertised
                self._count(people, person.age, video, at, amount, partial(_given, others), ads)
            else:
                self.groups.count_ads(people, person.age, video, at, 1 if advertises else -1)

    def discount(self, video: Video, at: str) -> None:
        """No save of a video that is deleted counts any more."""
        for saver in video.savers:
            person = self.people[saver]
            uses, advertises = allowed(person)
            if uses:
                self.groups.count(
                    (saver,), person.age, video, at, -1, lambda who: self.kept(who, video), ads=advertises
                )
