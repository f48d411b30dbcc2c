"""The run record: what is written can be read, whole or cut off, and everything else follows from it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.model import Census, Finding, Verdict
from unseen.record import (
    Clause,
    Header,
    Planned,
    Problem,
    RecordError,
    RecordWriter,
    Result,
    Run,
    Section,
    Step,
    decode_result,
    encode,
    parse,
    read,
    seal,
    worst,
)

TEXT = st.text(max_size=12)
FINDING = Finding("twins", "push", "/items/0", "Cho", "Cho can tell", here="1", there="")


def plan(name: str, *clauses: str, rule: str = "R") -> Planned:
    return Planned(name, "F", rule, name, "f.feature", 3, clauses)


def result(name: str, verdict: Verdict, *found: Finding, reason: str = "") -> Result:
    steps = (Step("Then", "Cho never learns", 4, str(verdict), found, Census(2, 10, ("push",), 1)),)
    return Result(name, verdict, reason, 0.5, steps)


def run(results: Sequence[Result], plans: Sequence[Planned], *clauses: str, **more: object) -> Run:
    header = Header(
        started="2026-01-01T00:00:00+00:00",
        profile="seed",
        sections=(Section("s", "S"),),
        clauses=tuple(Clause(name, "s", f"rule {name}") for name in clauses),
        planned=tuple(plans),
    )
    return replace(Run(header, tuple(results), finished="2026-01-01T00:00:09+00:00"), **more)


def write(path: Path, header: Header, results: Sequence[Result], problems: Sequence[Problem] = ()) -> bytes:
    writer = RecordWriter(path)
    writer.run(header)
    for each in results:
        writer.scenario(each)
    for problem in problems:
        writer.problem(problem)
    writer.end("2026-01-01T00:00:09+00:00")
    return path.read_bytes()


findings = st.builds(Finding, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.just(("a",)))
censuses = st.builds(Census, st.integers(0, 9), st.integers(0, 9), st.tuples(TEXT), st.integers(0, 9))
steps = st.builds(
    Step, TEXT, TEXT, st.integers(0, 99), TEXT, st.lists(findings, max_size=2).map(tuple), censuses
)
results = st.builds(
    Result,
    st.sampled_from("abc"),
    st.sampled_from(Verdict),
    TEXT,
    st.floats(0, 9),
    st.lists(steps, max_size=2).map(tuple),
)
headers = st.builds(
    Header,
    unseen=TEXT,
    started=TEXT,
    target=TEXT,
    fault=st.none() | TEXT,
    paths=st.tuples(TEXT),
    sections=st.tuples(st.builds(Section, TEXT, TEXT)),
    clauses=st.tuples(st.builds(Clause, st.just("S-1"), TEXT, TEXT)),
    planned=st.just((plan("a", "S-1"), plan("b"), plan("c", "S-1"))),
    overrides=st.tuples(TEXT),
)


class TestFile:
    @given(
        headers,
        st.lists(results, max_size=4),
        st.lists(st.builds(Problem, TEXT, TEXT, st.integers(0, 9), TEXT)),
    )
    def test_round_trip(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        header: Header,
        done: list[Result],
        wrong: list[Problem],
    ) -> None:
        """What is written is what is read."""
        path = tmp_path_factory.mktemp("record") / "deep" / "run.ndjson"
        write(path, header, done, wrong)

        found = read(path)

        assert (header, tuple(done), tuple(wrong)) == (found.header, found.results, found.recorded_problems)
        assert not found.partial

    @settings(max_examples=50, deadline=None)
    @given(headers, st.lists(results, max_size=3), st.data())
    def test_cut_anywhere(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        header: Header,
        done: list[Result],
        data: st.DataObject,
    ) -> None:
        """A record cut at any byte is read as a partial one that begins in the same way."""
        content = write(tmp_path_factory.mktemp("record") / "run.ndjson", header, done)
        cut = content[: data.draw(st.integers(0, len(content) - 2))]

        found = parse(cut)

        assert found.partial
        assert found.results == tuple(done)[: len(found.results)]
        assert sum(found.counts.values()) == len(found.header.planned)

    @given(results)
    def test_result_travels_as_json(self, one: Result) -> None:
        """A result comes back from JSON text as it was, so that a worker process can send it."""
        assert one == decode_result(json.loads(json.dumps(encode(one))))

    def test_fingerprint_is_written(self, tmp_path: Path) -> None:
        """Each finding in the file carries its fingerprint, for readers that are not this one."""
        content = write(tmp_path / "run.ndjson", Header(), [result("a", Verdict.BROKEN, FINDING)])

        assert FINDING.fingerprint in content.decode()

    @pytest.mark.parametrize(
        "content",
        [
            b"hello\nworld\n",
            b'{"type":"run","format":99}\n',
            b'{"type":"scenario"}\n',
            b"[1]\n",
            b'{"type":"run","format":1,"colour":"red"}\n',
            b'{"type":"run","format":1}\n{"type":"scenario","id":"a"}\n',
            b'{"type":"run","format":1}\n{"type":"problem"}\n',
        ],
    )
    def test_no_record(self, content: bytes) -> None:
        """What is no record is refused with its name."""
        with pytest.raises(RecordError, match=r"record|scenario"):
            parse(content)

    def test_damaged_in_the_middle(self) -> None:
        """A damaged line that is not the last is an error that names file and line."""
        with pytest.raises(RecordError, match=r"run\.ndjson:2: the line is damaged"):
            parse(b'{"type":"run","format":1}\n{"type":"sc\n{"type":"end","finished":"x"}\n', "run.ndjson")

    def test_unknown_lines_are_left_alone(self) -> None:
        """A kind of line that is not known yet does not stop the reader."""
        assert parse(b'{"type":"run","format":1}\n{"type":"note"}\n').results == ()

    def test_full_disk(self, tmp_path: Path) -> None:
        """A write that fails raises and leaves whole lines only."""

        class Full:
            def __init__(self, inner: object) -> None:
                self.inner = inner

            def __getattr__(self, name: str) -> object:
                return getattr(self.inner, name)

            def write(self, data: memoryview) -> int:
                self.inner.write(data[:5])
                raise OSError(28, "No space left on device")

        writer = RecordWriter(tmp_path / "run.ndjson")
        writer.run(Header(started="x"))
        writer._file = Full(writer._file)

        with pytest.raises(OSError, match="No space left"):
            writer.scenario(result("a", Verdict.KEPT))
        writer.close()

        assert (tmp_path / "run.ndjson").read_bytes().count(b"\n") == 1
        assert read(tmp_path / "run.ndjson").header.started == "x"

    def test_full_device(self) -> None:
        """A device that cannot even be shortened still says what went wrong."""
        writer = RecordWriter(Path("/dev/full"))

        with pytest.raises(OSError, match="No space left"):
            writer.run(Header())
        writer.close()

    def test_seal(self, tmp_path: Path) -> None:
        """A record that was cut off gets an end, and loses only what was cut."""
        path = tmp_path / "run.ndjson"
        content = write(path, Header(started="x"), [result("a", Verdict.KEPT), result("b", Verdict.KEPT)])
        path.write_bytes(content[: content.rindex(b'"b"')])

        seal(path, "now", interrupted=True)

        found = read(path)
        assert [each.id for each in found.results] == ["a"]
        assert found.interrupted
        assert found.partial


class TestVerdicts:
    @given(st.lists(st.sampled_from(Verdict), min_size=1))
    def test_kept_only_when_nothing_else_matters(self, verdicts: list[Verdict]) -> None:
        """Of several verdicts *kept* decides only beside *kept* and *not applicable*."""
        green = set(verdicts) <= {Verdict.KEPT, Verdict.NOT_APPLICABLE} and Verdict.KEPT in verdicts

        assert green == (worst(verdicts) is Verdict.KEPT)

    def test_worst_of_none(self) -> None:
        """No verdict at all is *not tested*."""
        assert worst([]) is Verdict.NOT_TESTED

    @given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(Verdict)))
    def test_counts_add_up(self, verdicts: dict[str, Verdict]) -> None:
        """The six counts add up to what was planned, whatever got a verdict."""
        found = run(
            [result(name, verdict) for name, verdict in verdicts.items()], [plan(name) for name in "abcd"]
        )

        assert sum(found.counts.values()) == 4

    def test_planned_twice(self) -> None:
        """Two planned scenarios of one id are an error, not one scenario less."""
        with pytest.raises(RecordError, match="planned twice"):
            _ = run([], [plan("a"), plan("a")]).counts

    @pytest.mark.parametrize("order", [1, -1])
    def test_worst_of_two_results(self, order: int) -> None:
        """A scenario that got two verdicts has the worse one, whichever came first."""
        both = [result("a", Verdict.KEPT), result("a", Verdict.BROKEN)][::order]

        assert run(both, [plan("a")]).verdict is Verdict.BROKEN

    @pytest.mark.parametrize(
        ("verdicts", "verdict", "code"),
        [
            ([Verdict.KEPT, Verdict.NOT_APPLICABLE], Verdict.KEPT, 0),
            ([Verdict.KEPT, Verdict.WAIVED], Verdict.WAIVED, 0),
            ([Verdict.WAIVED], Verdict.WAIVED, 0),
            ([Verdict.KEPT, Verdict.BROKEN, Verdict.INCONCLUSIVE], Verdict.BROKEN, 1),
            ([Verdict.KEPT, Verdict.INCONCLUSIVE], Verdict.INCONCLUSIVE, 3),
            ([Verdict.KEPT, Verdict.NOT_TESTED], Verdict.INCONCLUSIVE, 3),
            ([Verdict.NOT_APPLICABLE], Verdict.NOT_APPLICABLE, 3),
            ([Verdict.NOT_TESTED], Verdict.NOT_TESTED, 3),
            ([], Verdict.NOT_TESTED, 3),
        ],
    )
    def test_run(self, verdicts: list[Verdict], verdict: Verdict, code: int) -> None:
        """The run has the verdict and the exit code that its scenarios leave it."""
        names = [str(number) for number in range(len(verdicts))]
        found = run(
            [result(*pair) for pair in zip(names, verdicts, strict=True)], [plan(name) for name in names]
        )

        assert (verdict, code) == (found.verdict, found.exit_code)

    def test_planned_but_lost(self) -> None:
        """A planned scenario without any result is *not tested* and the run is not kept."""
        found = run([result("a", Verdict.KEPT)], [plan("a"), plan("b", "S-1")], "S-1")

        assert found.exit_code == 3
        assert found.by_id["b"].reason == "it was planned but got no verdict"

    def test_judged_but_not_planned(self) -> None:
        """A result nobody planned is a problem, and the run is not kept."""
        found = run([result("a", Verdict.KEPT), result("z", Verdict.KEPT)], [plan("a")])

        assert (found.verdict, found.exit_code) == (Verdict.INCONCLUSIVE, 2)
        assert "`z`" in found.problems[0].message

    def test_problem(self) -> None:
        """A wrong policy is code 2, unless a promise was found broken."""
        wrong = (Problem("no such sentence", "f.feature", 3), Problem("x", "f.feature"), Problem("y"))
        found = run([result("a", Verdict.KEPT)], [plan("a")], recorded_problems=wrong)

        assert (found.exit_code, replace(found, results=(result("a", Verdict.BROKEN),)).exit_code) == (2, 1)
        assert [each.where for each in found.problems] == ["f.feature:3", "f.feature", ""]

    def test_interrupted(self) -> None:
        """An interrupted run is code 130, partial, and never kept."""
        found = run([result("a", Verdict.KEPT)], [plan("a")], interrupted=True)

        assert (found.exit_code, found.partial, found.verdict) == (130, True, Verdict.INCONCLUSIVE)


class TestClauses:
    def test_worst_of_its_scenarios(self) -> None:
        """A clause has the worst verdict of the scenarios that name it; *kept* says what was set aside."""
        results = [
            result("a", Verdict.KEPT),
            result("b", Verdict.BROKEN),
            result("c", Verdict.NOT_APPLICABLE, reason="no digest"),
            result("d", Verdict.INCONCLUSIVE, reason="503"),
        ]
        plans = [plan("a", "S-1", "S-2"), plan("b", "S-1"), plan("c", "S-2", "S-4", "X-9"), plan("d", "S-3")]

        found = {each.clause.id: (each.verdict, each.note) for each in run(results, plans, *CLAUSES).clauses}

        assert found == {
            "S-1": (Verdict.BROKEN, ""),
            "S-2": (Verdict.KEPT, "1 of 2 scenarios not applicable"),
            "S-3": (Verdict.INCONCLUSIVE, "503"),
            "S-4": (Verdict.NOT_APPLICABLE, "no digest"),
            "S-5": (Verdict.NOT_TESTED, "no scenario reaches it"),
        }

    def test_not_tested_by_name(self) -> None:
        """The clauses that no scenario reached are named."""
        found = run([result("a", Verdict.KEPT)], [plan("a", "S-1")], "S-1", "S-2")

        assert [each.clause.id for each in found.not_tested] == ["S-2"]

    def test_other_profile(self) -> None:
        """A clause of another profile is *not applicable*, with the reason."""
        found = run([], [])
        header = replace(
            found.header, clauses=(Clause("S-1", "s", "r", "counted"), Clause("S-2", "s", "r", "seed"))
        )

        first, second = replace(found, header=header).clauses

        assert (first.verdict, first.note) == (Verdict.NOT_APPLICABLE, "holds in the profile `counted` only")
        assert second.verdict is Verdict.NOT_TESTED

    def test_rules(self) -> None:
        """Each rule of a feature file has the worst verdict of its scenarios."""
        results = [result("a", Verdict.KEPT), result("b", Verdict.BROKEN), result("c", Verdict.KEPT)]
        found = run(results, [plan("a"), plan("b"), plan("c", rule="Q")])

        assert [(each.rule, each.verdict) for each in found.rules] == [
            ("R", Verdict.BROKEN),
            ("Q", Verdict.KEPT),
        ]


CLAUSES = ("S-1", "S-2", "S-3", "S-4", "S-5")


class TestBreaches:
    def test_one_root_cause(self) -> None:
        """Findings of one fingerprint are one breach, with all pointers, clauses and scenarios."""
        again = replace(FINDING, pointer="/items/7", message="otherwise said")
        other = replace(FINDING, surface="email")
        plans = [plan("a", "S-2"), plan("b", "S-1"), plan("c", "S-3")]
        results = [
            result("c", Verdict.BROKEN, other),
            result("a", Verdict.BROKEN, FINDING, FINDING),
            result("b", Verdict.BROKEN, again),
        ]

        first, second = run(results, plans, "S-1", "S-2", "S-3").breaches

        assert (first.pointers, first.clauses) == (("/items/0", "/items/7"), ("S-1", "S-2"))
        assert [each.id for each in first.scenarios] == ["a", "b"]
        assert first.finding == FINDING
        assert second.finding == other

    def test_census(self) -> None:
        """The census of the run adds up those of its steps; each surface is named once."""
        found = run([result("a", Verdict.KEPT), result("b", Verdict.KEPT)], [plan("a"), plan("b")])

        assert Census(4, 20, ("push",), 2) == found.census


def test_the_most_telling_first() -> None:
    """Of what was met at one place, the sentence about people comes first, though the schema breaks more."""
    twins = Finding("twins", "push", "/items/1/text", "Cho", "Cho can tell")
    schema = Finding("schema", "push", "/items/0", "Cho", "`text` is not in the schema")
    other = Finding("schema", "search", "/hits", "Cho", "`hits` is not in the schema")
    results = [
        result("a", Verdict.BROKEN, schema),
        result("b", Verdict.BROKEN, other),
        result("c", Verdict.BROKEN, twins),
    ]
    plans = [plan("a", "C-1", "C-2", "C-3"), plan("b", "C-4", "C-5"), plan("c", "C-1")]
    found = run(results, plans, "C-1", "C-2", "C-3", "C-4", "C-5").breaches

    assert [breach.finding for breach in found] == [twins, schema, other]
