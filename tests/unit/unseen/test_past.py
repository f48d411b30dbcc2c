"""The history of runs: what is kept of a run, in which file, and what it tells of change."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from unseen.cli import main
from unseen.model import Finding, Verdict
from unseen.past import Change, History, HistoryError, PastRun, before, change, past_run, place
from unseen.record import Clause, Header, Planned, RecordWriter, Result, Run, Section, Step

CLAUSES = ("C-1", "C-2", "C-10")


def run(started: str, **verdicts: Verdict) -> Run:
    """A run in which C-1 and so on have these verdicts; those that are not named were not tested."""
    named = {name.replace("_", "-"): verdict for name, verdict in verdicts.items()}
    plans = tuple(Planned(id_, "F", "R", id_, "/home/zoe/features/f.feature", 3, (id_,)) for id_ in named)
    finding = Finding("twins", "push", "/items/0/text", "Ben", "Ben can tell", here="[Ana's name]")
    broken = (Step("Then", "nothing", 4, "broken", (finding,)),)
    results = tuple(
        Result(id_, verdict, "", 0.1, broken if verdict is Verdict.BROKEN else ())
        for id_, verdict in named.items()
    )
    header = Header(
        unseen="0.1.0",
        started=started,
        target="https://zoe:secret@platform.example/api?key=1",
        profile="seed",
        seed=1,
        paths=("/home/zoe/features",),
        sections=(Section("s", "S"),),
        clauses=tuple(Clause(id_, "s", f"promise {id_}") for id_ in CLAUSES),
        planned=plans,
    )
    return Run(header, results, (), f"{started} end")


@pytest.fixture
def history(tmp_path: Path) -> History:
    """An empty history beside a folder of reports."""
    return History(place(tmp_path / "unseen-report"))


def test_what_is_kept(history: History) -> None:
    """Of a run verdicts, counts and fingerprints come back; a run that is kept again is there once."""
    kept = past_run(run("2026-08-01T09:00:00+00:00", C_1=Verdict.BROKEN, C_2=Verdict.KEPT))
    history.add(kept)
    history.add(kept)

    assert history.runs() == [kept]
    assert kept.scenarios["broken"] == 1
    assert kept.clauses == {"C-1": Verdict.BROKEN, "C-2": Verdict.KEPT, "C-10": Verdict.NOT_TESTED}
    assert kept.findings == ("twins · push · /items/*/text",)


def test_nothing_personal(history: History) -> None:
    """Neither a login in an address nor a folder of the auditor nor any evidence is in the file."""
    history.add(past_run(run("2026-08-01T09:00:00+00:00", C_1=Verdict.BROKEN)))
    content = history.path.read_bytes()

    assert not [each for each in (b"zoe", b"secret", b"key=1", b"Ana", b"Ben", b"/home") if each in content]
    assert b"platform.example" in content


def test_oldest_first(history: History) -> None:
    """Runs come back in the order in which they began, whenever they were added."""
    for day in (3, 1, 2):
        history.add(past_run(run(f"2026-08-0{day}T09:00:00+00:00", C_1=Verdict.KEPT)))

    assert [each.started[8:10] for each in history.runs()] == ["01", "02", "03"]


def test_only_what_played_the_same(history: History) -> None:
    """Before a run went those that played the same on the same platform, and nothing that came later."""
    this = past_run(run("2026-08-02T09:00:00+00:00", C_1=Verdict.KEPT))
    earlier = past_run(run("2026-08-01T09:00:00+00:00", C_1=Verdict.KEPT))
    later = past_run(run("2026-08-03T09:00:00+00:00", C_1=Verdict.KEPT))
    others = [
        replace(earlier, key=name, **{name: "other"}) for name in ("target", "profile", "fault", "played")
    ]

    assert before([earlier, this, later, *others], this) == [earlier]


def test_change() -> None:
    """What is newly broken, mended and no longer tested is told by clause, in the policy's order."""
    last = past_run(run("2026-08-01T09:00:00+00:00", C_1=Verdict.KEPT, C_2=Verdict.BROKEN, C_10=Verdict.KEPT))
    this = past_run(run("2026-08-02T09:00:00+00:00", C_1=Verdict.BROKEN, C_2=Verdict.KEPT))

    assert change(last, this) == Change(("C-1",), ("C-2",), ("C-10",))


