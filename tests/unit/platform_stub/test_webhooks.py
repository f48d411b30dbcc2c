"""Calls to outside tools: figures of a granter's videos, and nothing else, while the permission lasts."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from platform_stub.webhooks import post_over_http


@pytest.fixture
def calls():
    """What tools were told: address and payload of each call."""
    return []


@pytest.fixture
def world(open_world, calls):
    """Cho let a tool that wants to be called list her videos."""
    world = open_world(post=lambda address, body: calls.append((address, json.loads(body))))
    world.join("ana", "cho")
    world.post(None, "/tools", {"name": "Stat", "callback": "http://stat.example/x"})
    world.post(None, "/tools", {"name": "Mute"})
    for tool in ("Stat", "Mute", "Unknown"):
        world.post("cho", "/me/grants", {"tool": tool, "scopes": ["list my videos"]})
    return world


def test_a_call_carries_figures(world, calls):
    """A like is told to the registered tool, with the figures and without a name."""
    recipe = world.video("cho", "recipe")
    world.put("ana", f"/me/likes/{recipe}")

    ((address, payload),) = calls
    assert address == "http://stat.example/x"
    assert payload["video"] == {"id": recipe, "title": "recipe"}
    assert payload["metrics"]["likes"] == 1
    assert "ana" not in json.dumps(payload)


@pytest.mark.parametrize("act", ["/me/saves/{}", "/me/blocks/cho", "/me/following/cho"])
def test_what_changes_no_figure_is_not_told(world, calls, act):
    """Saves, blocks and follows call nobody."""
    world.put("ana", act.format(world.video("cho", "recipe")), {} if "saves" in act else None)
    assert calls == []


def test_a_crowd_is_one_call(world, calls):
    """Whatever a crowd does is told once, as it stands in the end."""
    world.crowd("like", 30, world.video("cho", "recipe"))
    assert [payload["metrics"]["likes"] for _, payload in calls] == [30]


def test_permission_is_needed(world, calls):
    """Without a permission that covers videos, or after it was taken back, nobody is called."""
    recipe = world.video("cho", "recipe")
    world.post("cho", "/me/grants", {"tool": "Stat", "scopes": ["read my profile"]})
    world.put("ana", f"/me/likes/{recipe}")
    world.post("cho", "/me/grants", {"tool": "Stat", "scopes": ["copy everything"]})
    world.delete("cho", "/me/grants/Stat")
    world.post("ana", f"/videos/{recipe}/shares", {})
    assert calls == []


def test_a_name_is_taken_once(world):
    """No tool can register under the name of another."""
    assert world.post(None, "/tools", {"name": "Stat"}).status == 400


def test_calls_over_http():
    """A body arrives as it was sent; nobody listening is no failure of the platform."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        answering = threading.Thread(target=server.handle_request)
        answering.start()
        post_over_http()(f"http://127.0.0.1:{server.server_port}/tool", b"{}")
        answering.join(5)
        port = server.server_port
    post_over_http()(f"http://127.0.0.1:{port}/tool", b"{}")
    post_over_http()("gopher://x", b"{}")
    assert heard == [("/tool", b"{}")]
