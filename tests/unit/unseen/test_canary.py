import base64
import hashlib
import hmac
import html
import json
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.canary import CONTACT, EVERYTHING, MAIL_MARK, NAME_MARK, PHONE_MARK, Cast, Hit, cast
from unseen.model import Person

NAMES = ("Ana", "Ben", "Cho")
VALUES = ("handle", "display", "email", "phone", "bio")
WHAT = {"handle": "handle", "display": "name", "email": "e-mail", "phone": "phone", "bio": "bio"}


def people() -> Cast:
    """A small cast."""
    made = cast(7)
    for name in NAMES:
        made.person(name)
    return made


CAST = people()
"""Read only: what it builds for a person it builds once."""
ANA = CAST.person("Ana")

ENCODINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "lower case": str.lower,
    "upper case": str.upper,
    "title case": str.title,
    "URL": lambda text: quote(text, safe=""),
    "form": quote_plus,
    "every byte in URL code": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "HTML": html.escape,
    "HTML, signs as numbers": lambda text: "".join(
        sign if sign.isalnum() else f"&#{ord(sign)};" for sign in text
    ),
    "every sign as an HTML number": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "every sign as a hexadecimal HTML number": lambda text: "".join(f"&#x{ord(sign):X};" for sign in text),
    "JSON": json.dumps,
    "JSON, signs escaped": lambda text: "".join(
        sign if sign.isalnum() else f"\\u{ord(sign):04X}" for sign in text
    ),
    "every sign escaped in JSON": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "hex": lambda text: text.encode().hex(),
    "hex of upper case": lambda text: text.upper().encode().hex().upper(),
    "md5": lambda text: hashlib.md5(text.encode()).hexdigest(),  # noqa: S324
    "sha1": lambda text: hashlib.sha1(text.encode()).hexdigest(),  # noqa: S324
    "sha256": lambda text: hashlib.sha256(text.encode()).hexdigest(),
    "sha256 of lower case": lambda text: hashlib.sha256(text.lower().encode()).hexdigest(),
    "sha512": lambda text: hashlib.sha512(text.encode()).hexdigest(),
    "sha256 in base64": lambda text: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode(),
    "md5 in base64 of another alphabet": lambda text: base64.urlsafe_b64encode(
        hashlib.md5(text.encode()).digest()  # noqa: S324
    ).decode(),
    "reversed": lambda text: text[::-1],
    "reversed, capital": lambda text: text[::-1].upper(),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "base32, small": lambda text: base64.b32encode(text.encode()).decode().lower(),
    "a list of signs": lambda text: json.dumps(list(text)),
    "a list of signs, dense": lambda text: json.dumps(list(text), separators=(",", ":")),
    "full width": lambda text: "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text
    ),
    "accents": lambda text: "".join(f"{sign}\u0301" if sign.isalpha() else sign for sign in text),
    "composed accents": lambda text: unicodedata.normalize(
        "NFC", "".join(f"{sign}\u0301" if sign in "aeiou" else sign for sign in text)
    ),
    "signs without width between": "\u200b".join,
    "soft hyphens, escaped in JSON": lambda text: json.dumps("\u00ad".join(text)),
    "some signs in URL code": lambda text: "".join(
        f"%{ord(sign):02x}" if number % 3 == 0 else sign for number, sign in enumerate(text)
    ),
    "some signs as HTML numbers": lambda text: "".join(
        f"&#{ord(sign)};" if number % 3 == 1 else sign for number, sign in enumerate(text)
    ),
    "some signs escaped in JSON": lambda text: "".join(
        f"\\u{ord(sign):04x}" if number % 2 else sign for number, sign in enumerate(text)
    ),
    "full width in URL code": lambda text: quote(
        "".join(chr(ord(sign) + 0xFEE0) for sign in text if sign > " ")
    ),
    "a hash cut short": lambda text: hashlib.sha256(text.encode()).hexdigest()[:20],
}


