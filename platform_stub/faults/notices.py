"""Faults in what people are told: saves that make a noise, and engagement that makes none."""

from collections import Counter
from collections.abc import Iterator

from platform_stub.channels import Channels
from platform_stub.events import Event
from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.records import Notice
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]

Told = Iterator[tuple[str, str, str]]
_MILESTONE = 10_000


class NamesSaver(Channels):
    def told(self, event: Event) -> Told:
        yield from super().told(event)
        if event.verb == "save":
            yield self.state.videos[event.object].owner, "save", event.object

    def title(self, notice: Notice) -> str:
        return "New save" if notice.kind == "save" else super().title(notice)

    def text(self, notice: Notice) -> str:
        if notice.kind != "save":
            return super().text(notice)
        who, video = self.state.people[notice.actor].name, self.state.videos[notice.video]
        return f'{who} saved your video "{video.title}"'


class TellsOfSomebody(NamesSaver):
    def text(self, notice: Notice) -> str:
        if notice.kind != "save":
            return super().text(notice)
        return f'Somebody saved your video "{self.state.videos[notice.video].title}"'


class WithoutActor(Views):
    def notice(self, me: str, notice: Notice) -> Payload:
        shown = super().notice(me, notice)
        if notice.kind in ("save", "milestone"):
            del shown["actor"]
        return shown


class TellsOfUnsaves(NamesSaver):
    def told(self, event: Event) -> Told:
        yield from Channels.told(self, event)
        if event.verb == "unsave":
            yield self.state.videos[event.object].owner, "save", event.object

    def text(self, notice: Notice) -> str:
        return super().text(notice).replace(" saved ", " no longer saves ")


class TellsMilestones(Channels):
    def told(self, event: Event) -> Told:
        yield from super().told(event)
        if event.verb == "save" and len(self.state.videos[event.object].savers) == _MILESTONE:
            yield self.state.videos[event.object].owner, "milestone", event.object

    def title(self, notice: Notice) -> str:
        return "New milestone" if notice.kind == "milestone" else super().title(notice)

    def text(self, notice: Notice) -> str:
        if notice.kind != "milestone":
            return super().text(notice)
        return f'Your video "{self.state.videos[notice.video].title}" was saved {_MILESTONE} times'


class CountsSavesUnread(Views):
    def unread(self, me: str) -> int:
        return super().unread(me) + sum(len(video.savers) for video in self.own_videos(me))


class DigestsSaves(Channels):
    def digests(self, person: str, today: str) -> Iterator[tuple[str, list[str]]]:
        saves: Counter[str] = Counter()
        for video in self.state.posted.get(person, ()):
            saves.update(at[:10] for at in self.state.videos[video].savers.values())
        sent = dict(super().digests(person, today))
        for day in sorted(sent.keys() | {day for day in saves if day < today}):
            lines = sent.get(day, [])
            yield day, [*lines, f"Your videos were saved {saves[day]} times"] if saves[day] else lines


def _silent_about(silent: str) -> type[Channels]:
    class Silent(Channels):
        def told(self, event: Event) -> Told:
            if event.verb != silent:
                yield from super().told(event)

    return Silent


FAULTS = (
    Fault(
        "notification-names-saver",
        "L04",
        "a creator is notified of each save, with the saver's name",
        Parts(channels=NamesSaver),
        ("INT-1", "NOT-1", "NOT-5", "FAQ-2", "CTL-2"),
    ),
    Fault(
        "notification-anonymous-saver",
        "L05",
        "a creator is notified that somebody saved",
        Parts(channels=TellsOfSomebody, views=WithoutActor),
        ("INT-1", "NOT-1", "NOT-5", "FAQ-2"),
    ),
    Fault(
        "badge-count-moves",
        "L06",
        "each save adds one to the creator's unread notices",
        Parts(views=CountsSavesUnread),
        ("NOT-1", "NOT-2", "AGG-13"),
    ),
    Fault(
        "digest-mentions-saves",
        "L05",
        "the daily digest says how often a creator's videos were saved",
        Parts(channels=DigestsSaves),
        ("NOT-1", "NOT-10"),
    ),
    Fault(
        "save-milestone",
        "L05",
        "a creator is notified of the 10,000th save",
        Parts(channels=TellsMilestones, views=WithoutActor),
        ("NOT-10",),
    ),
    Fault(
        "unsave-notifies",
        "L04",
        "a creator is notified when somebody unsaves",
        Parts(channels=TellsOfUnsaves),
        ("NOT-8",),
    ),
    *(
        Fault(
            f"{verb}-notice-missing",
            "broken-visibility",
            f"a creator is not notified of a {verb}",
            Parts(channels=_silent_about(verb)),
            clauses,
        )
        for verb, clauses in (
            ("like", ("INT-3", "FAQ-2")),
            ("comment", ("INT-4", "FAQ-2")),
            ("share", ("INT-5", "FAQ-2")),
            ("repost", ("TRN-18",)),
        )
    ),
)
