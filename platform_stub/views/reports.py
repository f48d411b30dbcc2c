"""What is told about groups, and why somebody is offered a video."""

from collections import Counter
from collections.abc import Iterable

from platform_stub.problems import absent
from platform_stub.records import ELSEWHERE, Video
from platform_stub.reports import Figure
from platform_stub.rules import Reader
from platform_stub.views.base import Base, Payload

__all__ = ["SOURCES", "Reporting"]

SOURCES = ("For You", "Following", "profile", "search", ELSEWHERE)


class Reporting(Base):
    """Figures about groups; every one of them is released by `reports.py`."""

    def trend_report(self) -> Payload:
        """Which themes and formats people of which age save; the same for everyone."""
        figures = list(self.platform.reports.trends(self.platform.today))
        return {
            f"{kind}s": [self.trend(figure) for figure in figures if figure.kind == kind]
            for kind in ("theme", "format")
        }

    def trend(self, figure: Figure) -> Payload:
        """One line of the trend report."""
        return {"name": figure.name, "group": figure.group, "people": figure.people}

    def ads_manager(self, me: str) -> Payload:
        """The audiences that an advertiser can choose, by interest, with their sizes, ages and countries."""
        if not self.rules.sees_audiences(me):
            raise absent()
        figures = list(self.platform.reports.audiences(self.platform.today))
        return {
            "audiences": [
                self.audience(figure) | self.parts(figure.name, figures)
                for figure in figures
                if figure.kind == "audience"
            ]
        }

    def audience(self, figure: Figure) -> Payload:
        """One audience in the ads manager."""
        return {"name": figure.name, "people": figure.people}

    def parts(self, name: str, figures: Iterable[Figure]) -> Payload:
        """How many of an audience are of which age, and in which country, as far as that is told."""
        shown: Payload = {}
        for figure in figures:
            if figure.name == name and figure.kind in ("age", "country"):
                part = {figure.kind: figure.group, "people": figure.people}
                shown.setdefault(f"by_{figure.kind}", []).append(part)
        return shown

    def why(self, reader: Reader, video_id: str) -> Payload:
        """Why the reader is offered a video: the reader's own acts and ties, and public figures."""
        video = self.seen(reader, video_id)
        if reader == video.owner or not self.rules.is_offered(reader, video):
            raise absent()
        return {"id": video.id, "title": video.title, "reasons": self.reasons(reader, video)}

    def reasons(self, reader: Reader, video: Video) -> list[str]:
        """The reasons, in words. What other people saved is none that is told."""
        ranking, today = self.platform.ranking, self.platform.today
        reasons = []
        topic = ranking.category(video, today)
        if ranking.interests(reader).get(topic):
            reasons.append(f"You saved videos about {topic}")
        if self.rules.follows(reader, video.owner):
            reasons.append("You follow this account")
        is_met = any(self.metrics(video)[figure] for figure in ("views", "likes", "comments", "shares"))
        reasons.append("People watch, like, comment on or share it" if is_met else "It is new to most people")
        return reasons

    def sources(self, video: Video) -> list[Payload]:
        """Where the views of a video came from."""
        met = self.platform.audience.reached(video, self.platform.today).views
        counts = video.sources + Counter({SOURCES[0]: met})
        return [{"name": name, "views": counts[name]} for name in SOURCES if counts[name]]

    def document(self, reader: Reader, slug: str) -> Payload:  # noqa: ARG002 - for faults
        """One document; it says the same to everyone."""
        return self.platform.documents.page(slug)
