"""`unseen trace` and `unseen reviewed`: what proves what, what proves nothing, what was looked at again."""

from collections.abc import Sequence
from pathlib import Path

import click

from unseen.cli.audit import policy_paths
from unseen.cli.errors import Wrong, because, unknown
from unseen.cli.report import paper, read_run


def trace(record: Path, words: Sequence[str], strict: bool) -> int:
    """Print the links of a run; 1 when it has gaps and `strict` asks for none, else 0."""
    from unseen.reports.trace import gaps
    from unseen.reports.trace_text import names, render

    run = read_run(record)
    known = {name.casefold(): name for name in names(run)}
    for word in words:
        if word.casefold() not in known:
            raise unknown("clause, provision, surface, schema or category", word, known.values())
    click.echo(render(run, paper(), [known[word.casefold()] for word in words]), nl=False)
    return 1 if strict and gaps(run) else 0


def reviewed(clauses: Sequence[str], policy: Path | None) -> str:
    """Note that the rules of these clauses (none named: of all) prove what the clauses say today."""
    from unseen.policy import CLAUSES, load_clauses
    from unseen.record import Clause
    from unseen.reviewed import REVIEWED, load_reviewed, write_reviewed

    folder = policy_paths((str(policy),) if policy else ())[0]
    folder = folder if folder.is_dir() else folder.parent
    known = load_clauses(folder / CLAUSES)
    for name in clauses:
        if name not in known.by_id:
            raise unknown("clause", name, known.by_id)
    path = folder / REVIEWED
    before = dict(load_reviewed(path))
    digests = {each.id: Clause(each.id, each.section, each.rule).digest for each in known.clauses}
    now = before | {name: digests[name] for name in clauses or known.by_id}
    changed = [name for name in digests if now.get(name) != before.get(name)]
    try:
        write_reviewed(path, now, digests)
    except OSError as error:
        raise Wrong(f"`{path}` cannot be written: {because(error)}") from error
    return f"{path}: of {len(digests)} clauses, {len(changed)} are noted with another text than before\n"
