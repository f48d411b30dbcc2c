"""
Values in disguise, and values torn apart: redacted where they stand, so that they stay as they were dressed.

In disguise are letters of another width or style, with accents, and escaped in part. Torn apart is a value
that no field holds and several do together.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson

from unseen.canary import MARKS
from unseen.spelling import Bared

_LENGTHS = (12, 13, 14)
"""So long is the shortest value that begins with each mark: a surname, what is before `@`, a number."""
_SOUGHT = tuple(spelling for mark in MARKS for spelling in (mark, mark[::-1]))
_SIGNS = tuple(tuple(sign.encode() for sign in sorted(set(mark))) for mark in MARKS)
_UNIT = re.compile(
    rb"(?:%[0-9a-f]{2})+|&#x[0-9a-f]{1,6};|&#[0-9]{1,7};|&[a-z]{2,8};|(?:\\u[0-9a-f]{4})+|\\/|[\x80-\xff]+|.",
    re.IGNORECASE | re.DOTALL,
)


def disguised(data: bytes, bare: bytes, new: bytes) -> bytes:
    """
    The bytes such that `Bared` makes `new` of them, where it made `bare`; both have the same length.

    Each sign is dressed as it was before.
    """
    if bare == new:
        return data
    parts, at = [], 0
    for found in _UNIT.finditer(data):
        unit = found[0]
        length = 1 if len(unit) == 1 else len(Bared(unit).data)
        was, now = bare[at : at + length], new[at : at + length]
        parts.append(unit if was == now else now if len(unit) == 1 else _dressed(unit, now.decode("ascii")))
        at += length
    return b"".join(parts)


def _dressed(unit: bytes, letters: str) -> bytes:
    """An escape, or signs beyond ASCII, that bare to these letters."""
    if unit.startswith(b"%"):
        text = _like(unquote_to_bytes(unit).decode("utf-8", "replace"), letters)
        code = "".join(f"%{byte:02X}" for byte in text.encode())
        return (code if unit.isupper() else code.lower()).encode()
    if unit.startswith(b"&"):
        text = _like(unescape(unit.decode()), letters)
        spell = "&#x{:x};" if unit[2:3] in b"xX" else "&#{};"
        return "".join(spell.format(ord(sign)) for sign in text).encode()
    if unit.startswith(b"\\u"):
        text = _like(orjson.loads(b'"' + unit + b'"'), letters)
        codes = text.encode("utf-16-be").hex()
        return "".join(f"\\u{codes[start : start + 4]}" for start in range(0, len(codes), 4)).encode()
    return _like(unit.decode("utf-8", "replace"), letters).encode()


def _like(text: str, letters: str) -> str:
    """Other letters in the dress of these: their style, their accents."""
    rest, signs = iter(letters), []
    for sign in text:
        bare = _bare(sign)
        wanted = "".join(next(rest, "") for _ in bare)
        signs.append(sign if wanted == bare or not wanted else _in_style(sign, bare, wanted))
    return "".join(signs)


def _in_style(sign: str, bare: str, wanted: str) -> str:
    if len(bare) == 1:
        styled = (
            chr(ord(sign) - ord(bare) + ord(wanted)) if ord(sign) - ord(bare) + ord(wanted) > 0 else wanted
        )
        if _bare(styled) == wanted:
            return styled
    accents = unicodedata.normalize("NFD", sign)[1:]
    return wanted + "".join(
        accent for accent in accents if unicodedata.category(accent) in ("Mn", "Me", "Cf")
    )


def _bare(sign: str) -> str:
    return Bared(sign.encode("utf-8", "replace")).data.decode("ascii", "replace") if ord(sign) > 127 else sign


class Torn:
    """
    A JSON document with texts that make up a value together only.

    Use `Torn.of`: most documents are none.
    """

    def __init__(self, document: Any, spell: Callable[[Any], bytes]) -> None:
        self._document = document
        self._spell = spell

    @classmethod
    def of(cls, data: bytes) -> "Torn | None":
        """The document, or None where no value is torn apart."""
        if not is_torn(data):
            return None
        document = orjson.loads(data)
        return cls(document, _spelling(data, document))

    def replaced(self, replace: Callable[[bytes], bytes]) -> bytes:
        """The document with what `replace` makes of its texts, run together; lengths must stay the same."""
        for column in _columns(self._document):
            texts = [holder[key] for holder, key in column]
            whole = "".join(texts)
            new = replace(whole.encode()).decode("utf-8", "replace")
            if new != whole and len(new) == len(whole):
                at = 0
                for (holder, key), text in zip(column, texts, strict=True):
                    holder[key] = new[at : at + len(text)]
                    at += len(text)
        return self._spell(self._document)


@lru_cache(4096)
def is_torn(data: bytes) -> bool:
    """Whether texts of a document, run together, show marks of values that no text alone shows."""
    if data[:1] not in (b"{", b"[") or not _may_show_marks(data):
        return False
    try:
        document = orjson.loads(data)
    except ValueError:
        return False
    for column in _columns(document):
        texts = [holder[key].lower() for holder, key in column]
        whole = "".join(texts)
        for sought in _SOUGHT:
            if sought in whole and whole.count(sought) > sum([text.count(sought) for text in texts]):
                return True
        if _crosses(whole, texts):
            return True
    return False


def _may_show_marks(data: bytes) -> bool:
    """Whether the signs of a mark are all there, or what may stand for them."""
    if b"\\" in data or not data.isascii():
        return True
    lowered = data.lower()
    for signs in _SIGNS:
        for sign in signs:
            if sign not in lowered:
                break
        else:
            return True
    return False


def _crosses(whole: str, texts: Sequence[str]) -> bool:
    """Whether a mark stands in one text so near its end that the value must go on in the next."""
    if not any(mark in whole for mark in MARKS):
        return False
    ends, total = [], 0
    for text in texts:
        total += len(text)
        ends.append(total)
    for mark, length in zip(MARKS, _LENGTHS, strict=True):
        at = whole.find(mark)
        while at >= 0:
            end = ends[bisect_right(ends, at)]
            if end < total and end - at < length:
                return True
            at = whole.find(mark, at + 1)
    return False


def _columns(document: Any) -> Iterator[list[tuple[Any, Any]]]:
    """The places of all texts in a document, in order; and of those with one key each."""
    leaves = list(_leaves(document))
    if len(leaves) > 1:
        yield leaves
        by_key: dict[Any, list[tuple[Any, Any]]] = {}
        for holder, key in leaves:
            by_key.setdefault(key, []).append((holder, key))
        yield from (column for column in by_key.values() if 1 < len(column) < len(leaves))


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(item, str):
            yield value, key
        else:
            yield from _leaves(item)


def _spelling(data: bytes, document: Any) -> Callable[[Any], bytes]:
    """How this document is spelled as JSON, so that it is spelled the same when it has changed."""
    import json

    ways: list[Callable[[Any], bytes]] = [
        orjson.dumps,
        lambda value: json.dumps(value).encode(),
        lambda value: json.dumps(value, separators=(",", ":")).encode(),
        lambda value: json.dumps(value, ensure_ascii=False).encode(),
    ]
    return next((way for way in ways if way(document) == data), orjson.dumps)
