"""Credentials that were given out are known by the reply that gave them, and taken out of what is shown."""

from base64 import b64encode

import pytest

from unseen.canary import Cast
from unseen.credentials import Given, credential_in
from unseen.model import Observation

TOKEN = "ae7f174492828273464db8bc71103c30834de347"


def seen(payload: str, body: bytes) -> Observation:
    return Observation("Ana", "signing up", payload, "POST /people", 201, {}, body)


@pytest.mark.parametrize(
    ("payload", "body", "expected"),
    [
        ("signed-up", b'{"token": "t-1"}', "t-1"),
        ("reply-grant", b'{"token": "t-2"}', "t-2"),
        ("profile", b'{"token": "t-3"}', ""),
        ("signed-up", b'{"token": 4}', ""),
        ("signed-up", b'["token"]', ""),
        ("signed-up", b'{"token": ', ""),
    ],
)
def test_given_out(payload: str, body: bytes, expected: str) -> None:
    """A credential is the token of a reply to signing up or to a grant, and nothing else is."""
    assert credential_in(seen(payload, body)) == expected


@pytest.mark.parametrize(
    "text",
    [TOKEN, TOKEN.upper(), TOKEN[::-1], TOKEN.encode().hex(), b64encode(f"a {TOKEN} b".encode()).decode()],
)
def test_taken_out(text: str) -> None:
    """However it is quoted, a marker that says whose it is comes in its place."""
    given = Given()
    assert given.without(text.encode()) == text.encode()
    given.learn("t" * 20, "Ben")
    given.learn(TOKEN, "Ana")
    assert b"[Ana's credential]" in given.without(f"Bearer {text}!".encode())
    assert TOKEN.encode() not in given.without(f"Bearer {text}!".encode())


def test_first_owner() -> None:
    """Whoever was given it first is named; an empty one is nobody's; texts without any stay as they are."""
    cast = Cast(1)
    cast.given.learn(TOKEN, "Ana")
    cast.given.learn(TOKEN, "Ben")
    cast.given.learn("", "Cho")
    person = cast.person("Ana")
    assert cast.redact_text(f"{person.email} {TOKEN}") == "[Ana's e-mail] [Ana's credential]"
    assert cast.redact_text("nothing") == "nothing"
