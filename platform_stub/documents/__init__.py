"""
The texts the platform publishes: addressed statements in one TOML file per document.

A statement with a `profile` is made in that variant of the policy only.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from platform_stub.problems import absent, bad
from platform_stub.state import State

__all__ = ["SLUGS", "Documents", "Statement"]

Statement = dict[str, Any]
"""One statement of a document: `id`, `text`, and `also`, other wordings of the same, if there are any."""

SLUGS = ("privacy-policy", "terms", "help-page", "recommendation-guide", "advice-page")


@cache
def _read(slug: str) -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{slug}.toml").read_text(encoding="utf-8"))


@cache
def _said(slug: str, profile: str) -> Sequence[Statement]:
    """What a document says in this variant of the policy, as it was written."""
    return [
        {name: value for name, value in one.items() if name != "profile"}
        for one in _read(slug)["statement"]
        if one.get("profile", profile) == profile
    ]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


class Documents:
    """What each document says. It says the same to everyone."""

    def __init__(self, state: State, profile: str = "seed") -> None:
        self.state = state
        self.profile = profile

    def index(self) -> dict[str, Any]:
        """All documents by slug and title."""
        return {"items": [{"slug": slug, "title": _read(slug)["title"]} for slug in SLUGS]}

    def page(self, slug: str) -> dict[str, Any]:
        """One document. Raises Problem if there is none of that name."""
        if slug not in SLUGS:
            raise absent()
        return {"slug": slug, "title": _read(slug)["title"], "statements": self.statements(slug)}

    def statements(self, slug: str) -> list[Statement]:
        """What a document says, statement by statement, with other wordings of the same."""
        dropped = self.state.dropped.get(slug, ())
        kept = [one for one in _said(slug, self.profile) if one["text"] not in dropped]
        added = enumerate(self.state.added.get(slug, ()), 1)
        return [*kept, *({"id": f"added-{number}", "text": text} for number, text in added)]

    def retract(self, slug: str, says: str) -> str:
        """The text of the statement of a document that has these words. Raises Problem if none has."""
        self.page(slug)
        for one in Documents.statements(self, slug):
            if _words(says) in map(_words, (one["text"], *one.get("also", ()))):
                return str(one["text"])
        raise bad(f"no statement of `{slug}` says `{says}`")
