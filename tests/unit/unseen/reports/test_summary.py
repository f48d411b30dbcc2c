"""summary.json"""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.record import Header, Problem, Run, parse, read
from unseen.reports.summary import SCHEMA, render

LEAKY = Path(__file__).with_name("leaky.ndjson")
CONTENT = LEAKY.read_bytes()
schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_schema_is_a_schema() -> None:
    """The published schema is valid JSON Schema 2020-12, and every object in it is closed and described."""
    jsonschema.Draft202012Validator.check_schema(schema.schema)

    def objects(node: object) -> list[dict[str, object]]:
        if isinstance(node, list):
            return [found for each in node for found in objects(each)]
        if not isinstance(node, dict):
            return []
        here = [node] if node.get("type") == "object" else []
        return here + [found for each in node.values() for found in objects(each)]

    assert all("additionalProperties" in each and "description" in each for each in objects(schema.schema))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(CONTENT)))
def test_valid_wherever_the_record_is_cut(cut: int) -> None:
    """The summary of a record cut at any byte is valid, and says that it is partial."""
    found = json.loads(render(parse(CONTENT[:cut])))

    schema.validate(found)
    assert found["partial"] == (cut < len(CONTENT) - 1)


def test_what_it_says() -> None:
    """Verdict, counts, clauses and findings are those of the run."""
    run = read(LEAKY)
    found = json.loads(render(run))

    assert (found["verdict"], found["exit_code"]) == ("broken", 1)
    assert found["counts"]["planned"] == sum(found["counts"].values()) - found["counts"]["planned"]
    assert set(found["clauses"]) == {clause.id for clause in run.header.clauses}
    assert {each["id"] for each in found["not_tested"]} == {
        name for name, verdict in found["clauses"].items() if verdict == "not tested"
    }
    first = found["findings"][0]
    assert first["pointers"] == ["/items/0"]
    assert first["replay"].startswith("unseen audit features/")
    assert all(found["clauses"][name] == "broken" for each in found["findings"] for name in each["clauses"])


def test_problems() -> None:
    """What is wrong with the policy is told with its place and remedy."""
    run = Run(Header(), recorded_problems=(Problem("no such sentence", "f.feature", 7, "write x"),))
    found = json.loads(render(replace(run, finished="x")))

    schema.validate(found)
    assert found["problems"] == [
        {"message": "no such sentence", "file": "f.feature", "line": 7, "remedy": "write x"}
    ]


@pytest.mark.parametrize("change", [{"colour": "red"}, {"verdict": "compliant"}, {"exit_code": 4}])
def test_schema_is_closed(change: dict[str, object]) -> None:
    """A summary with anything else in it is not valid."""
    with pytest.raises(jsonschema.ValidationError):
        schema.validate(json.loads(render(read(LEAKY))) | change)
