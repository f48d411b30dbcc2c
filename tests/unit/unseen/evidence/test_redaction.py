import base64
import hashlib
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.canary import EVERYTHING, MARKS, Cast, spelt_marks, values
from unseen.evidence.markers import MARKER_MARKS, Marked, marker
from unseen.evidence.redaction import Redaction, Redactor

NAMES = ("Ana", "Ben", "Cho", "Ana's double", "a stranger")
REDACTOR = Redactor(7, ["salt"])
CAST, MARKED = Cast(7, ["salt"]), Marked(7, REDACTOR.salts)
PEOPLE = [CAST.person(name) for name in NAMES]
STAND_INS = [MARKED.person(name) for name in NAMES]
VALUES = [value for person in PEOPLE for value, _ in values(person)]
ENCODINGS = {
    "plain": lambda text: text.encode(),
    "upper": lambda text: text.upper().encode(),
    "URL": lambda text: quote(text, safe="").encode(),
    "HTML": lambda text: html.escape(text).encode(),
    "entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text).encode(),
    "hex entities": lambda text: "".join(f"&#x{ord(sign):X};" for sign in text).encode(),
    "JSON": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text).encode(),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
    "hex": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, one on": lambda text: base64.b64encode(b"{" + text.encode() + b"}"),
    "base64, two on": lambda text: base64.b64encode(b"ab" + text.encode()),
    "URL base64": lambda text: base64.urlsafe_b64encode(b"??>" + text.encode() + b"~~~"),
    "reversed": lambda text: text[::-1].encode(),
    "base32": lambda text: base64.b32encode(text.encode() + b"01234"),
    "base32, one on": lambda text: base64.b32encode(b"{" + text.encode()),
    "base32, two on": lambda text: base64.b32encode(b"ab" + text.encode() + b"}").lower(),
    "base32, three on": lambda text: base64.b32encode(b"abc" + text.encode() + b"de"),
    "base32, four on": lambda text: base64.b32encode(b"abcd" + text.encode() + b"efg"),
    "split": lambda text: '","'.join(text).encode(),
    "wide": lambda text: "".join(
        chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in text
    ).encode(),
    "half escaped": lambda text: f"%{ord(text[0]):02x}{text[1:-1]}&#{ord(text[-1])};".encode(),
    "accented": lambda text: text.replace("o", "ó").replace("a", "ä").replace("e", "é").encode(),
    "sha512 in base64": lambda text: base64.b64encode(hashlib.sha512(text.encode()).digest()),
    "salted": lambda text, salt="salt": hashlib.sha256(f"{salt}:{text}".encode()).hexdigest().encode(),
    "md5": lambda text: hashlib.new("md5", text.encode(), usedforsecurity=False).hexdigest().encode(),
    "sha1, cut": lambda text: (
        hashlib.new("sha1", text.encode(), usedforsecurity=False).hexdigest()[:20].encode()
    ),
    "sha256": lambda text: hashlib.sha256(text.lower().encode()).hexdigest().encode(),
}


def redaction() -> Redaction:
    made = REDACTOR.scenario()
    for person in PEOPLE:
        made.know(person)
    return made


@pytest.mark.parametrize("encoding", [each for each in ENCODINGS if each != "accented"])
def test_encodings(encoding: str) -> None:
    """A value in an encoding becomes its marker in the same encoding, byte for byte."""
    spell, clean = ENCODINGS[encoding], redaction().clean
    for person, stand_in in zip(PEOPLE, STAND_INS, strict=True):
        for (was, _), (now, _) in zip(values(person), values(stand_in), strict=True):
            expected = spell(now, REDACTOR.salts[0]) if encoding == "salted" else spell(now)
            assert clean(b'{"x":"' + spell(was) + b'"}') == b'{"x":"' + expected + b'"}'


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_found_again(encoding: str) -> None:
    """The canary oracle finds the marker where, and as what, it found the person."""
    spell, clean = ENCODINGS[encoding], redaction().clean
    for person, stand_in in zip(PEOPLE, STAND_INS, strict=True):
        for value, _ in values(person):
            data = b"before " + spell(value) + b" after"
            here = [(hit.what, hit.encoding) for hit in CAST.find(person, data)]
            assert here
            assert here == [(hit.what, hit.encoding) for hit in MARKED.find(stand_in, clean(data))]


_OF_TOKENS = (
    "plain",
    "URL",
    "hex",
    "hex entities",
    "JSON",
    "percent",
    "reversed",
    "split",
    "base64",
    "sha256",
)
PIECES = st.one_of(
    st.binary(max_size=12),
    st.builds(
        lambda spell, value: spell(value), st.sampled_from(list(ENCODINGS.values())), st.sampled_from(VALUES)
    ),
    st.sampled_from([mark.encode() for mark in MARKS]),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=6).map(b"|".join), st.lists(PIECES, max_size=6).map(b"|".join))
def test_law(one: bytes, other: bytes) -> None:
    """What differs stays different, what is equal equal; nothing of anybody is left; twice is once."""
    clean = redaction().clean
    assert (clean(one) == clean(other)) == (one == other)
    assert clean(clean(one)) == clean(one)
    lowered = clean(one).lower()
    assert not any(mark in lowered for mark in spelt_marks(EVERYTHING) if len(mark) > 5)
    assert not any(hit for person in PEOPLE for hit in CAST.find(person, clean(one)))


def test_cut_off() -> None:
    """Of a value that was cut off, not even the beginning is kept."""
    surname = PEOPLE[0].display.split()[-1]
    assert not any(
        mark in redaction().clean(surname[:7].encode()).lower() for mark in spelt_marks(EVERYTHING)
    )


