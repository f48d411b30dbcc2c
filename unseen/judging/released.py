"""
Figures that are released in steps: the one declared exception to "one act moves nothing".

A comparison of worlds leaves such a figure out where both sides keep to the release rule of its schema:
nothing at all, or one of the steps k, 2k, 5k, 10k, 20k … Any other value stays, and tells the worlds apart.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from unseen.compare import View
from unseen.model import Act, Observation, Undecodable
from unseen.oracles.metamorphic import Release
from unseen.oracles.schema import Schemas

_FOLLOW = frozenset({"content-length", "etag", "last-modified"})
"""Headers that tell of the body, and so of the figure in it."""


def threshold(history: Iterable[Act]) -> int:
    """The smallest group that a scenario has set, else 0."""
    return next((act.thing.count for act in reversed(list(history)) if act.verb == "threshold"), 0)


def without_steps(here: View, there: View, schemas: Schemas, least: int = 0) -> tuple[View, View, int]:
    """
    Two views without the figures released in steps, and how many places were left out.

    `least` is the smallest group of this scenario; 0 takes that of each schema.
    """
    one, other, left_out = here, there, 0
    for key, seen in here.items():
        twin = there.get(key)
        if twin is None or (seen.payload not in schemas.in_steps and twin.payload not in schemas.in_steps):
            continue
        mine = list(_steps(schemas, seen, least))
        theirs = list(_steps(schemas, twin, least))
        if mine or theirs:
            one = one | {key: _without(seen, mine)}
            other = other | {key: _without(twin, theirs)}
            left_out += len({*mine, *theirs})
    return one, other, left_out


def is_step(value: object, least: int) -> bool:
    """Whether a value is nothing, or one of the steps *least*, 2 *least*, 5 *least*, 10 *least* …"""
    if value == "":
        return True
    number = int(value) if str(value).isdigit() else 0  # type: ignore[call-overload]
    return number > 0 and Release(least).is_step(number)


def _steps(schemas: Schemas, seen: Observation, least: int) -> Iterator[str]:
    try:
        found = schemas.released(seen.payload, seen.document) if seen.status < 400 else ()
        yield from (pointer for pointer, value, smallest in found if is_step(value, least or smallest))
    except Undecodable:
        return  # breaks its schema


def _without(seen: Observation, pointers: Iterable[str]) -> Observation:
    """The payload without these places, as JSON, and without the headers that follow from its body."""
    document = json.loads(json.dumps(seen.document))
    for pointer in pointers:
        place: Any = document
        *path, last = pointer.split("/")[1:]
        for part in path:
            place = place[int(part)] if isinstance(place, list) else place[part]
        del place[last]
    headers = {name: value for name, value in seen.headers.items() if name not in _FOLLOW}
    headers["content-type"] = "application/json"
    return replace(seen, headers=headers, body=json.dumps(document, ensure_ascii=False).encode())
