"""The report in a real browser: it fits the screen, says everything without a script, and prints."""

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

import pytest

from unseen.record import read
from unseen.reports.html import render

LEAKY = Path(__file__).parents[1] / "unit" / "unseen" / "reports" / "leaky.ndjson"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
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
    """A page of the browser, driven over its debugging protocol, with just enough of WebSocket for it."""

    def __init__(self, address: str) -> None:
        host, port, path = re.fullmatch(r"ws://([^:/]+):(\d+)(/.*)", address).groups()  # type: ignore[union-attr]
        self._socket = socket.create_connection((host, int(port)), timeout=60)
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

    def value(self, expression: str) -> Any:
        """What a JavaScript expression gives in the page."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self._socket.close()

    def _send(self, data: bytes) -> None:
        mask = os.urandom(4)
        size = len(data)
        length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + size.to_bytes(2, "big")
        self._socket.sendall(b"\x81" + length + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

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


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with every verdict in it, as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(read(LEAKY)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tab(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A browser without any network but its own debugging port, with the report open."""
    assert BROWSER, "these tests need Chromium: install the package `chromium`"
    profile = tmp_path_factory.mktemp("profile")
    process = subprocess.Popen(
        [BROWSER, *OPTIONS, f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"],
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
    page = Tab(pages[0]["webSocketDebuggerUrl"])
    page.call("Page.enable")
    page.call("Page.navigate", url=report.as_uri())
    page.wait_for("Page.loadEventFired")
    yield page
    page.close()
    process.terminate()
    process.stderr.close()
    process.wait(30)


def screen(tab: Tab, width: int, scheme: str = "light") -> None:
    """Look at the page on a screen of this width."""
    tab.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 700
    )
    tab.call(
        "Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_fits(tab: Tab, width: int) -> None:
    """Nothing is wider than the screen, from a telephone to a desktop, with every scenario open."""
    screen(tab, width)
    tab.value("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert tab.value("innerWidth") == width
    assert tab.value("document.documentElement.scrollWidth") <= width
    wide = tab.value(
        "[...document.body.querySelectorAll('*')].filter(each => !each.closest('thead, .skip')"
        " && each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML.slice(0, 80))"
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(tab: Tab, scheme: str) -> None:
    """Every text stands out from its ground by at least 4.5 to 1 (WCAG 2.2 AA), by day and by night."""
    screen(tab, 1280, scheme)

    poor = tab.value("""(() => {
      const channel = part => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4
      const numbers = colour => colour.match(/[\\d.]+/g).map(Number)
      const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b)
      const ground = node => {
        for (; node; node = node.parentElement) {
          const colour = numbers(getComputedStyle(node).backgroundColor)
          if (colour.length < 4 || colour[3] === 1) return colour
        }
        return [255, 255, 255]
      }
      const found = new Set()
      for (const node of document.body.querySelectorAll('*')) {
        if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue
        const [a, b] = [light(numbers(getComputedStyle(node).color)), light(ground(node))]
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05)
        if (ratio < 4.5) found.add(`${node.outerHTML.slice(0, 60)} ${ratio.toFixed(2)}`)
      }
      return [...found]
    })()""")

    assert poor == []


def test_targets(tab: Tab) -> None:
    """What is to be touched is at least 24 pixels high, or stands in a line of text (WCAG 2.2 AA)."""
    screen(tab, 390)

    small = tab.value(
        "[...document.querySelectorAll('summary, nav a, .sc a')]"
        ".filter(each => each.getBoundingClientRect().height < 24).map(each => each.outerHTML.slice(0, 60))"
    )

    assert small == []


def test_style_is_let_in(tab: Tab) -> None:
    """The page's own security policy lets its style in: the verdict is large and has its colour."""
    screen(tab, 1280)

    assert tab.value("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > 40
    assert tab.value("getComputedStyle(document.querySelector('h1')).color") == "rgb(163, 35, 26)"


def test_nothing_is_fetched(tab: Tab) -> None:
    """Opening the report asks for nothing else."""
    assert tab.value("performance.getEntriesByType('resource').length") == 0


def test_verdict_is_seen_first(tab: Tab) -> None:
    """The verdict is in sight when the report is opened on a telephone."""
    screen(tab, 390)
    tab.value("scrollTo(0, 0)")

    assert tab.value("document.querySelector('.verdict').getBoundingClientRect().bottom") < 900


def test_print_shows_every_step(tab: Tab) -> None:
    """On paper the steps of all scenarios are there, also of those closed on the screen."""
    screen(tab, 1280)
    tab.value("document.querySelectorAll('details').forEach(each => each.open = false)")
    hidden = (
        "[...document.querySelectorAll('.what li')].filter(each => !each.getBoundingClientRect().height"
        " || !each.checkVisibility({contentVisibilityAuto: true})).length"
    )
    assert tab.value(hidden) > 0

    tab.call("Emulation.setEmulatedMedia", media="print")

    assert tab.value(hidden) == 0


def test_small_enough(tab: Tab) -> None:
    """A report of some sixty scenarios stays light: the page is ready at once."""
    assert tab.value("document.querySelectorAll('*').length") < 3000
    assert tab.value("performance.getEntriesByType('navigation')[0].domComplete") < 5000
