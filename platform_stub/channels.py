"""
What people are told without asking: in-app notices, push, e-mail and the daily digest.

Every notice starts here. Saves, unsaves, moves, views, visits, blocks, mutes, reports and searches
tell nobody anything, and nothing that somebody does tells those whom they have blocked.
"""

from collections.abc import Iterable, Iterator

from platform_stub.events import Event
from platform_stub.records import STEPS, Inbox, Notice
from platform_stub.state import State

__all__ = ["DIGEST_LINES", "Channels"]

DIGEST_LINES = 20

_OF_VIDEO = {"like": "like", "comment": "comment", "share": "share", "repost": "repost"}
_OF_PERSON = {"follow": "follow", "ask": "follow-request"}

_TITLES = {
    "like": "New like",
    "comment": "New comment",
    "share": "New share",
    "repost": "New repost",
    "follow": "New follower",
    "follow-request": "New follow request",
    "message": "New message",
    "warning": "Warning",
    "suspension": "Your account is suspended",
}
_TEXTS = {
    "like": '{actor} liked your video "{video}"',
    "comment": '{actor} commented on your video "{video}"',
    "share": '{actor} shared your video "{video}"',
    "repost": '{actor} reposted your video "{video}"',
    "follow": "{actor} started following you",
    "follow-request": "{actor} asked to follow you",
    "message": "{actor} sent you a message",
    "warning": "Data was collected in your name. Outside tools may cost the account",
    "suspension": "Data was collected in your name again. Your account is suspended for 7 days",
}


class Channels:
    """Turns events into notices, and notices into words."""

    def __init__(self, state: State) -> None:
        self.state = state

    def deliver(self, event: Event) -> None:
        """Put what *event* says into the inboxes of those it is meant for; call once, after its fold."""
        for recipient, kind, video in self.told(event):
            if recipient != event.actor and recipient not in self.state.blocks.get(event.actor, ()):
                inbox = self.state.inboxes.get(recipient)
                if inbox is None:
                    inbox = self.state.inboxes[recipient] = Inbox()
                inbox.add(Notice(event.key, kind, event.actor, video, event.at))

    def told(self, event: Event) -> Iterable[tuple[str, str, str]]:
        """Who is told of *event*: recipient, kind, video id (or empty)."""
        verb = event.verb
        if verb in _OF_VIDEO:
            if self._is_news(event) and not self._is_filtered(event):
                return ((self.state.videos[event.object].owner, _OF_VIDEO[verb], event.object),)
        elif verb in _OF_PERSON:
            if self._is_news(event):
                return ((event.object, _OF_PERSON[verb], ""),)
        elif verb == "message":
            return ((event.object, "message", ""),)
        elif verb == "caught":
            return [(event.object, step, "") for step in STEPS[self.state.caught[event.object] - 1 :][:1]]
        return ()

    def _is_news(self, event: Event) -> bool:
        """Liking again after taking a like back is no news; a second comment or share is."""
        return event.verb in ("comment", "share") or (
            self.state.nth[event.actor, event.verb, event.object] == 1
        )

    def _is_filtered(self, event: Event) -> bool:
        return event.verb == "comment" and self.state.comments[event.details["id"]].filtered

    def title(self, notice: Notice) -> str:
        """A few words, for a push or a subject line."""
        return _TITLES[notice.kind]

    def text(self, notice: Notice) -> str:
        """One sentence: who did what to what."""
        video = self.state.videos.get(notice.video)
        actor = self.state.people.get(notice.actor)
        names = {"actor": actor.name if actor else "", "video": video.title if video else ""}
        return _TEXTS[notice.kind].format(**names)

    def digests(self, person: str, today: str) -> Iterator[tuple[str, list[str]]]:
        """The digests sent to *person* so far: the day each is about, and its lines."""
        inbox = self.state.inboxes.get(person)
        if inbox is None:
            return
        for day, start, end in inbox.by_day(today):
            lines = [self.text(notice) for notice in inbox.notices[start : min(end, start + DIGEST_LINES)]]
            if end - start > DIGEST_LINES:
                lines.append(f"and {end - start - DIGEST_LINES} more")
            yield day, lines
