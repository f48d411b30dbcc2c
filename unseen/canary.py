"""
People who can be recognised: a cast of natural-looking identities whose values are found in any encoding.

Every value of a person carries a token that occurs nowhere else, and all tokens begin with one of three
rare marks. So one search of the bytes for a handful of marks tells that nobody is named; only when a mark
is met does the exact, slower search follow.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import islice
from os.path import commonprefix
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from unseen.credentials import Given
from unseen.model import Finding, Person
from unseen.spelling import (
    BASE64,
    CUT,
    Bared,
    base64,
    cases,
    digests,
    finder,
    is_disguised,
    spelt_out,
    texts,
)

if TYPE_CHECKING:
    from faker.generator import Generator

NAME_MARK = "zwyr"
"""How the surname, and the place in the bio, of every person begins."""
MAIL_MARK = "kvexo"
"""How the e-mail address of every person begins."""
PHONE_MARK = "9998304"
"""How the telephone number of every person begins; no country has the code 999."""
MARKS = (NAME_MARK, MAIL_MARK, PHONE_MARK)
"""All three, in this order."""

CONTACT = frozenset({"e-mail", "phone"})
"""What is never shown to anybody else, whatever the settings."""
EVERYTHING = CONTACT | {"handle", "name", "bio"}
"""All that can be recognised of a person."""

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aeiou"
_FEW = 64
_REMEMBERED = 2048
"""So many texts in which nobody is named are remembered: readers are refused in the same words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """
    Where a value of a person stands: bytes `start` to `end`.

    `what` is *handle*, *name*, *e-mail*, *phone* or *bio*; `encoding` is *plain*, *reversed*, *URL*, *HTML*,
    *JSON*, *hex*, *base32*, *base64*, *split*, *disguised*, *md5*, *sha1*, *sha256* or *sha512*.
    """

    person: str
    what: str
    encoding: str
    start: int
    end: int

    @property
    def marker(self) -> str:
        """What stands in its place once it is redacted."""
        return f"[{self.person}'s {self.what}]"


def cast(seed: int, salts: Sequence[str] = ()) -> "Cast":
    """The people of this seed: the same name gives the same identity, whoever else is introduced."""
    return Cast(seed, salts)


