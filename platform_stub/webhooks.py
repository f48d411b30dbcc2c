"""
Calls to outside tools: whom to call when something happens, and the call itself.

A tool that may list somebody's videos is called when a public figure of one of them changes, with the figures
and with nobody's name. A save changes no public figure.
"""

from collections.abc import Callable, Iterable

from platform_stub.events import Event
from platform_stub.records import Video
from platform_stub.state import State

__all__ = ["Post", "Webhooks", "post_over_http"]

Post = Callable[[str, bytes], None]
"""Sends a body, JSON, to an address."""

_CHANGES = frozenset({"like", "unlike", "comment", "share", "repost", "view"})
_COVERING = frozenset({"list my videos", "copy my posts and profile", "copy everything"})
_SECONDS = 2.0


class Webhooks:
    """Decides which tools are called."""

    def __init__(self, state: State) -> None:
        self.state = state

    def calls(self, event: Event) -> Iterable[tuple[str, str, Video]]:
        """Who is to be called because of *event*: granter, tool, and the video whose figures changed."""
        if event.verb in _CHANGES and not self._is_held_back(event):
            return self.about(self.state.videos[event.object])
        return ()

    def _is_held_back(self, event: Event) -> bool:
        """A comment that waits for review changes no figure yet."""
        return event.verb == "comment" and self.state.comments[event.details["id"]].filtered

    def about(self, video: Video) -> Iterable[tuple[str, str, Video]]:
        """The tools that are told of this video, by the permission of its owner."""
        return [
            (video.owner, tool, video)
            for tool, grant in self.state.grants.get(video.owner, {}).items()
            if not _COVERING.isdisjoint(grant.scopes)
        ]


def post_over_http() -> Post:
    """Real calls over HTTP. A tool that does not answer within two seconds misses the call."""
    import urllib3

    pool = urllib3.PoolManager(retries=False, timeout=_SECONDS)
    headers = {"content-type": "application/json"}

    def post(address: str, body: bytes) -> None:
        try:
            pool.request("POST", address, body=body, headers=headers)
        except urllib3.exceptions.HTTPError:
            return  # whoever cannot be reached learns nothing, and the platform goes on

    return post
