"""Traceability as text for a terminal: from a clause down, or from anything else up to the clauses."""

from collections.abc import Iterator, Sequence

from unseen.model import Verdict
from unseen.record import ClauseResult, Run
from unseen.regulation import CAUTION, spelled
from unseen.reports.terminal import Paper
from unseen.reports.trace import GAPS, Gap, Link, gaps, links
from unseen.reports.wording import SIGNS, WISHED, many, promise, ranges, sentence

_FEW = 6


def names(run: Run) -> tuple[str, ...]:
    """Everything that can be asked about: clauses, regulation tags, surfaces, schemas, categories."""
    found = links(run)
    return tuple(
        dict.fromkeys(
            (
                *(clause.id for clause in run.header.clauses),
                *sorted({tag for link in found for tag in link.regulations}),
                *sorted({name for link in found for name in link.surfaces}),
                *sorted({sheet.schema for sheet in run.header.sheets}),
                *sorted({category for link in found for category in link.categories}),
            )
        )
    )


def render(run: Run, paper: Paper, words: Sequence[str] = ()) -> str:
    """The whole policy in short and every gap; with `words` (of `names`) what each of them is linked to."""
    lines = _asked(run, paper, words) if words else _whole(run, paper)
    return "\n".join(lines) + "\n"


def _whole(run: Run, paper: Paper) -> Iterator[str]:
    found = links(run)
    for section in run.header.sections:
        own = [each for each in run.clauses if each.clause.section == section.id]
        if own:
            yield paper.bold(section.title)
        for each in own:
            mine = [link for link in found if link.clause == each.clause.id and link.plan]
            rules = {link.plan.rule for link in mine if link.plan}
            tags = {tag for link in mine for tag in link.regulations}
            parts = [many(len(rules), "rule"), many(len(mine), "scenario")]
            parts += [many(len(tags), "provision")] if tags else []
            parts += [WISHED] if each.clause.conditional else []
            sign = paper.verdict(each.verdict)
            yield f"  {each.clause.id:<8} {sign}  {', '.join(parts)}"
    yield ""
    yield from render_gaps(run, paper)
    yield ""
    yield paper.wrapped("`unseen trace RECORD NOT-5 gdpr-25-2 push` tells what these are linked to", "  ")


def render_gaps(run: Run, paper: Paper) -> Iterator[str]:
    """Every gap by its kind and name."""
    found = gaps(run)
    if not found:
        yield "No gap: every clause has a rule, every rule a clause, every scenario a verdict."
        return
    yield paper.bold(many(len(found), "gap").capitalize())
    for kind, meaning in GAPS.items():
        own = [gap for gap in found if gap.kind == kind]
        if own:
            yield paper.wrapped(f"{len(own)} × {kind}: {meaning}", "    ", "  ! ")
            yield paper.wrapped(_named(own), "      ")


def _named(found: Sequence[Gap]) -> str:
    if not found[0].where:
        return ranges(gap.name for gap in found)
    shown = "; ".join(f"{gap.name} ({gap.where})" for gap in found[:_FEW])
    more = len(found) - _FEW
    return f"{shown} … and {more} more" if more > 0 else shown


def _asked(run: Run, paper: Paper, words: Sequence[str]) -> Iterator[str]:
    found = links(run)
    clauses = {each.clause.id: each for each in run.clauses}
    for number, word in enumerate(words):
        if number:
            yield ""
        if word in clauses:
            yield from _clause(clauses[word], [each for each in found if each.clause == word], paper)
        else:
            yield from _upward(run, word, [each for each in found if _speaks_of(each, word)], paper)


def _speaks_of(link: Link, word: str) -> bool:
    return word in (*link.regulations, *link.surfaces, *link.schemas, *link.categories)


def _clause(each: ClauseResult, own: Sequence[Link], paper: Paper) -> Iterator[str]:
    yield paper.bold(each.clause.id) + " " + paper.verdict(each.verdict)
    yield paper.wrapped(promise(each.clause.rule, each.clause.conditional), "  ")
    tags = dict.fromkeys(tag for link in own for tag in link.regulations)
    if tags:
        yield paper.wrapped(f"supports: {', '.join(map(spelled, tags))}", "    ", "  ")
        yield paper.wrapped(CAUTION, "    ", "    ")
    if not own or own[0].plan is None:
        yield paper.wrapped(f"! {GAPS['clause without rule']}", "    ", "  ")
    rule = None
    for link in own:
        if link.plan is None or link.result is None:
            continue
        if link.plan.rule != rule:
            rule = link.plan.rule
            yield paper.wrapped(f"Rule: {rule or '(none)'}", "    ", "  ")
        result, plan = link.result, link.plan
        said = f"{SIGNS[result.verdict]} {result.verdict}: {plan.scenario}  {plan.file}:{plan.line}"
        yield paper.wrapped(said, "      ", "    ")
        if result.verdict not in (Verdict.KEPT, Verdict.BROKEN) and result.reason:
            yield paper.wrapped(sentence(result.reason), "      ")
        for finding in (finding for step in result.steps for finding in step.findings):
            yield paper.wrapped(f"found: {finding.message}", "        ", "      ")
        yield paper.wrapped(_evidence(link), "        ", "      ")


def _evidence(link: Link) -> str:
    steps = link.result.steps if link.result else ()
    worlds = sum(step.census.worlds for step in steps)
    seen = sum(step.census.observations for step in steps)
    where = ", ".join(link.surfaces) if len(link.surfaces) <= _FEW else many(len(link.surfaces), "surface")
    return (
        f"{many(worlds, 'world')}, {many(seen, 'observation')} on {where or 'no surface'}, "
        f"{many(len(link.schemas), 'schema')}" + (f"; {link.evidence}" if link.evidence else "")
    )


def _upward(run: Run, word: str, own: Sequence[Link], paper: Paper) -> Iterator[str]:
    said = spelled(word)
    yield paper.bold(word if said == word else f"{word} ({said})")
    for sheet in run.header.sheets:
        fields = [
            pointer
            for pointer, category in sheet.fields
            if category == word or word in (sheet.schema, sheet.surface)
        ]
        if fields:
            more = f" … and {len(fields) - _FEW} more" if len(fields) > _FEW else ""
            shown = f"{sheet.schema} on {sheet.surface}: {', '.join(fields[:_FEW])}{more}"
            yield paper.wrapped(shown, "    ", "  ")
    scenarios = {link.plan.id: link for link in own if link.plan}
    for each in run.clauses:
        mine = [link for link in own if link.clause == each.clause.id]
        if mine:
            sign = paper.verdict(each.verdict)
            yield f"  {each.clause.id:<8} {sign}  {many(len(mine), 'scenario')}"
    if not scenarios:
        yield "  no scenario of this run has to do with it"
