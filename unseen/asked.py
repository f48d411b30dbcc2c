"""What a run is asked for: the options, and the head of the record that they make."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unseen.beside import Beside
from unseen.policy import Policy
from unseen.record import Clause, Header


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line. `target` is a name or an address."""

    target: str
    profile: str
    fault: str
    seed: int
    record: Path | None
    tags: tuple[str, ...] = ()
    waivers: Path | None = None
    strict: bool = False
    evidence: Path | None = None
    replay: Path | None = None
    done: Path | None = None
    root: Path = Path()


def header(options: Options, policy: Policy, beside: Beside, **more: Any) -> Header:
    """The head of the record of a run; `more` are the fields that none of the three knows."""
    known = {id(each): each for each in policy.clauses.values()}.values()
    clauses = {clause.id: clause for each in known for clause in each.clauses}
    sections = {section.id: section for each in known for section in each.sections}
    return Header(
        target=options.target,
        profile=options.profile,
        fault=options.fault or None,
        seed=options.seed,
        sections=tuple(sections.values()),
        clauses=tuple(
            Clause(
                id=each.id,
                section=each.section,
                rule=each.rule,
                profile=each.profile,
                audience=each.audience,
                reviewed=beside.reviewed.get(each.id, ""),
                conditional=each.conditional,
            )
            for each in clauses.values()
        ),
        waivers=beside.waivers,
        strict=options.strict,
        evidence=options.evidence.name if options.evidence else "",
        **more,
    )
