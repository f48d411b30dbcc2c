"""The platform's OpenAPI document with our closed schemas of every reply, and names of what exists."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from platform_stub.openapi import describe
from platform_stub.routes import ROUTES
from unseen.home import HOME
from unseen.targets.interface import ACTS, REPLIES, SURFACES

Schema = dict[str, Any]

_ELSEWHERE = {
    ("POST", "/people"): "signed-up",
    ("POST", "/me/videos"): "video",
    ("PATCH", "/me/settings"): "reply-settings",
    ("POST", "/me/grants"): "reply-grant",
    ("POST", "/me/promotions"): "reply-promotion",
    ("PATCH", "/me/collections/{}"): "reply-collection",
    ("PUT", "/me/messages/{}/read"): "reply-act",
    ("POST", "/tools"): "reply-tool",
}
"""Requests that no table of the adapter spells."""


def document(names: Mapping[str, Iterable[str]], skipped: Iterable[str] = ()) -> Schema:
    """
    The interface, closed: a reply with a field that is not described breaks it.

    `names` gives values for parameters by their name (*handle*, *id* …): what a tester would look up first.
    `skipped` are operations left out, such as `DELETE /me`. What steers a test world is left out as well.
    """
    described = describe(route for route in ROUTES if not route.control)
    closed = described["components"]["schemas"]
    closed |= _schemas(HOME / "schemas")
    payloads = {key: payload for key, payload in _payloads() if payload in closed}
    unwanted = {*skipped}
    for path, operations in list(described["paths"].items()):
        for method in list(operations):
            key = method.upper(), _shape(path)
            if f"{method.upper()} {path}" in unwanted or path.startswith(("/control", "/openapi")):
                del operations[method]
                continue
            operation = operations[method]
            for parameter in operation.get("parameters", ()):
                if known := sorted(names.get(parameter["name"], ())):
                    parameter["schema"] = {"type": "string", "enum": known}
            if key in payloads:
                _close(operation, payloads[key])
        if not operations:
            del described["paths"][path]
    return described


def _payloads() -> Iterable[tuple[tuple[str, str], str]]:
    for requests in SURFACES.values():
        for path, payload in requests:
            if not path.endswith(".csv") and payload != "nothing":
                yield ("GET", _shape(path.partition("?")[0])), payload
    for verb, (method, path, _) in ACTS.items():
        if kept := REPLIES.get(verb):
            yield (method, _shape(path)), kept
    yield from _ELSEWHERE.items()


def _shape(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path)


def _close(operation: Schema, payload: str) -> None:
    for status, reply in operation["responses"].items():
        if status.startswith("2") and "content" in reply:
            reply["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{payload}"}}}


def _schemas(folder: Path) -> Schema:
    """Every schema as a component; references between files become references within the document."""
    found = {}
    for file in sorted(folder.glob("*.json")):
        if file.stem not in ("metaschema", "error"):
            found[file.stem] = _moved(json.loads(file.read_text(encoding="utf-8")), file.stem)
    return found


def _moved(part: Any, name: str) -> Any:
    if isinstance(part, list):
        return [_moved(each, name) for each in part]
    if not isinstance(part, dict):
        return part
    moved = {key: _moved(value, name) for key, value in part.items() if key not in ("$schema", "$id")}
    reference = part.get("$ref")
    if isinstance(reference, str):
        file, _, pointer = reference.partition("#")
        moved["$ref"] = f"#/components/schemas/{file.removesuffix('.json') or name}{pointer}"
    return moved
