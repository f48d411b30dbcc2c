"""Figures released in steps: comparisons leave out the steps, and nothing else."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_stub.ranking import step
from unseen.compare import View, as_view, differences
from unseen.home import HOME
from unseen.judging.released import is_step, threshold, without_steps
from unseen.model import Act, Observation, Thing
from unseen.oracles.schema import Schemas

SCHEMAS = Schemas.load(HOME / "schemas" / "counted")


def page(metrics: Mapping[str, object], **headers: str) -> View:
    body = json.dumps({"metrics": metrics}).encode()
    return as_view([Observation("Cho", "video page", "video", "GET /videos/1", 200, headers, body)])


def export(saves: str) -> View:
    headers = {"content-type": "text/csv", "etag": saves}
    text = f"title,saves\r\nrecipe,{saves}\r\n"
    seen = Observation("Cho", "analytics export", "analytics-export", "GET", 200, headers, text.encode())
    return as_view([seen])


def told_apart(here: View, there: View, least: int = 0) -> tuple[list[str], int]:
    one, other, left_out = without_steps(here, there, SCHEMAS, least)
    return [each.pointer for each in differences(one, other)], left_out


@given(st.integers(2, 99), st.integers(0, 10**7))
def test_steps(k: int, savers: int) -> None:
    """Whatever number the reference platform releases is a step, or nothing; what lies between is none."""
    released = step(savers, k)

    assert released == 0 or is_step(released, k)
    assert is_step(savers, k) is (savers > 0 and savers == released)


@pytest.mark.parametrize(
    ("here", "there", "pointers", "left_out"),
    [
        ({"saves": 50}, {"saves": 100}, [], 1),
        ({"saves": 50}, {}, [], 1),
        ({"saves": 51}, {"saves": 50}, ["/metrics/saves"], 1),
        ({"saves": 49}, {}, ["/metrics/saves"], 0),
        ({"saves": 0}, {}, ["/metrics/saves"], 0),
        ({"saves": 50, "likes": 1}, {"saves": 100, "likes": 2}, ["/metrics/likes"], 1),
        ({}, {}, [], 0),
    ],
)
def test_left_out(
    here: Mapping[str, int], there: Mapping[str, int], pointers: list[str], left_out: int
) -> None:
    """A step, or none, on both sides is left out; every other value tells the worlds apart."""
    assert told_apart(page(here), page(there)) == (pointers, left_out)


def test_headers_that_follow() -> None:
    """The entity tag goes with the figure, other headers do not; and it stays where there is no figure."""
    pointers, _ = told_apart(page({"saves": 50}, etag="a", vary="a"), page({}, etag="b", vary="b"))

    assert pointers == ["header vary"]
    assert told_apart(page({}, etag="a"), page({}, etag="b")) == (["header etag"], 0)


def test_threshold_of_the_scenario() -> None:
    """A scenario that sets the smallest group sets the steps."""
    acts = [Act("the platform", "threshold", Thing("group", count=count)) for count in (30, 20)]

    assert (threshold([]), threshold(acts)) == (0, 20)
    assert told_apart(page({"saves": 20}), page({}), least=20) == ([], 1)
    assert told_apart(page({"saves": 50}), page({}), least=30) == (["/metrics/saves"], 0)


def test_tables() -> None:
    """In a table an empty cell is nothing; the columns are compared as ever."""
    assert told_apart(export("50"), export("")) == ([], 1)
    assert told_apart(export("7"), export("")) == (["/rows/0/saves"], 1)


def test_damaged() -> None:
    """A payload that cannot be read is compared as it is, and so is one that only one side has."""
    torn = as_view([Observation("Cho", "video page", "video", "GET /videos/1", 200, {}, b"{")])

    assert told_apart(torn, page({})) == ([""], 0)
    assert told_apart(page({"saves": 50}), {}) == ([""], 0)
