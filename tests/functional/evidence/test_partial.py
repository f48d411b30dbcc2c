"""A run that is killed, one that goes on, one on two processes, and one that is judged again."""

import json
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from unseen.evidence.keeping import Keeping
from unseen.evidence.sources import gather
from unseen.evidence.store import Store
from unseen.evidence.writer import Writer
from unseen.home import HOME
from unseen.model import Verdict
from unseen.oracles.schema import Schemas
from unseen.play import Play
from unseen.policy import read_policy
from unseen.record import Header, RecordWriter, read
from unseen.targets.stub import embedded
from unseen.vocabulary import Vocabulary
from unseen.world import World

if TYPE_CHECKING:
    from conftest import Bundle

VOCABULARY = Vocabulary.packaged()
SCHEMAS = Schemas.load(HOME / "schemas")


def run(directory: Path) -> None:
    """Play the policy in this process, and write record and evidence."""
    from unseen.judging import Judge

    planned = read_policy([Path("policy")]).scenarios
    record, writer, target = (
        RecordWriter(directory / "run.ndjson"),
        Writer(directory / "evidence", 1),
        embedded(),
    )
    plans = tuple(each.planned for each in planned)
    record.run(Header("0", "2026-01-01T00:00:00+00:00", "stub", "seed", None, 1, ("policy",), planned=plans))
    writer.target(target)
    writer.sources(gather([Path("policy/notices.feature")], HOME / "schemas", Path.cwd()))
    for each in planned:
        with writer.scenario(each.id) as tape:
            keeping = Keeping(target, tape)
            judge = Judge(SCHEMAS)
            result = Play(each, VOCABULARY, lambda: 0.0, lambda: World(keeping, seed=1, judge=judge)).run()  # noqa: B023
        record.scenario(result)
    record.end("2026-01-01T00:00:09+00:00")


def test_killed(tmp_path: Path, invoke) -> None:
    """Killed at whatever moment, it leaves a record that can be read and never passes for a whole one."""
    invoke("keygen", tmp_path / "key")
    chance, fork, partial = Random(8), multiprocessing.get_context("fork"), 0
    began = time.monotonic()
    run(tmp_path)
    whole = time.monotonic() - began
    for number in range(8):
        directory = tmp_path / str(number)
        process = fork.Process(target=run, args=(directory,))
        process.start()
        process.join(chance.uniform(0, 1.1 * whole))
        process.kill()
        process.join()
        if not (directory / "run.ndjson").exists():
            continue
        found = read(directory / "run.ndjson")
        assert sum(found.counts.values()) == len(found.header.planned)
        assert found.counts[Verdict.NOT_TESTED] == len(found.header.planned) - len(found.results)
        for result in found.results:
            assert list(Store.open(directory / "evidence").observations(result.id))
        partial += found.partial
        if invoke("sign", directory, "--key", tmp_path / "key").exit_code == 0:
            verified = invoke("verify", directory, "--key", tmp_path / "key.pub")
            assert verified.exit_code == (3 if found.partial else 0), verified.output
            assert ("PARTIAL" if found.partial else "VERIFIED") in verified.output
    assert partial


