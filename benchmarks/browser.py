"""A browser without any network but its own debugging port, driven over its protocol."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Tab:
    """A page of the browser, with just enough of WebSocket for its debugging protocol."""

    def __init__(self, address: str) -> None:
        parts = re.fullmatch(r"ws://([^:/]+):(\d+)(/.*)", address)
        assert parts is not None
        host, port, path = parts.groups()
        self._socket = socket.create_connection((host, int(port)), timeout=300)
        self._socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dW5zZWVuIHJlcG9ydCEhIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self._file = self._socket.makefile("rb")
        while self._file.readline().strip():
            pass
        self._number = 0

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask for something and wait for the answer; events are left out."""
        self._number += 1
        self._send(json.dumps({"id": self._number, "method": method, "params": params}).encode())
        while True:
            message = json.loads(self._receive())
            if message.get("id") == self._number:
                assert "error" not in message, message
                found: dict[str, Any] = message["result"]
                return found

    def wait_for(self, event: str) -> None:
        """Read until this event."""
        while json.loads(self._receive()).get("method") != event:
            pass

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""
        self.call("Page.enable")
        self.call("Page.navigate", url=address)
        self.wait_for("Page.loadEventFired")

    def value(self, expression: str) -> Any:
        """What a JavaScript expression gives in the page; a promise is waited for."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def press(self, key: str, code: int, shift: bool = False) -> None:
        """Press a key by its name and number, as on a keyboard."""
        text = {"Enter": "\r", "Space": " "}.get(key, "")
        name = " " if key == "Space" else key
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=name,
                code=key,
                windowsVirtualKeyCode=code,
                modifiers=8 if shift else 0,
                **({"text": text} if text and kind == "keyDown" else {}),
            )

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self._socket.close()

    def _send(self, data: bytes) -> None:
        mask = os.urandom(4)
        size = len(data)
        if size < 126:
            length = bytes([0x80 | size])
        elif size < 65536:
            length = bytes([0x80 | 126]) + size.to_bytes(2, "big")
        else:
            length = bytes([0x80 | 127]) + size.to_bytes(8, "big")
        masked = (
            int.from_bytes(data, "big") ^ int.from_bytes((mask * (size // 4 + 1))[:size], "big")
        ).to_bytes(size, "big")
        self._socket.sendall(b"\x81" + length + mask + masked)

    def _receive(self) -> bytes:
        content = b""
        while True:
            first, second = self._file.read(2)
            size = second & 0x7F
            if size > 125:
                size = int.from_bytes(self._file.read(2 if size == 126 else 8), "big")
            content += self._file.read(size)
            if first & 0x80:
                return content


@contextlib.contextmanager
def browser(profile: Path) -> Iterator[Tab]:
    """A browser with one empty page; `profile` is an empty folder for what it keeps."""
    assert BROWSER, "this needs Chromium: install the package `chromium`"
    process = subprocess.Popen(
        [BROWSER, *_OPTIONS, f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    port = next(
        found[1] for line in process.stderr if (found := re.search(r"listening on ws://[^:]+:(\d+)/", line))
    )
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=60) as answer:
        pages = [each for each in json.load(answer) if each["type"] == "page"]
    tab = Tab(pages[0]["webSocketDebuggerUrl"])
    try:
        yield tab
    finally:
        tab.close()
        process.terminate()
        process.stderr.close()
        process.wait(30)
