"""What all payloads are made of."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from platform_stub.problems import absent
from platform_stub.records import Video
from platform_stub.rules import Reader
from platform_stub.wire import Page

if TYPE_CHECKING:
    from platform_stub.platform import Platform

__all__ = ["Base", "Payload"]

Payload = dict[str, Any]
Entry = TypeVar("Entry")


class Base:
    """Building blocks. Every field somebody receives passes through a method of this family."""

    def __init__(self, platform: "Platform") -> None:
        self.platform = platform
        self.state = platform.state
        self.rules = platform.rules
        self.ids = platform.ids

    def person(self, handle: str) -> Payload:
        """Somebody, as others may know them: handle and name."""
        return {"handle": handle, "name": self.state.people[handle].name}

    def card(self, video: Video) -> Payload:
        """A video in a list."""
        card: Payload = {"id": video.id, "title": video.title}
        if video.topic:
            card["topic"] = video.topic
        card["creator"] = self.person(video.owner)
        card["posted_at"] = video.posted_at
        return card

    def named(self, video: Video) -> Payload:
        """A video by its title only."""
        return {"id": video.id, "title": video.title}

    def metrics(self, video: Video) -> Payload:
        """The public figures of a video."""
        return self.platform.audience.counts(video, self.platform.today)

    def figures(self, video: Video) -> Payload:
        """The figures of a video as people are shown them; outside tools and embeds get the metrics only."""
        figures = self.metrics(video)
        if self.platform.profile.shows_save_count:
            saves = self.platform.reports.saves(video, self.platform.today)
            if saves:
                figures["saves"] = saves
        return figures

    def listing(self, entries: Iterable[Entry], page: Page, show: Callable[[Entry], Payload]) -> Payload:
        """One page of *entries*, which are already only those the reader may see."""
        chosen = list(islice(entries, page.start, page.end + 1))
        payload: Payload = {"items": [show(entry) for entry in chosen[: page.size]]}
        if len(chosen) > page.size:
            payload["next"] = self.platform.wire.cursor(page)
        return payload

    def seen(self, reader: Reader, video: str) -> Video:
        """The video, if *reader* may see it. Raises the answer for what does not exist."""
        found = self.state.videos.get(video)
        if found is None or not self.rules.sees_video(reader, found):
            raise absent()
        return found

    def cards(self, reader: Reader, videos: Iterable[str]) -> list[Payload]:
        """The cards of those of *videos* that *reader* may see."""
        found = map(self.state.videos.__getitem__, videos)
        return [self.card(video) for video in found if self.rules.sees_video(reader, video)]