def root(directory: Path) -> tuple[bytes, dict[str, bytes]]:
    """The log of a run, and every file of its evidence."""
    files = {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*.gz")}
    return (directory / "evidence" / "log.ndjson").read_bytes(), files


def test_goes_on(audited: "Callable[..., Bundle]", tmp_path: Path, invoke, policy: Path) -> None:
    """What has a verdict is not played again; in the end it is the run it would have been."""
    asked = ("--fault", "body-extra-field", "--seed", "5")
    out = tmp_path / "out"
    shutil.copytree(audited(*asked).directory, out)
    record, expected = out / "run.ndjson", root(out)
    result = invoke("audit", "policy", "--out", out, *asked, "--resume")
    assert result.exit_code == 2
    assert "is whole" in result.output
    lines = record.read_bytes().split(b"\n")
    record.write_bytes(b"\n".join(lines[:2]) + b"\n" + lines[2][:40])
    for path in (out / "evidence" / "scenarios").iterdir():
        path.unlink()
    result = invoke("audit", "policy", "--out", out, "--seed", "5", "--resume")
    assert result.exit_code == 2
    assert "had the fault `body-extra-field`, not `none`" in result.output

    result = invoke("audit", "policy", "--out", out, *asked, "--resume")
    assert result.exit_code == 1, result.output
    assert "going on: 1 of 3 scenarios have a verdict" in result.output
    whole = read(record)
    assert not whole.partial
    assert [each.id for each in whole.results] == [each.id for each in whole.header.planned]
    assert record.read_bytes().startswith(b"\n".join(lines[:2]) + b"\n")
    (log, files), (expected_log, expected_files) = root(out), expected
    assert json.loads(log.split(b"\n")[0]) == json.loads(expected_log.split(b"\n")[0])
    assert files.items() <= expected_files.items()

    record.write_bytes(b"\n".join(record.read_bytes().split(b"\n")[:-2]) + b"\n")
    result = invoke("audit", "policy", "--out", out, *asked, "--resume")
    assert result.exit_code == 1, result.output
    assert not read(record).partial
    assert invoke("audit", "policy", "--out", tmp_path / "none", "--resume").exit_code == 2


def test_two_writers(audited: "Callable[..., Bundle]", tmp_path: Path, invoke) -> None:
    """While a process writes a run, as one may that outlived its command, no other run is written over it."""
    asked = ("--fault", "body-extra-field", "--seed", "5")
    out = tmp_path / "out"
    shutil.copytree(audited(*asked).directory, out)
    whole = (out / "run.ndjson").read_bytes()
    writer = RecordWriter(out / "run.ndjson")
    for words in ((), ("--resume",)):
        result = invoke("audit", "policy", "--out", out, *asked, *words)
        assert result.exit_code == 2
        assert "an audit that was started before still writes to" in result.output
        assert "wait until it has ended" in result.output
    writer.close()
    (out / "run.ndjson").write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    assert invoke("audit", "policy", "--out", out, *asked, "--resume").exit_code == 1
    assert not read(out / "run.ndjson").partial


def test_two_processes(audited: "Callable[..., Bundle]") -> None:
    """Two processes leave the same evidence and the same log as one, to the byte."""
    asked = ("--fault", "body-extra-field", "--seed", "5")
    assert root(audited(*asked, "-n", "2").directory) == root(audited(*asked).directory)


def test_judged_again(audited: "Callable[..., Bundle]", tmp_path: Path, invoke) -> None:
    """The command judges the evidence again, says that it comes out the same, and what has changed since."""
    out = tmp_path / "out"
    shutil.copytree(audited("--fault", "body-extra-field", "--seed", "5").directory, out)
    sources = out / "evidence" / "sources.json"
    data = json.loads(sources.read_bytes())
    next(each for each in data["files"] if each["path"] == "policy/notices.feature")["sha256"] = "0" * 64
    data["files"].append({"kind": "policy", "path": "policy/gone.toml", "sha256": "0" * 64})
    sources.write_text(json.dumps(data))
    result = invoke("replay", out)
    assert result.exit_code == 0, result.output
    assert "SAME: 3 scenarios judged again without the platform" in result.output
    assert "note: `policy/notices.feature` has changed since" in result.output
    assert "note: `policy/gone.toml` is not there any more" in result.output
    record = out / "run.ndjson"
    record.write_text(record.read_text().replace('"verdict":"broken"', '"verdict":"kept"', 1))
    result = invoke("replay", out)
    assert result.exit_code == 1, result.output
    assert "was kept, is broken" in result.output
    assert "DIFFERENT: 1 of 3 scenarios come out differently" in result.output
    assert "go back to the policy" in result.output
    os.chdir(tmp_path)
    result = invoke("replay", out)
    assert result.exit_code == 2
    assert "which the run was about, is not here" in result.output