@pytest.mark.parametrize("field", VALUES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_value_is_found_in_every_encoding(encoding: str, field: str) -> None:
    """Each value of a person is found, and told apart from the others, whatever it was encoded as."""
    data = f"x {ENCODINGS[encoding](getattr(ANA, field))} y".encode()

    hits = list(CAST.find(ANA, data))

    assert [(hit.person, hit.what) for hit in hits] == [("Ana", WHAT[field])]
    assert list(CAST.find(CAST.person("Ben"), data)) == []


@given(
    field=st.sampled_from(VALUES),
    before=st.binary(max_size=20),
    after=st.binary(max_size=20),
    url=st.booleans(),
)
def test_a_value_is_found_in_base64_at_any_alignment(
    field: str, before: bytes, after: bytes, url: bool
) -> None:
    """A value is found in base64, in both alphabets, wherever in the encoded bytes it stands."""
    encode = base64.urlsafe_b64encode if url else base64.b64encode
    data = encode(before + getattr(ANA, field).encode() + after)

    assert WHAT[field] in {hit.what for hit in CAST.find(ANA, data)}
    assert list(CAST.find(ANA, CAST.redact(data))) == []


@given(field=st.sampled_from(VALUES), before=st.binary(max_size=20), after=st.binary(max_size=20))
def test_a_value_is_found_in_base32_and_base16_at_any_alignment(
    field: str, before: bytes, after: bytes
) -> None:
    """A value is found in base32 and in base16, wherever in the encoded bytes it stands."""
    raw = before + getattr(ANA, field).encode() + after
    for data in (base64.b32encode(raw), base64.b16encode(raw), raw.hex().encode()):
        assert WHAT[field] in {hit.what for hit in CAST.find(ANA, data)}
        assert list(CAST.find(ANA, CAST.redact(data))) == []


SALTED = cast(7, ("pepper", "2026"))
SALTED.person("Ana")


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
@pytest.mark.parametrize("field", VALUES)
def test_a_salted_digest_is_found_where_the_salt_is_known(field: str, name: str) -> None:
    """Salt before or after, with a colon or as the key of an HMAC: found with the salt, and only with it."""
    value = getattr(ANA, field)
    made = [
        hashlib.new(name, text.encode()).hexdigest()
        for text in (f"pepper{value}", f"{value}pepper", f"2026:{value}", f"{value}:2026")
    ]
    made.append(hmac.new(b"pepper", value.encode(), name).hexdigest())
    for digest in made:
        assert [hit.encoding for hit in SALTED.find(ANA, digest.encode())] == [name]
        assert list(CAST.find(ANA, digest.encode())) == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_redaction_removes_every_encoded_form(encoding: str) -> None:
    """After redaction nothing of anybody is found, and the marker says whose value stood there."""
    text = " ".join(ENCODINGS[encoding](getattr(person, field)) for person in CAST.people for field in VALUES)

    redacted = CAST.redact_text(text)

    assert [hit for person in CAST.people for hit in CAST.find(person, redacted.encode())] == []
    assert all(f"[{name}'s {what}]" in redacted for name in NAMES for what in EVERYTHING)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_nothing_is_found_in_unrelated_text(text: str) -> None:
    """Text that was not made from the cast holds nobody, and redaction leaves it alone."""
    data = text.encode()

    assert [hit for person in CAST.people for hit in CAST.find(person, data)] == []
    assert list(CAST.contacts(data)) == []
    assert CAST.redact(data) is data
    assert CAST.redact_text(text) == text


@given(st.binary(max_size=200), st.sampled_from([b"", b"%41", b"&#65;", b"\\u0041", "é".encode()]))
def test_nothing_is_found_in_random_bytes(data: bytes, escape: bytes) -> None:
    """Bytes that are no text, with escapes among them or without, hold nobody either."""
    for some in (data + escape, base64.b64encode(data) + escape, hashlib.sha256(data).hexdigest().encode()):
        assert [hit for person in CAST.people for hit in CAST.find(person, some)] == []
        assert not CAST.touches(some)
        assert CAST.redact(some) is some


def test_a_surname_alone_is_found() -> None:
    """The token within a value is enough: a nickname made from it does not hide the person."""
    surname = ANA.display.split()[-1]

    assert [hit.what for hit in CAST.find(ANA, f"Dr. {surname} called".encode())] == ["name"]


def test_the_longest_value_wins() -> None:
    """An e-mail address is one hit, not one for the address and one for its first part."""
    data = f"<{ANA.email}>".encode()

    assert list(CAST.find(ANA, data)) == [Hit("Ana", "e-mail", "plain", 1, len(data) - 1)]


def test_base64_of_another_case_is_another_text() -> None:
    """Base64 is compared with its case: what only looks alike in lower case is no hit."""
    data = base64.b64encode(ANA.email.encode()).swapcase()

    assert list(CAST.find(ANA, data)) == []


def test_contacts_are_addresses_and_numbers_only() -> None:
    """Names and handles are no contact data; e-mail addresses and telephone numbers of anybody are."""
    assert list(CAST.contacts(f"{ANA.handle} {ANA.display} {ANA.bio}".encode())) == []
    assert {hit.what for hit in CAST.contacts(f"{ANA.email} {ANA.phone}".encode())} == CONTACT


def test_ones_own_contact_data_hides_nobody_elses() -> None:
    """The reader's own address is no hit, plain or encoded; another one beside it is, in its place."""
    ben = CAST.person("Ben")
    own = f"{ANA.email} {ANA.email.encode().hex()} "
    both = f"{own}{ben.phone}".encode()

    assert list(CAST.contacts(own.encode(), "Ana")) == []
    assert list(CAST.contacts(ANA.email.encode(), "Ana")) == []
    assert list(CAST.contacts(both, "Ana")) == [Hit("Ben", "phone", "plain", len(own), len(both))]


def test_contacts_are_found_by_their_hash() -> None:
    """The hash of an e-mail address is contact data too."""
    digest = hashlib.sha256(CAST.person("Ben").email.encode()).hexdigest()

    assert [(hit.person, hit.encoding) for hit in CAST.contacts(digest.encode())] == [("Ben", "sha256")]


@given(seed=st.integers(0, 5), order=st.permutations(NAMES))
def test_an_identity_depends_on_seed_and_name_alone(seed: int, order: list[str]) -> None:
    """Who else is introduced, and in which order, changes nobody."""
    made = cast(seed)
    all_at_once = {name: made.person(name) for name in order}

    assert all_at_once == {name: cast(seed).person(name) for name in NAMES}


def test_seeds_give_different_people() -> None:
    """Another seed is another cast."""
    assert cast(1).person("Ana").handle != cast(2).person("Ana").handle


def test_identities_are_unique() -> None:
    """Of many people no two share a value."""
    made = cast(3)
    many = [made.person(f"person {number}") for number in range(500)]

    for field in ("handle", "display", "email", "phone", "bio"):
        assert len({getattr(person, field) for person in many}) == len(many)


def test_every_value_carries_a_mark() -> None:
    """Each value begins its token with the mark of its kind, and the sentence's name is not in it."""
    person = cast(1).person("Winnifred")

    for value, mark in (
        (person.handle, NAME_MARK),
        (person.display, NAME_MARK),
        (person.bio, NAME_MARK),
        (person.email, MAIL_MARK),
        (person.phone, PHONE_MARK),
    ):
        assert mark in value.lower()
        assert "winnifred" not in value.lower()


def test_age_changes_nothing_else() -> None:
    """A child has the identity of the adult of that name."""
    made = cast(1)
    adult, child = made.person("Bo"), made.person("Bo", 14)

    assert (child.age, child.handle) == (14, adult.handle)
    assert made.people == (adult,)


def test_somebody_of_another_cast_can_be_looked_for() -> None:
    """A person who was not introduced here is found all the same."""
    stranger = cast(99).person("Ana")

    assert [hit.what for hit in CAST.find(stranger, stranger.handle.encode())] == ["handle"]
    assert list(CAST.find(ANA, stranger.handle.encode())) == []


def test_somebody_introduced_late_is_redacted() -> None:
    """A person introduced after the first search is found by the next one, hashes included."""
    made = cast(1)
    late = cast(1).person("Late")
    digest = hashlib.md5(late.email.encode()).hexdigest().encode()  # noqa: S324

    assert made.redact(digest) == digest
    made.person("Late")
    assert made.redact(digest) == b"[Late's e-mail]"


def test_people_look_like_people() -> None:
    """A display name is a given name and a surname, an address has a safe domain, a number digits only."""
    person: Person = cast(4).person("Ana")

    assert len(person.display.split()) == 2
    assert person.email.rpartition("@")[2] in ("example.com", "example.net", "example.org")
    assert person.phone[0] == "+"
    assert person.phone[1:].isdigit()
    assert person.handle.replace(".", "").isalnum()
