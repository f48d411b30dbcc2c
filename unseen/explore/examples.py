"""Hypothesis's example database, one shelf for each promise."""

from collections.abc import Iterable
from pathlib import Path

from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase


class Shelf(ExampleDatabase):
    """The part of a database that belongs to one promise; Hypothesis knows its tests by their code only."""

    def __init__(self, whole: ExampleDatabase, name: str) -> None:
        super().__init__()
        self._whole = whole
        self._name = name.encode() + b"\0"

    def save(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        self._whole.save(self._name + key, value)

    def fetch(self, key: bytes) -> Iterable[bytes]:
        """Every value that was kept."""
        return self._whole.fetch(self._name + key)

    def delete(self, key: bytes, value: bytes) -> None:
        """Keep a value no longer."""
        self._whole.delete(self._name + key, value)


def database(directory: str, name: str) -> ExampleDatabase | None:
    """The shelf of a promise in the database of this directory; None without a directory."""
    if not directory:
        return None
    return Shelf(DirectoryBasedExampleDatabase(Path(directory)), name)
