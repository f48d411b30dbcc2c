"""The report as a page: what is needed for it from disk, brought together."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from unseen.evidence.calls import EvidenceError
from unseen.evidence.log import read_root
from unseen.evidence.sources import find
from unseen.evidence.store import Store
from unseen.evidence.writer import LOG
from unseen.model import PolicyError
from unseen.oracles.annotations import Node, read
from unseen.past import History, HistoryError, PastRun, before, past_run, place
from unseen.record import Run
from unseen.reports.html import NOBODY, NONE, Proof, render
from unseen.reports.html.census import Census, Counting
from unseen.reports.html.payloads import Payloads, gather

EVIDENCE = "evidence"


class Annotated:
    """What the schemas of a directory say of payloads; raises `PolicyError` when they are wrong."""

    def __init__(self, directory: Path) -> None:
        documents, self._trees = read(directory)
        self._audiences = {name: tuple(schema.get("audience", ())) for name, schema in documents.items()}

    def audience(self, payload: str) -> tuple[str, ...]:
        """Who may receive a payload; empty for one that has no schema."""
        return self._audiences.get(payload, ())

    def leaves(self, payload: str, document: Any) -> Iterator[tuple[str, str]]:
        """Category and subject of each value in a payload; what no schema knows is passed over."""
        tree = self._trees.get(payload)
        return _leaves(tree, document) if tree is not None and document is not None else iter(())


def _leaves(node: Node, value: Any) -> Iterator[tuple[str, str]]:
    if node.leaf is not None:
        yield node.leaf.category, node.leaf.subject
    elif node.items is not None:
        for item in value if isinstance(value, list) else ():
            yield from _leaves(node.items, item)
    else:
        for key, item in value.items() if isinstance(value, dict) else ():
            below = node.keys.get(key)
            if below is not None:
                yield from _leaves(below, item)


def page(run: Run, folder: Path) -> str:
    """The page about a run whose record and evidence lie in this folder, with the history beside it."""
    payloads, census = _seen(run, folder / EVIDENCE)
    return render(run, _before(run, folder), payloads, census, _proof(folder / EVIDENCE))


def _seen(run: Run, directory: Path) -> tuple[Payloads, Census]:
    """What was received, and the census of it; nothing where no evidence was kept or it cannot be read."""
    if not directory.is_dir():
        return NONE, NOBODY
    try:
        store = Store.open(directory)
        counting = _counting(store)
        payloads = gather(run, store, look=counting.look if counting else None)
    except EvidenceError as error:
        click.echo(f"warning: the report shows no payloads: {error}", err=True)
        return NONE, NOBODY
    return payloads, counting.table() if counting else NOBODY


def _counting(store: Store) -> Counting | None:
    """By the schemas that the run was judged with; None where these are not at hand."""
    try:
        return Counting(Annotated(find(store.sources.schemas, Path.cwd())))
    except PolicyError as error:
        click.echo(f"warning: the report shows no census: {error}", err=True)
        return None


def _proof(directory: Path) -> Proof | None:
    """By which digests the evidence can be checked; None without a log."""
    try:
        root, records = read_root(directory / LOG)
        sources = Store.open(directory).sources.files
    except (OSError, EvidenceError):
        return None
    return Proof(root, records, tuple((each.kind, each.path, each.sha256) for each in sources))


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
