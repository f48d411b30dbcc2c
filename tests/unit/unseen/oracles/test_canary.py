import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from unseen.canary import Cast, cast
from unseen.model import Observation
from unseen.oracles.canary import Credentials, contacts, identifies


def world() -> Cast:
    """Ana, Ben and Cho."""
    made = cast(7)
    for name in ("Ana", "Ben", "Cho"):
        made.person(name)
    return made


def seen(document: Any, reader: str = "Cho", payload: str = "analytics", **headers: str) -> Observation:
    """A payload that reached Cho."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    fields = {"content-type": "application/json", **headers}
    return Observation(reader, "creator analytics", payload, "GET /me/analytics", 200, fields, body)


def test_contact_data_of_another_is_a_finding() -> None:
    """An e-mail address of somebody else is found with its pointer and redacted; further places follow."""
    made = world()
    ana = made.person("Ana")
    document = {"videos": [{"title": "recipe"}, {"by": ana.email}, {"by": ana.email}]}

    (finding,) = contacts(seen(document), made)

    assert finding.oracle == "canary"
    assert finding.pointer == "/videos/1/by"
    assert finding.also == ("/videos/2/by",)
    assert finding.message == "Cho receives the e-mail address of Ana"
    assert finding.remedy
    assert "[Ana's e-mail]" in finding.here
    assert ana.email not in str(finding)


def test_ones_own_contact_data_is_no_finding() -> None:
    """A person may be shown their own address."""
    made = world()

    assert contacts(seen({"to": made.person("Cho").email}), made) == ()


def test_names_are_no_contact_data() -> None:
    """Handles and names of others are not what the standing oracle is about."""
    made = world()
    ana = made.person("Ana")

    assert contacts(seen({"handle": ana.handle, "name": ana.display}), made) == ()


def test_each_kind_and_person_is_one_finding() -> None:
    """Telephone and e-mail of two people are four findings."""
    made = world()
    people = (made.person("Ana"), made.person("Ben"))

    found = contacts(seen([[person.email, person.phone] for person in people]), made)

    assert {finding.message for finding in found} == {
        f"Cho receives the {what} of {name}"
        for what in ("e-mail address", "telephone number")
        for name in ("Ana", "Ben")
    }


def test_headers_are_looked_at() -> None:
    """A value in a header is a finding, and the header is named."""
    made = world()

    (finding,) = contacts(seen({}, etag=made.person("Ana").phone), made)

    assert finding.pointer == "header etag"


def test_an_encoded_value_names_its_encoding() -> None:
    """A cursor that holds an address in base64 is a finding that says so."""
    made = world()
    cursor = base64.b64encode(b'{"after":"' + made.person("Ana").email.encode() + b'"}').decode()

    (finding,) = contacts(seen({"next": cursor}), made)

    assert finding.message == "Cho receives the e-mail address of Ana as base64"
    assert finding.pointer == "/next"


def test_a_body_that_cannot_be_read_is_looked_at_as_bytes() -> None:
    """A value in a body that is no JSON is found too, without a pointer."""
    made = world()

    (finding,) = contacts(seen(b"{" + made.person("Ana").email.encode()), made)

    assert finding.pointer == ""


def test_a_person_is_identified_by_any_value() -> None:
    """Handle, name and bio each identify, as values and as keys; pointers never carry the value."""
    made = world()
    ana = made.person("Ana")

    found = identifies(ana, [seen({"who": ana.display, ana.handle: 1, "about": ana.bio})], made)

    assert {(finding.message, finding.pointer) for finding in found} == {
        ("Cho receives the name of Ana", "/who"),
        ("Cho receives the handle of Ana", "/[Ana's handle]"),
        ("Cho receives the bio of Ana", "/about"),
    }
    assert ana.handle not in str(found)


def test_one_cause_over_many_payloads_is_one_finding() -> None:
    """The same place in several payloads is one finding, with the further places beside it."""
    made = world()
    ana = made.person("Ana")
    first, second = seen([{"by": ana.handle}]), seen([{}, {"by": ana.handle}])

    (finding,) = identifies(ana, [first, second, second], made)

    assert (finding.pointer, finding.also) == ("/0/by", ("/1/by",))


def test_nobody_else_is_identified() -> None:
    """What names Ben, or reaches Ana herself, does not count as naming Ana to others."""
    made = world()
    ana = made.person("Ana")

    assert identifies(ana, [seen(made.person("Ben").handle), seen(ana.handle, reader="Ana")], made) == ()


def test_a_credential_belongs_to_its_owner() -> None:
    """A token that was given to Ana is a finding in what reaches Cho, and never shown."""
    made, watch = world(), Credentials()
    token = "5b1e0a7741c2"

    assert watch(seen({"token": token}, reader="Ana", payload="signed-up"), made) == ()
    assert watch(seen({"me": token}, reader="Ana"), made) == ()
    assert watch(seen({"me": "nothing"}), made) == ()
    (finding,) = watch(seen({"by": {"session": token}}), made)

    assert finding.message == "Cho receives the credential of Ana"
    assert finding.pointer == "/by/session"
    assert token not in str(finding)


def test_a_reply_without_a_token_teaches_nothing() -> None:
    """Signing up without a token in reply leaves nothing to look for."""
    made, watch = world(), Credentials()

    for document in ({}, [], b"{", {"token": 1}):
        assert watch(seen(document, reader="Ana", payload="signed-up"), made) == ()
    assert watch(seen({"token": ""}, reader="Ana", payload="reply-grant"), made) == ()
    assert watch(seen({"token": ""}), made) == ()


@pytest.mark.parametrize(
    "cut",
    [
        lambda text: {"first": text[:9], "second": text[9:]},
        lambda text: [text[:4], text[4:]],
        list,
        lambda text: [{"id": 7, "part": text[:6]}, {"id": 8, "part": text[6:]}],
        lambda text: {"rest": [text[::-1][:8], text[::-1][8:]]},
        lambda text: [f"é {text[:8]}", text[8:]],
    ],
    ids=["two fields", "two entries", "one sign each", "a column", "backwards", "after an accent"],
)
def test_a_value_in_pieces_is_put_together(cut: Callable[[str], Any]) -> None:
    """An address that is spread over fields is found by whoever asks for that person, and where it begins."""
    made = world()
    ana = made.person("Ana")
    observation = seen({"contact": cut(ana.email)})

    (finding,) = identifies(ana, [observation], made)

    assert finding.message.startswith("Cho receives the e-mail address of Ana")
    assert finding.pointer.startswith("/contact")
    assert ana.email not in str(finding)


@pytest.mark.parametrize("cut", [3, 5, 8])
def test_contact_data_in_pieces_is_a_finding(cut: int) -> None:
    """The standing oracle puts contact data together as well, wherever it was cut."""
    made = world()
    ana = made.person("Ana")
    document = {"part": ana.email[:cut], "next": ana.email[cut:]}

    (finding,) = contacts(seen(document), made)

    assert finding.message.startswith("Cho receives the e-mail address of Ana")


def test_neighbours_that_are_nobody_are_not_put_together() -> None:
    """Fields of other people side by side make nobody."""
    made = world()
    ben = made.person("Ben")
    document = [{"handle": ben.handle, "name": ben.display, "bio": ben.bio}] * 3

    assert identifies(made.person("Ana"), [seen(document)], made) == ()


@pytest.mark.parametrize(
    ("document", "headers", "where"),
    [
        ({"id": "video-{handle}-1"}, {}, "/id"),
        ({"next": "p2-{base64}"}, {}, "/next"),
        ({}, {"content-disposition": 'attachment; filename="{handle}.csv"'}, "header content-disposition"),
        ({}, {"link": "<https://example.org/?cursor={base64}>; rel=next"}, "header link"),
        ({}, {"etag": '"{md5}"'}, "header etag"),
        ({"{handle}": 1}, {}, "/[Ana's handle]"),
    ],
)
def test_names_hide_in_identifiers_cursors_and_file_names(
    document: dict[str, Any], headers: dict[str, str], where: str
) -> None:
    """Wherever text is carried, a name in it is found: identifiers, cursors, file names, tags, keys."""
    made = world()
    ana = made.person("Ana")
    forms = {
        "handle": ana.handle,
        "base64": base64.urlsafe_b64encode(ana.handle.encode()).decode(),
        "md5": hashlib.md5(ana.handle.encode()).hexdigest(),  # noqa: S324
    }
    filled = json.loads(_filled(json.dumps(document), forms))
    sent = {name: _filled(value, forms) for name, value in headers.items()}

    (finding,) = identifies(ana, [seen(filled, **sent)], made)

    assert finding.pointer == where


def _filled(text: str, forms: dict[str, str]) -> str:
    for name, value in forms.items():
        text = text.replace(f"{{{name}}}", value)
    return text
