"""
Tapes that once showed a leak, kept in an example database of Hypothesis.

A test of Hypothesis that has a seed of its own does not use its database, so that it can be repeated; here
both are wanted, and what is kept is given to it as examples.
"""

from dataclasses import dataclass
from pathlib import Path

from hypothesis.database import DirectoryBasedExampleDatabase


@dataclass(frozen=True, slots=True)
class Examples:
    """The tapes of one promise in the database of a directory; without a directory, none."""

    directory: str
    promise: str

    def tapes(self) -> list[bytes]:
        """Every tape that was kept, the shortest first."""
        if not self.directory:
            return []
        return sorted(self._database.fetch(self._key), key=lambda tape: (len(tape.rstrip(b"\0")), tape))

    def keep(self, tape: bytes) -> None:
        """Keep a tape for the next search."""
        if self.directory:
            self._database.save(self._key, tape)

    @property
    def _key(self) -> bytes:
        return self.promise.encode()

    @property
    def _database(self) -> DirectoryBasedExampleDatabase:
        return DirectoryBasedExampleDatabase(Path(self.directory))
