"""`unseen replay`: what was kept is judged again, without the platform, and compared with the record."""

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from unseen.cli.audit import EVIDENCE, RECORD, Request, command, progress
from unseen.cli.errors import Wrong
from unseen.cli.playing import play
from unseen.cli.report import read_run
from unseen.evidence.again import differences, judged
from unseen.evidence.calls import EvidenceError
from unseen.evidence.store import Store
from unseen.record import RecordError, Run, read

_MOST = 20


def replay(directory: Path, workers: str = "1") -> int:
    """Judge the evidence in a run's directory again; returns the exit code."""
    then = read_run(directory / RECORD)
    try:
        store = Store.open(directory / EVIDENCE)
        changed = list(store.sources.changed(Path.cwd()))
    except EvidenceError as error:
        raise Wrong(str(error), "name the directory of an audit that kept its evidence") from error
    for sentence in changed:
        click.echo(f"note: {sentence}")
    now = _judged_again(then, directory, workers)
    found = list(differences(then, now))
    for each in found[:_MOST]:
        click.echo(f"✗ {each.scenario}\n  {each.how}")
    if len(found) > _MOST:
        click.echo(f"… and {len(found) - _MOST} more")
    return _tell(then, len(found), changed)


def _tell(then: Run, different: int, changed: list[str]) -> int:
    total, planned = len(judged(then)), len(then.header.planned)
    if different:
        click.echo(f"DIFFERENT: {different} of {total} scenarios come out differently")
        if changed:
            click.echo(
                "  → go back to the policy and the version of unseen that the run had, and replay again"
            )
        return 1
    click.echo(
        f"SAME: {total} scenarios judged again without the platform, with the same verdicts and findings"
    )
    if then.partial:
        click.echo(f"  the record is partial: {planned - total} of {planned} scenarios have no verdict in it")
        return 3
    return 0


def _judged_again(then: Run, directory: Path, workers: str) -> Run:
    header = then.header
    missing = [path for path in header.paths if not Path(path.partition("::")[0]).exists()]
    if missing:
        raise Wrong(
            f"`{missing[0]}`, which the run was about, is not here",
            "replay in the directory in which the audit was run",
        )
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / RECORD
        record.touch()
        request = Request(
            (),
            header.target,
            header.profile,
            header.fault,
            Path(folder),
            workers,
            header.seed,
            evidence=False,
        )
        words = command(request, [Path(path) for path in header.paths], record)
        words.insert(3, f"--unseen-replay={(directory / EVIDENCE).absolute()}")
        played = play(words, record, progress())
        try:
            now = read(record)
        except RecordError as error:
            raise Wrong(str(error), "replay again") from error
        if played.interrupted:
            raise KeyboardInterrupt
        if not now.header.started or now.problems:
            problem = now.problems[0].message if now.problems else "\n".join(played.log[-5:])
            raise Wrong(
                f"the evidence could not be judged again: {problem}", "mend the policy, and replay again"
            )
        return replace(now)
