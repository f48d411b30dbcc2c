"""Every byte of what a run leaves behind, unpacked, and what must not be in it."""

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ahocorasick_rs import BytesAhoCorasick

from unseen.canary import MARKS, Cast
from unseen.reports.html.pack import unpacked
from unseen.spelling import base64

_PACKED = re.compile(rb'(?<=type="application/gzip")([^>]*>)([^<]+)(?=<)')
_LEAST = 10
"""A shorter value of a payload stands in other texts by chance."""


def texts(directory: Path) -> Iterator[tuple[str, bytes]]:
    """
    Every file of a directory by its path, unpacked; of a report, what is packed in it apart from the rest.

    The packed texts themselves are left out: in so much base64, four letters in a row stand by chance.
    """
    for path in sorted(directory.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".html":
            for number, (_, part) in enumerate(_PACKED.findall(data)):
                # as the page shows it: texts of JSON, and JSON in them
                inside = json.dumps(unpacked(part.decode()), ensure_ascii=False)
                yield f"{path}, part {number}", inside.replace('\\"', '"').encode()
            data = _PACKED.sub(rb"\1", data)
        yield str(path), _bodies_plain(gzip.decompress(data)) if path.suffix == ".gz" else data


def _bodies_plain(calls: bytes) -> bytes:
    """The calls of a scenario with every body as it was sent, and not as a text in a line."""
    said = [(line, json.loads(line)) for line in calls.splitlines()]
    return b"\n".join(each["body"].encode() if "body" in each else line for line, each in said)


class Wanted:
    """
    What must not be left: the values of people in any encoding, credentials, and values of payloads.

    Args:
        seed: of the people.
        people: their names.
        tokens: credentials that were given out.
        salts: with which the platform makes digests.
        values: what payloads said, and nothing that is kept outside of the evidence needs.
    """

    def __init__(
        self,
        seed: int,
        people: Iterable[str],
        tokens: Iterable[str],
        salts: Sequence[str] = (),
        values: Iterable[str] = (),
    ) -> None:
        self._cast = Cast(seed, salts)
        self._people = [self._cast.person(name) for name in people]
        self._tokens = _search(form for token in tokens for form in _forms(token))
        self._values = _search(value.encode() for value in values)

    def found(self, data: bytes) -> Iterator[str]:
        """In a few words each: a person, or a credential, that is in these bytes."""
        if self._cast.redact(data) != data:
            hits = [hit for person in self._people for hit in self._cast.find(person, data)]
            yield from (
                f"{hit.person}'s {hit.what}, {hit.encoding}: {_around(data, hit.start)}" for hit in hits
            )
            if not hits:
                yield "a value of somebody"
        lowered = data.lower()
        for mark in MARKS:
            if (at := lowered.find(mark.encode())) >= 0:
                yield f"the mark `{mark}`: {_around(data, at)}"
        yield from (f"a credential: {_around(data, at)}" for at in _places(self._tokens, data))

    def quoted(self, data: bytes) -> Iterator[str]:
        """In a few words each: a value of a payload that is in these bytes."""
        yield from (f"of a payload: {_around(data, at)}" for at in _places(self._values, data))


def leaves(text: str) -> Iterator[str]:
    """The texts in a JSON document that are long enough to be told from others; of anything else, itself."""
    try:
        pending: list[Any] = [json.loads(text)]
    except ValueError:
        pending = [text]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, str) and len(value) >= _LEAST:
            yield value


def _forms(token: str) -> Iterator[bytes]:
    raw = token.encode()
    yield from (
        raw,
        raw[::-1],
        raw.hex().encode(),
        raw.hex().upper().encode(),
        quote(token, safe="").encode(),
    )
    yield from (form for form in base64(token) if len(form) >= _LEAST)


def _search(forms: Iterable[bytes]) -> BytesAhoCorasick | None:
    known = sorted({form for form in forms if form})
    return BytesAhoCorasick(known) if known else None


def _places(search: BytesAhoCorasick | None, data: bytes) -> list[int]:
    return [start for _, start, _ in search.find_matches_as_indexes(data)] if search else []


def _around(data: bytes, at: int) -> str:
    return repr(data[max(at - 40, 0) : at + 60])
