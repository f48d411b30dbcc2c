"""One request on its way to an answer, and what a route is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from platform_stub.live import Connection
from platform_stub.platform import Platform
from platform_stub.problems import sign_in_needed
from platform_stub.shapes import Shape
from platform_stub.wire import Page

__all__ = ["Answer", "Call", "Csv", "Payload", "Route"]

Payload = dict[str, Any]


class Call:
    """One request on its way to an answer: who asks which platform for what."""

    __slots__ = ("body", "is_noted", "params", "platform", "query", "reader")

    def __init__(
        self,
        platform: Platform,
        reader: str | None,
        params: Mapping[str, str],
        query: Mapping[str, str],
        *,
        is_noted: bool,
    ) -> None:
        self.platform = platform
        self.reader = reader
        self.params = params
        self.query = query
        self.body: dict[str, Any] = {}
        self.is_noted = is_noted
        """Whether looking counts as something that the reader did."""

    @property
    def me(self) -> str:
        """Who is signed in. Raises Problem if nobody is."""
        if self.reader is None:
            raise sign_in_needed()
        return self.reader

    @property
    def page(self) -> Page:
        """The page of a list that was asked for."""
        return self.platform.wire.page(self.query.get("cursor"))

    def __getitem__(self, name: str) -> str:
        """A part of the path."""
        return self.params[name]


@dataclass(frozen=True, slots=True)
class Csv:
    """An answer that is a CSV file."""

    text: str


Answer = Callable[[Call], Payload | Csv | Connection | None]


@dataclass(frozen=True, slots=True)
class Route:
    """
    One thing that can be asked.

    Attributes:
        method: HTTP method.
        path: with `{name}` for its variable parts.
        answer: what to reply; None is 204, a connection a stream of events.
        summary: what it is for.
        signed: whether it takes a person's token.
        body: the JSON Schema of what the request must carry, if anything.
        query: the query parameters it reads.
        status: of a reply that is not empty.
        control: whether it exists only in worlds with a test clock.
    """

    method: str
    path: str
    answer: Answer
    summary: str
    signed: bool = False
    body: Shape | None = None
    query: tuple[str, ...] = ()
    status: int = 200
    control: bool = False
