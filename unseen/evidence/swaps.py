"""
Values put in the place of others, in every spelling that `unseen.spelling` knows.

Two values of one shape have as many spellings, in the same order: each of one has its counterpart.
"""

from base64 import b32encode, b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from os.path import commonprefix

from ahocorasick_rs import BytesAhoCorasick

from unseen.evidence.disguises import Torn, disguised
from unseen.spelling import CUT, Bared, cases, digests, finder, is_disguised, plain_texts, texts

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_SEXTETS = {sign: number for number, sign in enumerate(_BASE64)} | {b"-"[0]: 62, b"_"[0]: 63}
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_QUINTETS = {sign: number for one in (_BASE32, _BASE32.lower()) for number, sign in enumerate(one)}
_FEW = 512


@dataclass(frozen=True, slots=True)
class _Swap:
    """
    One spelling of a value, `was`, and the same spelling of its marker, `now`.

    `is_cased` tells that case matters, `is_cut` that as many signs more may follow as agree. `edges` are the
    signs beside it in base64 and base32, which share some bits with the value: those of the value, those of
    the marker.
    """

    was: bytes
    now: bytes
    is_cased: bool = False
    is_cut: bool = False
    edges: tuple[tuple[bytes, bytes], tuple[bytes, bytes]] = ((b"", b""), (b"", b""))

    @property
    def key(self) -> bytes:
        """What is looked for, in lower case."""
        return self.was[:CUT].lower() if self.is_cut else self.was.lower()

    def fits(self, data: bytes, start: int, end: int) -> bool:
        """Whether it is this spelling that stands there."""
        return not self.is_cased or data[start:end] == self.was[: end - start]


def _swaps(was: str, now: str, salts: Sequence[tuple[str, str]]) -> Iterator[_Swap]:
    for (name, one), (_, other) in zip(texts(was), texts(now), strict=True):
        if name != "base32":
            yield _Swap(one.encode(), other.encode())
    for one, other in zip(cases(was), cases(now), strict=True):
        for (code, *edges), (new, *new_edges) in zip(_base32(one), _base32(other), strict=True):
            yield _Swap(code, new, edges=((edges[0], new_edges[0]), (edges[1], new_edges[1])))
        for (code, *edges), (new, *new_edges) in zip(_base64(one), _base64(other), strict=True):
            pairs = [(edge, new_edge) for edge, new_edge in zip(edges, new_edges, strict=True)]
            yield _Swap(code, new, is_cased=True, edges=(pairs[0], pairs[1]))
    own, stand_ins = tuple(salt for salt, _ in salts), tuple(salt for _, salt in salts)
    for (_, digest, is_cased), (_, new, _) in zip(digests(was, own), digests(now, stand_ins), strict=True):
        yield _Swap(digest, new, is_cased, is_cut=True)


