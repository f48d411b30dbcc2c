"""What lies beside the clauses of a policy: the waivers, and the reviews of its rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from unseen.model import PolicyError
from unseen.policy import shown
from unseen.record import Waiver
from unseen.reviewed import REVIEWED, load_reviewed
from unseen.waivers import WAIVERS, load_waivers


@dataclass(frozen=True, slots=True)
class Beside:
    """Waivers, the digest that each clause was reviewed with, and what could not be read."""

    waivers: tuple[Waiver, ...] = ()
    reviewed: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[PolicyError, ...] = ()


def read_beside(folders: Iterable[Path], root: Path, waivers: Path | None = None) -> Beside:
    """
    Read what lies in the folders of a policy. Never raises: see `problems`.

    Args:
        folders: those with a `clauses.toml`.
        root: what paths are shown relative to.
        waivers: a file that is read instead of those in the folders.
    """
    folders = tuple(folders)
    found: list[Waiver] = []
    reviewed: dict[str, str] = {}
    problems: list[PolicyError] = []
    for path in [waivers] if waivers else [each / WAIVERS for each in folders if (each / WAIVERS).is_file()]:
        try:
            found += load_waivers(path, shown(path, root))
        except PolicyError as error:
            problems.append(error)
    for path in (each / REVIEWED for each in folders):
        try:
            reviewed |= load_reviewed(path, shown(path, root))
        except PolicyError as error:
            problems.append(error)
    return Beside(tuple(found), reviewed, tuple(problems))
