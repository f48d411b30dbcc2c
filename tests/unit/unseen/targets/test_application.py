"""An ASGI application by its name, in place of the reference platform."""

import sys
from pathlib import Path

import pytest

from unseen.model import Act, Person, PolicyError, Thing
from unseen.target import Subjects, TargetError
from unseen.targets.application import load
from unseen.targets.listener import HttpListener, InProcessListener
from unseen.targets.stub import hosted
from unseen.targets.transport import InProcess

MODULE = """
import gzip

from platform_stub.hosting import create_host
from platform_stub.webhooks import post_over_http

app = create_host(post=post_over_http())
number = 7
heard = []

class Door:
    def __init__(self, post):
        heard.append(post)
        self.inner = create_host(post=post)

    async def __call__(self, scope, receive, send):
        await self.inner(scope, receive, send)

def plain():
    return create_host()

def pair(one, other):
    return create_host()

def fails():
    raise RuntimeError("no database")

async def compressed(scope, receive, send):
    headers = [(b"content-encoding", b"gzip")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    body = b"cut" if scope["path"] == "/cut" else gzip.compress(b"{}")
    await send({"type": "http.response.body", "body": body})
"""
CHO = Person("Cho", "cho1", "Cho One", "cho@example.org", "+9998304111", "bakes")


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module here, which Python would not look for here by itself."""
    (tmp_path / "our_platform.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    monkeypatch.delitem(sys.modules, "our_platform", raising=False)


@pytest.mark.parametrize("name", ["app", "plain", "Door"])
def test_an_application_is_a_platform(name: str) -> None:
    """An application, a function that makes one and a class of them answer as the platform they are."""
    target = hosted(f"our_platform:{name}")
    session = target.open_world(1)
    session.join(CHO, 0.0)
    session.perform(Act("Cho", "post", Thing("video", "recipe")), 60.0)
    (page, *_) = session.look("Cho", "video page", Subjects(videos=("recipe",), unknown=False), 120.0)

    assert target.name == f"the platform our_platform:{name}"
    assert page.document["title"] == "recipe"
    assert "webhook" in target.capabilities().surfaces


@pytest.mark.parametrize(("name", "kind"), [("Door", InProcessListener), ("app", HttpListener)])
def test_tools_are_heard_where_the_platform_calls_them(name: str, kind: type) -> None:
    """Who takes `post` calls tools in process; any other platform is given an address that it can reach."""
    target = hosted(f"our_platform:{name}")
    session = target.open_world(1)
    session.join(CHO, 0.0)
    session.perform(Act("Cho", "post", Thing("video", "recipe")), 60.0)
    scope = (("scope", "list my videos"),)
    session.perform(Act("Cho", "grant", Thing("tool", "Meter"), scope), 120.0)
    session.perform(Act("Cho", "like", Thing("video", "recipe")), 180.0)
    told = list(session.look("Meter", "webhook", Subjects(), 240.0))
    session.close()

    assert isinstance(load(f"our_platform:{name}")[1], kind)
    assert [call.payload for call in told] == ["webhook"]


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("no_such_module:app", "cannot be imported: ModuleNotFoundError"),
        ("our_platform:ap", "has no `ap`; did you mean `app`?"),
        ("our_platform:zzz", "has no `zzz`; name an application"),
        ("our_platform:number", "is no ASGI application"),
        ("our_platform:pair", "neither an ASGI application nor a function that makes one"),
        ("our_platform:fails", "fails to make an application: RuntimeError: no database"),
    ],
)
def test_what_is_no_application(location: str, why: str) -> None:
    """What cannot be loaded is refused with the reason, and with the nearest name."""
    with pytest.raises(PolicyError) as caught:
        load(location)
    assert why in str(caught.value)


def test_a_fault_that_does_not_exist() -> None:
    """A fault is asked of the platform by its slug, and has to exist."""
    assert hosted("our_platform:app", fault="badge-count-moves").open_world(1)
    with pytest.raises(PolicyError, match="did you mean `badge-count-moves`"):
        hosted("our_platform:app", fault="badge-count-move")


def test_a_compressed_body_is_read_as_clients_read_it() -> None:
    """A compressed reply is decoded, with its headers as they were sent; one that is cut off is no reply."""
    app, _ = load("our_platform:compressed")
    answer = InProcess(app).send("GET", "/", {}, None)

    assert (answer.body, answer.headers) == (b"{}", {"content-encoding": "gzip"})
    with pytest.raises(TargetError, match="is not"):
        InProcess(app).send("GET", "/cut", {}, None)