def _base64(text: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    """What stays the same wherever in a longer text it stands, and the signs before and after it."""
    raw = text.encode()
    for shift in range(3):
        code = b64encode(b"\0" * shift + raw + b"\0" * 3)
        first, last = -(-shift * 8 // 6), (shift + len(raw)) * 8 // 6
        for spelled in (code, code.replace(b"+", b"-").replace(b"/", b"_")):
            yield spelled[first:last], spelled[max(first - 1, 0) : first], spelled[last : last + 1]


def _base32(text: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The same in base32."""
    raw = text.encode()
    for shift in range(5):
        code = b32encode(b"\0" * shift + raw + b"\0" * 5)
        first, last = -(-shift * 8 // 5), (shift + len(raw)) * 8 // 5
        yield code[first:last], code[max(first - 1, 0) : first], code[last : last + 1]


class Table:
    """
    Replaces some values by others of the same shape; what it needs for that is built when first needed.

    Args:
        pairs: each value and what comes in its place.
        salts: with which digests are made, and what comes in their place.
        signs: look for those spellings only that have one of these in them.
    """

    def __init__(
        self,
        pairs: Sequence[tuple[str, str]],
        salts: Sequence[tuple[str, str]] = (),
        signs: Sequence[bytes] = (),
    ) -> None:
        self._pairs = pairs
        self._salts = salts
        self._signs = signs
        self.replace = lru_cache(_FEW)(self._replaced)
        """The bytes with each spelling replaced; the same payload comes many times in a run."""

    @cached_property
    def _search(self) -> tuple[BytesAhoCorasick, Sequence[Sequence[_Swap]]]:
        found: dict[bytes, list[_Swap]] = {}
        for was, now in self._pairs:
            for swap in _near(was, now) if self._signs else _swaps(was, now, self._salts):
                key = swap.key
                if not self._signs or any(sign in key for sign in self._signs):
                    found.setdefault(key, []).append(swap)
        return finder(found), tuple(found.values())

    def _matches(self, data: bytes) -> Iterator[tuple[int, int, _Swap]]:
        automaton, swaps = self._search
        for index, start, end in automaton.find_matches_as_indexes(data.lower()):
            for swap in swaps[index]:
                if swap.fits(data, start, end):
                    yield start, end, swap
                    break

    def _replaced(self, data: bytes) -> bytes:
        parts, done = [], 0
        for start, end, swap in self._matches(data):
            first, last, new = _spelt(swap, data, start, end)
            parts += [data[done : max(first, done)], new[max(done - first, 0) :]]
            done = last
        return b"".join((*parts, data[done:])) if parts else data

    def replace_disguised(self, data: bytes) -> bytes:
        """The bytes with those values replaced that stand there in disguise, or torn apart."""
        if is_disguised(data):
            bared = Bared(data)
            new = bared.data
            for start, end, swap in self._matches(bared.data):
                if not swap.is_cut and not swap.is_cased and len(swap.was) == len(swap.now):
                    new = new[:start] + as_written(new[start:end], swap.now) + new[end:]
            data = disguised(data, bared.data, new)
        torn = Torn.of(data)
        return data if torn is None else torn.replaced(self._replaced)


def _near(was: str, now: str) -> Iterator[_Swap]:
    for (_, one), (_, other) in zip(plain_texts(was), plain_texts(now), strict=True):
        yield _Swap(one.encode(), other.encode())


def _spelt(swap: _Swap, data: bytes, start: int, end: int) -> tuple[int, int, bytes]:
    """Where the spelling stands, with what belongs to it, and what comes there."""
    if swap.is_cut:
        rest = data[start : start + len(swap.was)]
        end = start + len(commonprefix([swap.was, rest if swap.is_cased else rest.lower()]))  # noqa: RUF071
        new = swap.now[: end - start]
        return start, end, new if swap.is_cased else as_written(data[start:end], new)
    (before, new_before), (after, new_after) = swap.edges
    if swap.is_cased:
        is_url = any(sign in b"-_" for sign in swap.now + swap.was)
        edge: Callable[[int, bytes, bytes], bytes] = partial(_edge, is_url=is_url)
        new, signs = swap.now, _SEXTETS
    else:
        edge = partial(_edge_of_32, is_small=data[start:end].islower())
        new, signs = as_written(data[start:end], swap.now), _QUINTETS
    if before and start and data[start - 1] in signs:
        new = edge(data[start - 1], before, new_before) + new
        start -= 1
    if after and end < len(data) and data[end] in signs:
        new += edge(data[end], after, new_after)
        end += 1
    return start, end, new


def _edge(sign: int, was: bytes, now: bytes, is_url: bool) -> bytes:
    """The sign beside a value in base64: the bits of the value become those of the marker, others stay."""
    sextet = _SEXTETS[sign] ^ _SEXTETS[was[0]] ^ _SEXTETS[now[0]]
    alphabet = _BASE64[:62] + (b"-_" if is_url or sign in b"-_" else b"+/")
    return alphabet[sextet : sextet + 1]


def _edge_of_32(sign: int, was: bytes, now: bytes, is_small: bool) -> bytes:
    """The same in base32, which some write in small letters."""
    quintet = _QUINTETS[sign] ^ _QUINTETS[was[0]] ^ _QUINTETS[now[0]]
    letter = _BASE32[quintet : quintet + 1]
    return letter.lower() if is_small else letter


def as_written(pattern: bytes, spelling: bytes) -> bytes:
    """The spelling with capitals as the pattern has them; hexadecimal digits all alike."""
    spelling = spelling.lower()
    if pattern.islower() or not pattern.upper().isupper():
        return spelling
    if pattern.isupper():
        return spelling.upper()
    if len(pattern) != len(spelling):
        return spelling
    digits = bytes(sign for sign in pattern if sign in b"abcdefABCDEF").isupper()
    return bytes(
        new - 32 if 97 <= new <= 122 and (65 <= old <= 90 or (digits and 48 <= old <= 57)) else new
        for old, new in zip(pattern, spelling, strict=True)
    )
