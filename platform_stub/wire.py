"""How a payload becomes bytes and headers."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import orjson

from platform_stub.problems import Problem, bad
from platform_stub.state import State

__all__ = ["Page", "Wire"]

_DIGITS = 9


class Page:
    """Where in a list to begin and how many to show; made from a cursor, makes the next one."""

    __slots__ = ("size", "start")

    def __init__(self, start: int, size: int) -> None:
        self.start = start
        self.size = size

    @property
    def end(self) -> int:
        """Where the next page begins."""
        return self.start + self.size


class Wire:
    """Encodes replies; knows nothing about what they say."""

    page_size = 20

    def __init__(self, state: State) -> None:
        self.state = state

    def page(self, cursor: str | None) -> Page:
        """The page a cursor stands for; the first without one. Raises Problem for a forged cursor."""
        if cursor is None:
            return Page(0, self.page_size)
        digits = cursor.removeprefix("p")
        if cursor == digits or not digits.isascii() or not digits.isdigit() or len(digits) > _DIGITS:
            raise bad("`cursor` is not one this list gave out")
        return Page(int(digits), self.page_size)

    def cursor(self, page: Page) -> str:
        """The cursor of the page after *page*: a place in the list and nothing about who is on it."""
        return f"p{page.end}"

    def encode(self, payload: Mapping[str, Any]) -> bytes:
        """The payload as JSON."""
        return orjson.dumps(payload)

    def etag(self, body: bytes, reader: str | None) -> str:  # noqa: ARG002 - for faults
        """A strong entity tag: the hash of the body."""
        return f'"{blake2b(body, digest_size=12).hexdigest()}"'

    def headers(self, reader: str | None) -> list[tuple[bytes, bytes]]:  # noqa: ARG002 - for faults
        """More headers for a page that was read."""
        return []

    def problem(self, problem: Problem) -> Mapping[str, Any]:
        """What is sent when a request is answered with an error."""
        return {"error": {"code": problem.code, "message": problem.message}}
