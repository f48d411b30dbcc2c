"""What changed between two runs, for a terminal and for machines."""

import json
from dataclasses import asdict

from unseen.record import Run
from unseen.reports.diff import KINDS, Direction, compare, is_worse
from unseen.reports.terminal import Paper
from unseen.reports.wording import many, sentence


def render(before: Run, after: Run, paper: Paper) -> str:
    """The changes for a terminal."""
    changes = compare(before, after)
    lines = [f"from the run of {before.header.started or '?'} to that of {after.header.started or '?'}"]
    signs = {Direction.WORSE: "✗", Direction.BETTER: "✓", Direction.OTHER: "·"}
    colours = {Direction.WORSE: "31", Direction.BETTER: "32", Direction.OTHER: "0"}
    for kind, heading in KINDS.items():
        own = [change for change in changes if change.kind == kind]
        if own:
            lines += ["", paper.bold(heading)]
        lines += [
            paper.dye(
                paper.wrapped(sentence(change.said), "    ", f"  {signs[change.direction]} "),
                colours[change.direction],
            )
            for change in own
        ]
    counts = {each: sum(change.direction is each for change in changes) for each in Direction}
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    worse = "something got worse" if is_worse(changes) else "nothing got worse"
    last = f"{worse}: {many(len(changes), 'change')}" + (f", {told}" if told else "")
    return "\n".join([*lines, "", last, ""])


def render_json(before: Run, after: Run) -> str:
    """The changes for machines."""
    changes = compare(before, after)
    return (
        json.dumps(
            {
                "format": 1,
                "before": {"started": before.header.started, "verdict": before.verdict},
                "after": {"started": after.header.started, "verdict": after.verdict},
                "worse": is_worse(changes),
                "changes": [asdict(change) for change in changes],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )
