"""What people do with each other, and with those who keep watch: visits, messages, searches and reports."""

from typing import Any, Protocol

from platform_stub.events import Event
from platform_stub.ids import Ids
from platform_stub.problems import absent, locked
from platform_stub.records import Message, Video, fingerprint
from platform_stub.rules import Rules
from platform_stub.settings import SUGGESTIONS
from platform_stub.state import State

__all__ = ["Dealings", "Payload", "Record"]

Payload = dict[str, Any]


class Record(Protocol):
    """Writes down what happened."""

    def __call__(self, actor: str, verb: str, what: str = "", **details: Any) -> Event:
        """Record one event at the present moment."""


class Dealings:
    """Acts between people; and what all acts need."""

    def __init__(self, state: State, rules: Rules, ids: Ids, record: Record) -> None:
        self.state = state
        self.rules = rules
        self.ids = ids
        self.record = record

    def video(self, me: str | None, video: str) -> Video:
        """The video, if *me* may see it. Raises the answer for what does not exist."""
        found = self.state.videos.get(video)
        if found is None or not self.rules.sees_video(me, found):
            raise absent()
        return found

    # people

    def visit(self, me: str, other: str) -> None:
        """Visit a profile."""
        if not self.rules.sees_account(me, other):
            raise absent()
        if other != me:
            self.record(me, "visit", other)

    def search(self, me: str, query: str) -> None:
        """Search for something."""
        self.record(me, "search", query)

    def message(self, me: str, other: str, text: str) -> Payload:
        """Send a direct message."""
        if other == me or not self.rules.may_message(me, other):
            raise absent()
        nth = self.state.nth.get((me, "message", other), 0)
        message = self.ids.make("message", me, other, str(nth))
        event = self.record(me, "message", other, id=message, text=text)
        return {"id": message, "to": other, "text": text, "at": event.at}

    def read_message(self, me: str, message: str) -> None:
        """Read a message one was sent."""
        if not self.sent_to(me, message).read:
            self.record(me, "read", message)

    def sent_to(self, me: str, message: str) -> Message:
        """A message that one was sent, and may still see. Raises the answer for what does not exist."""
        found = self.state.messages.get(message)
        if found is None or found.recipient != me or not self.rules.sees_conversation(me, found.sender):
            raise absent()
        return found

    def read_notices(self, me: str) -> None:
        """Mark all in-app notices read."""
        self.record(me, "read-notices")

    # what a device tells

    def be_present(self, me: str, *, online: bool) -> None:
        """Come online, or go."""
        self.record(me, "arrive" if online else "leave")

    def locate(self, me: str, city: str, country: str) -> None:
        """Say where one is."""
        self.record(me, "locate", city, country=country)

    def sync(self, me: str, numbers: list[str]) -> None:
        """Hand over the numbers in one's contacts, of which no more than a mark is kept; only with leave."""
        if not self.rules.takes_suggestions(me):
            raise locked(SUGGESTIONS)
        self.record(me, "sync", numbers=sorted(map(fingerprint, numbers)))

    def download(self, me: str, video: str) -> Payload:
        """Write a video to a file, if its owner lets people. Nobody is told."""
        if not self.rules.may_download(me, self.video(me, video)):
            raise absent()
        self.record(me, "download", video)
        return {"video": video}

    # moderators

    def report(self, me: str, video: str, reason: str = "") -> None:
        """Report a video to the moderators."""
        self.video(me, video)
        self.record(me, "report", video, kind="video", reason=reason)

    def report_person(self, me: str, other: str, reason: str = "") -> None:
        """Report an account to the moderators."""
        if other == me or not self.rules.sees_account(me, other):
            raise absent()
        self.record(me, "report", other, kind="person", reason=reason)

    def report_message(self, me: str, message: str, reason: str = "") -> None:
        """Report a message that one was sent; moderators can read it from then on."""
        self.record(me, "report", self.sent_to(me, message).id, kind="message", reason=reason)

    def look_into(self, me: str, what: str) -> None:
        """A moderator looks at something on the moderation desk, which is written down."""
        self.record(me, "look-into", what)
