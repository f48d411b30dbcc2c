"""Where, and only where, two views differ."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.compare import as_view, differences, masked
from unseen.model import Observation

KEYS = st.sampled_from(["a", "b", "~", "/", "a/b~1", ""])
LEAVES = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from([1.0, 0.5]) | st.sampled_from("xyz")
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def observe(body=b"{}", *, status=200, headers=(), request="GET /", surface="comments"):
    return Observation("Cho", surface, "comments", request, status, dict(headers), body)


def compared(here, there):
    return list(differences(as_view([here]), as_view([there])))


def bodies(here, there):
    return compared(observe(json.dumps(here).encode()), observe(json.dumps(there).encode()))


def resolve(document, pointer):
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


@given(VALUES)
def test_a_view_does_not_differ_from_itself(value):
    """`differences(a, a)` is empty, whatever the payload."""
    assert bodies(value, value) == []


@given(VALUES, VALUES)
def test_bodies_differ_exactly_when_a_difference_is_named(here, there):
    """No byte of a body differs without a difference, and no difference is named where none is."""
    assert bool(bodies(here, there)) == (json.dumps(here) != json.dumps(there))


@given(VALUES, VALUES)
def test_every_pointer_leads_to_the_values_it_names(here, there):
    """Each side of a difference is what its pointer resolves to in that side's document."""
    for difference in bodies(here, there):
        for document, told in ((here, difference.here), (there, difference.there)):
            if told.startswith(("in this order: ", "the same data")) or not told:
                continue
            assert json.dumps(resolve(document, difference.pointer), sort_keys=True) == told


@given(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6))
def test_lists_of_unequal_length_differ_by_their_entries(here, there):
    """What one list has more often than the other is named, each once, and nothing else."""
    if len(here) != len(there):
        found = bodies(here, there)
        assert Counter(int(each.here) for each in found if each.here) == Counter(here) - Counter(there)
        assert Counter(int(each.there) for each in found if each.there) == Counter(there) - Counter(here)


def test_another_order_of_the_same_entries_is_one_difference():
    """A list that was sorted another way is named once, with both orders."""
    (found,) = bodies({"items": [1, 2]}, {"items": [2, 1]})
    assert (found.pointer, found.here, found.there) == (
        "/items",
        "in this order: 1, 2",
        "in this order: 2, 1",
    )


def test_true_and_one_and_one_point_nought_are_three_values():
    """What Python calls equal is told apart, wherever it stands."""
    assert [each.pointer for each in bodies([True, {"a": 1}], [1, {"a": 1.0}])] == ["/0", "/1/a"]


def test_the_same_data_in_other_bytes_is_a_difference():
    """A blank more is a byte that somebody receives."""
    (found,) = compared(observe(b'{"a": 1}'), observe(b'{"a":  1}'))
    assert (found.pointer, found.here) == ("", "the same data, spelled differently")


def test_bodies_that_cannot_be_read_are_compared_as_text():
    """A payload that is no JSON differs as a whole."""
    (found,) = compared(observe(b"<one>"), observe(b"<two>"))
    assert (found.pointer, found.here, found.there) == ("", '"<one>"', '"<two>"')


def test_a_status_differs_beside_the_body():
    """Another status is a difference of its own."""
    found = compared(observe(b'{"a": 1}', status=200), observe(b'{"a": 2}', status=404))
    assert [(each.pointer, each.here, each.there) for each in found] == [
        ("status", "200", "404"),
        ("/a", "1", "2"),
    ]


def test_a_header_that_differs_over_one_body_is_a_difference():
    """An entity tag that changes although the body does not is a leak; a missing header is an empty one."""
    found = compared(observe(headers={"etag": "1", "x": "y"}), observe(headers={"etag": "2"}))
    assert [(each.pointer, each.here, each.there) for each in found] == [
        ("header etag", "1", "2"),
        ("header x", "y", ""),
    ]


def test_headers_that_follow_from_the_body_are_not_named_beside_it():
    """One cause, one difference: tag and length follow from a body that differs, other headers do not."""
    here = observe(b'{"a": 1}', headers={"etag": "1", "content-length": "8", "link": "x"})
    there = observe(b'{"a": 22}', headers={"etag": "2", "content-length": "9", "link": "y"})
    assert [each.pointer for each in compared(here, there)] == ["/a", "header link"]


def test_the_wall_clock_is_masked_and_counted():
    """The date of the machine is no difference; how often it was left out is known."""
    here, there = observe(headers={"date": "Mon", "x": "1"}), observe(headers={"date": "Tue", "x": "1"})
    assert compared(here, there) == []
    assert (masked(as_view([here, there])), masked(as_view([observe()]))) == (2, 0)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_request_that_only_one_world_answers_is_a_difference(swapped):
    """A page more or less is seen."""
    views = [as_view([observe()]), as_view([])]
    (found,) = differences(*(reversed(views) if swapped else views))
    assert (found.pointer, found.here, found.there) == (
        ("", "", "answered") if swapped else ("", "answered", "")
    )


@given(st.lists(st.sampled_from(["a", "a (2)", "b"]), max_size=8))
def test_a_view_keeps_every_observation(requests):
    """The same request twice does not overwrite the first."""
    seen = [observe(request=request) for request in requests]
    assert sorted(map(id, as_view(seen).values())) == sorted(map(id, seen))
