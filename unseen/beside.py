"""What lies beside the clauses of a policy: the waivers, and the reviews of its rules."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from unseen.model import PolicyError, Where
from unseen.policy import Policy, shown
from unseen.record import Waiver
from unseen.record.waiver import IN_FORCE, status
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


def check_beside(policy: Policy, beside: Beside, today: date) -> list[PolicyError]:
    """What is wrong, on this day, with what lies beside the clauses of a policy."""
    known = {clause.id for clauses in policy.clauses.values() for clause in clauses.clauses}
    known |= {rule.name for document in policy.documents for rule in document.rules if rule.name}
    found = list(beside.problems)
    for waiver in beside.waivers:
        where = Where(waiver.file, waiver.line)
        state = status(waiver, today)
        if state.state not in IN_FORCE:
            said = f"the waiver `{waiver.id}` is {state.state}: {state.note}"
            found.append(PolicyError(said, where, "mend it, or take it out"))
        for rule in waiver.rules:
            if rule not in known:
                near = difflib.get_close_matches(rule, known, 1)
                remedy = f"did you mean `{near[0]}`?" if near else "name a clause, or a rule in its own words"
                said = f"the waiver `{waiver.id}` is for `{rule}`, which is no clause and no rule"
                found.append(PolicyError(said, where, remedy))
    return found
