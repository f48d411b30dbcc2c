"""How videos and people are found: search and the two feeds."""

from collections.abc import Iterator

from platform_stub.records import Person, Video, fingerprint
from platform_stub.rules import Reader
from platform_stub.views.base import Base, Payload
from platform_stub.wire import Page

__all__ = ["Discovery"]

_PEOPLE = 20


class Discovery(Base):
    """Search and feeds, which only ever offer what the reader may see."""

    def search(self, reader: Reader, query: str, page: Page) -> Payload:
        """People by handle and name, videos by title and topic, containing *query* in any case."""
        wanted = query.casefold()
        people = [
            self.person(person.handle)
            for person in self.state.signed_up
            if wanted
            and not page.start
            and wanted in self.searched_of_person(person)
            and not self.rules.keeps_away(reader, person.handle)
        ]
        videos = (
            video
            for video in reversed(self.state.videos.values())
            if wanted and wanted in self.searched_of_video(video) and self.rules.is_offered(reader, video)
        )
        listing = self.listing(videos, page, self.card)
        found: Payload = {"people": people[:_PEOPLE], "videos": listing.pop("items")}
        return found | listing

    def searched_of_person(self, person: Person) -> str:
        """The text a search for people looks at; contact details are not in it."""
        return f"{person.handle}\n{person.name}".casefold()

    def searched_of_video(self, video: Video) -> str:
        """The text a search for videos looks at."""
        return f"{video.title}\n{video.topic}".casefold()

    def suggestions(self, me: str, page: Page) -> Payload:
        """People one may know: by a number in the contacts of either, or by somebody both have to do with."""
        people = ((each.handle, self.known_by(me, each)) for each in self.state.signed_up)
        shown = ((other, why) for other, why in people if why and self.rules.is_suggested(me, other))
        return self.listing(shown, page, lambda entry: {"person": self.person(entry[0]), "reason": entry[1]})

    def known_by(self, me: str, other: Person) -> str:
        """Why somebody may be known: *contacts* or *people you follow*; empty if nothing speaks for it."""
        contacts = self.state.contacts
        theirs, mine = fingerprint(other.phone), fingerprint(self.state.people[me].phone)
        if theirs in contacts.get(me, ()) or mine in contacts.get(other.handle, ()):
            return "contacts"
        following = self.state.following
        for between in following.get(me, {}):
            if other.handle in following.get(between, {}) and self.rules.sees_follow_lists(me, between):
                return "people you follow"
        return ""

    def for_you(self, reader: Reader, page: Page) -> Payload:
        """What is recommended, most recommended first."""
        return self.listing(self.platform.ranking.for_you(reader, self.platform.today), page, self.card)

    def following_feed(self, reader: str, page: Page) -> Payload:
        """What those the reader follows posted and reposted, latest first."""
        latest = sorted(self.followed(reader), key=lambda entry: entry[0])
        return self.listing((video for _, video in reversed(latest)), page, self.card)

    def followed(self, reader: str) -> Iterator[tuple[str, Video]]:
        """The videos of the Following feed, each with the time it got there."""
        following = self.state.following.get(reader, {}).keys()
        for video in self.state.videos.values():
            times = [
                video.reposts[other]
                for other in following & video.reposts.keys()
                if self.rules.sees_repost(reader, other)
            ]
            if video.owner in following:
                times.append(video.posted_at)
            if times and self.rules.is_offered(reader, video):
                yield max(times), video
