"""`unseen diff`: what changed between two runs."""

from pathlib import Path

import click

from unseen.cli.report import paper, read_run


def diff(before: Path, after: Path, as_json: bool) -> int:
    """Print what changed; 1 when something got worse, else 0."""
    from unseen.reports.diff import compare, is_worse
    from unseen.reports.diff_text import render, render_json

    old, new = read_run(before), read_run(after)
    click.echo(render_json(old, new) if as_json else render(old, new, paper()), nl=False)
    return 1 if is_worse(compare(old, new)) else 0
