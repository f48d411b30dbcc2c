"""
Who may see and do what: the policy, as pure questions about the state.

`reader` is the handle of whoever looks, or None for a logged-out visitor. Whatever a rule denies is
answered as if it did not exist, so no rule has to say why.
"""

from datetime import datetime, timedelta

from platform_stub.records import CROWD_MARK, SAVED, Comment, Notice, Video
from platform_stub.settings import (
    ACCOUNT,
    ACTIVITY,
    ADULT,
    COLLECTIONS,
    COMMENTS,
    DOWNLOADS,
    FOLLOWING,
    LIKED,
    LOCATION,
    POST_VIEWS,
    PROFILE_VIEWS,
    RECEIPTS,
    SETTINGS,
    SUGGESTIONS,
    USE_OF_SAVES,
    Settings,
)
from platform_stub.state import State

__all__ = ["ADVERTISER", "MODERATOR", "RESEARCHER", "ROLES", "Reader", "Rules"]

Reader = str | None

ADVERTISER = "advertiser"
RESEARCHER = "researcher"
MODERATOR = "moderator"
ROLES = (ADVERTISER, RESEARCHER, MODERATOR)
"""What an account can be besides an ordinary one."""


_ONLINE = timedelta(minutes=15)
_STORY = timedelta(days=1)


