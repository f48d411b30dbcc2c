"""What changed between two runs."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.model import Finding, Verdict
from unseen.record import Cell, Clause, Header, Matrix, MatrixRow, Planned, Result, Run, Sheet, Step, Waiver
from unseen.reports.diff import Change, Direction, compare, is_worse
from unseen.reports.diff_text import render, render_json
from unseen.reports.terminal import Paper

FINDING = Finding("twins", "push", "/items/0", "Cho", "Cho can tell")
WAIVER = Waiver(
    "W-1", ("C-1",), "push", ("/items/*",), "why", "A", "B", "T-9", "2026-11-01", "2026-12-31", "w.toml", 1
)


def run(*verdicts: Verdict, found: Sequence[Finding] = (FINDING,), **more: object) -> Run:
    """A scenario for each verdict, each the proof of a clause of its own: C-0, C-1 …"""
    plans = tuple(
        Planned(f"s{number}", "F", "R", f"S{number}", "f.feature", number + 3, (f"C-{number}",))
        for number in range(len(verdicts))
    )
    results = tuple(
        Result(
            plan.id,
            verdict,
            "" if verdict in (Verdict.KEPT, Verdict.BROKEN) else "because",
            1.0,
            (Step("Then", "x", 4, "broken", tuple(found)),) if verdict is Verdict.BROKEN else (),
        )
        for plan, verdict in zip(plans, verdicts, strict=True)
    )
    header = Header(
        started="2026-11-22T10:00:00+00:00",
        target="stub",
        profile="seed",
        seed=1,
        clauses=tuple(Clause(f"C-{number}", "s", f"Rule {number}.") for number in range(len(verdicts))),
        planned=plans,
    )
    changes = {name: more.pop(name) for name in tuple(more) if name in Header.__dataclass_fields__}
    return replace(Run(replace(header, **changes), results, finished="2026-11-22T10:00:09+00:00"), **more)


def told(before: Run, after: Run) -> list[tuple[str, str, str]]:
    return [(each.kind, str(each.direction), each.said) for each in compare(before, after)]


def matrix(*cells: str) -> Matrix:
    row = MatrixRow("save", "a save", tuple(Cell("hidden", cell, "as it is") for cell in cells))
    return Matrix("seed", tuple(f"audience {number}" for number in range(len(cells))), (row,))


KEPT, BROKEN = Verdict.KEPT, Verdict.BROKEN


class TestVerdicts:
    @pytest.mark.parametrize(
        ("old", "new", "kind", "direction"),
        [
            (KEPT, BROKEN, "newly broken", "worse"),
            (Verdict.INCONCLUSIVE, BROKEN, "newly broken", "worse"),
            (BROKEN, KEPT, "mended", "better"),
            (Verdict.WAIVED, KEPT, "mended", "better"),
            (KEPT, Verdict.WAIVED, "waived", "worse"),
            (BROKEN, Verdict.WAIVED, "waived", "other"),
            (KEPT, Verdict.NOT_TESTED, "no longer tested", "worse"),
            (BROKEN, Verdict.NOT_APPLICABLE, "no longer tested", "worse"),
            (KEPT, Verdict.INCONCLUSIVE, "no verdict", "worse"),
            (Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE, "no verdict", "other"),
            (Verdict.NOT_TESTED, KEPT, "newly tested", "better"),
        ],
    )
    def test_change(self, old: Verdict, new: Verdict, kind: str, direction: str) -> None:
        """A clause and its scenario that change are told, and whether that is for the worse."""
        found = [each for each in told(run(old), run(new)) if each[2].split()[1] in ("was", "scenario")]

        assert [each[:2] for each in found] == [(kind, direction)] * 2
        assert found[0][2].startswith(f"C-0 was {old} and is {new}")
        assert found[1][2] == f"1 scenario was {old} and is {new}: S0 (f.feature:3)"

    def test_many(self) -> None:
        """Scenarios that change alike are told together."""
        found = told(run(*[KEPT] * 5), run(*[Verdict.INCONCLUSIVE] * 5))

        assert found[-1][2].startswith("5 scenarios were kept and are inconclusive: S0 (f.feature:3); S1")
        assert found[-1][2].endswith("; and 2 more")

    def test_gone_and_new(self) -> None:
        """What is no longer played, and clauses that left the policy, are told; new ones too."""
        one, two = run(KEPT), run(KEPT, BROKEN)
        gone, fresh = told(two, one), told(one, two)

        assert ("no longer tested", "worse", "C-1 is no longer in the policy: Rule 1.") in gone
        assert ("no longer tested", "worse", "1 scenario is no longer played: S1 (f.feature:4)") in gone
        assert ("newly broken", "worse", "C-1 is new, and broken: Rule 1.") in fresh
        assert ("newly tested", "other", "1 scenario is new: S1 (f.feature:4)") in fresh
        assert ("policy", "other", "C-1 is new, and kept: Rule 1.") in told(one, run(KEPT, KEPT))

    def test_text(self) -> None:
        """A clause that says something else now is told, and is not worse."""
        later = run(KEPT, clauses=(Clause("C-0", "s", "Rule zero."),))

        assert told(run(KEPT), later) == [("policy", "other", "C-0 now says: Rule zero. It said: Rule 0.")]


class TestFindings:
    def test_new(self) -> None:
        """A new root cause is told with its clauses, and who is new to learn something on a surface."""
        found = told(run(KEPT), run(BROKEN))

        assert ("newly found", "worse", "Cho can tell. (push, /items/0) It breaks C-0.") in found
        said = "Cho learns something on push, at /items/0, that was hidden there"
        assert ("newly visible", "worse", said) in found

    def test_known_reader(self) -> None:
        """Somebody who learned something there before is not told as new; the cause is."""
        other = replace(FINDING, pointer="/total", message="Cho can count")
        kinds = [each[0] for each in told(run(BROKEN), run(BROKEN, found=(FINDING, other)))]

        assert kinds == ["newly found"]

    def test_more_clauses(self) -> None:
        """A known cause that breaks more clauses than before is told."""
        found = told(run(BROKEN, KEPT), run(BROKEN, BROKEN))
        said = "Cho can tell. (push, /items/0) It breaks C-0, C-1. It now breaks C-1 too."

        assert ("newly found", "worse", said) in found

    def test_gone(self) -> None:
        """A cause that is met no more is told."""
        assert ("no longer found", "better", "Cho can tell. (push, /items/0) It breaks C-0.") in told(
            run(BROKEN), run(KEPT)
        )


class TestMatrix:
    @pytest.mark.parametrize(
        ("old", "new", "kind", "direction"),
        [
            ("hidden", "count", "newly visible", "worse"),
            ("hidden", "something else", "newly visible", "worse"),
            ("visible", "aggregate", "no longer visible", "better"),
        ],
    )
    def test_cells(self, old: str, new: str, kind: str, direction: str) -> None:
        """An audience that can tell more than before is told, and one that can tell less."""
        said = f"audience 0: a save was {old} to them and is {new}"

        assert told(run(KEPT, matrix=matrix(old)), run(KEPT, matrix=matrix(new))) == [(kind, direction, said)]

    def test_gone(self) -> None:
        """A matrix or an audience that is no longer looked at is told; a first matrix is nothing."""
        two, one = run(KEPT, matrix=matrix("hidden", "hidden")), run(KEPT, matrix=matrix("hidden"))

        assert told(two, one) == [
            ("no longer tested", "worse", "audience 1: what they can tell of a save is no longer looked at")
        ]
        assert [each[:2] for each in told(one, run(KEPT))] == [("no longer tested", "worse")]
        assert told(run(KEPT), one) == []


class TestWaivers:
    def with_waivers(self, *waivers: Waiver) -> Run:
        return run(KEPT, BROKEN, waivers=waivers)

    def test_new_and_gone(self) -> None:
        """A new waiver is worse, one that is gone is told."""
        without, with_one = self.with_waivers(), self.with_waivers(WAIVER)

        assert ("waived", "worse", "the waiver W-1 is new, and active: why (T-9)") in told(without, with_one)
        assert ("waived", "other", "the waiver W-1 is gone") in told(with_one, without)

    @pytest.mark.parametrize(
        ("change", "direction", "said"),
        [
            ({"expires": "2026-11-21"}, "worse", "was active and is expired"),
            ({"expires": "2027-01-31"}, "worse", "expired on 2026-12-31 and now does on 2027-01-31"),
            ({"expires": "2026-12-30"}, "other", "expired on 2026-12-31 and now does on 2026-12-30"),
            ({"pointers": ("/**",)}, "worse", "excepts something else now"),
        ],
    )
    def test_changed(self, change: dict[str, object], direction: str, said: str) -> None:
        """A waiver that ceased to waive, holds longer, or covers something else is told."""
        found = told(self.with_waivers(WAIVER), self.with_waivers(replace(WAIVER, **change)))

        assert [each[1] for each in found if said in each[2]] == [direction]


class TestWhole:
    def test_another_question(self) -> None:
        """Runs that do not ask the same say so; a later one that did not end is worse."""
        other = run(KEPT, fault="leaky", seed=2, finished="")

        assert told(run(KEPT), other) == [
            ("another question", "other", "the planted leak was none and is `leaky`"),
            ("another question", "other", "the seed was `1` and is `2`"),
            ("another question", "worse", "the later run did not reach its end"),
        ]

    def test_schemas(self) -> None:
        """A field that a schema newly allows is told."""
        old = Sheet("notices", "push", (("/a", "x"),))
        new = replace(old, fields=(*old.fields, ("/b", ""), ("/c", "person.name")))
        said = "the schema of `notices` allows more on push: /b (no category), /c (person.name)"

        assert told(run(KEPT, sheets=(old,)), run(KEPT, sheets=(new,))) == [("newly visible", "other", said)]
        assert told(run(KEPT), run(KEPT, sheets=(new,))) == []

    @given(st.lists(st.sampled_from(sorted(Verdict)), max_size=4))
    def test_nothing(self, verdicts: list[Verdict]) -> None:
        """Between a run and itself nothing changed."""
        same = run(*verdicts)

        assert compare(same, same) == ()
        assert not is_worse(compare(same, same))

    @given(*[st.lists(st.sampled_from((KEPT, BROKEN)), min_size=3, max_size=3)] * 2)
    def test_both_ways(self, one: list[Verdict], other: list[Verdict]) -> None:
        """What is worse one way is better the other way."""
        there, back = compare(run(*one), run(*other)), compare(run(*other), run(*one))

        def clauses(changes: Sequence[Change], direction: Direction) -> set[str]:
            own = [each for each in changes if each.subject.startswith("C-")]
            return {each.subject for each in own if each.direction is direction}

        assert clauses(there, Direction.WORSE) == clauses(back, Direction.BETTER)

    def test_text(self) -> None:
        """The terminal shows changes by kind with their sign, and sums up."""
        text = render(run(KEPT, BROKEN), run(BROKEN, KEPT), Paper(100))

        assert text.startswith("from the run of 2026-11-22T10:00:00+00:00 to that of")
        assert "\nNewly broken\n  ✗ C-0 was kept and is broken: Rule 0.\n" in text
        assert "\nMended\n  ✓ C-1 was broken and is kept: Rule 1.\n" in text
        assert text.endswith("something got worse: 5 changes, 3 worse, 2 better\n")
        assert render(run(KEPT), run(KEPT), Paper()).endswith("\n\nnothing got worse: 0 changes\n")

    def test_json(self) -> None:
        """Machines read the same."""
        made = json.loads(render_json(run(KEPT), run(BROKEN)))

        assert (made["worse"], made["before"]["verdict"], made["after"]["verdict"]) == (
            True,
            "kept",
            "broken",
        )
        assert {each["kind"] for each in made["changes"]} == {"newly broken", "newly found", "newly visible"}
