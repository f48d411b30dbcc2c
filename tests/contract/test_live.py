"""The live stream of the reference platform, in this process and over HTTP."""

import threading

import pytest

from unseen.canary import Cast
from unseen.model import Act, Thing
from unseen.target import Subjects, TargetError
from unseen.targets import streams

RECIPE = Thing("video", "recipe")
LIKE = Act("Ana", "like", RECIPE)
CAST = Cast(1)


@pytest.fixture
def session(open_target):
    """A session with Cho's recipe and Ana."""
    opened = open_target().open_world(1)
    for name in ("Cho", "Ana"):
        opened.join(CAST.person(name), 0.0)
    opened.perform(Act("Cho", "post", RECIPE), 60.0)
    yield opened
    opened.close()


def heard(session, reader, at=600.0):
    return list(session.look(reader, "live stream", Subjects(), at))


def test_what_happens_is_heard_since_one_joined(session):
    """A like is on the stream of the creator, with its kind, and on nobody else's."""
    session.perform(LIKE, 120.0)
    (cho,), (ana,) = heard(session, "Cho"), heard(session, "Ana")

    assert [event["event"] for event in cho.document["events"]] == ["notice", "figures"]
    assert (ana.status, ana.body, ana.payload) == (200, b"", "")


def test_what_was_heard_stays_heard(session):
    """A stream goes on from one look to the next."""
    session.perform(LIKE, 120.0)
    first = heard(session, "Cho")[0].body
    session.perform(Act("Ana", "comment", RECIPE, (("text", "nice"),)), 180.0)

    assert heard(session, "Cho")[0].body.startswith(first)
    assert heard(session, "Cho")[0].body != first


def test_after_signing_out_nothing_is_heard(session):
    """The stream ends with the session, and another is refused."""
    session.perform(Act("Cho", "log-out", Thing("account")), 120.0)
    session.perform(LIKE, 180.0)
    before, refused = heard(session, "Cho")

    assert before.body == b""
    assert (refused.status, refused.payload) == (401, "error")


def test_a_visitor_has_none(session):
    """Who is not signed in is refused."""
    (refused,) = heard(session, "a logged-out visitor")

    assert (refused.status, refused.payload) == (401, "error")


def test_a_stream_that_stalls_is_an_error_of_the_platform(monkeypatch):
    """Where the beat does not come, nothing is said about what was pushed."""
    monkeypatch.setattr(streams, "_SECONDS", 0.05)
    hung_up = threading.Event()

    class Silent:
        status, headers, chunked = 200, {}, True

        def read_chunked(self):
            yield b": 1\n\n"
            hung_up.wait()

        def shutdown(self):
            hung_up.set()

        def close(self):
            """Nothing to clean up."""

    stream = streams.HttpStream(Silent(), "GET /me/live")
    with pytest.raises(TargetError, match="stalls"):
        stream.read(7)
    assert stream.read(1) == b""
    stream.close()
    assert stream.is_over


def test_an_application_that_fails_while_it_streams_is_an_error_of_the_platform():
    """What breaks off in this process is told with its reason."""

    class Waits:
        def __await__(self):
            yield

    async def app(send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await Waits()
        raise ValueError("out of luck")

    sent = []

    async def send(message):
        sent.append(message)

    stream = streams.ParkedStream(app(send), sent, "GET /me/live")
    with pytest.raises(TargetError, match="ValueError: out of luck"):
        stream.read(0)
    assert stream.is_over
    assert stream.read(0) == b""


def test_an_application_that_answers_nothing_is_an_error_of_the_platform():
    """A stream has a status at least."""

    async def app():
        return None

    with pytest.raises(TargetError, match="gave no answer"):
        streams.ParkedStream(app(), [], "GET /me/live")
