"""Streams of server-sent events that stay open: in this process, and over HTTP."""

import re
import threading
from collections.abc import Awaitable, Generator, Iterable, Mapping, MutableMapping
from typing import Any, Protocol

from unseen.target import TargetError
from unseen.targets import fields

_SECONDS = 10.0
_COMMENT = re.compile(rb"^: \d+\n\n", re.MULTILINE)


class Stream(Protocol):
    """One open stream."""

    @property
    def is_far(self) -> bool:
        """Whether what the platform pushes takes time to come."""
        ...

    @property
    def status(self) -> int:
        """The status of the reply."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers, names in lower case."""
        ...

    def read(self, beat: int) -> bytes:
        """
        Everything that came so far.

        Over a network, waits until the comment with this number came, which the platform was asked for.
        Raises `TargetError` when it does not come.
        """
        ...

    @property
    def is_over(self) -> bool:
        """Whether the platform ended it."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class ParkedStream:
    """
    A stream of an application in this process, which gives control back whenever it has nothing to send.

    `sent` is where the application's messages go.
    """

    is_far = False

    def __init__(self, running: Awaitable[None], sent: list[MutableMapping[str, Any]], what: str) -> None:
        self._steps: Generator[Any, Any, None] = running.__await__()
        self._sent = sent
        self._what = what
        self._read = b""
        self.is_over = False
        self._drive()
        if not sent or "status" not in sent[0]:
            raise TargetError(f"the application gave no answer to {what}")
        head = sent.pop(0)
        self.status: int = head["status"]
        self.headers = fields.of_message(head["headers"])

    def _drive(self) -> None:
        if self.is_over:
            return
        try:
            next(self._steps)
        except StopIteration:
            self.is_over = True
        except Exception as error:  # a server would answer 500, or break off
            self.is_over = True
            raise TargetError(
                f"the application failed on {self._what}: {type(error).__name__}: {error}"
            ) from error

    def read(self, beat: int) -> bytes:  # noqa: ARG002 - nothing is on its way in one process
        """Everything that came so far."""
        self._drive()
        self._read += b"".join([part.get("body", b"") for part in self._sent])
        self._sent.clear()
        return self._read

    def close(self) -> None:
        """Let the application clean up."""
        self._steps.close()
        self.is_over = True


class HttpStream:
    """A stream of a server, read by a thread of its own. `reply` is a urllib3 response not read yet."""

    is_far = True

    def __init__(self, reply: Any, what: str) -> None:
        self._reply = reply
        self._what = what
        self.status: int = reply.status
        self.headers = fields.of_reply(reply.headers.items())
        self._read = b""
        self._news = threading.Condition()
        self.is_over = False
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        import urllib3

        try:
            for chunk in self._chunks():
                with self._news:
                    self._read += chunk
                    self._news.notify_all()
        except (urllib3.exceptions.HTTPError, OSError, ValueError, AttributeError):
            pass  # the server broke off, or nobody listens any more
        with self._news:
            self.is_over = True
            self._news.notify_all()

    def _chunks(self) -> Iterable[bytes]:
        if self._reply.chunked:
            return self._reply.read_chunked()  # type: ignore[no-any-return]
        return [self._reply.read()]

    def read(self, beat: int) -> bytes:
        """Everything that came so far, without the comments."""
        mark = b": %d\n\n" % beat
        with self._news:
            if not self._news.wait_for(lambda: self.is_over or mark in self._read, _SECONDS):
                raise TargetError(f"{self._what} stalls: what the platform pushes does not come within 10 s")
            return _COMMENT.sub(b"", self._read)

    def close(self) -> None:
        """Hang up."""
        if not self.is_over:
            self._reply.shutdown()
        self._thread.join(timeout=_SECONDS)
        self._reply.close()
