"""The commands beside `unseen audit`: help, reports, lists, the served platform."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from unseen.cli.audit import REPORTS
from unseen.home import HOME

Invoke = Callable[..., Result]
LEAKY = Path(__file__).parents[1] / "reports" / "leaky.ndjson"


class TestFirstSteps:
    def test_bare(self, invoke: Invoke) -> None:
        """Without any command it says what to do first."""
        found = invoke()

        assert found.exit_code == 0
        assert "First:\n  unseen audit " in found.output

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["audit"],
            ["words"],
            ["lint"],
            ["faults"],
            ["report"],
            ["trace"],
            ["reviewed"],
            ["diff"],
            ["explore"],
            ["explain"],
            ["platform"],
            ["platform", "serve"],
        ],
    )
    def test_help(self, invoke: Invoke, words: list[str]) -> None:
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

    def test_module(self, invoke: Invoke) -> None:
        """`python -m unseen.cli` is the same command."""
        found = subprocess.run([sys.executable, "-m", "unseen.cli"], capture_output=True, text=True, cwd=HOME)

        assert found.stdout == invoke().output


class TestReport:
    def test_again(self, invoke: Invoke, here: Path) -> None:
        """The reports of a record are written again, with the code of its run."""
        found = invoke("report", str(LEAKY), "--out", "again")

        assert found.exit_code == 1
        assert {path.name for path in (here / "again").iterdir()} == set(REPORTS)
        assert "BROKEN" in found.output

    @pytest.mark.parametrize(
        ("record", "message"),
        [("none.ndjson", "cannot be read: no such file"), ("policy/a.feature", "the line is damaged")],
    )
    def test_wrong(self, invoke: Invoke, record: str, message: str) -> None:
        """What is no record is refused."""
        found = invoke("report", record)

        assert found.exit_code == 2
        assert message in found.output


class TestLists:
    def test_words(self, invoke: Invoke) -> None:
        """The catalogue has every keyword, with meanings and examples."""
        found = invoke("words").output

        assert found.index("\nWhen\n") < found.index("\nThen\n")
        assert "      · " in found

    def test_words_about(self, invoke: Invoke) -> None:
        """With a word, only what it occurs in is listed."""
        some, everything = invoke("words", "notified").output, invoke("words").output

        assert 0 < some.count("\n") < everything.count("\n") / 2

    def test_words_unknown(self, invoke: Invoke) -> None:
        """A word that occurs nowhere is an error that offers a near one."""
        found = invoke("words", "persn")

        assert found.exit_code == 2
        assert "did you mean `person`?" in found.output

    def test_faults(self, invoke: Invoke) -> None:
        """Faults are listed with what they leak and which clauses they break, the benign ones apart."""
        found = invoke("faults").output

        assert found.index("body-extra-field") < found.index("Benign")
        assert "breaks INT-2" in found

    def test_lint_in_order(self, invoke: Invoke) -> None:
        """The packaged policy is in order."""
        found = invoke("lint")

        assert found.exit_code == 0
        assert "feature files are in order" in found.output

    def test_lint_wrong(self, invoke: Invoke) -> None:
        """What is wrong is listed by file and line, with a remedy, and the code is 2."""
        found = invoke("lint", "policy")

        assert found.exit_code == 2
        assert "policy/a.feature:" in found.output
        assert "problem" in found.output

    def test_lint_own_sentence(self, invoke: Invoke, here: Path) -> None:
        """Sentences of the project's own module are known to lint when it is named."""
        (here / "own_steps.py").write_text(
            "from unseen.vocabulary import given\n\n\n@given('x')\ndef _(world):\n    '''Says nothing.'''\n"
        )
        without, with_own = invoke("lint", "policy"), invoke("lint", "policy", "--steps", "own_steps")

        assert without.output.count("\n") > with_own.output.count("\n")

    def test_lint_no_such_module(self, invoke: Invoke) -> None:
        """A module that is not there is a message, not a traceback."""
        found = invoke("lint", "policy", "--steps", "no_such_steps")

        assert found.exit_code == 2
        assert "the module `no_such_steps` cannot be imported" in found.output

    def test_policy_error(self, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
        """A clauses file that is no TOML is code 2, with its place."""
        (here / "policy" / "clauses.toml").write_text("[sections\n")

        found = invoke("lint", "policy")

        assert found.exit_code == 2
        assert "clauses.toml:1" in found.output

    def test_ctrl_c(self, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C ends any command with code 130."""
        from unseen.cli import lists

        def stopped(*_: object) -> str:
            raise KeyboardInterrupt

        monkeypatch.setattr(lists, "faults", stopped)

        assert invoke("faults").exit_code == 130


class TestServe:
    def test_unknown_fault(self, invoke: Invoke) -> None:
        """A fault that does not exist is not served."""
        found = invoke("platform", "serve", "--fault", "body-extra-feeld")

        assert found.exit_code == 2
        assert "did you mean `body-extra-field`?" in found.output

    def test_ready(self, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
        """When the platform is ready, its address and the next command are printed."""
        from unseen.targets import stub

        def serve(
            host: str,
            port: int,
            database: Path | None,
            fault: str | None,
            ready: Callable[[str], None],
            profile: str,
        ) -> None:
            ready(f"http://{host}:{port}")

        monkeypatch.setattr(stub, "serve", serve, raising=False)

        found = invoke("platform", "serve", "--port", "7", "--fault", "body-extra-field")

        assert "at http://127.0.0.1:7, with `body-extra-field` planted; Ctrl-C stops it" in found.output
        assert "→ unseen audit --target http://127.0.0.1:7" in found.output

    def test_port_taken(self, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
        """A port that is taken is a message."""
        from unseen.targets import stub

        def serve(*_: object) -> None:
            raise OSError(98, "Address already in use")

        monkeypatch.setattr(stub, "serve", serve, raising=False)

        found = invoke("platform", "serve")

        assert found.exit_code == 2
        assert "cannot be served at 127.0.0.1:8000: address already in use" in found.output
