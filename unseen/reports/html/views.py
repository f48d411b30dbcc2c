"""What the page shows of a run, cut into its sections, rules and regulations. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unseen.model import Verdict
from unseen.record import WORST_FIRST, ClauseResult, Planned, Run, Section
from unseen.regulation import LAWS, REGULATIONS

_NUMBER = re.compile(r"\d+|\D+")


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the policy and the verdicts on its clauses."""

    section: Section
    results: tuple[ClauseResult, ...]

    @property
    def tally(self) -> list[tuple[Verdict, int]]:
        """How many clauses have each verdict, the worst first."""
        return tally(each.verdict for each in self.results)


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that scenarios name by a tag, and the verdicts on these."""

    law: str
    tag: str
    clauses: tuple[str, ...]
    tally: list[tuple[Verdict, int]]


def tally(verdicts: Iterable[Verdict]) -> list[tuple[Verdict, int]]:
    """How many there are of each verdict, the worst first."""
    found = Counter(verdicts)
    return [(verdict, found[verdict]) for verdict in WORST_FIRST if found[verdict]]


def sections(run: Run) -> Iterator[SectionView]:
    """The sections that have clauses, in the policy's order."""
    for section in run.header.sections:
        results = tuple(each for each in run.clauses if each.clause.section == section.id)
        if results:
            yield SectionView(section, results)


def law_of(tag: str) -> str:
    """The regulation or standard that a tag names; "" for a tag that names none."""
    found = REGULATIONS.fullmatch(tag)
    return LAWS[found[1]].partition(",")[0] if found else ""


def provisions(run: Run) -> list[Provision]:
    """Every provision that a scenario names, by regulation."""
    verdicts: dict[str, list[Verdict]] = {}
    clauses: dict[str, dict[str, None]] = {}
    for plan in run.header.planned:
        for tag in plan.tags:
            if law_of(tag):
                verdicts.setdefault(tag, []).append(run.by_id[plan.id].verdict)
                clauses.setdefault(tag, {}).update(dict.fromkeys(plan.clauses))
    laws = [law.partition(",")[0] for law in LAWS.values()]
    ordered = sorted(verdicts, key=lambda tag: (laws.index(law_of(tag)), _natural(tag)))
    return [Provision(law_of(tag), tag, tuple(sorted(clauses[tag])), tally(verdicts[tag])) for tag in ordered]


def _natural(text: str) -> list[tuple[int, str]]:
    """Numbers in a text compare as numbers."""
    return [(int(part) if part.isdigit() else -1, part) for part in _NUMBER.findall(text)]


def own_words(result: ClauseResult) -> tuple[str, ...]:
    """The rules of feature files that a clause is tested by, where they say it in other words."""
    said = _bare(result.clause.rule)
    return tuple(
        rule for rule in dict.fromkeys(plan.rule for plan in result.scenarios) if rule and _bare(rule) != said
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def audiences(text: str) -> tuple[str, ...]:
    """Who a clause keeps something from, one by one: "creator (hidden), saver" is "creator", "saver"."""
    return tuple(
        name for part in re.sub(r"\([^)]*\)", "", text).split(",") if (name := " ".join(part.split()))
    )


def row_of(plan: Planned) -> str:
    """What tells this scenario from others of its outline: the row of its examples, "" without one."""
    _, _, rest = plan.id.rpartition(f"{plan.scenario}[")
    return rest.removesuffix("]") if rest != plan.id else ""
