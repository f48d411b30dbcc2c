"""
The run for GitHub Actions: annotations at the lines of feature files, and a step summary in Markdown.

Annotations are workflow commands, for the standard output of a step. GitHub shows about ten of each kind for
a step, so there are no more, the worst first, and the last one says how many are missing. A summary above
1 MiB is refused as a whole, so it is cut between blocks before that.
"""

from collections.abc import Iterable, Iterator

from unseen.model import Verdict
from unseen.record import WORST_FIRST, Run
from unseen.reports.broken import broken
from unseen.reports.wording import (
    SIGNS,
    WAIVER_SIGNS,
    ground,
    headline,
    many,
    ranges,
    replay,
    sentence,
    waiver_basis,
    waiver_scope,
)

SHOWN = 10
"""So many annotations of one kind."""

LARGEST = 1_000_000
"""So many bytes a summary may have."""

_ROWS = 200


def annotations(run: Run) -> str:
    """The workflow commands, one a line; "" when there is nothing to say."""
    kinds: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
    for problem in run.problems:
        text = f"{problem.message}\n{problem.remedy}".strip()
        kinds["error"].append(_command("error", problem.file, problem.line, "the policy is wrong", text))
    for each in broken(run):
        kind = "notice" if each.waived else "error"
        title = f"{'waived' if each.waived else 'broken'}: {', '.join(each.clauses) or 'no clause'}"
        others = len(each.scenarios) - 1
        more = f"\nand in {many(others, 'more scenario')}" if others > 0 else ""
        text = "\n".join(filter(None, (each.message, each.waived, each.detail))) + more
        kinds[kind].append(_command(kind, each.file, each.line, title, text))
    for status in run.waivers:
        if WAIVER_SIGNS[status.state] == "!":
            title = f"waiver {status.waiver.id or 'without an id'} is {status.state}"
            kind = "error" if status in run.idle_waivers else "warning"
            kinds[kind].append(_command(kind, status.waiver.file, status.waiver.line, title, status.note))
    for title, file, line, text in _unsettled(run):
        kinds["warning"].append(_command("warning", file, line, title, text))
    lines = [line for commands in kinds.values() for line in _capped(commands)]
    return "".join(f"{line}\n" for line in lines)


def _unsettled(run: Run) -> Iterator[tuple[str, str, int, str]]:
    """One entry for each rule and verdict that says nothing."""
    for rule in run.rules:
        for verdict in (Verdict.INCONCLUSIVE, Verdict.NOT_TESTED):
            plans = [plan for plan in rule.scenarios if run.by_id[plan.id].verdict is verdict]
            if plans:
                reason = run.by_id[plans[0].id].reason or "no reason was given"
                text = f"{rule.rule or rule.feature}: {many(len(plans), 'scenario')}: {reason}"
                yield str(verdict), rule.file, plans[0].line, text


def _capped(commands: list[str]) -> list[str]:
    if len(commands) <= SHOWN:
        return commands
    kind = commands[0].partition(" ")[0]
    left = len(commands) - SHOWN + 1
    return [*commands[: SHOWN - 1], f"{kind} title=unseen::and {left:,} more, in the report"]


def _command(kind: str, file: str, line: int, title: str, text: str) -> str:
    places = {"file": file, "line": str(line) if file and line else "", "title": title}
    said = ",".join(f"{name}={_property(value)}" for name, value in places.items() if value)
    return f"::{kind} {said}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(run: Run) -> str:
    """The summary in Markdown, for `$GITHUB_STEP_SUMMARY`."""
    text = ""
    for block in _blocks(run):
        if len((text + block).encode()) > LARGEST - 200:
            return f"{text}\nThe rest does not fit here: see the report.\n"
        text += block
    return text


def _blocks(run: Run) -> Iterator[str]:
    header = run.header
    verdict = str(run.verdict).upper()
    yield f"## {SIGNS[run.verdict]} {verdict}: {_md(headline(run))}\n\n"
    planted = f", with `{header.fault}` planted in it" if header.fault else ""
    target = "the reference platform" if header.target == "stub" else f"`{_md(header.target)}`"
    parts = " + ".join(f"{count} {name}" for name, count in run.counts.items() if count)
    yield (
        f"{many(len(header.planned), 'scenario')} on {target}{planted} (profile {_md(header.profile)}, "
        f"seed {header.seed}) = {parts or 'none'}.\n"
    )
    yield from _table(
        ("Problem", "Where", "Remedy"), ((each.message, each.where, each.remedy) for each in run.problems)
    )
    found = broken(run)
    yield from _table(
        ("Broken", "What was found", "Where", "Scenario"),
        (
            (
                ", ".join(each.clauses),
                each.message,
                _where(each.detail),
                f"{each.file}:{each.line}" if each.file else "",
            )
            for each in found
            if not each.waived
        ),
    )
    yield from _table(
        ("Waived", "What was found", "Why"),
        ((", ".join(each.clauses), each.message, each.waived) for each in found if each.waived),
    )
    yield from _table(
        ("Waiver", "State", "What it excepts", "Who and why"),
        (
            (
                each.waiver.id,
                f"{WAIVER_SIGNS[each.state]} {each.state}: {each.note}",
                waiver_scope(each),
                waiver_basis(each),
            )
            for each in run.waivers
        ),
    )
    yield from _table(
        ("No verdict", "Where", "Why"),
        ((title, f"{file}:{line}", text) for title, file, line, text in _unsettled(run)),
    )
    yield from _table(("Section", "Clauses"), _sections(run))
    said = sentence(ground(run)) if not found else ""
    yield f"\n{_md(f'{said} Play it again:')} `{replay(run, *header.paths)}`\n"


def _sections(run: Run) -> Iterator[tuple[str, str]]:
    for section in run.header.sections:
        own = [each for each in run.clauses if each.clause.section == section.id]
        groups = []
        for verdict in WORST_FIRST:
            ids = [each.clause.id for each in own if each.verdict is verdict]
            if ids:
                groups.append(f"{SIGNS[verdict]} {verdict} {ranges(ids)}")
        if groups:
            yield section.title, " · ".join(groups)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    body = list(rows)
    if not body:
        return
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(map(_md, row))} |" for row in body[:_ROWS]]
    yield "\n" + "\n".join(lines) + "\n"
    if len(body) > _ROWS:
        yield f"\n… and {len(body) - _ROWS:,} more, in the report.\n"


def _where(text: str) -> str:
    return text.partition("\n")[0]


def _md(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(escaped.split())
