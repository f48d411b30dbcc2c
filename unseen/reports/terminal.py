"""The run as text for a terminal: verdicts by section, what broke and how to mend it, what to do next."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

from unseen.model import Verdict
from unseen.record import WORST_FIRST, Breach, ClauseResult, Run, Section
from unseen.reports.broken import place
from unseen.reports.wording import (
    ORACLES,
    SIGNS,
    WAIVER_SIGNS,
    WISHED,
    earlier,
    ground,
    headline,
    many,
    promise,
    ranges,
    replay,
    replay_breach,
    sentence,
    side,
    waiver_basis,
    waiver_scope,
)

_COLOURS = {
    Verdict.KEPT: "32",
    Verdict.BROKEN: "31",
    Verdict.WAIVED: "33",
    Verdict.NOT_APPLICABLE: "2",
    Verdict.INCONCLUSIVE: "33",
    Verdict.NOT_TESTED: "2",
}
SHOWN = 5
"""So many findings are shown in full; the report has all of them."""


class Paper:
    """Text for one terminal: so many columns wide, in colour or not."""

    def __init__(self, width: int = 80, colour: bool = False) -> None:
        self.width = max(40, min(width, 110))
        self._colour = colour

    def dye(self, text: str, code: str) -> str:
        """The text in a colour or weight (an SGR code)."""
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour and text else text

    def bold(self, text: str) -> str:
        """The text in bold."""
        return self.dye(text, "1")

    def dim(self, text: str) -> str:
        """The text in a fainter shade."""
        return self.dye(text, "2")

    def verdict(self, verdict: Verdict, text: str = "") -> str:
        """Sign and word of a verdict, in its colour."""
        return self.dye(f"{SIGNS[verdict]} {text or verdict}", _COLOURS[verdict])

    def wrapped(self, text: str, indent: str, first: str | None = None) -> str:
        """The text in lines no longer than the terminal; long words stay whole, control characters do not."""
        return textwrap.fill(
            "".join(letter if letter.isprintable() or letter.isspace() else "�" for letter in text),
            self.width,
            initial_indent=indent if first is None else first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )


def render(run: Run, paper: Paper, out: Path | None = None) -> str:
    """
    The whole summary.

    `out` is the directory of the reports, or None when none were written.
    """
    return "\n".join(_lines(run, paper, out)) + "\n"


def _lines(run: Run, paper: Paper, out: Path | None) -> Iterator[str]:
    yield from _asked(run, paper)
    if run.header.planned:
        yield from _sections(run, paper)
    yield from _problems(run, paper)
    yield from _broken(run, paper)
    yield from _waivers(run, paper)
    yield from _matrix(run, paper)
    yield from _marks(run, paper)
    yield from _unsettled(run, paper)
    yield from _not_tested(run, paper)
    yield ""
    yield _verdict(run, paper)
    yield from _basis(run, paper)
    if out is not None:
        yield paper.wrapped(f"Report: {out / 'report.html'}", "  ")
    yield paper.wrapped(f"Next:   {_next(run)}", "          ", "  ")


def _asked(run: Run, paper: Paper) -> Iterator[str]:
    header = run.header
    target = "the reference platform" if header.target == "stub" else f"`{header.target}`"
    planted = f", with `{header.fault}` planted in it" if header.fault else ""
    scenarios = many(len(header.planned), "scenario")
    yield paper.wrapped(
        f"{scenarios} for {many(len(header.clauses), 'clause')}, played on {target}{planted} "
        f"(profile {header.profile}, seed {header.seed})",
        "",
    )
    for override in header.overrides:
        yield paper.wrapped(f"! a packaged sentence is replaced by the project's own: {override}", "  ", "")


def _sections(run: Run, paper: Paper) -> Iterator[str]:
    width = max((len(section.title) for section in run.header.sections), default=0)
    width = min(width, 44 if paper.width >= 100 else 30)
    for section in run.header.sections:
        results = [each for each in run.clauses if each.clause.section == section.id]
        if results:
            yield _section(section, results, width, paper)
    conditional = [clause.id for clause in run.header.clauses if clause.conditional]
    if conditional:
        yield paper.wrapped(f"{ranges(conditional)} {WISHED}", "    ", "  ")


def _section(section: Section, results: list[ClauseResult], width: int, paper: Paper) -> str:
    groups = []
    for verdict in WORST_FIRST:
        ids = [each.clause.id for each in results if each.verdict is verdict]
        if ids:
            groups.append((verdict, f"{verdict} {ranges(ids)}"))
    groups.sort(key=lambda group: group[0] is Verdict.NOT_TESTED)
    title = textwrap.shorten(section.title, width, placeholder="…").ljust(width)
    margin = " " * (width + 4)
    lines, line, room = [], f"  {title}  ", paper.width - width - 4
    used = 0
    for number, (verdict, text) in enumerate(groups):
        if number and used + len(text) + 5 > room:
            lines.append(line)
            line, used = margin, 0
        gap = "   " if used else ""
        line += gap + paper.verdict(verdict, text)
        used += len(gap) + len(text) + 2
    return "\n".join([*lines, line])


def _problems(run: Run, paper: Paper) -> Iterator[str]:
    if run.problems:
        yield ""
        yield paper.bold(
            f"{many(len(run.problems), 'problem').capitalize()} to mend before anything can be said"
        )
    for problem in run.problems:
        where = f"{problem.where}: " if problem.where else ""
        yield paper.wrapped(f"{where}{problem.message}", "    ", "  ")
        if problem.remedy:
            yield paper.wrapped(problem.remedy, "      ", "    → ")


def _broken(run: Run, paper: Paper) -> Iterator[str]:
    broken = [each for each in run.clauses if each.verdict is Verdict.BROKEN]
    if broken:
        yield ""
        yield paper.bold("Broken clauses")
    for each in broken:
        yield paper.wrapped(_clause(each), "    ", "  ✗ ")
    if run.breaches:
        yield ""
        yield paper.bold("What was found")
    shown = run.breaches[:SHOWN]
    for number, (breach, first) in enumerate(zip(shown, earlier(shown), strict=True), 1):
        yield from _breach(run, number, breach, first, paper)
    more = len(run.breaches) - SHOWN
    if more > 0:
        yield paper.wrapped(f"… and {many(more, 'more finding', 'more findings')}, in the report", "  ")
    yield from _reasons(run, paper, Verdict.BROKEN, "Broken by what a sentence asserts")


def _clause(each: ClauseResult) -> str:
    return f"{each.clause.id}: {promise(each.clause.rule, each.clause.conditional)}"


def _breach(run: Run, number: int, breach: Breach, first_there: int, paper: Paper) -> Iterator[str]:
    finding = breach.finding
    lead = f"  {number}. "
    margin = " " * len(lead)
    yield paper.wrapped(sentence(finding.message), margin, lead)

    def row(name: str, text: str) -> str:
        return paper.wrapped(text, margin + " " * 11, f"{margin}{name:<9}  ")

    reached = f", reached {finding.reader}" if finding.reader else ""
    pointer = finding.pointer or "the whole reply"
    yield row("where", f"{finding.surface}, {pointer}{reached}")
    if finding.request:
        yield row("request", finding.request)
    if finding.here or finding.there:
        yield row("here", _short(side(finding.here)))
    if finding.oracle == "twins" or finding.there:
        yield row(
            "twin", _short(side(finding.there)) + (f"   ({finding.relation})" if finding.relation else "")
        )
    others = f" (and by {', '.join(finding.seen_by)})" if finding.seen_by else ""
    yield row("found by", f"{finding.oracle}: {ORACLES.get(finding.oracle, 'see the report')}{others}")
    if first_there:
        yield row("cause", f"probably that of finding {first_there}, met at the same place")
    if breach.clauses:
        yield row("breaks", ", ".join(breach.clauses))
    first = breach.scenarios[0]
    others = f" (and {len(breach.scenarios) - 1} more)" if len(breach.scenarios) > 1 else ""
    yield row("scenario", f"{first.file}:{first.line} {first.scenario}{others}")
    if finding.remedy:
        yield row("remedy", sentence(finding.remedy))
    yield row("again", replay_breach(run, breach))


def _short(text: str, most: int = 300) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text):,} characters; the report has all)"


def _waivers(run: Run, paper: Paper) -> Iterator[str]:
    waived = [each for each in run.clauses if each.verdict is Verdict.WAIVED]
    if waived:
        yield ""
        yield paper.bold("Broken, and waived")
    for each in waived:
        yield paper.wrapped(_clause(each), "    ", f"  {SIGNS[Verdict.WAIVED]} ")
    if run.waivers:
        yield ""
        yield paper.bold("Waivers")
    for status in run.waivers:
        waiver, sign = status.waiver, WAIVER_SIGNS[status.state]
        state = str(status.state).upper() if sign == "!" else str(status.state)
        name = waiver.id or waiver.where
        scenarios = f"; waives {many(len(status.scenarios), 'scenario')}" if status.scenarios else ""
        text = paper.wrapped(f"{name}: {state}: {status.note}{scenarios}", "    ", f"  {sign} ")
        yield paper.dye(text, "1;31") if sign == "!" else text
        yield paper.wrapped(f"{waiver_scope(status)} ({waiver.where})", "    ")
        yield paper.wrapped(waiver_basis(status), "    ")


def _matrix(run: Run, paper: Paper) -> Iterator[str]:
    """Who can tell what, where that was asked for: the cells that differ unexplained, or that none does."""
    if run.matrix is None:
        return
    yield ""
    yield paper.bold("Who can tell what")
    cells = sum(len(row.cells) for row in run.matrix.rows)
    apart = run.matrix.findings
    if not apart:
        words = f"each of {many(cells, 'cell')} is as declared, or its difference is explained"
        yield paper.wrapped(words, "    ", "  ✓ ")
    for row, audience, cell in apart[:SHOWN]:
        words = f"{row.title}, {audience}: declared {cell.declared}, observed {cell.observed}"
        yield paper.wrapped(words, "    ", "  ✗ ")
    if len(apart) > SHOWN:
        yield paper.wrapped(f"… and {len(apart) - SHOWN:,} more, in the report", "  ")


def _marks(run: Run, paper: Paper) -> Iterator[str]:
    if run.marks:
        yield ""
        yield paper.bold("What others claim")
    for mark in run.marks[:SHOWN]:
        found = mark.assessed
        words = f"{found.item} ({found.said}): {found.assessment}; {found.reason}"
        yield paper.wrapped(words, "    ", "  · ")
    more = len(run.marks) - SHOWN
    if more > 0:
        yield paper.wrapped(f"… and {more:,} more, in the report", "  ")


def _unsettled(run: Run, paper: Paper) -> Iterator[str]:
    yield from _reasons(run, paper, Verdict.INCONCLUSIVE, "Inconclusive scenarios")
    yield from _reasons(run, paper, Verdict.NOT_TESTED, "Scenarios without a verdict")
    yield from _reasons(run, paper, Verdict.NOT_APPLICABLE, "Not applicable scenarios")


def _reasons(run: Run, paper: Paper, verdict: Verdict, title: str) -> Iterator[str]:
    """Why scenarios have this verdict, where no finding tells."""
    reasons: dict[str, list[str]] = {}
    for plan in run.header.planned:
        result = run.by_id[plan.id]
        if result.verdict is verdict and not any(step.findings for step in result.steps):
            reason = result.reason or "no reason was given"
            line = place(plan, result) if verdict is Verdict.BROKEN else plan.line
            reasons.setdefault(reason, []).append(f"{plan.file}:{line}")
    if reasons:
        yield ""
        yield paper.bold(title)
    for reason, places in reasons.items():
        yield paper.wrapped(f"{len(places)} × {reason}", "      ", f"  {SIGNS[verdict]} ")
        shown = ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
        yield paper.wrapped(shown, "      ")


def _not_tested(run: Run, paper: Paper) -> Iterator[str]:
    if run.not_tested and run.header.planned:
        yield ""
        yield paper.bold("Not tested")
        ids = ranges(each.clause.id for each in run.not_tested)
        total = many(len(run.header.clauses), "clause")
        yield paper.wrapped(f"{len(run.not_tested)} of {total} got no verdict: {ids}", "  ")


def _verdict(run: Run, paper: Paper) -> str:
    verdict = run.verdict
    stopped = " (stopped before the end)" if run.interrupted else " (incomplete)" if run.partial else ""
    text = f"{str(verdict).upper()}{stopped}: {headline(run)}"
    return paper.dye(paper.wrapped(text, "  ", f"{SIGNS[verdict]} "), f"1;{_COLOURS[verdict]}")


def _basis(run: Run, paper: Paper) -> Iterator[str]:
    parts = [f"{count} {verdict}" for verdict, count in run.counts.items() if count]
    if parts:
        yield paper.wrapped(
            f"{many(len(run.header.planned), 'scenario')} planned = {' + '.join(parts)}", "  "
        )
    if run.verdict is Verdict.BROKEN:
        census = run.census
        yield paper.wrapped(
            f"after {many(census.worlds, 'twin history', 'twin histories')}, "
            f"{many(census.observations, 'observation')}, {many(census.masked, 'masked path')}",
            "  ",
        )
    elif run.verdict not in (Verdict.KEPT, Verdict.WAIVED) and run.census.worlds:
        yield paper.wrapped(f"in what was judged, {ground(run)}", "  ")


def _next(run: Run) -> str:
    if run.problems:
        return "mend the problems above, then `unseen lint` tells whether the policy is right"
    if run.interrupted:
        return f"`{replay(run, *run.header.paths)}` plays the whole policy"
    if run.idle_waivers:
        return "mend the waivers marked with ! above, or take them out"
    return _after(run)


def _after(run: Run) -> str:
    match run.verdict:
        case Verdict.BROKEN if run.header.fault:
            return (
                "this leak was planted on purpose: `unseen faults` lists others, `unseen audit` plants none"
            )
        case Verdict.BROKEN if not run.breaches and run.matrix and run.matrix.findings:
            return "mend the cells above, or explain them in matrix.toml; `unseen matrix` shows all"
        case Verdict.BROKEN if not run.breaches:
            return f"make true what is asserted above, then `{replay(run, *run.header.paths)}` plays it again"
        case Verdict.BROKEN:
            return "mend the first finding and play it again with the command under it"
        case Verdict.KEPT if run.header.fault:
            return "nothing alarmed: right if `unseen faults` calls it benign, or names no clause tested here"
        case Verdict.KEPT if run.header.target != "stub":
            return "break a promise of the platform on purpose once, and see that the policy notices"
        case Verdict.KEPT:
            return "plant a leak to see the policy broken: `unseen audit --fault SLUG`, from `unseen faults`"
        case Verdict.WAIVED:
            return "mend what is waived before its waiver expires"
        case Verdict.INCONCLUSIVE:
            return "mend what the reasons above name, then run the audit again"
        case _:
            return "`unseen words` lists the sentences a scenario can be written with"
