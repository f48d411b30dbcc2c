"""Faults in who may see what: rules asked wrongly, or not asked."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from platform_stub.acts import Acts
from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.problems import Problem, absent
from platform_stub.records import Comment, Video
from platform_stub.rules import Reader, Rules
from platform_stub.settings import ADULT, LIKED, Setting, Settings
from platform_stub.views import Views
from platform_stub.views.base import Payload
from platform_stub.wire import Page

__all__ = ["FAULTS"]


class EmbedsContact(Views):
    def comment(self, comment: Comment) -> Payload:
        shown = super().comment(comment)
        shown["author"]["email"] = self.state.people[comment.author].email
        return shown


class SaysPrivate(Views):
    def seen(self, reader: Reader, video: str) -> Video:
        try:
            return super().seen(reader, video)
        except Problem:
            if video in self.state.videos and not self.state.videos[video].removed:
                raise Problem(403, "refused", "this video is private") from None
            raise


class ShowsPrivateLikes(Rules):
    def sees_like(self, reader: Reader, liker: str, video: Video) -> bool:
        return reader is not None and not self.is_blocked_by(reader, liker)


class HidesLikes(Rules):
    def sees_like(self, reader: Reader, liker: str, video: Video) -> bool:
        return reader == liker


class OpensCollectionAddress(Views):
    def collection(self, reader: Reader, handle: str, name: str, page: Page) -> Payload:
        if handle not in self.state.people or name not in self.collection_names(handle):
            raise absent()
        saves = self.state.saves.get(handle, {})
        found = [self.state.videos[video] for video in reversed(saves) if saves[video].collection == name]
        shown = [video for video in found if self.rules.sees_video(reader, video)]
        return {"owner": self.person(handle), "name": name, **self.listing(shown, page, self.card)}


class KeepsFormerFollowers(Rules):
    def follows(self, follower: Reader, followed: str) -> bool:
        if follower is None or self.is_blocked_by(follower, followed):
            return False
        nth = self.state.nth
        return (follower, "follow", followed) in nth or (followed, "accept", follower) in nth


class OffersWhateverWasPublic(Rules):
    def is_offered(self, reader: Reader, video: Video) -> bool:
        if self.state.people[video.owner].age < ADULT or video.removed or video.audience != "everyone":
            return super().is_offered(reader, video)
        return not self.keeps_away(reader, video.owner) and not self.has_muted(reader, video.owner)


class KeepsLikedListsOpen(Rules):
    def sees_liked_list(self, reader: Reader, person: str) -> bool:
        if not self.sees_account(reader, person):
            return False
        return self.state.people[person].settings[LIKED] == "everyone" or super().sees_liked_list(
            reader, person
        )


class LetsLooserWin(Rules):
    def sees_collection(self, reader: Reader, person: str, collection: str) -> bool:
        if not self.sees_account(reader, person):
            return False
        return self.collection_visibility(person, collection) == "everyone" or super().sees_collection(
            reader, person, collection
        )


class ReportsAllSavers(Rules):
    def reports_saver(self, creator: str, saver: str, collection: str) -> bool:
        return True


class ShowsReceiptsAlways(Rules):
    def shows_receipt(self, sender: str, recipient: str) -> bool:
        return True


class LetsAnybodyReview(Rules):
    def reviews_comments(self, reader: Reader, video: Video) -> bool:
        return True


class ShowsVideosToBlocked(Rules):
    def sees_video(self, reader: Reader, video: Video) -> bool:
        return super().sees_video(reader, video) or (
            self.is_blocked_by(reader, video.owner) and super().sees_video(None, video)
        )


class ForgetsParent(Views):
    def comments(self, reader: Reader, video_id: str, page: Page) -> Payload:
        if video_id not in self.state.videos:
            raise absent()
        video = self.state.videos[video_id]
        found = map(self.state.comments.__getitem__, reversed(video.comments))
        shown = (comment for comment in found if self.rules.sees_comment(reader, comment, video))
        return self.listing(shown, page, self.comment)


class FollowsWithoutAsking(Acts):
    def follow(self, me: str, other: str) -> Payload:
        if other != me and self.rules.sees_account(me, other) and not self.rules.follows(me, other):
            self.record(me, "follow", other)
        return super().follow(me, other)


class StoresNothing(Acts):
    def change_settings(self, me: str, values: dict[str, object]) -> Payload:
        return {"settings": values}


class OpenByDefault(Settings):
    def default(self, setting: Setting, age: int) -> str:
        if setting.id == "S2" or (setting.id == "S1" and age < ADULT):
            return setting.choices[-1]
        return super().default(setting, age)


class TreatsChildrenAsAdults(Settings):
    def default(self, setting: Setting, age: int) -> str:
        return super().default(setting, age if setting.id in ("S1", "S2") else ADULT)


class LocksNothing(Settings):
    def changeable(self, setting: Setting, age: int, *, private: bool) -> bool:
        return super().changeable(setting, ADULT, private=private)


class LetsEverybodyDownload(Rules):
    def may_download(self, reader: str, video: Video) -> bool:
        return True


FAULTS = (
    Fault(
        "nested-full-user",
        "L02",
        "the author of a comment comes with an e-mail address",
        Parts(views=EmbedsContact),
        ("TRN-18",),
    ),
    Fault(
        "existence-status-difference",
        "L17",
        "a video that is not for the reader is answered with 403 instead of 404",
        Parts(views=SaysPrivate),
        ("CTL-4", "SET-5"),
    ),
    Fault(
        "private-likes-shown",
        "L21",
        "the likes of private accounts are shown to strangers",
        Parts(rules=ShowsPrivateLikes),
        ("SET-5", "SET-11"),
    ),
    Fault(
        "likes-not-public",
        "broken-visibility",
        "likes are shown to nobody but the liker",
        Parts(rules=HidesLikes),
        ("SET-3", "FAQ-2"),
    ),
    Fault(
        "setting-ignored-second-path",
        "L30",
        "a saved collection is hidden on the profile and shown at its own address",
        Parts(views=OpensCollectionAddress),
        ("NOT-4", "SET-1", "SET-2", "INT-2", "FAQ-1"),
    ),
    Fault(
        "ex-follower-still-sees",
        "L31",
        "somebody who once followed a private account sees what it does",
        Parts(rules=KeepsFormerFollowers),
        ("SET-5",),
    ),
    Fault(
        "setting-change-not-applied-everywhere",
        "L30",
        "going private leaves an account's videos in feeds and search",
        Parts(rules=OffersWhateverWasPublic),
        ("SET-10", "CTL-4"),
    ),
    Fault(
        "past-activity-survives-private",
        "L30",
        "going private leaves the list of liked videos open",
        Parts(rules=KeepsLikedListsOpen),
        ("SET-11",),
    ),
    Fault(
        "looser-setting-wins",
        "L30",
        "a collection for everyone is open although the account is private",
        Parts(rules=LetsLooserWin),
        ("SET-12", "SET-5"),
    ),
    Fault(
        "save-report-ignores-settings",
        "L03",
        "the save report lists savers who show their collection to nobody",
        Parts(rules=ReportsAllSavers),
        ("SET-6",),
    ),
    Fault(
        "declared-field-wrong-audience",
        "L03",
        "read receipts are shown to a sender although they are off",
        Parts(rules=ShowsReceiptsAlways),
        ("SET-4", "SET-10"),
    ),
    Fault(
        "filtered-comments-open",
        "L22",
        "anybody can read the comments that a filter holds back",
        Parts(rules=LetsAnybodyReview),
        ("CTL-5",),
    ),
    Fault(
        "blocked-still-sees",
        "L31",
        "a blocked person can still open the videos of whoever blocked them",
        Parts(rules=ShowsVideosToBlocked),
        ("CTL-6",),
    ),
    Fault(
        "side-endpoint-no-parent-check",
        "L21",
        "the comments of a video are open to readers who may not see the video",
        Parts(views=ForgetsParent),
        ("CTL-4", "SET-5"),
    ),
    Fault(
        "follow-without-approval",
        "L32",
        "following a private account needs no approval",
        Parts(acts=FollowsWithoutAsking),
        ("SET-5", "CTL-4"),
    ),
    Fault(
        "setting-not-stored",
        "broken-visibility",
        "a change of settings is accepted and forgotten",
        Parts(acts=StoresNothing),
        ("SET-4", "SET-10"),
    ),
    Fault(
        "default-public",
        "L03",
        "saved collections start open to everyone, and the accounts of children public",
        Parts(settings=OpenByDefault),
        ("SET-1",),
    ),
    Fault(
        "children-start-open",
        "broken-safety",
        "all but two settings of a child start as an adult's do",
        Parts(settings=TreatsChildrenAsAdults),
        ("SET-1",),
    ),
    Fault(
        "children-unlocked",
        "broken-safety",
        "children change every setting that adults change",
        Parts(settings=LocksNothing),
        ("SET-1",),
    ),
    Fault(
        "downloads-always",
        "broken-safety",
        "videos are downloaded although their creator has downloads off",
        Parts(rules=LetsEverybodyDownload),
        ("SET-4", "SET-12"),
    ),
)
