"""Everything the platform remembers, as plain dictionaries; `state.py` says how it comes there."""

from collections import defaultdict
from collections.abc import Sequence

from platform_stub.events import Event
from platform_stub.groups import Group, Groups
from platform_stub.records import (
    Comment,
    Grant,
    Inbox,
    Message,
    Person,
    Place,
    Report,
    Save,
    Tool,
    Video,
    View,
)
from platform_stub.settings import Settings

__all__ = ["Memory", "Ties"]

Ties = dict[str, dict[str, str]]
"""Handle to handles, with the time of each."""


class Memory:
    """What is known after the events applied so far."""

    def __init__(self, settings: Settings, k: int) -> None:
        self.settings = settings
        self.k = k
        self.at = ""
        self.nth: dict[tuple[str, str, str], int] = {}
        self.people: dict[str, Person] = {}
        self.closed: set[str] = set()
        self.signed_up: list[Person] = []
        self.tokens: dict[str, str] = {}
        self.tools: dict[str, Tool] = {}
        self.grants: dict[str, dict[str, Grant]] = {}
        self.caught: dict[str, int] = {}
        self.suspended: dict[str, str] = {}
        self.app_tokens: dict[str, tuple[str, str]] = {}
        self.features: set[str] = set()
        self.added: dict[str, list[str]] = {}
        self.dropped: dict[str, set[str]] = {}
        self.following: Ties = {}
        self.followers: Ties = {}
        self.requests: Ties = {}
        self.blocks: Ties = {}
        self.blocked_by: Ties = {}
        self.mutes: Ties = {}
        self.videos: dict[str, Video] = {}
        self.posted: dict[str, dict[str, None]] = {}
        self.saves: dict[str, dict[str, Save]] = {}
        self.collections: dict[str, dict[str, str]] = {}
        self.liked: Ties = {}
        self.reposted: Ties = {}
        self.comments: dict[str, Comment] = {}
        self.messages: dict[str, Message] = {}
        self.conversations: dict[str, list[str]] = {}
        self.visits: dict[str, int] = {}
        self.visitors: dict[str, dict[str, View]] = {}
        self.promotions: dict[str, list[tuple[str, str, str]]] = {}
        self.inboxes: dict[str, Inbox] = {}
        self.groups = Groups()
        self.is_varied = False
        self.now = ""
        self.arrived: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        self.contacts: dict[str, frozenset[str]] = {}
        self.searched: dict[str, Group] = defaultdict(Group)
        self.deeds: dict[str, list[Event]] = {}
        self.reports: list[Report] = []
        self.looks: list[Event] = []

    def kept(self, handle: str, spared: Video | None = None) -> Sequence[Video]:
        """The videos that a person saved and that are still there, but for one."""
        saves = self.saves.get(handle, ())
        if len(saves) == 1 and spared is not None and spared.id in saves:
            return ()
        videos = map(self.videos.__getitem__, saves)
        return [video for video in videos if not video.removed and video is not spared]
