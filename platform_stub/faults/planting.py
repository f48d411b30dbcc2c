"""What a fault exchanges, several faults at once, and what is ever asked of the parts they exchange."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from platform_stub.parts import Parts

__all__ = ["ClashError", "changed", "together", "traced"]

_OF_EVERY_CLASS = {*vars(type("Empty", (), {})), "__static_attributes__", "__firstlineno__"}
_CLEAN = Parts()


class ClashError(ValueError):
    """Two changes exchange the same attribute of a part, so they cannot be planted together."""


def changed(parts: Parts) -> frozenset[str]:
    """What *parts* have that the reference platform has not, or has otherwise: `views.unread`, ..."""
    return frozenset(
        f"{part.name}.{name}"
        for part in fields(Parts)
        for cls in getattr(parts, part.name).__mro__
        if cls not in getattr(_CLEAN, part.name).__mro__
        for name in vars(cls)
        if name not in _OF_EVERY_CLASS
    )


def together(several: Iterable[Parts]) -> Parts:
    """
    Parts with all these changes.

    Raises:
        ClashError: two of them change the same.
    """
    several = [_CLEAN, *several]
    taken: set[str] = set()
    for parts in several:
        if clash := taken & changed(parts):
            raise ClashError(f"two of them change `{min(clash)}`")
        taken |= changed(parts)
    names = [part.name for part in fields(Parts)]
    return Parts(**{name: _one([getattr(parts, name) for parts in several]) for name in names})


def _one(classes: list[type[Any]]) -> type[Any]:
    """One class that inherits from all of these, which have one ancestor in common."""
    distinct = [
        cls
        for cls in dict.fromkeys(classes)
        if not any(other is not cls and issubclass(other, cls) for other in classes)
    ]
    return distinct[0] if len(distinct) == 1 else type("Together", tuple(distinct), {})


def traced(asked: set[str]) -> Parts:
    """
    The parts of the reference platform as they are, which note in *asked* what is asked of them.

    Attributes are looked up by name on a part, by others as by itself, so a fault that changes none of those
    that were asked has changed nothing that happened. Only what Python looks up on the class without asking
    is not noted: `__init__` and its like.
    """
    names = [part.name for part in fields(Parts)]
    return Parts(**{name: _traced(name, getattr(_CLEAN, name), asked) for name in names})


def _traced(part: str, base: type[Any], asked: set[str]) -> type[Any]:
    class Traced(base):  # type: ignore[misc]
        def __getattribute__(self, name: str) -> Any:
            asked.add(f"{part}.{name}")
            return super().__getattribute__(name)

    return Traced
