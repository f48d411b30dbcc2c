"""`unseen audit --resume`: a run that was stopped or killed goes on where it was."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from unseen.cli.errors import Wrong
from unseen.cli.report import read_run
from unseen.evidence.calls import EvidenceError
from unseen.evidence.store import Store
from unseen.record import Header, absorb, is_written, mend, read, seal

if TYPE_CHECKING:
    from unseen.cli.audit import Request

MORE = "run.more.ndjson"
_ANEW = "audit anew, without `--resume`"


def left(request: "Request", record: Path, evidence: Path) -> int:
    """
    How many scenarios of the record have no verdict yet; what an earlier `--resume` found is taken in.

    Raises `Wrong` when the run was about something else, or is whole.
    """
    if not record.exists():
        raise Wrong(f"there is no run in `{request.out}` to go on with", _ANEW)
    must_rest(record)
    take_in(record)
    run = read_run(record)
    if not run.header.started:
        raise Wrong(f"`{record}` holds nothing yet", _ANEW)
    _same(request, run.header)
    if not run.partial:
        raise Wrong(f"the run in `{request.out}` is whole: there is nothing to go on with", _ANEW)
    if request.evidence and evidence.is_dir():
        try:
            changed = next(Store.open(evidence).sources.changed(Path.cwd()), None)
        except EvidenceError as error:
            raise Wrong(str(error), _ANEW) from error
        if changed:
            raise Wrong(f"{changed}: what was judged before was judged otherwise", _ANEW)
    done = {result.id for result in run.results}
    return sum(planned.id not in done for planned in run.header.planned)


def must_rest(record: Path) -> None:
    """Raise `Wrong` while a process writes the record: two would write over each other."""
    if any(is_written(path) for path in (record, record.with_name(MORE))):
        raise Wrong(
            f"an audit that was started before still writes to `{record.parent}`",
            "wait until it has ended, or name another directory with `--out`",
        )


def _same(request: "Request", header: Header) -> None:
    asked = {
        "target": (request.target, header.target),
        "profile": (request.profile, header.profile),
        "fault": (request.fault, header.fault),
        "seed": (1 if request.seed is None else request.seed, header.seed),
    }
    for name, (now, then) in asked.items():
        if now != then:
            raise Wrong(
                f"the run in `{request.out}` had the {name} `{then or 'none'}`, not `{now or 'none'}`",
                "ask for the same as then, or audit anew, without `--resume`",
            )


def take_in(record: Path) -> None:
    """Append what was judged since to the record."""
    more = record.with_name(MORE)
    mend(record)
    if more.exists():
        absorb(record, more)
        more.unlink()


def finish(record: Path) -> None:
    """End a record to which nothing is left to be added."""
    seal(record, datetime.now(UTC).isoformat(timespec="seconds"), interrupted=False)


def say(record: Path, count: int) -> None:
    """What the run goes on with."""
    total = len(read(record).header.planned)
    click.echo(f"going on: {total - count} of {total} scenarios have a verdict", err=True)
