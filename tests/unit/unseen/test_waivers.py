"""Reading a file of waivers."""

from datetime import date
from pathlib import Path

import pytest

from unseen.beside import check_beside, read_beside
from unseen.model import PolicyError
from unseen.policy import read_policy
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Office", "Office", []),
        ("Office", "team", ["is invalid: owner and approver are the same"]),
        ('"2026-12-31"', '"2026-11-02"', ["is expired: it expired on 2026-11-02"]),
        ('"C-1"', '"C-11"', ["is for `C-11`, which is no clause and no rule"]),
        ('"C-1"', '"Nobody sees it"', []),
        ("[[waiver]]", "[[waivers]]", ["`waivers` means nothing here"]),
    ],
)
def test_checked(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    """`unseen lint` tells what is wrong with a waiver before anything is played."""
    (tmp_path / "clauses.toml").write_text(
        '[sections]\ns = { title = "S" }\n[[clause]]\nid = "C-1"\nsection = "s"\nrule = "x"\n'
    )
    (tmp_path / "a.feature").write_text(
        "Feature: F\n  Rule: Nobody sees it\n    Scenario: S\n      Given x\n"
    )
    (tmp_path / "waivers.toml").write_text(GOOD.replace(old, new))
    policy = read_policy([tmp_path], tmp_path)
    found = check_beside(policy, read_beside(policy.folders, tmp_path), date(2026, 11, 22))

    assert len(found) == len(said)
    assert all(text in each.message for text, each in zip(said, found, strict=True))


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(PolicyError, match="the waivers cannot be read"):
        load_waivers(tmp_path / "none.toml")
