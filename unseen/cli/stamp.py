"""The timestamp on a signed run: fetched or taken from a file by `unseen sign`, read by `unseen verify`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from unseen.cli.errors import Unreachable, Wrong, because
from unseen.evidence.bundle import ENVELOPE, TIMESTAMP
from unseen.evidence.stamp import QUERY_TYPE, StampError, check, plain, query, stamp_of
from unseen.evidence.writer import put

if TYPE_CHECKING:
    from unseen.evidence.verify import Checked

_TIMEOUT = 30.0
_LATER = "the run is signed all the same; the same command again puts a timestamp on it"


def put_stamp(directory: Path, envelope: bytes, source: str) -> None:
    """
    Put a timestamp on an envelope beside it; `source` is an authority's address, or a file with its reply.

    Raises `Wrong`: there is none to be had, or it is on something else.
    """
    _need_client()
    try:
        reply = _asked(source, envelope) if "://" in source else Path(source).read_bytes()
        reply = plain(reply)
        stamp = stamp_of(reply, envelope)
    except OSError as error:
        raise Wrong(f"`{source}` cannot be read: {because(error)}", _LATER) from error
    except StampError as error:
        raise Wrong(f"`{source}`: {error}", _LATER) from error
    put(directory / TIMESTAMP, reply)
    click.echo(f"timestamp: {stamp}; whoever verifies it needs the authority's certificate (`--authority`)")


def add_stamp(checked: "Checked", directory: Path, authority: Path | None) -> str:
    """Add what is to be said of the timestamp to what was found; gives what was not checked, and why."""
    path = directory / TIMESTAMP
    if path.is_symlink() or not path.exists():
        if authority is not None:
            checked.wrong.append(f"there is no timestamp `{TIMESTAMP}`")
        return ""
    if authority is None:
        return f"the timestamp `{TIMESTAMP}` was not checked; `--authority` names whose it should be"
    _need_client()
    try:
        stamp = check(path.read_bytes(), (directory / ENVELOPE).read_bytes(), authority)
    except StampError as error:
        checked.wrong.append(f"`{TIMESTAMP}`: {error}")
    except OSError as error:
        raise Wrong(f"`{error.filename}` cannot be read: {because(error)}", "check the path") from error
    else:
        checked.said.append(f"the statement was there at {stamp}, says the authority of `{authority}`")
    return ""


def _asked(url: str, envelope: bytes) -> bytes:
    import urllib3

    try:
        headers = {"content-type": QUERY_TYPE}
        body = query(envelope)
        reply = urllib3.request("POST", url, body=body, headers=headers, timeout=_TIMEOUT, retries=False)
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise Unreachable(f"the authority at `{url}` cannot be asked: {error}", _LATER) from error
    if reply.status != 200:
        raise Unreachable(f"the authority at `{url}` answers {reply.status}", _LATER)
    return reply.data


def _need_client() -> None:
    try:
        import rfc3161_client  # noqa: F401
    except ImportError as error:
        raise Wrong(
            "timestamps need the package `rfc3161-client`", "pip install 'unseen[timestamp]'"
        ) from error
