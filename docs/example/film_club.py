"""The platform under test: members post films, like them, and put them on a watchlist."""

from collections.abc import Mapping
from typing import Any


class FilmClub:
    """A film club in memory. A real one would be reached over HTTP."""

    def __init__(self) -> None:
        self._posted: dict[str, str] = {}
        self._likes: dict[str, set[str]] = {}
        self._watchlists: dict[str, set[str]] = {}

    def request(self, member: str, method: str, path: str) -> tuple[int, Mapping[str, Any]]:
        """Answer `METHOD /films/TITLE[/like|/watch]` with a status and a document."""
        title, _, what = path.removeprefix("/films/").partition("/")
        if method == "POST" and member:
            self._posted[title] = member
        if title not in self._posted:
            return 404, {"error": "there is no such film"}
        if method == "PUT" and member:
            (self._likes if what == "like" else self._watchlists).setdefault(title, set()).add(member)
        return 200, self._page(title)

    def _page(self, title: str) -> Mapping[str, Any]:
        return {"title": title, "likes": self._count(title)}

    def _count(self, title: str) -> int:
        return len(self._likes.get(title, ()))
