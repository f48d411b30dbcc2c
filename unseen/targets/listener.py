"""
Where outside tools are called by the platform: in this process, or at an address that a server can reach.

What a tool is told is kept by address, in the order in which it came.
"""

import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import quote, urlsplit


class Listener(Protocol):
    """Hears what the platform calls outside tools to tell them."""

    def address(self, world: str, tool: str) -> str:
        """Where a tool of this world is called; it is listened there from now on."""
        ...

    def heard(self, world: str, tool: str) -> Sequence[bytes]:
        """The bodies of all calls so far."""
        ...

    def forget(self, world: str) -> None:
        """A world is over."""
        ...


class InProcessListener:
    """Is handed every call by a platform in this process; `take` is how."""

    def __init__(self, base: str = "http://tools.invalid") -> None:
        self._base = base
        self._calls: dict[str, dict[str, list[bytes]]] = {}

    def address(self, world: str, tool: str) -> str:
        """An address that exists in this process only."""
        self._calls.setdefault(world, {}).setdefault(quote(tool, safe=""), [])
        return f"{self._base}{world}/{quote(tool, safe='')}"

    def take(self, address: str, body: bytes) -> None:
        """Keep what was sent to this address, if anybody listens there."""
        world, _, tool = urlsplit(address).path.rpartition("/")
        if tool in self._calls.get(world, {}):
            self._calls[world][tool].append(body)

    def heard(self, world: str, tool: str) -> Sequence[bytes]:
        """The bodies of all calls so far."""
        return tuple(self._calls.get(world, {}).get(quote(tool, safe=""), ()))

    def forget(self, world: str) -> None:
        """Drop what the tools of a world were told."""
        self._calls.pop(world, None)


class HttpListener:
    """Listens on the loopback interface while any world has a tool that may be called."""

    def __init__(self) -> None:
        self._server: ThreadingHTTPServer | None = None
        self._kept = InProcessListener()
        self._worlds: set[str] = set()

    def address(self, world: str, tool: str) -> str:
        """A real address; the first one starts the server."""
        self._worlds.add(world)
        if self._server is None:
            self._server = _serve(self._kept)
        self._kept.address(world, tool)
        return f"http://127.0.0.1:{self._server.server_port}{world}/{quote(tool, safe='')}"

    def heard(self, world: str, tool: str) -> Sequence[bytes]:
        """The bodies of all calls so far; the platform waits for each to be taken before it goes on."""
        return self._kept.heard(world, tool)

    def forget(self, world: str) -> None:
        """Drop what the tools of a world were told; after the last world, stop listening."""
        self._kept.forget(world)
        self._worlds.discard(world)
        if self._server is not None and not self._worlds:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def _serve(kept: InProcessListener) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            kept.take(self.path, self.rfile.read(length))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in http.server
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server
