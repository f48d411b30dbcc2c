"""Faults in what the platform says of itself, and in what it does against its word."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from collections.abc import Iterator
from typing import Any

from platform_stub.documents import Documents, Statement
from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.ranking import Ranking, step
from platform_stub.reports import Figure, Reports
from platform_stub.rules import Reader
from platform_stub.settings import USE_OF_SAVES
from platform_stub.views import Views
from platform_stub.views.base import Payload
from platform_stub.wire import Page

__all__ = ["FAULTS"]

_POLICY = "privacy-policy"


class SaysNothingOfSaves(Documents):
    def statements(self, slug: str) -> list[Statement]:
        said = super().statements(slug)
        if slug != _POLICY:
            return said
        return [one for one in said if "sav" not in one["text"].casefold()]


class KeepsQuietOnSharing(Documents):
    def statements(self, slug: str) -> list[Statement]:
        return [one for one in super().statements(slug) if one["id"] not in ("shared", "save-sharing")]


class Hedges(Documents):
    def statements(self, slug: str) -> list[Statement]:
        said = super().statements(slug)
        if slug != _POLICY:
            return said
        return [*said, {"id": "hedge", "text": "Creators may be told of certain saves from time to time"}]


class HidesPolicy(Documents):
    def index(self) -> dict[str, Any]:
        return {"items": [item for item in super().index()["items"] if item["slug"] != _POLICY]}


class NamesReasons(Views):
    def for_you(self, reader: Reader, page: Page) -> Payload:
        feed = super().for_you(reader, page)
        for card in feed["items"]:
            if savers := list(self.state.videos[card["id"]].savers):
                card["because"] = [self.person(saver) for saver in savers[:1]]
        return feed


class ForgetsOwnSaves(Ranking):
    def interests(self, reader: Reader) -> dict[str, float]:
        return {}


class CountsEarlierSaves(Reports):
    def trends(self, today: str) -> Iterator[Figure]:
        savers: dict[str, dict[str, set[str]]] = {}
        for video in self.state.videos.values():
            if video.topic:
                before = {person for person, at in video.savers.items() if at[:10] < today}
                savers.setdefault(video.topic, {}).setdefault(video.owner, set()).update(before)
        for topic, creators in savers.items():
            people = min(map(len, creators.values())) if len(creators) > 2 else 0
            if people >= self.state.k:
                yield Figure("theme", topic, "", step(people, self.state.k))


class ShowsOptOut(Views):
    def profile(self, reader: Reader, handle: str) -> Payload:
        shown = super().profile(reader, handle)
        if self.rules.setting(handle, USE_OF_SAVES) == "off":
            shown["opted_out"] = True
        return shown


FAULTS = (
    Fault(
        "policy-silent",
        "broken-visibility",
        "the privacy policy says nothing about saves",
        Parts(documents=SaysNothingOfSaves),
        ("TRN-1", "TRN-2", "TRN-4", "TRN-5", "TRN-6", "TRN-7", "TRN-8", "TRN-17"),
    ),
    Fault(
        "policy-omits-sharing",
        "broken-visibility",
        "the privacy policy does not say with whom data is shared",
        Parts(documents=KeepsQuietOnSharing),
        ("TRN-1", "TRN-6"),
    ),
    Fault(
        "policy-hedges",
        "broken-visibility",
        "the privacy policy is vague about what creators are told",
        Parts(documents=Hedges),
        ("TRN-7", "TRN-18"),
    ),
    Fault(
        "policy-hidden",
        "broken-visibility",
        "the list of documents leaves out the privacy policy",
        Parts(documents=HidesPolicy),
        ("TRN-8", "TRN-1", "TRN-17"),
    ),
    Fault(
        "reasons-name-savers",
        "L24",
        "For You names a saver as the reason for a recommendation",
        Parts(views=NamesReasons),
        ("TRN-12", "SET-2"),
    ),
    Fault(
        "own-saves-do-not-rank",
        "broken-visibility",
        "a person's own saves have no effect on that person's feed",
        Parts(ranking=ForgetsOwnSaves),
        ("TRN-9", "ALG-6"),
    ),
    Fault(
        "opt-out-misses-trends",
        "undeclared-use",
        "saves from before an opt-out still count for trends",
        Parts(reports=CountsEarlierSaves),
        ("TRN-15",),
    ),
    Fault(
        "opt-out-shown",
        "L03",
        "a profile shows that its owner opted out of recommendations",
        Parts(views=ShowsOptOut),
        ("TRN-16",),
    ),
)
