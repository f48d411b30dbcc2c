"""`unseen report`: any form of report from a stored run."""

import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from unseen.cli.errors import Wrong, because, unknown
from unseen.record import RecordError, Run, read

if TYPE_CHECKING:
    from unseen.reports.formats import Format
    from unseen.reports.terminal import Paper

ALL = "all"
PDF = "pdf"


def read_run(record: Path) -> Run:
    """The run of a record, or of the directory it lies in; `Wrong` when there is none to be read."""
    path = record / "run.ndjson" if record.is_dir() else record
    try:
        return read(path)
    except OSError as error:
        raise Wrong(f"`{path}` cannot be read: {because(error)}", "name the `run.ndjson` of a run") from error
    except RecordError as error:
        raise Wrong(str(error), "name the `run.ndjson` of a run") from error


def folder_of(record: Path) -> Path:
    """Where a record lies, and beside it what belongs to it."""
    return record if record.is_dir() else record.parent


def paper() -> "Paper":
    """The terminal that is written to."""
    from unseen.reports.terminal import Paper

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Paper(shutil.get_terminal_size((100, 24)).columns, colour)


def formats() -> str:
    """A line for each format."""
    from unseen.reports.formats import FORMATS

    width = max(map(len, FORMATS))
    lines = [f"  {each.name:<{width}}  {each.said}" for each in FORMATS.values()]
    lines.append(f"  {ALL:<{width}}  each of these, as a file in the directory `--out`")
    lines.append(f"  {PDF:<{width}}  summary and exceptions on paper; needs `unseen[pdf]`")
    return "\n".join(["`unseen report RECORD --format NAME` prints one of", "", *lines, ""])


def write_format(record: Path, name: str, out: Path | None) -> int:
    """Print a format of a run, or write it to `out`; 0 when that was done, whatever the verdict."""
    from unseen.reports.formats import FORMATS

    if name not in (ALL, PDF, *FORMATS):
        raise unknown("format", name, (*FORMATS, PDF, ALL), "`unseen report --formats` lists them")
    run = read_run(record)
    if name == PDF:
        return _write_pdf(run, out)
    if name == ALL:
        if out is None:
            raise Wrong("`--format all` needs a directory", "name one with `--out`")
        for each in FORMATS.values():
            _write(out / each.file, _text(each, run, record))
        return 0
    text = _text(FORMATS[name], run, record)
    if out is None:
        click.echo(text, nl=False)
    else:
        _write(out, text)
    return 0


def _text(form: "Format", run: Run, record: Path) -> str:
    if form.name != "html":
        return form.render(run)
    from unseen.cli.page import page

    return page(run, folder_of(record))


def _write_pdf(run: Run, out: Path | None) -> int:
    from unseen.reports import pdf

    if out is None:
        raise Wrong("a PDF is not printed here", "name a file with `--out`")
    try:
        made = pdf.render(run)
    except pdf.NoPrinter as error:
        raise Wrong(
            f"a PDF cannot be made: {str(error).splitlines()[0].lower()}",
            'install `pip install "unseen[pdf]"`, and the Pango library of the system',
        ) from error
    _write(out, made)
    return 0


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    except OSError as error:
        with contextlib.suppress(OSError):
            if path.is_file():
                path.unlink()
        raise Wrong(f"`{path}` cannot be written: {because(error)}", "name another with `--out`") from error
