"""What follows from how people deal with each other: ties, visits and messages."""

from platform_stub.events import Event
from platform_stub.memory import Memory
from platform_stub.records import Message, View
from platform_stub.settings import PROFILE_VIEWS

__all__ = ["Social"]


class Social(Memory):
    """The folds of ties, visits and messages."""

    # ties

    def _on_follow(self, event: Event) -> None:
        self.requests.get(event.object, {}).pop(event.actor, None)
        self.following.setdefault(event.actor, {})[event.object] = event.at
        self.followers.setdefault(event.object, {})[event.actor] = event.at

    def _on_ask(self, event: Event) -> None:
        self.requests.setdefault(event.object, {})[event.actor] = event.at

    def _on_accept(self, event: Event) -> None:
        del self.requests[event.actor][event.object]
        self.following.setdefault(event.object, {})[event.actor] = event.at
        self.followers.setdefault(event.actor, {})[event.object] = event.at

    def _on_unfollow(self, event: Event) -> None:
        self.part(event.actor, event.object)

    def part(self, follower: str, followed: str) -> None:
        self.requests.get(followed, {}).pop(follower, None)
        self.following.get(follower, {}).pop(followed, None)
        self.followers.get(followed, {}).pop(follower, None)

    def _on_block(self, event: Event) -> None:
        self.part(event.actor, event.object)
        self.part(event.object, event.actor)
        self.blocks.setdefault(event.actor, {})[event.object] = event.at
        self.blocked_by.setdefault(event.object, {})[event.actor] = event.at

    def _on_unblock(self, event: Event) -> None:
        del self.blocks[event.actor][event.object]
        del self.blocked_by[event.object][event.actor]

    def _on_mute(self, event: Event) -> None:
        self.mutes.setdefault(event.actor, {})[event.object] = event.at

    def _on_unmute(self, event: Event) -> None:
        del self.mutes[event.actor][event.object]

    # visits and messages

    def _on_visit(self, event: Event) -> None:
        self.visits[event.object] = self.visits.get(event.object, 0) + 1
        shown = self.people[event.actor].settings[PROFILE_VIEWS] == "on"
        visitors = self.visitors.setdefault(event.object, {})
        visitors.pop(event.actor, None)
        visitors[event.actor] = View(event.at, shown)

    def _on_message(self, event: Event) -> None:
        message = Message(event.details["id"], event.actor, event.object, event.details["text"], event.at)
        self.messages[message.id] = message
        for side in (event.actor, event.object):
            self.conversations.setdefault(side, []).append(message.id)

    def _on_read(self, event: Event) -> None:
        self.messages[event.object].read = True

    def _on_read_notices(self, event: Event) -> None:
        if event.actor in self.inboxes:
            self.inboxes[event.actor].read()
