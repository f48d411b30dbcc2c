"""What vetted researchers read: public things of adults, and figures about groups."""

from collections.abc import Iterator

from platform_stub.problems import absent
from platform_stub.records import Comment, Person, Video
from platform_stub.views.base import Base, Payload
from platform_stub.wire import Page

__all__ = ["Research"]


class Research(Base):
    """Research data. Nothing of private accounts, of children or of whoever blocked the reader is in it."""

    def researched_videos(self, me: str, page: Page) -> Payload:
        """Public videos with public figures, latest first; of savers only how many, in steps."""
        self._vetted(me)
        return self.listing(self.studied(me), page, self.researched_video)

    def studied(self, me: str) -> Iterator[Video]:
        """The videos that research may be about, latest first."""
        videos = reversed(self.state.videos.values())
        return (video for video in videos if self.rules.is_studied(me, video))

    def researched_video(self, video: Video) -> Payload:
        """One video in research data."""
        shown = self.card(video)
        shown["traits"] = list(video.traits)
        shown["seconds"] = video.seconds
        metrics = {name: figure for name, figure in self.metrics(video).items() if name != "saves"}
        savers = self.platform.reports.savers(video, self.platform.today)
        shown["metrics"] = metrics | ({"saves": savers} if savers else {})
        return shown

    def researched_comments(self, me: str, page: Page) -> Payload:
        """What was said about those videos, without saying by whom."""
        self._vetted(me)
        said = (comment for video in self.studied(me) for comment in self.said_of(video))
        return self.listing(said, page, self.researched_comment)

    def said_of(self, video: Video) -> Iterator[Comment]:
        """The comments under a video that research may read."""
        found = map(self.state.comments.__getitem__, reversed(video.comments))
        return (
            comment
            for comment in found
            if self.rules.sees_comment(None, comment, video) and self.rules.may_be_quoted(comment.author)
        )

    def researched_comment(self, comment: Comment) -> Payload:
        """One comment in research data."""
        return {"video": self.named(self.state.videos[comment.video]), "text": comment.text}

    def researched_people(self, me: str, page: Page) -> Payload:
        """Public accounts of adults, with whom they follow, what they repost and, if they show it, like."""
        self._vetted(me)
        people = (
            person for person in self.state.signed_up if self.rules.is_studied_account(me, person.handle)
        )
        return self.listing(people, page, lambda person: self.researched_person(me, person))

    def researched_person(self, me: str, person: Person) -> Payload:
        """One account in research data."""
        handle, state = person.handle, self.state
        shown = self.person(handle)
        if handle in state.places:
            shown["country"] = state.places[handle].country
        shown["metrics"] = {
            "followers": len(state.followers.get(handle, ())),
            "following": len(state.following.get(handle, ())),
        }
        for side, ties in (("following", state.following), ("followers", state.followers)):
            others = (other for other in ties.get(handle, ()) if self.rules.is_studied_account(me, other))
            shown[side] = [self.person(other) for other in others]
        shown["reposts"] = self.named_of(me, state.reposted.get(handle, {}))
        if self.rules.sees_liked_list(None, handle):
            shown["likes"] = self.named_of(me, state.liked.get(handle, {}))
        return shown

    def named_of(self, me: str, videos: dict[str, str]) -> list[Payload]:
        """Those of these videos that research may be about, latest first."""
        found = map(self.state.videos.__getitem__, reversed(videos))
        return [self.named(video) for video in found if self.rules.is_studied(me, video)]

    def _vetted(self, me: str) -> None:
        if not self.rules.sees_research(me):
            raise absent()
