"""Faults below the payload: cursors, entity tags, headers, sizes and identifiers."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from platform_stub.faults.fault import Fault
from platform_stub.ids import Ids
from platform_stub.parts import Parts
from platform_stub.wire import Page, Wire

__all__ = ["FAULTS"]


class WireThatCountsSaves(Wire):
    @property
    def saves(self) -> int:
        return sum(len(video.savers) for video in self.state.videos.values())

    @property
    def last_save(self) -> tuple[str, str]:
        """When and by whom something was last saved; empty if nothing was."""
        return max(
            ((at, saver) for video in self.state.videos.values() for saver, at in video.savers.items()),
            default=("", ""),
        )


class PutsSaverInCursor(WireThatCountsSaves):
    def page(self, cursor: str | None) -> Page:
        return super().page(cursor and cursor.partition("-")[0])

    def cursor(self, page: Page) -> str:
        return f"{super().cursor(page)}-{urlsafe_b64encode(self.last_save[1].encode()).decode()}"


class TagsBySaves(WireThatCountsSaves):
    def etag(self, body: bytes, reader: str | None) -> str:
        return super().etag(body + str(self.saves).encode(), reader)


class DatesBySaves(WireThatCountsSaves):
    def headers(self, reader: str | None) -> list[tuple[bytes, bytes]]:
        at = self.last_save[0] or "2026-01-01T00:00:00Z"
        stamp = format_datetime(datetime.fromisoformat(at), usegmt=True)
        return [*super().headers(reader), (b"last-modified", stamp.encode())]


class PadsBySaves(WireThatCountsSaves):
    def encode(self, payload: Mapping[str, Any]) -> bytes:
        return super().encode(payload) + b" " * self.saves


class NumbersInOrder(Ids):
    def make(self, kind: str, *parts: str) -> str:
        if kind in ("video", "comment", "message"):
            return f"{1000 + sum(self.state.nth.values())}"
        return super().make(kind, *parts)


FAULTS = (
    Fault(
        "cursor-encodes-identity",
        "L13",
        "the cursor of every list holds the handle of whoever saved last",
        Parts(wire=PutsSaverInCursor),
        ("INT-2", "TPT-3"),
    ),
    Fault(
        "etag-changes",
        "L14",
        "each save changes the entity tag of every page",
        Parts(wire=TagsBySaves),
        ("NOT-2", "AGG-13"),
    ),
    Fault(
        "updated-at-bump",
        "L15",
        "every page says when something was last saved in its Last-Modified header",
        Parts(wire=DatesBySaves),
        ("NOT-2", "AGG-13"),
    ),
    Fault(
        "response-size-varies",
        "L39",
        "every reply is padded by as many blanks as there are saves",
        Parts(wire=PadsBySaves),
        ("NOT-2", "AGG-13"),
    ),
    Fault(
        "sequential-id-gap",
        "L16",
        "videos, comments and messages are numbered in one sequence with saves",
        Parts(ids=NumbersInOrder),
        ("NOT-2", "AGG-13"),
    ),
)
