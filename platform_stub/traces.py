"""What follows from acts that only some are told of: what was reported, and what staff looked into."""

from platform_stub.events import Event
from platform_stub.memory import Memory
from platform_stub.records import Report

__all__ = ["Traces"]


class Traces(Memory):
    """The folds of what moderators see, and of what they did."""

    def _on_report(self, event: Event) -> None:
        """Told to moderators; nobody else's state changes."""
        kind = event.details.get("kind", "video")
        self.reports.append(
            Report(event.key, event.actor, kind, event.object, event.details["reason"], event.at)
        )

    def _on_look_into(self, event: Event) -> None:
        """A moderator looked into an account; every such look is kept."""
        self.looks.append(event)
