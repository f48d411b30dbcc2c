import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from unseen.canary import cast
from unseen.home import HOME
from unseen.model import Observation, PolicyError
from unseen.oracles.annotations import Annotation
from unseen.oracles.schema import Schemas

LEAF = {"type": "string", "dataCategory": "person.name", "dataSubject": "owner"}
ROOT = {"$id": "https://example.test/page.json", "title": "page", "surface": "profile", "audience": ["owner"]}


def closed(**properties: Any) -> dict[str, Any]:
    """An object that has these keys and no others."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def load(directory: Path, files: Mapping[str, Any]) -> Schemas:
    """Write these schemas into a directory and load it."""
    for name, schema in files.items():
        text = schema if isinstance(schema, bytes) else json.dumps(schema).encode()
        (directory / f"{name}.json").write_bytes(text)
    return Schemas.load(directory)


def seen(payload: str, document: Any, kind: str = "application/json") -> Observation:
    """A payload that Cho received."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Observation("Cho", "creator analytics", payload, "GET /x", 200, {"content-type": kind}, body)


VIDEO = {"id": "a1", "title": "recipe", "views": 1, "likes": 2, "comments": 0, "shares": 0, "reposts": 0}
VIDEO |= {"sources": [{"name": "search", "views": 1}]}


def analytics(**changes: Any) -> dict[str, Any]:
    """Creator analytics with three videos, each changed in the same way."""
    videos = [{**VIDEO, **changes} for _ in range(3)]
    return {"followers": 1, "profile_visits": 0, "searches": [], "videos": videos}


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    """The packaged schemas."""
    return Schemas.load(HOME / "schemas")


def test_a_payload_that_matches_is_no_finding(schemas: Schemas) -> None:
    """What the schema says is fine."""
    assert schemas.judge(seen("analytics", analytics())) == ()


def test_a_field_too_many_is_one_finding(schemas: Schemas) -> None:
    """A stray key in every row is one finding: the key, the pointer, the payload in plain words, a remedy."""
    (finding,) = schemas.judge(seen("analytics", analytics(savers=["Ana"])))

    assert finding.message == "`savers` at /videos/0/savers is not in the schema of creator analytics"
    assert finding.pointer == "/videos/0/savers"
    assert finding.also == ("/videos/1/savers", "/videos/2/savers")
    assert finding.fingerprint == "schema · creator analytics · /videos/*/savers"
    assert finding.remedy
    assert finding.here == '["Ana"]'
    assert "Ana" not in finding.message


def test_different_causes_are_different_findings(schemas: Schemas) -> None:
    """A missing key, a wrong type and a figure below nothing are three findings."""
    document = analytics(likes="many", views=-1)
    for video in document["videos"]:
        del video["shares"]

    found = {finding.pointer: finding.message for finding in schemas.judge(seen("analytics", document))}

    assert found == {
        "/videos/0/shares": "`shares` is missing at /videos/0 in creator analytics",
        "/videos/0/likes": (
            "the value at /videos/0/likes is not a whole number, as the schema of creator analytics says"
        ),
        "/videos/0/views": (
            "the value at /videos/0/views is below the least value that the schema of creator analytics gives"
        ),
    }


def test_a_stray_column_is_one_finding(schemas: Schemas) -> None:
    """A column too many in the export is found by its cells, and by its name where there are none."""
    header = b"title,views,likes,comments,shares,reposts,saves\r\n"
    with_rows = schemas.judge(seen("analytics-export", header + b"recipe,1,2,3,4,5,6\r\n", "text/csv"))
    without = schemas.judge(seen("analytics-export", header, "text/csv"))

    assert [finding.pointer for finding in with_rows] == ["/rows/0/saves"]
    assert [finding.message for finding in without] == [
        "`saves` at /columns/6 is not in the schema of analytics export"
    ]


def test_a_missing_column_is_a_finding(schemas: Schemas) -> None:
    """The header has to be the whole header."""
    (finding,) = schemas.judge(seen("analytics-export", b"title,views\r\n", "text/csv"))

    assert (
        finding.message == "the value at /columns is not the value that the schema of analytics export gives"
    )


def test_a_header_that_is_no_list_is_a_finding(schemas: Schemas) -> None:
    """Data in place of a table is explained like any other."""
    (finding,) = schemas.judge(seen("analytics-export", {"columns": 1, "rows": []}))

    assert finding.pointer == "/columns"


def test_a_payload_without_schema_is_a_finding(schemas: Schemas) -> None:
    """What no schema describes must not reach anybody."""
    (finding,) = schemas.judge(seen("savers", {"items": []}))

    assert finding.message == "no schema describes the payload `savers` that `GET /x` answers"
    assert "schemas/savers.json" in finding.remedy


