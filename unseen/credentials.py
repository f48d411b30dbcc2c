"""
Credentials: what a platform gives somebody to sign in with, and how it is taken out of what is shown.

An adapter that fails may quote one, and a platform that leaks may show one.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick

from unseen.model import Observation, Undecodable
from unseen.spelling import base64, finder

_GIVING = frozenset({"signed-up", "reply-grant"})
"""The payloads that give a credential out, as `token`."""


def credential_in(seen: Observation) -> str:
    """The credential that a reply to signing up, or to a grant, gives out; "" for anything else."""
    if seen.payload not in _GIVING:
        return ""
    try:
        document = seen.document
    except Undecodable:  # the schema oracle says so
        return ""
    token = document.get("token") if isinstance(document, dict) else None
    return token if isinstance(token, str) else ""


class Given:
    """The credentials that were given out so far, and to whom."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def learn(self, credential: str, owner: str) -> None:
        """Somebody was given a credential."""
        if credential and credential not in self._owners:
            self._owners[credential] = owner
            self.__dict__.pop("_search", None)

    def without(self, data: bytes) -> bytes:
        """The bytes with a marker such as `[Ana's credential]` for each, plain or nearly so."""
        if not self._owners:
            return data
        automaton, markers = self._search
        parts, done = [], 0
        for index, start, end in automaton.find_matches_as_indexes(data):
            parts += [data[done:start], markers[index]]
            done = end
        return b"".join((*parts, data[done:])) if parts else data

    @cached_property
    def _search(self) -> tuple[BytesAhoCorasick, Sequence[bytes]]:
        markers = {
            form: f"[{owner}'s credential]".encode()
            for credential, owner in self._owners.items()
            for form in _forms(credential)
        }
        return finder(list(markers)), list(markers.values())


def _forms(credential: str) -> Iterator[bytes]:
    """A credential as it may be quoted: as it is, in capitals, reversed, in hex, in base64."""
    raw = credential.encode()
    yield from (raw, raw.upper(), raw[::-1], raw.hex().encode(), raw.hex().upper().encode())
    yield from base64(credential)
