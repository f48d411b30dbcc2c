"""
The shapes of request bodies, as JSON Schemas: what is checked is what the OpenAPI document says.

Every schema says in its `description` what a value must be; complaints quote it.
"""
# ruff: noqa: N802 - in the table of routes they read as the types they stand for

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind

__all__ = [
    "Check",
    "Choice",
    "Fields",
    "Flag",
    "Handle",
    "Number",
    "Shape",
    "ShapeError",
    "Text",
    "Texts",
    "fields_of",
]

Shape = Mapping[str, Any]
"""A JSON Schema (2020-12) with a description."""


def Text(least: int = 1, most: int = 2000) -> Shape:
    """A string of a length within bounds, not blank unless it may be empty."""
    said = f"a string of {least} to {most} characters"
    bounds = {"type": "string", "minLength": least, "maxLength": most}
    if least:
        return {**bounds, "pattern": r"\S", "description": f"{said}, which must not be blank"}
    return {**bounds, "description": said}


def Handle() -> Shape:
    """What an account is called."""
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": 64,
        "pattern": r"^\.*[\p{L}\p{N}_-][\p{L}\p{N}_.-]*$",
        "description": "1 to 64 letters, digits, `_`, `-` and `.`, not only dots",
    }


def Number(least: int, most: int) -> Shape:
    """A whole number within bounds."""
    said = f"a whole number from {least} to {most}"
    return {"type": "integer", "minimum": least, "maximum": most, "description": said}


def Flag() -> Shape:
    """True or false."""
    return {"type": "boolean", "description": "true or false"}


def Choice(options: Sequence[str]) -> Shape:
    """One of a few strings."""
    return {
        "enum": list(options),
        "description": f"one of {', '.join(f'`{option}`' for option in options)}",
    }


def Texts(each: Shape, most: int = 100) -> Shape:
    """A list of strings, each of the shape *each*."""
    said = f"a list of at most {most} strings"
    return {"type": "array", "maxItems": most, "items": each, "description": said}


def Fields(fields: Mapping[str, Shape], required: Collection[str] = ()) -> Shape:
    """An object with these fields and no others; those not *required* may be left out."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": dict(fields),
        "additionalProperties": False,
        "description": "an object",
    }
    return schema | ({"required": [name for name in fields if name in required]} if required else {})


class ShapeError(Exception):
    """A value of the wrong shape; the message names the field and says what it must be."""


class Check:
    """Checks values against one shape, compiled once; *what* is how complaints call the whole value."""

    def __init__(self, shape: Shape, what: str = "the body") -> None:
        self._shape = shape
        self._what = what
        self._validator = Draft202012Validator(dict(shape))

    def __call__(self, value: object) -> Any:
        """
        The value, ready for use.

        Raises:
            ShapeError: it is of another shape.
        """
        try:
            self._validator.validate(value)
        except ValidationError as error:
            raise ShapeError(self._complaint(error)) from error
        except ValueError as error:  # how the validator refuses to follow a value any deeper
            raise ShapeError(f"{self._what} is nested too deep") from error
        return _whole(value)

    def _complaint(self, error: ValidationError) -> str:
        kind, path, shape = error.kind, error.instance_path, self._shape
        for step in error.schema_path[:-1]:
            shape = shape[step]  # type: ignore[index] # steps into a list would be numbers; we have none
        if isinstance(kind, ValidationErrorKind.Required):
            return f"{_field([*path, kind.property])} is missing"
        if isinstance(kind, ValidationErrorKind.AdditionalProperties):
            extra = _field([*path, min(kind.unexpected)[:40]])
            return f"{extra} is not known here; known are {', '.join(shape['properties'])}"
        return f"{_field(path) if path else self._what} must be {shape['description']}"


def _field(path: Sequence[str | int]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"`{''.join(steps).removeprefix('.')}`"


def _whole(value: Any) -> Any:
    """To JSON Schema, 3.0 is a whole number like 3; to an act it would not be."""
    if isinstance(value, dict):
        return {name: _whole(item) for name, item in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def fields_of(required: Mapping[str, Shape], **optional: Shape) -> Shape:
    """An object with these fields: those of *required* have to be there, the others may."""
    return Fields({**required, **optional}, required)