class Cast:
    """
    Makes people by name and finds them again.

    Keep one cast for a whole run: what it builds for a person is built once. `salts` are those with which
    the platform is known to make digests, `marks` how the values of its people begin.
    """

    def __init__(self, seed: int, salts: Sequence[str] = (), marks: tuple[str, str, str] = MARKS) -> None:
        self.seed = seed
        self._salts = tuple(salts)
        self._own_marks = marks
        self._people: dict[str, Person] = {}
        self._traces: dict[str, _Forms] = {}
        self._clean: set[tuple[frozenset[str], bytes]] = set()
        self._marks: dict[frozenset[str], Sequence[BytesAhoCorasick]] = {}
        self.given = Given()
        """The credentials that were given out: `redact` takes them out too."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody introduced so far."""
        return tuple(self._people.values())

    def person(self, name: str, age: int = 30) -> Person:
        """The person of this name; a child and an adult of one name differ in nothing but age."""
        known = self._people.get(name)
        if known is None:
            known = self._people[name] = self.make(name, age)
            self._traces[name] = _forms(known, self._salts)
            self._marks.clear()
            self._clean.clear()
        return known if known.age == age else replace(known, age=age)

    def find(self, person: Person, data: bytes) -> Iterator[Hit]:
        """Every value of this person in the bytes, in any encoding; the longest where several overlap."""
        traces = self._traces.get(person.name)
        if traces is None or traces.handle != person.handle:
            traces = _forms(person, self._salts)
        yield from traces.search(data)
        if is_disguised(data):
            yield from _bared(traces, data)

    def touches(self, data: bytes, reader: str = "") -> bool:
        """Whether anything in these bytes looks like an e-mail address or a telephone number of the cast."""
        if self._marked(data, CONTACT):
            own = self._people.get(reader)
            if own is None:
                return True
            for value in (own.email.encode(), own.phone.encode()):  # mostly it is the reader's own, plain
                data = data.replace(value, b" " * len(value))
            return self._marked(data, CONTACT)
        return False

    def contacts(self, data: bytes, reader: str = "") -> Iterator[Hit]:
        """Every e-mail address and telephone number of anybody but the reader; cheap when there is none."""
        if self.touches(data, reader):
            for person in self.people:
                if person.name != reader:
                    yield from (hit for hit in self.find(person, data) if hit.what in CONTACT)

    def redact(self, data: bytes) -> bytes:
        """
        The same bytes with a marker such as `[Ana's e-mail]` for every value, however encoded, and for every
        credential that was given out.
        """
        data = self.given.without(data)
        if not self._marked(data, EVERYTHING):
            return data
        for traces in self._traces.values():
            data = _replaced(data, traces.search(data))
            if is_disguised(data):
                data = _replaced(data, _bared(traces, data))
        return data

    def redact_text(self, text: str) -> str:
        """`redact` for text."""
        return self.redact(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def redact_finding(self, finding: Finding) -> Finding:
        """A finding without anybody's values: what leaks may stand in a key, and so in a pointer."""
        clean = self.redact_text
        return replace(
            finding,
            pointer=clean(finding.pointer),
            message=clean(finding.message),
            request=clean(finding.request),
            here=clean(finding.here),
            there=clean(finding.there),
            also=tuple(map(clean, finding.also)),
        )

    def _marked(self, data: bytes, whats: frozenset[str]) -> bool:
        if (whats, data) in self._clean:
            return False
        automata = self._marks.get(whats)
        if automata is None:
            automata = self._marks[whats] = (
                *_mark_automata(whats, self._own_marks),
                *_hashes(tuple(self._traces.values()), whats),
            )
        lowered = Bared(data).data.lower() + data.lower() if is_disguised(data) else data.lower()
        for automaton in automata:
            if automaton.find_matches_as_indexes(lowered):
                return True
        if len(self._clean) < _REMEMBERED:
            self._clean.add((whats, data))
        return False

    def make(self, name: str, age: int) -> Person:
        """The identity of a person of this name, who is not introduced yet."""
        return replace(_made(self.seed, name), age=age)


@cache
def _generator() -> "Generator":
    # importing it takes a third of a second; these few providers are a twentieth of `Faker()`
    from faker.generator import Generator
    from faker.providers import internet, job
    from faker.providers.person import en_GB

    generator = Generator()
    for provider in (en_GB, job, internet):
        generator.add_provider(provider.Provider)
    return generator


@lru_cache(maxsize=1024)
def _made(seed: int, name: str) -> Person:
    """Every scenario has the same people."""
    dice, generator = _Dice(f"{seed}\x1f{name}"), _generator()
    generator.seed_instance(dice.roll(2**32))
    given, job, domain = map(generator.format, ("first_name", "job", "safe_domain_name"))
    surname = NAME_MARK + dice.syllables(4)
    place = NAME_MARK + dice.syllables(4) + "ford"
    return Person(
        name=name,
        handle=f"{given}.{surname}".lower(),
        display=f"{given} {surname.title()}",
        email=f"{MAIL_MARK}{dice.syllables(4)}@{domain}",
        phone=f"+{PHONE_MARK}{dice.roll(10**7):07}",
        bio=f"{job.split(',')[0]} from {place.title()}",
    )


class _Dice:
    """Numbers that depend on the text alone."""

    def __init__(self, text: str) -> None:
        self._left = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=48).digest())

    def roll(self, sides: int) -> int:
        self._left, number = divmod(self._left, sides)
        return number

    def syllables(self, count: int) -> str:
        """Syllables of two letters each: no result is the beginning of another of the same count."""
        return "".join(
            _CONSONANTS[self.roll(len(_CONSONANTS))] + _VOWELS[self.roll(len(_VOWELS))] for _ in range(count)
        )


@dataclass(frozen=True, slots=True)
class _Form:
    """One spelling of one value. `exact` is set where case matters, `whole` where more may follow."""

    what: str
    encoding: str
    exact: bytes = b""
    whole: bytes = b""


def _bared(traces: "_Forms", data: bytes) -> Iterator[Hit]:
    """What is found only after escapes and disguises were taken off."""
    bared = Bared(data)
    direct = {data[hit.start : hit.end] for hit in traces.search(data)}
    for hit in traces.search(bared.data):
        start, end = bared.place(hit.start, hit.end)
        if not any(data[start:end] == known or known in data[start:end] for known in direct):
            yield replace(hit, encoding="disguised", start=start, end=end)


