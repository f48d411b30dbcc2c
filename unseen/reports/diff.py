"""
What changed between two runs, in sentences: what got worse, what got better, what is merely different. Pure.

Worse is: a clause or scenario that is further from *kept* than it was, a root cause that was not met before,
something that more people can tell than before, a scenario or clause that is no longer tested, a waiver that
no longer waives or that is new.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, TypeVar

from unseen.model import Verdict
from unseen.record import Breach, ClauseResult, Matrix, Planned, Run, WaiverState, WaiverStatus
from unseen.reports.wording import many, promise, sentence

T = TypeVar("T")


class Direction(StrEnum):
    """Whether a change is for the worse."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change. `kind` is one of `KINDS`; `subject` the clause, scenario, root cause, cell or waiver; `said`
    the sentence.
    """

    kind: str
    direction: Direction
    subject: str
    said: str


KINDS = {
    "another question": "The runs do not ask the same",
    "newly broken": "Newly broken",
    "newly found": "Newly found",
    "newly visible": "Newly visible to somebody",
    "no longer tested": "No longer tested",
    "no verdict": "No verdict any more",
    "waived": "Waivers",
    "mended": "Mended",
    "no longer found": "No longer found",
    "no longer visible": "No longer visible",
    "newly tested": "Newly tested",
    "policy": "The policy itself",
}
"""Every kind of change with its heading, in the order they are told."""

_JUDGED = (Verdict.KEPT, Verdict.BROKEN, Verdict.WAIVED)
_OPEN = ("not offered", "hidden", "aggregate", "count", "by setting", "visible")
_SHOWN = 3


def compare(before: Run, after: Run) -> tuple[Change, ...]:
    """Everything that changed, in the order of `KINDS`."""
    found = [
        *_question(before, after),
        *_clauses(before, after),
        *_findings(before, after),
        *_matrix(before.matrix, after.matrix),
        *_scenarios(before, after),
        *_waivers(before, after),
        *_sheets(before, after),
    ]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def is_worse(changes: Iterable[Change]) -> bool:
    """Whether anything got worse."""
    return any(change.direction is Direction.WORSE for change in changes)


def _question(before: Run, after: Run) -> Iterator[Change]:
    for name, said in (
        ("target", "the platform"),
        ("profile", "the profile"),
        ("fault", "the planted leak"),
        ("seed", "the seed"),
    ):
        old, new = getattr(before.header, name), getattr(after.header, name)
        if old != new:
            words = f"{said} was {_named(old)} and is {_named(new)}"
            yield Change("another question", Direction.OTHER, name, words)
    for which, run in (("earlier", before), ("later", after)):
        if run.partial:
            worse = Direction.WORSE if run is after and not before.partial else Direction.OTHER
            yield Change("another question", worse, "end", f"the {which} run did not reach its end")


def _named(value: object) -> str:
    return "none" if value in (None, "") else f"`{value}`"


def _verdict(subject: str, old: Verdict, new: Verdict, said: str) -> Change:
    if new is Verdict.BROKEN:
        kind, direction = "newly broken", Direction.WORSE
    elif new is Verdict.WAIVED:
        kind, direction = "waived", Direction.WORSE if old is Verdict.KEPT else Direction.OTHER
    elif new not in _JUDGED:
        kind = "no verdict" if new is Verdict.INCONCLUSIVE or old not in _JUDGED else "no longer tested"
        direction = Direction.WORSE if old in _JUDGED else Direction.OTHER
    else:
        kind = "mended" if old in _JUDGED else "newly tested"
        direction = Direction.BETTER
    return Change(kind, direction, subject, said)


def _clauses(before: Run, after: Run) -> Iterator[Change]:
    old = {each.clause.id: each for each in before.clauses}
    new = {each.clause.id: each for each in after.clauses}
    for name, was, each in _both(old, new):
        if was.verdict is not each.verdict:
            why = f" ({each.note})" if each.note and each.verdict is not Verdict.WAIVED else ""
            said = f"{name} was {was.verdict} and is {each.verdict}{why}: {_promise(each)}"
            yield _verdict(name, was.verdict, each.verdict, said)
        if was.clause.digest != each.clause.digest:
            said = f"{name} now says: {_promise(each)} It said: {_promise(was)}"
            yield Change("policy", Direction.OTHER, name, said)
    for name in old.keys() - new.keys():
        worse = Direction.WORSE if old[name].verdict in _JUDGED else Direction.OTHER
        said = f"{name} is no longer in the policy: {_promise(old[name])}"
        yield Change("no longer tested", worse, name, said)
    for name in (name for name in new if name not in old):
        yield _new_clause(new[name])


def _promise(each: ClauseResult) -> str:
    return promise(each.clause.rule, each.clause.conditional)


def _new_clause(each: ClauseResult) -> Change:
    broken = each.verdict is Verdict.BROKEN
    said = f"{each.clause.id} is new, and {each.verdict}: {_promise(each)}"
    kind = "newly broken" if broken else "policy"
    return Change(kind, Direction.WORSE if broken else Direction.OTHER, each.clause.id, said)


def _findings(before: Run, after: Run) -> Iterator[Change]:
    old = {each.fingerprint: each for each in (*before.breaches, *before.excused)}
    new = {each.fingerprint: each for each in (*after.breaches, *after.excused)}
    known = {(each.finding.surface, each.finding.reader) for each in old.values()}
    for each in (each for name, each in new.items() if name not in old):
        yield Change("newly found", Direction.WORSE, each.fingerprint, _found(each))
        finding = each.finding
        if finding.reader and finding.oracle != "witness" and (finding.surface, finding.reader) not in known:
            known.add((finding.surface, finding.reader))
            place = finding.pointer or "the whole reply"
            where = f"{finding.surface}, at {place}"
            said = f"{finding.reader} learns something on {where}, that was hidden there"
            yield Change("newly visible", Direction.WORSE, f"{finding.surface} · {finding.reader}", said)
    for each in (each for name, each in old.items() if name not in new):
        yield Change("no longer found", Direction.BETTER, each.fingerprint, _found(each))
    for name, was, each in _both(old, new):
        more = [clause for clause in each.clauses if clause not in was.clauses]
        if more:
            said = f"{_found(each)} It now breaks {', '.join(more)} too."
            yield Change("newly found", Direction.WORSE, name, said)


def _found(breach: Breach) -> str:
    finding = breach.finding
    clauses = f" It breaks {', '.join(breach.clauses)}." if breach.clauses else ""
    return f"{sentence(finding.message)} ({finding.surface}, {finding.pointer or 'the whole reply'}){clauses}"


def _matrix(before: Matrix | None, after: Matrix | None) -> Iterator[Change]:
    if after is None and before is not None:
        said = "the earlier run has a matrix of who can tell what, the later one has none"
        yield Change("no longer tested", Direction.WORSE, "matrix", said)
    if before is None or after is None:
        return
    old, new = _cells(before), _cells(after)
    for name, was, each in _both(old, new):
        if was == each:
            continue
        opened = _OPEN.index(each) > _OPEN.index(was) if {was, each} <= set(_OPEN) else True
        kind = "newly visible" if opened else "no longer visible"
        said = f"{name[1]}: {name[0]} was {was} to them and is {each}"
        yield Change(kind, Direction.WORSE if opened else Direction.BETTER, " · ".join(name), said)
    for name in old.keys() - new.keys():
        said = f"{name[1]}: what they can tell of {name[0]} is no longer looked at"
        yield Change("no longer tested", Direction.WORSE, " · ".join(name), said)


def _cells(matrix: Matrix) -> dict[tuple[str, str], str]:
    return {
        (row.title, audience): cell.observed
        for row in matrix.rows
        for audience, cell in zip(matrix.audiences, row.cells, strict=True)
    }


def _scenarios(before: Run, after: Run) -> Iterator[Change]:
    old = {plan.id: plan for plan in before.header.planned}
    new = {plan.id: plan for plan in after.header.planned}
    changed = [
        (was, now, new[name])
        for name in new
        if name in old and (was := before.by_id[name].verdict) is not (now := after.by_id[name].verdict)
    ]
    for (was, now), group in _grouped(changed, lambda each: (each[0], each[1])):
        plans = [plan for _, _, plan in group]
        what = f"{many(len(plans), 'scenario')} {_were(plans)} {was} and {_are(plans)} {now}"
        said = f"{what}: {_places(plans)}"
        yield _verdict(_ids(plans), was, now, said)
    gone = [old[name] for name in old if name not in new]
    if gone:
        judged = any(before.by_id[plan.id].verdict in _JUDGED for plan in gone)
        said = f"{many(len(gone), 'scenario')} {_are(gone)} no longer played: {_places(gone)}"
        worse = Direction.WORSE if judged else Direction.OTHER
        yield Change("no longer tested", worse, _ids(gone), said)
    fresh = [new[name] for name in new if name not in old]
    if fresh:
        said = f"{many(len(fresh), 'scenario')} {_are(fresh)} new: {_places(fresh)}"
        yield Change("newly tested", Direction.OTHER, _ids(fresh), said)


def _were(plans: Sequence[Planned]) -> str:
    return "was" if len(plans) == 1 else "were"


def _are(plans: Sequence[Planned]) -> str:
    return "is" if len(plans) == 1 else "are"


def _ids(plans: Sequence[Planned]) -> str:
    return ", ".join(plan.id for plan in plans)


def _places(plans: Sequence[Planned]) -> str:
    shown = "; ".join(f"{plan.scenario} ({plan.file}:{plan.line})" for plan in plans[:_SHOWN])
    more = len(plans) - _SHOWN
    return f"{shown}; and {more} more" if more > 0 else shown


def _waivers(before: Run, after: Run) -> Iterator[Change]:
    old = {each.waiver.id: each for each in before.waivers}
    new = {each.waiver.id: each for each in after.waivers}
    for name, was, each in _both(old, new):
        if was.state is not each.state:
            fell = _waives(was) and not _waives(each)
            said = f"the waiver {name} was {was.state} and is {each.state}: {each.note}"
            yield Change("waived", Direction.WORSE if fell else Direction.OTHER, name, said)
        if was.waiver.expires != each.waiver.expires:
            said = f"the waiver {name} expired on {was.waiver.expires} and now does on {each.waiver.expires}"
            longer = each.waiver.expires > was.waiver.expires
            yield Change("waived", Direction.WORSE if longer else Direction.OTHER, name, said)
        elif was.waiver != each.waiver and _scope(was) != _scope(each):
            yield Change("waived", Direction.WORSE, name, f"the waiver {name} excepts something else now")
    for name in (name for name in new if name not in old):
        each = new[name]
        said = f"the waiver {name} is new, and {each.state}: {each.waiver.reason} ({each.waiver.ticket})"
        yield Change("waived", Direction.WORSE, name, said)
    for name in (name for name in old if name not in new):
        yield Change("waived", Direction.OTHER, name, f"the waiver {name} is gone")


def _waives(status: WaiverStatus) -> bool:
    return status.state in (WaiverState.ACTIVE, WaiverState.EXPIRING)


def _scope(status: WaiverStatus) -> tuple[object, ...]:
    return status.waiver.rules, status.waiver.surface, status.waiver.pointers


def _sheets(before: Run, after: Run) -> Iterator[Change]:
    if not before.header.sheets or not after.header.sheets:
        return
    old = {(sheet.schema, field[0]) for sheet in before.header.sheets for field in sheet.fields}
    for sheet in after.header.sheets:
        fresh = [
            f"{pointer} ({category or 'no category'})"
            for pointer, category in sheet.fields
            if (sheet.schema, pointer) not in old
        ]
        if fresh:
            said = f"the schema of `{sheet.schema}` allows more on {sheet.surface}: {', '.join(fresh)}"
            yield Change("newly visible", Direction.OTHER, sheet.schema, said)


def _both(old: Mapping[Any, T], new: Mapping[Any, T]) -> Iterator[tuple[Any, T, T]]:
    return ((name, old[name], each) for name, each in new.items() if name in old)


def _grouped(items: Iterable[T], key: Callable[[T], Any]) -> Iterator[tuple[Any, list[T]]]:
    for name, group in groupby(sorted(items, key=lambda each: str(key(each))), key):
        yield name, list(group)
