"""A platform that fails is not a platform that leaks: nothing can be said, and the message says why."""

import json
import socket
import threading
from itertools import count

import pytest

from platform_stub.hosting import create_host
from unseen.canary import Cast
from unseen.model import Act, Thing
from unseen.target import Subjects, TargetError
from unseen.targets.stub import Stub, served
from unseen.targets.transport import OverHttp

RECIPE = Thing("video", "recipe")
ANA = Cast(1).person("Ana")


def failing(path, status=200, body=b"{}", kind=b"application/json"):
    """The reference platform, but whoever asks for this path gets that; `body` may depend on how often."""
    host, times = create_host(), count()

    async def app(scope, receive, send):
        if scope["type"] == "http" and scope["path"].endswith(path):
            await receive()
            given = body(next(times)) if callable(body) else body
            headers = [(b"content-type", kind), (b"x", b"1"), (b"x", b"2")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": given})
        else:
            await host(scope, receive, send)

    return app


def target(transport):
    return Stub(transport, "a failing platform", {})


def joined(transport):
    session = target(transport).open_world(1)
    session.join(ANA, 0.0)
    session.perform(Act("Ana", "post", RECIPE), 60.0)
    return session


def look(session, surface):
    return list(session.look("Ana", surface, Subjects(("Ana",), ("recipe",), ("saved",), ()), 600.0))


@pytest.mark.parametrize(
    ("surface", "app", "why"),
    [
        ("creator analytics", failing("/me/analytics", 503, b"down"), "failed with 503 on GET /me/analytics"),
        ("creator analytics", failing("/me/analytics", 200, b"<html>", b"text/html"), "not JSON"),
        ("creator analytics", failing("/me/analytics", 404, b"no such page"), "not JSON"),
        ("creator analytics", failing("/me/analytics", 200, b'{"videos": ['), "not JSON"),
        (
            "in-app notifications",
            failing("/me/notices", body=lambda times: json.dumps({"items": [], "next": str(times)}).encode()),
            "more than 1000",
        ),
        (
            "in-app notifications",
            failing("/me/notices", body=b'{"items":[],"next":"a"}'),
            "page 2 leads back",
        ),
        ("in-app notifications", failing("/me/notices", body=b'["next"]["next"]'), "not JSON"),
        ("in-app notifications", failing("/me/notices", body=b'["next","a"]'), "not with an object"),
    ],
    ids=["5xx", "html", "plain 404", "cut off", "endless", "in a circle", "garbage", "list"],
)
def test_looking_at_what_fails_is_a_failure_of_the_target(reach, surface, app, why):
    """No payload that is broken on its way is taken for what a person sees."""
    session = joined(reach(app))
    with pytest.raises(TargetError, match=why):
        look(session, surface)


@pytest.mark.parametrize(
    ("app", "why"),
    [
        (failing("/control/worlds", 500, b"oops"), "not JSON"),
        (
            failing("/control/worlds", 404, b'{"error": {"message": "there is nothing"}}'),
            "404, there is nothing",
        ),
        (failing("/control/worlds", 403, b"{}"), "refused POST /control/worlds: 403"),
        (failing("/control/worlds", 201, b"[]"), "not with an object"),
        (failing("/control/worlds", 201, b"{}"), "has no `path`"),
        (failing("/people", 200, b"{}"), "has no `token`"),
        (failing("/people", 404, b"<html>"), "is this the reference platform"),
        (failing("/me/videos", 201, b'{"id": 7}'), "has no `id`"),
        (failing("/me/videos", 400, b'{"error": {"message": "a title, please"}}'), "400, a title, please"),
        (failing("/me/videos", 500, b""), "look for the reason in its log"),
    ],
    ids=["500", "404", "no words", "a list", "no path", "no token", "html", "no id", "400", "no body"],
)
def test_acting_on_what_fails_is_a_failure_of_the_target(reach, app, why):
    """A world that cannot be opened or filled says what was asked and what came back."""
    with pytest.raises(TargetError, match=why):
        joined(reach(app))


@pytest.mark.parametrize("verb", ["like", "offer", "threshold"])
def test_steering_that_is_refused_is_a_failure_of_the_target(reach, verb):
    """Crowds, features and thresholds are the harness's own business: a refusal there proves nothing."""
    thing = {"like": RECIPE, "offer": Thing("feature", "x"), "threshold": Thing("group", "", 5)}[verb]
    act = Act("", verb, thing, (), 9) if verb == "like" else Act("the platform", verb, thing)
    path = {"like": "/control/crowd", "offer": "/control/features/x", "threshold": "/control/threshold"}[verb]
    session = joined(reach(failing(path, 409, b'{"error": {"message": "not now"}}')))
    with pytest.raises(TargetError, match=f"refused to steer `{verb}`: 409, not now"):
        session.perform(act, 120.0)


def test_a_fault_that_the_platform_does_not_know_is_told_with_its_words(reach):
    """Whoever misspells a fault for a served platform reads the nearest one."""
    with pytest.raises(TargetError, match="did you mean `etag-changes`"):
        Stub(reach(create_host()), "x", {"fault": "etag-change"}).open_world(1)


def test_a_header_that_is_sent_twice_has_both_values(reach):
    """Nothing that reaches a reader is lost on the way."""
    answer = reach(failing("/twice")).send("GET", "/twice", {}, None)
    assert answer.headers["x"] == "1, 2"


def test_an_application_that_fails_is_a_failure_of_the_target(reach):
    """An exception in the platform is no finding and no traceback."""

    async def app(scope, receive, send):
        raise ValueError("boom")

    with pytest.raises(TargetError, match=r"ValueError: boom|failed with 500|not JSON"):
        target(reach(app)).open_world(1)


def test_nobody_listening_is_a_failure_of_the_target():
    """The message says who did not answer what."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(
        TargetError, match=rf"127.0.0.1:{port} did not answer POST /control/worlds.*is it running"
    ):
        served(f"http://127.0.0.1:{port}").open_world(1)


def test_silence_is_a_failure_of_the_target():
    """Who takes too long is not waited for."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        transport = OverHttp(f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=0.2)
        with pytest.raises(TargetError, match=r"did not answer GET /slow.*timed out"):
            transport.send("GET", "/slow?secret=1", {}, None)


@pytest.mark.parametrize(
    "reply", [b"", b"SMTP ready\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{}"]
)
def test_an_answer_that_breaks_off_is_a_failure_of_the_target(reply):
    """What is no HTTP, or only half of it, is no payload."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(reply)

        thread = threading.Thread(target=answer)
        thread.start()
        transport = OverHttp(f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=5.0)
        with pytest.raises(TargetError, match="did not answer"):
            transport.send("GET", "/", {}, None)
        thread.join()