class _Forms:
    """All spellings of all values of one person, ready to be searched for."""

    def __init__(self, person: Person, salts: Sequence[str]) -> None:
        self.name = person.name
        self.handle = person.handle
        self._values = dict(values(person))
        self._digests = {value: tuple(digests(value, salts)) for value in self._values}

    def hashes(self, whats: frozenset[str]) -> Iterator[bytes]:
        """The beginnings of the digests of those values."""
        for value, what in self._values.items():
            if what in whats:
                yield from (digest[:CUT].lower() for _, digest, _ in self._digests[value])

    @cached_property
    def _spellings(self) -> Mapping[bytes, Sequence[_Form]]:
        spellings: dict[bytes, list[_Form]] = {}
        for value, what in self._values.items():
            for encoding, text in texts(value):
                spellings.setdefault(text.encode().lower(), []).append(_Form(what, encoding))
            for code in {part for spelling in cases(value) for part in base64(spelling)}:
                spellings.setdefault(code.lower(), []).append(_Form(what, "base64", exact=code))
            for encoding, digest, cased in self._digests[value]:
                exact = digest[:CUT] if cased else b""
                form = _Form(what, encoding, exact=exact, whole=digest)
                spellings.setdefault(digest[:CUT].lower(), []).append(form)
        return spellings

    @cached_property
    def _search(self) -> tuple[BytesAhoCorasick, Sequence[Sequence[_Form]]]:
        found = finder(self._spellings)
        return found, tuple(self._spellings.values())

    def search(self, data: bytes) -> Iterator[Hit]:
        """Every hit in these bytes, from left to right."""
        automaton, forms = self._search
        lowered = data.lower()
        for index, start, end in automaton.find_matches_as_indexes(lowered):
            for form in forms[index]:
                if not form.exact or data[start:end] == form.exact:
                    first, last = _widened(form, data, start, end)
                    yield Hit(self.name, form.what, form.encoding, first, last)
                    break


def _widened(form: _Form, data: bytes, start: int, end: int) -> tuple[int, int]:
    """A cut digest runs on as far as it agrees; at the edges of base64 a few bits share a sign."""
    if form.whole:
        rest = data[start : start + len(form.whole)]
        return start, start + len(commonprefix([form.whole, rest if form.exact else rest.lower()]))  # noqa: RUF071
    if form.exact:
        start -= start > 0 and data[start - 1] in BASE64
        end += end < len(data) and data[end] in BASE64
    return start, end


def _replaced(data: bytes, hits: Iterable[Hit]) -> bytes:
    parts, done = [], 0
    for hit in hits:
        parts += [data[done : max(hit.start, done)], hit.marker.encode()]
        done = max(done, hit.end)
    return b"".join((*parts, data[done:])) if parts else data


def values(person: Person) -> Iterator[tuple[str, str]]:
    """The values of a person and what they are; the token alone counts too."""
    yield person.handle, "handle"
    yield person.display, "name"
    yield person.email, "e-mail"
    yield person.phone, "phone"
    yield person.bio, "bio"
    yield person.phone.lstrip("+"), "phone"
    yield person.email.partition("@")[0], "e-mail"
    yield person.display.split()[-1], "name"
    yield person.bio.split()[-1], "bio"


@lru_cache(maxsize=1024)
def _forms(person: Person, salts: tuple[str, ...]) -> _Forms:
    """Scenarios have the same people: how they are spelled is worked out once."""
    return _Forms(person, salts)


@lru_cache(maxsize=1024)
def _hashes(people: Sequence[_Forms], whats: frozenset[str]) -> Sequence[BytesAhoCorasick]:
    """Finds the beginnings of the digests of all these people."""
    found = {form for forms in people for form in forms.hashes(whats)}
    return [finder(sorted(found), MatchKind.LeftmostFirst)] if found else []


@lru_cache(maxsize=8)
def spelt_marks(whats: frozenset[str], marks: tuple[str, str, str] = MARKS) -> frozenset[bytes]:
    """The marks in every encoding, lower case: what any hit other than a digest must contain."""
    found: set[bytes] = set()
    for mark in marks[1:] if whats == CONTACT else marks:
        found.update((mark.encode(), mark[::-1].encode()))
        if mark != marks[0]:  # cut off by the end of a field, and going on in another one
            cuts = [mark[:length] for length in range(len(mark) // 2, len(mark))]
            found.update(f"{cut}{end}".encode() for cut in cuts for end in ('","', '", "'))
        for spelling in cases(mark):
            found.update(text.encode().lower() for _, text in spelt_out(spelling))
            found.update(code.lower() for code in base64(spelling))
    return frozenset(found)


@lru_cache(maxsize=8)
def _mark_automata(whats: frozenset[str], marks: tuple[str, str, str]) -> Sequence[BytesAhoCorasick]:
    """Finds these marks in every encoding."""
    return tuple(quick(spelt_marks(whats, marks)))


def quick(patterns: Iterable[bytes]) -> Iterator[BytesAhoCorasick]:
    """Automata that skip through the bytes: the search does so for few patterns and leftmost matches only."""
    rest = iter(sorted(patterns))
    while some := list(islice(rest, _FEW)):
        yield BytesAhoCorasick(some, matchkind=MatchKind.LeftmostFirst)
