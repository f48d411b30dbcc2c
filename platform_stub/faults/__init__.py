"""
Leaks planted on purpose, to examine whoever claims to find leaks.

Each fault exchanges a part or two of the platform for a subclass that breaks one rule. Benign ones
change what may change: an examiner that raises the alarm at them is wrong.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from platform_stub.faults import (
    audiences,
    benign,
    control,
    counts,
    dealings,
    desks,
    devices,
    discovery,
    doors,
    figures,
    groups,
    notices,
    recommending,
    streams,
    tools,
    wires,
    words,
)
from platform_stub.faults.fault import Fault

__all__ = ["FAULTS", "Fault", "UnknownFaultError", "find"]

FAULTS: Mapping[str, Fault] = {
    fault.slug: fault
    for family in (
        notices,
        figures,
        counts,
        groups,
        audiences,
        discovery,
        recommending,
        wires,
        tools,
        desks,
        devices,
        streams,
        control,
        words,
        doors,
        dealings,
        benign,
    )
    for fault in family.FAULTS
}


class UnknownFaultError(Exception):
    """No fault is called that. The message names the nearest."""


def find(slug: str) -> Fault:
    """The fault called *slug*. Raises UnknownFaultError."""
    fault = FAULTS.get(slug)
    if fault is None:
        near = get_close_matches(slug, FAULTS, n=1)
        remedy = f"did you mean `{near[0]}`?" if near else f"there are {len(FAULTS)} others"
        raise UnknownFaultError(f"no fault is called `{slug}`; {remedy}")
    return fault
