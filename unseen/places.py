"""Where findings were met, and which of several at one place says most of what was learned. Pure."""

from collections.abc import Sequence

from unseen.model import Finding

_TELLING = ("twins", "witness", "metamorphic", "canary", "schema")
"""Oracles, the one whose message says most of what was learned first."""


def telling(finding: Finding) -> int:
    """The smaller, the more its message says of what was learned."""
    return _TELLING.index(finding.oracle) if finding.oracle in _TELLING else len(_TELLING)


def at_one_place(one: Finding, other: Finding) -> bool:
    """Whether, on one surface and list positions aside, a path of the one leads to the other or back."""
    return one.surface == other.surface and any(
        _leads(path, _path(other.pointer)) for path in map(_path, (one.pointer, *one.also)) if path
    )


def _path(pointer: str) -> Sequence[str]:
    return ["*" if part.isdigit() else part for part in pointer.split("/")] if pointer else []


def _leads(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and one[:shorter] == other[:shorter]
