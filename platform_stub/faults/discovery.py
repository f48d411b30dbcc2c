"""Faults in how things are found: search, feeds and the recommender."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Iterator

from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.ranking import Purpose, Ranking, step
from platform_stub.records import Person, Video
from platform_stub.rules import Reader, Rules
from platform_stub.views import Views

__all__ = ["FAULTS"]


class SearchesContact(Views):
    def searched_of_person(self, person: Person) -> str:
        return f"{super().searched_of_person(person)}\n{person.email}".casefold()


class FindsByPrivateReposter(Views):
    def searched_of_video(self, video: Video) -> str:
        private = [handle for handle in video.reposts if self.rules.is_private(handle)]
        names = [self.state.people[handle].name for handle in private]
        return "\n".join([super().searched_of_video(video), *private, *names]).casefold()


class FeedsFriendsSaves(Views):
    def followed(self, reader: str) -> Iterator[tuple[str, Video]]:
        feed = {video.id: (at, video) for at, video in super().followed(reader)}
        for friend in self.state.following.get(reader, {}):
            if self.rules.are_friends(reader, friend):
                for saved, save in self.state.saves.get(friend, {}).items():
                    video = self.state.videos[saved]
                    if self.rules.is_offered(reader, video):
                        feed[saved] = (max(save.at, feed.get(saved, ("", video))[0]), video)
        yield from feed.values()


class FollowsEverySave(Ranking):
    def group_saves(self, video: Video, today: str) -> int:
        return 10 * video.counted.total


class CountsOneTooFew(Ranking):
    def group_saves(self, video: Video, today: str) -> int:
        return step(video.counted.before(today), self.state.k - 1)


class IgnoresSaves(Ranking):
    def group_saves(self, video: Video, today: str) -> int:
        return 0


class IgnoresOptOut(Rules):
    def uses_saves_of(self, person: str) -> bool:
        return True


class UsesSavesForAds(Ranking):
    def purposes(self, today: str) -> Iterator[Purpose]:
        for entry in super().purposes(today):
            yield entry
            if entry.data == "saves" and entry.purpose == "ranking":
                yield Purpose("saves", "ads", entry.subjects, entry.count)


class OffersToAnybody(Ranking):
    def for_you(self, reader: Reader, today: str) -> list[Video]:
        offered = super().for_you(reader, today)
        return offered + [
            video
            for video in self.state.videos.values()
            if video.audience == "friends" and not video.removed and video not in offered
        ]


FAULTS = (
    Fault(
        "search-hidden-field",
        "L18",
        "search finds people by e-mail address",
        Parts(views=SearchesContact),
        ("TRN-18",),
    ),
    Fault(
        "private-activity-in-feed",
        "L24",
        "search finds a video by the name of a private person who reposted it",
        Parts(views=FindsByPrivateReposter),
        ("SET-5",),
    ),
    Fault(
        "friend-sees-save",
        "L24",
        "the Following feed shows what friends saved",
        Parts(views=FeedsFriendsSaves),
        ("SET-2", "NOT-9"),
    ),
    Fault(
        "recommendation-shift",
        "L12",
        "each single save moves what is recommended to others",
        Parts(ranking=FollowsEverySave),
        ("CON-3", "SET-2", "AGG-12", "AGG-13"),
    ),
    Fault(
        "k-off-by-one",
        "L10",
        "saves move what is recommended to others from k-1 savers",
        Parts(ranking=CountsOneTooFew),
        ("AGG-12",),
    ),
    Fault(
        "saves-do-not-rank",
        "broken-visibility",
        "saves by others have no effect on what is recommended",
        Parts(ranking=IgnoresSaves),
        ("CON-3", "AGG-4", "AGG-9", "ALG-3", "TIP-9", "CTL-10"),
    ),
    Fault(
        "opt-out-ignored",
        "broken-visibility",
        "a person's saves shape recommendations although that person opted out",
        Parts(rules=IgnoresOptOut),
        ("SET-7", "TRN-14", "TRN-15"),
    ),
    Fault(
        "saves-used-for-ads",
        "undeclared-use",
        "saves are used for ads",
        Parts(ranking=UsesSavesForAds),
        ("SET-7", "TRN-3", "TRN-18"),
    ),
    Fault(
        "ranked-feed-ignores-audience",
        "L24",
        "For You offers videos that are for friends only",
        Parts(ranking=OffersToAnybody),
        ("SET-12", "SET-5"),
    ),
)
