"""Changes that leak nothing. Whoever raises the alarm at one of them is wrong."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

from platform_stub.audience import Audience
from platform_stub.faults.fault import Fault
from platform_stub.ids import Ids, digest
from platform_stub.parts import Parts
from platform_stub.ranking import Ranking
from platform_stub.rules import Rules
from platform_stub.state import State
from platform_stub.wire import Wire

__all__ = ["FAULTS"]


class SortsKeys(Wire):
    def encode(self, payload: Mapping[str, Any]) -> bytes:
        return orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)


class Indents(Wire):
    def encode(self, payload: Mapping[str, Any]) -> bytes:
        return orjson.dumps(payload, option=orjson.OPT_INDENT_2)


class ShowsSevenAtOnce(Wire):
    page_size = 7


class TagsOtherwise(Wire):
    def etag(self, body: bytes, reader: str | None) -> str:
        return f'"{sha256(b"v2" + body).hexdigest()}"'


class NamesItself(Wire):
    def headers(self, reader: str | None) -> list[tuple[bytes, bytes]]:
        return [*super().headers(reader), (b"server", b"reference/2")]


class NamesThingsOtherwise(Ids):
    def make(self, kind: str, *parts: str) -> str:
        return f"{kind}-{digest(kind, *parts, self.seed, size=14)}"


class DrawsOtherLots(Ranking):
    def __init__(self, state: State, rules: Rules, seed: str, audience: Audience) -> None:
        super().__init__(state, rules, f"{seed}, drawn again", audience)


FAULTS = tuple(
    Fault(slug, "none", summary, parts, benign=True)
    for slug, summary, parts in (
        ("reordered-keys", "the keys of every payload come in alphabetical order", Parts(wire=SortsKeys)),
        ("indented-json", "every payload is indented", Parts(wire=Indents)),
        ("other-page-size", "lists come in pages of 7", Parts(wire=ShowsSevenAtOnce)),
        ("other-etags", "entity tags are made by another hash", Parts(wire=TagsOtherwise)),
        ("server-header", "every page read says what serves it", Parts(wire=NamesItself)),
        ("other-id-scheme", "identifiers are longer and say what they name", Parts(ids=NamesThingsOtherwise)),
        ("other-lots", "what ranks alike comes in another order", Parts(ranking=DrawsOtherLots)),
    )
)
