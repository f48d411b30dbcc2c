"""`unseen faults --check`: what it prints, and with which code it ends."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unseen.cli import main
from unseen.cli.check import check, line, summary, tables, unbroken_clauses
from unseen.cli.examine import examine, ids_for
from unseen.cli.planted import Row, clauses_in_order, play, row_of
from unseen.targets.stub import PlantedFault, fault_list

FAULTS = {fault.slug: fault for fault in fault_list()}


def run(*words: str) -> Result:
    """The command as its users type it."""
    return CliRunner().invoke(main, ["faults", *words])


def row(
    slug: str = "badge-count-moves",
    broken: tuple[str, ...] = (),
    missed: tuple[str, ...] = (),
    unplayed: tuple[str, ...] = (),
    undecided: tuple[str, ...] = (),
    benign: bool = False,
) -> Row:
    """A row whose fault names all that broke, was missed or is not tested yet."""
    names = () if benign else (*broken, *missed, *unplayed)
    fault = PlantedFault(slug, "L06", benign, "each save adds one", names)
    return Row(fault, dict.fromkeys(broken, ("twins",)), missed, unplayed, undecided, 9)


def test_a_check_says_what_each_fault_broke() -> None:
    """Leaks that are found end with code 0, a line for each."""
    result = run("--check", "guide-silent", "visit-notifies")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("✓ guide-silent    breaks CON-4, TRN-10, TRN-11")
    assert lines[0].endswith("(witness)")
    assert lines[1].startswith("✓ visit-notifies  breaks CTL-2")
    assert "2 of 2 leaks break every clause that they name and that is tested" in lines
    assert "clauses are broken" not in result.stdout


def test_a_check_that_fails_says_which_clause(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A leak that does not break a clause it names ends with code 1, by name."""
    overstated = replace(FAULTS["guide-silent"], breaks=("CON-4", "INT-9"))
    found = row_of(overstated, play(overstated.slug, ids_for(overstated)))
    monkeypatch.setattr("unseen.cli.check.examine", lambda faults, complete, on_progress: iter([found]))
    assert check([overstated], whole=False, markdown=False) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("✗ guide-silent  breaks CON-4 (witness)")
    assert "→ no scenario of INT-9 finds it" in printed
    assert "0 of 1 leaks" in printed


def test_the_tables_are_markdown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With --markdown the tables are printed and nothing else."""
    found = row("guide-silent", broken=("CON-4", "NOT-1"), unplayed=("TRN-10",))
    monkeypatch.setattr("unseen.cli.check.examine", lambda faults, complete, on_progress: iter([found]))
    assert check([found.fault], whole=False, markdown=True) == 0
    printed = capsys.readouterr().out
    assert all(line.startswith("|") or not line for line in printed.splitlines())
    assert "| `guide-silent` | L06 | each save adds one | CON-4, NOT-1 | TRN-10 | twins |" in printed


def test_processes_change_nothing() -> None:
    """One process and two find the same."""
    faults = [FAULTS["guide-silent"], FAULTS["k-off-by-one"]]
    ids = ids_for(FAULTS["guide-silent"]) + ids_for(FAULTS["etag-changes"])
    done: list[tuple[int, int]] = []
    alone = list(examine(faults, ids=ids, workers=1, on_progress=lambda *count: done.append(count)))
    assert alone == list(examine(faults, ids=ids, workers=2))
    assert done[-1][0] == done[-1][1] >= sum(each.judged for each in alone) > 0


def test_an_unknown_fault_is_answered_with_the_nearest() -> None:
    """A misspelt name ends with code 2 and the name that was probably meant."""
    result = run("--check", "badge-count-move")
    assert result.exit_code == 2
    assert "there is no fault `badge-count-move`" in result.stderr
    assert "did you mean `badge-count-moves`?" in result.stderr


@pytest.mark.parametrize("option", ["--markdown", "--complete"])
def test_options_of_a_check_need_one(option: str) -> None:
    """--markdown or --complete alone says that it needs --check."""
    result = run(option)
    assert result.exit_code == 2
    assert "add `--check`" in result.stderr


def test_some_faults_can_be_listed() -> None:
    """Names restrict the list."""
    result = run("guide-silent")
    assert result.exit_code == 0
    assert "guide-silent" in result.stdout
    assert "badge-count-moves" not in result.stdout
    assert "Benign" not in result.stdout


def test_a_dead_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a process that plays is killed, nothing is said about the faults left; code 3."""
    monkeypatch.setattr("unseen.cli.examine.play_round", _die)
    result = run("--check", "guide-silent")
    assert result.exit_code == 3
    assert "a process that played the policy died" in result.stderr