@given(st.lists(st.sampled_from(list(Verdict)), min_size=3, max_size=3))
def test_no_change(verdicts: list[Verdict]) -> None:
    """Between equal verdicts nothing has changed."""
    this = PastRun(
        "k", "", "", "", "", 1, "", "", Verdict.KEPT, {}, dict(zip(CLAUSES, verdicts, strict=True))
    )

    assert change(this, this) == Change()


def test_no_file_no_runs(history: History) -> None:
    """Without a file there are no runs, and asking makes none."""
    assert history.runs() == []
    assert not history.path.exists()


def test_ignored_by_git(history: History) -> None:
    """The folder of the history keeps itself out of the repository."""
    history.add(past_run(run("2026-08-01T09:00:00+00:00", C_1=Verdict.KEPT)))

    assert (history.path.parent / ".gitignore").read_text() == "*\n"


def test_a_file_of_another_kind(history: History) -> None:
    """A file that is no database, or of a later version, is refused in words."""
    history.path.parent.mkdir()
    history.path.write_text("no database at all, but longer than the header of one would have to be" * 20)
    with pytest.raises(HistoryError, match="cannot be used as a history: file is not a database"):
        history.runs()

    history.path.unlink()
    with sqlite3.connect(history.path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(HistoryError, match="later `unseen`"):
        history.add(past_run(run("2026-08-01T09:00:00+00:00", C_1=Verdict.KEPT)))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Where no folder can be made, that is said."""
    (tmp_path / ".unseen").write_text("in the way")
    with pytest.raises(HistoryError, match="cannot be written: file exists"):
        History(place(tmp_path / "out")).add(past_run(run("2026-08-01T09:00:00+00:00")))


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """`unseen history` beside a folder of reports: exit code and output."""

    def call(*words: str) -> tuple[int, str]:
        found = CliRunner().invoke(main, ["history", "--out", str(tmp_path / "unseen-report"), *words])
        return found.exit_code, found.output

    return call


def test_command(command: Callable[..., tuple[int, str]], history: History) -> None:
    """The command lists runs with what changed from each to the next."""
    history.add(past_run(run("2026-08-01T09:00:00+00:00", C_1=Verdict.KEPT, C_2=Verdict.KEPT)))
    history.add(past_run(run("2026-08-02T09:00:00+00:00", C_1=Verdict.BROKEN)))
    code, text = command()

    assert code == 0
    assert "2026-08-01 09:00:00  ✓ kept          features on https://platform.example/api, seed" in text
    assert "clauses: 1 broken, 2 not tested, 1 finding" in text
    assert "newly broken: C-1" in text
    assert "no longer tested: C-2" in text
    assert "2 runs" in text


def test_command_without_runs(command: Callable[..., tuple[int, str]]) -> None:
    """Without any run the command says where runs come from."""
    code, text = command()

    assert code == 0
    assert "no run is kept yet" in text


def test_command_adds_a_record(command: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    """A record that was archived is added; one without an end, or that is none, is refused."""
    made = run("2026-08-01T09:00:00+00:00", C_1=Verdict.KEPT)
    writer = RecordWriter(tmp_path / "run.ndjson")
    writer.run(made.header)
    writer.scenario(made.results[0])
    assert "has no end" in command(str(writer.path))[1]

    writer.end(made.finished)
    assert "1 kept" in command(str(writer.path))[1]
    assert command(str(tmp_path / "gone.ndjson"))[0] == 2
    (tmp_path / "no.ndjson").write_text("{}\n{}\n")
    assert command(str(tmp_path / "no.ndjson"))[0] == 2


def test_command_with_a_damaged_history(command: Callable[..., tuple[int, str]], history: History) -> None:
    """A history that cannot be used is told with a way out."""
    history.path.parent.mkdir()
    history.path.write_text("no database" * 100)
    code, text = command()

    assert code == 2
    assert "move `.unseen/history.sqlite` away" in text
