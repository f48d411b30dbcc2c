"""Runs to make reports of, and the published schemas they have to match."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from unseen.model import Census, Finding, Verdict
from unseen.record import Clause, Header, Planned, Problem, Result, Run, Section, Sheet, Step, Waiver, read

SCHEMAS = Path(__file__).parents[3] / "schemas"
FINDING = Finding(
    "twins", "push", "/items/0", "Cho", "Cho can tell: 50%", "send none", "drop", "GET /me/push", "1", "2"
)
SECOND = replace(FINDING, surface="email", pointer="", message="Ben's address reached Cho", oracle="canary")
WAIVER = Waiver(
    "W-1",
    ("C-2",),
    "email",
    ("",),
    "the old mailer",
    "Mail",
    "Privacy",
    "T-9",
    "2026-08-01",
    "2026-08-30",
    "features/waivers.toml",
    1,
)
CLAUSES = (
    Clause("C-1", "s", "Nobody is told of a save."),
    Clause("C-2", "s", "No mail | names <anybody>."),
    Clause("C-3", "s", "A like is told."),
    Clause("C-4", "s", "Nobody has a rule for this."),
    Clause("C-5", "t", "Only counted.", "counted"),
)


def _step(outcome: str, *found: Finding, keyword: str = "Then", text: str = "it holds") -> Step:
    surfaces = ("email", "push") if keyword == "Then" else ()
    return Step(keyword, text, 14, outcome, found, Census(2, 10, surfaces, 0))


GIVEN = _step("done", keyword="Given", text="Ana saved it")
RESULTS = {
    "kept": (Verdict.KEPT, "", (GIVEN, _step("kept"), _step("kept", keyword="And"))),
    "broken": (Verdict.BROKEN, "", (GIVEN, _step("broken", FINDING), _step("kept", keyword="And"))),
    "broken again": (Verdict.BROKEN, "", (GIVEN, _step("broken", FINDING))),
    "asserted": (Verdict.BROKEN, "two is not three", (GIVEN, _step("broken"))),
    "waived": (Verdict.BROKEN, "", (GIVEN, _step("broken", SECOND))),
    "not offered": (Verdict.NOT_APPLICABLE, "there is no push", (_step("not applicable", keyword="Given"),)),
    "other profile": (Verdict.NOT_APPLICABLE, "holds in another profile", ()),
    "unreachable": (Verdict.INCONCLUSIVE, "503", (_step("inconclusive", keyword="When"), _step("not run"))),
    "torn down": (Verdict.INCONCLUSIVE, "the end failed", (GIVEN, _step("kept"))),
    "wrong": (Verdict.NOT_TESTED, "nobody is called Zoe", (_step("wrong", keyword="Given"),)),
    "lost": (Verdict.NOT_TESTED, "", ()),
}
OF = {"waived": ("C-2",), "kept": ("C-3",), "asserted": ()}


@pytest.fixture(scope="session")
def every() -> Run:
    """A run with every verdict, with and without findings, a waiver in force and an expired one."""
    plans = tuple(
        Planned(
            f"f/a.feature::{name}",
            "A: feature",
            "" if name == "asserted" else f"Rule of {OF.get(name, ('C-1',))[0]}",
            name,
            "f/a b.feature",
            10 + number,
            OF.get(name, ("C-1",)),
            (*OF.get(name, ("C-1",)), "gdpr-25-2", "platform-rule"),
        )
        for number, name in enumerate(RESULTS)
    )
    header = Header(
        "0.1.0",
        "2026-08-03T09:12:44+00:00",
        "stub",
        "seed",
        "some-fault",
        7,
        ("features",),
        (Section("s", "Saves"), Section("t", "Totals")),
        CLAUSES,
        plans,
        evidence="evidence",
        waivers=(WAIVER, replace(WAIVER, id="W-2", expires="2026-08-02")),
        sheets=(
            Sheet("mail", "email", (("/subject", "notice.text"), ("/secret", ""))),
            Sheet("push", "push", (("/items/*/text", "notice.text"),)),
            Sheet("page", "video page", (("/title", "content.title"),)),
        ),
    )
    results = tuple(
        Result(f"f/a.feature::{name}", *parts[:2], 0.25, parts[2]) for name, parts in RESULTS.items()
    )
    problem = Problem("no sentence reads: this, that", "f/a b.feature", 99, "write another")
    return Run(header, results[:-1], (problem,), "2026-08-03T09:12:59+00:00")


@pytest.fixture(scope="session")
def leaky() -> Run:
    """A stored run of the reference platform with a leak."""
    return read(Path(__file__).with_name("leaky.ndjson"))


@pytest.fixture(scope="session")
def empty() -> Run:
    """A record of which only the beginning is there, and not even that makes sense."""
    return Run(Header(started="some day", planned=(Planned("a", "F", "", "S", "f.feature", 0),)))


@pytest.fixture(scope="session")
def check() -> Callable[[str, Any], None]:
    """Says what a published schema has against a document."""

    def checked(schema: str, document: Any) -> None:
        published = json.loads((SCHEMAS / f"{schema}.json").read_bytes())
        validator = jsonschema_rs.validator_for(published, validate_formats=True)
        assert [f"{each.instance_path}: {each.message}" for each in validator.iter_errors(document)] == []

    return checked
