"""`unseen sign`, `unseen verify` and `unseen keygen`: evidence that somebody answers for."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from unseen.cli.errors import Wrong, because
from unseen.cli.report import read_run
from unseen.evidence import agreement, bundle, log
from unseen.evidence.bundle import ENVELOPE, TIMESTAMP
from unseen.evidence.calls import EvidenceError
from unseen.evidence.statement import EVIDENCE, Chain, statement
from unseen.evidence.store import Store
from unseen.evidence.writer import LOG, put
from unseen.record import RecordError, Run

_MOST = 20


def write_log(run: Run, directory: Path) -> str:
    """Put the log of a run beside its evidence; gives its root. `Wrong` when there is no evidence."""
    try:
        return log.write(run, Store.open(directory))
    except EvidenceError as error:
        raise Wrong(str(error), "audit again, without `--no-evidence`") from error


def keep_log(run: Run, directory: Path) -> None:
    """The log of a run that has just been played, if there is evidence of it."""
    try:
        log.write(run, Store.open(directory))
    except EvidenceError:
        pass  # nothing was played; a damaged file is named by whoever replays or signs it
    except OSError as error:
        click.echo(f"error: `{directory / LOG}` cannot be written: {because(error)}", err=True)
        click.echo("  → make room; `unseen sign` writes it again", err=True)


def sign(
    directory: Path, keys: Iterable[Path], assessor: str, previous: Path | None, timestamp: str = ""
) -> int:
    """
    Sign the directory of a run with each key; returns the exit code.

    `timestamp` is the address of an authority, or a file with its reply; "" for none.
    """
    _need_cryptography()
    from unseen.evidence import envelope

    run = read_run(directory)
    try:
        private = [envelope.private_key(path) for path in keys]
        before = _chain(previous) if previous else None
    except envelope.EnvelopeError as error:
        raise Wrong(str(error), "make one with `unseen keygen FILE`, or with openssl") from error
    except OSError as error:
        raise Wrong(f"`{error.filename}` cannot be read: {because(error)}", "check the path") from error
    root = write_log(run, directory / EVIDENCE)
    bare = _consistent(run, directory)
    try:
        payload = statement(directory, run, assessor=assessor, previous=before)
    except RecordError as error:
        raise Wrong(f"`{directory}` cannot be signed: {error}", "audit again") from error
    signed = envelope.sign(payload, *private)
    _forget_stamp(directory, signed)
    put(directory / ENVELOPE, signed)
    whole = "" if not run.partial else " (PARTIAL)"
    click.echo(f"signed{whole}: `{directory / ENVELOPE}` covers every file in `{directory}`")
    click.echo(f"  root {root}")
    if timestamp:
        from unseen.cli.stamp import put_stamp

        put_stamp(directory, signed, timestamp)
    for each in bare[:_MOST]:
        click.echo(f"note: `{each}` was played, and there is no evidence of it")
    if bare:
        click.echo(f"  → whoever verifies the run is told that it is not whole: {len(bare)} without evidence")
    return 0


def _forget_stamp(directory: Path, signed: bytes) -> None:
    """Remove the timestamp on another statement than this one."""
    path = directory / ENVELOPE
    if not path.exists() or path.read_bytes() != signed:
        (directory / TIMESTAMP).unlink(missing_ok=True)


def _consistent(run: Run, directory: Path) -> tuple[str, ...]:
    """The scenarios without evidence; `Wrong` for a directory that cannot be signed as it is."""
    wrong = [*bundle.strange(directory), *agreement.contradictions(run, Store.open(directory / EVIDENCE))]
    if wrong:
        raise Wrong(wrong[0], "sign the directory as `unseen audit` left it")
    return agreement.unproved(run, Store.open(directory / EVIDENCE))


def _chain(previous: Path) -> Chain:
    root, _ = log.read_root(previous / EVIDENCE / LOG)
    return Chain(root, read_run(previous).header.started)


def verify(directory: Path, key: Path, previous: Path | None, authority: Path | None = None) -> int:
    """
    Check a signed directory and say what holds; returns the exit code.

    `authority` has the certificates of whoever made the timestamp on it, if that is to be checked.
    """
    _need_cryptography()
    from unseen.evidence import envelope, verify

    try:
        checked = verify.verify(directory, envelope.public_key(key), previous)
    except envelope.EnvelopeError as error:
        raise Wrong(str(error), "name the public key of whoever signed the run") from error
    except OSError as error:
        raise Wrong(
            f"`{error.filename}` cannot be read: {because(error)}",
            "name the directory of a run that was signed with `unseen sign`, and the public key",
        ) from error
    from unseen.cli.stamp import add_stamp

    unchecked = add_stamp(checked, directory, authority)
    for sentence in checked.said:
        click.echo(f"✓ {sentence}")
    for sentence in checked.wrong[:_MOST]:
        click.echo(f"✗ {sentence}")
    if len(checked.wrong) > _MOST:
        click.echo(f"… and {len(checked.wrong) - _MOST} more")
    if checked.wrong:
        click.echo(f"BROKEN: `{directory}` is not what was signed")
        return 1
    if checked.partial:
        click.echo(f"PARTIAL: what is there is what was signed, but the run is not whole: {checked.partial}")
        return 3
    if unchecked:
        click.echo(f"? {unchecked}")
    click.echo("VERIFIED: the run is whole, and every byte of it is what was signed")
    return 0


def keygen(path: Path) -> int:
    """Make a key: the private half in a new file that nobody else can read, the public half in `FILE.pub`."""
    _need_cryptography()
    from unseen.evidence.envelope import generate

    private, public = generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(private)
        path.with_name(path.name + ".pub").write_bytes(public)
    except FileExistsError as error:
        raise Wrong(f"`{path}` is there already", "name another file: a key is never replaced") from error
    except OSError as error:
        raise Wrong(f"`{path}` cannot be written: {because(error)}", "name another file") from error
    click.echo(f"private key `{path}` (keep it to yourself), public key `{path}.pub` (give it to auditors)")
    return 0


def _need_cryptography() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError as error:
        raise Wrong("signatures need the package `cryptography`", "pip install 'unseen[sign]'") from error
