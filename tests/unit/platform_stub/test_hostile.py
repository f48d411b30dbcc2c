"""Whatever is sent, and however a client leaves, the platform answers or stays silent, and never fails."""

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_stub import Platform, create_app
from platform_stub.routes import ROUTES

NOTHING = {"error": {"code": "not-found", "message": "there is nothing here for you"}}


STREAM = "/me/live"
"""Its answer has no end."""


class TestHostileInput:
    @pytest.mark.parametrize(
        ("path", "raw"),
        [
            ("/videos/\udcff", b"/videos/%FF"),
            ("/videos/\ud800", b""),
            ("/people/../../etc/passwd", b""),
            ("/people/ana'; DROP TABLE events;--", b"/people/ana%27%3B%20DROP"),
            ("//", b""),
            ("", b""),
            ("/videos/" + "x" * 100_000, b""),
            ("/app", b""),
        ],
    )
    def test_strange_paths(self, world, request_of, path, raw):
        """Strange paths are answered like any other absence."""
        reply = request_of(world.app, "GET", path, scope={"path": path, "raw_path": raw})

        assert reply.status in (403, 404)

    def test_names_in_other_scripts(self, world, recipe):
        """Handles, collections and titles may be in any script, and are found by percent-encoded path."""
        world.join("Ελένη")
        world.put("Ελένη", f"/me/saves/{recipe}", {"collection": "σχέδια / 2"})
        path = f"/people/{quote('Ελένη')}/collections/{quote('σχέδια / 2', safe='')}"

        assert world.get("Ελένη", path).json["name"] == "σχέδια / 2"

    def test_signs_that_would_divide_a_path(self, world, recipe):
        """A percent-encoded slash or line break belongs to the name it stands in."""
        for name in ("a/b", "a\nb", "/", "%2F"):
            world.put("ana", f"/me/saves/{recipe}", {"collection": name})
            path = f"/people/ana/collections/{quote(name, safe='')}"

            assert world.get("ana", path).json["name"] == name
            assert world.get("ana", path + "%0A").status == 404

    def test_missing_parts_of_a_path(self, world, recipe):
        """A path with an empty part leads nowhere, whoever asks."""
        paths = ["/videos/", "/videos//likes", "/people//collections/saved", "/me/", "/documents/"]

        assert [world.get("ana", path).json for path in paths] == [NOTHING] * len(paths)
        assert world.put(None, "/me/saves/").status == 404

    @pytest.mark.parametrize("depth", [300, 900, 5000])
    def test_deep_bodies(self, world, request_of, depth):
        """A body nested beyond reason is 400."""
        token = {"authorization": f"Bearer {world.tokens['cho']}"}
        body = b'{"title": ' + b"[" * depth + b"]" * depth + b"}"

        assert request_of(world.app, "POST", "/me/videos", headers=token, raw=[body]).status == 400

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_no_input_fails(self, open_world, request_of, data):
        """Whatever is sent, the answer is below 500 and its body is JSON, CSV or empty."""
        world = open_world()
        world.join("ana", "ben")
        known = ["ana", "ben", world.video("ana", "recipe"), "saved", "save report for creators"]
        parts = st.sampled_from(known) | st.text(max_size=8)
        values = st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=10) | st.sampled_from(known),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=5,
        )
        for _ in range(5):
            route = data.draw(st.sampled_from([row for row in ROUTES if row.path != STREAM]))
            path = re.sub(r"{\w+}", lambda _: quote(data.draw(parts), safe=""), route.path)
            names = list(route.body["properties"]) if route.body else ["x"]
            body = data.draw(
                st.dictionaries(st.sampled_from(names) | st.text(max_size=5), values, max_size=4)
            )
            query = data.draw(st.sampled_from(["", "?cursor=p1", "?cursor=%FF", "?q=%ff&q=a", "?q=an"]))
            who = data.draw(st.sampled_from(["ana", "ben", None]))
            headers = {"authorization": f"Bearer {world.tokens[who]}"} if who else {}
            reply = request_of(world.app, route.method, path + query, body, headers)

            assert reply.status < 500
            assert reply.status == 204 or reply.headers["content-type"].startswith("text/csv") or reply.json


def test_nobody_left_to_answer():
    """When a client leaves in the middle of its request, nothing is done and nothing is sent."""
    platform = Platform()
    sent = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/people", "query_string": b"", "headers": []}
    with pytest.raises(StopIteration):
        create_app(platform)(scope, receive, send).send(None)

    assert sent == list(platform.log) == []


def test_lifespan_and_websocket():
    """The application takes part in the start and stop of a server, and closes web sockets."""
    app = create_app(Platform())
    incoming = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent = []

    async def receive():
        return incoming.pop(0)

    async def send(message):
        sent.append(message["type"])

    for scope in ({"type": "lifespan"}, {"type": "websocket", "path": "/me/notices"}):
        running = app(scope, receive, send)
        with pytest.raises(StopIteration):
            running.send(None)

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete", "websocket.close"]
