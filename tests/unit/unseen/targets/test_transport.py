"""Two ways to the same HTTP interface; what both have in common is in tests/contract."""

import asyncio

import pytest

from unseen.target import TargetError
from unseen.targets.transport import LONG, InProcess, OverHttp


async def echo(scope, receive, send):
    """Answers with what was asked."""
    message = await receive()
    headers = [(b"X-Seen", b"1"), (b"x-seen", b"2"), (b"Content-Type", b"text/plain")]
    await send({"type": "http.response.start", "status": 207, "headers": headers})
    asked = [scope[name] for name in ("method", "path", "raw_path", "query_string")]
    said = f"{' '.join(map(str, asked))} {dict(scope['headers'])} "
    await send({"type": "http.response.body", "body": said.encode(), "more_body": True})
    await send({"type": "http.response.body", "body": message["body"]})


def test_a_request_reaches_the_application_as_a_server_would_hand_it_over():
    """Path decoded and raw, query apart, headers as bytes, content as JSON with its length."""
    answer = InProcess(echo).send("PUT", "/a%20b?q=c%20d", {"authorization": "Bearer x"}, {"é": 1})
    assert answer.status == 207
    assert answer.body.decode() == (
        "PUT /a b b'/a%20b' b'q=c%20d' {b'authorization': b'Bearer x', b'content-type': b'application/json', "
        "b'content-length': b'8'} {\"é\":1}"
    )


def test_header_names_are_lower_case_and_keep_all_values():
    """A header that is sent twice is one with two values."""
    answer = InProcess(echo).send("GET", "/", {}, None)
    assert answer.headers == {"x-seen": "1, 2", "content-type": "text/plain"}
    assert answer.body.endswith(b" {} ")


def test_the_same_answer_is_one_object():
    """Whatever differs, status, header or body, makes another one; header fields may come as lists."""

    def answers(status=200, value=b"1", body=b"same"):
        async def app(scope, receive, send):
            await send({"type": "http.response.start", "status": status, "headers": [[b"x", value]]})
            await send({"type": "http.response.body", "body": bytearray(body)})

        return InProcess(app).send("GET", "/", {}, None)

    same = answers()
    assert answers() is same
    for other in (answers(status=201), answers(value=b"2"), answers(body=b"other")):
        assert other is not same
    long = b"x" * (LONG + 1)
    assert answers(body=long) is not answers(body=long), "what is long would fill the memory"


async def waits(scope, receive, send):
    await asyncio.sleep(0)


async def says_nothing(scope, receive, send):
    pass


async def starts_in_the_middle(scope, receive, send):
    await send({"type": "http.response.body", "body": b""})


async def breaks(scope, receive, send):
    raise ZeroDivisionError("by zero")


@pytest.mark.parametrize(
    ("app", "why"),
    [
        (waits, "waits for something while it answers GET /; serve it over HTTP"),
        (says_nothing, "no answer to GET /"),
        (starts_in_the_middle, "no answer to GET /"),
        (breaks, "failed on GET /: ZeroDivisionError: by zero"),
    ],
)
def test_an_application_that_does_not_answer_is_a_failure_of_the_target(app, why):
    """In process there is no server to turn it into an error, so the transport does."""
    with pytest.raises(TargetError, match=why):
        InProcess(app).send("GET", "/", {}, None)


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://example.org", "http://", ""])
def test_what_is_no_address_is_told_with_an_example(url):
    """A misspelt address is a mistake that can be mended."""
    with pytest.raises(TargetError, match=r"should look like http://127\.0\.0\.1:8080"):
        OverHttp(url)