@pytest.mark.parametrize(
    "dumps",
    [json.dumps, lambda data: json.dumps(data, separators=(",", ":"), ensure_ascii=False)],
    ids=["spaced", "tight"],
)
@pytest.mark.parametrize("cut", [3, 7, 9, 12])
def test_torn(dumps, cut: int) -> None:
    """A value that two fields hold together becomes its marker in them, the document spelt as before."""
    pairs = [(PEOPLE[0].email, STAND_INS[0].email), (PEOPLE[0].phone, STAND_INS[0].phone)]
    for one, other in [*pairs, (PEOPLE[0].handle, STAND_INS[0].handle)][: 2 if cut < 9 else 3]:
        before = {"of": "ä", "first": one[:cut], "id": 7, "last": one[cut:], "more": ["x", {"y": "z"}]}
        after = {**before, "first": other[:cut], "last": other[cut:]}
        assert redaction().clean(dumps(before).encode()) == dumps(after).encode()
        columns = [{"id": "a-1", "part": one[:cut]}, {"id": "b-2", "part": one[cut:]}]
        expected = [{"id": "a-1", "part": other[:cut]}, {"id": "b-2", "part": other[cut:]}]
        assert redaction().clean(dumps(columns).encode()) == dumps(expected).encode()


@pytest.mark.parametrize(
    "spell",
    [
        lambda text: f"\\u{ord(text[0]):04x}{text[1:]}",
        lambda text: f"&#x{ord(text[0]):x};{text[1:]}",
        lambda text: "".join(f"\\u{ord(sign) + 0xFEE0:04x}" if sign.isalpha() else sign for sign in text),
        lambda text: quote("".join(chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in text)),
        lambda text: text[0] + "\u200b" + text[1:],
        lambda text: text.replace("@", "&commat;") if "@" in text else f"%{ord(text[0]):02X}{text[1:]}",
    ],
    ids=["code", "entity", "wide codes", "wide in URL", "no width", "named"],
)
def test_disguises(spell) -> None:
    """In whatever dress, the marker wears it where the person did, and is found there."""
    for person, stand_in in zip(PEOPLE, STAND_INS, strict=True):
        for value in (person.handle, person.email):
            clean = redaction().clean(f"<{spell(value)}>".encode())
            assert not list(CAST.find(person, clean))
            assert [hit.what for hit in MARKED.find(stand_in, clean)] == [
                hit.what for hit in CAST.find(person, f"<{spell(value)}>".encode())
            ]


def test_given_name() -> None:
    """
    A given name in a field of its own stays, as thousands have it; surname, and what holds it, do not.

    The same goes for the profession of a bio and for the domain of an address, which is a reserved one.
    """
    person = PEOPLE[0]
    (first, last), domain = person.display.split(), person.email.partition("@")[2]
    trade, _, place = person.bio.rpartition(" from ")
    fields = {"given_name": first, "surname": last, "trade": trade, "place": place, "domain": domain}
    clean = json.loads(redaction().clean(json.dumps(fields).encode()))
    assert {name for name in fields if clean[name] == fields[name]} == {"given_name", "trade", "domain"}
    whole = json.dumps({"name": f"{first} {last}", "handle": person.handle, "mail": person.email})
    assert not any(
        sign in redaction().clean(whole.encode()).decode().lower() for sign in (last.lower(), first.lower())
    )


class TestTokens:
    def test_every_encoding(self) -> None:
        """A credential is replaced in whatever encoding it is met, always by the same marker."""
        known, token = redaction(), "c8kJ-29_xQpZ4mNvT7"
        known.learn(token)
        (now,) = {known.clean(token.encode()).decode()}
        assert now != token
        assert [sign.isalpha() for sign in now] == [sign.isalpha() for sign in token]
        for name, spell in ENCODINGS.items():
            if name in _OF_TOKENS:
                assert known.clean(b"<" + spell(token) + b">") == b"<" + spell(now) + b">", name

    def test_says_nothing_of_the_credential(self) -> None:
        """The marker follows from its turn in the scenario, so a served run keeps the same evidence."""
        one, other = redaction(), redaction()
        one.learn("aaaa1111bbbb2222")
        other.learn("bbbb9999cccc0000")
        assert one.clean(b"aaaa1111bbbb2222") == other.clean(b"bbbb9999cccc0000")


class TestMarkers:
    def test_shape(self) -> None:
        """A marker has the lengths, capitals and signs of the person, other marks, and the same age."""
        for person, stand_in in zip(PEOPLE, STAND_INS, strict=True):
            assert (stand_in.name, stand_in.age) == (person.name, person.age)
            for (was, what), (now, _) in zip(values(person), values(stand_in), strict=True):
                assert what in EVERYTHING
                assert [(s.isupper(), s.isalpha(), s.isdigit()) for s in was] == [
                    (s.isupper(), s.isalpha(), s.isdigit()) for s in now
                ]
                assert was != now

    def test_nothing_of_the_person(self) -> None:
        """Two people of one shape and name have one marker: it follows from nothing else."""
        person = PEOPLE[0]
        swapped = json.loads(json.dumps(person.handle).replace("a", "o").replace("e", "i"))
        assert marker(type(person)(person.name, swapped, *_rest(person)), 7).handle == STAND_INS[0].handle

    def test_marks(self) -> None:
        """Marks of markers are as long as those of people, and no encoding of them is one of those."""
        assert spelt_marks(EVERYTHING).isdisjoint(spelt_marks(EVERYTHING, MARKER_MARKS))
        assert [len(mark) for mark in MARKS] == [len(mark) for mark in MARKER_MARKS]


def _rest(person: object) -> tuple[str, str, str, str, int]:
    return tuple(getattr(person, name) for name in ("display", "email", "phone", "bio", "age"))  # type: ignore[return-value]
