"""
What follows from what happened, folded event by event into plain dictionaries.

A fold decides nothing: whether an act was allowed was settled before its event was written. Counts
are kept as they change, so that reading never costs in proportion to the number of people.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from platform_stub.counting import Counting
from platform_stub.events import Event
from platform_stub.groups import allowed
from platform_stub.presence import Presence
from platform_stub.records import (
    CROWD_MARK,
    ELSEWHERE,
    SAVED,
    STEPS,
    SUSPENSION,
    USUAL_LENGTH,
    Comment,
    Grant,
    Person,
    Save,
    Tool,
    Video,
    View,
)
from platform_stub.settings import COMMENT_FILTER, POST_VIEWS, Settings
from platform_stub.social import Social
from platform_stub.traces import Traces

__all__ = ["State"]


class State(Social, Traces, Presence, Counting):
    """The platform as it stands after the events applied so far."""

    def __init__(self, settings: Settings, k: int) -> None:
        super().__init__(settings, k)
        self._crowd_settings = settings.defaults(30)

    def apply(self, event: Event) -> None:
        """Fold *event*."""
        self.nth[event.actor, event.verb, event.object] = event.nth + 1
        self.at = event.at
        if event.actor and CROWD_MARK not in event.actor:
            self.deeds.setdefault(event.actor, []).append(event)
        _FOLDS[event.verb](self, event)

    def apply_saves(self, saves: Sequence[Event]) -> None:
        """Fold saves of one video at one moment by members of the crowd, none of whom kept it: as `apply`."""
        if not saves:
            return
        for at, person, verb, what, _, before in saves:
            self.nth[person, verb, what] = before + 1
            self.at = at
        self._keep(saves)

    def enlist(self, handle: str, at: str) -> Person:
        """The member of the crowd called *handle*, who joins on being first needed."""
        person = self.people.get(handle)
        if person is None:
            person = Person(handle, _member(handle), "", "", "", 30, at, self._crowd_settings)
            self.people[handle] = person
        return person

    # people

    def _on_join(self, event: Event) -> None:
        age: int = event.details["age"]
        self.people[event.actor] = Person(
            event.actor,
            event.details["name"],
            event.details["email"],
            event.details["phone"],
            event.details["bio"],
            age,
            event.at,
            self.settings.defaults(age),
        )
        self.signed_up.append(self.people[event.actor])
        self.tokens[event.details["fingerprint"]] = event.actor

    def _on_set(self, event: Event) -> None:
        person = self.people[event.actor]
        values: dict[str, Any] = dict(event.details)
        if COMMENT_FILTER in values:
            self._refilter(person, values.pop(COMMENT_FILTER))
        before = allowed(person)
        person.settings.update(values)
        if allowed(person) != before:
            self.recount(person, before, event.at)

    def _refilter(self, owner: Person, words: list[str]) -> None:
        owner.comment_filter = tuple(word.casefold() for word in words)
        for video in map(self.videos.__getitem__, self.posted.get(owner.handle, ())):
            video.filtered = 0
            for comment in map(self.comments.__getitem__, video.comments):
                comment.filtered = _filtered(comment, owner)
                video.filtered += comment.filtered

    def _on_log_out(self, event: Event) -> None:
        self.tokens = {mark: person for mark, person in self.tokens.items() if person != event.actor}

    def _on_close(self, event: Event) -> None:
        closed = event.actor
        self.closed.add(closed)
        self._on_log_out(event)
        for tool in list(self.grants.get(closed, ())):
            self._end_grant(closed, tool)
        for ties in (self.following, self.followers, self.requests):
            for other in list(ties.get(closed, ())):
                self.part(other, closed)
                self.part(closed, other)
        for asked in self.requests:
            self.part(closed, asked)

    def _on_appoint(self, event: Event) -> None:
        self.people[event.object].role = event.details["role"]

    # videos and what is done to them

    def _on_post(self, event: Event) -> None:
        about = event.details
        self.videos[event.object] = Video(
            event.object,
            event.actor,
            about["title"],
            about["topic"],
            tuple(about["traits"]),
            about["seconds"],
            about["audience"],
            event.at,
            story=about.get("story", False),
        )
        self.posted.setdefault(event.actor, {})[event.object] = None
        self.is_varied |= bool(about["traits"]) or about["seconds"] != USUAL_LENGTH

    def _on_remove(self, event: Event) -> None:
        video = self.videos[event.object]
        self.discount(video, event.at)
        video.removed = True
        del self.posted[event.actor][event.object]

    def _on_save(self, event: Event) -> None:
        self._keep((event,))

    def _keep(self, saves: Sequence[Event]) -> None:
        """Fold saves that are alike but for who saves."""
        at, _, _, what, details, _ = saves[0]
        video, save, kept = self.videos[what], Save(details.get("collection", SAVED), at), self.saves
        people = [event.actor for event in saves]
        for person in people:
            if person in kept:
                kept[person][what] = save
            else:
                kept[person] = {what: save}
            video.savers[person] = at
        video.kept.add(at, len(saves))
        self.tally(people, what, at, 1)

    def _on_move(self, event: Event) -> None:
        kept = self.saves[event.actor]
        kept[event.object] = Save(event.details["collection"], kept[event.object].at)

    def _on_unsave(self, event: Event) -> None:
        del self.saves[event.actor][event.object]
        video = self.videos[event.object]
        del video.savers[event.actor]
        video.kept.add(event.at, -1)
        self.tally((event.actor,), event.object, event.at, -1)

    def _on_show_collection(self, event: Event) -> None:
        self.collections.setdefault(event.actor, {})[event.object] = event.details["visibility"]

    def _on_like(self, event: Event) -> None:
        self.liked.setdefault(event.actor, {})[event.object] = event.at
        self.videos[event.object].likes[event.actor] = event.at

    def _on_unlike(self, event: Event) -> None:
        del self.liked[event.actor][event.object]
        del self.videos[event.object].likes[event.actor]

    def _on_repost(self, event: Event) -> None:
        self.reposted.setdefault(event.actor, {})[event.object] = event.at
        self.videos[event.object].reposts[event.actor] = event.at

    def _on_share(self, event: Event) -> None:
        self.videos[event.object].shares += 1

    def _on_view(self, event: Event) -> None:
        video = self.videos[event.object]
        video.views += 1
        video.sources[event.details.get("source", ELSEWHERE)] += 1
        shown = self.people[event.actor].settings[POST_VIEWS] == "on"
        video.viewers.pop(event.actor, None)
        video.viewers[event.actor] = View(event.at, shown)
        if "seconds" in event.details:
            video.watched_times.add(event.at, 1)
            video.watched_seconds.add(event.at, event.details["seconds"])
            if event.actor not in video.timed:
                video.timed.add(event.actor)
                video.watchers.add(event.at, 1)

    def _on_comment(self, event: Event) -> None:
        video = self.videos[event.object]
        comment = Comment(
            event.details["id"], video.id, event.actor, event.details["text"], event.at, filtered=False
        )
        comment.filtered = _filtered(comment, self.people[video.owner])
        self.comments[comment.id] = comment
        video.comments[comment.id] = None
        video.filtered += comment.filtered

    def _on_delete_comment(self, event: Event) -> None:
        comment = self.comments.pop(event.object)
        video = self.videos[comment.video]
        del video.comments[comment.id]
        video.filtered -= comment.filtered

    # tools and the platform itself

    def _on_promote(self, event: Event) -> None:
        self.promotions.setdefault(event.actor, []).append(
            (event.details["id"], event.details["did"], event.object)
        )

    def _on_register(self, event: Event) -> None:
        self.tools[event.object] = Tool(event.object, **event.details)

    def _on_grant(self, event: Event) -> None:
        self._end_grant(event.actor, event.object)
        grant = Grant(event.object, tuple(event.details["scopes"]), event.details["fingerprint"])
        self.grants.setdefault(event.actor, {})[event.object] = grant
        self.app_tokens[grant.fingerprint] = (event.actor, event.object)

    def _on_caught(self, event: Event) -> None:
        holder = event.object
        self._end_grant(holder, event.details["tool"])
        self.caught[holder] = self.caught.get(holder, 0) + 1
        if STEPS[self.caught[holder] - 1 :][:1] == ("suspension",):
            until = datetime.fromisoformat(event.at) + SUSPENSION
            self.suspended[holder] = until.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _on_withdraw(self, event: Event) -> None:
        self._end_grant(event.actor, event.object)

    def _end_grant(self, person: str, tool: str) -> None:
        ended = self.grants.get(person, {}).pop(tool, None)
        if ended is not None:
            del self.app_tokens[ended.fingerprint]

    def _on_feature(self, event: Event) -> None:
        if event.details["on"]:
            self.features.add(event.object)
        else:
            self.features.discard(event.object)

    def _on_publish(self, event: Event) -> None:
        self.added.setdefault(event.object, []).append(event.details["says"])

    def _on_retract(self, event: Event) -> None:
        self.dropped.setdefault(event.object, set()).add(event.details["says"])

    def _on_threshold(self, event: Event) -> None:
        self.k = event.details["k"]


@lru_cache(maxsize=16384)
def _member(handle: str) -> str:
    """The name of a member of the crowd; it has the same members in every world."""
    return f"Member {handle.partition(CROWD_MARK)[2]}"


def _filtered(comment: Comment, owner: Person) -> bool:
    text = comment.text.casefold()
    return comment.author != owner.handle and any(word in text for word in owner.comment_filter)


_FOLDS: Mapping[str, Callable[[State, Event], None]] = {
    name.removeprefix("_on_").replace("_", "-"): fold
    for name, fold in inspect.getmembers(State, inspect.isfunction)
    if name.startswith("_on_")
}
