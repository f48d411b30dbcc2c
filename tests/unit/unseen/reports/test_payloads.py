"""Payloads in the page, and the census of what each audience received."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import Generated, Seen, generated
from unseen.cli.page import Annotated
from unseen.home import HOME
from unseen.model import Verdict
from unseen.reports.html import render
from unseen.reports.html.census import Counting
from unseen.reports.html.pack import packed, unpacked
from unseen.reports.html.payloads import Payloads, gather


@pytest.fixture(scope="module")
def made() -> Generated:
    """A run of 60 scenarios with ten payloads each; the first and the 51st are broken."""
    return generated(60)


def shown(payloads: Payloads, made: Generated, place: int) -> list[dict[str, Any]]:
    """What the page shows of one scenario."""
    chunk = unpacked(payloads.chunks[payloads.places[made.run.header.planned[place].id]])
    names = ("world", "reader", "surface", "request", "status", "headers", "digest", "body")
    texts = chunk["texts"]
    rows = [dict(zip(names, row, strict=True)) for row in chunk["scenarios"][str(place)]]
    return [
        {name: texts[value] if name in ("reader", "surface", "request", "headers", "body") else value
         for name, value in row.items()}
        for row in rows
    ]  # fmt: skip


def test_all_is_there(made: Generated) -> None:
    """Every payload of every scenario can be read again from the page, with reader, surface and headers."""
    payloads = gather(made.run, made)

    assert (payloads.left_out, payloads.count) == (0, 600)
    for place, plan in enumerate(made.run.header.planned):
        found = shown(payloads, made, place)
        assert [each["body"].encode() for each in found] == [each.body for each in made.seen[plan.id]]
        assert [each["reader"] for each in found] == [each.reader for each in made.seen[plan.id]]
        assert all("content-type: application/json" in each["headers"] for each in found)


def test_kept_ones_are_left_out_first(made: Generated) -> None:
    """Where there is no room payloads of broken scenarios are there, and the page says what is not."""
    payloads = gather(made.run, made, budget=0)
    text = render(made.run, payloads=payloads)
    broken = {
        plan.id for plan in made.run.header.planned if made.run.by_id[plan.id].verdict is Verdict.BROKEN
    }

    assert set(payloads.places) == broken
    assert payloads.left_out == 58
    assert "20 payloads of 2 scenarios in this file" in text
    assert "those of 58 kept scenarios are in the folder <code>evidence</code> only" in text


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 120_000))
def test_no_more_than_there_is_room_for(budget: int) -> None:
    """Whatever room there is, kept scenarios take no more of it, and none is counted twice."""
    made = generated(60)
    payloads = gather(made.run, made, budget)
    only_broken = gather(made.run, made, 0)
    size = sum(map(len, payloads.chunks)) - sum(map(len, only_broken.chunks))

    assert size <= budget
    assert len(payloads.places) + payloads.left_out == 60


def test_told_once(made: Generated) -> None:
    """What came again unchanged is there once; a twin world's payload is there for what it had otherwise."""
    plan = made.run.header.planned[0]
    first = made.seen[plan.id][0]
    other = replace(first, world=1, headers={**first.headers, "etag": '"other"'})
    again = Generated(made.run, {plan.id: [first, replace(first, world=1), other]})

    times: list[int] = []
    payloads = gather(made.run, again, look=lambda *seen: times.append(seen[-1]))

    assert [each["world"] for each in shown(payloads, again, 0)] == [0, 1]
    assert times == [2, 1]


def test_scenarios_without_evidence(made: Generated) -> None:
    """A scenario of which nothing was kept is in no chunk."""
    assert gather(made.run, Generated(made.run)) == Payloads()


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_packed(data: Any) -> None:
    """What is packed comes out again, and the same data is packed the same."""
    assert unpacked(packed(data)) == data
    assert packed(data) == packed(data)


class Page:
    """Two payloads and what is in them."""

    def audience(self, payload: str) -> tuple[str, ...]:
        return {"app": ("tool",), "log": ("staff",)}.get(payload, ("owner", "stranger"))

    def leaves(self, payload: str, document: Any) -> list[tuple[str, str]]:
        return [tuple(each) for each in document or []]


def seen(
    reader: str,
    body: Any,
    payload: str = "page",
    surface: str = "profile",
    kind: str = "application/json",
) -> Seen:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Seen(
        0, reader, surface, payload, "", 200, {"content-type": kind}, f"{reader}{payload}{kind}", sent
    )


def test_census() -> None:
    """Values are counted by category, subject and who received them; fields about nobody are none."""
    counting = Counting(Page())
    save, name, label = ["act.save", "reader"], ["person.name", "actor"], ["system.id", "nobody"]
    counting.look("one", seen("Cho", [save, name, label]))
    counting.look("one", seen("Cho", [], "video", "reply to an act"))
    counting.look("one", seen("Ana", [save]), 2)
    counting.look("one", seen("SaveSpy", [name], "app"))
    counting.look("two", seen("Cho", [save, name, label]))
    counting.look("two", seen("a logged-out visitor", [name]))
    counting.look("two", seen("Mo", [], "log"))
    counting.look("two", seen("Mo", b"<p>", kind="text/html"))
    table = counting.table()

    assert table.audiences == ("creator", "viewer", "logged-out visitor", "outside tool")
    assert [(row.category, row.about, row.counts) for row in table.rows] == [
        ("act.save", "themselves", (1, 3, 0, 0)),
        ("person.name", "others", (1, 1, 1, 1)),
    ]
    assert [table.rows[0].heat(number) for number in (0, 9, 10, 10**9)] == [0, 1, 2, 5]


def test_census_by_the_packaged_schemas() -> None:
    """The packaged schemas say what is in a payload of the reference platform, and who it is for."""
    schemas = Annotated(HOME / "schemas")
    document = {"items": [{"person": {"handle": "a"}, "at": "t", "new": 1}, 3], "next": "x"}

    assert set(schemas.leaves("likers", document)) >= {("person.handle", "actor"), ("act.time", "actor")}
    assert list(schemas.leaves("likers", None)) == []
    assert list(schemas.leaves("likers", [1])) == []
    assert list(schemas.leaves("unheard-of", {})) == []
    assert schemas.audience("app-me") == ("tool",)
    assert schemas.audience("unheard-of") == ()
