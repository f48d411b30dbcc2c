"""`unseen explain`: a finding in sentences, for whoever has to decide what becomes of it."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from unseen.explore.findings import Found

_WIDTH = 100
_DIFFERS = {
    "drop": "in the other, that never happened",
    "swap": "in the other, somebody else did, who has the same settings and ties",
    "close": "in the other, the account was closed at that moment instead",
}
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
    yield f"{found.number}  {found.fingerprint}"
    yield ""
    learns = f"{found.reader} learns {found.fact}" if found.fact else found.message
    yield from _said("Who learns what", f"{learns}.")
    also = _others(found)
    where = f"On {found.surface}, at {_place(found.pointer)}{also}."
    yield from _said("Where", where)
    yield from _said("How it shows", _shown(found))
    yield from _worlds(found)
    rule = rules.get(found.clause, "")
    breaks = f"“{found.promise}”"
    breaks += f", which {found.clause} demands: {rule}" if rule else ""
    yield from _said("What it breaks", breaks.rstrip(".") + ".")
    if found.remedy:
        yield from _said("What would close it", f"{found.remedy[:1].upper()}{found.remedy[1:]}.")
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


def _others(found: Found) -> str:
    if not found.also:
        return ""
    shown = ", ".join(found.also[:3])
    more = len(found.also) - 3
    return f", and also at {shown}" + (f" and {more} other places" if more > 0 else "")


def _shown(found: Found) -> str:
    if found.relation:
        here, there = found.here or "nothing", found.there or "nothing"
        return f"{found.reader} receives {here} in the one world and {there} in the other."
    return f"{found.message}; there stands {found.here or 'nothing'}."


def _worlds(found: Found) -> Iterator[str]:
    if found.relation in _DIFFERS:
        fact = found.fact.removeprefix("that ").removeprefix("whether ")
        text = f"In one, {fact}; {_DIFFERS[found.relation]}. Nothing else differs."
        yield from _said("How the two worlds differ", text)
    elif found.oracle in _ORACLES:
        yield from _said("How it was recognised", f"{_ORACLES[found.oracle]}.")


def line_of(found: Found) -> str:
    """A finding in one line."""
    clause = f"{found.clause}: " if found.clause else ""
    return f"{clause}{found.message} ({found.number})"
