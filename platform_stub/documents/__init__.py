"""The texts the platform publishes: addressed statements in one TOML file per document."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from platform_stub.problems import absent

__all__ = ["SLUGS", "Documents"]

SLUGS = ("privacy-policy", "terms", "help-page", "recommendation-guide", "advice-page")


@cache
def _read(slug: str) -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{slug}.toml").read_text(encoding="utf-8"))


class Documents:
    """What each document says. It says the same to everyone."""

    def index(self) -> dict[str, Any]:
        """All documents by slug and title."""
        return {"items": [{"slug": slug, "title": _read(slug)["title"]} for slug in SLUGS]}

    def page(self, slug: str) -> dict[str, Any]:
        """One document. Raises Problem if there is none of that name."""
        if slug not in SLUGS:
            raise absent()
        return {"slug": slug, "title": _read(slug)["title"], "statements": self.statements(slug)}

    def statements(self, slug: str) -> list[dict[str, str]]:
        """What a document says, statement by statement."""
        return [{"id": statement["id"], "text": statement["text"]} for statement in _read(slug)["statement"]]
