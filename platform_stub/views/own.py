"""One's own surfaces: what one was told, one's figures, settings and messages."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

from platform_stub.problems import absent
from platform_stub.records import Message, Notice, Video
from platform_stub.settings import SETTINGS
from platform_stub.views.base import Payload
from platform_stub.views.reports import Reporting
from platform_stub.wire import Page

__all__ = ["COLUMNS", "SAVE_REPORT", "Own"]

COLUMNS = ("views", "likes", "comments", "shares", "reposts")
SAVE_REPORT = "save report for creators"
AUDIENCES = (
    "people who liked the video",
    "people who viewed the video",
    "people who commented on the video",
    "people who shared the video",
)


class Own(Reporting):
    """What only the person who is signed in receives."""

    # what one was told

    def _told(self, me: str) -> list[Notice]:
        inbox = self.state.inboxes.get(me)
        return inbox.notices if inbox else []

    def notices(self, me: str, page: Page) -> Payload:
        """In-app notices, latest first, and how many were not read."""
        shown = (notice for notice in reversed(self._told(me)) if self.rules.sees_notice(me, notice))
        return {
            "unread": self.unread(me),
            **self.listing(shown, page, lambda notice: self.notice(me, notice)),
        }

    def unread(self, me: str) -> int:
        """How many in-app notices were not read."""
        inbox = self.state.inboxes.get(me)
        if inbox is None:
            return 0
        away = self.state.closed.union(self.state.blocked_by.get(me, ()))
        return inbox.total_unread - sum(inbox.unread[other] for other in away)

    def notice(self, me: str, notice: Notice) -> Payload:
        """One in-app notice."""
        shown: Payload = {
            "id": self.ids.make("notice", notice.key, me),
            "kind": notice.kind,
            "text": self.platform.channels.text(notice),
        }
        if notice.actor:
            shown["actor"] = self.person(notice.actor)
        if notice.video:
            shown["video"] = {"id": notice.video, "title": self.state.videos[notice.video].title}
        shown["at"] = notice.at
        return shown

    def push(self, me: str, page: Page) -> Payload:
        """Every push message sent, latest first."""
        channels = self.platform.channels
        return self.listing(
            reversed(self._told(me)),
            page,
            lambda notice: {
                "id": self.ids.make("push", notice.key, me),
                "title": channels.title(notice),
                "body": channels.text(notice),
                "at": notice.at,
            },
        )

    def email(self, me: str, page: Page) -> Payload:
        """Every e-mail sent, latest first; none without an address."""
        channels = self.platform.channels
        to = self.state.people[me].email
        return self.listing(
            reversed(self._told(me)) if to else (),
            page,
            lambda notice: {
                "id": self.ids.make("email", notice.key, me),
                "to": to,
                "subject": channels.title(notice),
                "text": channels.text(notice),
                "at": notice.at,
            },
        )

    def digest(self, me: str, page: Page) -> Payload:
        """Every daily digest sent, latest first."""
        sent = list(self.platform.channels.digests(me, self.platform.today))
        return self.listing(reversed(sent), page, lambda digest: self._one_digest(me, *digest))

    def _one_digest(self, me: str, day: str, lines: list[str]) -> Payload:
        midnight = date.fromisoformat(day) + timedelta(days=1)
        return {
            "id": self.ids.make("digest", me, day),
            "subject": f"Your day on {day}",
            "lines": lines,
            "at": f"{midnight.isoformat()}T00:00:00Z",
        }

    # what is pushed

    def live_figures(self, video: Video) -> Payload:
        """New figures of a video, for the live stream of its owner."""
        return {"video": self.named(video), "metrics": self.metrics(video), "at": self.platform.now}

    # figures

    def analytics(self, me: str) -> Payload:
        """What a creator learns about an audience: public figures, and a mean over at least k people."""
        return {
            "followers": len(self.state.followers.get(me, ())),
            "profile_visits": self.state.visits.get(me, 0),
            "searches": [
                {"term": figure.name, "people": figure.people}
                for figure in self.platform.reports.searches(me, self.platform.today)
            ],
            "videos": [self.performance(video) for video in self.own_videos(me)],
        }

    def own_videos(self, me: str) -> list[Video]:
        """A creator's videos, latest first."""
        return [self.state.videos[video] for video in reversed(self.state.posted.get(me, {}))]

    def performance(self, video: Video) -> Payload:
        """One video in creator analytics."""
        row: Payload = {"id": video.id, "title": video.title, **self.figures(video)}
        today = self.platform.today
        if video.watchers.before(today) >= self.state.k:
            mean = video.watched_seconds.before(today) / video.watched_times.before(today)
            row["mean_watch_seconds"] = round(mean)
        row["sources"] = self.sources(video)
        return row

    def export(self, me: str) -> str:
        """Creator analytics as CSV."""
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(self.columns())
        for video in self.own_videos(me):
            writer.writerow(self.row(video))
        return text.getvalue()

    def columns(self) -> list[str]:
        """The header of the export."""
        saves = ["saves"] if self.platform.profile.shows_save_count else []
        return ["title", *COLUMNS, *saves]

    def row(self, video: Video) -> list[str | int]:
        """One video in the export; the cell of a figure that is not shown is empty."""
        figures = self.figures(video)
        return [video.title, *(figures.get(column, "") for column in Own.columns(self)[1:])]

    def promotions(self, me: str) -> Payload:
        """Whom one can ask to reach, and whom one asked to reach."""
        return {
            "audiences": [{"name": name} for name in self.audiences()],
            "promotions": [
                {"id": promotion, "audience": {"did": did, "video": video}}
                for promotion, did, video in self.state.promotions.get(me, ())
            ],
        }

    def audiences(self) -> list[str]:
        """The choices of the promotion tool."""
        return list(AUDIENCES)

    def save_report(self, me: str, page: Page) -> Payload:
        """Where that feature is offered: savers whose own setting shows their collection to the creator."""
        if SAVE_REPORT not in self.state.features:
            raise absent()
        return self.listing(
            self.reported(me),
            page,
            lambda entry: {
                "person": self.person(entry[0]),
                "video": {"id": entry[1].id, "title": entry[1].title},
            },
        )

    def reported(self, me: str) -> Iterator[tuple[str, Video]]:
        """The entries of the save report, by video and then by handle."""
        for video in self.own_videos(me):
            for saver in sorted(video.savers):
                if saver != me and self.rules.reports_saver(
                    me, saver, self.state.saves[saver][video.id].collection
                ):
                    yield saver, video

    # control

    def settings_screen(self, me: str, collections: list[str]) -> Payload:
        """Every setting with its effective value, what else it can be, and whether it can be changed."""
        return {
            "settings": [
                {
                    "name": name,
                    "value": self.rules.setting(me, name),
                    "choices": list(setting.choices),
                    "changeable": self.rules.may_change(me, name),
                    "effect": setting.effect,
                }
                for name, setting in SETTINGS.items()
            ],
            "permissions": [
                {"tool": grant.tool, "scopes": list(grant.scopes)}
                for grant in self.state.grants.get(me, {}).values()
            ],
            "comment_filter": list(self.state.people[me].comment_filter),
            "collections": [
                {"name": name, "visibility": self.rules.collection_visibility(me, name)}
                for name in collections
            ],
        }

    def blocked(self, me: str, page: Page) -> Payload:
        """Whom one has blocked, latest first."""
        return self.listing(reversed(self.state.blocks.get(me, {})), page, self.person)

    def visitors(self, me: str, page: Page) -> Payload:
        """Who visited one's profile, latest first, where both have that history on."""
        shown = (
            (visitor, visit.at)
            for visitor, visit in reversed(self.state.visitors.get(me, {}).items())
            if visit.shown and self.rules.shows_visitor(me, visitor)
        )
        return self.listing(shown, page, lambda visit: {"person": self.person(visit[0]), "at": visit[1]})

    def messages(self, me: str, page: Page) -> Payload:
        """One's direct messages, latest first."""
        return self.listing(self.exchanged(me), page, lambda message: self.message(me, message))

    def conversation(self, me: str) -> list[Payload]:
        """All of them at once."""
        return [self.message(me, message) for message in self.exchanged(me)]

    def exchanged(self, me: str) -> Iterator[Message]:
        """What passed between somebody and whoever has not blocked them, latest first."""
        found = map(self.state.messages.__getitem__, reversed(self.state.conversations.get(me, [])))
        return (
            message
            for message in found
            if self.rules.sees_conversation(me, message.sender)
            and self.rules.sees_conversation(me, message.recipient)
        )

    def message(self, me: str, message: Message) -> Payload:
        """One message; its sender learns whether it was read if both share read receipts."""
        shown: Payload = {
            "id": message.id,
            "from": self.person(message.sender),
            "to": self.person(message.recipient),
            "text": message.text,
            "at": message.at,
        }
        if me == message.recipient or self.rules.shows_receipt(message.sender, message.recipient):
            shown["read"] = message.read
        return shown
