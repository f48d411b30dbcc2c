"""Waivers in a record: what each is on its day, what it covers, and what a run comes to with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.model import Census, Finding, Verdict
from unseen.record import (
    Clause,
    Excuses,
    Header,
    Planned,
    Result,
    Run,
    Step,
    Waiver,
    WaiverState,
    decode_header,
    encode,
)
from unseen.record.waiver import LONGEST, SOON, cover, status

TODAY = date(2026, 11, 22)
WAIVER = Waiver(
    "W-1",
    ("C-1",),
    "push",
    ("/items/*/text",),
    "the old service goes away",
    "Team Push",
    "Privacy office",
    "T-9",
    "2026-11-01",
    "2026-12-31",
    "w.toml",
    1,
)
FINDING = Finding("twins", "push", "/items/0/text", "Cho", "Cho can tell")


def plan(name: str, *clauses: str, rule: str = "R") -> Planned:
    return Planned(name, "F", rule, name, "f.feature", 3, clauses)


def broken(name: str, *found: Finding, outcome: str = "broken") -> Result:
    return Result(name, Verdict.BROKEN, "", 1.0, (Step("Then", "x", 4, outcome, found, Census(1, 2)),))


def kept(name: str) -> Result:
    return Result(name, Verdict.KEPT, "", 1.0, (Step("Then", "x", 4, "kept"),))


def run(
    waivers: Sequence[Waiver],
    results: Sequence[Result],
    plans: Sequence[Planned] = (plan("a", "C-1"), plan("b", "C-2")),
    **more: object,
) -> Run:
    header = Header(
        started="2026-11-22T10:00:00+00:00",
        clauses=(Clause("C-1", "s", "One."), Clause("C-2", "s", "Two.")),
        planned=tuple(plans),
        waivers=tuple(waivers),
        strict=bool(more.pop("strict", False)),
    )
    return replace(Run(header, tuple(results), finished="2026-11-22T10:00:09+00:00"), **more)


class TestState:
    @pytest.mark.parametrize(
        ("expires", "state", "left"),
        [
            ("2026-12-31", WaiverState.ACTIVE, 39),
            ((TODAY + timedelta(SOON + 1)).isoformat(), WaiverState.ACTIVE, SOON + 1),
            ((TODAY + timedelta(SOON)).isoformat(), WaiverState.EXPIRING, SOON),
            ("2026-11-23", WaiverState.EXPIRING, 1),
            ("2026-11-22", WaiverState.EXPIRING, 0),
            ("2026-11-21", WaiverState.EXPIRED, -1),
        ],
    )
    def test_by_the_day(self, expires: str, state: WaiverState, left: int) -> None:
        """A waiver holds to the end of the day it expires on, and says before when that is near."""
        found = status(replace(WAIVER, expires=expires), TODAY)

        assert (found.state, found.days_left) == (state, left)

    @pytest.mark.parametrize("text", ["soon", "2026-13-01", "01.12.2026", "2026-12-01T10:00", "20261201"])
    @pytest.mark.parametrize("name", ["created", "expires"])
    def test_malformed(self, name: str, text: str) -> None:
        """A date that is none has expired."""
        found = status(replace(WAIVER, **{name: text}), TODAY)

        assert found.state is WaiverState.EXPIRED
        assert f"`{name}` is no day (`{text}`)" in found.note

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"reason": ""}, "it has no `reason`"),
            ({"rules": ()}, "it has no `rule`"),
            ({"pointers": ()}, "it has no `pointer`"),
            ({"approver": "team  PUSH"}, "owner and approver are the same"),
            ({"created": "2026-05-01", "expires": "2026-12-31"}, f"{LONGEST} after `created` are the most"),
            ({"created": "2026-11-20", "expires": "2026-11-19"}, "it expires before it was created"),
            ({"created": "2026-11-23"}, "it was created after this run"),
            ({"wrong": ("another waiver has this id",)}, "another waiver has this id"),
        ],
    )
    def test_invalid(self, change: dict[str, object], said: str) -> None:
        """What nobody could have approved waives nothing, and says why."""
        found = status(replace(WAIVER, **change), TODAY)

        assert found.state is WaiverState.INVALID
        assert said in found.note

    def test_longest(self) -> None:
        """A waiver may hold for 180 days and no longer."""
        created = date(2026, 11, 1)
        longest = replace(WAIVER, expires=(created + timedelta(LONGEST)).isoformat())
        longer = replace(WAIVER, expires=(created + timedelta(LONGEST + 1)).isoformat())

        assert status(longest, TODAY).state is WaiverState.ACTIVE
        assert status(longer, TODAY).state is WaiverState.INVALID

    def test_no_day(self) -> None:
        """In a run that does not know its day, everything has expired."""
        assert status(WAIVER, None).state is WaiverState.EXPIRED
        assert not Excuses.of([WAIVER], "some day").waivers

    @given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-10, 200), st.integers(-10, 200))
    def test_never_in_force_outside_its_days(self, created: date, length: int, later: int) -> None:
        """Whatever its dates, a waiver is in force only from its first day to its last, 180 later at most."""
        waiver = replace(
            WAIVER, created=created.isoformat(), expires=(created + timedelta(length)).isoformat()
        )
        today = created + timedelta(later)

        in_force = status(waiver, today).state in (WaiverState.ACTIVE, WaiverState.EXPIRING)

        assert in_force == (0 <= later <= length <= LONGEST)


class TestCover:
    @pytest.mark.parametrize(
        ("pattern", "pointer", "covered"),
        [
            ("/items/*/text", "/items/12/text", True),
            ("/items/*/text", "/items/0/text/more", False),
            ("/items/*/text", "/items/text", False),
            ("/items/**", "/items/0/text", True),
            ("/items/**", "/items/0", True),
            ("/items/**", "/items", False),
            ("/items/*/a/**", "/items/3/a/b/c", True),
            ("/items/*/a/**", "/items/3/b/b/c", False),
            ("/**", "/anything/at/all", True),
            ("/**", "header etag", False),
            ("/**", "", False),
            ("header etag", "header etag", True),
            ("", "", True),
            ("", "/items", False),
            ("*", "/items", False),
            ("**", "/items", False),
        ],
    )
    def test_pointers(self, pattern: str, pointer: str, covered: bool) -> None:
        """A star stands for one part, two at the end for all that lies below, and nothing for more."""
        assert replace(WAIVER, pointers=(pattern,)).covers("push", pointer) is covered

    def test_another_surface(self) -> None:
        """A waiver for one surface says nothing about another."""
        assert not WAIVER.covers("email", "/items/0/text")

    def test_all_or_nothing(self) -> None:
        """Every finding, every place it was met at, and every clause has to be excepted."""
        etag = replace(FINDING, also=("header etag",))
        second = replace(WAIVER, id="W-2", pointers=("header etag",))

        assert cover([WAIVER], "R", ("C-1",), [FINDING]).is_whole
        assert cover([WAIVER], "R", ("C-1",), [etag]).open == ("push, header etag",)
        assert cover([WAIVER, second], "R", ("C-1",), [etag]).by == (WAIVER, second)
        assert cover([WAIVER], "R", ("C-1", "C-2"), [FINDING]).open == ("C-2",)
        assert cover([replace(WAIVER, rules=("C-1", "C-2"))], "R", ("C-1", "C-2"), [FINDING]).is_whole
        assert cover([replace(WAIVER, rules=("R",))], "R", ("C-1", "C-2"), [FINDING]).is_whole
        assert not cover([replace(WAIVER, rules=("",))], "", ("C-1",), [FINDING]).is_whole
        assert not cover([WAIVER], "R", ("C-1",), []).is_whole

    def test_elsewhere(self) -> None:
        """A cause that was met on other surfaces too is covered where a waiver speaks of these."""
        wide = replace(FINDING, also=("email: /text", "digest: ", "/a: b"))
        left = cover([replace(WAIVER, pointers=("/items/*/text", "/a: b"))], "R", ("C-1",), [wide])
        others = [
            replace(WAIVER, id=name, surface=name, pointers=("/text", "")) for name in ("email", "digest")
        ]

        assert left.open == ("email, /text", "digest, the whole reply")
        assert cover([*left.by, *others], "R", ("C-1",), [wide]).is_whole

    def test_whole_reply_is_named(self) -> None:
        """A place without a pointer is spelled out."""
        missing = replace(FINDING, pointer="")

        assert cover([WAIVER], "R", ("C-1",), [missing]).open == ("push, the whole reply",)


class TestRun:
    def test_waived(self) -> None:
        """A covered breach is waived with its evidence, the clause too, and the run is not called kept."""
        found = run([WAIVER], [broken("a", FINDING), kept("b")])

        assert [each.verdict for each in found.clauses] == [Verdict.WAIVED, Verdict.KEPT]
        assert (found.verdict, found.exit_code) == (Verdict.WAIVED, 0)
        assert found.by_id["a"].reason == "waived by W-1 until 2026-12-31 (T-9): the old service goes away"
        assert found.by_id["a"].steps == found.recorded["a"].steps
        assert (found.breaches, [each.finding for each in found.excused]) == ((), [FINDING])
        assert found.waivers[0].scenarios == ("a",)

    def test_still_broken(self) -> None:
        """What it does not cover is said, and the scenario stays broken."""
        found = run([WAIVER], [broken("a", replace(FINDING, also=("/count",))), kept("b")])

        assert (found.verdict, found.exit_code) == (Verdict.BROKEN, 1)
        assert found.waivers[0].state is WaiverState.ACTIVE
        assert found.waivers[0].note.endswith("left broken, because no waiver covers it: push, /count")
        assert not found.waivers[0].scenarios

    @pytest.mark.parametrize("outcome", ["inconclusive", "not run", "wrong"])
    def test_what_was_not_judged(self, outcome: str) -> None:
        """A scenario that stopped before its end is not waived: what follows was never judged."""
        half = broken("a", FINDING)
        half = replace(half, steps=(*half.steps, Step("Then", "y", 5, outcome)))

        assert run([WAIVER], [half, kept("b")]).verdict is Verdict.BROKEN

    def test_an_assertion(self) -> None:
        """What broke without a finding cannot be waived."""
        assert run([WAIVER], [broken("a"), kept("b")]).verdict is Verdict.BROKEN

    def test_expired(self) -> None:
        """An expired waiver waives nothing, and says that what it spoke of is broken."""
        found = run([replace(WAIVER, expires="2026-11-21")], [broken("a", FINDING), kept("b")])

        assert (found.verdict, found.exit_code) == (Verdict.BROKEN, 1)
        assert found.waivers[0].note == "it expired on 2026-11-21; what it speaks of is broken"

    @pytest.mark.parametrize(
        ("waiver", "state", "codes"),
        [
            (WAIVER, WaiverState.UNUSED, (0, 2)),
            (replace(WAIVER, rules=("C-9",)), WaiverState.UNUSED, (0, 2)),
            (replace(WAIVER, expires="x"), WaiverState.EXPIRED, (0, 2)),
            (replace(WAIVER, approver=""), WaiverState.INVALID, (2, 2)),
        ],
    )
    def test_strict(self, waiver: Waiver, state: WaiverState, codes: tuple[int, int]) -> None:
        """A waiver that is not needed or has expired fails a strict run, an invalid one every run."""
        found = [run([waiver], [kept("a"), kept("b")], strict=strict) for strict in (False, True)]

        assert {each.waivers[0].state for each in found} == {state}
        assert tuple(each.exit_code for each in found) == codes
        assert all(each.verdict is Verdict.KEPT for each in found)

    def test_unknown_rule_is_named(self) -> None:
        """A waiver for something that the policy does not know names it."""
        found = run([replace(WAIVER, rules=("C-9",))], [kept("a"), kept("b")])

        assert found.waivers[0].note == "no clause or rule of this run is `C-9`"

    def test_not_reached(self) -> None:
        """A waiver whose scenarios were not asked for, or got no verdict, is not called unused."""
        elsewhere = run([WAIVER], [kept("b")], [plan("b", "C-2")])
        unjudged = run([WAIVER], [replace(kept("a"), verdict=Verdict.INCONCLUSIVE), kept("b")])
        stopped = run([WAIVER], [kept("a")], finished="")

        for each in (elsewhere, unjudged, stopped):
            assert each.waivers[0].state is WaiverState.ACTIVE
            assert each.waivers[0].note.endswith("nothing that it speaks of was judged in this run")

    def test_round_trip(self) -> None:
        """A header keeps its waivers."""
        header = run([WAIVER], []).header

        assert decode_header(encode(header)) == header
