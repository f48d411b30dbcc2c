"""Reading a file of waivers."""

from pathlib import Path

import pytest

from unseen.model import PolicyError
from unseen.record import Waiver
from unseen.waivers import load_waivers

GOOD = """\
# exceptions

[[waiver]]
id = "W-1"
rule = "C-1"
scope = { surface = "push", pointer = ["/items/*", "header etag"] }
reason = " the old service goes away "
owner = "Team"
approver = "Office"
ticket = "T-9"
created = 2026-11-01
expires = "2026-12-31"
"""


def read(tmp_path: Path, text: str) -> tuple[Waiver, ...]:
    path = tmp_path / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    return load_waivers(path, "waivers.toml")


def test_read(tmp_path: Path) -> None:
    """Everything is read as it was written, with the line."""
    assert read(tmp_path, GOOD) == (
        Waiver(
            "W-1",
            ("C-1",),
            "push",
            ("/items/*", "header etag"),
            "the old service goes away",
            "Team",
            "Office",
            "T-9",
            "2026-11-01",
            "2026-12-31",
            "waivers.toml",
            3,
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("owner =", "ownr =", "a waiver has no field `ownr`: did you mean `owner`?"),
        ("owner =", "xyz =", "a waiver has no field `xyz`: known are id"),
        ("pointer =", "pointr =", "a scope has no field `pointr`: did you mean `pointer`?"),
        ('{ surface = "push", pointer = ["/items/*", "header etag"] }', '"push"', "`scope` is written as"),
        ('"T-9"', "9", "`ticket` is no text"),
        ('"C-1"', "[1]", "`rule` is no text"),
    ],
)
def test_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A mistake in one waiver is remembered in it."""
    found = read(tmp_path, GOOD.replace(old, new))

    assert said in "; ".join(found[0].wrong)


def test_moment(tmp_path: Path) -> None:
    """A moment is no day: it stays as it was written."""
    assert (
        read(tmp_path, GOOD.replace("2026-11-01", "2026-11-01T10:00:00"))[0].created == "2026-11-01 10:00:00"
    )


def test_twice(tmp_path: Path) -> None:
    """The second of two waivers of one id is wrong, and has its own line; a line that is not found is 0."""
    first, second = read(tmp_path, GOOD + "\n" + GOOD)

    assert (first.wrong, second.wrong) == ((), ("another waiver has this id",))
    assert (first.line, second.line, second.where) == (3, 16, "waivers.toml:16")
    assert read(tmp_path, 'waiver = [{ id = "W" }]')[0].where == "waivers.toml"


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("[[waiver]]\nid = ", "this is not TOML", 2),
        ("[[waiver]]\nid = '", "this is not TOML", 2),
        ('[[waivers]]\nid = "W"', "`waivers` means nothing here", 0),
        ('[waiver]\nid = "W"', "`waiver` is no list", 0),
    ],
)
def test_not_to_be_read(tmp_path: Path, text: str, said: str, line: int) -> None:
    """A file that cannot be read as a whole is an error, not an empty one."""
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, text)

    assert said in caught.value.message
    assert caught.value.where is not None
    assert caught.value.where.line == line


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(PolicyError, match="the waivers cannot be read"):
        load_waivers(tmp_path / "none.toml")
