import json
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import referencing
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing.jsonschema import DRAFT202012

from unseen.home import HOME
from unseen.model import Observation
from unseen.oracles.schema import Schemas

FILES = {path.stem: json.loads(path.read_bytes()) for path in sorted((HOME / "schemas").glob("*.json"))}
PAYLOADS = [name for name, schema in FILES.items() if "type" in schema and name != "metaschema"]


def strict(name: str) -> jsonschema.Draft202012Validator:
    """`jsonschema` on the files as they lie there."""
    registry = referencing.Registry().with_resources(
        (schema["$id"], DRAFT202012.create_resource(schema)) for schema in FILES.values()
    )
    return jsonschema.Draft202012Validator(FILES[name], registry=registry)


def quick(name: str) -> Any:
    """`jsonschema_rs` on the files without the name of their dialect."""
    bare = {
        key: {word: said for word, said in schema.items() if word != "$schema"}
        for key, schema in FILES.items()
    }
    registry = jsonschema_rs.Registry([(schema["$id"], schema) for schema in bare.values()])
    return jsonschema_rs.Draft202012Validator(bare[name], registry=registry)


VALIDATORS = {name: (strict(name), quick(name)) for name in PAYLOADS}


def places(document: Any) -> list[tuple[Any, Any]]:
    """Every container of a document with each of its keys."""
    if not isinstance(document, dict | list):
        return []
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    return [*((document, key) for key in keys), *(place for key in keys for place in places(document[key]))]


def test_every_payload_of_the_reference_platform_matches_its_schema(
    schemas: Schemas, recorded: list[Observation]
) -> None:
    """Nothing the reference platform sends to anybody is at odds with its schema."""
    assert [finding for seen in recorded for finding in schemas.judge(seen)] == []


def test_every_schema_was_met(schemas: Schemas, recorded: list[Observation]) -> None:
    """The recorded payloads hold at least one of every kind there is a schema for."""
    assert set(schemas.payloads) - {seen.payload for seen in recorded} == set()


def test_every_leaf_was_met(schemas: Schemas, recorded: list[Observation]) -> None:
    """No schema allows a field that the reference platform never sends; the mean needs more people."""
    met = {
        (seen.payload, "/".join("*" if part.isdigit() else part for part in pointer.split("/")))
        for seen in recorded
        for pointer, _, _ in schemas.fields(seen.payload, seen.document)
    }
    allowed = {(name, pattern) for name in schemas.payloads for pattern, _ in schemas.annotations(name)}

    unmet = {place for place in allowed - met if place[1] != "/next"}
    assert unmet == {("analytics", "/videos/*/mean_watch_seconds")}


def test_every_leaf_of_a_payload_is_annotated(schemas: Schemas, recorded: list[Observation]) -> None:
    """Whatever scalar stands in a recorded payload has a category, or stands in a header that has one."""
    for seen in recorded:
        known = {pointer for pointer, _, _ in schemas.fields(seen.payload, seen.document)}
        for leaf in leaves(seen.document):
            assert leaf in known or leaf.rpartition("/")[0] in known


def leaves(document: Any, pointer: str = "") -> set[str]:
    """The pointers of all scalars."""
    if isinstance(document, dict):
        return {leaf for key in document for leaf in leaves(document[key], f"{pointer}/{key}")}
    if isinstance(document, list):
        return {leaf for index, item in enumerate(document) for leaf in leaves(item, f"{pointer}/{index}")}
    return set() if document is None else {pointer}


@pytest.mark.parametrize("name", PAYLOADS)
def test_both_validators_accept_what_was_recorded(name: str, recorded: list[Observation]) -> None:
    """jsonschema and jsonschema_rs both find every recorded payload valid."""
    authority, hot = VALIDATORS[name]
    for seen in recorded:
        if seen.payload == name:
            assert authority.is_valid(seen.document)
            assert hot.is_valid(seen.document)


@pytest.mark.parametrize("name", sorted({*FILES} - {"metaschema"}))
def test_every_schema_satisfies_the_metaschema_for_both(name: str) -> None:
    """jsonschema and jsonschema_rs agree that each file is a schema with annotations that exist."""
    assert list(jsonschema.Draft202012Validator(FILES["metaschema"]).iter_errors(FILES[name])) == []
    assert jsonschema_rs.Draft202012Validator(FILES["metaschema"]).is_valid(FILES[name])


@pytest.fixture(scope="session")
def samples(recorded: list[Observation]) -> dict[str, str]:
    """The longest payload of each kind, as JSON."""
    longest = {
        seen.payload: json.dumps(seen.document)
        for seen in sorted(recorded, key=lambda seen: len(seen.body))
        if seen.payload
    }
    return dict(sorted(longest.items()))


@settings(deadline=None)
@given(data=st.data())
def test_both_validators_agree_on_tampering(samples: dict[str, str], data: st.DataObject) -> None:
    """A key dropped, a key added, a value of another type: both validators give the same answer."""
    name = data.draw(st.sampled_from(list(samples)))
    document = json.loads(samples[name])
    every = places(document)
    holder, key = every[data.draw(st.integers(0, len(every) - 1))]
    change = data.draw(st.sampled_from(("drop", "add", "replace")))
    if change == "drop":
        del holder[key]
    elif change == "add" and isinstance(holder, dict):
        holder[data.draw(st.sampled_from(("savers", "saves", "", "~/", "0")))] = 1
    else:
        holder[key] = data.draw(st.sampled_from([None, True, 0, -1, 1.0, 1.5, "", "x", [], {}, 2**70]))
    authority, hot = VALIDATORS[name]

    assert authority.is_valid(document) == hot.is_valid(document)


@pytest.mark.parametrize("stripped", [False, True])
def test_a_custom_keyword_survives_a_reference_only_without_the_dialect(*, stripped: bool) -> None:
    """What `jsonschema` was taught is lost behind a `$ref` to a file that names its dialect."""
    met: list[object] = []

    def keyword(_: object, value: object, *__: object) -> None:
        met.append(value)

    dialect = {} if stripped else {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    inner = {**dialect, "$id": "https://unseen.example/inner.json", "dataCategory": "person.name"}
    registry = referencing.Registry().with_resource(inner["$id"], DRAFT202012.create_resource(inner))
    taught = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"dataCategory": keyword})
    taught({"$ref": inner["$id"]}, registry=registry).is_valid("Ana")

    assert bool(met) == stripped


def test_no_schema_that_is_loaded_names_a_dialect(schemas: Schemas) -> None:
    """`Schemas.load` strips `$schema` from every file it reads."""
    assert all("$schema" not in schema for schema in schemas._documents.values())
