"""
Traceability: clause, provision, rule, scenario, what was shown to its readers, verdict, evidence; both ways.

And the gaps, by name: what nothing leads to, or from.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from unseen.model import Verdict
from unseen.record import Planned, Result, Run, digest
from unseen.regulation import CAUTION, regulations

GAPS = {
    "clause without rule": "no rule of this run speaks of the clause",
    "rule without clause": "nobody can say what the rule is there for",
    "scenario never run": "the scenario was planned, and got no verdict",
    "schema field without category": "nobody has said what the field tells about whom",
    "clause changed since review": "its rules may prove what the clause no longer says",
    "clause never reviewed": "nobody has said that its rules prove what it says",
}
"""Every kind of gap, and what it means."""

COLUMNS = (
    "clause",
    "promise",
    "section",
    "clause verdict",
    "regulations",
    "rule",
    "scenario",
    "place",
    "verdict",
    "reason",
    "surfaces",
    "schemas",
    "categories",
    "worlds",
    "observations",
    "record line sha-256",
    "evidence",
)


@dataclass(frozen=True, slots=True)
class Link:
    """
    One scenario as the proof of one clause ("" for none), or a clause without any (`plan` is None).

    `surfaces` are those its promises looked at, `schemas` those of what can be received there; `evidence` is
    the file with everything that was seen.
    """

    clause: str
    plan: Planned | None = None
    result: Result | None = None
    surfaces: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    evidence: str = ""

    @property
    def regulations(self) -> tuple[str, ...]:
        """The provisions that the scenario supports."""
        return regulations(self.plan.tags) if self.plan else ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that leads nowhere: its kind (of `GAPS`), its name, where it stands."""

    kind: str
    name: str
    where: str = ""


def links(run: Run) -> tuple[Link, ...]:
    """One for each clause and each scenario that proves it, in the order of the policy."""
    known = {clause.id for clause in run.header.clauses}
    made = {plan.id: _link(run, plan) for plan in run.header.planned}
    found: list[Link] = []
    for each in run.clauses:
        own = [made[plan.id] for plan in each.scenarios]
        found += [_of(link, each.clause.id) for link in own] or [Link(each.clause.id)]
    found += [_of(made[plan.id], "") for plan in run.header.planned if known.isdisjoint(plan.clauses)]
    return tuple(found)


def _of(link: Link, clause: str) -> Link:
    return replace(link, clause=clause)


def _link(run: Run, plan: Planned) -> Link:
    result = run.by_id[plan.id]
    surfaces = sorted({name for step in result.steps for name in step.census.surfaces})
    sheets = [sheet for sheet in run.header.sheets if sheet.surface in surfaces]
    categories = sorted({category for sheet in sheets for _, category in sheet.fields if category})
    schemas = tuple(sheet.schema for sheet in sheets)
    return Link("", plan, result, tuple(surfaces), schemas, tuple(categories), run.evidence_of(plan))


def gaps(run: Run) -> tuple[Gap, ...]:
    """Every gap, by kind in the order of `GAPS`."""
    order = list(GAPS)
    return tuple(sorted(_gaps(run), key=lambda gap: order.index(gap.kind)))


def _gaps(run: Run) -> Iterator[Gap]:
    yield from _clause_gaps(run)
    known = {clause.id for clause in run.header.clauses}
    for rule in run.rules:
        if all(known.isdisjoint(plan.clauses) for plan in rule.scenarios):
            where = f"{rule.file}:{rule.scenarios[0].line}"
            yield Gap("rule without clause", rule.rule or rule.feature, where)
    for plan in run.header.planned:
        if run.by_id[plan.id].verdict is Verdict.NOT_TESTED:
            yield Gap("scenario never run", plan.scenario, f"{plan.file}:{plan.line}")
    for sheet in run.header.sheets:
        for pointer, category in sheet.fields:
            if not category:
                yield Gap("schema field without category", f"{sheet.schema} {pointer}", sheet.surface)


def _clause_gaps(run: Run) -> Iterator[Gap]:
    for each in run.clauses:
        clause = each.clause
        if not each.scenarios and each.verdict is Verdict.NOT_TESTED:
            yield Gap("clause without rule", clause.id)
        if not clause.reviewed:
            yield Gap("clause never reviewed", clause.id)
        elif clause.reviewed != clause.digest:
            yield Gap("clause changed since review", clause.id)