def _die(what: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_ctrl_c_stops_a_check(tmp_path: Path) -> None:
    """Ctrl-C ends all processes at once, with code 130 and no traceback."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever is deaf to it stays so
    with subprocess.Popen(
        [sys.executable, "-m", "unseen.cli", "faults", "--check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        start_new_session=True,
    ) as running:
        signal.signal(signal.SIGINT, before)
        assert running.stdout is not None
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        _, errors = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Traceback" not in errors
    assert "stopped" in errors


def test_no_verdict_is_not_right() -> None:
    """A scenario that came to no verdict spoils its row, and says why."""
    undecided = row(broken=("NOT-1",), undecided=("a.feature: inconclusive: the platform failed",))
    assert not undecided.is_right
    assert "→ no verdict: a.feature: inconclusive: the platform failed" in line(undecided, 20)


def test_a_false_alarm_is_not_right() -> None:
    """A benign change that breaks anything is wrong, and the clauses are named."""
    alarm = row(broken=("NOT-1",), benign=True)
    assert not alarm.is_right
    assert line(alarm, 17).startswith("✗ badge-count-moves  breaks NOT-1 (twins)")
    assert "0 of 1 benign changes raise no alarm" in summary([alarm], [], whole=False)
    silent = row(benign=True)
    assert line(silent, 17) == "✓ badge-count-moves  breaks nothing"
    assert "1 of 1 benign changes raise no alarm" in summary([silent], [], whole=False)


def test_what_is_not_tested_yet_is_not_found() -> None:
    """A leak about later clauses only is counted apart."""
    later = row(unplayed=("AGG-12", "AGG-13"))
    assert later.is_right
    assert "breaks nothing yet: AGG-12, AGG-13 are not tested" in line(later, 20)
    assert summary([later], [], whole=False) == "1 more is about clauses that are not tested yet"


def test_what_no_clause_speaks_of_is_counted_apart() -> None:
    """A leak that names no clause cannot be found; when the policy finds it, its author was wrong."""
    silent = row()
    assert silent.is_right
    assert line(silent, 17) == "✓ badge-count-moves  names no clause: no promise speaks of it"
    assert summary([silent], [], whole=False) == "1 more is about what no clause speaks of"
    found = replace(silent, broken={"NOT-1": ("twins",)})
    assert not found.is_right
    assert "→ the policy speaks of it: name NOT-1" in line(found, 17)


def test_a_clause_that_nothing_breaks_is_named() -> None:
    """With all faults played, each tested clause must have been broken by a leak that names it."""
    rows = [row(broken=clauses_in_order()[1:])]
    unbroken = unbroken_clauses(rows)
    assert unbroken == [clauses_in_order()[0]]
    assert f"→ no leak names and breaks {unbroken[0]}: plant one that should" in summary(
        rows, unbroken, whole=True
    )
    assert "**none**" in tables(rows)


def test_other_clauses_are_counted() -> None:
    """Beside the clauses that a leak names, those that broke as well are a number."""
    fault = replace(FAULTS["sequential-id-gap"], breaks=("NOT-2",))
    found = row_of(fault, play(fault.slug, ids_for(FAULTS["save-unsave-residue"]) + ids_for(fault)))
    assert "breaks NOT-2 and 1 more (twins)" in line(found, 20)
