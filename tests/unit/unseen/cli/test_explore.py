"""`unseen explore` and `unseen explain`, as their users meet them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from unseen.cli import main
from unseen.cli.explore import Shown, code_of, seconds_of, told
from unseen.explore import Batch, Budget, Found, Report
from unseen.explore.explain import explain
from unseen.explore.journal import JOURNAL
from unseen.model import Finding

LEAKY = ("explore", "NOT-2", "--fault", "etag-changes", "-n", "1")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command in an empty directory."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, list(words))


def test_a_leak_is_found_written_and_explained(run):
    """A finding is printed with its scenario, written beside the project, and told in sentences."""
    searched = run(*LEAKY, "--histories", "6")
    [path] = Path("found").glob("*.feature")
    number = path.stem.rpartition("-")[2]
    explained = run("explain", number[:4])

    assert searched.exit_code == 1
    assert "1 leak found in" in searched.stdout
    assert f"→ {path}" in searched.stdout
    assert explained.exit_code == 0
    assert f"unseen audit {path} --fault etag-changes" in explained.stdout
    assert run("explain", str(path)).stdout == explained.stdout


def test_a_finding_can_be_explained_as_long_as_its_file_is_there(run):
    """Another search takes nothing away; the commands that show a finding again ask the same platform."""
    leaky = ("--profile", "counted", "--fault", "count-below-k")
    run("explore", "NOT-8", *leaky, "--histories", "120", "-n", "1")
    [path] = Path("found").glob("*.feature")
    run("explore", "NOT-8", "--histories", "2", "-n", "1")
    explained = run("explain", str(path))

    assert explained.exit_code == 0, explained.stderr
    assert f"unseen audit {path} --profile counted --fault count-below-k" in explained.stdout
    path.unlink()
    run("explore", "NOT-8", "--histories", "2", "-n", "1", "--fresh")
    assert "there are no findings" in run("explain", str(path)).stderr


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("drop", "In one, Ana saved it; in the other, that never happened. Nothing else differs."),
        ("value", "In the other, this person has another value of it from the start."),
        ("existence", "Cho receives 1 in one case and 2 in the other."),
        ("differencing", "Cho receives 1 as one figure and 2 as another."),
        ("stricter", "In the other, the owner has chosen a stricter setting"),
    ],
)
def test_how_two_worlds_differ(relation, said):
    """Each relation says what is compared with what."""
    finding = Finding("twins", "profile", "/n", "Cho", "m", relation=relation, here="1", there="2")
    text = explain(Found("1", "f", finding, fact="that Ana saved it"), {})
    assert said in " ".join(text.split())


def test_a_clean_platform_says_how_much_was_searched(run):
    """Nothing found: how many histories, how many could have shown a leak, and what was not reached."""
    searched = run("explore", "not-2", "NOT-8", "--histories", "2", "-n", "1")

    assert searched.exit_code == 0
    assert "no leak found in 2 histories" in searched.stdout
    assert "a leak could have shown" in searched.stdout
    assert "not confirmed" not in searched.stdout
    assert "promises were not reached: give it more `--time`" in searched.stdout


def test_findings_are_data_as_well(run):
    """`--format json` prints the whole report."""
    data = json.loads(run(*LEAKY, "--histories", "6", "--format", "json", "--out", "leaks").stdout)

    assert data["histories"] >= 6
    assert data["found"][0]["finding"]["surface"]
    assert Path(data["found"][0]["file"]).parent == Path("leaks")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explore", "NOT-99"), "did you mean"),
        (("explore", "TRN-1"), "no promise there"),
        (("explore", "--time", "soon"), "`60s`, `5m` or `1h`"),
        (("explore", "-n", "many"), "give a number, or `auto`"),
        (("explore", "--fault", "no-such"), "no-such"),
        (("explain", "abc"), "run `unseen explore` or `unseen audit` first"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(run, words, said):
    """What is asked for wrongly ends with code 2 and says what to do."""
    result = run(*words)

    assert result.exit_code == 2
    assert said in result.stderr


def test_an_unknown_finding_is_told_with_those_there_are(run):
    """A number that is none names those that are."""
    run(*LEAKY, "--histories", "6")

    assert "known: `" in run("explain", "xyz").stderr


def test_a_finding_of_an_audit_is_explained_too(run):
    """The record of an audit has findings as well, by fingerprint or short name."""
    record = str(Path(__file__).parents[1] / "reports" / "leaky.ndjson")
    names = run("explain", "xyz", "--in", record).stderr
    number = names.partition("known: `")[2].partition("`")[0]
    explained = run("explain", number, "--in", record)

    assert explained.exit_code == 0
    assert "Who learns what: " in explained.stdout
    assert f"unseen report {record}" in explained.stdout


def test_a_platform_that_does_not_answer_is_no_clean_one(run):
    """The search ends soon, says why, and its code is that of no verdict."""
    searched = run("explore", "NOT-2", "--target", "http://127.0.0.1:9", "-n", "1", "--time", "30s")

    assert searched.exit_code == 3
    assert "the platform failed: " in searched.stdout


def test_a_killed_search_goes_on_where_it_was(tmp_path):
    """Killed between any two batches, the next search repeats none of them and keeps what was found."""
    words = [sys.executable, "-m", "unseen.cli", *LEAKY, "--histories", "14"]
    journal = tmp_path / "unseen-report" / "explore" / JOURNAL
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 3):
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
    before = batches(journal)
    again = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    after = batches(journal)

    assert again.returncode == 1
    assert "going on where it stopped" in again.stderr
    assert after[: len(before)] == before
    assert len(after) == len(set(after))
    assert "1 leak found" in again.stdout


def batches(journal):
    """The batches of a journal, by promise and number."""
    lines = [json.loads(line) for line in journal.read_text().splitlines() if line.endswith("}")]
    return [(line["seed"], line["number"]) for line in lines if line["type"] == "batch"]


def test_what_cannot_be_written_is_told(run):
    """A place that is no directory ends the command; a scenario that cannot be written does not."""
    Path("taken").write_text("")
    searched = run(*LEAKY, "--histories", "6", "--out", "taken")
    Path("elsewhere").mkdir()
    os.chdir("elsewhere")
    Path("unseen-report").write_text("")
    refused = run(*LEAKY)

    assert searched.exit_code == 1
    assert "cannot be written" in searched.stderr
    assert "→ not written to taken" in searched.stdout
    assert refused.exit_code == 2
    assert "work in another directory" in refused.stderr


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self):
        """It is one."""
        return True


def test_a_terminal_shows_a_bar(monkeypatch):
    """The bar is drawn over itself, and wiped away for a finding and at the end."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    shown = Shown(Budget(seconds=0, histories=8), Report())
    shown.take(Batch("one", 0, 4), ())
    shown.take(Batch("one", 1, 2), ())
    shown.close()

    assert "████████████░░░░░░░░░░░░ 4 histories" in stream.getvalue()
    assert "██████████████████░░░░░░ 6 histories" in stream.getvalue()
    assert stream.getvalue().endswith("\r")


