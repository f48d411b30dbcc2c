"""`unseen history`: the runs that went before, one line each."""

from collections.abc import Sequence
from pathlib import Path

from unseen.cli.errors import Wrong, because
from unseen.model import Verdict
from unseen.past import FILE, FOLDER, History, HistoryError, PastRun, before, change, past_run, place
from unseen.record import RecordError, read
from unseen.reports.wording import SIGNS, many, ranges

_COUNTED = (Verdict.KEPT, Verdict.BROKEN, Verdict.WAIVED, Verdict.INCONCLUSIVE, Verdict.NOT_TESTED)


def history(out: Path, records: Sequence[Path]) -> str:
    """The text that tells of the history beside the folder `out`, after adding these records to it."""
    kept = History(place(out))
    try:
        for record in records:
            _add(kept, record)
        runs = kept.runs()
    except HistoryError as error:
        raise Wrong(str(error), f"move `{FOLDER}/{FILE}` away to begin a new one") from error
    if not runs:
        return f"no run is kept yet beside `{out}`: `unseen audit` keeps each that reaches its end\n"
    lines = []
    for run in runs:
        lines += _lines(run, before(runs, run))
    return "\n".join([*lines, f"{many(len(runs), 'run')}, in `{FOLDER}/{FILE}` beside `{out}`", ""])


def _add(kept: History, record: Path) -> None:
    try:
        run = read(record)
    except OSError as error:
        raise Wrong(
            f"`{record}` cannot be read: {because(error)}", "name the `run.ndjson` of a run"
        ) from error
    except RecordError as error:
        raise Wrong(str(error), "name the `run.ndjson` of a run") from error
    if run.partial:
        raise Wrong(f"`{record}` has no end", "the history keeps runs that reached their end")
    kept.add(past_run(run))


def _lines(run: PastRun, earlier: Sequence[PastRun]) -> list[str]:
    counts = ", ".join(f"{run.count(each)} {each}" for each in _COUNTED if run.count(each))
    planted = f", `{run.fault}` planted" if run.fault else ""
    when = run.started[:19].replace("T", " ")
    findings = f", {many(len(run.findings), 'finding')}" if run.findings else ""
    lines = [
        f"{when}  {SIGNS[run.verdict]} {run.verdict:<14}{run.played} on {run.target}, {run.profile}{planted}",
        f"{'':21}clauses: {counts or 'none'}{findings}",
    ]
    if earlier:
        found = change(earlier[-1], run)
        for word, ids in (
            ("newly broken", found.broken),
            ("mended", found.mended),
            ("no longer tested", found.lost),
        ):
            if ids:
                lines.append(f"{'':21}{word}: {ranges(ids)}")
    return lines
