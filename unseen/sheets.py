"""
What the fields of every payload are about, read from the schemas without judging them.

`unseen.oracles.annotations` refuses schemas with a visible field that says nothing; this lists such a field,
so that traceability can name it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from unseen.record import Sheet

_DEEPEST = 40


def read_sheets(directory: Path) -> tuple[Sheet, ...]:
    """A sheet for each payload that has a schema here; what cannot be read is left out."""
    documents: dict[str, Any] = {}
    for path in sorted(directory.glob("*.json")):
        try:
            documents[path.stem] = json.loads(path.read_bytes())
        except (OSError, ValueError):
            continue
    return tuple(
        Sheet(name, schema["surface"], tuple(_fields(documents, name, schema, "", "", 0)))
        for name, schema in documents.items()
        if isinstance(schema, dict) and "type" in schema and isinstance(schema.get("surface"), str)
    )


def _fields(
    documents: Mapping[str, Any], file: str, schema: Any, pointer: str, category: str, depth: int
) -> Iterator[tuple[str, str]]:
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return
    category = category or str(schema.get("dataCategory", ""))
    if "$ref" in schema:
        other, found = _followed(documents, file, str(schema["$ref"]))
        yield from _fields(documents, other, found, pointer, category, depth + 1)
    elif isinstance(schema.get("properties"), dict):
        for key, below in schema["properties"].items():
            name = key.replace("~", "~0").replace("/", "~1")
            yield from _fields(documents, file, below, f"{pointer}/{name}", "", depth + 1)
    elif "items" in schema:
        yield from _fields(documents, file, schema["items"], f"{pointer}/*", "", depth + 1)
    else:
        yield pointer, category


def _followed(documents: Mapping[str, Any], file: str, reference: str) -> tuple[str, Any]:
    other, _, inside = reference.partition("#")
    name = other.removesuffix(".json") or file
    found = documents.get(name)
    for part in inside.split("/")[1:]:
        found = found.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    return name, found
