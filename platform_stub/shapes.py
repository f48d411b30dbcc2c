"""
The shapes of request bodies: checked here, published in the OpenAPI document.

A shape turns a JSON value into the value an act takes, or says what is wrong with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

__all__ = ["Choice", "Fields", "Flag", "Number", "Shape", "ShapeError", "Text", "Texts"]


class ShapeError(Exception):
    """A value of the wrong shape; the message names the field."""


class Shape(Protocol):
    """What a JSON value must look like."""

    def check(self, name: str, value: object) -> Any:
        """The value, ready for use. Raises ShapeError."""

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string of a length within bounds."""

    least: int = 1
    most: int = 2000
    pattern: str = ""

    def check(self, name: str, value: object) -> str:
        """The string, unchanged."""
        if not isinstance(value, str):
            raise ShapeError(f"`{name}` must be a string")
        if not self.least <= len(value) <= self.most:
            raise ShapeError(f"`{name}` must have {self.least} to {self.most} characters")
        if self.least and not value.strip():
            raise ShapeError(f"`{name}` must not be blank")
        return value

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "string", "minLength": self.least, "maxLength": self.most}


@dataclass(frozen=True, slots=True)
class Handle:
    """What an account is called: letters, digits, `_`, `-` and `.`."""

    def check(self, name: str, value: object) -> str:
        """The handle, unchanged."""
        if not isinstance(value, str) or not 1 <= len(value) <= 64:
            raise ShapeError(f"`{name}` must be a string of 1 to 64 characters")
        if not all(sign.isalnum() or sign in "_-." for sign in value) or not value.strip("."):
            raise ShapeError(f"`{name}` must consist of letters, digits, `_`, `-` and `.`")
        return value

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": 64, "pattern": r"^[\w.-]*[\w-][\w.-]*$"}


@dataclass(frozen=True, slots=True)
class Number:
    """An integer within bounds."""

    least: int
    most: int

    def check(self, name: str, value: object) -> int:
        """The integer, unchanged."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise ShapeError(f"`{name}` must be a whole number from {self.least} to {self.most}")
        return value

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def check(self, name: str, value: object) -> bool:
        """The flag, unchanged."""
        if not isinstance(value, bool):
            raise ShapeError(f"`{name}` must be true or false")
        return value

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few strings."""

    options: Sequence[str]

    def check(self, name: str, value: object) -> str:
        """The string, unchanged."""
        if not isinstance(value, str) or value not in self.options:
            raise ShapeError(f"`{name}` must be one of {', '.join(f'`{option}`' for option in self.options)}")
        return value

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {"enum": list(self.options)}


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of strings, each of the shape *each*."""

    each: Shape
    most: int = 100

    def check(self, name: str, value: object) -> list[str]:
        """The strings, unchanged."""
        if not isinstance(value, list) or len(value) > self.most:
            raise ShapeError(f"`{name}` must be a list of at most {self.most} strings")
        return [self.each.check(f"{name}[{index}]", item) for index, item in enumerate(value)]

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "array", "maxItems": self.most, "items": self.each.schema()}


@dataclass(frozen=True, slots=True)
class Fields:
    """An object with these fields and no others; those not *required* may be left out."""

    fields: Mapping[str, Shape]
    required: frozenset[str] = field(default_factory=frozenset)

    def check(self, name: str, value: object) -> dict[str, Any]:
        """The object, its fields checked."""
        if not isinstance(value, dict):
            raise ShapeError(f"the {name} must be an object")
        for missing in self.fields:
            if missing in self.required and missing not in value:
                raise ShapeError(f"`{missing}` is missing")
        for key in value:
            if key not in self.fields:
                raise ShapeError(f"`{key[:40]}` is not known here; known are {', '.join(self.fields)}")
        return {key: self.fields[key].check(key, item) for key, item in value.items()}

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in self.fields.items()},
            "additionalProperties": False,
        }
        if self.required:
            schema["required"] = [name for name in self.fields if name in self.required]
        return schema
