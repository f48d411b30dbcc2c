"""
What people received, taken from the evidence of a run into the page: compressed, opened when asked for.

Payloads of scenarios that are not kept come first and are all there. Those of kept ones follow as long as the
page stays small; the page says how many it leaves out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from unseen.model import Verdict
from unseen.record import WORST_FIRST, Planned, Run
from unseen.reports.html.pack import packed

BUDGET = 9_500_000
"""So many characters of payloads of kept scenarios at most."""

_CHUNK = 200_000
"""A chunk is closed when it has so many characters before it is compressed."""


class Received(Protocol):
    """One payload as it was kept, redacted; `world` is 0 for the live one. See `unseen.evidence`."""

    @property
    def world(self) -> int: ...
    @property
    def reader(self) -> str: ...
    @property
    def surface(self) -> str: ...
    @property
    def payload(self) -> str: ...
    @property
    def request(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def sha256(self) -> str: ...
    @property
    def body(self) -> bytes: ...


class Evidence(Protocol):
    """Where payloads are read from: the store of a run."""

    def has(self, scenario_id: str, /) -> bool: ...
    def received(self, scenario_id: str, /) -> Iterable[tuple[Received, int]]: ...


@dataclass(frozen=True, slots=True)
class Payloads:
    """
    What goes into the page: packed chunks, and for each scenario the number of its own.

    `left_out` are kept scenarios whose payloads are in the evidence only; `count` is of payloads in the page.
    """

    chunks: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0
    count: int = 0


Look = Callable[[str, Received, int], None]
"""Called with scenario, payload and how often it came, for all that was received."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A payload with its headers spelled."""

    what: Received
    headers: str


class _Chunk:
    """Scenarios and what they received; equal bodies and headers are there once."""

    def __init__(self) -> None:
        self.scenarios: dict[str, list[list[Any]]] = {}
        self.texts: dict[str, int] = {}
        self.size = 0
        self._bodies: dict[str, int] = {}

    def number(self, text: str) -> int:
        if text not in self.texts:
            self.size += len(text)
        return self.texts.setdefault(text, len(self.texts))

    def _body(self, seen: _Seen) -> int:
        sha256 = seen.what.sha256
        if sha256 not in self._bodies:
            self._bodies[sha256] = self.number(seen.what.body.decode("utf-8", "replace"))
        return self._bodies[sha256]

    def add(self, place: int, seen: Iterable[_Seen]) -> None:
        number = self.number
        self.scenarios[str(place)] = [
            [
                each.what.world,
                number(each.what.reader),
                number(each.what.surface),
                number(each.what.request),
                each.what.status,
                number(each.headers),
                each.what.sha256[:12],
                self._body(each),
            ]
            for each in seen
        ]
        self.size += 40 * len(self.scenarios[str(place)])

    def packed(self) -> str:
        return packed({"texts": list(self.texts), "scenarios": self.scenarios})


def gather(run: Run, evidence: Evidence, budget: int = BUDGET, look: Look | None = None) -> Payloads:
    """Read the evidence once, in the order of importance, and pack what the page has room for."""
    plans = [(place, plan) for place, plan in enumerate(run.header.planned) if evidence.has(plan.id)]
    kept = Verdict.KEPT
    plans.sort(key=lambda pair: WORST_FIRST.index(run.by_id[pair[1].id].verdict))
    chunks: list[str] = []
    places: dict[str, int] = {}
    size = left_out = count = 0
    for group in _groups(run, evidence, plans, look):
        text = group.chunk.packed()
        if group.verdict is kept and size + len(text) > budget:
            left_out += len(group.ids)
            continue
        places |= dict.fromkeys(group.ids, len(chunks))
        chunks.append(text)
        size += len(text)
        count += sum(len(rows) for rows in group.chunk.scenarios.values())
    return Payloads(tuple(chunks), places, left_out, count)


@dataclass(slots=True)
class _Group:
    verdict: Verdict
    chunk: _Chunk = field(default_factory=_Chunk)
    ids: list[str] = field(default_factory=list)


def _groups(
    run: Run, evidence: Evidence, plans: Iterable[tuple[int, Planned]], look: Look | None
) -> Iterator[_Group]:
    """Scenarios of one verdict together, until there are enough for a chunk."""
    group: _Group | None = None
    for place, plan in plans:
        verdict = run.by_id[plan.id].verdict
        if group is not None and (group.verdict is not verdict or group.chunk.size > _CHUNK):
            yield group
            group = None
        group = group or _Group(verdict)
        group.chunk.add(place, _seen(plan, evidence, look))
        group.ids.append(plan.id)
    if group is not None:
        yield group


def _seen(plan: Planned, evidence: Evidence, look: Look | None) -> Iterator[_Seen]:
    """
    What was received in a scenario, playbacks included, each thing once: in the world in which it came first.

    What came again unchanged is left out: the same reader asked the same and got the same. So of a twin world
    there is what it had otherwise.
    """
    told: dict[tuple[Any, ...], tuple[Received, int]] = {}
    for each, times in evidence.received(plan.id):
        headers = "\n".join([f"{name}: {value}" for name, value in sorted(each.headers.items())])
        asked = (each.reader, each.surface, each.request, each.status, each.sha256, headers)
        held = told.get(asked)
        told[asked] = (each, times) if held is None else (held[0], held[1] + times)
    for asked, (each, times) in told.items():
        if look is not None:
            look(plan.id, each, times)
        yield _Seen(each, asked[-1])
