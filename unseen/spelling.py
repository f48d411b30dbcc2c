"""
How a value may be spelled so that a machine still reads it: escapes, codes, digests, disguises.

Pure, and about text only: whose value it is, and where it must not stand, is known to `unseen.canary`.
"""

import hashlib
import hmac
import html
import json
import re
import unicodedata
from base64 import b32encode, b64encode
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from urllib.parse import quote, quote_plus, unquote_to_bytes

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")
"""Every sign of base64, in both alphabets."""
CUT = 16
"""So many signs of a digest are enough to recognise it, however it was shortened."""

_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_BETWEEN = ('","', '", "')
"""What stands between the signs of a text that is sent as a list of them."""

_DISGUISED = re.compile(
    rb"(?:%[0-9a-f]{2})+|&#x[0-9a-f]{1,6};|&#[0-9]{1,7};|&[a-z]{2,8};|(?:\\u[0-9a-f]{4})+|\\/|[\x80-\xff]+",
    re.IGNORECASE,
)


def cases(value: str) -> tuple[str, ...]:
    """The spellings in small and capital letters that a platform may make of a value, each once."""
    return tuple(dict.fromkeys((value, value.lower(), value.upper(), value.title())))


def texts(value: str) -> Iterator[tuple[str, str]]:
    """Spellings in which the case of letters does not matter, and those in which it is spelt out."""
    yield from plain_texts(value)
    yield "reversed", value[::-1]
    for spelling in cases(value):
        yield from spelt_out(spelling)


def plain_texts(value: str) -> Iterator[tuple[str, str]]:
    """Spellings in which letters and digits stay what they are."""
    yield "plain", value
    yield "URL", quote(value, safe="")
    yield "URL", quote_plus(value)
    yield "HTML", html.escape(value)
    yield "HTML", "".join(sign if sign.isalnum() else f"&#{ord(sign)};" for sign in value)
    yield "HTML", "".join(sign if sign.isalnum() else f"&#x{ord(sign):x};" for sign in value)
    yield "JSON", "".join(sign if sign.isalnum() else f"\\u{ord(sign):04x}" for sign in value)


def spelt_out(text: str) -> Iterator[tuple[str, str]]:
    """Every sign of the text as a code; and as base32, which knows no case either."""
    yield "URL", "".join(f"%{byte:02x}" for byte in text.encode())
    yield "HTML", "".join(f"&#{ord(sign)};" for sign in text)
    yield "HTML", "".join(f"&#x{ord(sign):x};" for sign in text)
    yield "JSON", "".join(f"\\u{ord(sign):04x}" for sign in text)
    yield "hex", text.encode().hex()
    yield from (("base32", code) for code in base32(text))
    yield from (("split", between.join(text)) for between in _BETWEEN)


def base64(text: str) -> Iterator[bytes]:
    """What stays the same of a text in base64 wherever in a longer text it stands; both alphabets."""
    raw = text.encode()
    for shift in range(3):
        code = b64encode(b"\0" * shift + raw + b"\0" * 3)
        stable = code[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        yield stable
        yield stable.replace(b"+", b"-").replace(b"/", b"_")


def base32(text: str) -> Iterator[str]:
    """What stays the same of a text in base32 wherever in a longer text it stands."""
    raw = text.encode()
    for shift in range(5):
        code = b32encode(b"\0" * shift + raw + b"\0" * 5).decode()
        yield code[-(-shift * 8 // 5) : (shift + len(raw)) * 8 // 5]


def digests(value: str, salts: Sequence[str] = ()) -> Iterator[tuple[str, bytes, bool]]:
    """
    The name, the text and whether case matters, of every common digest of a value: in hex, and in base64.

    With each salt: put before it, put after it, either with a colon between, and as the key of an HMAC.
    """
    for spelling in sorted({value, value.lower()}):
        raw = spelling.encode()
        salted = [raw]
        for salt in map(str.encode, salts):
            salted += [salt + raw, raw + salt, salt + b":" + raw, raw + b":" + salt]
        for name in _ALGORITHMS:
            made = [hashlib.new(name, each, usedforsecurity=False).digest() for each in salted]
            made += [hmac.digest(salt.encode(), raw, name) for salt in salts]
            for digest in made:
                yield name, digest.hex().encode(), False
                code = b64encode(digest).rstrip(b"=")
                yield name, code, True
                yield name, code.replace(b"+", b"-").replace(b"/", b"_"), True


class Bared:
    """
    Bytes after every escape and disguise was taken off, and where each of them stood.

    Escapes of URL, HTML and JSON are read, in any mixture; letters lose width, style, accents and whatever
    has no width at all (Unicode's compatibility decomposition).
    """

    def __init__(self, data: bytes) -> None:
        parts: list[bytes] = []
        self._starts, self._ends, self._reaches = [0], [0], [0]
        done = length = 0
        for found in _DISGUISED.finditer(data):
            literal, bare = data[done : found.start()], _bare(found[0])
            for part, start, end in ((literal, done, found.start()), (bare, found.start(), found.end())):
                if part:
                    parts.append(part)
                    self._reaches.append(length)
                    self._starts.append(start)
                    self._ends.append(end)
                    length += len(part)
            done = found.end()
        parts.append(data[done:])
        self._reaches.append(length)
        self._starts.append(done)
        self._ends.append(len(data))
        self._parts = [b"", *parts]
        self.data = b"".join(parts)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the bytes as they came the bytes `start` to `end` of these stand."""
        return self._at(start)[0], self._at(end - 1)[1]

    def _at(self, index: int) -> tuple[int, int]:
        part = bisect_right(self._reaches, index) - 1
        start, end = self._starts[part], self._ends[part]
        if end - start == len(self._parts[part]):
            start += index - self._reaches[part]
            return start, start + 1
        return start, end


def finder(patterns: Iterable[bytes], matches: MatchKind = MatchKind.LeftmostLongest) -> BytesAhoCorasick:
    """Finds these spellings in a few bytes; an automaton for many would take longer to build than to use."""
    return BytesAhoCorasick(patterns, matchkind=matches, implementation=Implementation.ContiguousNFA)


def is_disguised(data: bytes) -> bool:
    """Whether there is anything in these bytes that `Bared` would change; a cheap look."""
    if not data.isascii() or b"%" in data or b"&" in data:
        return True
    return b"\\" in data and (b"\\u" in data or b"\\/" in data)


def _bare(found: bytes) -> bytes:
    if found == b"\\/":
        return b"/"
    if found.startswith(b"%"):
        text = unquote_to_bytes(found).decode("utf-8", "replace")
    elif found.startswith(b"&"):
        text = html.unescape(found.decode())
    elif found.startswith(b"\\"):
        text = json.loads(b'"' + found + b'"')
    else:
        text = found.decode("utf-8", "replace")
    plain = unicodedata.normalize("NFKD", text)
    kept = [sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Me", "Cf")]
    return "".join(kept).encode("ascii", "replace")


def joined(leaves: Sequence[str]) -> tuple[str, Sequence[int]]:
    """All texts of a payload run together, and where each of them ends."""
    ends = list(_running(leaves))
    return "".join(leaves), ends


def _running(leaves: Sequence[str]) -> Iterator[int]:
    total = 0
    for length in chain(map(len, leaves)):
        total += length
        yield total