def render_csv(run: Run) -> str:
    """The links as CSV, one line each; what a spreadsheet would take for a formula is quoted."""
    verdicts = {each.clause.id: each for each in run.clauses}
    sections = {section.id: section.title for section in run.header.sections}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for link in links(run):
        clause = verdicts.get(link.clause)
        of_clause = (
            (clause.clause.rule, sections.get(clause.clause.section, clause.clause.section), clause.verdict)
            if clause
            else ("", "", "")
        )
        writer.writerow(map(_cell, (link.clause, *of_clause, *_row(link))))
    return out.getvalue()


def _row(link: Link) -> Iterable[str]:
    plan, result = link.plan, link.result
    if plan is None or result is None:
        return [""] * (len(COLUMNS) - 4)
    worlds = sum(step.census.worlds for step in result.steps)
    observations = sum(step.census.observations for step in result.steps)
    return (
        " ".join(link.regulations),
        plan.rule,
        plan.scenario,
        f"{plan.file}:{plan.line}",
        str(result.verdict),
        result.reason,
        "; ".join(link.surfaces),
        "; ".join(link.schemas),
        "; ".join(link.categories),
        str(worlds),
        str(observations),
        digest(result),
        link.evidence,
    )


def _cell(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def render_json(run: Run) -> str:
    """The same as JSON, and the other way: by regulation, by surface, by schema field; and the gaps."""
    return json.dumps(document(run), ensure_ascii=False, indent=1) + "\n"


def document(run: Run) -> dict[str, Any]:
    """Traceability as data."""
    found = links(run)
    return {
        "format": 1,
        "unseen": run.header.unseen,
        "started": run.header.started,
        "caution": CAUTION,
        "clauses": [
            {
                "id": each.clause.id,
                "section": each.clause.section,
                "promise": each.clause.rule,
                "conditional": each.clause.conditional,
                "digest": each.clause.digest,
                "reviewed": each.clause.reviewed,
                "verdict": str(each.verdict),
                "note": each.note,
                "regulations": _distinct(tag for plan in each.scenarios for tag in regulations(plan.tags)),
                "scenarios": [plan.id for plan in each.scenarios],
            }
            for each in run.clauses
        ],
        "scenarios": [
            _scenario(link) for link in {each.plan.id: each for each in found if each.plan}.values()
        ],
        "regulations": [
            {
                "tag": tag,
                "clauses": _distinct(
                    each.clause for each in found if tag in each.regulations and each.clause
                ),
                "scenarios": _distinct(
                    each.plan.id for each in found if each.plan and tag in each.regulations
                ),
            }
            for tag in sorted({tag for each in found for tag in each.regulations})
        ],
        "schemas": [
            {
                "schema": sheet.schema,
                "surface": sheet.surface,
                "fields": [{"pointer": pointer, "category": category} for pointer, category in sheet.fields],
                "clauses": _distinct(
                    each.clause for each in found if sheet.schema in each.schemas and each.clause
                ),
                "scenarios": _distinct(
                    each.plan.id for each in found if each.plan and sheet.schema in each.schemas
                ),
            }
            for sheet in run.header.sheets
        ],
        "gaps": [{"kind": each.kind, "name": each.name, "where": each.where} for each in gaps(run)],
    }


def _scenario(link: Link) -> dict[str, Any]:
    plan, result = link.plan, link.result
    if plan is None or result is None:
        return {}
    return {
        "id": plan.id,
        "rule": plan.rule,
        "scenario": plan.scenario,
        "file": plan.file,
        "line": plan.line,
        "clauses": list(plan.clauses),
        "regulations": list(link.regulations),
        "verdict": str(result.verdict),
        "reason": result.reason,
        "surfaces": list(link.surfaces),
        "schemas": list(link.schemas),
        "categories": list(link.categories),
        "findings": _distinct(each.fingerprint for step in result.steps for each in step.findings),
        "evidence": {"record line": f"sha256:{digest(result)}", "calls": link.evidence},
    }


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
