"""
The twins oracle: can this reader tell the two worlds apart?

Pure: two views in, findings out. All differences on one surface have one cause, the secret, so they make
one finding: the most telling difference leads, the others are listed with it.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from unseen.canary import EVERYTHING
from unseen.compare import Difference, View, differences
from unseen.model import Finding

_EXCERPT = 240
_REMEDIES = (
    ("status", "answer with the same status and the same words whether or not the thing exists"),
    ("header", "derive this header from what the reader may see, and from nothing else"),
    ("/unread", "count only notices that the reader is shown"),
    ("order", "sort by something that the secret does not move"),
    ("", "leave out of this payload whatever depends on the secret"),
)


def tell_apart(
    here: View,
    there: View,
    *,
    reader: str,
    relation: str,
    secret: str,
    redact: Callable[[str], str],
    people: Sequence[str] = (),
) -> list[Finding]:
    """
    One finding for each surface on which the two views differ.

    Args:
        here, there: what the reader saw in the world as told, and in its twin.
        relation: how the twin differs.
        secret: the fact in the words of the policy, for the message.
        redact: replaces what identifies a person by a marker that says whose it is.
        people: whose secret it is; a difference that names one of them leads.
    """
    by_surface: dict[str, list[Difference]] = {}
    for difference in differences(here, there):
        by_surface.setdefault(difference.surface, []).append(difference)
    return [
        _finding(found, reader=reader, relation=relation, secret=secret, redact=redact, people=people)
        for found in by_surface.values()
    ]


def names(text: str, people: Iterable[str]) -> str:
    """The first of these people whom a redacted excerpt names, or ""; a double is another person."""
    named = (person for person in people for what in EVERYTHING if f"[{person}'s {what}]" in text)
    return next(named, "")


def _finding(
    found: Sequence[Difference],
    *,
    reader: str,
    relation: str,
    secret: str,
    redact: Callable[[str], str],
    people: Sequence[str],
) -> Finding:
    excerpts = [(redact(difference.here), redact(difference.there)) for difference in found]

    def rank(number: int) -> tuple[bool, int, int]:
        pointer = found[number].pointer
        is_named = bool(names("".join(excerpts[number]), people))
        return (not is_named, 0 if pointer.startswith("/") else 1, number)

    lead = min(range(len(found)), key=rank)
    difference, (one, other) = found[lead], excerpts[lead]
    named = names(one + other, people)
    at = difference.pointer or "the whole payload"
    message = f"{reader} can tell {secret}: {difference.surface} differs at {at}"
    message += f" and names {named}" if named else ""
    others = dict.fromkeys(other.pointer for other in found if other.pointer != difference.pointer)
    return Finding(
        oracle="twins",
        surface=difference.surface,
        pointer=difference.pointer,
        reader=reader,
        message=message,
        remedy=remedy_for(difference.pointer, one),
        relation=relation,
        request=difference.request,
        here=shorten(one),
        there=shorten(other),
        also=tuple(others),
    )


def remedy_for(pointer: str, excerpt: str) -> str:
    """What would close a difference at this place."""
    kind = "order" if excerpt.startswith("in this order") else pointer
    return next(remedy for start, remedy in _REMEDIES if kind.startswith(start))


def shorten(text: str) -> str:
    """An excerpt that fits on a page."""
    text = re.sub(r"\s+", " ", text)
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1]}…"
