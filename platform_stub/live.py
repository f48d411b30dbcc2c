"""
Live streams: what is pushed to people while their app is open.

Nothing is pushed that its reader could not find by looking: notices as they come, and new figures of one's
own videos. What was pushed cannot be taken back, so what a setting may hide later (receipts, who is online)
is not pushed. A stream ends when its holder signs out, closes the account or is suspended.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from platform_stub.events import Event
from platform_stub.records import Notice

if TYPE_CHECKING:
    from platform_stub.platform import Platform
    from platform_stub.views.base import Payload

__all__ = ["Connection", "Live"]

_CHANGES = frozenset({"like", "unlike", "comment", "share", "repost", "view"})
_ENDING = frozenset({"close", "log-out"})


class Connection:
    """One open stream: what is still to be sent on it, and whether it is over."""

    __slots__ = ("_chunks", "_leave", "is_over", "wake")

    def __init__(self, leave: Callable[["Connection"], None]) -> None:
        self._chunks: list[bytes] = []
        self._leave = leave
        self.is_over = False
        self.wake: Callable[[], None] | None = None
        """Called whenever there is something to take."""

    def push(self, chunk: bytes) -> None:
        """Send something more, unless the stream is over."""
        if self.is_over:
            return
        self._chunks.append(chunk)
        if self.wake:
            self.wake()

    def end(self) -> None:
        """Let the stream end after what was pushed so far."""
        self.is_over = True
        if self.wake:
            self.wake()

    def take(self) -> bytes:
        """Everything pushed since the last call."""
        chunks, self._chunks = self._chunks, []
        return b"".join(chunks)

    def close(self) -> None:
        """Whoever read this stream is gone."""
        self._leave(self)


class Live:
    """All open streams of one platform, and what is pushed to whom."""

    def __init__(self, platform: "Platform") -> None:
        self.platform = platform
        self._open: dict[str, list[Connection]] = {}
        self._changed: dict[str, None] = {}

    def connect(self, reader: str) -> Connection:
        """A new stream for *reader*, on which everything comes that happens from now on."""
        connection = Connection(lambda gone: self._part(reader, gone))
        self._open.setdefault(reader, []).append(connection)
        return connection

    def _part(self, reader: str, gone: Connection) -> None:
        left = [connection for connection in self._open.get(reader, ()) if connection is not gone]
        if left:
            self._open[reader] = left
        else:
            self._open.pop(reader, None)

    def publish(self, event: Event) -> None:
        """Push what *event* means to those whom it concerns; call once, after its fold."""
        if not self._open:
            return
        for recipient, kind, payload in self.told(event):
            self._push(recipient, kind, payload)
        if self.moves_figures(event):
            self._changed[event.object] = None
        for person in self.ended(event):
            for connection in self._open.get(person, ()):
                connection.end()

    def settle(self) -> None:
        """Push the figures that changed, each once, however many acts there were."""
        changed, self._changed = self._changed, {}
        for video in changed:
            found = self.platform.state.videos[video]
            if found.owner in self._open:
                self._push(found.owner, "figures", self.platform.views.live_figures(found))

    def beat(self, number: int) -> None:
        """Push a comment to everybody, by which a reader knows that nothing older is on its way."""
        for connections in self._open.values():
            for connection in connections:
                connection.push(b": %d\n\n" % number)

    def name(self, recipient: str, data: bytes) -> str:
        """What an entry of a stream is called: by what it says and nothing else, so that it says no more."""
        return self.platform.ids.make("live", recipient, data.decode())

    def _push(self, recipient: str, kind: str, payload: "Payload") -> None:
        data = self.platform.wire.encode(payload)
        name = self.name(recipient, data)
        lines = data.replace(b"\n", b"\ndata: ")  # the field of each line of what is said
        chunk = b"id: %s\nevent: %s\ndata: %s\n\n" % (name.encode(), kind.encode(), lines)
        for connection in self._open[recipient]:
            connection.push(chunk)

    # who is told what

    def told(self, event: Event) -> Iterable[tuple[str, str, "Payload"]]:
        """What *event* makes known at once: to whom, of which kind, and the payload."""
        told = self.platform.channels.told(event)
        return self._notices(event, told) if told else ()

    def _notices(
        self, event: Event, told: Iterable[tuple[str, str, str]]
    ) -> Iterator[tuple[str, str, "Payload"]]:
        platform = self.platform
        for recipient, kind, video in told:
            if recipient in self._open and recipient != event.actor:
                notice = Notice(event.key, kind, event.actor, video, event.at)
                if platform.rules.sees_notice(recipient, notice):
                    yield recipient, "notice", platform.views.notice(recipient, notice)

    def moves_figures(self, event: Event) -> bool:
        """Whether an act changed a public figure. A save did not, nor a comment held back by a filter."""
        if event.verb != "comment":
            return event.verb in _CHANGES
        comment = self.platform.state.comments.get(event.details["id"])
        return comment is not None and not comment.filtered

    def ended(self, event: Event) -> Iterable[str]:
        """Whose streams end by *event*."""
        if event.verb in _ENDING:
            return (event.actor,)
        if event.verb == "caught" and not self.may_listen(event.object):
            return (event.object,)
        return ()

    def may_listen(self, person: str) -> bool:
        """A suspended account has no stream."""
        return not self.platform.rules.is_suspended(person, self.platform.now)
