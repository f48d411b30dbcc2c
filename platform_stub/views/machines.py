"""What outside tools receive, and what the harness reads of the recommender."""

from collections.abc import Iterable

from platform_stub.problems import NO_PERMISSION, refused
from platform_stub.records import Video
from platform_stub.views.base import Payload
from platform_stub.views.moderation import Moderation
from platform_stub.views.own import Own
from platform_stub.views.pages import Pages

__all__ = ["Machines"]

_COPIED_BY = {
    "posts and profile": "copy my posts and profile",
    "activity": "copy my activity",
    "messages": "copy my messages",
}
"""The parts of a copy of somebody's data, and the scope that covers each beside that of everything."""

_COVERED_BY = {
    "me": ("read my profile", "copy my posts and profile", "copy everything"),
    "videos": ("list my videos", "copy my posts and profile", "copy everything"),
    "activity": ("copy my activity", "copy everything"),
}


class Machines(Pages, Own, Moderation):
    """The app interface: the granter's own things, by scope, and nobody else's."""

    def permit(self, granter: str, tool: str, what: str) -> None:
        """Raises Problem unless a scope of the grant covers this."""
        grant = self.state.grants[granter][tool]
        if not any(scope in _COVERED_BY[what] for scope in grant.scopes):
            raise refused(NO_PERMISSION)

    def permission_screen(self, me: str, tool: str) -> Payload:
        """What is to be known of a tool before it is let in: warnings, its policy, the data of each scope."""
        registered = self.state.tools.get(tool)
        statements = list(self.platform.documents.statements("permission-screen"))
        if registered is None:
            statements.append({"id": "unknown", "text": "Nobody has registered this tool"})
        else:
            if registered.privacy_policy:
                text = f"The privacy policy of {tool} is at {registered.privacy_policy}"
                statements.append({"id": "privacy-policy", "text": text})
            if registered.security:
                text = f"{tool} says of security: {registered.security}"
                statements.append({"id": "security", "text": text})
        grant = self.state.grants.get(me, {}).get(tool)
        return {"tool": tool, "granted": list(grant.scopes) if grant else [], "statements": statements}

    def app_me(self, granter: str, tool: str) -> Payload:
        """The granter's profile."""
        self.permit(granter, tool, "me")
        return {
            **self.person(granter),
            "bio": self.state.people[granter].bio,
            "private": self.rules.is_private(granter),
            "metrics": {
                "followers": len(self.state.followers.get(granter, ())),
                "following": len(self.state.following.get(granter, ())),
            },
        }

    def app_videos(self, granter: str, tool: str) -> Payload:
        """The granter's videos with their public figures."""
        self.permit(granter, tool, "videos")
        videos = (self.state.videos[video] for video in reversed(self.state.posted.get(granter, {})))
        return {"items": [self.card(video) | {"metrics": self.metrics(video)} for video in videos]}

    def app_activity(self, granter: str, tool: str) -> Payload:
        """What the granter liked, saved and viewed."""
        self.permit(granter, tool, "activity")
        return self.activity(granter)

    def app_copy(self, granter: str, tool: str) -> Payload:
        """A copy of the granter's data, as far as the scopes go."""
        scopes = self.state.grants[granter][tool].scopes
        parts = [part for part, scope in _COPIED_BY.items() if scope in scopes or "copy everything" in scopes]
        if not parts:
            raise refused(NO_PERMISSION)
        return self.copied(granter, parts)

    def data_copy(self, me: str) -> Payload:
        """A copy of all one's own data, contact details included."""
        person = self.state.people[me]
        contact = {"email": person.email, "phone": person.phone}
        return {"contact": contact} | self.copied(me, _COPIED_BY) | self.traces(me)

    def traces(self, me: str) -> Payload:
        """What somebody searched for, whom they visited and what they shared; for nobody but themselves."""
        deeds = self.state.deeds.get(me, ())
        return {
            "searches": [
                {"query": event.object, "at": event.at} for event in deeds if event.verb == "search"
            ],
            "visits": [
                {"person": self.person(event.object), "at": event.at}
                for event in deeds
                if event.verb == "visit" and self.rules.sees_account(me, event.object)
            ],
            "shares": [
                {"video": self.card(self.state.videos[event.object]), "at": event.at}
                for event in deeds
                if event.verb == "share" and self.rules.sees_video(me, self.state.videos[event.object])
            ],
        }

    def copied(self, me: str, parts: Iterable[str]) -> Payload:
        """These parts of somebody's data; of others no more than what they wrote to each other."""
        copy: Payload = {}
        if "posts and profile" in parts:
            person = self.state.people[me]
            copy["profile"] = {**self.person(me), "bio": person.bio}
            copy["videos"] = [
                self.card(self.state.videos[v]) for v in reversed(self.state.posted.get(me, {}))
            ]
            copy["comments"] = [
                self.comment(comment) | {"video": self.card(self.state.videos[comment.video])}
                for comment in self.state.comments.values()
                if comment.author == me and self.rules.sees_video(me, self.state.videos[comment.video])
            ]
        if "activity" in parts:
            copy |= self.activity(me)
        if "messages" in parts:
            copy["messages"] = self.conversation(me)
        return copy

    def activity(self, granter: str) -> Payload:
        """What somebody liked, saved and viewed, of what they can still see."""
        seen = [video for video in self.state.videos.values() if self.rules.sees_video(granter, video)]
        kept = self.state.saves.get(granter, {})
        return {
            "likes": [
                {"video": self.card(video), "at": video.likes[granter]}
                for video in seen
                if granter in video.likes
            ],
            "saves": [
                {"video": self.card(video), "collection": kept[video.id].collection, "at": kept[video.id].at}
                for video in seen
                if video.id in kept
            ],
            "views": [
                {"video": self.card(video), "at": video.viewers[granter].at}
                for video in seen
                if granter in video.viewers
            ],
        }

    def webhook(self, granter: str, tool: str, video: Video) -> Payload:  # noqa: ARG002 - for faults
        """What a tool is told when a public figure of a granter's video changes; not by whom."""
        return {
            "account": granter,
            "video": {"id": video.id, "title": video.title},
            "metrics": self.metrics(video),
            "at": self.platform.now,
        }

    def app_anything_else(self, path: str) -> Payload:  # noqa: ARG002 - for faults
        """What no permission covers: everything else, savers included."""
        raise refused(NO_PERMISSION)

    def purposes(self) -> Payload:
        """The purpose log, for the harness."""
        return {
            "entries": [
                {
                    "data": entry.data,
                    "purpose": entry.purpose,
                    "subjects": entry.subjects,
                    "count": entry.count,
                }
                for entry in (
                    *self.platform.ranking.purposes(self.platform.today),
                    *self.platform.reports.purposes(self.platform.today),
                    *self.safety(),
                )
            ]
        }
