"""
Redaction of everything that is kept: values of people and credentials, in every encoding the oracles know.

A value in some encoding is replaced by its marker in the same encoding, so that equal bytes stay equal,
different bytes stay different, and the canary oracle finds the marker where it would have found the person.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from unseen.canary import EVERYTHING, MARKS, quick, spelt_marks, values
from unseen.evidence.disguises import is_torn
from unseen.evidence.markers import MARKER_MARKS, fill, marker
from unseen.evidence.swaps import Table
from unseen.model import Person
from unseen.spelling import CUT, Bared, base64, digests, is_disguised

_MANY = 16384
_MARKS = [mark.encode() for mark in MARKS]
_QUICK = tuple(quick(spelt_marks(EVERYTHING)))
_SPELT_OUT = (
    (b"%", re.compile(rb"(?:%[0-9a-f]{2}){8}")),
    (b"&#", re.compile(rb"(?:&#x?[0-9a-f]+;){8}")),
    (b"\\u", re.compile(rb"(?:\\u[0-9a-f]{4}){8}")),
    (b'","', re.compile(rb"(?:[^\"]\", ?\"){8}")),
    (b'", "', re.compile(rb"(?:[^\"]\", ?\"){8}")),
)
"""What a value looks like that is spelt out sign by sign, and what is there at least eight times then."""
_LINE = b'{"seen":'
"""How a line begins that is kept of an observation: its texts are not those of one document."""
_IN_RUN = re.compile(rb"[0-9a-z+/_-]{16}")
"""What `_looks` finds wherever it stands, since all that is part of a run has all its pieces remembered."""
_LONG = 24
_BASE32 = re.compile(rb"[a-z2-7]{%d}" % _LONG)
"""What may be a value in base32; it is a part of a run."""
_RUN = re.compile(rb"[0-9a-z+/_-]{16,}")


class _Values:
    """
    What is known of one person, or of one credential.

    Args:
        pairs: each value and its marker.
        signs: in one of these is whatever is spelt plainly.
        salts: with which digests of values are made, and those with which digests of markers are.
    """

    def __init__(
        self, pairs: Sequence[tuple[str, str]], signs: Sequence[str], salts: Sequence[tuple[str, str]]
    ) -> None:
        self._pairs = pairs
        self._salts = salts
        self.signs = tuple([sign.lower().encode() for sign in signs])
        own = tuple(salt for salt, _ in salts)
        self.digests = frozenset(
            code[:CUT].lower() for was, _ in pairs for _, code, _ in digests(was, own)
        ) | {was.encode().hex()[:CUT].encode() for was, _ in pairs}

    @cached_property
    def near(self) -> Table:
        """What replaces the values where they are spelt plainly."""
        return Table(self._pairs, signs=self.signs)

    @cached_property
    def far(self) -> Table:
        """What replaces the values in every encoding."""
        return Table(self._pairs, self._salts)

    def is_in(self, lowered: bytes) -> bool:
        """Whether one of the signs is in bytes in lower case."""
        for sign in self.signs:  # noqa: SIM110 - as a generator it takes twice the time
            if sign in lowered:
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Token:
    """A credential, its marker, and all that is known of it; the signs are it reversed, and in base64."""

    plain: bytes
    marker: bytes
    values: _Values


class Redaction:
    """
    Redacts what one scenario keeps: the people and credentials it came to know so far.

    Args:
        seed: of the run.
        person: gives what is known of a person.
        token: gives what is known of a credential and its marker.
        marks: replaces the beginning of any person's value, where the rest of it was cut off.
    """

    def __init__(
        self,
        seed: int,
        person: Callable[[Person], _Values],
        token: Callable[[str, str], _Token],
        marks: Table,
    ) -> None:
        self._seed = seed
        self._person = person
        self._token = token
        self._marks = marks
        self._people: dict[str, _Values] = {}
        self._tokens: dict[str, _Token] = {}
        self._digests: set[bytes] = set()
        self._signs: tuple[bytes, ...] = ()
        self._begins: set[bytes] = set()
        self._odd: tuple[_Token, ...] = ()
        self.known = 0
        """A number that changes whenever more is known."""

    def know(self, person: Person) -> None:
        """Somebody joins: none of their values is kept from now on."""
        if person.name not in self._people:
            values = self._people[person.name] = self._person(person)
            self._digests |= values.digests
            self.known += 1

    def learn(self, token: str) -> None:
        """A credential was given out; its marker tells which one of this scenario it was, and no more."""
        if token and token not in self._tokens:
            stand_in = fill(token, f"{self._seed}\x1ftoken\x1f{len(self._tokens)}")
            known = self._tokens[token] = self._token(token, stand_in)
            self._digests |= known.values.digests
            for sign in known.values.signs:
                if _IN_RUN.match(sign):
                    self._digests.add(sign[:CUT])
                else:
                    self._signs += (sign,)
            begin = known.plain[:CUT].lower()
            if _IN_RUN.match(begin):
                self._begins.add(begin)
            else:
                self._odd += (known,)
            self.known += 1

    def clean(self, data: bytes) -> bytes:
        """The same bytes with markers for everything known, however encoded."""
        looks = _looks(data)
        if self._odd or not self._begins.isdisjoint(looks.pieces):
            for token in self._tokens.values():
                if token.plain in data:
                    data = data.replace(token.plain, token.marker)
            looks = _looks(data)
        if looks.is_named:
            lowered = data.lower()
            for values in self._people.values():
                if values.is_in(lowered):
                    data = values.near.replace(data)
                    lowered = data.lower()
            looks = _looks(data)
        if self._is_suspicious(data, looks):
            known = (*(each.values for each in self._tokens.values()), *self._people.values())
            for table in (*(each.far for each in known), self._marks):
                data = table.replace_disguised(table.replace(data))
        return data

    def _is_suspicious(self, data: bytes, looks: "_Looks") -> bool:
        """Whether there is left a mark in any encoding, a digest, or what may spell a credential out."""
        if looks.is_marked or not self._digests.isdisjoint(looks.pieces):
            return True
        return bool(self._signs) and any(sign in data.lower() for sign in self._signs)

    def clean_text(self, text: str) -> str:
        """`clean` for text."""
        return self.clean(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


class _Looks(NamedTuple):
    """
    What some bytes look like, whoever is known: most payloads come many times in a run.

    Attributes:
        is_named: a mark is there plainly.
        is_marked: a mark is there in some encoding, or there is what may spell something out.
        pieces: whatever may be the beginning of a digest, of a credential, or of one that is encoded.
    """

    is_named: bool
    is_marked: bool
    pieces: frozenset[bytes]


@lru_cache(_MANY)
def _looks(data: bytes) -> _Looks:
    lowered = data.lower()
    seen = lowered + b"\n" + Bared(data).data.lower() if is_disguised(data) else lowered
    runs: list[bytes] = _RUN.findall(seen)
    return _Looks(
        is_named=any(mark in lowered for mark in _MARKS),
        is_marked=(not data.startswith(_LINE) and is_torn(data))
        or any(len(run) >= _LONG and _BASE32.search(run) for run in runs)
        or _is_spelt_out(lowered)
        or any(marks.find_matches_as_indexes(seen) for marks in _QUICK),
        pieces=frozenset([run[at : at + CUT] for run in runs for at in range(len(run) - CUT + 1)]),
    )


def _is_spelt_out(lowered: bytes) -> bool:
    for sign, spelt in _SPELT_OUT:  # noqa: SIM110 - as a generator it takes twice the time
        if lowered.count(sign) >= 8 and spelt.search(lowered):
            return True
    return False


class Redactor:
    """
    What is known of the people of one seed, for a whole run: what it builds for a person is built once.

    `salts` are those of the platform; they are secrets too, and have markers.
    """

    def __init__(self, seed: int, salts: Iterable[str] = ()) -> None:
        self._seed = seed
        self._people: dict[Person, _Values] = {}
        self._salts = [(salt, fill(salt, f"{seed}\x1fsalt\x1f{number}")) for number, salt in enumerate(salts)]
        self._token = lru_cache(_MANY)(self._made)
        self._marks = Table(list(zip(MARKS, MARKER_MARKS, strict=True)))

    @property
    def salts(self) -> tuple[str, ...]:
        """The markers of the salts."""
        return tuple(now for _, now in self._salts)

    def scenario(self) -> Redaction:
        """For one scenario, in which nobody is known yet."""
        return Redaction(self._seed, self._person, self._token, self._marks)

    def _person(self, person: Person) -> _Values:
        known = self._people.get(person)
        if known is None:
            both = zip(values(person), values(marker(person, self._seed)), strict=True)
            pairs = [(was, now) for (was, _), (now, _) in both]
            signs = (person.display.split()[-1], person.bio.split()[-1], person.email.partition("@")[0])
            known = self._people[person] = _Values(pairs, (*signs, person.phone.lstrip("+")), self._salts)
        return known

    def _made(self, token: str, stand_in: str) -> _Token:
        signs = sorted({code[:CUT].decode() for code in base64(token)})
        known = _Values([(token, stand_in)], (*signs, token[::-1]), self._salts)
        return _Token(token.encode(), stand_in.encode(), known)
