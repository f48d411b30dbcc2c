"""Pages everybody can ask for: videos, comments, profiles and their lists."""

from platform_stub.problems import absent
from platform_stub.records import SAVED, Comment, Video
from platform_stub.rules import Reader
from platform_stub.views.base import Base, Payload
from platform_stub.wire import Page

__all__ = ["Pages"]


class Pages(Base):
    """Videos and profiles, as one reader sees them."""

    def video_page(self, reader: Reader, video_id: str) -> Payload:
        """One video with its public figures, and what the reader did with it."""
        video = self.seen(reader, video_id)
        page = self.card(video)
        page["traits"] = list(video.traits)
        page["seconds"] = video.seconds
        page["metrics"] = self.figures(video)
        if reader is not None:
            page["viewer"] = self.own_part(reader, video)
        if reader == video.owner:
            page["audience"] = video.audience
        return page

    def embed(self, reader: Reader, video_id: str) -> Payload:
        """One video for other sites: as a visitor sees it, unless its owner has blocked who asks."""
        self.seen(reader, video_id)
        video = self.seen(None, video_id)
        return {
            "title": video.title,
            "creator": self.person(video.owner),
            "posted_at": video.posted_at,
            "metrics": self.metrics(video),
        }

    def own_part(self, reader: str, video: Video) -> Payload:
        """What the reader did with a video; for the reader only."""
        return {
            "liked": reader in video.likes,
            "saved": video.id in self.state.saves.get(reader, ()),
            "reposted": reader in video.reposts,
        }

    def likers(self, reader: Reader, video_id: str, page: Page) -> Payload:
        """Who liked a video, as far as the reader may know."""
        video = self.seen(reader, video_id)
        shown = (
            (liker, at)
            for liker, at in reversed(video.likes.items())
            if self.rules.sees_like(reader, liker, video)
        )
        return self.listing(shown, page, lambda like: {"person": self.person(like[0]), "at": like[1]})

    def comments(self, reader: Reader, video_id: str, page: Page) -> Payload:
        """The comments on a video that the reader may see, latest first."""
        video = self.seen(reader, video_id)
        found = map(self.state.comments.__getitem__, reversed(video.comments))
        shown = (comment for comment in found if self.rules.sees_comment(reader, comment, video))
        return self.listing(shown, page, self.comment)

    def comment(self, comment: Comment) -> Payload:
        """One comment."""
        return {
            "id": comment.id,
            "author": self.person(comment.author),
            "text": comment.text,
            "at": comment.at,
        }

    def filtered_comments(self, reader: Reader, video_id: str, page: Page) -> Payload:
        """The comments an owner's filter holds back, for review; none by who has blocked the owner."""
        video = self.seen(reader, video_id)
        if not self.rules.reviews_comments(reader, video):
            raise absent()
        found = map(self.state.comments.__getitem__, reversed(video.comments))
        held_back = (
            comment
            for comment in found
            if comment.filtered and not self.rules.is_blocked_by(reader, comment.author)
        )
        return self.listing(held_back, page, self.comment)

    def viewers(self, reader: Reader, video_id: str, page: Page) -> Payload:
        """Who watched, for an owner with post-view history on: those who have it on too. Of a story, all."""
        video = self.seen(reader, video_id)
        if reader != video.owner or not self.rules.lists_viewers(video):
            raise absent()
        shown = (
            (viewer, view.at)
            for viewer, view in reversed(video.viewers.items())
            if viewer != reader and self.rules.lists_viewer(video, viewer, shown=view.shown)
        )
        return self.listing(shown, page, lambda view: {"person": self.person(view[0]), "at": view[1]})

    # profiles

    def profile(self, reader: Reader, handle: str) -> Payload:
        """An account; of a private one, strangers get the name and the figures only."""
        self._meet(reader, handle)
        person = self.state.people[handle]
        is_open = self.rules.sees_activity(reader, handle)
        profile = self.person(handle)
        if is_open:
            profile["bio"] = person.bio
        profile["private"] = self.rules.is_private(handle)
        profile["metrics"] = {
            "followers": len(self.state.followers.get(handle, ())),
            "following": len(self.state.following.get(handle, ())),
        }
        if is_open:
            profile["videos"] = self.cards(reader, reversed(self.state.posted.get(handle, {})))
            profile["reposts"] = self.reposts(reader, handle)
            if shown := self.shown_collections(reader, handle):
                profile["collections"] = [{"name": name} for name in shown]
        if self.rules.shows_presence(reader, handle):
            profile["online"] = self.rules.is_online(handle)
        if handle in self.state.places and self.rules.shows_place(reader, handle):
            profile["place"] = self.state.places[handle].city
        if reader is not None and reader != handle:
            profile["tie"] = self.tie(reader, handle)
        return profile

    def tie(self, reader: str, handle: str) -> Payload:
        """What the reader has to do with an account; nothing of the other direction."""
        return {
            "following": self.rules.follows(reader, handle),
            "requested": reader in self.state.requests.get(handle, ()),
            "blocked": self.rules.is_blocked_by(handle, reader),
            "muted": self.rules.has_muted(reader, handle),
        }

    def reposts(self, reader: Reader, handle: str) -> list[Payload]:
        """What an account reposted, latest first, to whom its reposts are shown."""
        if not self.rules.sees_repost(reader, handle):
            return []
        return self.cards(reader, reversed(self.state.reposted.get(handle, {})))

    def collection_names(self, handle: str) -> list[str]:
        """All collections of an account: the one everybody has, then those in use or set up."""
        names = {save.collection for save in self.state.saves.get(handle, {}).values()}
        names.update(self.state.collections.get(handle, ()))
        names.discard(SAVED)
        return [SAVED, *sorted(names)]

    def collections(self, reader: Reader, handle: str) -> Payload:
        """The collections of an account that the reader may see; with figures for its holder."""
        self._meet(reader, handle)
        items: list[Payload] = [{"name": name} for name in self.shown_collections(reader, handle)]
        for item in items if reader == handle else ():
            item["visibility"] = self.rules.collection_visibility(handle, item["name"])
            item["total"] = len(self.cards(reader, self._kept(handle, item["name"])))
        return {"items": items}

    def shown_collections(self, reader: Reader, handle: str) -> list[str]:
        """The names of the collections of an account that the reader may see."""
        names = self.collection_names(handle)
        return [name for name in names if self.rules.sees_collection(reader, handle, name)]

    def _kept(self, handle: str, name: str) -> list[str]:
        kept = self.state.saves.get(handle, {})
        return [video for video, save in reversed(kept.items()) if save.collection == name]

    def collection(self, reader: Reader, handle: str, name: str, page: Page) -> Payload:
        """What is in a collection, latest save first, if the reader may see the collection."""
        if (
            handle not in self.state.people
            or name not in self.collection_names(handle)
            or not self.rules.sees_collection(reader, handle, name)
        ):
            raise absent()
        found = map(self.state.videos.__getitem__, self._kept(handle, name))
        shown = (video for video in found if self.rules.sees_video(reader, video))
        return {"owner": self.person(handle), "name": name, **self.listing(shown, page, self.card)}

    def liked_list(self, reader: Reader, handle: str, page: Page) -> Payload:
        """What an account liked, latest first, if the reader may see that list."""
        if not self.rules.sees_liked_list(reader, handle):
            raise absent()
        found = map(self.state.videos.__getitem__, reversed(self.state.liked.get(handle, {})))
        shown = (video for video in found if self.rules.sees_video(reader, video))
        return self.listing(shown, page, self.card)

    def following_list(self, reader: Reader, handle: str, page: Page) -> Payload:
        """Whom an account follows, latest first."""
        if not self.rules.sees_follow_lists(reader, handle):
            raise absent()
        found = reversed(self.state.following.get(handle, {}))
        shown = (other for other in found if self.rules.sees_account(reader, other))
        return self.listing(shown, page, self.person)

    def followers_list(self, reader: Reader, handle: str, page: Page) -> Payload:
        """Who follows an account, latest first."""
        if not self.rules.sees_follow_lists(reader, handle):
            raise absent()
        found = reversed(self.state.followers.get(handle, {}))
        shown = (other for other in found if self.rules.sees_follower(reader, other, handle))
        return self.listing(shown, page, self.person)

    def _meet(self, reader: Reader, handle: str) -> None:
        if not self.rules.sees_account(reader, handle):
            raise absent()
