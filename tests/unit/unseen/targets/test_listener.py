"""Where outside tools are called: each tool of each world for itself, until the world is over."""

import urllib.request

import pytest

from unseen.targets.listener import HttpListener, InProcessListener


def called(listener, address, body):
    """Call a tool as its platform does."""
    if isinstance(listener, InProcessListener):
        listener.take(address, body)
    else:
        with urllib.request.urlopen(urllib.request.Request(address, body)) as reply:
            assert reply.status == 204


@pytest.mark.parametrize("make", [InProcessListener, HttpListener])
def test_calls_are_kept_by_tool_and_world(make):
    """What one tool is told no other hears, nor the tool of that name in another world."""
    listener = make()
    one, other = listener.address("/worlds/1", "A/B"), listener.address("/worlds/2", "A/B")
    called(listener, one, b"1")
    called(listener, other, b"2")
    called(listener, one, b"3")

    assert listener.heard("/worlds/1", "A/B") == (b"1", b"3")
    assert listener.heard("/worlds/2", "A/B") == (b"2",)
    assert listener.heard("/worlds/2", "C") == ()
    listener.forget("/worlds/1")
    assert listener.heard("/worlds/1", "A/B") == ()
    listener.forget("/worlds/2")


def test_a_call_to_nobody_is_dropped():
    """After its world is over, or under a name that nobody listens to, a call is forgotten."""
    listener = InProcessListener()
    address = listener.address("/w", "A")
    listener.take(address + "x", b"1")
    listener.forget("/w")
    listener.take(address, b"2")

    assert listener.heard("/w", "A") == listener.heard("/w", "Ax") == ()


def test_the_server_ends_with_the_last_world():
    """Nothing listens any more, and a later world listens anew."""
    listener = HttpListener()
    address = listener.address("/w", "A")
    listener.forget("/w")
    with pytest.raises(OSError, match="refused"):
        called(listener, address, b"1")
    called(listener, listener.address("/v", "A"), b"2")
    assert listener.heard("/v", "A") == (b"2",)
    listener.forget("/v")
    listener.forget("/v")
