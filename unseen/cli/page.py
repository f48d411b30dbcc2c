"""The report as a page: what is needed for it from disk, brought together."""

from pathlib import Path

import click

from unseen.past import History, HistoryError, PastRun, before, past_run, place
from unseen.record import Run


def page(run: Run, folder: Path) -> str:
    """The page about a run whose record lies in this folder, with the history beside it."""
    from unseen.reports import html

    return html.render(run, past=_before(run, folder))


def _before(run: Run, folder: Path) -> list[PastRun]:
    try:
        return before(History(place(folder)).runs(), past_run(run))
    except HistoryError as error:
        click.echo(f"warning: the report shows no trend: {error}", err=True)
        return []


def remember(run: Run, folder: Path) -> None:
    """Keep a run that reached its end in the history beside its folder; say so when that fails."""
    if run.partial:
        return
    try:
        History(place(folder)).add(past_run(run))
    except HistoryError as error:
        click.echo(f"warning: the run is not in the history: {error}", err=True)
