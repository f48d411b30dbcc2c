"""`unseen replay`: what was kept is judged again, without the platform, and compared with the record."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from unseen.cli.audit import EVIDENCE, RECORD, Request, command, progress
from unseen.cli.errors import Wrong
from unseen.cli.playing import play
from unseen.cli.report import read_run
from unseen.evidence.again import differences, judged, unplanned
from unseen.evidence.calls import EvidenceError
from unseen.evidence.store import Store
from unseen.model import PolicyError
from unseen.record import RecordError, Run, Waiver, read
from unseen.waivers import load_waivers

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
    doubts = [f"`{each}` is in the policy, and the record is silent of it" for each in unplanned(then, now)]
    doubts += invented(then)
    for each in found[:_MOST]:
        click.echo(f"✗ {each.scenario}\n  {each.how}")
    if len(found) > _MOST:
        click.echo(f"… and {len(found) - _MOST} more")
    return _tell(then, len(found), changed, doubts)


def invented(then: Run) -> Iterator[str]:
    """In a sentence each: the waivers of the record that the files do not have that it names."""
    approved: dict[str, tuple[Waiver, ...]] = {}
    for waiver in then.header.waivers:
        if waiver.file not in approved:
            try:
                approved[waiver.file] = load_waivers(Path(waiver.file), waiver.file)
            except PolicyError:
                approved[waiver.file] = ()
        if waiver not in approved[waiver.file]:
            yield f"the waiver `{waiver.id}` does not stand in `{waiver.file}` as it does in the record"


def _tell(then: Run, different: int, changed: list[str], doubts: list[str]) -> int:
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
    for each in doubts[:_MOST]:
        click.echo(f"  but {each}")
    if len(doubts) > _MOST:
        click.echo(f"  … and {len(doubts) - _MOST} more")
    if then.partial:
        click.echo(f"  the record is partial: {planned - total} of {planned} scenarios have no verdict in it")
    return 3 if then.partial or doubts else 0


def _must_be_policy(path: str, directory: Path) -> None:
    """
    Raise `Wrong` for what a record says that it was about, unless it is a policy that is here.

    Feature files come with Python, say sentences of their own. So none is run that the bundle brings along.
    """
    file = Path(path.partition("::")[0])
    if not file.exists():
        raise Wrong(
            f"`{path}`, which the run was about, is not here",
            "replay in the directory in which the audit was run",
        )
    if file.resolve().is_relative_to(directory.resolve()):
        raise Wrong(
            f"`{path}`, which the run was about, lies in the bundle itself",
            "replay with the policy of whoever wrote it: what a bundle brings along is not run",
        )
    if path.startswith("-") or not (file.is_dir() or file.suffix == ".feature"):
        raise Wrong(f"`{path}`, which the run was about, is no policy", "ask whoever gave you the record")


def _judged_again(then: Run, directory: Path, workers: str) -> Run:
    header = then.header
    for path in header.paths:
        _must_be_policy(path, directory)
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
