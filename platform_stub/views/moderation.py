"""The moderation desk: what was reported, what accounts did, and who looked at it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from platform_stub.events import Event
from platform_stub.problems import absent
from platform_stub.ranking import Purpose
from platform_stub.records import Report, Video
from platform_stub.views.base import Base, Payload
from platform_stub.wire import Page

__all__ = ["Moderation"]

_KINDS = {
    "save": "saves",
    "like": "likes",
    "view": "views",
    "comment": "comments",
    "share": "shares",
    "repost": "reposts",
    "follow": "follows",
    "search": "searches",
}
"""Acts whose use for safety is in the purpose log, and how it calls them."""

_ABOUT = {
    **dict.fromkeys(("follow", "ask", "accept", "unfollow", "block", "unblock", "mute", "unmute"), "person"),
    **dict.fromkeys(("visit", "message", "report"), "person"),
    **dict.fromkeys(("grant", "withdraw"), "tool"),
    "search": "query",
    "locate": "place",
}
"""What an act is about that is not about a video."""

_SAID = ("collection", "text", "seconds", "reason")
"""What else of an act is told."""


class Moderation(Base):
    """
    What moderators receive, for safety.

    Direct messages are not among it, unless somebody who was sent one reported it.
    """

    def report_queue(self, me: str, page: Page) -> Payload:
        """What people reported, latest first."""
        self._on_duty(me)
        return self.listing(reversed(self.state.reports), page, self.report)

    def report(self, report: Report) -> Payload:
        """One report."""
        shown: Payload = {
            "id": self.ids.make("report", report.key),
            "kind": report.kind,
            "reporter": self.person(report.reporter),
        }
        if report.kind == "video":
            shown["video"] = self.named(self.state.videos[report.of])
        elif report.kind == "person":
            shown["person"] = self.person(report.of)
        else:
            message = self.state.messages[report.of]
            shown["message"] = {
                "from": self.person(message.sender),
                "to": self.person(message.recipient),
                "text": message.text,
            }
        return shown | {"reason": report.reason, "at": report.at}

    def moderated_videos(self, me: str, page: Page) -> Payload:
        """Every video, drafts included, with all its figures."""
        self._on_duty(me)
        return self.listing(reversed(self.state.videos.values()), page, self.moderated_video)

    def moderated_video(self, video: Video) -> Payload:
        """One video on the desk."""
        figures = self.metrics(video) | {"saves": len(video.savers)}
        return self.card(video) | {"audience": video.audience, "removed": video.removed, "metrics": figures}

    def dossier(self, me: str, handle: str, page: Page) -> Payload:
        """An account, its settings, and what it did, latest first."""
        self._on_duty(me)
        found = self.state.people.get(handle)
        if found is None:
            raise absent()
        settings = [{"name": name, "value": self.rules.setting(handle, name)} for name in found.settings]
        account = self.person(handle) | {"age": found.age, "settings": settings}
        return account | self.listing(self.told_deeds(handle), page, self.deed)

    def told_deeds(self, handle: str) -> Iterator[Event]:
        """What an account did that moderators are told of, latest first."""
        reported = {report.of for report in self.state.reports if report.kind == "message"}
        for event in reversed(self.state.deeds.get(handle, [])):
            if event.verb != "message" or event.details["id"] in reported:
                yield event

    def deed(self, event: Event) -> Payload:
        """One thing that an account did."""
        shown: Payload = {"actor": self.person(event.actor), "did": event.verb, "at": event.at}
        about = _ABOUT.get(event.verb)
        if event.object in self.state.videos:
            shown["video"] = self.named(self.state.videos[event.object])
        elif event.object in self.state.people and about == "person":
            shown[about] = self.person(event.object)
        elif about not in (None, "person"):
            shown[about] = event.object
        shown |= {name: event.details[name] for name in _SAID if name in event.details}
        if event.verb == "set":
            shown["settings"] = [{"name": n, "value": _spelled(v)} for n, v in event.details.items()]
        return shown

    def looks(self, me: str, page: Page) -> Payload:
        """Who looked at what on this desk, latest first."""
        self._on_duty(me)
        return self.listing(reversed(self.state.looks), page, self.look)

    def look(self, event: Event) -> Payload:
        """One look."""
        shown: Payload = {"moderator": self.person(event.actor), "at": event.at}
        known = event.object in self.state.people
        return shown | ({"person": self.person(event.object)} if known else {"page": event.object})

    def safety(self) -> Iterator[Purpose]:
        """What looks at accounts put into the purpose log: each kind of act that was there to be read."""
        counted = Counter(
            (kind, look.object)
            for look in self.state.looks
            for kind in dict.fromkeys(self._done_before(look))
        )
        for (kind, person), count in counted.items():
            yield Purpose(kind, "safety", person, count)

    def _done_before(self, look: Event) -> Iterator[str]:
        """The kinds of what an account had done when somebody looked at it."""
        for event in self.state.deeds.get(look.object, ()):
            if event.verb in _KINDS and event.at <= look.at:
                yield _KINDS[event.verb]

    def _on_duty(self, me: str) -> None:
        if not self.rules.moderates(me):
            raise absent()


def _spelled(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else value
