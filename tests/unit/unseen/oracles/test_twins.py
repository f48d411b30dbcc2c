"""Can a reader tell two worlds apart?"""

import json

import pytest

from unseen.canary import Cast
from unseen.compare import as_view
from unseen.model import Observation
from unseen.oracles.twins import names, shorten, tell_apart

CAST = Cast(1)
ANA, BEN = CAST.person("Ana"), CAST.person("Ben")


def observe(document, surface="comments", request="GET /", **headers):
    return Observation("Cho", surface, "comments", request, 200, headers, json.dumps(document).encode())


def told_apart(here, there, **options):
    return tell_apart(
        as_view(here),
        as_view(there),
        **{
            "reader": "Cho",
            "relation": "drop",
            "secret": "that Ana did it",
            "redact": CAST.redact_text,
            "people": ("Ana",),
        }
        | options,
    )


def test_equal_views_are_no_finding():
    """Nobody can tell a world from itself."""
    assert told_apart([observe({"a": 1})], [observe({"a": 1})]) == []


def test_one_surface_is_one_finding_and_nothing_is_lost():
    """All differences on a surface have one cause; the first leads and the others are listed."""
    here = [observe({"a": 1, "b": 1}), observe({"c": 1}, request="GET /c"), observe({"d": 1}, "search")]
    there = [observe({"a": 2, "b": 2}), observe({"c": 2}, request="GET /c"), observe({"d": 2}, "search")]
    one, other = told_apart(here, there)
    assert (one.surface, one.pointer, one.also) == ("comments", "/a", ("/b", "/c"))
    assert (other.surface, other.pointer, other.also) == ("search", "/d", ())
    assert (one.oracle, one.relation, one.reader, one.request) == ("twins", "drop", "Cho", "GET /")
    assert (one.here, one.there) == ("1", "2")
    assert one.message == "Cho can tell that Ana did it: comments differs at /a"


def test_the_difference_that_names_somebody_leads():
    """A name tells more than a number, and no identity is quoted."""
    here, there = {"count": 1, "who": ANA.handle}, {"count": 0, "who": None}
    (finding,) = told_apart([observe(here)], [observe(there)])
    assert (finding.pointer, finding.also) == ("/who", ("/count",))
    assert finding.message.endswith("and names Ana")
    assert ANA.handle not in finding.here
    assert finding.here == '"[Ana\'s handle]"'


def test_a_difference_in_the_body_leads_before_one_in_a_header():
    """What stands in the payload is easier to mend than what stands above it."""
    here, there = observe({"a": 1}, link="x"), observe({"a": 2}, link="y")
    (finding,) = told_apart([here], [there])
    assert (finding.pointer, finding.also) == ("/a", ("header link",))


@pytest.mark.parametrize(
    ("here", "there", "remedy"),
    [
        (
            [observe({"a": 1})],
            [Observation("Cho", "comments", "", "GET /", 404, {}, b'{"a": 1}')],
            "same status",
        ),
        ([observe({}, etag="1")], [observe({}, etag="2")], "derive this header"),
        ([observe({"unread": 1})], [observe({"unread": 0})], "count only notices"),
        ([observe([1, 2])], [observe([2, 1])], "sort by something"),
        ([observe({"a": 1})], [observe({"a": 0})], "leave out"),
    ],
)
def test_each_kind_of_difference_has_its_remedy(here, there, remedy):
    """Who has to mend it reads what to do."""
    (finding,) = told_apart(here, there)
    assert remedy in finding.remedy


def test_a_payload_that_one_world_lacks_differs_as_a_whole():
    """A missing page is told without a pointer."""
    (finding,) = told_apart([observe({})], [])
    assert "at the whole payload" in finding.message


@pytest.mark.parametrize(
    ("text", "named"),
    [("[Ben's name]", "Ben"), ("[Ana's double's name]", ""), ("Ana's name", ""), ("x [Ana's e-mail]", "Ana")],
)
def test_only_a_redacted_identity_names_a_person(text, named):
    """A double is not the person, and a name in plain text is not an identity."""
    assert names(text, ["Ana", "Ben"]) == named


def test_an_excerpt_fits_on_a_page():
    """Blank space is folded and what is long is cut with a sign that says so."""
    assert shorten("a \n  b") == "a b"
    assert len(shorten("x" * 1000)) == 240
    assert shorten("x" * 1000).endswith("…")
