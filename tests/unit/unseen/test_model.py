"""Values that everything else speaks in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.model import Act, Finding, Observation, PolicyError, Thing, Undecodable, Where, decode

TEXTS = st.text(
    st.characters(exclude_characters='\r\n",', exclude_categories=("Cs",)), min_size=1, max_size=8
)


def finding(**changes):
    return Finding(
        **{
            "oracle": "twins",
            "surface": "comments",
            "pointer": "/items/3/id",
            "reader": "Cho",
            "message": "m",
        }
        | changes
    )


def observation(body, content_type="application/json"):
    return Observation("Cho", "comments", "comments", "GET", 200, {"content-type": content_type}, body)


def test_a_place_in_a_file_is_spelled_as_editors_understand_it():
    """File and line are joined by a colon; a whole file has no line."""
    assert (str(Where("a.feature", 3)), str(Where("a.feature"))) == ("a.feature:3", "a.feature")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (PolicyError("wrong"), "wrong"),
        (PolicyError("wrong", Where("a", 3)), "a:3: wrong"),
        (PolicyError("wrong", remedy="say it right"), "wrong; say it right"),
    ],
)
def test_a_mistake_says_where_what_and_how_to_mend_it(error, text):
    """What is not known is left out of the message of a PolicyError."""
    assert str(error) == text


def test_a_detail_that_is_not_there_is_the_default():
    """An act without a text has the default one."""
    act = Act("Ana", "comment", Thing("video", "recipe"), (("text", "hi"),))
    assert (act.detail("text"), act.detail("collection"), act.detail("way", "x")) == ("hi", "", "x")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXTS,
        lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    )
)
def test_json_is_read_as_it_was_written(value):
    """Whatever JSON can say comes back from the bytes of a body."""
    assert observation(json.dumps(value).encode()).document == value


@given(st.lists(TEXTS, min_size=1, max_size=4, unique=True), st.data())
def test_a_table_is_read_row_by_row(header, data):
    """Each row of a CSV body has its cells under the names of the header."""
    rows = data.draw(st.lists(st.lists(TEXTS, min_size=len(header), max_size=len(header)), max_size=3))
    body = "\r\n".join(",".join(row) for row in (header, *rows)).encode()
    assert observation(body, "text/csv; charset=utf-8").document == {
        "columns": header,
        "rows": [dict(zip(header, row, strict=True)) for row in rows],
    }


def test_no_body_is_no_document():
    """An empty body is None, and nothing is wrong with it; a table of no lines has no columns."""
    assert decode(b"", "application/json") is None
    assert decode(b"\n", "text/csv") == {"columns": [], "rows": []}


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (b"<html>", "application/json", "not JSON"),
        (b'{"a": 1', "application/json", "not JSON"),
        (b"\xff\xfe\x00", "application/json", "not JSON"),
        (b"[" * 100_000, "application/json", "nested too deeply"),
        (b"a,b\r\n1\r\n", "text/csv", "more or fewer cells"),
        (b"a\r\n" + b"x" * 200_000, "text/csv", "no table"),
    ],
)
def test_a_body_that_is_cut_off_or_of_another_kind_is_undecodable(body, kind, why):
    """Nothing is guessed from a body that is not what its content type says."""
    with pytest.raises(Undecodable, match=why):
        decode(body, kind)


def test_a_fingerprint_forgets_where_in_a_list_and_what_exactly():
    """Two findings with one root cause have one fingerprint, whoever found them and at which entry."""
    one, other = finding(), finding(pointer="/items/14/id", reader="Dev", here="x", request="GET y")
    assert one.fingerprint == other.fingerprint == "twins · comments · /items/*/id"


@pytest.mark.parametrize(
    "change", [{"oracle": "canary"}, {"surface": "search"}, {"pointer": "/items/3/text"}]
)
def test_a_fingerprint_tells_causes_apart(change):
    """Another oracle, surface or field is another cause."""
    assert finding(**change).fingerprint != finding().fingerprint
