"""
The canary oracle: does anything somebody received name a person it must not name, in any encoding?

It looks at bodies and at header values, and needs one world only. `contacts` and `Credentials` look at every
payload there is; `identifies` is asked for by *nothing {who} receives identifies {person}*.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from unseen.canary import Cast, Hit
from unseen.credentials import credential_in
from unseen.model import Finding, Observation, Person, Undecodable
from unseen.oracles.annotations import escaped
from unseen.spelling import joined

Find = Callable[[bytes], Iterable[Hit]]

_ALSO = 20
_AROUND = 60
_NOUNS = {"e-mail": "e-mail address", "phone": "telephone number"}
_RECEIVES = re.compile(r"receives the (.+?) of (.+?)(?: as [\w-]+| in pieces)?$")
_NEVER = "never send it to anybody but its owner"
_UNNAMED = "leave the person out, or send what cannot be traced to anybody"


def contacts(observation: Observation, cast: Cast) -> tuple[Finding, ...]:
    """Every e-mail address and telephone number that reached somebody else than its owner."""
    if not cast.touches(observation.everything, observation.reader):
        return ()
    return _findings(observation, cast, lambda data: cast.contacts(data, observation.reader), _NEVER)


def identifies(person: Person, observations: Iterable[Observation], cast: Cast) -> tuple[Finding, ...]:
    """Every place in what others received that holds a value of this person, or the hash of one."""
    found: dict[str, Finding] = {}
    for observation in observations:
        for finding in _findings(observation, cast, lambda data: cast.find(person, data), _UNNAMED):
            first = found.setdefault(f"{finding.fingerprint} {finding.message}", finding)
            if first is not finding and len(first.also) < _ALSO:
                pointers = dict.fromkeys((first.pointer, *first.also, finding.pointer, *finding.also))
                found[f"{finding.fingerprint} {finding.message}"] = replace(first, also=tuple(pointers)[1:])
    return tuple(found.values())


def whose(finding: Finding) -> tuple[str, str]:
    """Whom a finding of this oracle names, and by what; two empty texts if it is another's."""
    told = _RECEIVES.search(finding.message) if finding.oracle == "canary" else None
    return (told[2], told[1]) if told else ("", "")


class Credentials:
    """
    Every credential that reached somebody else than its owner.

    It remembers what the replies to signing up and to a grant gave out, so use one for each world.
    """

    def __init__(self) -> None:
        self._owners: dict[bytes, str] = {}
        self._clean: set[bytes] = set()

    def __call__(self, observation: Observation, cast: Cast) -> tuple[Finding, ...]:
        """Learn the credential that this payload gives out, and look for those known in it."""
        if given := credential_in(observation):
            self._owners[given.encode()] = observation.reader
            self._clean.clear()
            cast.given.learn(given, observation.reader)
        data = observation.everything
        if data in self._clean:
            return ()
        there = [token for token in self._owners if token in data]
        if not there:
            self._clean.add(data)
        found = []
        for token in there:
            owner = self._owners[token]
            if owner != observation.reader:
                hit = Hit(owner, "credential", "plain", 0, 0)
                found.append(_finding(observation, cast, _Looking(token, hit), hit, _NEVER))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Looking:
    """Finds a credential."""

    token: bytes
    hit: Hit

    def __call__(self, data: bytes) -> Iterator[Hit]:
        if self.token in data:
            yield self.hit


def _findings(observation: Observation, cast: Cast, find: Find, remedy: str) -> tuple[Finding, ...]:
    """One finding for each person and kind of value."""
    found: dict[tuple[str, str], Finding] = {}
    for hit in find(observation.everything):
        is_another = hit.person != observation.reader and (hit.person, hit.what) not in found
        if is_another and hit.encoding != "split":
            found[hit.person, hit.what] = _finding(observation, cast, find, hit, remedy)
    for pointer, hit in _split(observation, find):
        if hit.person != observation.reader and not any(hit.person == person for person, _ in found):
            found[hit.person, hit.what] = _put_together(observation, cast, pointer, hit, remedy)
    return tuple(found.values())


def _split(observation: Observation, find: Find) -> Iterator[tuple[str, Hit]]:
    """
    Values that no field holds and several do together: the texts of the payload, read one after the other.

    Texts that name an object (*id*, *key*) may stand between; so each column of fields is read as well.
    """
    leaves = list(_texts_of_body(observation))
    columns: dict[str, list[tuple[str, str]]] = {}
    for pointer, text in leaves:
        columns.setdefault(pointer.rpartition("/")[2], []).append((pointer, text))
    for column in (leaves, *(column for column in columns.values() if 1 < len(column) < len(leaves))):
        text, ends = joined([text for _, text in column])
        for hit in find(text.encode()):
            if hit.encoding in ("plain", "reversed"):
                # counted in signs: a hit is ASCII, and what stands before it may not be
                start = len(text.encode()[: hit.start].decode("utf-8", "ignore"))
                first = bisect_right(ends, start)
                if start + hit.end - hit.start > ends[first]:
                    yield column[first][0], hit


def _texts_of_body(observation: Observation) -> Iterator[tuple[str, str]]:
    """Every text and number of the body, without the keys."""
    try:
        yield from _leaves(observation.document, "", keys=False)
    except Undecodable:
        return


def _put_together(observation: Observation, cast: Cast, pointer: str, hit: Hit, remedy: str) -> Finding:
    what = _NOUNS.get(hit.what, hit.what)
    return Finding(
        oracle="canary",
        surface=observation.surface,
        pointer=cast.redact_text(pointer),
        reader=observation.reader,
        message=f"{observation.reader} receives the {what} of {hit.person} in pieces",
        remedy=remedy,
        request=cast.redact_text(observation.request),
        here=f"{hit.marker}, in several fields from here on",
    )


def _finding(observation: Observation, cast: Cast, find: Find, hit: Hit, remedy: str) -> Finding:
    pointers = [
        cast.redact_text(where)
        for where, text in _texts(observation)
        if any((other.person, other.what) == (hit.person, hit.what) for other in find(text.encode()))
    ]
    form = "" if hit.encoding == "plain" else f" as {hit.encoding}"
    return Finding(
        oracle="canary",
        surface=observation.surface,
        pointer=pointers[0] if pointers else "",
        reader=observation.reader,
        message=f"{observation.reader} receives the {_NOUNS.get(hit.what, hit.what)} of {hit.person}{form}",
        remedy=remedy,
        request=cast.redact_text(observation.request),
        here=_excerpt(cast.redact(observation.everything), hit),
        also=tuple(pointers[1:_ALSO]),
    )


def _excerpt(redacted: bytes, hit: Hit) -> str:
    text = " ".join(redacted.decode("utf-8", "replace").split())
    start = text.find(hit.marker)
    return text[max(0, start - _AROUND) : start + len(hit.marker) + _AROUND] if start >= 0 else ""


def _texts(observation: Observation) -> Iterator[tuple[str, str]]:
    """Every header, and every text and key of the body by its JSON pointer."""
    for name, value in observation.headers.items():
        yield f"header {name}", value
    try:
        yield from _leaves(observation.document, "")
    except Undecodable:
        return


def _leaves(value: Any, pointer: str, *, keys: bool = True) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if keys:
                yield f"{pointer}/{escaped(key)}", key
            yield from _leaves(item, f"{pointer}/{escaped(key)}", keys=keys)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{pointer}/{index}", keys=keys)
    else:
        yield pointer, str(value)
