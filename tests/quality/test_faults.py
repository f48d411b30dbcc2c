"""
The catalogue of leaks planted on purpose, and where the policy finds them.

That each leak breaks what it names, and no benign change anything, is what `unseen faults --check` shows.
"""

import re
from pathlib import Path

import pytest

from unseen.cli.check import unbroken_clauses
from unseen.cli.planted import Row, clauses_in_order, findings, play, the_policy
from unseen.home import HOME
from unseen.policy import CLAUSES, load_clauses
from unseen.targets.stub import fault_list, leak_classes

FAULTS = {fault.slug: fault for fault in fault_list()}
LEAKS = [fault for fault in FAULTS.values() if not fault.benign]
BENIGN = [fault for fault in FAULTS.values() if fault.benign]

WHERE = [
    ("notification-names-saver", "INT-1", "in-app notifications", "/items/*"),
    ("notification-names-saver", "NOT-1", "push", "/items/*"),
    ("notification-anonymous-saver", "INT-1", "in-app notifications", "/items/*/kind"),
    ("badge-count-moves", "NOT-1", "in-app notifications", "/unread"),
    ("body-extra-field", "SET-8", "creator analytics", "/videos/*/savers/*"),
    ("body-extra-field", "FAQ-7", "creator analytics", "/videos/*/savers"),
    ("counter-below-k", "INT-7", "video page", "/metrics/saves"),
    ("list-order-by-saves", "NOT-7", "creator analytics", "/videos"),
    ("etag-changes", "NOT-2", "in-app notifications", "header etag"),
    ("sequential-id-gap", "NOT-2", "reply to an act", "/id"),
    ("private-likes-shown", "SET-5", "video page", "/items/*/person/handle"),
    ("setting-ignored-second-path", "NOT-4", "saved collection", "/items/*"),
    ("cursor-encodes-identity", "INT-2", "in-app notifications", "/next"),
    ("declared-field-wrong-audience", "SET-10", "messages", "/items/*/read"),
    ("existence-status-difference", "SET-5", "video page", "/error/code"),
    ("promotion-segment", "NOT-3", "promotion tool", "/audiences/*/name"),
    ("save-moves-like-count", "INT-6", "creator analytics", "/videos/*/likes"),
    ("requests-count-as-followers", "CTL-4", "profile", "/metrics/followers"),
    ("collection-names-searchable", "CTL-3", "reply to an act", "/people/*"),
]
"""Leak, a clause that it breaks, and where the policy has to find it."""


@pytest.mark.parametrize(("slug", "clause", "surface", "pointer"), WHERE)
def test_a_leak_is_found_where_it_is(slug: str, clause: str, surface: str, pointer: str) -> None:
    """The evidence of a broken clause points at the surface and the field that leak."""
    ids = [each.id for each in the_policy() if clause in each.planned.clauses]
    found = {
        (finding.surface, re.sub(r"(?<=/)\d+(?=/|$)", "*", finding.pointer))
        for finding in findings(play(slug, ids))
    }
    assert (surface, pointer) in found


def test_every_clause_can_break() -> None:
    """Each clause that has scenarios is named by a leak; `unseen faults --check` shows that it breaks it."""
    claimed = [Row(fault, dict.fromkeys(fault.breaks, ()), (), (), (), 0) for fault in LEAKS]
    assert unbroken_clauses(claimed) == []


def test_faults_name_clauses_that_exist() -> None:
    """Every clause that a fault names is one of the policy's; whoever names none says what is leaked."""
    known = load_clauses(HOME / "features" / CLAUSES).by_id
    assert {clause for fault in LEAKS for clause in fault.breaks} <= known.keys()
    assert all(fault.breaks or fault.secret for fault in LEAKS)
    assert len([fault for fault in LEAKS if not fault.breaks]) < 5
    assert not any(fault.breaks for fault in BENIGN)


def test_the_documented_tables_are_those_of_the_catalogue() -> None:
    """docs/faults.md lists every fault and every clause, each leak with the clauses that it names."""
    text = (Path(__file__).parents[2] / "docs" / "faults.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines()]
    rows = {row[0].strip(" `|"): row for row in cells if len(row) > 2}
    for fault in LEAKS:
        _, leak_class, summary, breaks, later, *_ = rows[fault.slug]
        told = re.findall(r"[A-Z]+-\d+", f"{breaks} {later}")
        assert (leak_class, summary) == (fault.leak_class, fault.summary)
        assert {*told} == {*fault.breaks}
    for fault in BENIGN:
        assert rows[fault.slug][1:] == [fault.summary, "nothing"]
    assert rows.keys() >= {*clauses_in_order()}
    for leak_class, title in leak_classes().items():
        assert rows[leak_class][1] == title
    assert "**none**" not in text
    assert "**nothing**" not in text
