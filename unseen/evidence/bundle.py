"""
What lies in a bundle, the directory of a run: plain files, each with its digest.

A signature speaks of bytes. A symbolic link has none of its own, and a pipe others each time, so neither
has a place in a bundle.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

ENVELOPE = "statement.dsse.json"
TIMESTAMP = "statement.tsr"
UNSIGNED = frozenset({ENVELOPE, TIMESTAMP})
"""What the statement does not cover: the envelope around it, and the timestamp on that."""


def digests(directory: Path) -> Mapping[str, str]:
    """
    The SHA-256 of every file below a directory by its path there, but for `UNSIGNED`; in hex.

    Raises OSError for a folder or a file that cannot be read.
    """
    return {
        name: digest(path)
        for name, path in _entries(directory)
        if name not in UNSIGNED and path.is_file() and not path.is_symlink()
    }


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex, however large it is."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def strange(directory: Path) -> Iterator[str]:
    """In a sentence each: what lies below a directory and is no plain file."""
    for name, path in _entries(directory):
        if path.is_symlink():
            yield f"`{name}` is a symbolic link: what it leads to can be exchanged unseen"
        elif not path.is_file():
            yield f"`{name}` is no plain file"


def _entries(directory: Path) -> Iterator[tuple[str, Path]]:
    """Everything below a directory but directories, by its path there, in order; no link is followed."""
    for folder, folders, files in os.walk(directory, onerror=_refused):
        folders.sort()
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted(links + files):
            path = Path(folder, name)
            yield path.relative_to(directory).as_posix(), path


def _refused(error: OSError) -> None:
    raise error
