"""A browser with a report open that has everything a report can have."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.browser import Tab, browser
from benchmarks.generated import Seen
from unseen.model import Verdict
from unseen.past import past_run
from unseen.record import Cell, Matrix, MatrixRow, Run, Waiver, findings, read
from unseen.reports.html import Proof, render
from unseen.reports.html.census import Census, Row
from unseen.reports.html.payloads import gather

LEAKY = Path(__file__).parents[1] / "unit" / "unseen" / "reports" / "leaky.ndjson"
SEEN = ("visible", "count", "aggregate", "hidden", "by setting", "not offered")


class Kept:
    """Evidence of the broken scenarios: of each what its finding is about, here and in the twin."""

    def __init__(self, run: Run) -> None:
        self._found = {
            plan.id: list(findings(run.by_id[plan.id]))
            for plan in run.header.planned
            if run.by_id[plan.id].verdict is Verdict.BROKEN
        }

    def has(self, scenario_id: str) -> bool:
        """Those that are broken."""
        return scenario_id in self._found

    def received(self, scenario_id: str) -> Iterator[tuple[Seen, int]]:
        """Two payloads for each finding, each once."""
        for each in self._found[scenario_id]:
            for world in (0, 1):
                # what the findings point at is in both, and differs
                text = ("[Ana's handle] saved it", "somebody saved it")[world]
                body = json.dumps({"items": [{"text": text, "n": 1}], "unread": world}).encode()
                headers = {"content-type": "application/json", "etag": f'"{world}"'}
                where = (world, each.reader, each.surface, "p", each.request, 200, headers)
                yield Seen(*where, str(world), body), 1


@pytest.fixture(scope="session")
def run() -> Run:
    """A run with every verdict in it, waivers, and a matrix in which everything occurs."""
    audiences = tuple(f"audience {number}" for number in range(12))
    rows = tuple(
        MatrixRow(
            f"r{row}",
            f"a kind of data {row}",
            tuple(
                Cell(SEEN[(row + column) % 6], SEEN[(row * (column == 3) + row + column) % 6])
                for column in range(12)
            ),
        )
        for row in range(8)
    )
    waivers = tuple(
        Waiver(
            f"W-{number}",
            (clause,),
            "in-app notifications",
            ("/items/*/text", ""),
            "it is being mended",
            "Doors",
            "Privacy",
            "T-9",
            "2026-07-01",
            expires,
            "features/waivers.toml",
            number,
        )
        for number, (clause, expires) in enumerate(
            [("NOT-1", "2026-09-30"), ("NOT-2", "2026-08-10"), ("NOT-3", "2026-07-20"), ("NOT-4", "soon")], 1
        )
    )
    found = read(LEAKY)
    found = replace(found, header=replace(found.header, waivers=waivers))
    noted = replace(rows[0], cells=(Cell("hidden", "count", "a reason"), *rows[0].cells[1:]))
    return replace(found, matrix=Matrix("seed", audiences, (noted, *rows[1:])))


@pytest.fixture(scope="session")
def report(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of it, as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    this = past_run(run)
    past = [
        replace(
            this,
            key=str(day),
            started=f"2026-07-{day:02}T09:00:00+00:00",
            verdict=Verdict.KEPT,
            clauses=dict.fromkeys(this.clauses, Verdict.KEPT),
        )
        for day in range(1, 31)
    ]
    payloads = gather(run, Kept(run))
    proof = Proof("ab" * 32, 505, (("policy", "features/introduction.feature", "cd" * 32),) * 3)
    census = Census(("creator", "viewer"), (Row("act.save", "themselves", (0, 1234)),))
    path.write_text(render(run, past, payloads, census, proof), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def _tab(tmp_path_factory: pytest.TempPathFactory, needs: Callable[..., None]) -> Iterator[Tab]:
    needs("chromium")
    with browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture
def tab(_tab: Tab, report: Path) -> Tab:
    """The report, just opened and ready, on a desktop."""
    screen(_tab, 1280)
    _tab.open(report.as_uri())
    ready(_tab)
    return _tab


def ready(tab: Tab) -> None:
    """Wait until the page's script has done what it does first."""
    tab.value("new Promise(done => { const look = () => 'ready' in document.documentElement.dataset ? done()"
              " : setTimeout(look, 10); look() })")  # fmt: skip


def screen(tab: Tab, width: int, scheme: str = "light") -> None:
    """Look at the page on a screen of this width."""
    tab.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 700
    )
    tab.call(
        "Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )


@pytest.fixture
def on(tab: Tab) -> Callable[[int, str], None]:
    """Look at the page on a screen of this width, by day (light) or night (dark)."""
    return lambda width, scheme="light": screen(tab, width, scheme)
