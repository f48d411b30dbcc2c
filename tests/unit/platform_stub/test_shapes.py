"""The shapes of request bodies: what they accept, and how they complain."""

import pytest
from jsonschema_rs import meta

from platform_stub.routes import ROUTES
from platform_stub.shapes import Check, Choice, Fields, Flag, Handle, Number, ShapeError, Text, Texts

SHAPE = Fields(
    {
        "handle": Handle(),
        "title": Text(most=5),
        "bio": Text(0, 5),
        "seconds": Number(1, 60),
        "downloads": Choice(("on", "off")),
        "quiet": Flag(),
        "traits": Texts(Text(most=3), most=2),
        "audience": Fields({"did": Text()}, ["did"]),
    },
    ["title"],
)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ([], "the body must be an object"),
        (None, "the body must be an object"),
        ({}, "`title` is missing"),
        ({"title": "x", "age": 3}, "`age` is not known here; known are handle, title, bio,"),
        ({"title": "x", "y" * 100: 3}, f"`{'y' * 40}` is not known here"),
        ({"title": 3}, "`title` must be a string of 1 to 5 characters, which must not be blank"),
        ({"title": " \n"}, "`title` must be a string of 1 to 5 characters, which must not be blank"),
        ({"title": "x" * 6}, "`title` must be a string of 1 to 5 characters"),
        ({"title": "x", "bio": "x" * 6}, "`bio` must be a string of 0 to 5 characters"),
        ({"title": "x", "handle": ".."}, "`handle` must be 1 to 64 letters, digits, `_`, `-` and `.`"),
        ({"title": "x", "handle": "a b"}, "`handle` must be 1 to 64 letters"),
        ({"title": "x", "handle": "a\n"}, "`handle` must be 1 to 64 letters"),
        ({"title": "x", "handle": "a" * 65}, "`handle` must be 1 to 64 letters"),
        ({"title": "x", "seconds": 0}, "`seconds` must be a whole number from 1 to 60"),
        ({"title": "x", "seconds": 1.5}, "`seconds` must be a whole number from 1 to 60"),
        ({"title": "x", "seconds": True}, "`seconds` must be a whole number from 1 to 60"),
        ({"title": "x", "seconds": 10**400}, "`seconds` must be a whole number from 1 to 60"),
        ({"title": "x", "downloads": "maybe"}, "`downloads` must be one of `on`, `off`"),
        ({"title": "x", "quiet": 1}, "`quiet` must be true or false"),
        ({"title": "x", "traits": ["a", "b", "c"]}, "`traits` must be a list of at most 2 strings"),
        ({"title": "x", "traits": ["a", 2]}, "`traits[1]` must be a string of 1 to 3 characters"),
        ({"title": "x", "audience": {}}, "`audience.did` is missing"),
        ({"title": "x", "audience": {"did": "x", "who": 1}}, "`audience.who` is not known here"),
    ],
)
def test_complaints(wrong, complaint):
    """A complaint names the field and says what it must be."""
    with pytest.raises(ShapeError) as raised:
        Check(SHAPE)(wrong)

    assert str(raised.value).startswith(complaint)


def test_right_values_pass():
    """A value of the right shape comes back as it is, whatever the script and the signs."""
    right = {"handle": ".Ελένη_٣", "title": "a\0\n", "bio": "", "seconds": 60, "traits": [], "quiet": False}

    assert Check(SHAPE)(right) == right


def test_whole_numbers():
    """A whole number spelled with a point is taken for that number."""
    checked = Check(SHAPE)({"title": "x", "seconds": 3.0})

    assert isinstance(checked["seconds"], int)
    assert checked["seconds"] == 3


def test_depth():
    """A value nested beyond reason is of no shape."""
    deep: list[object] = []
    for _ in range(900):
        deep = [deep]

    with pytest.raises(ShapeError, match="the name is nested too deep"):
        Check(SHAPE, "the name")({"title": deep})


@pytest.mark.parametrize("route", [route for route in ROUTES if route.body], ids=lambda route: route.summary)
def test_bodies_are_json_schemas(route):
    """What a route takes is a valid JSON Schema, closed, that says what each field must be."""
    assert meta.is_valid(route.body)
    assert route.body["additionalProperties"] is False
    assert all(field["description"] for field in route.body["properties"].values())
