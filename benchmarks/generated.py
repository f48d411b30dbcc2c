"""A run that never was: as many scenarios as asked for, each with steps, verdict and ten payloads."""

import hashlib
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from unseen.model import Census, Finding, Verdict
from unseen.record import Clause, Header, Planned, Result, Run, Section, Step

_PAYLOADS = 10
_WORDS = ("recipe", "knots", "garden", "bread", "harbour", "lamp", "violin", "river", "chess", "kite", "fern")
_SURFACES = ("in-app notifications", "push", "email", "digest", "video page", "profile", "For You", "search")


@dataclass(frozen=True, slots=True)
class Seen:
    """One payload, as evidence keeps it."""

    world: int
    reader: str
    surface: str
    payload: str
    request: str
    status: int
    headers: Mapping[str, str]
    sha256: str
    body: bytes


@dataclass(frozen=True)
class Generated:
    """The run, and the evidence that is as large as that of a real one."""

    run: Run
    seen: dict[str, list[Seen]] = field(default_factory=dict)

    def has(self, scenario_id: str) -> bool:
        """As `unseen.evidence` has it."""
        return scenario_id in self.seen

    def received(self, scenario_id: str) -> Iterator[tuple[Seen, int]]:
        """As `unseen.evidence` has it."""
        return ((each, 1) for each in self.seen[scenario_id])


def generated(scenarios: int) -> Generated:
    """So many scenarios, one in fifty broken; the same number always gives the same run."""
    chance = random.Random(scenarios)
    clauses = tuple(
        Clause(f"ROOM-{number}", "rooms", f"Nobody learns who entered room {number}.", "", "creator")
        for number in range(1, 125)
    )
    plans, results = [], []
    for number in range(scenarios):
        file = f"features/rooms-{number // 100:03}.feature"
        plans.append(
            Planned(
                f"{file}::Room {number}",
                f"Rooms {number // 100}",
                f"Room {number // 10} keeps quiet",
                f"Somebody enters room {number}",
                file,
                number % 100 * 9 + 3,
                (f"ROOM-{number % 124 + 1}",),
                (("gdpr-25-2", "dsa-27", "nist-ct-dp-p2")[number % 3],),
            )
        )
        results.append(_result(plans[-1].id, number))
    header = Header(
        "0.1.0", "2026-08-03T09:12:44+00:00", "stub", "seed", None, 1, ("features",),
        (Section("rooms", "Rooms"),), clauses, tuple(plans),
    )  # fmt: skip
    made = Generated(Run(header, tuple(results), (), "2026-08-03T09:22:44+00:00"))
    for number, plan in enumerate(plans):
        made.seen[plan.id] = [_seen(chance, number, place) for place in range(_PAYLOADS)]
    return made


def _result(id_: str, number: int) -> Result:
    broken = number % 50 == 0
    finding = Finding(
        "twins",
        _SURFACES[number % 8],
        f"/items/0/field{number % 997}",
        "Cho",
        f"Cho can tell that Ana entered room {number}",
        relation="drop",
        request="GET /me/notices",
        here='{"total":7}',
        there='{"total":8}',
    )
    texts = (
        ("Given", f"Cho has a room {number % 211}"),
        ("And", f"Ana knows of room {number % 97}"),
        ("And", f"{number % 40 + 1} people are in it"),
        ("When", "Ana enters the room"),
        ("And", f"{number % 9 + 1} days pass"),
        ("Then", f"Cho never learns that Ana entered room {number % 211}"),
        ("And", f"Cho is shown {number % 40 + 1} views"),
    )
    census = Census(3, 30, (_SURFACES[number % 8], _SURFACES[number % 7]), 0)
    steps = tuple(
        Step(
            keyword,
            text,
            line,
            ("broken" if broken else "kept") if line == 5 else "kept" if line == 6 else "done",
            (finding,) if broken and line == 5 else (),
            census if line == 5 else Census(),
        )
        for line, (keyword, text) in enumerate(texts)
    )
    return Result(id_, Verdict.BROKEN if broken else Verdict.KEPT, "", 0.01, steps)


def _seen(chance: random.Random, number: int, place: int) -> Seen:
    """A page of items, some 600 bytes of JSON."""
    items = [
        {
            "id": f"{chance.getrandbits(48):012x}",
            "title": f"{chance.choice(_WORDS)} and {chance.choice(_WORDS)}",
            "creator": {"handle": f"[handle {chance.randrange(9)}]", "name": "[Cho's name]"},
            "metrics": {name: chance.randrange(1000) for name in ("views", "likes", "comments", "shares")},
            "posted_at": f"2026-08-{chance.randrange(1, 29):02}T{chance.randrange(24):02}:00:00Z",
        }
        for _ in range(3)
    ]
    body = json.dumps({"items": items, "total": number}).encode()
    digest = hashlib.sha256(body).hexdigest()
    surface = _SURFACES[place % 8]
    headers = {"content-type": "application/json", "etag": f'"{digest[:16]}"'}
    return Seen(
        0,
        ("Cho", "Ana", "Ben")[place % 3],
        surface,
        "page",
        f"GET /me/{surface}",
        200,
        headers,
        digest,
        body,
    )
