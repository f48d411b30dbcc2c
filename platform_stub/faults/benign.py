"""Changes that leak nothing. Whoever raises the alarm at one of them is wrong."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

import json
import re
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from hashlib import blake2b, sha256
from typing import Any

import orjson

from platform_stub.audience import Audience
from platform_stub.channels import Channels
from platform_stub.documents import Documents, Statement
from platform_stub.faults.fault import Fault
from platform_stub.ids import Ids
from platform_stub.parts import Parts
from platform_stub.problems import Problem
from platform_stub.ranking import Purpose, Ranking
from platform_stub.records import Notice, Video, digest
from platform_stub.rules import Reader, Rules
from platform_stub.state import State
from platform_stub.views import Views
from platform_stub.views.base import Payload
from platform_stub.wire import Page, Wire

__all__ = ["FAULTS"]

Headers = list[tuple[bytes, bytes]]
_SHIFT = 100_000

# how replies are written


class SortsKeys(Wire):
    def encode(self, payload: Mapping[str, Any]) -> bytes:
        return orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)


class Indents(Wire):
    def encode(self, payload: Mapping[str, Any]) -> bytes:
        return json.dumps(payload, indent=2).encode() + b"\n"


class TellsMinutes(Wire):
    def encode(self, payload: Mapping[str, Any]) -> bytes:
        return re.sub(rb'("\d{4}-\d\d-\d\dT\d\d:\d\d):\d\dZ"', rb'\1:00Z"', super().encode(payload))


class RefusesInOtherWords(Wire):
    def problem(self, problem: Problem) -> Mapping[str, Any]:
        error = super().problem(problem)["error"]
        if problem.status == 404:
            return {"error": error | {"message": "we looked everywhere"}}
        return {"error": error}


class ShowsSevenAtOnce(Wire):
    page_size = 7


class TagsOtherwise(Wire):
    def etag(self, body: bytes, reader: str | None) -> str:
        return f'"{sha256(b"v2" + body).hexdigest()}"'


class TagsWeakly(Wire):
    def etag(self, body: bytes, reader: str | None) -> str:
        return f"W/{super().etag(body, reader)}"


class ShowsHundredAtOnce(Wire):
    page_size = 100


class PointsOtherwise(Wire):
    def cursor(self, page: Page) -> str:
        return f"p{page.end + _SHIFT}"

    def page(self, cursor: str | None) -> Page:
        page = super().page(cursor)
        return page if cursor is None else Page(max(0, page.start - _SHIFT), page.size)


class NamesItself(Wire):
    def headers(self, reader: str | None) -> Headers:
        return [*super().headers(reader), (b"server", b"reference/2")]


class IsCareful(Wire):
    def headers(self, reader: str | None) -> Headers:
        more = [(b"vary", b"authorization"), (b"x-content-type-options", b"nosniff")]
        return [*more, *super().headers(reader)]


class TellsTheTime(Wire):
    def headers(self, reader: str | None) -> Headers:
        return [*super().headers(reader), (b"date", formatdate(usegmt=True).encode())]


class TakesItsTime(Wire):
    def etag(self, body: bytes, reader: str | None) -> str:
        blake2b(bytes(10_000))
        return super().etag(body, reader)


# what things are called


class NamesThingsOtherwise(Ids):
    def make(self, kind: str, *parts: str) -> str:
        return f"{kind}-{digest(kind, *parts, self.seed, size=14)}"


class DrawsOtherLots(Ranking):
    def __init__(self, state: State, rules: Rules, seed: str, audience: Audience) -> None:
        super().__init__(state, rules, f"{seed}, drawn again", audience)


class GivesLongerTokens(Ids):
    def token(self, kind: str, *parts: str) -> str:
        return f"{kind}.{super().token(kind, *parts)}"


# what comes in which order, and in which words


class ListsCollectionsBackwards(Views):
    def collection_names(self, handle: str) -> list[str]:
        first, *others = super().collection_names(handle)
        return [first, *reversed(others)]


class ListsSettingsByName(Views):
    def settings_screen(self, me: str, collections: list[str]) -> Payload:
        screen = super().settings_screen(me, collections)
        return screen | {"settings": sorted(screen["settings"], key=lambda row: row["name"])}


class ListsPeopleByName(Views):
    def search(self, reader: Reader, query: str, page: Page) -> Payload:
        found = super().search(reader, query, page)
        return found | {"people": sorted(found["people"], key=lambda one: one["name"])}


class ShowsOldestCommentsFirst(Views):
    def comments(self, reader: Reader, video_id: str, page: Page) -> Payload:
        video = self.seen(reader, video_id)
        found = map(self.state.comments.__getitem__, video.comments)
        shown = (comment for comment in found if self.rules.sees_comment(reader, comment, video))
        return self.listing(shown, page, self.comment)


class ShowsFirstLikesFirst(Views):
    def likers(self, reader: Reader, video_id: str, page: Page) -> Payload:
        video = self.seen(reader, video_id)
        shown = (like for like in video.likes.items() if self.rules.sees_like(reader, like[0], video))
        return self.listing(shown, page, lambda like: {"person": self.person(like[0]), "at": like[1]})


class ListsSourcesBySize(Views):
    def sources(self, video: Video) -> list[Payload]:
        return sorted(super().sources(video), key=lambda source: (-source["views"], source["name"]))


class OffersAudiencesBackwards(Views):
    def audiences(self) -> list[str]:
        return list(reversed(super().audiences()))


class TellsInOtherWords(Channels):
    def title(self, notice: Notice) -> str:
        return f"{super().title(notice)}!"

    def text(self, notice: Notice) -> str:
        return f"Hello, {super().text(notice)}."


class LogsBackwards(Ranking):
    def purposes(self, today: str) -> Iterator[Purpose]:
        return iter(list(super().purposes(today))[::-1])


class ListsDocumentsBackwards(Documents):
    def index(self) -> dict[str, Any]:
        return {"items": list(reversed(super().index()["items"]))}


class SaysMore(Documents):
    def statements(self, slug: str) -> list[Statement]:
        said = super().statements(slug)
        return [*said, {"id": "greeting", "text": "Welcome"}] if slug == "help-page" else said


class AsksInAnotherOrder(Rules):
    def admits(self, person: str, visibility: str, reader: Reader) -> bool:
        match visibility:
            case "everyone":
                return self.sees_activity(reader, person)
            case "friends":
                return reader == person or (
                    self.are_friends(reader, person) and self.sees_activity(reader, person)
                )
            case _:
                return reader == person


FAULTS = tuple(
    Fault(slug, "none", summary, parts, benign=True)
    for slug, summary, parts in (
        ("reordered-keys", "the keys of every payload come in alphabetical order", Parts(wire=SortsKeys)),
        ("indented-json", "every payload is indented, and in ASCII", Parts(wire=Indents)),
        ("minutes", "times are told to the minute", Parts(wire=TellsMinutes)),
        ("other-refusals", "what is absent is refused in other words", Parts(wire=RefusesInOtherWords)),
        ("other-page-size", "lists come in pages of 7", Parts(wire=ShowsSevenAtOnce)),
        ("larger-pages", "lists come in pages of 100", Parts(wire=ShowsHundredAtOnce)),
        ("other-cursors", "the cursors of lists count from another number", Parts(wire=PointsOtherwise)),
        ("other-etags", "entity tags are made by another hash", Parts(wire=TagsOtherwise)),
        ("weak-etags", "entity tags are weak", Parts(wire=TagsWeakly)),
        ("server-header", "every page read says what serves it", Parts(wire=NamesItself)),
        ("careful-headers", "pages come with more headers, in another order", Parts(wire=IsCareful)),
        ("date-header", "every page read says what time it is", Parts(wire=TellsTheTime)),
        ("slower", "every page read takes longer, always as long", Parts(wire=TakesItsTime)),
        ("other-id-scheme", "identifiers are longer and say what they name", Parts(ids=NamesThingsOtherwise)),
        ("longer-tokens", "bearer tokens say what they are for", Parts(ids=GivesLongerTokens)),
        ("other-lots", "what ranks alike comes in another order", Parts(ranking=DrawsOtherLots)),
        ("collections-backwards", "collections are listed backwards", Parts(views=ListsCollectionsBackwards)),
        ("settings-by-name", "settings are listed by name", Parts(views=ListsSettingsByName)),
        ("people-by-name", "search lists people by name", Parts(views=ListsPeopleByName)),
        ("oldest-comments-first", "comments are listed oldest first", Parts(views=ShowsOldestCommentsFirst)),
        ("first-likes-first", "likes are listed first to last", Parts(views=ShowsFirstLikesFirst)),
        ("sources-by-size", "sources of views are listed by size", Parts(views=ListsSourcesBySize)),
        (
            "offers-backwards",
            "promotions list audiences backwards",
            Parts(views=OffersAudiencesBackwards),
        ),
        ("other-notices", "notices have other words", Parts(channels=TellsInOtherWords)),
        ("log-backwards", "the purpose log is listed backwards", Parts(ranking=LogsBackwards)),
        ("documents-backwards", "documents are listed backwards", Parts(documents=ListsDocumentsBackwards)),
        ("one-statement-more", "the help page says one thing more, of nobody", Parts(documents=SaysMore)),
        (
            "rules-in-other-words",
            "who is admitted is asked otherwise",
            Parts(rules=AsksInAnotherOrder),
        ),
    )
)
