"""One root cause, one finding: what several oracles, surfaces and readers make of one leak."""

from collections.abc import Iterable
from dataclasses import replace

from unseen.model import Finding
from unseen.places import at_one_place, telling

_BELOW = ("sessions", "existence")
"""Relations that are broken below all surfaces, wherever it shows."""


def one_per_cause(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    The first finding for each oracle and surface: one promise has one secret, and that is one cause.

    A header that differs on many surfaces is one cause as well, and so are sessions that are mixed up and
    refusals that tell what exists. Where the others differ is listed with the first, so that a second cause
    does not come as a surprise later.
    """
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        relation = finding.relation if finding.oracle == "metamorphic" else ""
        cause = finding.oracle, relation, "" if relation in _BELOW else finding.surface
        first = kept.setdefault(cause, finding)
        if first is not finding:
            kept[cause] = _with(first, _place(first, finding), *finding.also)
    below: dict[tuple[str, str], Finding] = {}
    for cause, finding in list(kept.items()):
        if finding.pointer.startswith("header "):
            first = below.setdefault((finding.oracle, finding.pointer), finding)
            if first is not finding:
                del kept[cause]
                below[first.oracle, first.pointer] = _with(first, _place(first, finding))
    return tuple(below.get((each.oracle, each.pointer), each) for each in kept.values())


def one_per_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    Findings of different oracles at one place of one surface as one: the most telling, and who else saw it.

    A place is the same when one of the two paths, list positions aside, leads to the other.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=telling):
        same = next((number for number, first in enumerate(kept) if _is_same(first, finding)), None)
        if same is None:
            kept.append(finding)
        else:
            first = _with(kept[same], finding.pointer)
            others = dict.fromkeys((*first.seen_by, finding.oracle, *finding.seen_by))
            kept[same] = replace(first, seen_by=tuple(name for name in others if name != first.oracle))
    return tuple(kept)


def _place(first: Finding, other: Finding) -> str:
    return other.pointer if other.surface == first.surface else f"{other.surface}: {other.pointer}"


def _with(first: Finding, *places: str) -> Finding:
    also = dict.fromkeys((*first.also, *places))
    return replace(first, also=tuple(place for place in also if place and place != first.pointer))


def _is_same(first: Finding, other: Finding) -> bool:
    return first.oracle != other.oracle and at_one_place(first, other)
