"""The HTTP interface, described as OpenAPI 3.1 from the table of routes."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from platform_stub.calls import Route

__all__ = ["describe"]

_ERROR = {
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "additionalProperties": False,
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}
_MEDIA = {"/me/analytics.csv": "text/csv", "/me/live": "text/event-stream"}
_QUERY = {"cursor": "the `next` of the page before", "q": "what to look for"}


def describe(routes: Iterable["Route"]) -> dict[str, Any]:
    """The OpenAPI document of these routes and of the app interface, which is no table."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    for path, summary in (
        ("/app/me", "The profile of whoever granted the tool access"),
        ("/app/videos", "The videos of whoever granted the tool access"),
        ("/app/activity", "What whoever granted the tool access liked, saved and viewed"),
    ):
        paths[path] = {
            "get": {
                "summary": summary,
                "operationId": _name("get", path),
                "security": [{"tool": []}],
                "responses": {
                    "200": _reply("what the scope covers"),
                    "403": _error("no permission covers it"),
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "The reference platform", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {"Error": _ERROR},
            "securitySchemes": {
                "person": {"type": "http", "scheme": "bearer"},
                "tool": {"type": "http", "scheme": "bearer", "description": "the token of a grant"},
            },
        },
    }


def _operation(route: "Route") -> dict[str, Any]:
    responses: dict[str, Any] = {
        "4XX": _error("malformed, or nothing here for the reader"),
    }
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": _name(route.method.lower(), route.path),
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"{(\w+)}", route.path)
        ]
        + [
            {"name": name, "in": "query", "description": _QUERY[name], "schema": {"type": "string"}}
            for name in route.query
        ],
        "responses": responses,
    }
    if route.method == "GET":
        media = _MEDIA.get(route.path, "application/json")
        responses["200"] = _reply("as this reader may see it", media)
        responses["304"] = {"description": "unchanged since the entity tag sent in If-None-Match"}
    else:
        responses[str(route.status)] = _reply("done")
        responses["204"] = {"description": "done, nothing to say"}
    if route.body is not None:
        operation["requestBody"] = {
            "required": "required" in route.body,
            "content": {"application/json": {"schema": route.body}},
        }
    if route.signed:
        operation["security"] = [{"person": []}]
    elif route.method == "GET" and not route.control:
        operation["security"] = [{}, {"person": []}]
    return operation


def _name(method: str, path: str) -> str:
    return method + re.sub(r"\W+", "_", path).rstrip("_")


def _reply(description: str, media: str = "application/json") -> dict[str, Any]:
    kind = "string" if media.startswith("text/") else "object"
    return {"description": description, "content": {media: {"schema": {"type": kind}}}}


def _error(description: str) -> dict[str, Any]:
    reference = {"$ref": "#/components/schemas/Error"}
    return {"description": description, "content": {"application/json": {"schema": reference}}}
