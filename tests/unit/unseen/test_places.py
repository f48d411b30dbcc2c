"""Which findings were met at one place, and which of them says most."""

import pytest

from unseen.model import Finding
from unseen.places import at_one_place, telling


def at(surface: str, pointer: str, *also: str) -> Finding:
    return Finding("schema", surface, pointer, "Cho", "m", also=also)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (at("push", "/items/0"), at("push", "/items/3/text"), True),
        (at("push", "/items/3/text"), at("push", "/items"), True),
        (at("push", "/items/0/text"), at("push", "/items/0/title"), False),
        (at("push", "/other", "/items/1"), at("push", "/items/0/text"), True),
        (at("push", "/items"), at("digest", "/items"), False),
        (at("push", ""), at("push", "/items"), False),
    ],
)
def test_place(one: Finding, other: Finding, expected: bool) -> None:
    """A path that leads to another on the same surface is the same place, whatever the position in a list."""
    assert at_one_place(one, other) is expected


def test_telling() -> None:
    """Twins say what was learned; a schema only what it has no room for; an unknown oracle comes last."""
    names = ("twins", "witness", "metamorphic", "canary", "schema", "another")
    ranks = [telling(Finding(name, "push", "", "Cho", "m")) for name in names]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(names)
