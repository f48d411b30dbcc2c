"""How a run is put into words: signs, headlines, commands. Every form of report takes its words from here."""

import re
import shlex
from collections.abc import Iterable, Sequence

from unseen.model import Verdict
from unseen.places import at_one_place
from unseen.record import Breach, Run, WaiverState, WaiverStatus

SIGNS = {
    Verdict.KEPT: "✓",
    Verdict.BROKEN: "✗",
    Verdict.WAIVED: "◐",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.INCONCLUSIVE: "?",
    Verdict.NOT_TESTED: "○",
}
"""A sign always stands beside its word."""

MEANINGS = {
    Verdict.KEPT: "no evidence against the promise was found, and the check could have failed",
    Verdict.BROKEN: "somebody sees or can infer what they must not, or is not told what they should be",
    Verdict.WAIVED: "broken, and excepted by name and date",
    Verdict.NOT_APPLICABLE: "the platform does not offer what the promise speaks of",
    Verdict.INCONCLUSIVE: "the platform failed or could not be reached, so nothing can be said",
    Verdict.NOT_TESTED: "no scenario reached the promise, so nothing can be said",
}
"""What each verdict says, and does not say."""

ORACLES = {
    "schema": "a payload does not match its schema",
    "canary": "a payload carries what identifies somebody",
    "twins": "two worlds that differ in one secret can be told apart",
    "witness": "what is shown is not what the sentence says",
    "metamorphic": "two replies that have to be alike, whatever the secret is, are not",
    "timing": "replies take longer or shorter with the secret",
}
"""What kind of evidence each oracle gives."""

WISHED = "conditional: the article only wishes for it"
"""What stands with a clause that binds only a platform that offers what the clause speaks of."""

WAIVER_SIGNS = {
    WaiverState.ACTIVE: "◐",
    WaiverState.EXPIRING: "◐",
    WaiverState.EXPIRED: "!",
    WaiverState.INVALID: "!",
    WaiverState.UNUSED: "!",
}
"""What stands before a waiver; the last three ask for something to be done."""


def many(number: int, one: str, more: str = "") -> str:
    """`number` with its noun: "1 clause", "1,204 clauses"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def promise(rule: str, conditional: bool) -> str:
    """What a clause says, and that it is conditional if it is."""
    return f"{rule} ({WISHED})" if conditional else rule


def headline(run: Run) -> str:
    """The verdict on the run in one sentence."""
    counts = run.counts
    match run.verdict:
        case Verdict.BROKEN if run.matrix and not counts[Verdict.BROKEN]:
            cells = len(run.matrix.findings)
            verb = "differs" if cells == 1 else "differ"
            return f"{many(cells, 'cell')} of the visibility matrix {verb} from what is declared"
        case Verdict.BROKEN:
            broken = sum(each.verdict is Verdict.BROKEN for each in run.clauses)
            verb = "breaks" if len(run.breaches) == 1 else "break"
            what = many(broken, "clause") if broken else many(counts[Verdict.BROKEN], "scenario")
            return f"{many(len(run.breaches), 'finding')} {verb} {what}"
        case Verdict.WAIVED:
            waived = sum(each.verdict is Verdict.WAIVED for each in run.clauses)
            what = many(waived, "clause") if waived else many(counts[Verdict.WAIVED], "scenario")
            verb = "is" if waived == 1 else "are"
            rest = f"; of the rest, {ground(run)}" if counts[Verdict.KEPT] else ""
            return f"{what} {verb} broken and excepted by {many(len(_used(run)), 'waiver')}{rest}"
        case Verdict.KEPT:
            return f"every promise that was tested is kept: {ground(run)}"
        case Verdict.INCONCLUSIVE:
            open_ = counts[Verdict.INCONCLUSIVE] + counts[Verdict.NOT_TESTED]
            if not open_:
                return "nothing broken was found, but the run did not end as it should"
            return (
                f"{many(open_, 'scenario')} of {len(run.header.planned):,} got no verdict, and none is broken"
            )
        case Verdict.NOT_TESTED:
            wrong = len(run.problems)
            return "nothing was judged" + (f": {many(wrong, 'problem')} to mend first" if wrong else "")
        case _:
            return f"nothing was found kept: every scenario is {run.verdict}"


def _used(run: Run) -> list[WaiverStatus]:
    return [each for each in run.waivers if each.scenarios]


def waiver_scope(status: WaiverStatus) -> str:
    """What a waiver excepts: rules, surface, pointers."""
    waiver = status.waiver
    rules = ", ".join(waiver.rules) or "no rule"
    pointers = ", ".join(each or "the whole reply" for each in waiver.pointers) or "no pointer"
    return f"{rules} on {waiver.surface or 'no surface'} at {pointers}"


def waiver_basis(status: WaiverStatus) -> str:
    """Why a waiver was given, by whom and for whom."""
    waiver = status.waiver
    return (
        f"{waiver.reason or 'no reason'}; owner {waiver.owner or 'nobody'}, approved by "
        f"{waiver.approver or 'nobody'}, {waiver.ticket or 'no ticket'}"
    )


def ground(run: Run) -> str:
    """What "kept" rests on; the harness never says more than this."""
    census = run.census
    return (
        f"no leak found in {many(census.worlds, 'twin history', 'twin histories')}, "
        f"{many(census.observations, 'observation')}, {many(census.masked, 'masked path')}"
    )


def replay(run: Run, *files: str) -> str:
    """The command that plays these feature files again as in this run."""
    header = run.header
    words = ["unseen", "audit", *dict.fromkeys(files)]
    if header.target not in ("", "stub"):
        words += ["--target", header.target]
    if header.profile not in ("", "seed"):
        words += ["--profile", header.profile]
    if header.fault:
        words += ["--fault", header.fault]
    return shlex.join([*words, "--seed", str(header.seed)])


def replay_breach(run: Run, breach: Breach) -> str:
    """The shortest command that shows this finding again."""
    return replay(run, breach.scenarios[0].file)


def side(text: str) -> str:
    """One side of the evidence; a side that has nothing says so."""
    return text or "(nothing)"


def sentence(text: str) -> str:
    """A message as a sentence: first letter large, full stop at the end."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def ranges(ids: Iterable[str]) -> str:
    """Clause ids, neighbours drawn together: "NOT-1, 3–5, SET-2"."""
    parts: list[str] = []
    last_prefix, start, end = "", 0, 0

    def close() -> None:
        if last_prefix and end > start:
            parts[-1] += f"–{end}" if end > start + 1 else f", {end}"

    for name in ids:
        match = re.fullmatch(r"(.*?)-(\d+)", name)
        if match is None:
            close()
            parts.append(name)
            last_prefix = ""
            continue
        prefix, number = match[1], int(match[2])
        if prefix == last_prefix and number == end + 1:
            end = number
            continue
        close()
        parts.append(name if prefix != last_prefix else str(number))
        last_prefix, start, end = prefix, number, number
    close()
    return ", ".join(parts)


def earlier(breaches: Sequence[Breach]) -> tuple[int, ...]:
    """Of each, the number (from 1) of the first before it that was met at the same place; 0 for none."""
    return tuple(
        next(
            (
                number
                for number, first in enumerate(breaches[:place], 1)
                if at_one_place(first.finding, breach.finding)
            ),
            0,
        )
        for place, breach in enumerate(breaches)
    )
