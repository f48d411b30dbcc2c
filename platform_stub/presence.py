"""What follows from what a device tells: who is online, where, whose numbers it holds, what is searched."""

from platform_stub.events import Event
from platform_stub.groups import allowed
from platform_stub.memory import Memory
from platform_stub.records import Place

__all__ = ["Presence"]


class Presence(Memory):
    """The folds of presence, places, contacts, searches and downloads."""

    def _on_arrive(self, event: Event) -> None:
        self.arrived[event.actor] = event.at

    def _on_leave(self, event: Event) -> None:
        self.arrived.pop(event.actor, None)

    def _on_locate(self, event: Event) -> None:
        person, country = self.people[event.actor], event.details["country"]
        self.places[person.handle] = Place(event.object, country)
        counts = allowed(person)[1]
        self.groups.move(person, country, event.at, self.kept(person.handle) if counts else ())

    def _on_sync(self, event: Event) -> None:
        self.contacts[event.actor] = frozenset(event.details["numbers"])

    def _on_search(self, event: Event) -> None:
        self.searched[event.object.casefold()].add((event.actor,), "", event.at, 1)

    def _on_download(self, event: Event) -> None:
        """Kept in the log, and among the deeds of whoever has the file."""
