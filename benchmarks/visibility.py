"""B10: the visibility matrix, all audiences in the same worlds, and each audience in worlds of its own."""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.measure import Cost, Effort, Row, call, cpu, in_turns, ratio
from unseen.home import HOME
from unseen.matrix import MATRIX, Observer, Table, observe, read_table
from unseen.oracles.schema import Schemas
from unseen.targets.stub import embedded
from unseen.vocabulary import Vocabulary


def rows(effort: Effort) -> Iterator[Row]:
    """The packaged matrix; a few of its rows where that is all that is asked."""
    whole = read_table(HOME / "features" / MATRIX)
    some = whole.rows if effort.share == 1 else whole.rows[5:7]
    table = replace(whole, rows=some)
    apart = [replace(table, parties=(party,)) for party in table.parties]
    target, vocabulary = embedded(), Vocabulary.packaged()
    schemas = Schemas.load(target.schemas)
    played = 0

    def ours() -> Cost:
        nonlocal played
        observer = Observer(target, schemas, vocabulary)
        cost = call(lambda: observe(table, observer))
        played = observer.worlds
        return cost

    def theirs() -> Cost:
        return call(lambda: [observe(_of(each), Observer(target, schemas, vocabulary)) for each in apart])

    together, alone = in_turns(effort.rounds, ours, theirs)
    yield Row(
        "B10",
        f"the matrix, {len(some)} × {len(table.parties)} cells in {played} histories; audience by audience",
        f"{cpu(together):.1f} s",
        f"{cpu(alone):.1f} s",
        ratio([cost.cpu for cost in together], [cost.cpu for cost in alone]),
        sign="≤",
        bar=0.4,
    )


def _of(table: Table) -> Table:
    """The same rows for one audience, which not all of them have."""
    (party,) = table.parties
    rows = tuple(replace(row, nobody=()) for row in table.rows if party.name not in row.nobody)
    return replace(table, rows=rows)