@pytest.mark.parametrize(
    ("kind", "body"),
    [("application/json", b'{"a"'), ("application/json", b"\xff"), ("text/csv", b"title,views\r\nx\r\n")],
)
def test_a_body_that_cannot_be_read_is_a_finding(schemas: Schemas, kind: str, body: bytes) -> None:
    """A body that is cut off, or not what its content type says, is a finding and no crash."""
    (finding,) = schemas.judge(seen("analytics", body, kind))

    assert finding.message.startswith("creator analytics cannot be read: ")


def test_bodies_where_none_belong_and_none_where_one_belongs(schemas: Schemas) -> None:
    """An empty body has no schema, and only an empty one has none."""
    assert schemas.judge(seen("", b"")) == ()
    assert [finding.message for finding in schemas.judge(seen("", b"x"))] == [
        "`GET /x` answers with a body where none belongs"
    ]
    assert [finding.message for finding in schemas.judge(seen("analytics", b""))] == [
        "creator analytics came without a body"
    ]


def test_a_payload_of_another_kind_is_named_at_its_root(schemas: Schemas) -> None:
    """A list where an object belongs is a finding at the root."""
    (finding,) = schemas.judge(seen("analytics", []))

    assert finding.message == "the value at / is not an object, as the schema of creator analytics says"


def test_a_long_value_is_cut(schemas: Schemas) -> None:
    """The excerpt of a huge value stays short."""
    (finding,) = schemas.judge(seen("analytics", analytics(savers="x" * 1000)))

    assert len(finding.here) < 250


def test_as_an_oracle_it_redacts_what_it_found(schemas: Schemas) -> None:
    """Keys and values that people are recognised by are markers in the findings of a world."""
    people = cast(1)
    ana = people.person("Ana")

    (finding,) = schemas.oracle(seen("analytics", analytics(**{ana.handle: ana.email})), people)

    assert finding.pointer == "/videos/0/[Ana's handle]"
    assert finding.also[0] == "/videos/1/[Ana's handle]"
    assert finding.here == '"[Ana\'s e-mail]"'
    assert ana.handle not in str(finding)
    assert schemas.oracle(seen("analytics", analytics()), people) == ()


def test_keys_are_escaped_in_pointers(schemas: Schemas) -> None:
    """A key with a slash or a tilde is written as JSON pointers write it."""
    (finding,) = schemas.judge(seen("analytics", {**analytics(), "a/b~c": 1}))

    assert finding.pointer == "/a~1b~0c"


def test_fields_have_pointer_category_and_value(schemas: Schemas) -> None:
    """Every leaf of a document comes with its category; what the schema does not know is passed over."""
    document = analytics(likes=30, savers=3)
    fields = list(schemas.fields("analytics", document))

    assert ("/videos/1/likes", "metric.likes", 30) in fields
    assert ("/videos/1/title", "content.title", "recipe") in fields
    assert not [pointer for pointer, _, _ in fields if "savers" in pointer]


@pytest.mark.parametrize("document", [None, [], {"videos": 3}, {"videos": {"likes": 1}}])
def test_fields_of_what_does_not_match_are_passed_over(schemas: Schemas, document: Any) -> None:
    """A document of another form has no fields, and nothing crashes."""
    assert list(schemas.fields("analytics", document)) == []
    assert list(schemas.fields("no such payload", document)) == []


def test_a_schema_has_a_title_a_surface_and_annotations(schemas: Schemas) -> None:
    """The annotation of a leaf says whom it is about, what it is, who sees it and from which group on."""
    assert schemas.title("likers") == "likers of a video"
    assert schemas.surface("likers") == "video page"
    assert dict(schemas.annotations("analytics"))["/videos/*/mean_watch_seconds"] == Annotation(
        "group", "metric.mean watch time", ("owner",), 50
    )
    assert dict(schemas.annotations("video"))["/viewer/saved"] == Annotation(
        "reader", "act.save", ("reader",)
    )


