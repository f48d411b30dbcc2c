"""`unseen report --format`, `trace`, `reviewed` and `diff`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from unseen.home import HOME
from unseen.reports.formats import FORMATS

LEAKY = Path(__file__).parents[1] / "reports" / "leaky.ndjson"
Invoke = Callable[..., Result]


@pytest.fixture
def record(here: Path) -> Path:
    """A directory with the record of a run."""
    (here / "out").mkdir()
    shutil.copy(LEAKY, here / "out" / "run.ndjson")
    return here / "out"


class TestReport:
    def test_listed(self, invoke: Invoke) -> None:
        """Every format is listed with what it is for."""
        found = invoke("report", "--formats")

        assert found.exit_code == 0
        assert [line.split()[0] for line in found.output.splitlines()[2:]] == [*FORMATS, "all", "pdf"]

    def test_printed(self, invoke: Invoke, record: Path) -> None:
        """A format is printed, and the exit code says that it was."""
        found = invoke("report", str(record), "--format", "sarif")

        assert found.exit_code == 0
        assert json.loads(found.output)["version"] == "2.1.0"

    def test_written(self, invoke: Invoke, record: Path) -> None:
        """A format is written to a file, or all of them to a directory."""
        invoke("report", str(record / "run.ndjson"), "--format", "ctrf", "--out", "deep/ctrf.json")
        found = invoke("report", str(record), "--format", "all", "--out", "all")

        assert json.loads(Path("deep/ctrf.json").read_text())["reportFormat"] == "CTRF"
        assert found.exit_code == 0
        assert {path.name for path in Path("all").iterdir()} == {each.file for each in FORMATS.values()}

    def test_directory(self, invoke: Invoke, record: Path) -> None:
        """The reports of a directory are made again from the record in it."""
        found = invoke("report", str(record), "--out", "again")

        assert found.exit_code == 1
        assert Path("again/report.html").is_file()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("report",), "no record is named"),
            (("report", "out", "--format", "sarf"), "did you mean `sarif`?"),
            (("report", "out", "--format", "all"), "`--format all` needs a directory"),
            (("report", "out", "--format", "ctrf", "--out", "policy"), "`policy` cannot be written"),
            (("report", "policy"), "`policy/run.ndjson` cannot be read: no such file"),
            (("trace", "policy/a.feature"), "the line is damaged"),
            (("trace", "out", "NOT-55"), "did you mean `NOT-5`?"),
            (("diff", "out", "none"), "`none` cannot be read"),
        ],
    )
    def test_wrong(self, invoke: Invoke, record: Path, words: tuple[str, ...], said: str) -> None:
        """What cannot be done is said, with what can."""
        found = invoke(*words)

        assert found.exit_code == 2
        assert said in found.output


class TestTrace:
    def test_words(self, invoke: Invoke, record: Path) -> None:
        """What was asked about is told, however it is spelled."""
        found = invoke("trace", str(record), "not-5")

        assert found.exit_code == 0
        assert found.output.startswith("NOT-5 ")

    def test_strict(self, invoke: Invoke, record: Path) -> None:
        """With `--strict` a gap is a failure."""
        assert invoke("trace", str(record)).exit_code == 0
        assert invoke("trace", str(record), "--strict").exit_code == 1


class TestReviewed:
    @pytest.fixture
    def policy(self, here: Path) -> Path:
        """The packaged clauses, to be reviewed."""
        shutil.copy(HOME / "features" / "clauses.toml", here / "policy" / "clauses.toml")
        return here / "policy"

    def test_noted(self, invoke: Invoke, policy: Path) -> None:
        """All clauses are noted, or those that are named; what was noted before stays."""
        one = invoke("reviewed", "NOT-5", "--policy", "policy")
        rest = invoke("reviewed", "--policy", "policy/a.feature")

        assert (
            one.output == "policy/reviewed.toml: of 124 clauses, 1 are noted with another text than before\n"
        )
        assert ", 123 are noted" in rest.output
        assert (policy / "reviewed.toml").read_text().count(" = ") == 124

    def test_wrong(self, invoke: Invoke, policy: Path) -> None:
        """A clause that does not exist, and a file that cannot be written, are told."""
        unknown = invoke("reviewed", "NOT-55", "--policy", "policy")
        (policy / "reviewed.toml").mkdir()
        refused = invoke("reviewed", "--policy", "policy")

        assert (unknown.exit_code, refused.exit_code) == (2, 2)
        assert "did you mean `NOT-5`?" in unknown.output
        assert "is a directory" in refused.output


class TestDiff:
    def test_same(self, invoke: Invoke, record: Path) -> None:
        """Nothing got worse between a run and itself."""
        found = invoke("diff", str(record), str(record / "run.ndjson"))

        assert found.exit_code == 0
        assert found.output.endswith("nothing got worse: 0 changes\n")

    def test_worse(self, invoke: Invoke, record: Path) -> None:
        """A run that lost its end is worse, and the exit code says so."""
        Path("cut.ndjson").write_bytes(LEAKY.read_bytes()[:60_000])
        found = invoke("diff", str(record), "cut.ndjson", "--json")

        assert found.exit_code == 1
        assert json.loads(found.output)["worse"]
