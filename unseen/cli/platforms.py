"""`unseen platform`: the reference platform, served."""

from pathlib import Path

import click


@click.group()
def platform() -> None:
    """Serve the reference platform."""


@platform.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--database",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep everything in this SQLite file; without it, in memory.",
)
@click.option("--profile", default="seed", show_default=True, metavar="NAME", help="Variant of the policy.")
@click.option("--fault", metavar="SLUG", help="Plant a leak (see `unseen faults`).")
def serve(host: str, port: int, database: Path | None, profile: str, fault: str | None) -> None:
    """
    Serve the reference platform over HTTP until Ctrl-C.

    `unseen audit --target URL` plays the policy against it.
    """
    from unseen.cli.lists import serve

    serve(host, port, database, fault, profile)
