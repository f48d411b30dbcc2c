"""`unseen audit`: what it plays, what it says, how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import Result

from unseen.cli.audit import REPORTS, Build, Request, audit, command, platform_or, policy_paths, prepare
from unseen.cli.errors import Wrong
from unseen.home import HOME
from unseen.record import read

Invoke = Callable[..., Result]
Asked = Callable[..., Request]
Plays = Callable[..., Build]


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
    def test_exit_codes(
        self, asked: Asked, plays: Plays, verdicts: str, code: int, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """The exit code follows from the verdicts; record and all reports are written."""
        found = audit(asked(), build=plays(verdicts, code=1 if "broken" in verdicts else 0))

        assert found == code
        assert json.loads(Path("out/summary.json").read_text())["exit_code"] == code
        assert {path.name for path in Path("out").iterdir()} == {"run.ndjson", *REPORTS}
        assert "Report: out/report.html" in capfd.readouterr().out

    def test_problem(self, asked: Asked, plays: Plays, capfd: pytest.CaptureFixture[str]) -> None:
        """A wrong policy is code 2 and told by file and line."""
        wrong = "writer.problem(Problem('no such sentence', 'a.feature', 3, 'write x'))"

        assert audit(asked(), build=plays("", wrong, code=4)) == 2
        assert "a.feature:3: no such sentence" in capfd.readouterr().out

    def test_json(self, asked: Asked, plays: Plays, capfd: pytest.CaptureFixture[str]) -> None:
        """With --format json nothing but the summary is on standard output."""
        assert audit(asked(), form="json", build=plays("kept broken")) == 1

        out = capfd.readouterr().out
        assert json.loads(out) == json.loads(Path("out/summary.json").read_text())

    def test_progress_is_on_standard_error(
        self, asked: Asked, plays: Plays, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """Where there is no terminal, progress is a line."""
        audit(asked(), build=plays("kept broken"))

        assert "2 of 2 scenarios judged · ✗ 1 broken" in capfd.readouterr().err

    @pytest.mark.parametrize(
        ("played", "shown"),
        [
            (("kept", "print('INTERNALERROR> boom')", 3, False), "INTERNALERROR> boom"),
            (("kept", "print('teardown failed')", 1), "teardown failed"),
            (("broken", "print('boom')", 3), "boom"),
            ((), "no plugin"),
        ],
    )
    def test_strange_end(
        self,
        asked: Asked,
        plays: Plays,
        played: tuple[object, ...],
        shown: str,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        """A run that ended in a way its record does not explain is never kept; its log is shown and stays."""
        silent = [sys.executable, "-c", "print('no plugin'); raise SystemExit(4)"]
        build = plays(*played) if played else lambda *_: silent

        assert audit(asked(), build=build) in (1, 3)

        assert f"  | {shown}" in capfd.readouterr().err
        assert shown in Path("out/pytest.log").read_text()

    def test_disk_full_while_judging(
        self, asked: Asked, plays: Plays, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """A disk that fills up while judging is told as such; what was judged counts."""
        full = "print('OSError: [Errno 28] No space left on device')"

        assert audit(asked(), build=plays("kept", full, code=3, end=False)) == 3
        assert "error: the disk is full; what was judged before is kept" in capfd.readouterr().err
        assert json.loads(Path("out/summary.json").read_text())["partial"]

    def test_disk_full_while_reporting(
        self, asked: Asked, plays: Plays, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """A report that cannot be written is named, not left cut off, and the run is not code 0."""
        full = "Path(sys.argv[1]).with_name('report.html').symlink_to('/dev/full')"

        assert audit(asked(), build=plays("kept", full)) == 3

        told = capfd.readouterr()
        assert "`out/report.html` cannot be written: no space left on device" in told.err
        assert "unseen report out/run.ndjson --out out" in told.err
        assert "KEPT" in told.out
        assert "Report:" not in told.out
        assert not Path("out/report.html").exists()

    def test_damaged_record(self, asked: Asked, plays: Plays, capfd: pytest.CaptureFixture[str]) -> None:
        """A record that cannot be understood is code 3, with file and line."""
        damage = "open(sys.argv[1], 'ab').write(b'{\\n')"

        assert audit(asked(), build=plays("kept", damage)) == 3
        assert "run.ndjson:3: the line is damaged" in capfd.readouterr().err

    def test_record_gone(self, asked: Asked, plays: Plays, capfd: pytest.CaptureFixture[str]) -> None:
        """A record that disappears is code 3, not a success."""
        assert audit(asked(), build=plays("kept", "Path(sys.argv[1]).unlink()")) == 3
        assert "run.ndjson` cannot be read" in capfd.readouterr().err

    def test_earlier_run_goes(self, asked: Asked, plays: Plays) -> None:
        """Nothing of an earlier run stays where it could be taken for this one."""
        audit(asked(), build=plays("kept"))
        with pytest.raises(Wrong, match="cannot be reached"):
            audit(asked(target="http://127.0.0.1:9"))

        assert [path.name for path in Path("out").iterdir()] == ["run.ndjson"]
        assert Path("out/run.ndjson").read_bytes() == b""


class TestStopped:
    def start(self, asked: Asked, plays: Plays, then: str, here: Path) -> "subprocess.Popen[str]":
        """An audit in a process of its own, which records one verdict and then does `then`."""
        words = plays("kept lost", then, end=False)(asked(), [], here / "out" / "run.ndjson")
        script = (
            "import sys\nfrom pathlib import Path\nfrom unseen.cli import audit as _, main\n"
            "from unseen.cli.audit import Request, audit\n"
            f"sys.exit(audit(Request(**{asdict(asked())!r}), build=lambda *_: {words!r}))\n"
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
    def test_keeps_what_was_judged(
        self, asked: Asked, plays: Plays, here: Path, number: signal.Signals
    ) -> None:
        """Ctrl-C, or a request to end, is code 130: what was judged is kept and the reports say partial."""
        with self.start(asked, plays, "time.sleep(60)", here) as process:
            process.send_signal(number)
            out, err = process.communicate(timeout=60)

        summary = json.loads((here / "out/summary.json").read_text())
        assert process.returncode == 130
        assert (summary["partial"], summary["interrupted"]) == (True, True)
        assert (summary["counts"]["kept"], summary["counts"]["not tested"]) == (1, 1)
        assert "INCONCLUSIVE (stopped before the end)" in out
        assert "stopping; what was judged so far is kept" in err

    def test_twice_stops_at_once(self, asked: Asked, plays: Plays, here: Path) -> None:
        """A second Ctrl-C does not wait for a run that will not end."""
        deaf = "signal.signal(signal.SIGINT, lambda *_: Path('heard').touch())\nPath('deaf').touch()\n"
        deaf += "while True: time.sleep(60)"
        with self.start(asked, plays, deaf, here) as process:
            for name in ("deaf", "heard"):
                while not (here / name).exists():
                    assert process.poll() is None
                process.send_signal(signal.SIGINT)
            process.communicate(timeout=15)

        assert process.returncode == 130
        assert read(here / "out/run.ndjson").interrupted

    def test_before_anything(self, asked: Asked, capfd: pytest.CaptureFixture[str]) -> None:
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
            (
                ["--fault", "count-below-k"],
                2,
                "leaks nothing in the profile `seed`\n  → add `--profile counted`",
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
    def test_wrong(self, invoke: Invoke, here: Path, words: list[str], code: int, message: str) -> None:
        """Each mistake gets its message, a remedy, and its code, and no traceback."""
        (here / "empty").mkdir()
        (here / "notes.txt").touch()
        paths = [] if words[0][0] != "-" else ["policy"]

        found = invoke("audit", *words, *paths)

        assert found.exit_code == code
        assert message in found.output
        assert "Traceback" not in found.output

    def test_fault_elsewhere(self, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
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

    def test_command(self, asked: Asked, here: Path) -> None:
        """Everything that was asked for reaches pytest."""
        request = asked(target="http://h", fault="x", workers="auto", seed=7)
        words = command(request, [Path("policy")], here / "run.ndjson")

        assert words[:3] == [sys.executable, "-m", "pytest"]
        text = " ".join(words)
        for part in (
            "-o unseen_features=true",
            f"--unseen-record={here / 'run.ndjson'}",
            "--unseen-target http://h --unseen-profile seed --unseen-fault x --unseen-seed 7",
            f"--unseen-evidence={here / 'evidence'} -n auto policy",
        ):
            assert part in text
        assert "-n" not in command(asked(), [], here)

    def test_reachable(self, asked: Asked, plays: Plays) -> None:
        """A platform that accepts connections is played against."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"http://127.0.0.1:{server.getsockname()[1]}"

            assert audit(asked(target=url), build=plays("kept")) == 0


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


def test_a_platform_of_ones_own_is_named_as_an_application(invoke: Callable[..., Result]) -> None:
    """`--platform MODULE:APP` plays against that application; what is wrong is said at once."""
    assert platform_or("stub", None) == "stub"
    assert platform_or("stub", "ours:app") == "asgi+ours:app"
    for words, why in (
        (("--platform", "ours"), "`ours` names no application"),
        (("--platform", "ours:app", "--target", "http://127.0.0.1:1"), "both name what is to be tested"),
    ):
        done = invoke("audit", "policy", *words)
        assert done.exit_code == 2
        assert why in done.output
