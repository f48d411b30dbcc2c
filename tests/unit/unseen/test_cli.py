"""The `unseen` command: what it plays, what it says, how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unseen.cli import main
from unseen.cli.audit import REPORTS, Build, Request, audit, command, policy_paths, prepare
from unseen.cli.errors import Wrong
from unseen.cli.playing import play
from unseen.cli.progress import Bar, Count, Follower, Lines
from unseen.home import HOME
from unseen.record import read

LEAKY = Path(__file__).with_name("reports") / "leaky.ndjson"
FEATURE = "Feature: F\n\n  @NOT-1\n  Scenario: S\n    Given x\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to work in, with one policy in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "a.feature").write_text(FEATURE)
    return tmp_path


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="unseen")


def asked(**more: object) -> Request:
    return Request(**{**ASKED, **more})  # type: ignore[arg-type]


ASKED: dict[str, object] = {
    "paths": ("policy",),
    "target": "stub",
    "profile": "seed",
    "fault": None,
    "out": Path("out"),
    "workers": "1",
    "seed": None,
}


def plays(verdicts: str = "kept kept", then: str = "", code: int = 0, end: bool = True) -> Build:
    """A command that records these verdicts, does what `then` says and ends with this code."""
    script = textwrap.dedent(
        f"""
        import os, signal, sys, time
        from pathlib import Path
        from unseen.model import Verdict
        from unseen.record import Clause, Header, Planned, Problem, RecordWriter, Result, Section
        words = {verdicts!r}.split()
        plans = tuple(
            Planned(str(n), "F", "R", f"S{{n}}", "a.feature", n + 1, ("C-1",)) for n in range(len(words))
        )
        writer = RecordWriter(Path(sys.argv[1]))
        writer.run(Header("0", "2026-01-01T00:00:00+00:00", "stub", "seed", None, 1, ("policy",),
                          (Section("s", "S"),), (Clause("C-1", "s", "A promise."),), plans))
        for plan, word in zip(plans, words):
            if word != "lost":
                writer.scenario(Result(plan.id, Verdict(word), "because"))
        """
    )
    script += textwrap.dedent(then)
    script += "\nwriter.end('2026-01-01T00:00:09+00:00')\n" if end else ""
    script += f"\nsys.exit({code})\n"
    return lambda request, paths, record: [sys.executable, "-c", script, str(record)]


class TestFirstSteps:
    def test_bare(self) -> None:
        """Without any command it says what to do first."""
        found = invoke()

        assert found.exit_code == 0
        assert "First:\n  unseen audit " in found.output

    @pytest.mark.parametrize(
        "words",
        [[], ["audit"], ["words"], ["lint"], ["faults"], ["report"], ["platform"], ["platform", "serve"]],
    )
    def test_help(self, words: list[str]) -> None:
        """Every command explains itself."""
        found = invoke(*words, "--help")

        assert found.exit_code == 0
        assert "Usage: unseen" in found.output

    def test_help_is_quick(self) -> None:
        """Help loads nothing that only a run needs."""
        script = (
            "import sys\nfrom unseen.cli import main\nmain(['--help'], standalone_mode=False)\n"
            "print(sorted({'pytest', 'jinja2', 'faker', 'cucumber_expressions'} & set(sys.modules)))"
        )
        found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=HOME)

        assert found.stdout.endswith("[]\n")

    def test_module(self) -> None:
        """`python -m unseen.cli` is the same command."""
        found = subprocess.run([sys.executable, "-m", "unseen.cli"], capture_output=True, text=True, cwd=HOME)

        assert found.stdout == invoke().output


class TestAudit:
    @pytest.mark.parametrize(
        ("verdicts", "code"),
        [
            ("kept kept", 0),
            ("kept broken", 1),
            ("kept inconclusive", 3),
            ("kept lost", 3),
            ("", 3),
        ],
    )
    def test_exit_codes(self, verdicts: str, code: int, capfd: pytest.CaptureFixture[str]) -> None:
        """The exit code follows from the verdicts; record and all reports are written."""
        found = audit(asked(), build=plays(verdicts, code=1 if "broken" in verdicts else 0))

        assert found == code
        assert json.loads(Path("out/summary.json").read_text())["exit_code"] == code
        assert {path.name for path in Path("out").iterdir()} == {"run.ndjson", *REPORTS}
        assert "Report: out/report.html" in capfd.readouterr().out

    def test_problem(self, capfd: pytest.CaptureFixture[str]) -> None:
        """A wrong policy is code 2 and told by file and line."""
        wrong = "writer.problem(Problem('no such sentence', 'a.feature', 3, 'write x'))"

        assert audit(asked(), build=plays("", wrong, code=4)) == 2
        assert "a.feature:3: no such sentence" in capfd.readouterr().out

    def test_json(self, capfd: pytest.CaptureFixture[str]) -> None:
        """With --format json nothing but the summary is on standard output."""
        assert audit(asked(), as_json=True, build=plays("kept broken")) == 1

        out = capfd.readouterr().out
        assert json.loads(out) == json.loads(Path("out/summary.json").read_text())

    def test_progress_is_on_standard_error(self, capfd: pytest.CaptureFixture[str]) -> None:
        """Where there is no terminal, progress is a line."""
        audit(asked(), build=plays("kept broken"))

        assert "2 of 2 scenarios judged · ✗ 1 broken" in capfd.readouterr().err

    @pytest.mark.parametrize(
        ("build", "shown"),
        [
            (plays("kept", "print('INTERNALERROR> boom')", code=3, end=False), "INTERNALERROR> boom"),
            (plays("kept", "print('teardown failed')", code=1), "teardown failed"),
            (plays("broken", "print('boom')", code=3), "boom"),
            (lambda *_: [sys.executable, "-c", "print('no plugin'); raise SystemExit(4)"], "no plugin"),
        ],
    )
    def test_strange_end(self, build: Build, shown: str, capfd: pytest.CaptureFixture[str]) -> None:
        """A run that ended in a way its record does not explain is never kept; its log is shown and stays."""
        assert audit(asked(), build=build) in (1, 3)

        assert f"  | {shown}" in capfd.readouterr().err
        assert shown in Path("out/pytest.log").read_text()

    def test_disk_full_while_judging(self, capfd: pytest.CaptureFixture[str]) -> None:
        """A disk that fills up while judging is told as such; what was judged counts."""
        full = "print('OSError: [Errno 28] No space left on device')"

        assert audit(asked(), build=plays("kept", full, code=3, end=False)) == 3
        assert "error: the disk is full; what was judged before is kept" in capfd.readouterr().err
        assert json.loads(Path("out/summary.json").read_text())["partial"]

    def test_disk_full_while_reporting(self, capfd: pytest.CaptureFixture[str]) -> None:
        """A report that cannot be written is named, not left cut off, and the run is not code 0."""
        full = "Path(sys.argv[1]).with_name('report.html').symlink_to('/dev/full')"

        assert audit(asked(), build=plays("kept", full)) == 3

        told = capfd.readouterr()
        assert "`out/report.html` cannot be written: no space left on device" in told.err
        assert "unseen report out/run.ndjson --out out" in told.err
        assert "KEPT" in told.out
        assert "Report:" not in told.out
        assert not Path("out/report.html").exists()

    def test_damaged_record(self, capfd: pytest.CaptureFixture[str]) -> None:
        """A record that cannot be understood is code 3, with file and line."""
        damage = "open(sys.argv[1], 'ab').write(b'{\\n')"

        assert audit(asked(), build=plays("kept", damage)) == 3
        assert "run.ndjson:3: the line is damaged" in capfd.readouterr().err

    def test_record_gone(self, capfd: pytest.CaptureFixture[str]) -> None:
        """A record that disappears is code 3, not a success."""
        assert audit(asked(), build=plays("kept", "Path(sys.argv[1]).unlink()")) == 3
        assert "run.ndjson` cannot be read" in capfd.readouterr().err

    def test_earlier_run_goes(self) -> None:
        """Nothing of an earlier run stays where it could be taken for this one."""
        audit(asked(), build=plays("kept"))
        with pytest.raises(Wrong, match="cannot be reached"):
            audit(asked(target="http://127.0.0.1:9"))

        assert [path.name for path in Path("out").iterdir()] == ["run.ndjson"]
        assert Path("out/run.ndjson").read_bytes() == b""


class TestStopped:
    def start(self, then: str, here: Path) -> "subprocess.Popen[str]":
        """An audit in a process of its own, which records one verdict and then does `then`."""
        words = plays("kept lost", then, end=False)(asked(), [], here / "out" / "run.ndjson")
        script = (
            "import sys\nfrom pathlib import Path\nfrom unseen.cli import audit as _, main\n"
            "from unseen.cli.audit import Request, audit\n"
            f"sys.exit(audit(Request(**{ASKED!r}), build=lambda *_: {words!r}))\n"
        ).replace("PosixPath", "Path")
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HOME)},
        )
        record = here / "out" / "run.ndjson"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (record.exists() and record.read_bytes().count(b"\n") >= 2):
            assert process.poll() is None
        return process

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_keeps_what_was_judged(self, here: Path, number: signal.Signals) -> None:
        """Ctrl-C, or a request to end, is code 130: what was judged is kept and the reports say partial."""
        with self.start("time.sleep(60)", here) as process:
            process.send_signal(number)
            out, err = process.communicate(timeout=60)

        summary = json.loads((here / "out/summary.json").read_text())
        assert process.returncode == 130
        assert (summary["partial"], summary["interrupted"]) == (True, True)
        assert (summary["counts"]["kept"], summary["counts"]["not tested"]) == (1, 1)
        assert "INCONCLUSIVE (stopped before the end)" in out
        assert "stopping; what was judged so far is kept" in err

    def test_twice_stops_at_once(self, here: Path) -> None:
        """A second Ctrl-C does not wait for a run that will not end."""
        deaf = "signal.signal(signal.SIGINT, lambda *_: Path('heard').touch())\nPath('deaf').touch()\n"
        deaf += "while True: time.sleep(60)"
        with self.start(deaf, here) as process:
            for name in ("deaf", "heard"):
                while not (here / name).exists():
                    assert process.poll() is None
                process.send_signal(signal.SIGINT)
            process.communicate(timeout=15)

        assert process.returncode == 130
        assert read(here / "out/run.ndjson").interrupted

    def test_before_anything(self, capfd: pytest.CaptureFixture[str]) -> None:
        """Stopped before anything was planned, it is still code 130."""
        script = f"import os, signal; os.kill({os.getpid()}, signal.SIGINT); signal.pause()"

        def build(*_: object) -> list[str]:
            return [sys.executable, "-c", script]

        assert audit(asked(), build=build) == 130


class TestOptions:
    @pytest.mark.parametrize(
        ("words", "code", "message"),
        [
            (["--target", "stubb"], 2, "error: there is no target `stubb`\n  → did you mean `stub`?"),
            (["--target", "other"], 2, "known: `"),
            (["--target", "http://"], 2, "it names no host"),
            (["--target", "http://h:99999"], 2, "`http://h:99999` is no address"),
            (
                ["--target", "http://127.0.0.1:9"],
                3,
                "`http://127.0.0.1:9` cannot be reached: connection refused",
            ),
            (["--profile", "sed"], 2, "there is no profile `sed`\n  → did you mean `seed`?"),
            (
                ["--fault", "body-extra-feeld"],
                2,
                "there is no fault `body-extra-feeld`\n  → did you mean `body-extra-field`?",
            ),
            (["--fault", "zzz"], 2, "`unseen faults` lists them"),
            (["-n", "0"], 2, "`-n 0` is no number of processes"),
            (["-n", "x"], 2, "`-n x` is no number of processes"),
            (["--out", "policy/a.feature"], 2, "`policy/a.feature` cannot be made: file exists"),
            (["--falt", "x"], 2, "--fault"),
            (["--format", "xml"], 2, "'xml' is not one of"),
            (["--seed", "x"], 2, "'x' is not a valid integer"),
            (["polcy"], 2, "there is no file or folder `polcy`\n  → did you mean `policy`? check the path"),
            (["no/such"], 2, "there is no file or folder `no/such`\n  → check the path"),
            (["empty"], 2, "there is no `.feature` file in `empty`"),
            (["notes.txt"], 2, "`notes.txt` is no feature file"),
        ],
    )
    def test_wrong(self, here: Path, words: list[str], code: int, message: str) -> None:
        """Each mistake gets its message, a remedy, and its code, and no traceback."""
        (here / "empty").mkdir()
        (here / "notes.txt").touch()
        paths = [] if words[0][0] != "-" else ["policy"]

        found = invoke("audit", *words, *paths)

        assert found.exit_code == code
        assert message in found.output
        assert "Traceback" not in found.output

    def test_fault_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A fault can be planted in the reference platform only."""
        from importlib import metadata

        point = metadata.EntryPoint("mine", "mine:target", "unseen.targets")
        monkeypatch.setattr(metadata, "entry_points", lambda group: [point])

        with pytest.raises(Wrong, match="a fault cannot be planted in `mine`"):
            audit(asked(target="mine", fault="body-extra-field"))

    def test_unreadable(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file or a folder that may not be read is named."""
        monkeypatch.setattr(os, "access", lambda *_: False)
        with pytest.raises(Wrong, match=r"`policy/a\.feature` cannot be read"):
            policy_paths(("policy/a.feature",))

        def refuse(path: Path, onerror: Callable[[OSError], None]) -> list[tuple[str, list[str], list[str]]]:
            onerror(PermissionError(13, "Permission denied", str(path)))
            return []

        monkeypatch.setattr(os, "walk", refuse)
        with pytest.raises(Wrong, match="`policy` cannot be read: permission denied"):
            policy_paths(("policy",))

    def test_unwritable(self, here: Path) -> None:
        """A directory that cannot take the record is refused before anything is played."""
        (here / "out").mkdir()
        (here / "out" / "run.ndjson").mkdir()

        with pytest.raises(Wrong, match="`out` cannot be written"):
            prepare(Path("out"))

    def test_default_paths(self, here: Path) -> None:
        """Without a path, the folder `features` here is played, else the packaged policy."""
        packaged = policy_paths(())
        (here / "features").mkdir()
        still = policy_paths(())
        (here / "features" / "b.feature").touch()

        assert (packaged, still, policy_paths(())) == (
            [HOME / "features"],
            [HOME / "features"],
            [Path("features")],
        )
        assert policy_paths(("policy/a.feature",)) == [Path("policy/a.feature")]

    def test_command(self, here: Path) -> None:
        """Everything that was asked for reaches pytest."""
        request = asked(target="http://h", fault="x", workers="auto", seed=7)
        words = command(request, [Path("policy")], here / "run.ndjson")

        assert words[:3] == [sys.executable, "-m", "pytest"]
        text = " ".join(words)
        for part in (
            "-o unseen_features=true",
            f"--unseen-record {here / 'run.ndjson'}",
            "--unseen-target http://h --unseen-profile seed --unseen-fault x --unseen-seed 7 -n auto policy",
        ):
            assert part in text
        assert "-n" not in command(asked(), [], here)

    def test_reachable(self) -> None:
        """A platform that accepts connections is played against."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"http://127.0.0.1:{server.getsockname()[1]}"

            assert audit(asked(target=url), build=plays("kept")) == 0


class TestReport:
    def test_again(self, here: Path) -> None:
        """The reports of a record are written again, with the code of its run."""
        found = invoke("report", str(LEAKY), "--out", "again")

        assert found.exit_code == 1
        assert {path.name for path in (here / "again").iterdir()} == set(REPORTS)
        assert "BROKEN" in found.output

    @pytest.mark.parametrize(
        ("record", "message"),
        [("none.ndjson", "cannot be read: no such file"), ("policy/a.feature", "the line is damaged")],
    )
    def test_wrong(self, record: str, message: str) -> None:
        """What is no record is refused."""
        found = invoke("report", record)

        assert found.exit_code == 2
        assert message in found.output


class TestLists:
    def test_words(self) -> None:
        """The catalogue has every keyword, with meanings and examples."""
        found = invoke("words").output

        assert found.index("\nWhen\n") < found.index("\nThen\n")
        assert "      · " in found

    def test_words_about(self) -> None:
        """With a word, only what it occurs in is listed."""
        some, everything = invoke("words", "notified").output, invoke("words").output

        assert 0 < some.count("\n") < everything.count("\n") / 2

    def test_words_unknown(self) -> None:
        """A word that occurs nowhere is an error that offers a near one."""
        found = invoke("words", "persn")

        assert found.exit_code == 2
        assert "did you mean `person`?" in found.output

    def test_faults(self) -> None:
        """Faults are listed with what they leak and which clauses they break, the benign ones apart."""
        found = invoke("faults").output

        assert found.index("body-extra-field") < found.index("Benign")
        assert "breaks INT-2" in found

    def test_lint_in_order(self) -> None:
        """The packaged policy is in order."""
        found = invoke("lint")

        assert found.exit_code == 0
        assert "feature files are in order" in found.output

    def test_lint_wrong(self) -> None:
        """What is wrong is listed by file and line, with a remedy, and the code is 2."""
        found = invoke("lint", "policy")

        assert found.exit_code == 2
        assert "policy/a.feature:" in found.output
        assert "problem" in found.output

    def test_lint_own_sentence(self, here: Path) -> None:
        """Sentences of the project's own module are known to lint when it is named."""
        (here / "own_steps.py").write_text(
            "from unseen.vocabulary import given\n\n\n@given('x')\ndef _(world):\n    '''Says nothing.'''\n"
        )
        without, with_own = invoke("lint", "policy"), invoke("lint", "policy", "--steps", "own_steps")

        assert without.output.count("\n") > with_own.output.count("\n")

    def test_lint_no_such_module(self) -> None:
        """A module that is not there is a message, not a traceback."""
        found = invoke("lint", "policy", "--steps", "no_such_steps")

        assert found.exit_code == 2
        assert "the module `no_such_steps` cannot be imported" in found.output

    def test_policy_error(self, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
        """A clauses file that is no TOML is code 2, with its place."""
        (here / "policy" / "clauses.toml").write_text("[sections\n")

        found = invoke("lint", "policy")

        assert found.exit_code == 2
        assert "clauses.toml:1" in found.output

    def test_ctrl_c(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C ends any command with code 130."""
        from unseen.cli import lists

        def stopped(*_: object) -> str:
            raise KeyboardInterrupt

        monkeypatch.setattr(lists, "faults", stopped)

        assert invoke("faults").exit_code == 130


class TestServe:
    def test_unknown_fault(self) -> None:
        """A fault that does not exist is not served."""
        found = invoke("platform", "serve", "--fault", "body-extra-feeld")

        assert found.exit_code == 2
        assert "did you mean `body-extra-field`?" in found.output

    def test_ready(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """When the platform is ready, its address and the next command are printed."""
        from unseen.targets import stub

        def serve(
            host: str, port: int, database: Path | None, fault: str | None, ready: Callable[[str], None]
        ) -> None:
            ready(f"http://{host}:{port}")

        monkeypatch.setattr(stub, "serve", serve, raising=False)

        found = invoke("platform", "serve", "--port", "7", "--fault", "body-extra-field")

        assert "at http://127.0.0.1:7, with `body-extra-field` planted; Ctrl-C stops it" in found.output
        assert "→ unseen audit --target http://127.0.0.1:7" in found.output

    def test_port_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A port that is taken is a message."""
        from unseen.targets import stub

        def serve(*_: object) -> None:
            raise OSError(98, "Address already in use")

        monkeypatch.setattr(stub, "serve", serve, raising=False)

        found = invoke("platform", "serve")

        assert found.exit_code == 2
        assert "cannot be served at 127.0.0.1:8000: address already in use" in found.output


class TestProgress:
    def test_follower(self, tmp_path: Path) -> None:
        """What was appended is counted; half a line waits for its other half."""
        path = tmp_path / "run.ndjson"
        follower = Follower(path)
        before = follower.look()
        path.write_bytes(LEAKY.read_bytes()[:60_000])
        half = follower.look()
        path.write_bytes(LEAKY.read_bytes())
        whole = follower.look()

        run = read(LEAKY)
        assert before == Count()
        assert 0 < half.judged < whole.judged == whole.planned == len(run.header.planned)
        assert whole.broken == 6

    def test_bar(self) -> None:
        """The bar is drawn over itself, never wider than the terminal, and leaves nothing behind."""
        stream = StringIO()
        bar = Bar(stream, 40)
        for count in (Count(), Count(0), Count(4), Count(4, 2, 1), Count(4, 2, 1)):
            bar.show(count, 1.0)
        bar.close()
        bar.close()

        drawn = stream.getvalue().split("\r")
        assert max(map(len, drawn)) < 40
        assert len(drawn) == 7
        assert drawn[-2].strip() == ""
        assert "reading the policy" in drawn[1]
        assert "████████████░░░░░░░░░░░░ 2 of 4" in drawn[4]

    def test_lines(self) -> None:
        """A line is written now and then, and always at the end."""
        stream = StringIO()
        lines = Lines(stream, every=2)
        lines.show(Count(), 0)
        for judged in range(101):
            lines.show(Count(100, judged), judged / 10)
        lines.close()

        assert stream.getvalue().splitlines() == [
            f"{judged} of 100 scenarios judged · {judged // 10} s" for judged in (20, 40, 60, 80, 100)
        ]

    def test_play_shows_it(self, tmp_path: Path) -> None:
        """Playing shows the last state before it ends."""
        seen: list[Count] = []

        class Seen:
            def show(self, count: Count, seconds: float) -> None:
                seen.append(count)

            def close(self) -> None:
                pass

        record = tmp_path / "run.ndjson"
        played = play(plays("kept broken")(asked(), [], record), record, Seen())

        assert seen[-1] == Count(2, 2, 1)
        assert (played.code, played.interrupted) == (0, False)


def test_all_together(here: Path) -> None:
    """The command plays a scenario with pytest and the plugin, and ends with what was found."""
    words = [sys.executable, "-m", "unseen.cli", "audit", str(HOME / "features" / "conclusion.feature")]
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    kept = subprocess.run([*words, "--format", "json"], capture_output=True, text=True, env=environment)
    fault = ["--fault", "body-extra-field"]
    broken = subprocess.run([*words, *fault], capture_output=True, text=True, env=environment)

    assert (kept.returncode, json.loads(kept.stdout)["verdict"]) == (0, "kept")
    assert broken.returncode == 1
    assert "creator analytics, /videos/" in broken.stdout