def test_elsewhere_a_line_tells_now_and_then(monkeypatch, capsys):
    """Without a terminal, a line after some seconds."""
    now = iter([0.0, 0.0, 11.0, 11.0, 12.0])
    monkeypatch.setattr("unseen.cli.explore.time", SimpleNamespace(monotonic=lambda: next(now)))
    shown = Shown(Budget(), Report())
    shown.take(Batch("one", 0, 1200), ())
    shown.take(Batch("one", 1, 1), ())

    assert capsys.readouterr().err == "1,200 histories · 11 s\n"


def test_the_budget_is_a_time_as_people_write_it():
    """Seconds, minutes, hours."""
    assert [seconds_of(text) for text in ("60s", "5m", "1h", "7")] == [60, 300, 3600, 7]


def test_a_search_that_could_show_little_says_so():
    """Rare exposure, blind promises, an interruption: all of it is printed."""
    first = Batch("one", 0, 10, 1, unconfirmed=2, audiences=("visitor", "creator"))
    report = Report(3, (first, Batch("two", 0, 10)), seconds=2.0, interrupted=True)
    text = told(report, Path("found"))

    assert "who observed: creator, visitor" in text
    assert "2 differences were not confirmed by the judge of the policy" in text
    assert "that is rare: this search says little" in text
    assert "never around 1 of the promises, such as `two`" in text
    assert "1 promises were not reached" in text
    assert "the same command goes on from here" in text
    assert [code_of(report), code_of(Report(1, (Batch("one", 0, 3),)))] == [130, 3]
