"""
Two views side by side: where, and only where, they differ.

A view is compared byte for byte. What differs is named by JSON pointer (RFC 6901), by "status" or by
"header NAME". Differences that follow from another one (the entity tag and the length of a body that
differs) are not named again.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from unseen.model import Observation, Undecodable

MASKED_HEADERS = frozenset({"date"})
"""Headers that tell the wall clock of the machine; they are left out, and counted."""

_FOLLOW_FROM_BODY = frozenset({"content-length", "etag", "last-modified"})

SPELLED = "the same data, spelled differently"
"""What stands for two bodies that differ, and mean the same."""

View = dict[tuple[str, str], Observation]
"""What one party saw: by surface and request."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two observations of the same request differ; `here` and `there` are the two values."""

    surface: str
    request: str
    pointer: str
    here: str
    there: str


def as_view(observations: Sequence[Observation]) -> dict[tuple[str, str], Observation]:
    """Index observations by surface and request; the same request twice gets a number."""
    view: dict[tuple[str, str], Observation] = {}
    for observation in observations:
        key, again = (observation.surface, observation.request), 1
        while key in view:
            again += 1
            key = observation.surface, f"{observation.request} ({again})"
        view[key] = observation
    return view


def differences(here: View, there: View) -> Iterator[Difference]:
    """Every difference between two views, in the order of the first."""
    for key in here | there:
        surface, request = key
        one, other = here.get(key), there.get(key)
        if one is other:
            continue
        if one is None or other is None:
            found = [("", "answered" if one else "", "answered" if other else "")]
        elif one.body == other.body and one.status == other.status and one.headers == other.headers:
            continue
        else:
            found = list(_between(one, other))
        for pointer, mine, theirs in found:
            yield Difference(surface, request, pointer, mine, theirs)


def masked(view: View) -> int:
    """How many header values of this view are left out of comparisons."""
    return sum(
        [
            len(MASKED_HEADERS & seen.headers.keys())
            for seen in view.values()
            if not MASKED_HEADERS.isdisjoint(seen.headers)
        ]
    )


def unmasked(seen: Observation) -> tuple[bytes, tuple[str, ...]]:
    """What was received, but for headers that no comparison looks at: all of it, or body and the rest."""
    headers = seen.headers
    if MASKED_HEADERS.isdisjoint(headers):
        return seen.everything, tuple(headers)
    return seen.body, tuple([f"{name}: {headers[name]}" for name in headers if name not in MASKED_HEADERS])


def _between(here: Observation, there: Observation) -> Iterator[tuple[str, str, str]]:
    if here.status != there.status:
        yield "status", str(here.status), str(there.status)
    same_body = here.body == there.body
    if not same_body:
        yield from _bodies(here, there)
    if here.headers == there.headers:
        return
    for name in sorted(here.headers.keys() | there.headers.keys()):
        one, other = here.headers.get(name, ""), there.headers.get(name, "")
        follows = not same_body and name in _FOLLOW_FROM_BODY
        if one != other and name not in MASKED_HEADERS and not follows:
            yield f"header {name}", one, other


def _bodies(here: Observation, there: Observation) -> Iterator[tuple[str, str, str]]:
    try:
        one, other = here.document, there.document
    except Undecodable:
        yield "", _spell(here.body.decode("utf-8", "replace")), _spell(there.body.decode("utf-8", "replace"))
        return
    found = list(_values("", one, other))
    yield from found or [("", SPELLED, SPELLED)]


def _values(pointer: str, one: Any, other: Any) -> Iterator[tuple[str, str, str]]:
    if _spell(one) == _spell(other):  # 1, 1.0 and true are equal to Python, not to a reader
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one | other:
            step = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
            if key not in other:
                yield step, _spell(one[key]), ""
            elif key not in one:
                yield step, "", _spell(other[key])
            else:
                yield from _values(step, one[key], other[key])
    elif isinstance(one, list) and isinstance(other, list):
        yield from _lists(pointer, one, other)
    else:
        yield pointer, _spell(one), _spell(other)


def _lists(pointer: str, one: list[Any], other: list[Any]) -> Iterator[tuple[str, str, str]]:
    mine, theirs = [_spell(item) for item in one], [_spell(item) for item in other]
    only_mine, only_theirs = Counter(mine) - Counter(theirs), Counter(theirs) - Counter(mine)
    if not only_mine and not only_theirs:
        yield pointer, f"in this order: {', '.join(mine)}", f"in this order: {', '.join(theirs)}"
    elif len(one) == len(other):
        for index, (item, twin) in enumerate(zip(one, other, strict=True)):
            yield from _values(f"{pointer}/{index}", item, twin)
    else:
        for index, text in enumerate(mine):
            if only_mine[text]:
                only_mine[text] -= 1
                yield f"{pointer}/{index}", text, ""
        for index, text in enumerate(theirs):
            if only_theirs[text]:
                only_theirs[text] -= 1
                yield f"{pointer}/{index}", "", text


def _spell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
