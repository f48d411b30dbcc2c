"""
What people do: each act checks the rules, records what happened and answers the actor.

An act on something the actor may not see is answered like an act on nothing. Doing again what is
already so changes nothing.
"""

from typing import Any

from platform_stub.dealings import Dealings, Payload
from platform_stub.problems import NOT_A_TARGET, absent, bad, locked, refused
from platform_stub.records import SAVED, STEPS, USUAL_LENGTH, fingerprint
from platform_stub.settings import COLLECTIONS, SETTINGS

__all__ = ["CROWD_VERBS", "SCOPES", "Acts", "Payload"]

SCOPES = (
    "read my profile",
    "list my videos",
    "copy my activity",
    "copy my messages",
    "copy my posts and profile",
    "copy everything",
)
CROWD_COUNTRY = "Portugal"
"""Where all places of the crowd are."""
CROWD_VERBS = (
    "save",
    "unsave",
    "like",
    "unlike",
    "view",
    "share",
    "comment",
    "repost",
    "visit",
    "follow",
    "unfollow",
    "search",
    "locate",
)


class Acts(Dealings):
    """Every act a person can do."""

    # accounts and settings

    def sign_up(
        self, handle: str, name: str, age: int, email: str = "", phone: str = "", bio: str = ""
    ) -> Payload:
        """Open an account."""
        if handle in self.state.people:
            raise bad(f"the handle `{handle}` is taken; choose another")
        token = self.ids.token("person", handle)
        self.record(
            handle,
            "join",
            name=name,
            email=email,
            phone=phone,
            bio=bio,
            age=age,
            fingerprint=fingerprint(token),
        )
        return {"handle": handle, "name": name, "token": token}

    def close(self, me: str) -> None:
        """Close one's account: to everybody it is as if they had been blocked."""
        self.record(me, "close")

    def log_out(self, me: str) -> None:
        """Sign out everywhere: no token of one's own is good any more. Tools keep what they were granted."""
        self.record(me, "log-out")

    def change_settings(self, me: str, values: dict[str, Any]) -> Payload:
        """Change some settings: all of them, or none if one is locked."""
        if not values:
            raise bad("name at least one setting")
        for name in values:
            if name in SETTINGS and not self.rules.may_change(me, name):
                raise locked(name)
        self.record(me, "set", **values)
        return {"settings": values}

    def show_collection(self, me: str, name: str, visibility: str) -> Payload:
        """Decide who may see a collection; that of the one everybody has is an ordinary setting."""
        if name == SAVED:
            self.change_settings(me, {COLLECTIONS: visibility})
        else:
            self.record(me, "show-collection", name, visibility=visibility)
        return {"name": name, "visibility": visibility}

    # ties

    def follow(self, me: str, other: str) -> Payload:
        """Follow an account, or ask to if it is private."""
        if other == me or not self.rules.sees_account(me, other):
            raise absent()
        if not self.rules.follows(me, other):
            if not self.rules.is_private(other):
                self.record(me, "follow", other)
            elif me not in self.state.requests.get(other, ()):
                self.record(me, "ask", other)
        return {"handle": other, "state": "following" if self.rules.follows(me, other) else "requested"}

    def unfollow(self, me: str, other: str) -> None:
        """Stop following, or take back a request."""
        if other == me or not self.rules.sees_account(me, other):
            raise absent()
        if self.rules.follows(me, other) or me in self.state.requests.get(other, ()):
            self.record(me, "unfollow", other)

    def accept(self, me: str, other: str) -> Payload:
        """Let somebody who asked follow."""
        if other not in self.state.requests.get(me, ()):
            raise absent()
        self.record(me, "accept", other)
        return {"handle": other}

    def block(self, me: str, other: str) -> Payload:
        """Block somebody; all ties between the two end."""
        if other == me or not self.rules.sees_account(me, other):
            raise absent()
        if other not in self.state.blocks.get(me, ()):
            self.record(me, "block", other)
        return {"handle": other}

    def unblock(self, me: str, other: str) -> None:
        """Lift a block."""
        if other not in self.state.blocks.get(me, ()):
            raise absent()
        self.record(me, "unblock", other)

    def mute(self, me: str, other: str) -> Payload:
        """Keep somebody's videos out of one's own feeds."""
        if other == me or not self.rules.sees_account(me, other):
            raise absent()
        if other not in self.state.mutes.get(me, ()):
            self.record(me, "mute", other)
        return {"handle": other}

    def unmute(self, me: str, other: str) -> None:
        """Lift a mute."""
        if other not in self.state.mutes.get(me, ()):
            raise absent()
        self.record(me, "unmute", other)

    # videos

    def post(
        self,
        me: str,
        title: str,
        topic: str = "",
        traits: list[str] | None = None,
        seconds: int = USUAL_LENGTH,
        audience: str = "everyone",
        *,
        story: bool = False,
    ) -> str:
        """Post a video; returns its id. An advertiser posts none."""
        if not self.rules.may_post(me):
            raise absent()
        nth = 0
        while (video := self.ids.make("video", me, title, str(nth))) in self.state.videos:
            nth += 1
        self.record(
            me,
            "post",
            video,
            title=title,
            topic=topic,
            traits=traits or [],
            seconds=seconds,
            audience=audience,
            **({"story": True} if story else {}),
        )
        return video

    def remove_video(self, me: str, video: str) -> None:
        """Delete a video of one's own."""
        if self.video(me, video).owner != me:
            raise absent()
        self.record(me, "remove", video)

    def save(self, me: str, video: str, collection: str | None = None) -> Payload:
        """Put a video into a collection of one's own, or move it to another."""
        self.video(me, video)
        kept = self.state.saves.get(me, {}).get(video)
        if kept is None:
            self.record(me, "save", video, collection=collection or SAVED)
        elif collection is not None and collection != kept.collection:
            self.record(me, "move", video, collection=collection)
        return {"video": video, "collection": self.state.saves[me][video].collection}

    def unsave(self, me: str, video: str) -> None:
        """Take a video out of one's collection, whether or not it can still be seen."""
        if video in self.state.saves.get(me, ()):
            self.record(me, "unsave", video)
        else:
            self.video(me, video)

    def like(self, me: str, video: str) -> Payload:
        """Like a video."""
        self.video(me, video)
        if video not in self.state.liked.get(me, ()):
            self.record(me, "like", video)
        return {"video": video}

    def unlike(self, me: str, video: str) -> None:
        """Take a like back."""
        if video in self.state.liked.get(me, ()):
            self.record(me, "unlike", video)
        else:
            self.video(me, video)

    def repost(self, me: str, video: str) -> Payload:
        """Show a video on one's own profile."""
        self.video(me, video)
        if video not in self.state.reposted.get(me, ()):
            self.record(me, "repost", video)
        return {"video": video}

    def comment(self, me: str, video: str, text: str) -> Payload:
        """Comment on a video, if its owner lets one."""
        if not self.rules.may_comment(me, self.video(me, video)):
            raise absent()
        nth = self.state.nth.get((me, "comment", video), 0)
        comment = self.ids.make("comment", me, video, str(nth))
        event = self.record(me, "comment", video, id=comment, text=text)
        return {"id": comment, "video": video, "text": text, "at": event.at}

    def delete_comment(self, me: str, comment: str) -> None:
        """Delete a comment of one's own or under one's own video; nobody is told."""
        found = self.state.comments.get(comment)
        if found is None or not self.rules.may_delete_comment(me, found):
            raise absent()
        self.record(me, "delete-comment", comment)

    def share(self, me: str, video: str, to: str | None = None) -> Payload:
        """
        Share a video, out of the platform or with somebody on it.

        Somebody who may not see the video is sent nothing, and the sharer is not told so.
        """
        shared = self.video(me, video)
        if to is None:
            self.record(me, "share", video)
            return {"video": video}
        if to == me or not self.rules.may_message(me, to):
            raise absent()
        self.record(me, "share", video, to=to)
        if self.rules.sees_video(to, shared):
            self.message(me, to, f'Watch "{shared.title}"')
        return {"video": video, "to": to}

    def view(self, me: str, video: str, seconds: int | None = None, source: str | None = None) -> None:
        """Watch a video, for so many seconds and having come from *source*, as far as that is known."""
        self.video(me, video)
        known: dict[str, Any] = {} if seconds is None else {"seconds": seconds}
        if source is not None:
            known["source"] = source
        self.record(me, "view", video, **known)

    # what staff decide

    def appoint(self, who: str, role: str) -> Payload:
        """Give an account a role. Whoever posts videos cannot have one: see `Rules.may_post`."""
        if who not in self.state.people:
            raise absent()
        if self.state.posted.get(who):
            raise bad(f"an account that posts videos cannot have the role `{role}`")
        self.record("", "appoint", who, role=role)
        return {"handle": who, "role": role}

    # tools

    def promote(self, me: str, did: str, video: str) -> Payload:
        """Ask to reach people by what they did with a video of one's own; saving is no choice."""
        if did == "save":
            raise refused(NOT_A_TARGET)
        if self.video(me, video).owner != me:
            raise absent()
        nth = self.state.nth.get((me, "promote", video), 0)
        promotion = self.ids.make("promotion", me, video, str(nth))
        self.record(me, "promote", video, id=promotion, did=did)
        return {"id": promotion, "audience": {"did": did, "video": video}}

    def register(
        self, tool: str, privacy_policy: str = "", security: str = "", callback: str = ""
    ) -> Payload:
        """An outside tool says who it is; the first to take a name keeps it."""
        if tool in self.state.tools:
            raise bad(f"the name `{tool}` is taken; choose another")
        self.record("", "register", tool, privacy_policy=privacy_policy, security=security, callback=callback)
        return {"tool": tool}

    def grant(self, me: str, tool: str, scopes: list[str]) -> Payload:
        """Let an outside tool in, for these scopes; a new grant replaces the old one."""
        nth = self.state.nth.get((me, "grant", tool), 0)
        token = self.ids.token("grant", me, tool, str(nth))
        kept = list(dict.fromkeys(scopes))
        self.record(me, "grant", tool, scopes=kept, fingerprint=fingerprint(token))
        return {"tool": tool, "scopes": kept, "token": token}

    def withdraw(self, me: str, tool: str) -> None:
        """Take a tool's permission back."""
        if tool not in self.state.grants.get(me, ()):
            raise absent()
        self.record(me, "withdraw", tool)

    def catch(self, holder: str, tool: str) -> None:
        """
        Somebody's account, or a tool in its name, was caught collecting data: the next step of the ladder.

        The tool loses its permission each time. First a warning, then a suspension, then the account ends.
        """
        self.record("", "caught", holder, tool=tool)
        if self.state.caught[holder] > len(STEPS):
            self.close(holder)

    def act(self, me: str, verb: str, what: str) -> None:
        """One act of a member of the crowd, by verb."""
        match verb:
            case "comment":
                self.comment(me, what, "Nice one")
            case "locate":
                self.locate(me, what, CROWD_COUNTRY)
            case _:
                getattr(self, verb)(me, what)
