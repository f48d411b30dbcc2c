"""A doctored record is judged again: what it is silent of, what it invents, what it must not run."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from unseen.cli.replay import invented
from unseen.evidence.again import unplanned
from unseen.record import Clause, Header, Planned, Run, Waiver, read

Change = Callable[[dict], None]


@pytest.fixture
def doctored(audited, tmp_path: Path) -> Callable[..., Path]:
    """A run whose header was changed by this, and that lost the verdicts of these scenarios."""

    def doctored(change: Change = lambda header: None, lost: tuple[str, ...] = ()) -> Path:
        out = tmp_path / "out"
        shutil.copytree(audited("--fault", "body-extra-field", "--seed", "5").directory, out)
        record = out / "run.ndjson"
        first, *rest = record.read_text().splitlines(keepends=True)
        header = json.loads(first)
        change(header)
        kept = [line for line in rest if json.loads(line).get("id") not in lost]
        record.write_text("".join([json.dumps(header) + "\n", *kept]))
        return out

    return doctored


def test_silent(doctored, invoke: Callable[..., Result]) -> None:
    """A broken scenario that was taken out of plan and verdicts alike is named: the policy still has it."""
    out = doctored()
    broken = next(each.id for each in read(out / "run.ndjson").results if each.verdict == "broken")
    shutil.rmtree(out)
    out = doctored(
        lambda header: header.update(planned=[each for each in header["planned"] if each["id"] != broken]),
        (broken,),
    )
    result = invoke("replay", out)
    assert result.exit_code == 3, result.output
    assert "SAME: 2 scenarios judged again" in result.output
    assert f"but `{broken}` is in the policy, and the record is silent of it" in result.output


def brought(out: Path) -> str:
    """A policy in the bundle, with Python that would be run."""
    (out / "policy").mkdir()
    (out / "policy" / "notices.feature").write_text("Feature: F\n")
    (out / "policy" / "conftest.py").write_text("raise SystemExit(99)\n")
    return str(out / "policy")


def script(out: Path) -> str:
    """A test file of pytest's, which runs whatever it likes."""
    path = out.with_name("test_evil.py")
    path.write_text("raise SystemExit(99)\n")
    return str(path)


@pytest.mark.parametrize(
    ("path", "words"),
    [(brought, "lies in the bundle itself"), (script, "is no policy"), (lambda out: "gone", "is not here")],
)
def test_nothing_is_run(
    doctored, invoke: Callable[..., Result], path: Callable[[Path], str], words: str
) -> None:
    """What a record names is not run unless it is a policy, and not one that the bundle brings along."""
    out = doctored()
    named = path(out)
    record = out / "run.ndjson"
    record.write_text(record.read_text().replace('"paths": ["policy"]', f'"paths": ["{named}"]', 1))
    result = invoke("replay", out)
    assert result.exit_code == 2
    assert words in result.output


def test_options(doctored, invoke: Callable[..., Result], policy: Path) -> None:
    """A path that looks like an option of pytest is none, although there is a file of that name."""
    (policy / "-pevil.feature").write_text("")
    out = doctored(lambda header: header.update(paths=["-pevil.feature"]))
    result = invoke("replay", out)
    (policy / "-pevil.feature").unlink()
    assert result.exit_code == 2
    assert "is no policy" in result.output


def test_not_judged(doctored, invoke: Callable[..., Result]) -> None:
    """Evidence in which it does not stand what the platform offers cannot be judged; the reason is said."""
    out = doctored()
    (out / "evidence" / "target.json").write_text("{")
    result = invoke("replay", out)
    assert result.exit_code == 2
    assert "the evidence could not be judged again" in result.output


def test_partial(doctored, invoke: Callable[..., Result], tmp_path: Path) -> None:
    """A record without its end is judged as far as it goes, on two processes too; the exit code is 3."""
    out = doctored()
    record = out / "run.ndjson"
    record.write_text("".join(record.read_text().splitlines(keepends=True)[:2]))
    result = invoke("replay", out, "-n", "2")
    assert result.exit_code == 3, result.output
    assert "the record is partial: 2 of 3 scenarios have no verdict in it" in result.output


def test_damaged(doctored, invoke: Callable[..., Result]) -> None:
    """Sources that cannot be read are said to be damaged, with what to do."""
    out = doctored()
    (out / "evidence" / "sources.json").write_text("{")
    result = invoke("replay", out)
    assert result.exit_code == 2
    assert "sources.json: the file is damaged" in result.output
    assert "name the directory of an audit that kept its evidence" in result.output


def test_invented(tmp_path: Path) -> None:
    """A waiver that the record has and the file does not, or otherwise, was never approved: it is named."""
    file = tmp_path / "waivers.toml"
    fields = {"reason": "r", "owner": "o", "approver": "a", "ticket": "t", "created": "2026-01-01"}
    text = "[[waiver]]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())
    file.write_text(
        f'{text}id = "W-1"\nexpires = "2026-02-01"\nrule = "R"\nscope = {{ surface = "s", pointer = "" }}\n'
    )
    approved = Waiver("W-1", ("R",), "s", ("",), **fields, expires="2026-02-01", file=str(file), line=1)
    assert not list(invented(Run(Header(waivers=(approved,)))))
    longer = Waiver("W-1", ("R",), "s", ("",), **fields, expires="2026-06-01", file=str(file), line=1)
    nowhere = Waiver("W-2", ("R",), "s", ("",), **fields, expires="2026-02-01", file=str(tmp_path / "none"))
    assert list(invented(Run(Header(waivers=(approved, longer, nowhere))))) == [
        f"the waiver `W-1` does not stand in `{file}` as it does in the record",
        f"the waiver `W-2` does not stand in `{tmp_path / 'none'}` as it does in the record",
    ]


def test_unplanned() -> None:
    """A clause that the record leaves out is one that it is silent of, like a scenario."""
    then = Run(Header(planned=(Planned("a", "F", "R", "S", "f", 1),), clauses=(Clause("C-1", "s", "r"),)))
    now = Run(
        Header(
            planned=(*then.header.planned, Planned("b", "F", "R", "S", "f", 2)),
            clauses=(*then.header.clauses, Clause("C-2", "s", "r")),
        )
    )
    assert unplanned(then, now) == ("b", "C-2")
    assert unplanned(now, now) == ()
