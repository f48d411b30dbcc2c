"""`unseen explain`: a finding in sentences, for whoever has to decide what becomes of it."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from unseen.explore.findings import Found
from unseen.model import Finding

_WIDTH = 100
_DIFFERS = {
    "drop": "in the other, that never happened",
    "swap": "in the other, somebody else did, who has the same settings and ties",
    "close": "in the other, the account was closed at that moment instead",
}
"""What is otherwise in a twin, after what happened."""
_BESIDE = {
    "value": (
        "in one world",
        "in the other",
        "In the other, this person has another value of it from the start",
    ),
    "add": (
        "in the world as told",
        "in the other",
        "In the other, what the sentence speaks of happens as well",
    ),
    "existence": (
        "in one case",
        "in the other",
        "It is asked for something that is there and hidden, and for something that never was, in one world",
    ),
    "sessions": ("in one world", "in the other", "In both the same happens; only who asks first is another"),
    "undone": (
        "in one world",
        "in the other",
        "In one, it is done and undone; in the other, it is never done",
    ),
    "stricter": (
        "in one world",
        "in the other",
        "In the other, the owner has chosen a stricter setting, under which nothing more may be shown",
    ),
    "former tie": (
        "in one world",
        "in the other",
        "In one, the reader follows and then unfollows; in the other, they never follow",
    ),
    "differencing": (
        "as one figure",
        "as another",
        "Both figures are released; whoever subtracts them learns of fewer people than the smallest group",
    ),
}
"""For other relations: how the two sides of a finding are called, and how they differ."""
_ORACLES = {
    "schema": "The closed schema of this payload does not allow what stands there",
    "canary": "What stands there belongs to one person and reached another",
    "witness": "What stands there is what the sentence says cannot be there",
}


def explain(found: Found, rules: Mapping[str, str], replay: Sequence[str] = ()) -> str:
    """
    Who learns what, where, how the two worlds differ, which rule it breaks, what would close it.

    `rules` are the clauses of the policy by id, `replay` the commands that show it again.
    """
    return "\n".join(_lines(found, rules, replay)) + "\n"


def _lines(found: Found, rules: Mapping[str, str], replay: Sequence[str]) -> Iterator[str]:
    finding = found.finding
    yield f"{found.number}  {found.fingerprint}"
    yield ""
    learns = f"{finding.reader} learns {found.fact}" if found.fact else finding.message
    yield from _said("Who learns what", f"{learns}.")
    also = _others(finding)
    where = f"On {finding.surface}, at {_place(finding.pointer)}{also}."
    yield from _said("Where", where)
    yield from _said("How it shows", _shown(finding))
    yield from _worlds(found)
    rule = rules.get(found.clause, "")
    breaks = f"“{found.promise}”"
    breaks += f", which {found.clause} demands: {rule}" if rule else ""
    yield from _said("What it breaks", breaks.rstrip(".") + ".")
    if finding.remedy:
        yield from _said("What would close it", f"{finding.remedy[:1].upper()}{finding.remedy[1:]}.")
    yield ""
    yield "The scenario that shows it:"
    yield from (f"  {keyword} {text}" for keyword, text in found.steps)
    if replay:
        yield ""
        yield "To see it again:"
        yield from (f"  {command}" for command in replay)


def _said(title: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(f"{title}: {text}", _WIDTH, subsequent_indent="  ", break_long_words=False)


def _place(pointer: str) -> str:
    return pointer or "the whole payload"


def _others(finding: Finding) -> str:
    if not finding.also:
        return ""
    shown = ", ".join(finding.also[:3])
    more = len(finding.also) - 3
    return f", and also at {shown}" + (f" and {more} other places" if more > 0 else "")


def _shown(finding: Finding) -> str:
    if finding.relation:
        here, there = finding.here or "nothing", finding.there or "nothing"
        one, other, _ = _BESIDE.get(finding.relation, ("in the one world", "in the other", ""))
        return f"{finding.reader} receives {here} {one} and {there} {other}."
    return f"{finding.message}; there stands {finding.here or 'nothing'}."


def _worlds(found: Found) -> Iterator[str]:
    if found.finding.relation in _DIFFERS:
        fact = found.fact.removeprefix("that ").removeprefix("whether ")
        text = f"In one, {fact}; {_DIFFERS[found.finding.relation]}. Nothing else differs."
        yield from _said("How the two worlds differ", text)
    elif found.finding.relation in _BESIDE:
        yield from _said("How the two differ", f"{_BESIDE[found.finding.relation][2]}.")
    elif found.finding.oracle in _ORACLES:
        yield from _said("How it was recognised", f"{_ORACLES[found.finding.oracle]}.")


def line_of(found: Found) -> str:
    """A finding in one line."""
    clause = f"{found.clause}: " if found.clause else ""
    return f"{clause}{found.finding.message} ({found.number})"