class Rules:
    """The reference meaning of the policy."""

    def __init__(self, state: State, settings: Settings) -> None:
        self.state = state
        self.settings = settings

    # settings and ties

    def setting(self, person: str, name: str) -> str:
        """The value of a setting that counts: downloads are off while an account is private."""
        if name == DOWNLOADS and self.is_private(person):
            return "off"
        return self.state.people[person].settings[name]

    def may_change(self, person: str, name: str) -> bool:
        """People change all their settings but those locked at their age or by a private account."""
        age = self.state.people[person].age
        return self.settings.changeable(SETTINGS[name], age, private=self.is_private(person))

    def is_private(self, person: str) -> bool:
        """An account is private if its holder made it so, or is under 18 and did not open it."""
        return self.state.people[person].settings[ACCOUNT] == "private"

    def follows(self, follower: Reader, followed: str) -> bool:
        """Somebody follows an account once that account let them."""
        return follower is not None and followed in self.state.following.get(follower, ())

    def are_friends(self, one: Reader, other: str) -> bool:
        """Friends follow each other."""
        return one is not None and self.follows(one, other) and self.follows(other, one)

    def is_blocked_by(self, reader: Reader, person: str) -> bool:
        """A blocked reader meets nothing of whoever blocked them, as if that account had been closed."""
        if person in self.state.closed:
            return True
        return reader is not None and reader in self.state.blocks.get(person, ())

    def keeps_away(self, reader: Reader, person: str) -> bool:
        """Feeds and search bring nobody together of whom one has blocked the other."""
        if self.is_blocked_by(reader, person):
            return True
        return reader is not None and self.is_blocked_by(person, reader)

    def has_muted(self, reader: Reader, person: str) -> bool:
        """Feeds leave out whom the reader has muted."""
        return reader is not None and person in self.state.mutes.get(reader, ())

    # people and their lists

    def sees_account(self, reader: Reader, person: str) -> bool:
        """Everybody sees that an account exists, unless its holder has blocked them; crowds have no pages."""
        return (
            person in self.state.people
            and CROWD_MARK not in person
            and not self.is_blocked_by(reader, person)
        )

    def sees_activity(self, reader: Reader, person: str) -> bool:
        """What a private account does is seen by its holder and accepted followers only."""
        if reader == person:
            return True
        if self.is_blocked_by(reader, person):
            return False
        return not self.is_private(person) or self.follows(reader, person)

    def admits(self, person: str, visibility: str, reader: Reader) -> bool:
        """Only me, friends or everyone; and never more than the account's privacy allows."""
        if reader == person:
            return True
        if visibility == "only me" or not self.sees_activity(reader, person):
            return False
        return visibility == "everyone" or self.are_friends(reader, person)

    def collection_visibility(self, person: str, collection: str) -> str:
        """A named collection has its own visibility if it was given one, else that of all saved videos."""
        general = self.state.people[person].settings[COLLECTIONS]
        if collection == SAVED:
            return general
        return self.state.collections.get(person, {}).get(collection, general)

    def sees_collection(self, reader: Reader, person: str, collection: str) -> bool:
        """A saved collection is seen by whom its visibility admits."""
        return self.sees_account(reader, person) and self.admits(
            person, self.collection_visibility(person, collection), reader
        )

    def sees_liked_list(self, reader: Reader, person: str) -> bool:
        """The list of what somebody liked is seen by whom its visibility admits."""
        return self.sees_account(reader, person) and self.admits(
            person, self.state.people[person].settings[LIKED], reader
        )

    def sees_follow_lists(self, reader: Reader, person: str) -> bool:
        """The lists of following and followers are seen by whom their visibility admits."""
        return self.sees_account(reader, person) and self.admits(
            person, self.state.people[person].settings[FOLLOWING], reader
        )

    def sees_follower(self, reader: Reader, follower: str, followed: str) -> bool:
        """In a list of followers, each follower's own setting counts too; the one followed sees all."""
        if reader in (follower, followed):
            return not self.is_blocked_by(reader, follower)
        return self.sees_follow_lists(reader, follower)

    # videos

    def sees_video(self, reader: Reader, video: Video) -> bool:
        """A video is seen by its audience, as far as its owner's privacy and blocks allow."""
        if video.removed:
            return False
        if reader == video.owner:
            return True
        if not self.is_current(video):
            return False
        return self.admits(video.owner, video.audience, reader)

    def is_offered(self, reader: Reader, video: Video) -> bool:
        """Feeds and search offer what the reader may see, of nobody blocked, blocking or muted."""
        return (
            self.sees_video(reader, video)
            and not self.keeps_away(reader, video.owner)
            and not self.has_muted(reader, video.owner)
        )

    def sees_like(self, reader: Reader, liker: str, video: Video) -> bool:
        """Likes are public to people signed in; a private account's go to the owner and its followers."""
        if reader is None:
            return False
        return self._addressed(reader, liker, video) or self.sees_activity(reader, liker)

    def sees_repost(self, reader: Reader, reposter: str) -> bool:
        """Reposts are as public as the account."""
        return self.sees_activity(reader, reposter)

    def sees_comment(self, reader: Reader, comment: Comment, video: Video) -> bool:
        """
        A comment is public if its author is.

        A private account's comment goes to the video's owner, its accepted followers and itself. A
        filtered one goes to its author alone; the owner reviews it on a list of its own.
        """
        if comment.filtered and reader != comment.author:
            return False
        return self._addressed(reader, comment.author, video) or self.sees_activity(reader, comment.author)

    def reviews_comments(self, reader: Reader, video: Video) -> bool:
        """Filtered comments are reviewed by the owner of the video."""
        return reader == video.owner

    def _addressed(self, reader: Reader, actor: str, video: Video) -> bool:
        return reader == video.owner and not self.is_blocked_by(reader, actor)

    def may_comment(self, person: str, video: Video) -> bool:
        """No one, friends or everyone, as the owner decided; owners always may."""
        allowed = self.state.people[video.owner].settings[COMMENTS]
        if person == video.owner:
            return True
        return allowed == "everyone" or (allowed == "friends" and self.are_friends(person, video.owner))

    def may_delete_comment(self, person: str, comment: Comment) -> bool:
        """A comment is deleted by its author or by the owner of the video."""
        return person in (comment.author, self.state.videos[comment.video].owner)

    # histories, messages, notices

    def shows_visitor(self, owner: str, visitor: str) -> bool:
        """Who visited is shown when both have profile-view history on."""
        return self._both_on(PROFILE_VIEWS, owner, visitor) and not self.is_blocked_by(owner, visitor)

    def shows_viewer(self, owner: str, viewer: str) -> bool:
        """Who watched is shown when both have post-view history on."""
        return self._both_on(POST_VIEWS, owner, viewer) and not self.is_blocked_by(owner, viewer)

    def lists_viewers(self, video: Video) -> bool:
        """An owner is told who watched a story, for a day; else only with post-view history on."""
        if video.story:
            return self.is_current(video)
        return self.shows_viewer(video.owner, video.owner)

    def lists_viewer(self, video: Video, viewer: str, *, shown: bool) -> bool:
        """Whoever watches a story is shown to its owner; else only who had post-view history on, and has."""
        if video.story:
            return not self.is_blocked_by(video.owner, viewer)
        return shown and self.shows_viewer(video.owner, viewer)

    def shows_receipt(self, sender: str, recipient: str) -> bool:
        """Whether a message was read is shown when both have read receipts on."""
        return self._both_on(RECEIPTS, sender, recipient)

    def _both_on(self, name: str, one: str, other: str) -> bool:
        people = self.state.people
        return people[one].settings[name] == "on" and people[other].settings[name] == "on"

    def may_message(self, sender: str, recipient: str) -> bool:
        """Messages pass between accounts of which neither has blocked the other."""
        return self.sees_account(sender, recipient) and not self.keeps_away(sender, recipient)

    def sees_conversation(self, reader: str, other: str) -> bool:
        """Whoever was blocked loses the conversation, as if the other had closed the account."""
        return not self.is_blocked_by(reader, other)

    def sees_notice(self, reader: str, notice: Notice) -> bool:
        """In-app notices about somebody who has since blocked the reader are gone."""
        return not self.is_blocked_by(reader, notice.actor)

    # accounts that break the terms

    def is_suspended(self, person: str, now: str) -> bool:
        """A suspended account can look and not act, until its time is over."""
        return now < self.state.suspended.get(person, "")

    # what devices tell

    def shows_presence(self, reader: Reader, person: str) -> bool:
        """Who is online is shown to friends, where both have activity status on."""
        return (
            reader is not None
            and self.are_friends(reader, person)
            and self._both_on(ACTIVITY, reader, person)
        )

    def is_online(self, person: str) -> bool:
        """Somebody counts as online for a quarter of an hour after coming."""
        arrived = self.state.arrived.get(person)
        return arrived is not None and _apart(arrived, self.state.now) < _ONLINE

    def shows_place(self, reader: Reader, person: str) -> bool:
        """Where somebody is stands on the profile while the location tag is on, for who sees its activity."""
        return self.state.people[person].settings[LOCATION] == "on" and self.sees_activity(reader, person)

    def takes_suggestions(self, person: str) -> bool:
        """Only who has suggestions on is suggested anybody, or hands over contacts."""
        return self.state.people[person].settings[SUGGESTIONS] == "on"

    def is_suggested(self, reader: str, person: str) -> bool:
        """People one may know are suggested where both have that on and neither has blocked the other."""
        return (
            person != reader
            and self._both_on(SUGGESTIONS, reader, person)
            and self.sees_account(reader, person)
            and not self.keeps_away(reader, person)
            and not self.follows(reader, person)
        )

    def may_download(self, reader: str, video: Video) -> bool:
        """Owners always may; others where the owner has downloads on."""
        return reader == video.owner or self.setting(video.owner, DOWNLOADS) == "on"

    def is_current(self, video: Video) -> bool:
        """A story is there for a day, everything else until it is deleted."""
        return not video.story or _apart(video.posted_at, self.state.now) < _STORY

    # advertisers, researchers, moderators

    def may_post(self, person: str) -> bool:
        """Whoever has a role posts no videos, so that no creator reads what that role is told."""
        return not self.state.people[person].role

    def sees_audiences(self, person: str) -> bool:
        """The ads manager is for advertisers."""
        return self.state.people[person].role == ADVERTISER

    def sees_research(self, person: str) -> bool:
        """Research data is for researchers."""
        return self.state.people[person].role == RESEARCHER

    def is_studied_account(self, researcher: str, person: str) -> bool:
        """Research is about public accounts of adults, and of nobody who has blocked the researcher."""
        return self.sees_account(researcher, person) and self.may_be_quoted(person)

    def may_be_quoted(self, person: str) -> bool:
        """What children, private accounts and closed ones say in public stays out of research."""
        return (
            self.state.people[person].age >= ADULT
            and not self.is_private(person)
            and person not in self.state.closed
        )

    def is_studied(self, researcher: str, video: Video) -> bool:
        """Research is about videos for everyone, of accounts that it may be about."""
        return self.is_studied_account(researcher, video.owner) and self.sees_video(None, video)

    def moderates(self, person: str) -> bool:
        """The moderation desk is for moderators."""
        return self.state.people[person].role == MODERATOR

    # what saves are used for

    def uses_saves_of(self, person: str) -> bool:
        """A person's saves take part in recommendations only while that person lets them."""
        return self.state.people[person].settings[USE_OF_SAVES] == "on"

    def reports_saver(self, creator: str, saver: str, collection: str) -> bool:
        """A save report holds only savers whose collection the creator may see anyway."""
        return self.sees_collection(creator, saver, collection)


def _apart(earlier: str, later: str) -> timedelta:
    return datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
