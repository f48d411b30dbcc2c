"""
B8: the report of a large run beside what others make of the same run, each opened in one browser.

The run is generated: its scenarios have seven steps each and ten payloads, one in fifty is broken. Ours holds
the payloads; the others get none, since they have no place for them. *Ready* is the same moment for all:
loaded, and from then on neither a change of the page nor a task of more than 50 ms.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.browser import BROWSER, Tab, browser
from benchmarks.generated import Generated, generated
from benchmarks.measure import Cost, Effort, Row, in_turns, ratio, wall
from benchmarks.peers import installed
from unseen.reports import html
from unseen.reports.html.payloads import gather

SCENARIOS = 5000
_QUIET = 1.5
_WATCH = """
  window.lastChange = 0
  new MutationObserver(() => { window.lastChange = performance.now() })
    .observe(document, {subtree: true, childList: true, attributes: true, characterData: true})
  new PerformanceObserver(list => {
    for (const each of list.getEntries())
      window.lastChange = Math.max(window.lastChange, each.startTime + each.duration)
  }).observe({type: 'longtask', buffered: true})
"""
_STATE = """(() => {
  const {loadEventEnd, navigationStart} = performance.timing
  return [loadEventEnd && loadEventEnd - navigationStart, lastChange, performance.now()]
})()"""


def rows(effort: Effort) -> Iterator[Row]:
    """Ours, and each of the others that is installed."""
    if BROWSER is None:
        sys.exit("B8 needs Chromium: install the package `chromium`")
    scenarios = max(5, int(SCENARIOS * effort.share))
    made = generated(scenarios)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        began = time.perf_counter()
        ours = _ours(made, folder)
        took = time.perf_counter() - began
        again = _ours(made, folder).read_bytes() == ours.read_bytes()
        others = {peer: build(made, folder / peer.split()[0]) for peer, build in installed().items()}
        nodes: dict[Path, int] = {}
        pages = (ours, *others.values())
        with browser(folder / "profile") as tab:
            costs = in_turns(effort.rounds, *(partial(_open, tab, path, nodes) for path in pages))
        mine = costs[0]
        size = ours.stat().st_size / 1e6
        about = f"{scenarios:,} scenarios, {10 * scenarios:,} payloads"
        ready, many = wall(mine), nodes[ours] / 1000
        yield Row("B8", f"report of {about}: file", f"{size:.1f} MB", "", size, "MB", "≤", 12)
        yield Row("B8", "the same: ready in Chromium", f"{ready:.2f} s", "", ready, "s", "≤", 1)
        yield Row("B8", "the same: DOM nodes", f"{nodes[ours]:,}", "", many, "thousand", "≤", 10)
        same = "the same bytes" if again else "OTHER BYTES"
        yield Row("B8", "the same: to build; built again", f"{took:.1f} s", same, took, "s")
        for (peer, path), theirs in zip(others.items(), costs[1:], strict=True):
            about = f"{path.stat().st_size / 1e6:.1f} MB, {nodes[path]:,} nodes"
            yield Row(
                "B8",
                f"the same: ready; {peer}, no payloads, {about}",
                f"{ready:.2f} s",
                f"{wall(theirs):.2f} s",
                ratio([cost.wall for cost in mine], [cost.wall for cost in theirs]),
                sign="≤",
                bar=1.0,
            )


def _open(tab: Tab, path: Path, nodes: dict[Path, int]) -> Cost:
    """Open a page from nothing and wait until it is quiet; the seconds until it was ready."""
    tab.open("about:blank")
    tab.call("HeapProfiler.collectGarbage")
    tab.call("Page.enable")
    script = tab.call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)["identifier"]
    tab.open(path.as_uri())
    while True:
        loaded, last, now = tab.value(_STATE)
        if loaded > 0 and now - max(loaded, last) > _QUIET * 1000:
            break
        time.sleep(0.1)
    tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
    nodes[path] = tab.value("document.querySelectorAll('*').length")
    return Cost(max(loaded, last) / 1000, 0.0)


def _ours(made: Generated, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(html.render(made.run, payloads=gather(made.run, made)), encoding="utf-8")
    return path
