"""Commands for auditors, about the directory that `unseen audit` wrote: replay, sign, verify."""

from pathlib import Path

import click

_DIRECTORY = click.Path(path_type=Path)


@click.command()
@click.argument("directory", metavar="DIR", type=_DIRECTORY, default="unseen-report")
@click.option(
    "-n", "workers", default="1", metavar="N", help="Judge on so many processes, or `auto`.  [default: 1]"
)
@click.pass_context
def replay(context: click.Context, directory: Path, workers: str) -> None:
    """
    Judge the evidence of a run again, without the platform.

    DIR is what `unseen audit --out` wrote. Every scenario is judged by the same code on what was kept of it;
    its verdict and its findings must be those of the record.

    \b
    Exit codes:
      0    everything comes out the same
      1    a scenario comes out differently
      2    there is no evidence, or it cannot be judged
      3    the same, but the record is partial, or silent of something that the policy has
    """
    from unseen.cli.replay import replay

    context.exit(replay(directory, workers))


@click.command()
@click.argument("directory", metavar="DIR", type=_DIRECTORY, default="unseen-report")
@click.option(
    "--key",
    "keys",
    metavar="FILE",
    type=_DIRECTORY,
    multiple=True,
    required=True,
    help="A private key, in PEM.",
)
@click.option("--assessor", metavar="NAME", default="", help="Who answers for the run.")
@click.option("--previous", metavar="DIR", type=_DIRECTORY, help="The run before: its root is signed too.")
@click.option(
    "--timestamp",
    metavar="URL|FILE",
    default="",
    help="Have an authority (RFC 3161) say when, or put its reply in FILE beside the statement.",
)
@click.pass_context
def sign(
    context: click.Context,
    directory: Path,
    keys: tuple[Path, ...],
    assessor: str,
    previous: Path | None,
    timestamp: str,
) -> None:
    """
    Sign a run: every file of it, the root of its log, and what came of it.

    DIR is what `unseen audit --out` wrote. The statement (in-toto, in a DSSE envelope) is put there. Give
    --key twice for two signatures, say of assessor and approver.
    """
    from unseen.cli.sign import sign

    context.exit(sign(directory, keys, assessor, previous, timestamp))


@click.command()
@click.argument("directory", metavar="DIR", type=_DIRECTORY, default="unseen-report")
@click.option("--key", metavar="FILE", type=_DIRECTORY, required=True, help="The public key, in PEM.")
@click.option("--previous", metavar="DIR", type=_DIRECTORY, help="The run before, to check the chain.")
@click.option(
    "--authority",
    metavar="FILE",
    type=_DIRECTORY,
    help="The certificates, in PEM, of the authority that made the timestamp.",
)
@click.pass_context
def verify(
    context: click.Context, directory: Path, key: Path, previous: Path | None, authority: Path | None
) -> None:
    """
    Check that a signed run is what was signed, to the byte, and whole.

    What is broken is named, the first thing first. docs/evidence.md says how to check it without unseen.

    \b
    Exit codes:
      0    everything holds
      1    something is not what was signed
      2    there is no statement, or no key
      3    everything holds, but the run is partial
    """
    from unseen.cli.sign import verify

    context.exit(verify(directory, key, previous, authority))


@click.command()
@click.argument("path", metavar="FILE", type=_DIRECTORY)
@click.pass_context
def keygen(context: click.Context, path: Path) -> None:
    """Make an ed25519 key to sign with: FILE, and the public half FILE.pub."""
    from unseen.cli.sign import keygen

    context.exit(keygen(path))


COMMANDS = (replay, sign, verify, keygen)
