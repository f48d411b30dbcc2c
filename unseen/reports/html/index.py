"""
What the page searches: every scenario with its steps, and what it can be filtered by, as plain data.

Texts that come again and again (steps, reasons) are kept once and referred to by number, so that five
thousand scenarios stay small. The fields of each list are named in `script/list.js`, which reads them.
"""

from collections.abc import Mapping
from typing import Any

from unseen.model import Finding, Verdict
from unseen.record import Run, findings
from unseen.reports.html.markup import OUTCOMES, slug
from unseen.reports.html.views import audiences, law_of, row_of
from unseen.reports.wording import SIGNS, replay

NO_PAYLOADS = -1
"""In place of the number of a chunk: the payloads of this scenario are not in the page."""


class _Words:
    """Texts by number, each once, in the order in which they came."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    @property
    def texts(self) -> list[str]:
        return list(self.numbers)


def index(run: Run, chunks: Mapping[str, int], elsewhere: str = "") -> dict[str, Any]:
    """
    The data of the list of scenarios.

    `chunks` says for each scenario's id in which chunk of payloads its own are, `elsewhere` in words where
    the payloads of the others are.
    """
    texts, clauses, tags, surfaces, readers, oracles = (_Words() for _ in range(6))
    rules: dict[tuple[str, str, str], int] = {}
    known = {breach.fingerprint: breach for breach in (*run.excused, *run.breaches)}
    ordered = [*run.breaches, *(each for each in run.excused if known[each.fingerprint] is each)]
    breaches = {breach.fingerprint: number for number, breach in enumerate(ordered)}
    audience_of = {clause.id: audiences(clause.audience) for clause in run.header.clauses}
    for clause in run.header.clauses:
        clauses.number(clause.id)
    verdicts = list(Verdict)
    rows = []
    for plan in run.header.planned:
        result = run.by_id[plan.id]
        found = list(findings(result))
        seen = dict.fromkeys(surface for step in result.steps for surface in step.census.surfaces)
        seen |= dict.fromkeys(finding.surface for finding in found)
        who = dict.fromkeys(name for id_ in plan.clauses for name in audience_of.get(id_, ()))
        rows.append(
            [
                [plan.scenario, row_of(plan)],
                rules.setdefault((plan.file, plan.feature, plan.rule), len(rules)),
                plan.line,
                verdicts.index(result.verdict),
                texts.number(result.reason),
                round(result.seconds, 2),
                [clauses.number(id_) for id_ in plan.clauses],
                [tags.number(tag) for tag in plan.tags if tag not in plan.clauses],
                [surfaces.number(surface) for surface in seen],
                [readers.number(name) for name in who],
                [oracles.number(name) for name in dict.fromkeys(each.oracle for each in found)],
                [[breaches[each.fingerprint], *map(texts.number, _said(each))] for each in found],
                [
                    [texts.number(step.keyword), texts.number(step.text), texts.number(step.outcome)]
                    for step in result.steps
                ],
                sum(step.census.worlds for step in result.steps),
                sum(step.census.observations for step in result.steps),
                chunks.get(plan.id, NO_PAYLOADS),
            ]
        )
    commands = {file: replay(run, file) for file, _, _ in rules}
    return {
        "verdicts": [[str(verdict), SIGNS[verdict], slug(str(verdict))] for verdict in verdicts],
        "outcomes": {name: [sign, slug(name)] for name, sign in OUTCOMES.items()},
        "rules": [[feature, rule, file, commands[file]] for file, feature, rule in rules],
        "clauses": clauses.texts,
        "tags": [[tag, law_of(tag)] for tag in tags.texts],
        "surfaces": surfaces.texts,
        "audiences": readers.texts,
        "oracles": oracles.texts,
        "texts": texts.texts,
        "scenarios": rows,
        "evidence": elsewhere,
    }


def _said(each: Finding) -> tuple[str, ...]:
    return (
        each.message,
        each.surface,
        each.pointer,
        each.reader,
        each.request,
        each.oracle,
        each.relation,
        each.here,
        each.there,
    )