def test_what_is_said_nearer_holds(tmp_path: Path) -> None:
    """The `$ref` outranks what it refers to, and what is said deeper outranks what is said above."""
    shared = {
        "$id": "https://example.test/shared.json",
        "$defs": {
            "a/b": {"type": "string", "dataCategory": "person.bio", "dataSubject": "actor"},
            "pair": closed(one={"$ref": "#/$defs/a~1b"}, two=LEAF, three=LEAF | {"audience": ["reader"]}),
        },
    }
    reference = {"$ref": "shared.json#/$defs/a~1b", "dataCategory": "person.name", "dataSubject": "saver"}
    page = ROOT | closed(single=reference, both={"$ref": "shared.json#/$defs/pair", "dataSubject": "saver"})

    loaded = load(tmp_path, {"shared": shared, "page": page})

    assert loaded.payloads == ("page",)
    assert dict(loaded.annotations("page")) == {
        "/single": Annotation("saver", "person.name", ("owner",)),
        "/both/one": Annotation("actor", "person.bio", ("owner",)),
        "/both/two": Annotation("owner", "person.name", ("owner",)),
        "/both/three": Annotation("owner", "person.name", ("reader",)),
    }


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (ROOT | closed(name=LEAF | {"dataCategory": "person.nmae"}), "at /properties/name/dataCategory: "),
        (ROOT | closed(name=LEAF | {"dataCategory": "person.nmae"}), "`person.nmae` is not known here"),
        (ROOT | closed(name=LEAF | {"dataCategory": "person.nmae"}), "did you mean `person.name`?"),
        (ROOT | closed(name=LEAF | {"audience": ["friends"]}), "did you mean `friend`?"),
        (ROOT | closed(name=LEAF | {"dataSubject": "§"}), "docs/schemas.md"),
        (ROOT | closed(name=LEAF | {"minimumGroup": 1}), "at /properties/name/minimumGroup: "),
        (ROOT | closed(name=LEAF | {"dataCatgory": "person.name"}), "did you mean `dataCategory`?"),
        (ROOT | closed(name={"type": "text"}), "at /properties/name/type: "),
        (
            ROOT | closed(name={"type": "string"}),
            "at /properties/name: the field is visible but has no `dataCategory`",
        ),
        (ROOT | closed(name={"type": "string", "dataCategory": "person.name"}), "has no `dataSubject`"),
        (ROOT | closed(name={"dataCategory": "person.name"}), "anything may stand here"),
        (ROOT | closed(name={"type": "array"}), "the list says nothing of what it holds"),
        (ROOT | {"type": "object", "additionalProperties": False}, "the object says nothing of its keys"),
        (ROOT | {"type": "object", "properties": {}}, "at /: the object is open"),
        (ROOT | closed(sub={"type": "object", "properties": {}}), "at /properties/sub: the object is open"),
        (
            ROOT | {"type": "object", "properties": {}, "additionalProperties": True},
            "at /additionalProperties: ",
        ),
        (ROOT | closed(name={"$ref": "gone.json#/$defs/x"}), "`gone.json#/$defs/x` leads nowhere"),
        (ROOT | closed(name={"$ref": "#/title/x"}), "`#/title/x` leads nowhere"),
        (ROOT | closed(name={"$ref": "#", "type": "string"}), "`type` stands beside `$ref`"),
        (ROOT | closed(name={"$ref": "#"}), "the schema refers to itself"),
        (closed(name=LEAF) | {"$id": "https://example.test/x.json"}, "`title` is missing"),
        (closed(name=LEAF), "`$id` is missing"),
        ([], "a schema is a JSON object"),
        (b"{\n{", "page.json:2: this is not JSON"),
        (b"\xff", "this is not UTF-8"),
    ],
)
def test_a_wrong_schema_is_refused(tmp_path: Path, schema: Any, message: str) -> None:
    """A schema that is invalid, open or not annotated is refused: file, pointer, reason and remedy."""
    with pytest.raises(PolicyError) as raised:
        load(tmp_path, {"page": schema})

    assert message in str(raised.value)
    assert "page.json" in str(raised.value)
    assert raised.value.remedy


def test_an_audience_can_come_from_the_leaf_alone(tmp_path: Path) -> None:
    """Where no audience is named above, the leaf without one is refused at its place."""
    shared = {"$id": "https://example.test/shared.json", "$defs": {"x": LEAF}}
    page = {key: said for key, said in ROOT.items() if key != "audience"} | closed(name=LEAF)

    with pytest.raises(PolicyError, match="`audience` is missing"):
        load(tmp_path, {"shared": shared, "page": page})


def test_an_empty_directory_is_refused(tmp_path: Path) -> None:
    """A directory without schemas would let everything pass as unknown, so it is refused at once."""
    with pytest.raises(PolicyError, match="no schema lies in"):
        Schemas.load(tmp_path)


def test_a_directory_may_bring_its_own_metaschema(tmp_path: Path) -> None:
    """A project with more categories writes a metaschema beside its schemas."""
    rules = json.loads((HOME / "schemas" / "metaschema.json").read_bytes())
    rules["properties"]["dataCategory"]["enum"].append("metric.hats")
    page = ROOT | closed(hats={"type": "integer", "dataCategory": "metric.hats", "dataSubject": "group"})

    loaded = load(tmp_path, {"metaschema": rules, "page": page})

    assert list(loaded.fields("page", {"hats": 3})) == [("/hats", "metric.hats", 3)]
