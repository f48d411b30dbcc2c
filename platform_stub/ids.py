"""
Identifiers and tokens.

An identifier is a hash of what the thing is made from, never a running number: leaving one act out
of a history must not move the identifier of anything else.
"""

from collections.abc import Callable

from platform_stub.records import digest
from platform_stub.state import State

__all__ = ["Ids"]


class Ids:
    """Names things after what they are made from, keyed with the seed of the world."""

    def __init__(self, seed: str, state: State, secret: Callable[[], str] | None = None) -> None:
        self.seed = seed
        self.state = state
        self._secret = secret

    def make(self, kind: str, *parts: str) -> str:
        """The identifier of the *kind* of thing made from *parts*."""
        return digest(self.seed, kind, *parts)

    def token(self, kind: str, *parts: str) -> str:
        """A new bearer token: unguessable if this world has a source of secrets, else a keyed hash."""
        return self._secret() if self._secret else digest(self.seed, "token", kind, *parts, size=20)
