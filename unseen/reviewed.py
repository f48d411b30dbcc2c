"""
Which text of each clause its rules were last reviewed against: `reviewed.toml` beside `clauses.toml`.

A clause whose text has changed since then is a gap: its rules may prove what the policy no longer says.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from unseen.model import PolicyError, Where
from unseen.toml import read_toml

REVIEWED = "reviewed.toml"

_HEAD = """\
# The text of each clause, as a digest, when its rules were last reviewed against it.
# `unseen reviewed CLAUSE` notes a review; `unseen trace` names the clauses that changed since theirs.

[reviewed]
"""


def load_reviewed(path: Path, file: str = "") -> Mapping[str, str]:
    """The digest of each clause that was reviewed; empty without a file. Raises `PolicyError`."""
    file = file or str(path)
    if not path.exists():
        return {}
    data, _ = read_toml(path, "reviews", file)
    table = data.get("reviewed", {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise PolicyError(
            "`[reviewed]` is no table of digests", Where(file), "let `unseen reviewed` write the file"
        )
    return table


def write_reviewed(path: Path, digests: Mapping[str, str], order: Iterable[str]) -> None:
    """Write the digests in the order of the policy; those of clauses that are gone are left out."""
    rows = (f'{name} = "{digests[name]}"\n' for name in order if name in digests)
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")
